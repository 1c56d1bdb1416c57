//! How the demo organisation's key results have gone: a check-in a week, but for the weeks that somebody forgot.

use chrono::{NaiveDate, TimeDelta};
use shared::{
    goals::rules::{kinds::CheckInStatus, pace::Span},
    wire::{KeyResultId, PersonId},
};

use super::{goals::Measured, queries};
use crate::{db::TenantTx, goals, http::Failure};

/// The check-ins of one key result.
pub(super) struct Series {
    /// The key result.
    pub key_result: KeyResultId,
    /// Who checks in.
    pub author: PersonId,
    /// Each of them, oldest first.
    pub said: Vec<Said>,
}

/// One check-in.
pub(super) struct Said {
    pub as_of: NaiveDate,
    pub value: f64,
    pub status: CheckInStatus,
    pub confidence: i16,
    pub comment: &'static str,
}

impl Series {
    /// From the first day to the last; a quarter that is young has its whole way behind it all the same, or there
    /// would be nothing to look at.
    pub fn of(
        key_result: KeyResultId,
        author: PersonId,
        measured: &Measured,
        (first, last): (NaiveDate, NaiveDate),
        today: NaiveDate,
    ) -> Self {
        let Measured(title, _, _, _, way) = measured;
        let is_over = last < today;
        let age = (last - first).num_days();
        let end = age - if is_over { 2 } else { silent_days(title) };
        let count = i64::try_from(way.len()).unwrap_or(0).max(if way.is_empty() { 0 } else { end / 7 + 1 });
        let apart = (age / count.max(1)).clamp(0, 7);
        let seed: i64 = title.bytes().map(i64::from).sum();
        let said = (0..count)
            // A week is forgotten now and then, never the first or the last.
            .filter(|index| *index == 0 || index + 1 == count || (seed + index * 5) % 9 != 4)
            .map(|index| {
                let as_of = first + TimeDelta::days((end - apart * (count - 1 - index)).max(0));
                said(measured, as_of, hundredths(way, index, count), first, seed + index)
            });
        Self { key_result, author, said: said.collect() }
    }
}

/// The one nobody has looked after for a while.
const FORGOTTEN: &str = "Teams won";

/// Those that are due, so that whoever looks around finds something to do.
const DUE: [&str; 3] =
    ["Services with a tested runbook", "Services on the new pipeline", "People with a current development plan"];

/// How long ago the last check-in was, under way.
fn silent_days(title: &str) -> i64 {
    match title {
        FORGOTTEN => 20,
        title if DUE.contains(&title) => 8,
        _ => 1,
    }
}

/// The place on the way at a step of so many, in hundredths.
fn hundredths(way: &[i32], index: i64, count: i64) -> f64 {
    let (steps, last) = ((count - 1).max(1) as f64, way.len().saturating_sub(1));
    let at = index as f64 / steps * last as f64;
    let below = (at.floor() as usize).min(last);
    let value = |place: usize| f64::from(way.get(place.min(last)).copied().unwrap_or(0));
    value(below) + (value(below + 1) - value(below)) * at.fract()
}

fn said(measured: &Measured, as_of: NaiveDate, hundredths: f64, first: NaiveDate, seed: i64) -> Said {
    let Measured(_, unit, start, target, _) = *measured;
    let value = start + (target - start) * hundredths / 100.0;
    // Nobody has half a customer; what moves by less than ten is measured finer.
    let counted = unit == "EUR" || (unit != "%" && (target - start).abs() >= 10.0);
    let value = if counted { value.round() } else { (value * 100.0).round() / 100.0 };
    // Behind an even pace by a fifth of the way is a risk, by nearly half of it trouble: a demo all in red tells nothing.
    let pace = Span { from: first, to: first + TimeDelta::days(91) }.expected_progress(as_of) * 100.0;
    let (status, comments) = match hundredths - pace {
        ahead if ahead < -45.0 => (CheckInStatus::OffTrack, BEHIND),
        ahead if ahead < -20.0 => (CheckInStatus::AtRisk, UNSURE),
        _ => (CheckInStatus::OnTrack, WELL),
    };
    let comment = usize::try_from(seed).ok().and_then(|seed| comments.get(seed % comments.len())).copied();
    let confidence = if status == CheckInStatus::OnTrack { 8 } else { 5 };
    Said { as_of, value, status, confidence, comment: comment.unwrap_or_default() }
}

const WELL: &[&str] = &[
    "Going well.",
    "Small steps, in the right direction.",
    "The change from last week shows.",
    "",
    "Two of us were away, and it still moved.",
    "As planned.",
];
const UNSURE: &[&str] = &[
    "Behind where we wanted to be, still possible.",
    "We wait for an answer from outside.",
    "Slower than last week; we talk about it on Monday.",
];
const BEHIND: &[&str] =
    &["Slower than we hoped; we are changing the approach.", "This needs somebody's time that we don't have."];

/// Writes down what has been planned, all at once, and lets the goals follow.
pub(super) fn follow(tx: &mut TenantTx<'_>, written: &mut Vec<Series>) -> Result<(), Failure> {
    let written = std::mem::take(written);
    queries::check_ins(tx, &written)?;
    for series in written.iter().filter(|series| !series.said.is_empty()) {
        goals::follow_check_ins(tx, series.key_result)?;
    }
    Ok(())
}
