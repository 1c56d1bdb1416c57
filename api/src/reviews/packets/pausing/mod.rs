//! Somebody in a cycle who is away: the view of what is to be done and the gaps leave them out meanwhile, and the days are added
//! to what is left when they are back.

mod queries;

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};
use shared::{
    access::Relation,
    notifications::NoticeKind,
    people::PersonRef,
    problem::{Code, Problem},
    reviews::{
        EndReviewPause, LONGEST_PAUSE, NewReviewPause, PauseReviewPacket, ReviewPause, ReviewPauseCovers, ReviewStage,
    },
    wire::{PersonId, ReviewCycleId, ReviewPacketId},
};

pub(super) use self::queries::PauseRow;
use super::{current, rows::PacketRow};
use crate::{
    audit::Event,
    db::{Changeable, Resource, TenantTx},
    http::{Answered, Ask, Failure},
    notifications,
    reviews::cycles::queries::held_stage,
};

pub(in crate::reviews) fn pause(ask: &Ask<PauseReviewPacket>, tx: &mut TenantTx<'_>) -> Answered<PauseReviewPacket> {
    // The cycle before the packet, as whatever moves it holds them.
    let cycle = ask.read::<PacketRow>(tx, ask.params.id)?.cycle_id;
    held_stage(tx, cycle)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    if !runs(packet.stage) {
        let why = format!("the cycle is {}: there is nothing to pause", packet.stage);
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    refuse_days(&ask.body, tx)?;
    let before = make_room(tx, &packet, &ask.body)?;
    queries::pause(tx, &packet, &ask.body)?;
    let event = Event::new("review_packets.paused", packet.id).after(&ask.body);
    tx.note(match &before {
        Some(before) => event.before(&before.said()),
        None => event,
    })?;
    current(tx, packet.id)
}

/// Ends the pause that runs, or is to come, for the next one; gives what it was. Those that are over stay, and their days are
/// added.
fn make_room(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    next: &NewReviewPause,
) -> Result<Option<PauseRow>, Failure> {
    let (pauses, today) = (queries::of(tx, packet.id)?, tx.calendar.today);
    refuse_added(next, &pauses, today)?;
    let before = pauses.into_iter().find(|pause| pause.until_on >= today);
    if let Some(before) = &before {
        cut(tx, packet, before, next.from_on)?;
    }
    resume_some(tx, Some(packet.id))?;
    Ok(before)
}

/// Ends a pause before today, and before the next one begins: days that they were away stay theirs, each of them once.
fn cut(
    tx: &mut TenantTx<'_>,
    packet: &Changeable<PacketRow>,
    pause: &PauseRow,
    next: NaiveDate,
) -> Result<(), Failure> {
    let last = next.min(tx.calendar.today).checked_sub_days(Days::new(1));
    match last.filter(|last| *last >= pause.from_on) {
        Some(last) => queries::end_on(tx, packet, pause, last)?,
        // It hasn't begun, or not before then.
        None => queries::remove(tx, packet, pause)?,
    }
    Ok(())
}

fn refuse_days(new: &NewReviewPause, tx: &TenantTx<'_>) -> Result<(), Failure> {
    match (new.until_on - new.from_on).num_days() {
        days if days < 0 => Err(Failure::field("until_on", "before_start")),
        days if days >= LONGEST_PAUSE => Err(Failure::field("until_on", "more_than_a_year")),
        _ if new.until_on < tx.calendar.today => Err(Failure::field("until_on", "in_the_past")),
        _ => Ok(()),
    }
}

/// The days of a pause that is over were added to what is left: they count once.
fn refuse_added(new: &NewReviewPause, before: &[PauseRow], today: NaiveDate) -> Result<(), Failure> {
    if before.iter().any(|before| before.until_on < today && new.from_on <= before.until_on) {
        return Err(Failure::field("from_on", "already_away"));
    }
    Ok(())
}

/// Whether people have something to do in it.
const fn runs(stage: ReviewStage) -> bool {
    !matches!(stage, ReviewStage::Draft | ReviewStage::Closed | ReviewStage::Cancelled)
}

pub(in crate::reviews) fn end(ask: &Ask<EndReviewPause>, tx: &mut TenantTx<'_>) -> Answered<EndReviewPause> {
    let cycle = ask.read::<PacketRow>(tx, ask.params.id)?.cycle_id;
    held_stage(tx, cycle)?;
    let packet = ask.change::<PacketRow>(tx, ask.params.id)?;
    let today = tx.calendar.today;
    let Some(pause) = queries::of(tx, packet.id)?.into_iter().find(|pause| pause.until_on >= today) else {
        return Err(Problem::new(Code::Conflict).because("they aren't away").into());
    };
    cut(tx, &packet, &pause, today)?;
    tx.note(Event::new("review_packets.pause_ended", packet.id).before(&pause.said()))?;
    resume_some(tx, Some(packet.id))?;
    current(tx, packet.id)
}

/// When somebody was away, is or will be, from first to last, for those who lead them, Admins and themselves.
pub(super) fn of(tx: &mut TenantTx<'_>, packet: &PacketRow) -> Result<Vec<PauseRow>, Failure> {
    if !runs(packet.stage) || matches!(packet.relation(), Relation::Shared(_)) {
        return Ok(Vec::new());
    }
    Ok(queries::of(tx, packet.id)?)
}

/// Adds the days of those who are back to what they, and those who write about them, have left, however late somebody looks.
pub(crate) fn resume(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    resume_some(tx, None)
}

fn resume_some(tx: &mut TenantTx<'_>, only: Option<ReviewPacketId>) -> Result<(), Failure> {
    let back = queries::over(tx, only)?;
    if back.is_empty() {
        return Ok(());
    }
    let moved = queries::add_days(tx, &back)?;
    let mut cycles: Vec<ReviewCycleId> = moved.iter().map(|(cycle, _)| *cycle).collect();
    cycles.sort_unstable();
    cycles.dedup();
    for cycle in cycles {
        let theirs: Vec<PersonId> = moved.iter().filter(|(of, _)| *of == cycle).map(|(_, author)| *author).collect();
        notifications::tell(tx, NoticeKind::ReviewExtended, cycle, &theirs)?;
    }
    queries::resumed(tx, &back)?;
    let after = json!({ "resumed": true });
    let events: Vec<_> =
        back.iter().map(|packet| Event::new("review_packets.resumed", *packet).after(&after)).collect();
    tx.note_all(&events)
}

impl PauseRow {
    /// As the audit log keeps it.
    fn said(&self) -> Value {
        json!({ "from_on": self.from_on, "until_on": self.until_on, "covers": self.covers })
    }

    /// As the caller gets it, until it is over.
    pub(super) fn shown(&self, today: NaiveDate) -> Option<ReviewPause> {
        (self.until_on >= today).then(|| ReviewPause {
            from_on: self.from_on,
            until_on: self.until_on,
            covers: self.covers,
            by: PersonRef { id: self.by_id, name: self.by_name.clone() },
            is_now: self.from_on <= today,
        })
    }

    /// The days on which nothing is given to them by itself.
    pub(super) fn keeps_release(&self) -> Option<(NaiveDate, NaiveDate)> {
        (self.covers != ReviewPauseCovers::Author).then_some((self.from_on, self.until_on))
    }
}
