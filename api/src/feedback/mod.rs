//! Feedback: praise, private feedback with the readers its author chose, asking for it, notes to oneself.
//!
//! No text of it goes into the audit log: who wrote about whom, for whom, is what is noted.

mod given;
mod praise;
mod readers;
mod reminders;
mod requests;
mod rows;
mod timeline;
mod values;

use shared::feedback::{ExportFeedbackNdjson, ExportPraiseNdjson, ListFeedback, ListPraise};

use crate::http::Mounts;

pub(crate) use reminders::remind;
pub(crate) use requests::open_asks;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(values::list);
    mounts.member(values::create);
    mounts.member(values::edit);
    mounts.member(praise::list);
    mounts.lines::<ExportPraiseNdjson, ListPraise, _, _, _>(praise::list);
    mounts.member(praise::create);
    mounts.member(praise::show);
    mounts.member(praise::withdraw);
    mounts.member(praise::react);
    mounts.member(praise::take_down);
    mounts.member(given::list);
    mounts.lines::<ExportFeedbackNdjson, ListFeedback, _, _, _>(given::list);
    mounts.member(given::create);
    mounts.member(readers::show);
    mounts.member(given::show);
    mounts.member(given::edit);
    mounts.member(given::delete);
    mounts.member(timeline::list);
    mounts.member(requests::list);
    mounts.member(requests::create);
    mounts.member(requests::show);
    mounts.member(requests::close);
    mounts.member(requests::asks);
    mounts.member(requests::ask);
    mounts.member(requests::answer);
    mounts.member(requests::decline);
}
