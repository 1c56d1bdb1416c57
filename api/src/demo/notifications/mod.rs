//! What people of the demo organisation were told: goals given to them, people who report to them, what was shared with
//! them, asked of them and said about them.

mod queries;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use shared::notifications::NoticeKind;
use uuid::{NoContext, Timestamp, Uuid};

use self::queries::Told;
use super::lot;
use crate::{db::TenantTx, http::Failure};

/// What is older was read.
const UNREAD_FOR: TimeDelta = TimeDelta::days(12);

/// Tells it, as of the days on which it happened. Nothing of it is mailed.
pub(super) fn set(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let now = lot::midnight(tx);
    let mut told = Vec::new();
    for (number, goal) in queries::goals(tx)?.into_iter().enumerate() {
        let at = morning(goal.since, number, now);
        told.push(notice(goal.owner, NoticeKind::ObjectiveAssigned, goal.objective, goal.manager, at, now));
    }
    for (number, line) in queries::reporting_lines(tx)?.into_iter().enumerate() {
        let at = morning(line.since, number, now);
        told.push(notice(line.manager, NoticeKind::ReportGained, line.person, None, at, now));
    }
    for done in queries::done(tx)? {
        told.push(notice(done.reader, done.kind, done.about, done.actor, done.at, now));
    }
    Ok(queries::insert(tx, &told)?)
}

/// Some morning in the days after, if they have come.
fn morning(day: NaiveDate, number: usize, now: DateTime<Utc>) -> DateTime<Utc> {
    let minutes = i64::try_from(number).unwrap_or_default() * 7 % (4 * 24 * 60);
    let at = day.and_time(chrono::NaiveTime::MIN).and_utc() + TimeDelta::hours(8) + TimeDelta::minutes(minutes);
    at.min(now - TimeDelta::minutes(minutes / 4 + 3))
}

fn notice(
    reader: Uuid,
    kind: NoticeKind,
    about: Uuid,
    actor: Option<Uuid>,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Told {
    let seconds = u64::try_from(at.timestamp()).unwrap_or_default();
    // Ids in the order of what they name: lists are read by them.
    let id = Uuid::new_v7(Timestamp::from_unix(NoContext, seconds, at.timestamp_subsec_nanos()));
    let read_at = (now - at > UNREAD_FOR).then(|| at + TimeDelta::hours(3));
    Told { id, reader, kind, about, actor, at, read_at }
}
