//! Other people's second factors, for Admins: who has one, and taking a lost one away.

use chrono::Utc;
use shared::{
    accounts::FactorHeld,
    problem::{Code, Problem},
    wire::PersonId,
};

use super::queries;
use crate::{
    audit::Event,
    config::Origin,
    db::TenantTx,
    http::Failure,
    worker::mail::{FactorChange, Letter, SecondFactorChanged, outbox},
};

/// Who in the organisation has a second factor.
pub(crate) fn holders(tx: &mut TenantTx<'_>) -> Result<Vec<PersonId>, Failure> {
    Ok(queries::holders(tx.conn())?)
}

/// Who in the organisation has this kind of second factor, or none: whoever is active, and only if an Admin asks.
pub(crate) fn holders_of(tx: &mut TenantTx<'_>, kind: FactorHeld) -> Result<Vec<PersonId>, Failure> {
    Ok(queries::by_kind(tx.conn(), kind)?)
}

/// Takes a person's second factor away, and lets them know at `email`. 409 if they have none, if it is one's own, or if
/// they are active in another organisation, which it guards as well.
pub(crate) fn take(tx: &mut TenantTx<'_>, person: PersonId, email: &str, origin: &Origin) -> Result<(), Failure> {
    if !queries::take(tx.conn(), person)? {
        let why = "there is no second step here that you can take away";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    let letter = SecondFactorChanged { at: Utc::now(), change: FactorChange::Taken };
    outbox::put(tx.conn(), &[letter.to(email, origin)?])?;
    tx.note(Event::new("accounts.second_factor_taken", person))
}
