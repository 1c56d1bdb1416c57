//! Off all mails that one can do without, by the secret of a mail's link, for whoever holds it.
//!
//! The secret is sealed, not stored: it says whose mails they are to us and nothing to anybody else. All it can do is
//! to stop mails, which their reader can have again at any time.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use shared::{
    notifications::{Unsubscribe, UnsubscribeByOneClick},
    problem::Code,
    wire::{PersonId, id::OrganisationId},
};
use uuid::Uuid;

use super::settings;
use crate::{
    app::State,
    audit::Event,
    http::{Answered, Failure, Reply, Visit},
    sealed::Sealer,
};

const CONTEXT: &str = "notifications.unsubscribe";

/// The secret of somebody's mails.
pub(super) fn secret(sealer: &Sealer, org: OrganisationId, person: PersonId) -> Result<String, Failure> {
    let ids = [*org.0.as_bytes(), *person.0.as_bytes()].concat();
    Ok(URL_SAFE_NO_PAD.encode(sealer.seal(CONTEXT, &ids)?))
}

/// From the page that the mail's link opens.
pub(super) async fn by_hand(visit: Visit<Unsubscribe>) -> Answered<Unsubscribe> {
    stop(&visit.state, &visit.body.token).await?;
    Ok(Reply::new(()))
}

/// From a mail program.
pub(super) async fn by_one_click(visit: Visit<UnsubscribeByOneClick>) -> Answered<UnsubscribeByOneClick> {
    stop(&visit.state, &visit.query.token).await?;
    Ok(Reply::new(()))
}

async fn stop(state: &State, secret: &str) -> Result<(), Failure> {
    let (org, person) = whose(&state.sealer, secret).ok_or(Code::LinkSpent)?;
    let stopped = state.database.job(org, Some(person), |tx| {
        settings::pause_mails(tx)?;
        tx.note(Event::general("notifications.unsubscribed"))
    });
    // Who is no longer active gets no mails anyway.
    stopped.await?.ok_or_else(|| Code::LinkSpent.into())
}

fn whose(sealer: &Sealer, secret: &str) -> Option<(OrganisationId, PersonId)> {
    let sealed = URL_SAFE_NO_PAD.decode(secret).ok()?;
    let ids = sealer.open(CONTEXT, &sealed).ok()?;
    let (org, person) = ids.split_at_checked(16)?;
    let id = |bytes: &[u8]| Uuid::from_slice(bytes).ok();
    Some((id(org)?.into(), id(person)?.into()))
}

#[cfg(test)]
mod tests {
    use proptest::{prelude::*, sample::Index};

    use super::*;
    use crate::{
        config::{KeyRing, Sealing},
        http::nasty,
    };

    fn sealer() -> Sealer {
        let keys = KeyRing::parse(&"new:9Q3uTzTLsXJBlLRGtb2dcSYTrKyyd5cGIQbKdhBbPJE=".into()).unwrap();
        Sealer::new(&Sealing { keys })
    }

    proptest! {
        #[test]
        fn nobody_is_found_by_a_secret_that_we_did_not_make(made_up in nasty::text(&[]), at in any::<Index>()) {
            let (org, person) = (OrganisationId(Uuid::from_u128(1)), PersonId(Uuid::from_u128(2)));
            let (sealer, made) = (sealer(), secret(&sealer(), org, person).unwrap());
            prop_assert!(whose(&sealer, &made) == Some((org, person)));
            prop_assert!(whose(&sealer, &made_up).is_none());
            let mut changed = made.into_bytes();
            let at = at.index(changed.len());
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            prop_assert!(whose(&sealer, &String::from_utf8(changed).unwrap()).is_none());
        }
    }
}
