//! `Idempotency-Key`: a POST that creates happens once however often it arrives.
//!
//! The key is taken in the transaction of the effect, so an answer is kept if and only if the effect
//! is. A second request with the same key waits for the first and then gets its answer.

use actix_web::HttpRequest;
use diesel::{insert_into, prelude::*, update};
use shared::{
    operation::{Method, Operation},
    problem::{Code, Problem},
};

use super::{Failure, body::Raw, mount::Finished};
use crate::db::{TenantTx, schema::idempotency_keys::dsl};

/// A key, bound to what was asked with it.
pub(super) struct Key {
    operation: &'static str,
    key: String,
    fingerprint: [u8; 32],
}

impl Key {
    /// The key of a request, if it carries one and the operation is a POST.
    pub(super) fn of<O: Operation>(request: &HttpRequest, raw: &Raw) -> Result<Option<Self>, Failure> {
        let Some(header) = request.headers().get("idempotency-key").filter(|_| O::METHOD == Method::Post) else {
            return Ok(None);
        };
        let key = header.to_str().ok().map(str::trim).filter(|key| (1..=255).contains(&key.len()));
        let key =
            key.ok_or_else(|| Problem::new(Code::Malformed).because("an idempotency key has 1 to 255 characters"))?;
        Ok(Some(Self { operation: O::NAME, key: key.to_owned(), fingerprint: raw.fingerprint(request.path()) }))
    }
}

/// Runs `work` unless its key was used: then gives the answer of that time.
pub(super) fn once(
    tx: &mut TenantTx<'_>,
    key: Option<Key>,
    status: u16,
    work: impl FnOnce(&mut TenantTx<'_>) -> Result<Finished, Failure>,
) -> Result<Finished, Failure> {
    let Some(key) = key else {
        return work(tx);
    };
    let (org, person) = (tx.org(), tx.actor.person.0);
    // Waits here while another request holds the same key.
    let taken = insert_into(dsl::idempotency_keys)
        .values((
            dsl::org_id.eq(org),
            dsl::person_id.eq(person),
            dsl::operation.eq(key.operation),
            dsl::key.eq(&key.key),
            dsl::fingerprint.eq(&key.fingerprint[..]),
            dsl::status.eq(i32::from(status)),
            dsl::body.eq(&[][..]),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn())?;
    let row = dsl::idempotency_keys.find((org, person, key.operation, &key.key));
    if taken == 1 {
        let finished = work(tx)?;
        update(row).set(dsl::body.eq(&finished.body)).execute(tx.conn())?;
        return Ok(finished);
    }
    let (fingerprint, status, body): (Vec<u8>, i32, Vec<u8>) =
        row.select((dsl::fingerprint, dsl::status, dsl::body)).first(tx.conn())?;
    if fingerprint != key.fingerprint {
        return Err(Code::KeyReused.into());
    }
    Ok(Finished::again(u16::try_from(status).unwrap_or(200), body))
}
