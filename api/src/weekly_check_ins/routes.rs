use chrono::{Days, NaiveDate};
use garde::Validate;
use shared::{
    access::{Relation, can},
    mentions::kept,
    notifications::NoticeKind,
    problem::{Code, Problem},
    weekly_check_ins::{
        AnswerWeeklyCheckIn, CreateWeeklyCheckIn, EditWeeklyCheckIn, Intention, ListWeeklyCheckIns, MarkWeeklyRead,
        MyWeek, NewWeeklyCheckIn, ReadMyWeek, ReadWeeklyCheckIn, WRITE, WeeklyChanges, WeeklyCheckIn, WeeklyFilter,
        WeeklySettings,
        rules::{due_on, intentions, monday_of, question_of, unfinished},
    },
    wire::WeeklyCheckInId,
};

use super::{
    named,
    queries::{self, Lines, Said},
    reminders,
    rows::WeeklyRow,
    settings,
};
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    mentions,
    notifications::{settle, tell},
};

pub(super) fn list(ask: &Ask<ListWeeklyCheckIns>, tx: &mut TenantTx<'_>) -> Answered<ListWeeklyCheckIns> {
    let filter = WeeklyFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("weekly_check_ins", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, limit, after)?;
    let mut page = list.page(rows, limit, |row| (row.week, row.id), WeeklyRow::shown)?;
    named::complete(tx, &mut page.items)?;
    Ok(Reply::new(page))
}

pub(super) fn mine(ask: &Ask<ReadMyWeek>, tx: &mut TenantTx<'_>) -> Answered<ReadMyWeek> {
    let settings = settings::read(tx)?;
    let week = monday_of(ask.query.week.unwrap_or(tx.calendar.today));
    let mut check_in = queries::of_week(tx, week)?.map(WeeklyRow::shown);
    named::complete(tx, &mut check_in)?;
    let before = queries::meant_before_as_read(tx, week)?;
    Ok(Reply::new(MyWeek {
        week,
        due_on: due_on(week, settings.due_weekday),
        enabled: settings.enabled,
        asks_mood: settings.mood,
        question: question_of(&settings.questions, week),
        unfinished: unfinished(&before, &[]),
        check_in,
    }))
}

pub(super) fn show(ask: &Ask<ReadWeeklyCheckIn>, tx: &mut TenantTx<'_>) -> Answered<ReadWeeklyCheckIn> {
    let mut week = ask.read::<WeeklyRow>(tx, ask.params.id)?.into_inner().shown();
    named::complete(tx, [&mut week])?;
    versioned(week)
}

pub(super) fn create(ask: &Ask<CreateWeeklyCheckIn>, tx: &mut TenantTx<'_>) -> Answered<CreateWeeklyCheckIn> {
    let id = write(tx, &ask.body)?;
    versioned(current(tx, id)?)
}

/// The week that somebody answers a mail with, which was sent on `sent_on`: the one that was due by then.
pub(crate) fn answered(tx: &mut TenantTx<'_>, sent_on: NaiveDate, mut new: NewWeeklyCheckIn) -> Result<(), Failure> {
    if !can(tx.actor.role, &WRITE, Relation::Own) {
        return Err(Code::Forbidden.into());
    }
    let this_week = monday_of(sent_on);
    let is_due = due_on(this_week, settings::read(tx)?.due_weekday) <= sent_on;
    new.week = if is_due { Some(this_week) } else { this_week.checked_sub_days(Days::new(7)) };
    new.validate().map_err(Problem::from)?;
    write(tx, &new).map(drop)
}

/// Writes the actor's week down.
fn write(tx: &mut TenantTx<'_>, new: &NewWeeklyCheckIn) -> Result<WeeklyCheckInId, Failure> {
    let settings = settings::read(tx)?;
    if !settings.enabled {
        return Err(Problem::new(Code::Conflict).because("this organisation doesn't check in by the week").into());
    }
    let this_week = monday_of(tx.calendar.today);
    let week = monday_of(new.week.unwrap_or(tx.calendar.today));
    if week > this_week {
        return Err(Failure::field("week", "in_the_future"));
    }
    if week < this_week.checked_sub_days(Days::new(7)).unwrap_or(this_week) {
        return Err(Failure::field("week", "in_the_past"));
    }
    let before = queries::meant_before(tx, tx.actor.person, week)?;
    let sent = Lines { did: new.did.clone(), will_do: new.will_do.clone(), stuck: new.stuck.clone() };
    let lines = named::to_keep(tx, week, &sent)?;
    let carried = carried(&lines, &before);
    let said = Said { away: new.away, lines, carried, mood: new.mood, reply: new.reply.clone() };
    check(&settings, &said)?;
    let id = queries::insert(tx, week, &question_of(&settings.questions, week), &said)?;
    reminders::written(tx, tx.actor.person)?;
    let named = named::tell(tx, id, (&said.lines, &Lines::default()), &before)?;
    // Whoever is told that it names them needs no second notice that it is there.
    if let Some(manager) = queries::manager(tx)?.filter(|manager| !named.contains(manager)) {
        tell(tx, NoticeKind::WeeklyWritten, id, &[manager])?;
    }
    tx.note(Event::new("weekly_check_ins.created", id).after(&week))?;
    Ok(id)
}

