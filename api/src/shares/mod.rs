//! Shares: explicit grants, and who sees a thing and why.

mod audience;
mod queries;
mod routes;
mod rows;

use crate::http::Mounts;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.member(routes::create);
    mounts.member(routes::edit);
    mounts.member(routes::revoke);
    mounts.member(routes::with_me);
    mounts.member(routes::by_me);
    mounts.member(audience::show);
}
