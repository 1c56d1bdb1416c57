//! The weekly check-in of a person: theirs until it is read, closed by their manager's answer.

mod lately;
mod named;
mod queries;
mod readers;
mod reminders;
mod routes;
mod rows;
mod settings;
mod summary;
mod team;

use crate::http::Mounts;

pub(crate) use lately::lately;
pub(crate) use reminders::remind;
pub(crate) use routes::answered as week_answered;
pub(crate) use summary::at_a_glance;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(settings::show);
    mounts.member(settings::edit);
    mounts.member(routes::mine);
    mounts.member(team::show);
    mounts.member(routes::list);
    mounts.member(routes::create);
    mounts.member(readers::list);
    mounts.member(routes::show);
    mounts.member(routes::edit);
    mounts.member(routes::read);
    mounts.member(routes::answer);
}
