//! Meetings: shared notes, the steps of a meeting's life, and what an Admin opens with a reason.

mod queries;

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    access::Relation,
    notifications::NoticeKind,
    one_on_ones::{
        EditMeeting, ListMeetings, MeetingContent, MeetingDetail, MeetingFilter, MeetingWhen, OpenMeeting, ReadMeeting,
        StepMeeting,
        rules::state::{self, MeetingState, MeetingStep},
    },
    problem::Code,
    wire::MeetingId,
};

use super::{
    actions, agenda, guests,
    rows::MeetingRow,
    series::{self, plan_ahead},
};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
    notifications::tell,
    weekly_check_ins,
};

/// How far from today a meeting can be moved.
const FARTHEST: TimeDelta = TimeDelta::days(366);

pub(super) fn list(ask: &Ask<ListMeetings>, tx: &mut TenantTx<'_>) -> Answered<ListMeetings> {
    let filter = MeetingFilter { cursor: None, limit: None, ..ask.query.clone() };
    let when = filter.when.unwrap_or(MeetingWhen::Upcoming);
    let (list, limit) = (List::new("meetings", &filter)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, &filter, when, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| (row.starts_at, row.id), MeetingRow::shown)?))
}

pub(super) fn show(ask: &Ask<ReadMeeting>, tx: &mut TenantTx<'_>) -> Answered<ReadMeeting> {
    let row = ask.read::<MeetingRow>(tx, ask.params.id)?.into_inner();
    versioned(detail(tx, row)?)
}

pub(super) fn edit(ask: &Ask<EditMeeting>, tx: &mut TenantTx<'_>) -> Answered<EditMeeting> {
    let before = ask.change::<MeetingRow>(tx, ask.params.id)?;
    if !guests::only_lets_out(&ask.body) {
        before.refuse_unless_writable()?;
    }
    let moved_to = other_time(tx, &before, ask.body.starts_at)?;
    guests::check(tx, &before, ask.body.guest_id)?;
    let by_rule = series::current(tx, before.one_on_one_id)?.timing()?.at(before.occurs_on);
    queries::update(tx, &before, &ask.body, moved_to, by_rule)?;
    if moved_to.is_some() {
        tell(tx, NoticeKind::MeetingMoved, before.id, &before.everybody())?;
    }
    guests::follow(tx, &before, &ask.body)?;
    changed(tx, "meetings.edited", &before)
}

/// The other time that is asked for, if it can be that.
fn other_time(
    tx: &mut TenantTx<'_>,
    before: &MeetingRow,
    asked: Option<DateTime<Utc>>,
) -> Result<Option<DateTime<Utc>>, Failure> {
    let Some(moment) = asked.filter(|moment| *moment != before.starts_at) else { return Ok(None) };
    let now = tx.now()?;
    if before.state != MeetingState::Planned {
        return Err(Failure::field("starts_at", "not_from_here"));
    }
    if moment < now {
        return Err(Failure::field("starts_at", "in_the_past"));
    }
    if moment - now > FARTHEST {
        return Err(Failure::field("starts_at", "date_out_of_range"));
    }
    Ok(Some(moment))
}

pub(super) fn step(ask: &Ask<StepMeeting>, tx: &mut TenantTx<'_>) -> Answered<StepMeeting> {
    let before = ask.change::<MeetingRow>(tx, ask.params.id)?;
    let series = series::current(tx, before.one_on_one_id)?;
    series.refuse_ended()?;
    let next = state::next(before.state, ask.body.step, before.starts_at, tx.now()?);
    let next = next.map_err(|code| Failure::field("step", code))?;
    queries::set_state(tx, &before, next)?;
    plan_ahead(tx, &series)?;
    match ask.body.step {
        MeetingStep::Hold => hold(tx, &before)?,
        MeetingStep::Skip => {
            agenda::go_on(tx, &before, 0)?;
            tell(tx, NoticeKind::MeetingMoved, before.id, &before.everybody())?;
        }
        MeetingStep::Restore => {}
    }
    changed(tx, "meetings.stepped", &before)
}

