//! Stages that end by their day.

use chrono::Days;
use shared::{
    notifications::NoticeKind,
    reviews::{
        ReviewLack, ReviewStage,
        rules::stages::{self, ByDate},
    },
};

use super::{super::rows::small, begun, enter, form, lacking, queries, way, writes};
use crate::{audit::Event, db::TenantTx, http::Failure, notifications, people, reviews::cycles::rows::CycleRow};

/// So many days before, Admins hear of it.
const TOLD_BEFORE: Days = Days::new(2);

/// Tells Admins of stages that end soon, and takes on the cycles whose stage is over, however late somebody looks.
pub(crate) fn keep(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    for (cycle, extended) in queries::by_date(tx)? {
        let days = ByDate {
            nominate_by: cycle.nominate_by,
            write_by: extended.map_or(cycle.write_by, |day| day.max(cycle.write_by)),
            share_by: cycle.share_by,
            grace: small(cycle.grace_days),
        };
        let Some(last) = days.last_day(cycle.stage) else { continue };
        if last < today {
            go_on(tx, &cycle)?;
        } else if last <= today + TOLD_BEFORE {
            let occasion = format!("{} {last}", cycle.stage);
            let admins = people::admins(tx, None)?;
            notifications::remind(tx, NoticeKind::ReviewStageEnding, cycle.id, &occasion, &admins)?;
        }
    }
    Ok(())
}

/// What was not handed in is missing from then on. Nothing closes over somebody who didn't get theirs: that waits for
/// who has to release it. Nor over a review that is open again, be it of somebody whose packet is withheld.
fn go_on(tx: &mut TenantTx<'_>, cycle: &CycleRow) -> Result<(), Failure> {
    let (_, form) = form(tx, cycle.template_id, cycle.form_number)?;
    let Some(next) = stages::next(cycle.stage, way(cycle, &form)) else { return Ok(()) };
    if lacking(cycle, &form) == Some(ReviewLack::Release) && queries::gaps(tx, cycle.id, ReviewLack::Release)?.0 > 0 {
        return Ok(());
    }
    if next == ReviewStage::Closed && queries::any_reopened(tx, cycle.id)? {
        return Ok(());
    }
    enter(tx, cycle, next, &form)?;
    writes::set_stage_by_date(tx, cycle, next)?;
    let event = begun(tx, cycle, next, "review_cycles.moved_by_date")?;
    let admins = people::admins(tx, None)?;
    notifications::tell(tx, NoticeKind::ReviewStageMoved, cycle.id, &admins)?;
    let stage = |stage: ReviewStage| serde_json::json!({ "stage": stage });
    tx.note(Event::new(event, cycle.id).before(&stage(cycle.stage)).after(&stage(next)))
}
