//! What a cycle goes on without: each gap is waived by an Admin, with a reason, before its stage ends by hand.

mod queries;

use serde_json::json;
use shared::{
    problem::{Code, Problem},
    reviews::{ListReviewWaivers, ReviewLack, UnwaiveReviewGap, WaiveReviewGaps},
};

pub(super) use self::queries::count;
use super::{form, lacking, rehearsal};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply, paging::List},
    reviews::cycles::rows::CycleRow,
};

pub(in crate::reviews) fn list(ask: &Ask<ListReviewWaivers>, tx: &mut TenantTx<'_>) -> Answered<ListReviewWaivers> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?;
    let limit = ask.query.limit.unwrap_or_default();
    let list = List::new("review-waivers", &cycle.id)?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, cycle.id, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, queries::WaiverRow::position, queries::WaiverRow::shown)?))
}

pub(in crate::reviews) fn waive(ask: &Ask<WaiveReviewGaps>, tx: &mut TenantTx<'_>) -> Answered<WaiveReviewGaps> {
    // Held: whatever takes it on counts what is left.
    let cycle = ask.change_any_version::<CycleRow>(tx, ask.params.id)?;
    let lack = can_be_waived(tx, &cycle)?;
    let mut people = ask.body.people.clone();
    people.sort_unstable();
    people.dedup();
    if queries::lacking(tx, cycle.id, lack, &people)? < people.len() {
        return Err(Failure::field("people", "lacks_nothing"));
    }
    let reason = ask.body.reason.trim();
    queries::waive(tx, cycle.id, lack, &people, reason)?;
    let waived = json!({ "people": people, "lacks": lack, "reason": reason });
    tx.note(Event::new("review_cycles.gaps_waived", cycle.id).after(&waived))?;
    Ok(Reply::new(rehearsal(tx, &cycle)?))
}

pub(in crate::reviews) fn take_back(ask: &Ask<UnwaiveReviewGap>, tx: &mut TenantTx<'_>) -> Answered<UnwaiveReviewGap> {
    let cycle = ask.change_any_version::<CycleRow>(tx, ask.params.id)?;
    let (person, lack) = (ask.params.person_id, can_be_waived(tx, &cycle)?);
    if queries::take_back(tx, cycle.id, person, lack)? == 0 {
        return Err(Code::NotFound.into());
    }
    let before = json!({ "person_id": person, "lacks": lack });
    tx.note(Event::new("review_cycles.waiver_taken_back", cycle.id).before(&before))?;
    Ok(Reply::new(()))
}

/// What people can lack at its stage that it can go on without. What isn't released is given or withheld instead.
fn can_be_waived(tx: &mut TenantTx<'_>, cycle: &CycleRow) -> Result<ReviewLack, Failure> {
    let (_, form) = form(tx, cycle.template_id, cycle.form_number)?;
    lacking(cycle, &form).filter(|lack| *lack != ReviewLack::Release).ok_or_else(|| {
        let why = format!("the cycle is {}: there is nothing to waive", cycle.stage);
        Problem::new(Code::Conflict).because(why).into()
    })
}
