//! Being told. A feature says in its own transaction who ought to know of what ([`tell`]); whoever is told sees of
//! it what the thing's `visible_…` view shows them at that moment, and no more.
//!
//! A kind is added in `shared::notifications`, a kind of thing in `subjects.sql` too.

pub(crate) mod answerable;
mod channels;
pub(crate) mod ladder;
mod queries;
mod rounds;
mod routes;
mod rows;
mod settings;
mod stream;
mod unsubscribe;

use shared::{notifications::NoticeKind, wire::PersonId};
use uuid::Uuid;

use crate::{
    db::TenantTx,
    http::{Failure, Mounts},
};

pub(crate) use self::{
    channels::{announce, announce_in, weekly as tell_channels_weekly},
    queries::News,
    rounds::{addressee, call as call_round, go_rounds},
};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(routes::list);
    mounts.member(routes::unread);
    mounts.stream(stream::listen);
    mounts.member(settings::show);
    mounts.member(settings::edit);
    mounts.visitor(unsubscribe::by_hand);
    mounts.link(unsubscribe::by_one_click);
    mounts.member(channels::list);
    mounts.member_async(channels::set);
    mounts.member(channels::edit);
    mounts.member(channels::remove);
    mounts.member_async(channels::try_it);
    mounts.member(routes::read);
    mounts.member(routes::read_all);
}

/// What a feature sees to once a day in an organisation, in its morning: reminders. It may be asked for more often, and
/// must do nothing twice.
pub(crate) type Chore = fn(&mut TenantTx<'_>) -> Result<(), Failure>;

/// Tells people of something, if this transaction commits. Nobody is told of their own doing.
pub(crate) fn tell(
    tx: &mut TenantTx<'_>,
    kind: NoticeKind,
    about: impl Into<Uuid>,
    to: &[PersonId],
) -> Result<(), Failure> {
    Ok(queries::insert(tx, &[News { kind, about: about.into(), occasion: "", to }])?)
}

/// Reminds people of something, once on each occasion. What they were reminded of before gives way to it.
pub(crate) fn remind(
    tx: &mut TenantTx<'_>,
    kind: NoticeKind,
    about: impl Into<Uuid>,
    occasion: &str,
    to: &[PersonId],
) -> Result<(), Failure> {
    remind_all(tx, &[News { kind, about: about.into(), occasion, to }])
}

/// Reminds of many things at once.
pub(crate) fn remind_all(tx: &mut TenantTx<'_>, news: &[News<'_>]) -> Result<(), Failure> {
    Ok(queries::insert(tx, news)?)
}

/// Calls out that a thing has changed, for those who have it before them.
pub(crate) fn changed(tx: &mut TenantTx<'_>, about: impl Into<Uuid>) -> Result<(), Failure> {
    Ok(queries::call_out(tx, about.into())?)
}

/// Takes reminders of a finished task away, whoever was reminded.
pub(crate) fn settle(tx: &mut TenantTx<'_>, kinds: &[NoticeKind], about: impl Into<Uuid>) -> Result<(), Failure> {
    queries::settle(tx, kinds, about.into())
}