/// What was planned before it and never held is left out; what isn't ticked goes on; what was held before the
/// last becomes a record.
fn hold(tx: &mut TenantTx<'_>, meeting: &Changeable<MeetingRow>) -> Result<(), Failure> {
    queries::skip_earlier(tx, meeting)?;
    agenda::gather(tx, meeting)?;
    agenda::go_on(tx, meeting, 1)?;
    queries::close_older(tx, meeting)?;
    Ok(())
}

pub(super) fn open(ask: &Ask<OpenMeeting>, tx: &mut TenantTx<'_>) -> Answered<OpenMeeting> {
    let meeting = ask.read::<MeetingRow>(tx, ask.params.id)?;
    let id = queries::open(tx, &meeting, ask.body.reason.trim())?;
    tell(tx, NoticeKind::MeetingOpened, meeting.id, &meeting.two())?;
    tx.note(Event::new("meetings.opened", meeting.id).after(&(id, ask.body.reason.trim())))?;
    let notes = queries::notes_opened(tx, &meeting)?;
    let agenda = agenda::of_meeting(tx, &meeting)?;
    let before = queries::met_before(tx, &meeting)?;
    let action_items = actions::of_meeting(tx, &meeting, before)?;
    // Weeks are not the meeting's: whoever may read them reads them where they stand.
    Ok(Reply::new(MeetingContent { notes, agenda, action_items, offered: Vec::new(), weeks: Vec::new() }))
}

/// The meeting as it is now, after noting what it was: never what is said in it.
fn changed<O>(tx: &mut TenantTx<'_>, kind: &'static str, before: &MeetingRow) -> Answered<O>
where
    O: shared::operation::Operation<Answer = shared::operation::Json<MeetingDetail>>,
{
    let after = MeetingRow::find(tx, before.id)?.ok_or(Code::NotFound)?;
    let shown = |row: &MeetingRow| {
        let meeting = row.clone().shown();
        (meeting.starts_at, meeting.state, meeting.guest.map(|guest| guest.id), meeting.version)
    };
    tx.note(Event::new(kind, after.id).before(&shown(before)).after(&shown(&after)))?;
    versioned(detail(tx, after)?)
}

fn versioned<O>(detail: MeetingDetail) -> Answered<O>
where
    O: shared::operation::Operation<Answer = shared::operation::Json<MeetingDetail>>,
{
    let version = detail.meeting.version;
    Ok(Reply::versioned(detail, version))
}

fn detail(tx: &mut TenantTx<'_>, row: MeetingRow) -> Result<MeetingDetail, Failure> {
    let relation = row.relation();
    let guest_always = guests::comes_always(tx, &row)?;
    if matches!(relation, Relation::Shared(_)) {
        // A guest of this meeting knows of no other.
        let content = Some(guests::content(tx, &row)?);
        let (openings, previous_id, next_id) = (Vec::new(), None, None);
        return Ok(MeetingDetail { meeting: row.shown(), content, guest_always, openings, previous_id, next_id });
    }
    let content = if relation == Relation::Own { Some(content(tx, &row)?) } else { None };
    let openings = if relation == Relation::Report { Vec::new() } else { queries::openings(tx, row.id)? };
    let (previous_id, next_id): (Option<MeetingId>, Option<MeetingId>) = queries::neighbours(tx, &row)?;
    Ok(MeetingDetail { meeting: row.shown(), content, guest_always, openings, previous_id, next_id })
}

/// What the two say, for one of them; with what they wrote by the week between the meeting before and this one.
fn content(tx: &mut TenantTx<'_>, row: &MeetingRow) -> Result<MeetingContent, Failure> {
    let before = queries::met_before(tx, row)?;
    let over = (row.state != MeetingState::Planned).then_some(row.starts_at);
    Ok(MeetingContent {
        notes: row.notes.clone(),
        agenda: agenda::of_meeting(tx, row)?,
        action_items: actions::of_meeting(tx, row, before)?,
        offered: actions::offered(tx, row)?,
        weeks: weekly_check_ins::lately(tx, &row.two(), before, over)?,
    })
}
