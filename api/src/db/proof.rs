//! Rows that come with proof: what was checked is in the type, so that forgetting the check means
//! having nothing to pass on.

use std::ops::Deref;

use diesel::QueryResult;
use shared::{
    access::{Permission, Relation, can},
    problem::Code,
};

use super::TenantTx;
use crate::http::Failure;

/// A kind of thing that has owners and readers.
pub trait Resource: Sized + 'static {
    /// Names one.
    type Id: Copy;

    /// The row, if the actor may see it, from the resource's `visible_…` view. Hidden and missing
    /// are the same.
    fn find(tx: &mut TenantTx<'_>, id: Self::Id) -> QueryResult<Option<Self>>;

    /// Locks the row until the transaction ends and tells its version now.
    fn lock(tx: &mut TenantTx<'_>, id: Self::Id) -> QueryResult<Option<i64>>;

    /// How the actor stands to it.
    fn relation(&self) -> Relation;

    /// Its version when it was read.
    fn version(&self) -> i64;
}

/// A row the actor may see.
#[derive(Debug)]
pub struct Readable<R>(R);

/// A row the actor may change by the operation's permission, locked until the transaction ends.
#[derive(Debug)]
pub struct Changeable<R>(R);

impl<R: Resource> Readable<R> {
    /// Reads it; 404 whether hidden or missing, 403 when seen but not readable by `permission`.
    pub(crate) fn read(tx: &mut TenantTx<'_>, id: R::Id, permission: &Permission) -> Result<Self, Failure> {
        let row = R::find(tx, id)?.ok_or(Code::NotFound)?;
        if !can(tx.actor.role, permission, row.relation()) {
            return Err(Code::Forbidden.into());
        }
        Ok(Self(row))
    }
}

impl<R: Resource> Changeable<R> {
    /// Reads and locks it; 404 whether hidden or missing, 403 when seen but not changeable by
    /// `permission`, 412 when it is no longer at `version`.
    pub(crate) fn change(
        tx: &mut TenantTx<'_>,
        id: R::Id,
        permission: &Permission,
        version: Option<i64>,
    ) -> Result<Self, Failure> {
        // Locked first, so that what is read stays true; who may not change it lets go with the 404 or 403.
        let now = R::lock(tx, id)?.ok_or(Code::NotFound)?;
        let Readable(row) = Readable::read(tx, id, permission)?;
        if version.is_some_and(|version| version != now) {
            return Err(Code::VersionMismatch.into());
        }
        Ok(Self(row))
    }
}

impl<R> Deref for Readable<R> {
    type Target = R;
    fn deref(&self) -> &R {
        &self.0
    }
}

impl<R> Deref for Changeable<R> {
    type Target = R;
    fn deref(&self) -> &R {
        &self.0
    }
}

impl<R> Readable<R> {
    /// The row itself.
    pub fn into_inner(self) -> R {
        self.0
    }
}
