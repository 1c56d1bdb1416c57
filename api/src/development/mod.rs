//! Development: the organisation's ladder, how people stand on it, and their plans.

mod framework;
mod level_change;
mod plan;
mod readers;
mod reminders;
mod rows;
mod view_as;

use crate::http::Mounts;

pub(crate) use self::{framework::library, level_change::begin_granted, reminders::remind, rows::DevelopmentRow};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(framework::show);
    mounts.member(framework::adopt);
    mounts.member(framework::rename);
    mounts.member(framework::create);
    mounts.member(framework::edit);
    mounts.member(framework::expect);
    mounts.member(framework::tracks::create);
    mounts.member(framework::tracks::edit);
    mounts.member(framework::tracks::delete);
    mounts.member(plan::show);
    mounts.member(readers::list);
    mounts.member(view_as::show);
    mounts.member(plan::assess);
    mounts.member(plan::create);
    mounts.member(plan::edit);
    mounts.member(plan::delete);
    mounts.member(level_change::list);
    mounts.member(level_change::propose);
    mounts.member(level_change::agree);
    mounts.member(level_change::give_back);
    mounts.member(level_change::decide);
    mounts.member(level_change::withdraw);
}
