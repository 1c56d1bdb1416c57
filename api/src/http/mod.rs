//! The kernel of the edge: how a request becomes a call of a handler, and its result an answer.

mod ask;
mod assets;
mod body;
mod courier;
mod device;
mod exports;
mod facts;
mod failure;
mod guard;
mod health;
mod idempotency;
mod incoming;
mod limits;
mod mount;
mod openapi;
pub mod paging;
mod reply;
mod session;
mod stream;
mod wrap;

pub use ask::{Ask, MemberCall, Visit};
pub use assets::App as WebApp;
pub use device::DeviceCookie;
pub use facts::Facts;
pub use failure::Failure;
pub use health::routes as health_routes;
pub use limits::AddressLimits;
pub use mount::Mounts;
pub use openapi::document;
pub use reply::{Answered, Reply};
pub use session::{SESSION_SECONDS, SessionCookie, cookie_name};
pub use stream::Happening;
use wrap::{READS, failure_response, wrong_method};
pub use wrap::{around, cors, not_found};
