//! Pulse: short anonymous surveys. Who takes part comes with a session ([`ballots::take`]), what is answered comes
//! without one ([`ballots`]), and at the close the answers become counts of groups and are gone ([`closing`]). What was
//! written can be answered ([`comments`]).

mod ballots;
mod clock;
mod closing;
mod comments;
mod opening;
pub(crate) mod past;
mod queries;
mod reminders;
mod results;
mod routes;
mod rows;
mod writes;

use crate::http::Mounts;

pub(crate) use clock::keep_time;
pub(crate) use reminders::remind;
pub(crate) use results::each_result;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.member(routes::create);
    mounts.member(routes::show);
    mounts.member(routes::edit);
    mounts.member(routes::delete);
    mounts.member(routes::preview);
    mounts.member(routes::step);
    mounts.member_async(ballots::take);
    mounts.visitor(ballots::answer);
    mounts.visitor(ballots::read);
    mounts.visitor(ballots::withdraw);
    mounts.member(results::show);
    mounts.member(results::export);
    mounts.member(results::export_xlsx);
    mounts.member(comments::answer);
    mounts.member(comments::close);
    mounts.visitor(comments::read);
    mounts.visitor(comments::write);
}