pub(super) fn edit(ask: &Ask<EditWeeklyCheckIn>, tx: &mut TenantTx<'_>) -> Answered<EditWeeklyCheckIn> {
    let (row, changes) = (ask.change::<WeeklyRow>(tx, ask.params.id)?, &ask.body);
    if row.read_at.is_some() {
        return Err(Problem::new(Code::Conflict).because("it has been read; say it next week").into());
    }
    let before = queries::meant_before(tx, row.person_id, row.week)?;
    let kept = queries::lines(tx, row.id)?;
    let lines = named::to_keep(tx, row.week, &changed(&kept, changes))?;
    let said = Said {
        away: changes.away.unwrap_or(row.away),
        carried: carried(&lines, &before),
        lines,
        mood: changes.mood.apply(row.mood.and_then(|mood| u8::try_from(mood).ok())),
        reply: changes.reply.clone().unwrap_or_else(|| row.reply.clone()),
    };
    check(&settings::read(tx)?, &said)?;
    queries::update(tx, &row, &said)?;
    named::tell(tx, row.id, (&said.lines, &kept), &before)?;
    tx.note(Event::new("weekly_check_ins.edited", row.id))?;
    versioned(current(tx, row.id)?)
}

pub(super) fn read(ask: &Ask<MarkWeeklyRead>, tx: &mut TenantTx<'_>) -> Answered<MarkWeeklyRead> {
    let row = ask.change::<WeeklyRow>(tx, ask.params.id)?;
    if row.read_at.is_some() {
        return Err(Problem::new(Code::Conflict).because("it was read already").into());
    }
    queries::mark_read(tx, &row)?;
    settle(tx, &[NoticeKind::WeeklyWritten], row.id)?;
    tx.note(Event::new("weekly_check_ins.read", row.id))?;
    versioned(current(tx, row.id)?)
}

pub(super) fn answer(ask: &Ask<AnswerWeeklyCheckIn>, tx: &mut TenantTx<'_>) -> Answered<AnswerWeeklyCheckIn> {
    let row = ask.change::<WeeklyRow>(tx, ask.params.id)?;
    if row.answer.is_some() {
        return Err(Problem::new(Code::Conflict).because("it was answered already").into());
    }
    let mut named = mentions::named_who_see::<WeeklyRow>(tx, row.id, "body", &ask.body.body)?;
    queries::answer(tx, &row, &kept(&ask.body.body))?;
    settle(tx, &[NoticeKind::WeeklyWritten], row.id)?;
    named.retain(|person| *person != row.person_id);
    tell(tx, NoticeKind::MentionedInWeek, row.id, &named)?;
    tell(tx, NoticeKind::WeeklyAnswered, row.id, &[row.person_id])?;
    tx.note(Event::new("weekly_check_ins.answered", row.id))?;
    versioned(current(tx, row.id)?)
}

/// Refuses what the organisation doesn't ask, and anything said of a week away.
fn check(settings: &WeeklySettings, said: &Said) -> Result<(), Failure> {
    if said.mood.is_some() && (!settings.mood || said.away) {
        return Err(Failure::field("mood", "not_used_here"));
    }
    let Lines { did, will_do, stuck } = &said.lines;
    let lines = [("did", did.len()), ("will_do", will_do.len()), ("stuck", stuck.len())];
    match lines.into_iter().find(|(_, count)| said.away && *count > 0) {
        Some((field, _)) => Err(Failure::field(field, "not_used_here")),
        None => Ok(()),
    }
}

/// The lines that stay, and those that come instead of others.
fn changed(kept: &Lines, changes: &WeeklyChanges) -> Lines {
    let lines = |new: &Option<Vec<String>>, kept: &[String]| new.clone().unwrap_or_else(|| kept.to_vec());
    Lines {
        did: lines(&changes.did, &kept.did),
        will_do: lines(&changes.will_do, &kept.will_do),
        stuck: lines(&changes.stuck, &kept.stuck),
    }
}

fn carried(lines: &Lines, before: &[Intention]) -> Vec<u32> {
    intentions(&lines.will_do, before).into_iter().map(|meant| meant.carried).collect()
}

fn current(tx: &mut TenantTx<'_>, id: WeeklyCheckInId) -> Result<WeeklyCheckIn, Failure> {
    let mut week = WeeklyRow::find(tx, id)?.ok_or(Code::NotFound)?.shown();
    named::complete(tx, [&mut week])?;
    Ok(week)
}

fn versioned<O>(check_in: WeeklyCheckIn) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = WeeklyCheckIn>,
{
    let version = check_in.version;
    Ok(Reply::versioned(check_in, version))
}
