//! Who comes to a cycle that has begun.

use shared::{
    notifications::NoticeKind,
    people::PersonStatus,
    problem::{Code, Problem},
    reviews::{AddReviewPeople, ReviewStage, rules::stages::late_due},
};

use super::{super::versioned, form, queries, sides, told, way, whole};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure},
    notifications, people,
    reviews::cycles::rows::CycleRow,
};

pub(in crate::reviews) fn add(ask: &Ask<AddReviewPeople>, tx: &mut TenantTx<'_>) -> Answered<AddReviewPeople> {
    // It counts what is there when it holds the cycle: whoever was added meanwhile stays as they are.
    let cycle = ask.change_any_version::<CycleRow>(tx, ask.params.id)?;
    if !matches!(cycle.stage, ReviewStage::Nominating | ReviewStage::Writing) {
        let why =
            format!("the cycle is {}: people come to it before it is launched, or until writing ends", cycle.stage);
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    if ask.body.people.is_empty() && !ask.body.by_rule {
        return Err(Failure::field("people", "required"));
    }
    let mut named = ask.body.people.clone();
    named.sort_unstable();
    named.dedup();
    if people::of_ids(tx, &named)?.iter().filter(|person| person.status == PersonStatus::Active).count() < named.len() {
        return Err(Failure::field("people", "unknown"));
    }
    let (_, form) = form(tx, cycle.template_id, cycle.form_number)?;
    let due = Some(late_due(tx.calendar.today, cycle.write_by)).filter(|due| *due > cycle.write_by);
    let fitting = if ask.body.by_rule { queries::newly_fitting(tx, cycle.id)? } else { Vec::new() };
    let added = queries::add(tx, cycle.id, (&named, &fitting), &sides(&form), due)?;
    notifications::tell(tx, NoticeKind::ReviewCycleLaunched, cycle.id, &added)?;
    if cycle.stage == ReviewStage::Writing {
        let authors = queries::authors_about(tx, cycle.id, &added)?;
        notifications::tell(tx, NoticeKind::ReviewsToWrite, cycle.id, &authors)?;
        if way(&cycle, &form).with_peers {
            told::of_latecomers(tx, cycle.id, &added)?;
        }
    }
    tx.note(Event::new("review_cycles.joined", cycle.id).after(&serde_json::json!({ "people": added })))?;
    versioned(whole(tx, cycle.id)?)
}
