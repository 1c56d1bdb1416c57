//! The week of a manager's direct reports.

mod queries;

use shared::{
    people::PersonRef,
    weekly_check_ins::{
        ReadTeamWeek, TeamWeek, TeamWeekItem,
        rules::{due_on, monday_of},
    },
};

use super::{named, rows::WeeklyRow, settings};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

pub(super) fn show(ask: &Ask<ReadTeamWeek>, tx: &mut TenantTx<'_>) -> Answered<ReadTeamWeek> {
    let settings = settings::read(tx)?;
    let week = monday_of(ask.query.week.unwrap_or(tx.calendar.today));
    let mut written = queries::written(tx, week)?;
    let item = |(id, name)| {
        let check_in = written.remove(&id).map(WeeklyRow::shown);
        TeamWeekItem { person: PersonRef { id, name }, check_in }
    };
    let mut items: Vec<_> = queries::reports(tx)?.into_iter().map(item).collect();
    named::complete(tx, items.iter_mut().filter_map(|item| item.check_in.as_mut()))?;
    Ok(Reply::new(TeamWeek { week, due_on: due_on(week, settings.due_weekday), enabled: settings.enabled, items }))
}
