use diesel::{delete, insert_into, prelude::*, sql_query, sql_types::Uuid as SqlUuid, update, upsert::excluded};
use shared::{
    pulse::{PulseState, Slip},
    wire::{PulseGroupId, PulseId, id::OrganisationId},
};

use crate::db::{
    AccountTx, TenantTx, UnattendedTx,
    schema::{pulse_ballots::dsl, pulse_invitations, pulse_surveys},
};

/// Notes that the actor takes part by this blinded token, and gives their group; nothing if they did by another. Asked
/// again with the same token it writes nothing: no row says when somebody came back.
pub(super) fn mark(tx: &mut TenantTx<'_>, pulse: PulseId, hash: &[u8]) -> QueryResult<Option<PulseGroupId>> {
    use pulse_invitations::dsl;
    let mine = dsl::pulse_invitations.find((tx.org(), pulse.0, tx.actor.person.0));
    let free = mine.filter(dsl::blinded.is_null());
    let first = update(free).set(dsl::blinded.eq(hash)).returning(dsl::group_id).get_result(tx.conn()).optional()?;
    match first {
        Some(group) => Ok(Some(group)),
        None => mine.filter(dsl::blinded.eq(hash)).select(dsl::group_id).first(tx.conn()).optional(),
    }
}

/// The organisation of a pulse that is open.
pub(super) fn organisation(tx: &mut AccountTx<'_>, pulse: PulseId) -> QueryResult<Option<OrganisationId>> {
    let open = pulse_surveys::id.eq(pulse.0).and(pulse_surveys::state.eq(PulseState::Open));
    pulse_surveys::table.filter(open).select(pulse_surveys::org_id).first(tx.conn()).optional()
}

/// What its ballots are signed with, while it is open. Holds its close off until the transaction ends.
pub(super) fn seed(tx: &mut UnattendedTx<'_>, pulse: PulseId) -> QueryResult<Option<Vec<u8>>> {
    let seed = pulse_surveys::table.find((tx.org(), pulse.0)).select(pulse_surveys::seed);
    seed.for_share().first(tx.conn()).optional().map(Option::flatten)
}

/// Keeps an answer in place of the one before, held until it is shuffled.
pub(super) fn keep(tx: &mut UnattendedTx<'_>, slip: &Slip, hash: &[u8], sheet: &[u8]) -> QueryResult<usize> {
    insert_into(dsl::pulse_ballots)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::survey_id.eq(slip.pulse_id),
            dsl::token_hash.eq(hash),
            dsl::group_id.eq(slip.group_id),
            dsl::sheet.eq(sheet),
        ))
        .on_conflict((dsl::org_id, dsl::survey_id, dsl::token_hash))
        .do_update()
        .set((dsl::sheet.eq(excluded(dsl::sheet)), dsl::held.eq(true)))
        .execute(tx.conn())
}

/// A sealed answer.
pub(super) fn sheet(tx: &mut UnattendedTx<'_>, pulse: PulseId, hash: &[u8]) -> QueryResult<Option<Vec<u8>>> {
    dsl::pulse_ballots.find((tx.org(), pulse.0, hash)).select(dsl::sheet).first(tx.conn()).optional()
}

pub(super) fn remove(tx: &mut UnattendedTx<'_>, pulse: PulseId, hash: &[u8]) -> QueryResult<usize> {
    delete(dsl::pulse_ballots.find((tx.org(), pulse.0, hash))).execute(tx.conn())
}

/// Writes the held answers of a group anew, in an order drawn by lot, together with as many of its others, drawn by lot
/// too, as make up the minimum.
///
/// Whoever reads the tables knows in which order people took their ballots, since each row names the transaction that
/// wrote it last. What an answer's row says is when it was mixed last and in which group: so a mixture must never hold
/// fewer than the minimum, and all of one group, or one could tell its newest by who came last in that group. As long
/// as a group has fewer they stay held, mixed with each other at least; what never gets enough is counted at the close.
/// An answer that is changed is mixed again, and one that was withdrawn leaves nothing.
const SHUFFLE: &str = "
    WITH here AS (
        SELECT b.token_hash, b.held, s.minimum, count(*) OVER () AS many, count(*) FILTER (WHERE b.held) OVER () AS held_here
        FROM pulse_ballots b JOIN pulse_surveys s ON s.org_id = b.org_id AND s.id = b.survey_id
        WHERE b.org_id = $1 AND b.survey_id = $2 AND b.group_id = $3
    ), mixed_in AS (
        SELECT token_hash FROM here WHERE NOT held ORDER BY gen_random_uuid()
        LIMIT (SELECT greatest(0, minimum - held_here) FROM here LIMIT 1)
    ), moved AS (
        DELETE FROM pulse_ballots b
        WHERE b.org_id = $1 AND b.survey_id = $2 AND b.group_id = $3
          AND (b.held OR b.token_hash IN (SELECT token_hash FROM mixed_in))
        RETURNING b.token_hash, b.sheet
    )
    INSERT INTO pulse_ballots (org_id, survey_id, token_hash, group_id, sheet, held)
    SELECT $1, $2, token_hash, $3, sheet, (SELECT many < minimum FROM here LIMIT 1)
    FROM moved ORDER BY gen_random_uuid()";

/// See [`SHUFFLE`].
pub(super) fn shuffle(tx: &mut UnattendedTx<'_>, pulse: PulseId, group: PulseGroupId) -> QueryResult<()> {
    let org = tx.org();
    // One shuffle at a time: two would each miss what the other moves.
    let row = pulse_surveys::table.find((org, pulse.0)).select(pulse_surveys::id);
    row.for_update().first::<uuid::Uuid>(tx.conn())?;
    sql_query(SHUFFLE)
        .bind::<SqlUuid, _>(org)
        .bind::<SqlUuid, _>(pulse.0)
        .bind::<SqlUuid, _>(group.0)
        .execute(tx.conn())?;
    Ok(())
}
