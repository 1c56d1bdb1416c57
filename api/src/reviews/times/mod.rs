//! What a template costs and what its questions tell: how long reviews take, from counts that name nobody, and, when a cycle
//! is over, what each question told.

mod queries;

use std::collections::HashMap;

use shared::{
    access::Relation,
    problem::Code,
    reviews::{
        ReadReviewTemplateReport, ReviewForm, ReviewRelation, ReviewSideTime, ReviewTemplateReport,
        rules::{
            reading::is_hidden,
            times::{USUAL_PEERS, carried, estimated, median},
            worth::{LEAST_REVIEWS, Worth},
        },
    },
    wire::ReviewTemplateId,
};

use super::cycles::{
    queries::{form, levels},
    rows::CycleRow,
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

/// So many reviews are read at a time.
const AT_A_TIME: i64 = 1_000;

pub(super) fn report(ask: &Ask<ReadReviewTemplateReport>, tx: &mut TenantTx<'_>) -> Answered<ReadReviewTemplateReport> {
    ask.require(tx, Relation::Organisation)?;
    let id = ask.params.id;
    let number = queries::holds(tx, id)?.ok_or(Code::NotFound)?;
    let (number, form) = form(tx, id, Some(number))?;
    let sides = sides(tx, id, number, &form)?;
    let staff = queries::staff(tx)?;
    let reviews = |side: ReviewRelation| match side {
        ReviewRelation::Own => staff.people,
        ReviewRelation::Manager | ReviewRelation::Upward => staff.led,
        ReviewRelation::Peer => staff.people * USUAL_PEERS,
    };
    let minutes: i64 = sides.iter().map(|side| i64::from(side.minutes) * reviews(side.relation)).sum();
    let judged = queries::judged(tx, id)?;
    Ok(Reply::new(ReviewTemplateReport { sides, people: staff.people, hours: (minutes + 59) / 60, judged }))
}

/// How long each side writes that a form asks anything: as long as others did, by this version of it or the last one that
/// enough have answered.
pub(super) fn sides(
    tx: &mut TenantTx<'_>,
    template: ReviewTemplateId,
    number: i32,
    asks: &ReviewForm,
) -> Result<Vec<ReviewSideTime>, Failure> {
    let mut counted: HashMap<ReviewRelation, Vec<(i32, u32, i64)>> = HashMap::new();
    for row in queries::times(tx, template, number)? {
        counted.entry(row.relation).or_default().push((row.form_number, row.minutes, row.reviews));
    }
    let mut found = Vec::new();
    for side in ReviewRelation::ALL.iter().copied().filter(|side| asks.asks(*side)) {
        let now = estimated(asks, side);
        let known = counted.remove(&side).and_then(|times| latest(&times));
        let (minutes, timed) = match known {
            Some((version, minutes, timed)) if version == number => (minutes, timed),
            Some((version, minutes, timed)) => {
                let (_, then) = form(tx, template, Some(version))?;
                (carried(now, estimated(&then, side), minutes), timed)
            }
            None => (now, 0),
        };
        found.push(ReviewSideTime { relation: side, minutes, timed });
    }
    Ok(found)
}

/// The latest version that enough have answered, with the median and how many they were.
fn latest(times: &[(i32, u32, i64)]) -> Option<(i32, u32, i64)> {
    let mut versions: Vec<i32> = times.iter().map(|(version, ..)| *version).collect();
    versions.sort_unstable();
    versions.dedup();
    versions.into_iter().rev().find_map(|version| {
        let of_it: Vec<(u32, i64)> =
            times.iter().filter(|(of, ..)| *of == version).map(|(_, minutes, reviews)| (*minutes, *reviews)).collect();
        median(&of_it).map(|(minutes, timed)| (version, minutes, timed))
    })
}

/// Judges the questions of a cycle that is over for the first time, if enough were written. Where answers have no names,
/// a side of which few have written isn't counted.
pub(super) fn judge(tx: &mut TenantTx<'_>, cycle: &CycleRow, form: &ReviewForm) -> Result<(), Failure> {
    if queries::is_judged(tx, cycle.id)? {
        return Ok(());
    }
    let least = i64::try_from(LEAST_REVIEWS).unwrap_or(i64::MAX);
    let written = queries::written(tx, cycle.id)?;
    let counts = |(side, reviews): &(ReviewRelation, i64)| !is_hidden(*side, cycle.naming) || *reviews >= least;
    let counted: Vec<ReviewRelation> = written.iter().filter(|side| counts(side)).map(|(side, _)| *side).collect();
    let mut worth = Worth::of(form, levels(tx)?);
    let mut after = None;
    loop {
        let some = queries::answers(tx, cycle.id, &counted, after, AT_A_TIME)?;
        let Some((last, ..)) = some.last() else { break };
        after = Some(*last);
        some.iter().for_each(|(_, side, answers)| worth.add(*side, answers));
    }
    let questions = worth.questions();
    if questions.is_empty() {
        return Ok(());
    }
    queries::keep(tx, cycle.id, worth.reviews(), &questions)
}

/// What was timed of reviews that weren't handed in goes when writing is over.
pub(super) fn forget(tx: &mut TenantTx<'_>, cycle: &CycleRow) -> Result<(), Failure> {
    queries::forget(tx, cycle.id)?;
    Ok(())
}
