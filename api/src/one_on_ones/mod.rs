//! One-on-ones: two people who meet by a rule.
//!
//! The rule lives with the series; the next few of its days are rows, so that an agenda can be put on them, a day
//! can be moved or skipped, and what was is kept. Whatever changes a series plans ahead again, and so does every morning.

mod actions;
mod agenda;
mod calendar;
mod guests;
mod meetings;
mod private_notes;
mod questions;
mod readers;
mod reminders;
mod rows;
mod series;
mod times;

use shared::one_on_ones::ReadCalendar;

use crate::http::Mounts;

pub(crate) use actions::mine;
pub(crate) use private_notes::of_actor as private_notes_of_actor;
pub(crate) use reminders::remind;
pub(crate) use series::keep_planned;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(series::list);
    mounts.member(series::create);
    mounts.member(series::missing);
    mounts.member(series::show);
    mounts.member(series::edit);
    mounts.member(series::end);
    mounts.member(actions::carry);
    mounts.member(meetings::list);
    mounts.member(meetings::show);
    mounts.member(meetings::edit);
    mounts.member(meetings::step);
    mounts.member(meetings::open);
    mounts.member(readers::list);
    mounts.member(agenda::create);
    mounts.member(agenda::edit);
    mounts.member(agenda::delete);
    mounts.member(actions::create);
    mounts.member(actions::edit);
    mounts.member(actions::delete);
    mounts.member(private_notes::show);
    mounts.member(private_notes::edit);
    mounts.member(questions::list);
    mounts.member(questions::create);
    mounts.member(questions::edit);
    mounts.member(questions::delete);
    mounts.member(calendar::show);
    mounts.member(calendar::make);
    mounts.member(calendar::revoke);
    mounts.visitor::<ReadCalendar, _>(calendar::read);
}
