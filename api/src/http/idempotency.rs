//! `Idempotency-Key`: a POST that creates happens once however often it arrives.
//!
//! The key is taken in the transaction of the effect, so an answer is kept if and only if the effect
//! is. A second request with the same key waits for the first and then gets its answer.

use actix_web::HttpRequest;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{delete, dsl::Find, insert_into, prelude::*, result::Error as DbError, update};
use shared::{
    operation::{Answer, Operation, takes_key},
    problem::{Code, Problem},
};
use uuid::Uuid;

use super::{Failure, body::Raw, mount::Finished};
use crate::db::{
    TenantTx,
    schema::idempotency_keys::{self, dsl},
};

/// A key, bound to what was asked with it.
#[derive(Debug, Clone)]
pub(super) struct Key {
    operation: &'static str,
    key: String,
    fingerprint: [u8; 32],
}

impl Key {
    /// The key of a request, if it carries one and the operation takes one.
    pub(super) fn of<O: Operation>(request: &HttpRequest, raw: &Raw) -> Result<Option<Self>, Failure> {
        let Some(header) = request.headers().get("idempotency-key").filter(|_| takes_key(O::METHOD, &O::ACCESS)) else {
            return Ok(None);
        };
        let key = header.to_str().ok().map(str::trim).filter(|key| (1..=255).contains(&key.len()));
        let key =
            key.ok_or_else(|| Problem::new(Code::Malformed).because("an idempotency key has 1 to 255 characters"))?;
        Ok(Some(Self { operation: O::NAME, key: key.to_owned(), fingerprint: raw.fingerprint(request.path()) }))
    }

    /// What was used before this moment is forgotten; the document says so.
    fn oldest() -> DateTime<Utc> {
        Utc::now() - TimeDelta::days(1)
    }

    fn row(&self, tx: &TenantTx<'_>) -> Row<'_> {
        dsl::idempotency_keys.find((tx.org(), tx.actor.person.0, self.operation, &self.key))
    }
}

type Row<'k> = Find<idempotency_keys::table, (Uuid, Uuid, &'static str, &'k String)>;

/// The answer that was given to a key, if it was used.
pub(super) fn kept(tx: &mut TenantTx<'_>, key: &Key) -> Result<Option<Finished>, Failure> {
    let kept = key.row(tx).select((dsl::fingerprint, dsl::status, dsl::body, dsl::version));
    let kept: Option<(Vec<u8>, i32, Vec<u8>, Option<i64>)> =
        kept.filter(dsl::created_at.gt(Key::oldest())).first(tx.conn()).optional()?;
    match kept {
        Some((fingerprint, ..)) if fingerprint != key.fingerprint => Err(Code::KeyReused.into()),
        Some((_, status, body, version)) => {
            Ok(Some(Finished::again(u16::try_from(status).unwrap_or(200), body, version)))
        }
        None => Ok(None),
    }
}

/// Takes the key for this transaction; gives the answer of the time it was used before. Waits while another
/// request holds it, but not for ever.
pub(super) fn begin<O: Operation>(tx: &mut TenantTx<'_>, key: &Key) -> Result<Option<Finished>, Failure> {
    let mine = dsl::org_id.eq(tx.org()).and(dsl::person_id.eq(tx.actor.person.0));
    delete(dsl::idempotency_keys.filter(mine.and(dsl::created_at.le(Key::oldest())))).execute(tx.conn())?;
    let taken = insert_into(dsl::idempotency_keys)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::person_id.eq(tx.actor.person.0),
            dsl::operation.eq(key.operation),
            dsl::key.eq(&key.key),
            dsl::fingerprint.eq(&key.fingerprint[..]),
            dsl::status.eq(i32::from(O::Answer::STATUS)),
            dsl::body.eq(&[][..]),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn());
    match taken {
        Ok(1..) => Ok(None),
        Ok(_) => kept(tx, key),
        Err(DbError::DatabaseError(_, information)) if information.message().contains("lock timeout") => {
            Err(Code::InProgress.into())
        }
        Err(error) => Err(error.into()),
    }
}

/// Keeps the answer with the effect.
pub(super) fn keep(tx: &mut TenantTx<'_>, key: &Key, body: &[u8], version: Option<i64>) -> Result<(), Failure> {
    update(key.row(tx)).set((dsl::body.eq(body), dsl::version.eq(version))).execute(tx.conn())?;
    Ok(())
}
