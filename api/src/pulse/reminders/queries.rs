use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;
use shared::{
    people::PersonStatus,
    pulse::PulseState,
    wire::{PersonId, PulseId},
};

use crate::db::{
    TenantTx,
    schema::{people, pulse_invitations, pulse_surveys},
};

/// A pulse that closes soon.
#[derive(Queryable)]
pub(super) struct Closing {
    pub id: PulseId,
    pub opened_on: NaiveDate,
    pub closes_on: NaiveDate,
}

/// Pulses that are open and close within three days.
pub(super) fn closing_soon(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Closing>> {
    use pulse_surveys::dsl;
    let (today, until) = (tx.calendar.today, tx.calendar.today + TimeDelta::days(3));
    dsl::pulse_surveys
        .filter(dsl::org_id.eq(tx.org()).and(dsl::state.eq(PulseState::Open)))
        .filter(dsl::opened_on.is_not_null().and(dsl::closes_on.between(today, until)))
        .order(dsl::id)
        .select((dsl::id, dsl::opened_on.assume_not_null(), dsl::closes_on))
        .load(tx.conn())
}

/// Everybody a pulse asks who is still here, whether they took their ballot or not.
pub(super) fn asked(tx: &mut TenantTx<'_>, pulse: PulseId) -> QueryResult<Vec<PersonId>> {
    use pulse_invitations::dsl;
    dsl::pulse_invitations
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.eq(dsl::person_id))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::survey_id.eq(pulse.0)))
        .filter(people::status.eq(PersonStatus::Active))
        .select(dsl::person_id)
        .load(tx.conn())
}
