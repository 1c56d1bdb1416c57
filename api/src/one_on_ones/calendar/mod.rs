//! The calendar somebody's own calendar reads: an address with a secret, without a session. It tells times and with
//! whom, nothing else.

mod file;
mod queries;
mod secret;

use chrono::{TimeDelta, Utc};
use secrecy::ExposeSecret;
use shared::{
    one_on_ones::{
        CalendarFeed, MakeCalendarFeed, NewFeed, ReadCalendar, ReadCalendarFeed, RevokeCalendarFeed,
        rules::state::MeetingState,
    },
    operation::Operation,
    problem::Code,
};

use super::rows::{MeetingRow, OneOnOneRow};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply, Visit},
};
use file::Entry;

/// How far back and ahead it reaches.
const BACK: TimeDelta = TimeDelta::days(90);
const AHEAD: TimeDelta = TimeDelta::days(365);
/// More days than any rule has within that.
const MOST_DAYS: u16 = 460;

pub(super) fn show(_: &Ask<ReadCalendarFeed>, tx: &mut TenantTx<'_>) -> Answered<ReadCalendarFeed> {
    Ok(Reply::new(CalendarFeed { created_at: queries::made_at(tx)? }))
}

pub(super) fn make(ask: &Ask<MakeCalendarFeed>, tx: &mut TenantTx<'_>) -> Answered<MakeCalendarFeed> {
    let (secret, hash) = secret::generate()?;
    queries::revoke(tx)?;
    let (id, created_at) = queries::insert(tx, &hash)?;
    tx.note(Event::new("calendar_feeds.made", id))?;
    let address = format!("{}{}?secret={}", ask.origin.as_str(), ReadCalendar::PATH, secret.expose_secret());
    Ok(Reply::new(NewFeed { address, created_at }))
}

pub(super) fn revoke(_: &Ask<RevokeCalendarFeed>, tx: &mut TenantTx<'_>) -> Answered<RevokeCalendarFeed> {
    queries::revoke(tx)?;
    tx.note(Event::general("calendar_feeds.revoked"))?;
    Ok(Reply::new(()))
}

pub(super) async fn read(visit: Visit<ReadCalendar>) -> Answered<ReadCalendar> {
    // What can't be a secret and what isn't one any more answer alike.
    let hash = secret::recognise(&visit.query.secret).ok_or(Code::NotFound)?;
    let file = visit.state.database.feed(hash, visit.facts.clone(), calendar).await?;
    Ok(Reply::new(file))
}

/// All days of all one-on-ones that go on, each where it was moved to, without those that were skipped; and the meetings
/// of others to which one comes as a guest.
fn calendar(tx: &mut TenantTx<'_>) -> Result<String, Failure> {
    let now = tx.now()?;
    let (from, until) = (now - BACK, now + AHEAD);
    let (series, meetings) = (queries::own(tx)?, queries::meetings(tx, from)?);
    let mut entries = Vec::new();
    for one in &series {
        let (planned, days) = (meetings.get(&one.id).map_or(&[][..], Vec::as_slice), days(one, now, until)?);
        let entry = |day, starts_at, version| Entry {
            uid: format!("{}-{day}@perftrack", one.id),
            with: other(one, tx),
            starts_at,
            minutes: one.minutes,
            version,
        };
        entries.extend(
            planned
                .iter()
                .filter(|meeting| meeting.state != MeetingState::Skipped)
                .map(|meeting| entry(meeting.occurs_on, meeting.starts_at, meeting.version)),
        );
        // Beyond what is planned, the rule alone speaks.
        let last = planned.iter().map(|meeting| meeting.occurs_on).max();
        let beyond = days.into_iter().filter(|(day, _)| last.is_none_or(|last| *day > last));
        entries.extend(beyond.map(|(day, moment)| entry(day, moment, 0)));
    }
    entries.extend(queries::as_guest(tx, from)?.into_iter().map(of_others));
    entries.sort_by_key(|entry| entry.starts_at);
    Ok(file::written(&entries, Utc::now()))
}

/// A meeting of two others.
fn of_others(meeting: MeetingRow) -> Entry {
    Entry {
        uid: format!("{}-{}@perftrack", meeting.one_on_one_id, meeting.occurs_on),
        with: format!("{} and {}", meeting.organiser_name, meeting.partner_name),
        starts_at: meeting.starts_at,
        minutes: meeting.minutes,
        version: meeting.version,
    }
}

type Days = Vec<(chrono::NaiveDate, chrono::DateTime<Utc>)>;

/// The days of its rule from now on, if it goes on.
fn days(series: &OneOnOneRow, now: chrono::DateTime<Utc>, until: chrono::DateTime<Utc>) -> Result<Days, Failure> {
    if series.ended_at.is_some() {
        return Ok(Vec::new());
    }
    let timing = series.timing()?;
    let mut days = timing.days(timing.today(now), MOST_DAYS)?;
    days.retain(|(_, moment)| *moment <= until);
    Ok(days)
}

fn other(series: &OneOnOneRow, tx: &TenantTx<'_>) -> String {
    let name = if series.organiser_id == tx.actor.person { &series.partner_name } else { &series.organiser_name };
    name.clone()
}
