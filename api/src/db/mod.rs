//! The kernel of storage: two pools nobody else can name, and the transactions made from them.

mod account;
mod boot;
mod feed;
mod lines;
mod pool;
mod proof;
pub(crate) mod schema;
mod tenant;

pub use account::AccountTx;
pub use pool::Database;
pub use proof::{Changeable, Readable, Resource};
pub use tenant::{Actor, Calendar, TenantTx};
