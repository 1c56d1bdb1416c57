//! Development: the organisation's ladder, how people stand on it, and their plans.

mod framework;
mod plan;
mod reminders;
mod rows;

use crate::http::Mounts;

pub(crate) use self::{framework::library, reminders::remind, rows::DevelopmentRow};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(framework::show);
    mounts.member(framework::adopt);
    mounts.member(framework::rename);
    mounts.member(framework::create);
    mounts.member(framework::edit);
    mounts.member(framework::expect);
    mounts.member(plan::show);
    mounts.member(plan::assess);
    mounts.member(plan::create);
    mounts.member(plan::edit);
    mounts.member(plan::delete);
}
