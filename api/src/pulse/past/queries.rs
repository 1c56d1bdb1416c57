use diesel::{insert_into, prelude::*, update};
use shared::wire::{PersonId, PulseGroupId, PulseId};
use uuid::Uuid;

use crate::db::{
    TenantTx,
    schema::{pulse_ballots, pulse_invitations},
};

/// Everybody who is asked, with the group whose name their answers carry.
pub(super) fn invited(tx: &mut TenantTx<'_>, pulse: PulseId) -> QueryResult<Vec<(PersonId, PulseGroupId)>> {
    pulse_invitations::table
        .filter(pulse_invitations::org_id.eq(tx.org()).and(pulse_invitations::survey_id.eq(pulse.0)))
        .order(pulse_invitations::person_id)
        .select((pulse_invitations::person_id, pulse_invitations::group_id))
        .load(tx.conn())
}

/// Notes that these took part.
pub(super) fn mark(tx: &mut TenantTx<'_>, pulse: PulseId, people: &[PersonId]) -> QueryResult<usize> {
    let ids: Vec<Uuid> = people.iter().map(|id| id.0).collect();
    let these = pulse_invitations::org_id
        .eq(tx.org())
        .and(pulse_invitations::survey_id.eq(pulse.0))
        .and(pulse_invitations::person_id.eq_any(ids));
    update(pulse_invitations::table.filter(these)).set(pulse_invitations::blinded.eq(&[0_u8][..])).execute(tx.conn())
}

/// An answer by a ballot that nobody holds.
pub(super) fn cast(tx: &mut TenantTx<'_>, pulse: PulseId, group: PulseGroupId, sheet: &[u8]) -> QueryResult<usize> {
    use pulse_ballots::dsl;
    insert_into(dsl::pulse_ballots)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::survey_id.eq(pulse),
            dsl::token_hash.eq(Uuid::new_v4().as_bytes().to_vec()),
            dsl::group_id.eq(group),
            dsl::sheet.eq(sheet),
            dsl::held.eq(false),
        ))
        .execute(tx.conn())
}
