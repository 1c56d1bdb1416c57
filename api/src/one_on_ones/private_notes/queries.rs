use chrono::{DateTime, Utc};
use diesel::{dsl::now, insert_into, prelude::*, update};
use shared::wire::MeetingId;

use super::MeetingRow;
use crate::db::{Readable, TenantTx, schema::private_notes::dsl};

/// The actor's note about a meeting, as it is sealed, with its version.
pub(super) fn own(tx: &mut TenantTx<'_>, meeting: &Readable<MeetingRow>) -> QueryResult<Option<(Vec<u8>, i64)>> {
    let own = dsl::private_notes.find((tx.org(), meeting.id.0, tx.actor.person.0));
    own.select((dsl::sealed, dsl::version)).first(tx.conn()).optional()
}

/// All of the actor's notes, as they are sealed.
pub(super) fn all_own(tx: &mut TenantTx<'_>) -> QueryResult<Vec<(MeetingId, Vec<u8>, DateTime<Utc>)>> {
    dsl::private_notes
        .filter(dsl::org_id.eq(tx.org()).and(dsl::writer_id.eq(tx.actor.person.0)))
        .order((dsl::updated_at.desc(), dsl::meeting_id))
        .select((dsl::meeting_id, dsl::sealed, dsl::updated_at))
        .load(tx.conn())
}

/// Locks it and tells its version.
pub(super) fn lock(tx: &mut TenantTx<'_>, meeting: &Readable<MeetingRow>) -> QueryResult<Option<i64>> {
    let own = dsl::private_notes.find((tx.org(), meeting.id.0, tx.actor.person.0));
    own.select(dsl::version).for_no_key_update().first(tx.conn()).optional()
}

/// Writes it over version `before`, 0 for the first; `false` if another window was quicker.
pub(super) fn write(
    tx: &mut TenantTx<'_>,
    meeting: &Readable<MeetingRow>,
    sealed: &[u8],
    before: i64,
) -> QueryResult<bool> {
    let (org, writer) = (tx.org(), tx.actor.person);
    let written = if before == 0 {
        insert_into(dsl::private_notes)
            .values((
                dsl::org_id.eq(org),
                dsl::meeting_id.eq(meeting.id),
                dsl::writer_id.eq(writer),
                dsl::sealed.eq(sealed),
            ))
            .on_conflict_do_nothing()
            .execute(tx.conn())?
    } else {
        update(dsl::private_notes.find((org, meeting.id.0, writer.0)))
            .set((dsl::sealed.eq(sealed), dsl::updated_at.eq(now), dsl::version.eq(before + 1)))
            .execute(tx.conn())?
    };
    Ok(written == 1)
}
