//! Improvement plans: drafted by a manager, published and ended by an Admin, seen by their person from the start on and
//! by nobody else.

mod days;
mod document;
mod queries;
mod readers;
mod routes;
mod rows;
mod steps;
mod view_as;
mod writes;

use crate::http::Mounts;

pub(crate) use self::{
    days::{begin_due, remind},
    rows::PlanRow,
};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.member(routes::draft);
    mounts.member(routes::show);
    mounts.member(readers::list);
    mounts.member(view_as::show);
    mounts.member_async(document::as_pdf);
    mounts.member(routes::edit);
    mounts.member(steps::schedule);
    mounts.member(steps::pause);
    mounts.member(steps::resume);
    mounts.member(steps::extend);
    mounts.member(steps::end);
    mounts.member(steps::withdraw);
    mounts.member(steps::acknowledge);
    mounts.member(steps::add_note);
    mounts.member(steps::take_over);
}
