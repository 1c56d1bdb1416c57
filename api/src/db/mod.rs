//! The kernel of storage: two pools nobody else can name, and the transactions made from them.

mod account;
mod boot;
mod claim;
mod clock;
mod feed;
mod grant;
mod job;
mod lines;
mod listen;
mod pool;
mod proof;
pub(crate) mod schema;
mod seen_by;
mod spent;
mod tenant;
mod unattended;

pub use account::AccountTx;
pub use claim::{Claim, TokenHash, token_hash};
pub(crate) use clock::org_now;
pub use listen::Heard;
pub use pool::Database;
pub use proof::{Changeable, Readable, Resource};
pub use spent::Spent;
pub(crate) use spent::forget_spent;
pub(crate) use tenant::NOT_BY_TOKEN;
pub use tenant::{Actor, Calendar, TenantTx};
pub use unattended::UnattendedTx;
