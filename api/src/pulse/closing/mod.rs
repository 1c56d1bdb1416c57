//! The close: answers become counts of groups that are large enough, and are gone. Whatever is asked afterwards, by
//! whom and how ever filtered, is answered from these counts.

mod over_time;
mod queries;

use std::collections::HashMap;

use anyhow::anyhow;
use chrono::{NaiveDate, TimeDelta};
use diesel::PgConnection;
use shared::{
    notifications::NoticeKind,
    pulse::{
        Question, Sheet,
        rules::{
            publish::{Counted, shown_as},
            tally::{Said, Tally},
        },
    },
    wire::{PulseGroupId, PulseId},
};
use uuid::Uuid;

use self::{
    over_time::Elsewhere,
    queries::{GroupRow, NewCell, NewText},
};
use super::{
    ballots,
    queries::{Kept, kept, questions},
    writes,
};
use crate::{db::TenantTx, http::Failure, notifications, sealed::Sealer};

/// Counts and closes it, and tells those who may read what is published; one that comes again gets its next wave.
pub(super) fn close(tx: &mut TenantTx<'_>, sealer: &Sealer, today: NaiveDate, id: PulseId) -> Result<(), Failure> {
    let org = tx.org();
    let pulse = kept(tx.conn(), org, id)?;
    let sheets = queries::sheets(tx.conn(), org, id)?;
    let opened = sheets.iter().map(|(group, sheet)| Ok((*group, ballots::opened(sealer, org, id, sheet)?)));
    let opened: Vec<(PulseGroupId, Sheet)> = opened.collect::<Result<_, Failure>>()?;
    finish(tx.conn(), org, &pulse, &opened, today)?;
    notifications::settle(tx, &[NoticeKind::PulseOpened, NoticeKind::PulseClosing], id)?;
    let readers = queries::readers(tx.conn(), org, id)?;
    notifications::tell(tx, NoticeKind::PulseResults, id, &readers)
}

/// Publishes what may be of these answers, and closes.
pub(super) fn finish(
    conn: &mut PgConnection,
    org: Uuid,
    pulse: &Kept,
    sheets: &[(PulseGroupId, Sheet)],
    today: NaiveDate,
) -> Result<(), Failure> {
    count(conn, org, pulse, sheets)?;
    queries::forget(conn, org, pulse.id)?;
    queries::set_closed(conn, org, pulse.id, today)?;
    if let Some(days) = next_days(pulse, |opens_on, _| opens_on > today) {
        writes::insert_next(conn, org, pulse, days)?;
    }
    Ok(())
}

fn count(conn: &mut PgConnection, org: Uuid, pulse: &Kept, sheets: &[(PulseGroupId, Sheet)]) -> Result<(), Failure> {
    let minimum = usize::try_from(pulse.minimum).map_err(|_| anyhow!("a minimum below nothing"))?;
    let groups = queries::groups(conn, org, pulse.id)?;
    let elsewhere = Elsewhere::of(conn, org, pulse.id, &groups)?;
    let (mut cells, mut texts) = (Vec::new(), Vec::new());
    for question in questions(conn, org, pulse.id)? {
        let own = tallies(&question, &groups, sheets);
        let mut counted = counted(&groups, &own);
        let shown = elsewhere.published(i16::from(question.position), &groups, &mut counted, minimum);
        for (at, group) in groups.iter().enumerate().filter(|(at, _)| shown.get(*at).copied().unwrap_or_default()) {
            cells.push(cell(&question, group.id, &with_those_below(&question, &groups, &own, at)));
        }
        for (tally, name) in own.iter().zip(shown_as(&counted, &shown)) {
            let Some(group) = name.and_then(|at| groups.get(at)) else { continue };
            let spoken = tally.texts.iter().flat_map(Said::paragraphs);
            let text = |(body, lock)| NewText { position: question.position, group: group.id, body, lock };
            texts.extend(spoken.map(text));
        }
    }
    once_each(&mut texts);
    // By their random ids, so that the table's order is theirs too.
    let mut texts: Vec<(Uuid, NewText)> = texts.into_iter().map(|text| (Uuid::new_v4(), text)).collect();
    texts.sort_by_key(|(id, _)| *id);
    queries::insert_cells(conn, org, pulse.id, &cells)?;
    queries::insert_texts(conn, org, pulse.id, &texts)?;
    Ok(())
}

/// A lock that somebody sent twice opens nothing: with it one author would be another.
fn once_each(texts: &mut [NewText]) {
    let mut found: HashMap<[u8; 32], usize> = HashMap::new();
    texts.iter().filter_map(|text| text.lock).for_each(|lock| *found.entry(lock).or_default() += 1);
    for text in texts {
        text.lock = text.lock.filter(|lock| found.get(lock) == Some(&1));
    }
}

