//! Shares: explicit grants, and who sees a thing, why, and how.

mod audience;
mod queries;
mod reminders;
mod routes;
mod rows;
mod view_as;

use crate::http::Mounts;

pub(crate) use reminders::remind;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.member(routes::create);
    mounts.member(routes::list_of_kpi);
    mounts.member(routes::create_of_kpi);
    mounts.member(routes::edit);
    mounts.member(routes::revoke);
    mounts.member(routes::revoke_of_objective);
    mounts.member(routes::revoke_of_kpi);
    mounts.member(routes::revoke_with);
    mounts.member(routes::with_me);
    mounts.member(routes::by_me);
    mounts.member(audience::show);
    mounts.member(audience::show_of_kpi);
    mounts.member(audience::mentionable);
    mounts.member(audience::mentionable_of_kpi);
    mounts.member(view_as::objective);
    mounts.member(view_as::kpi);
}
