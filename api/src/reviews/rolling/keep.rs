//! What begins by itself: each morning a cycle for those whose day has come.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::json;
use shared::{
    notifications::NoticeKind,
    reviews::rules::rolling::{Span, first_day},
};

use super::{
    queries,
    rows::{DueRow, RunningRule},
    writes,
};
use crate::{
    audit::Event,
    db::TenantTx,
    http::Failure,
    notifications, people,
    reviews::cycles::{
        queries::form,
        rows::small,
        steps::{Begun, launched},
    },
};

/// Begins what is due by each rule that is on, however late somebody looks: a day that was missed is made good for two
/// weeks.
pub(crate) fn keep(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let mut events = Vec::new();
    let today = tx.calendar.today;
    for rule in queries::running(tx)? {
        let days = (first_day(rule.on_since.unwrap_or(today), today), today);
        let (led, alone): (Vec<_>, Vec<_>) =
            queries::due(tx, rule.id, days)?.into_iter().partition(|due| due.manager_id.is_some());
        for ((due_on, _), group) in by_day(&rule, led) {
            events.push(begin(tx, &rule, due_on, &group)?);
        }
        tell_of_gaps(tx, &rule, &alone)?;
    }
    // All is done before the first is noted: whoever holds the log waits for nobody.
    tx.note_all(&events)
}

/// Who comes to the same day after the same time shares a cycle, and on the same day of whichever year: they look back on
/// the same days.
fn by_day(rule: &RunningRule, due: Vec<DueRow>) -> BTreeMap<(NaiveDate, i16), Vec<DueRow>> {
    let mut by_day: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for one in due {
        let after = if rule.yearly() { 0 } else { one.after };
        by_day.entry((one.due_on, after)).or_default().push(one);
    }
    by_day
}

fn begin(tx: &mut TenantTx<'_>, rule: &RunningRule, due_on: NaiveDate, group: &[DueRow]) -> Result<Event, Failure> {
    let started_on = group.iter().map(|one| one.started_on).min().unwrap_or(due_on);
    let lasts = (small(rule.writing_days), small(rule.sharing_days));
    let span = Span::of(due_on, started_on, rule.yearly(), lasts, tx.calendar.today);
    let (number, form) = form(tx, rule.template_id, None)?;
    let cycle = writes::begin(tx, rule, number, (due_on, span), group)?;
    let Begun { people, authors } = launched(tx, cycle, &form)?;
    notifications::tell(tx, NoticeKind::ReviewCycleLaunched, cycle, &people)?;
    notifications::tell(tx, NoticeKind::ReviewsToWrite, cycle, &authors)?;
    let after = json!({ "rolling_review": rule.id, "due_on": due_on, "write_by": span.write_by, "people": people });
    Ok(Event::new("review_cycles.begun_by_rule", cycle).after(&after))
}

/// Tells Admins once of each who would be reviewed and has nobody who leads them.
fn tell_of_gaps(tx: &mut TenantTx<'_>, rule: &RunningRule, alone: &[DueRow]) -> Result<(), Failure> {
    if alone.is_empty() {
        return Ok(());
    }
    let admins = people::admins(tx, None)?;
    for one in alone {
        let occasion = format!("{} {}", one.person_id, one.due_on);
        notifications::remind(tx, NoticeKind::RollingReviewGap, rule.id, &occasion, &admins)?;
    }
    Ok(())
}
