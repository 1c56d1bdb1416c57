//! Being told. A feature says in its own transaction who ought to know of what ([`tell`]); whoever is told sees of
//! it what the thing's `visible_…` view shows them at that moment, and no more.
//!
//! A kind is added in `shared::notifications`, a kind of thing in `subjects.sql` too.

mod queries;
mod routes;
mod rows;

use shared::{notifications::NoticeKind, wire::PersonId};
use uuid::Uuid;

use crate::{
    db::TenantTx,
    http::{Failure, Mounts},
};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.member(routes::unread);
    mounts.member(routes::read);
    mounts.member(routes::read_all);
}

/// Tells people of something, if this transaction commits. Nobody is told of their own doing.
pub(crate) fn tell(
    tx: &mut TenantTx<'_>,
    kind: NoticeKind,
    about: impl Into<Uuid>,
    to: &[PersonId],
) -> Result<(), Failure> {
    queries::insert(tx, kind, about.into(), "", to)
}

/// Takes reminders of a finished task away, whoever was reminded.
pub(crate) fn settle(tx: &mut TenantTx<'_>, kinds: &[NoticeKind], about: impl Into<Uuid>) -> Result<(), Failure> {
    queries::settle(tx, kinds, about.into())
}
