//! Goals: objectives and key results, aligned in a tree.
//!
//! Whatever changes a number changes every number above it in the same transaction (`recompute`), so
//! that a progress and its inputs never disagree.

mod batches;
mod bulk;
mod carry;
mod check_ins;
mod comments;
mod following;
mod history;
mod key_results;
mod notices;
mod objectives;
mod past;
mod queries;
mod reach;
mod recompute;
mod reminders;
mod rows;
pub(crate) mod summary;
mod supports;
mod writes;

use shared::goals::{
    ExportCheckInsNdjson, ExportObjectivesNdjson, ExportPastObjectivesNdjson, ListCheckIns, ListObjectives,
    ListPastObjectives,
};

use crate::http::Mounts;

pub(crate) use check_ins::{answered as check_in_answered, follow as follow_check_ins};
pub(crate) use comments::comments_of;
pub(crate) use following::{
    KpiMoved, changeable_key_result, counts_as, followers_of, follows, kpis_moved, set_kpi, shown_key_result,
};
pub(crate) use objectives::{add, detail};
pub(crate) use past::held_in;
pub(crate) use queries::{below, filtered, in_sight};
pub(crate) use reminders::remind;
pub(crate) use rows::ObjectiveRow;

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(objectives::list);
    mounts.lines::<ExportObjectivesNdjson, ListObjectives, _, _, _>(objectives::list);
    mounts.member(objectives::create);
    mounts.member(objectives::show);
    mounts.member(objectives::edit);
    mounts.member(bulk::change);
    mounts.member(batches::send_objectives);
    mounts.member(objectives::delete);
    mounts.member(objectives::go);
    mounts.member(history::computation);
    mounts.member(history::progress);
    mounts.member(past::list);
    mounts.lines::<ExportPastObjectivesNdjson, ListPastObjectives, _, _, _>(past::list);
    mounts.member(carry::over);
    mounts.member(supports::add);
    mounts.member(supports::remove);
    mounts.member(comments::list);
    mounts.member(comments::create);
    mounts.member(key_results::create);
    mounts.member(key_results::edit);
    mounts.member(key_results::delete);
    mounts.member(batches::send_key_results);
    mounts.member(check_ins::list);
    mounts.lines::<ExportCheckInsNdjson, ListCheckIns, _, _, _>(check_ins::list);
    mounts.member(batches::send_check_ins);
    mounts.member(check_ins::create);
}
