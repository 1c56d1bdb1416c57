//! How people want to be told.

mod queries;
mod rows;

use shared::{
    notifications::{EditNoticeSettings, KindChange, NoticeKind, NoticeSettings, ReadNoticeSettings},
    problem::Code,
};

pub(super) use self::rows::SettingsRow;
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply},
};

pub(super) fn show(_: &Ask<ReadNoticeSettings>, tx: &mut TenantTx<'_>) -> Answered<ReadNoticeSettings> {
    let settings = shown(tx)?;
    let version = settings.version;
    Ok(Reply::versioned(settings, version))
}

pub(super) fn edit(ask: &Ask<EditNoticeSettings>, tx: &mut TenantTx<'_>) -> Answered<EditNoticeSettings> {
    let asked = &ask.body;
    if asked.time_zone.set().is_some_and(|zone| zone.parse::<chrono_tz::Tz>().is_err()) {
        return Err(Failure::field("time_zone", "unknown"));
    }
    for (index, change) in asked.kinds.iter().flatten().enumerate() {
        check(*change).map_err(|code| Failure::field(format!("kinds[{index}]"), code))?;
    }
    let mut row = queries::lock(tx)?;
    if ask.version.is_some_and(|version| version != row.version) {
        return Err(Code::VersionMismatch.into());
    }
    row.apply(asked);
    queries::save(tx, &row)?;
    let settings = shown(tx)?;
    tx.note(Event::general("notifications.settings_edited").after(asked))?;
    let version = settings.version;
    Ok(Reply::versioned(settings, version))
}

/// What nobody can do without is told in the app and mailed at once, whatever anybody wants.
fn check(change: KindChange) -> Result<(), &'static str> {
    let facts = change.kind.facts();
    if facts.must_have && (!change.in_app || change.mail != facts.mail) { Err("not_allowed") } else { Ok(()) }
}

/// The actor's settings, and the organisation's time zone.
pub(super) fn of_actor(tx: &mut TenantTx<'_>) -> Result<(SettingsRow, String), Failure> {
    Ok((queries::find(tx)?.unwrap_or_default(), queries::usual_time_zone(tx)?))
}

fn shown(tx: &mut TenantTx<'_>) -> Result<NoticeSettings, Failure> {
    let (row, usual_time_zone) = of_actor(tx)?;
    Ok(row.shown(usual_time_zone, NoticeKind::ALL))
}

/// No mails any more to the actor, but those nobody can do without.
pub(super) fn pause_mails(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let mut row = queries::lock(tx)?;
    row.mails_paused = true;
    Ok(queries::save(tx, &row)?)
}
