//! A draft is sent to a few people to try, and thrown away: what they write never leaves their page.

mod queries;

use serde_json::json;
use shared::{
    notifications::NoticeKind,
    people::PersonStatus,
    problem::{Code, Problem},
    reviews::{
        FEW_PEOPLE, ListReviewTesters, ReadReviewTrial, ReviewNaming, ReviewSideTime, ReviewStage, ReviewTesters,
        ReviewTrial, ReviewTrialSide, SendReviewTrial,
    },
    wire::PersonId,
};

use self::queries::TrialRow;
pub(super) use self::queries::throw_away;
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
    notifications, people,
    reviews::{
        cycles::{
            queries::form,
            rows::{CycleRow, small},
        },
        times,
    },
};

pub(in crate::reviews) fn list(ask: &Ask<ListReviewTesters>, tx: &mut TenantTx<'_>) -> Answered<ListReviewTesters> {
    let cycle = ask.read::<CycleRow>(tx, ask.params.id)?;
    Ok(Reply::new(ReviewTesters { items: queries::of_cycle(tx, cycle.id)? }))
}

pub(in crate::reviews) fn send(ask: &Ask<SendReviewTrial>, tx: &mut TenantTx<'_>) -> Answered<SendReviewTrial> {
    let cycle = ask.change_any_version::<CycleRow>(tx, ask.params.id)?;
    if cycle.stage != ReviewStage::Draft {
        return Err(Problem::new(Code::Conflict).because("it has been launched: there is nothing to try").into());
    }
    refuse_unless_here(tx, &ask.body.people)?;
    let new = queries::set(tx, cycle.id, &ask.body.people)?;
    notifications::tell(tx, NoticeKind::ReviewTrialSent, cycle.id, &new)?;
    tx.note(Event::new("review_cycles.trial_sent", cycle.id).after(&json!({ "people": ask.body.people })))?;
    Ok(Reply::new(ReviewTesters { items: queries::of_cycle(tx, cycle.id)? }))
}

/// Whoever has left tries nothing.
fn refuse_unless_here(tx: &mut TenantTx<'_>, wanted: &[PersonId]) -> Result<(), Failure> {
    let found = people::of_ids(tx, wanted)?;
    let is_here = |person: &PersonId| found.iter().any(|it| it.id == *person && it.status == PersonStatus::Active);
    if wanted.iter().all(is_here) { Ok(()) } else { Err(Failure::field("people", "unknown")) }
}

pub(in crate::reviews) fn read(ask: &Ask<ReadReviewTrial>, tx: &mut TenantTx<'_>) -> Answered<ReadReviewTrial> {
    let trial = ask.read::<TrialRow>(tx, ask.params.id)?.into_inner();
    let (number, form) = form(tx, trial.template_id, None)?;
    let times = times::sides(tx, trial.template_id, number, &form)?;
    let side = |time: ReviewSideTime| ReviewTrialSide {
        relation: time.relation,
        minutes: time.minutes,
        sections: form.asked_of(time.relation),
    };
    Ok(Reply::new(ReviewTrial {
        sides: times.into_iter().map(side).collect(),
        scale: form.scale.clone(),
        may_be_guessed: trial.naming != ReviewNaming::Named && trial.people < FEW_PEOPLE,
        sent_by: trial.sent_by(),
        cycle: trial.name,
        period_from: trial.period_from,
        period_to: trial.period_to,
        write_by: trial.write_by,
        naming: trial.naming,
        minimum: small(trial.minimum),
    }))
}
