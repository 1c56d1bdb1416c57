use diesel::{delete, insert_into, prelude::*, sql_query, sql_types::Uuid as SqlUuid, update, upsert::excluded};
use shared::{
    pulse::{PulseState, Slip},
    wire::{PulseGroupId, PulseId, id::OrganisationId},
};

use crate::db::{
    AccountTx, TenantTx, UnattendedTx,
    schema::{pulse_ballots::dsl, pulse_invitations, pulse_surveys},
};

/// Notes that the actor takes part by this blinded token, and gives their group; nothing if they did by another.
pub(super) fn mark(tx: &mut TenantTx<'_>, pulse: PulseId, hash: &[u8]) -> QueryResult<Option<PulseGroupId>> {
    use pulse_invitations::dsl;
    let mine = dsl::pulse_invitations.find((tx.org(), pulse.0, tx.actor.person.0));
    let free = mine.filter(dsl::blinded.is_null().or(dsl::blinded.eq(hash)));
    update(free).set(dsl::blinded.eq(hash)).returning(dsl::group_id).get_result(tx.conn()).optional()
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

/// Writes the held answers anew in random order, once there are as many as are ever shown together. All of them get
/// the same transaction, and places in the table that say nothing.
const SHUFFLE: &str = "
    WITH held AS (
        DELETE FROM pulse_ballots b
        WHERE b.org_id = $1 AND b.survey_id = $2 AND b.held
          AND (SELECT s.minimum FROM pulse_surveys s WHERE s.org_id = $1 AND s.id = $2)
              <= (SELECT count(*) FROM pulse_ballots c WHERE c.org_id = $1 AND c.survey_id = $2 AND c.held)
        RETURNING b.token_hash, b.group_id, b.sheet
    )
    INSERT INTO pulse_ballots (org_id, survey_id, token_hash, group_id, sheet, held)
    SELECT $1, $2, token_hash, group_id, sheet, false FROM held ORDER BY random()";

/// See [`SHUFFLE`].
pub(super) fn shuffle(tx: &mut UnattendedTx<'_>, pulse: PulseId) -> QueryResult<()> {
    let org = tx.org();
    // One shuffle at a time: two would each miss what the other moves.
    let row = pulse_surveys::table.find((org, pulse.0)).select(pulse_surveys::id);
    row.for_update().first::<uuid::Uuid>(tx.conn())?;
    sql_query(SHUFFLE).bind::<SqlUuid, _>(org).bind::<SqlUuid, _>(pulse.0).execute(tx.conn())?;
    Ok(())
}