/// After the minimum rose: hides what is now too small. Only what was published before can stay, so that nothing
/// new can be had by comparing.
pub(super) fn publish_less(conn: &mut PgConnection, org: Uuid, id: PulseId) -> Result<(), Failure> {
    let pulse = kept(conn, org, id)?;
    let minimum = usize::try_from(pulse.minimum).map_err(|_| anyhow!("a minimum below nothing"))?;
    let groups = queries::groups(conn, org, id)?;
    let mut by_question: HashMap<i16, HashMap<PulseGroupId, usize>> = HashMap::new();
    for (position, group, n) in queries::cells(conn, org, id)? {
        by_question.entry(position).or_default().insert(group, usize::try_from(n).unwrap_or_default());
    }
    let elsewhere = Elsewhere::of(conn, org, id, &groups)?;
    for (position, cells) in by_question {
        let mut counted = rests(&groups, &cells);
        let shown = elsewhere.published(position, &groups, &mut counted, minimum);
        let names = shown_as(&counted, &shown);
        for (at, group) in groups.iter().enumerate().filter(|(_, group)| cells.contains_key(&group.id)) {
            if !shown.get(at).copied().unwrap_or_default() {
                let larger = names.get(at).copied().flatten().and_then(|at| groups.get(at)).map(|group| group.id);
                queries::hide(conn, org, (id, position), group.id, larger)?;
            }
        }
    }
    Ok(())
}

/// The published groups again as such that lie in each other: of each the rest that is not published below it.
fn rests(groups: &[GroupRow], cells: &HashMap<PulseGroupId, usize>) -> Vec<Counted> {
    let is_open = |at: usize| groups.get(at).is_some_and(|group| cells.contains_key(&group.id));
    let mut counted: Vec<Counted> = groups
        .iter()
        .map(|group| Counted {
            parent: parent(groups, group),
            asked: usize::try_from(group.asked_here).unwrap_or_default(),
            answers: cells.get(&group.id).copied().unwrap_or_default(),
            open: cells.contains_key(&group.id),
        })
        .collect();
    for at in (1..groups.len()).filter(|at| is_open(*at)) {
        let answers = groups.get(at).and_then(|group| cells.get(&group.id)).copied().unwrap_or_default();
        let up = counted.get(at).and_then(|group| group.parent);
        if let Some(above) = up.and_then(|up| counted.get_mut(up)) {
            above.answers = above.answers.saturating_sub(answers);
        }
    }
    counted
}

/// Of each group the answers that carry its own name.
fn tallies(question: &Question, groups: &[GroupRow], sheets: &[(PulseGroupId, Sheet)]) -> Vec<Tally> {
    let places: HashMap<PulseGroupId, usize> = groups.iter().enumerate().map(|(at, group)| (group.id, at)).collect();
    let mut own = vec![Tally::of(question); groups.len()];
    for (group, sheet) in sheets {
        let answer = sheet.answers.iter().find(|answer| answer.question == question.position);
        let tally = places.get(group).and_then(|at| own.get_mut(*at));
        if let (Some(answer), Some(tally)) = (answer, tally) {
            tally.take(question, answer);
        }
    }
    own
}

fn counted(groups: &[GroupRow], own: &[Tally]) -> Vec<Counted> {
    let one = |(group, tally): (&GroupRow, &Tally)| Counted {
        parent: parent(groups, group),
        asked: usize::try_from(group.asked_here).unwrap_or_default(),
        answers: tally.n,
        open: true,
    };
    groups.iter().zip(own).map(one).collect()
}

/// Groups come in the order of their places, so a place is an index.
fn parent(groups: &[GroupRow], group: &GroupRow) -> Option<usize> {
    let place = group.parent?;
    groups.iter().position(|other| other.place == place)
}

fn with_those_below(question: &Question, groups: &[GroupRow], own: &[Tally], top: usize) -> Tally {
    let mut sum = Tally::of(question);
    for (at, tally) in own.iter().enumerate() {
        let up = |at: &usize| groups.get(*at).and_then(|group| parent(groups, group));
        if std::iter::successors(Some(at), up).any(|above| above == top) {
            sum.add(tally);
        }
    }
    sum
}

fn cell(question: &Question, group: PulseGroupId, tally: &Tally) -> NewCell {
    let small = |count: i64| i32::try_from(count).unwrap_or(i32::MAX);
    NewCell {
        position: question.position,
        group,
        n: i32::try_from(tally.n).unwrap_or(i32::MAX),
        counts: tally.counts.iter().copied().map(small).collect(),
    }
}

/// First and last day of the next wave that will do, if there is one: so many weeks later, or so many more.
pub(super) fn next_days(
    pulse: &Kept,
    will_do: impl Fn(NaiveDate, NaiveDate) -> bool,
) -> Option<(NaiveDate, NaiveDate)> {
    let step = TimeDelta::weeks(i64::from(pulse.every_weeks?));
    let mut days = (pulse.opens_on + step, pulse.closes_on + step);
    while !will_do(days.0, days.1) {
        days = (days.0 + step, days.1 + step);
    }
    Some(days)
}
