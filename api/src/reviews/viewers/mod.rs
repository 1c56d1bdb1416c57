//! Who may read what people of a cycle get, though they neither lead them nor are Admins: until a day, and revocable at once.
//! The view `visible_review_packets` decides.

mod queries;

use serde_json::json;
use shared::{
    access::{Relation, Role, ShareLevel},
    notifications::NoticeKind,
    people::PersonStatus,
    problem::{Code, Problem},
    readers::{RecordBecause, RecordReader, RecordSight},
    reviews::{AddReviewViewer, LONGEST_SIGHT, ListReviewViewers, RemoveReviewViewer, ReviewStage, ReviewViewers},
    wire::{PersonId, ReviewCycleId},
};

use super::cycles::rows::CycleRow;
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    notifications, people,
};

pub(super) fn list(ask: &Ask<ListReviewViewers>, tx: &mut TenantTx<'_>) -> Answered<ListReviewViewers> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?;
    Ok(Reply::new(ReviewViewers { items: queries::of_cycle(tx, cycle.id)? }))
}

pub(super) fn add(ask: &Ask<AddReviewViewer>, tx: &mut TenantTx<'_>) -> Answered<AddReviewViewer> {
    let cycle = ask.change_any_version::<CycleRow>(tx, ask.params.id)?;
    if matches!(cycle.stage, ReviewStage::Draft | ReviewStage::Cancelled) {
        let why = format!("the cycle is {}: there is nothing to see of it", cycle.stage);
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    match (ask.body.ends_on - tx.calendar.today).num_days() {
        ..0 => return Err(Failure::field("ends_on", "in_the_past")),
        0..=LONGEST_SIGHT => {}
        _ => return Err(Failure::field("ends_on", "more_than_a_year")),
    }
    refuse_unless_needed(tx, ask.body.person_id)?;
    queries::give(tx, cycle.id, &ask.body)?;
    notifications::tell(tx, NoticeKind::ReviewSightGiven, cycle.id, &[ask.body.person_id])?;
    let given = json!({ "person_id": ask.body.person_id, "team_id": ask.body.team_id, "ends_on": ask.body.ends_on });
    tx.note(Event::new("review_cycles.sight_given", cycle.id).after(&given))?;
    Ok(Reply::new(ReviewViewers { items: queries::of_cycle(tx, cycle.id)? }))
}

/// Admins see all of it already.
fn refuse_unless_needed(tx: &mut TenantTx<'_>, person: PersonId) -> Result<(), Failure> {
    match people::of_ids(tx, &[person])?.first() {
        Some(person) if person.status == PersonStatus::Active && person.role == Role::Admin => {
            Err(Failure::field("person_id", "sees_it_already"))
        }
        Some(person) if person.status == PersonStatus::Active => Ok(()),
        _ => Err(Failure::field("person_id", "unknown")),
    }
}

pub(super) fn remove(ask: &Ask<RemoveReviewViewer>, tx: &mut TenantTx<'_>) -> Answered<RemoveReviewViewer> {
    let cycle = ask.change_any_version::<CycleRow>(tx, ask.params.id)?;
    let person = ask.params.person_id;
    if queries::take_back(tx, cycle.id, person)? == 0 {
        return Err(Code::NotFound.into());
    }
    tx.note(Event::new("review_cycles.sight_taken_back", cycle.id).before(&json!({ "person_id": person })))?;
    Ok(Reply::new(()))
}

/// Those who were given sight of what somebody gets, as readers of it, if there is anything of it for them. Who reads it for
/// another reason isn't named twice.
pub(super) fn readers(
    tx: &mut TenantTx<'_>,
    cycle: ReviewCycleId,
    subject: PersonId,
    sees: Option<RecordSight>,
    known: &[RecordReader],
) -> Result<Vec<RecordReader>, Failure> {
    let Some(sees) = sees else { return Ok(Vec::new()) };
    let mut viewers = queries::of_subject(tx, cycle, subject)?;
    viewers.retain(|viewer| known.iter().all(|reader| reader.person.id != viewer.id));
    let reader = |person| RecordReader {
        person,
        relation: Relation::Shared(ShareLevel::View),
        because: RecordBecause::Viewer,
        sees,
        waits: false,
    };
    Ok(viewers.into_iter().map(reader).collect())
}
