//! What is told of a morning: what somebody agreed to do by a day, who meets tomorrow, and what ended by itself.

mod queries;

use shared::notifications::NoticeKind;

use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, News, ladder},
};

/// Reminds and tells the organisation's people. What is done, was held or goes on again shows in no notice any more.
pub(crate) fn remind(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    remind_of_actions(tx)?;
    tell_of_meetings(tx)?;
    tell_of_ends(tx)
}

fn remind_of_actions(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let today = tx.calendar.today;
    for due in queries::due(tx, ladder::span(today))? {
        let Some(step) = ladder::step(due.on, today) else { continue };
        let occasion = ladder::occasion(due.on, step);
        notifications::remind(tx, NoticeKind::ActionItemDue, due.id, &occasion, &[due.owner])?;
    }
    Ok(())
}

/// Both, and their guest, hear the day before that they meet. One that was moved to another day is told anew.
fn tell_of_meetings(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let Some(tomorrow) = tx.calendar.today.succ_opt() else { return Ok(()) };
    let meetings = queries::meetings(tx, tomorrow)?;
    let occasion = tomorrow.to_string();
    let news: Vec<News<'_>> = meetings
        .iter()
        .map(|(id, who)| News { kind: NoticeKind::MeetingAhead, about: id.0, occasion: &occasion, to: who })
        .collect();
    notifications::remind_all(tx, &news)
}

/// Whoever of the two is here, and guests of what was still to come, hear of a one-on-one that ended with a change of
/// manager, since one of the two has left, or with its rule: nobody ended it who could tell them. Until the morning it may
/// have been resumed by a change back.
fn tell_of_ends(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let ended = queries::ended_by_itself(tx)?;
    if ended.is_empty() {
        return Ok(());
    }
    let off = queries::off_for_guests(tx, &ended.iter().map(|(id, ..)| *id).collect::<Vec<_>>())?;
    let ended: Vec<_> = ended.into_iter().map(|(id, two, at)| (id, two, at.timestamp().to_string())).collect();
    let off: Vec<_> = off.into_iter().map(|(id, guest, at)| (id, guest, at.timestamp().to_string())).collect();
    let of_two =
        ended.iter().map(|(id, two, at)| News { kind: NoticeKind::OneOnOneEnded, about: id.0, occasion: at, to: two });
    let of_guests = off.iter().map(|(id, guest, at)| News {
        kind: NoticeKind::GuestMeetingOff,
        about: id.0,
        occasion: at,
        to: guest,
    });
    notifications::remind_all(tx, &of_two.chain(of_guests).collect::<Vec<News<'_>>>())
}
