//! What handlers are given.

use std::sync::Arc;

use secrecy::SecretString;
use serde_json::Value;
use shared::{
    access::{Permission, Relation, can},
    operation::{Access, Answer, Body, Method, Operation},
    problem::Code,
};

use super::{
    Answered, Asked, Facts, Failure, Reply,
    exports::{note_export, writes},
    idempotency::{self, Key},
};
use crate::{
    app::State,
    config::Origin,
    db::{AccountTx, Actor, Changeable, Readable, Resource, TenantTx},
    opened::Visits,
    sealed::Sealer,
};

/// A call of an operation, read and checked as its declaration says.
pub struct Ask<O: Operation> {
    /// Values of the path's placeholders.
    pub params: O::Params,
    /// Query parameters.
    pub query: O::Query,
    /// The body.
    pub body: <O::Body as Body>::Value,
    /// The version the caller read, from `If-Match`.
    pub version: Option<i64>,
    /// What links to our own pages begin with.
    pub origin: Origin,
    /// Seals and opens what the database must not be able to read.
    pub sealer: Arc<Sealer>,
    /// Takes down who opens what is somebody else's.
    pub visits: Arc<Visits>,
}

impl<O: Operation> Ask<O> {
    /// The permission this operation is declared with; session operations act on oneself.
    fn permission() -> Result<&'static Permission, Failure> {
        match O::ACCESS {
            Access::May(permission) => Ok(permission),
            _ => Err(Failure::fault(anyhow::anyhow!("{} is declared without a permission", O::NAME))),
        }
    }

    /// Proof that the actor may read one thing by this operation's permission.
    pub fn read<R: Resource>(&self, tx: &mut TenantTx<'_>, id: R::Id) -> Result<Readable<R>, Failure> {
        Readable::read(tx, id, Self::permission()?)
    }

    /// Proof that the actor may change one thing by this operation's permission, at the version of
    /// `If-Match`.
    pub fn change<R: Resource>(&self, tx: &mut TenantTx<'_>, id: R::Id) -> Result<Changeable<R>, Failure> {
        Changeable::change(tx, id, Self::permission()?, self.version)
    }

    /// As [`Self::change`], for one of several things, each at a version of its own.
    pub fn change_at<R: Resource>(
        &self,
        tx: &mut TenantTx<'_>,
        id: R::Id,
        version: i64,
    ) -> Result<Changeable<R>, Failure> {
        Changeable::change(tx, id, Self::permission()?, Some(version))
    }

    /// As [`Self::change`], for a thing that is changed by way of another: `If-Match` speaks of that other.
    pub fn change_any_version<R: Resource>(&self, tx: &mut TenantTx<'_>, id: R::Id) -> Result<Changeable<R>, Failure> {
        Changeable::change(tx, id, Self::permission()?, None)
    }

    /// 403 unless the actor may do this at `relation`, for operations on no existing thing.
    pub fn require(&self, tx: &TenantTx<'_>, relation: Relation) -> Result<(), Failure> {
        if can(tx.actor.role, Self::permission()?, relation) { Ok(()) } else { Err(Code::Forbidden.into()) }
    }
}

/// A call by nobody in particular.
pub struct Visit<O: Operation> {
    /// The server's parts.
    pub state: Arc<State>,
    /// Query parameters.
    pub query: O::Query,
    /// The body.
    pub body: <O::Body as Body>::Value,
    /// Where it comes from.
    pub facts: Facts,
    /// The secret of a browser that may have logged in before; see [`super::DeviceCookie`].
    pub device: Option<SecretString>,
    /// The secret of a log-in that waits for its second step; see [`super::SECOND_STEP`].
    pub pending: Option<SecretString>,
    /// The secret of a log-in that is at an organisation's provider; see [`super::SIGN_ON`].
    pub sign_on: Option<SecretString>,
}

impl<O: Operation> Visit<O> {
    /// Runs `work` in a transaction of the accounts role.
    pub async fn accounts<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut AccountTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.state.database.accounts(work).await
    }
}

/// What another service called out.
pub struct Notified {
    /// The server's parts.
    pub state: Arc<State>,
    /// The head of its request.
    pub headers: actix_web::http::header::HeaderMap,
    /// Its body, whatever it is.
    pub body: actix_web::web::Bytes,
}

/// A call by somebody logged in that needs more than one transaction, such as hashing between two.
pub struct MemberCall<O: Operation> {
    /// The server's parts.
    pub state: Arc<State>,
    /// What was asked.
    pub ask: Ask<O>,
    /// Who asks, as of the first transaction.
    pub actor: Actor,
    /// Where it comes from.
    pub facts: Facts,
    pub(super) key: Option<Key>,
    /// The values of its path and its query, for the audit log.
    pub(super) asked: Value,
}

impl<O: Operation> MemberCall<O> {
    /// Runs `work` in the caller's organisation; the session is checked again.
    pub async fn tenant<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut TenantTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let gate = self.state.gate.clone();
        let work = move |tx: &mut TenantTx<'_>| {
            let counted = gate.as_ref().map_or(Ok(None), |gate| gate.count(tx, Asked::of::<O>()))?;
            let done = work(tx)?;
            gate.map_or(Ok(()), |gate| gate.after(tx, Asked::of::<O>(), counted))?;
            Ok(done)
        };
        self.state.database.tenant(self.actor.claim, O::METHOD, self.facts.clone(), work).await
    }

    /// As [`Self::tenant`], for what a key makes happen once: its answer is kept with its effect.
    pub async fn once(&self, work: impl FnOnce(&mut TenantTx<'_>) -> Answered<O> + Send + 'static) -> Answered<O>
    where
        <O::Answer as Answer>::Value: Send,
    {
        let Some(key) = self.key.clone() else {
            return self.tenant(work).await;
        };
        let work = move |tx: &mut TenantTx<'_>| {
            if let Some(answer) = idempotency::begin::<O>(tx, &key)? {
                return Ok(Reply { version: answer.version, ..Reply::new(O::Answer::decode(&answer.body)?) });
            }
            let reply = work(tx)?;
            idempotency::keep(tx, &key, &O::Answer::encode(&reply.value)?, reply.version)?;
            Ok(reply)
        };
        self.tenant(work).await
    }

    /// Reads what is taken out as a file, and leaves its line in the audit log: whoever is refused leaves none.
    pub async fn take_out<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut TenantTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        let asked = self.asked.clone();
        let work = move |tx: &mut TenantTx<'_>| {
            let taken = work(tx)?;
            note_export::<O>(tx, &asked)?;
            Ok(taken)
        };
        self.state.database.tenant(self.actor.claim, writes::<O>(), self.facts.clone(), work).await
    }

    /// Reads in the caller's organisation.
    pub async fn tenant_read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut TenantTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.state.database.tenant(self.actor.claim, Method::Get, self.facts.clone(), work).await
    }

    /// Runs `work` in a transaction of the accounts role.
    pub async fn accounts<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut AccountTx<'_>) -> Result<T, Failure> + Send + 'static,
    ) -> Result<T, Failure> {
        self.state.database.accounts(work).await
    }
}
