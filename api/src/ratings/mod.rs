//! Final ratings of review cycles, taken out to other systems: by Admins, of released reviews, each time in the audit log.

mod queries;
mod routes;

use crate::http::Mounts;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
}
