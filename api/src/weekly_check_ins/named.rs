//! Whom the lines of a week name. They are kept as references and read with names, so that what somebody sends again, such
//! as a line that is carried over, names its people by their names: those become references again.

use std::collections::HashSet;

use chrono::NaiveDate;
use diesel::QueryResult;
use shared::{
    mentions::{MOST_MENTIONS, kept, mentioned, referring},
    notifications::NoticeKind,
    weekly_check_ins::{Intention, WeeklyCheckIn, rules::fresh},
    wire::{PersonId, WeeklyCheckInId},
};

use super::{
    queries::{self, Lines},
    rows::WeeklyRow,
};
use crate::{db::TenantTx, http::Failure, mentions, notifications};

/// Lines that are sent, as they are to be kept; `week` and the one before say whom a name may mean.
pub(super) fn to_keep(tx: &mut TenantTx<'_>, week: NaiveDate, sent: &Lines) -> QueryResult<Lines> {
    let known = if sent.all().any(|line| line.contains('@')) { queries::named_lately(tx, week)? } else { Vec::new() };
    let lines = |sent: &[String]| sent.iter().map(|line| kept(&referring(line.trim(), &known))).collect();
    Ok(Lines { did: lines(&sent.did), will_do: lines(&sent.will_do), stuck: lines(&sent.stuck) })
}

/// Tells those whom lines name that are new in this week, once a week each; whom it told. Refused where one of them isn't
/// found or doesn't read the week. `kept` is what it said until now, `before` what was meant the week before.
pub(super) fn tell(
    tx: &mut TenantTx<'_>,
    week: WeeklyCheckInId,
    (now, kept): (&Lines, &Lines),
    before: &[Intention],
) -> Result<Vec<PersonId>, Failure> {
    let carried: Vec<String> = before.iter().map(|meant| meant.text.clone()).collect();
    let known: Vec<String> = kept.all().chain(&carried).cloned().collect();
    let told_before = mentioned(&fresh(kept.all(), &carried).join("\n"));
    let (mut named, mut count) = (Vec::new(), 0);
    for (field, lines) in [("did", &now.did), ("will_do", &now.will_do), ("stuck", &now.stuck)] {
        let text = fresh(lines, &known).join("\n");
        count += mentioned(&text).len();
        if count > MOST_MENTIONS {
            return Err(Failure::field(field, &format!("too_many_mentions:{MOST_MENTIONS}")));
        }
        named.extend(mentions::named_who_see::<WeeklyRow>(tx, week, field, &text)?);
    }
    let mut told: HashSet<PersonId> = told_before.into_iter().chain([tx.actor.person]).collect();
    named.retain(|person| told.insert(*person));
    notifications::tell(tx, NoticeKind::MentionedInWeek, week, &named)?;
    Ok(named)
}

/// Says of these weeks whom their lines name.
pub(super) fn complete<'w>(
    tx: &mut TenantTx<'_>,
    weeks: impl IntoIterator<Item = &'w mut WeeklyCheckIn>,
) -> QueryResult<()> {
    let may_name = |week: &WeeklyCheckIn| {
        let meant = week.will_do.iter().map(|meant| &meant.text);
        week.did.iter().chain(meant).chain(&week.stuck).any(|line| line.contains('@'))
    };
    let weeks: Vec<_> = weeks.into_iter().filter(|week| may_name(week)).collect();
    if weeks.is_empty() {
        return Ok(());
    }
    let ids: Vec<_> = weeks.iter().map(|week| week.id.0).collect();
    let mut named = queries::named_in(tx, &ids)?;
    for week in weeks {
        week.mentions = named.remove(&week.id).unwrap_or_default();
    }
    Ok(())
}
