//! Who hears of it when a cycle goes on, goes back or ends.

mod queries;

use shared::{
    notifications::NoticeKind,
    wire::{PersonId, ReviewCycleId},
};

use crate::{
    db::TenantTx,
    http::Failure,
    notifications::{self, News},
    people,
};

/// Tells all whom a cycle is about and all who write in it.
pub(super) fn everybody(tx: &mut TenantTx<'_>, kind: NoticeKind, cycle: ReviewCycleId) -> Result<(), Failure> {
    let concerned = queries::concerned(tx, cycle)?;
    notifications::tell(tx, kind, cycle, &concerned)
}

/// Tells those who are to release something that they can.
pub(super) fn releasers(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> Result<(), Failure> {
    let releasers = queries::releasers(tx, cycle)?;
    notifications::tell(tx, NoticeKind::ReviewsToRelease, cycle, &releasers)
}

/// Tells of peers who were proposed and never settled, so that they don't write: the person and who leads them; and who
/// leads somebody for whom nobody was named at all. Where nobody that is here leads them, Admins are told.
pub(super) fn of_lapsed(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> Result<(), Failure> {
    let lapsed = queries::lapsed(tx, cycle, None)?;
    unsettled(tx, &lapsed)
}

/// Tells those who lead people who came while reviews were written that nobody is named about these yet: they can be now.
pub(super) fn of_latecomers(tx: &mut TenantTx<'_>, cycle: ReviewCycleId, people: &[PersonId]) -> Result<(), Failure> {
    let without = queries::lapsed(tx, cycle, Some(people))?;
    unsettled(tx, &without)
}

fn unsettled(tx: &mut TenantTx<'_>, lapsed: &[queries::Lapsed]) -> Result<(), Failure> {
    let admins = if lapsed.iter().any(|it| it.manager_id.is_none()) { people::admins(tx, None)? } else { Vec::new() };
    let leads = |it: &queries::Lapsed| -> Vec<PersonId> {
        match it.manager_id {
            Some(manager) => vec![manager],
            None => admins.iter().copied().filter(|admin| *admin != it.subject_id).collect(),
        }
    };
    let told: Vec<(NoticeKind, Vec<PersonId>)> = lapsed
        .iter()
        .map(|it| match it.proposed {
            true => (NoticeKind::ReviewPeersLapsed, leads(it).into_iter().chain([it.subject_id]).collect()),
            false => (NoticeKind::ReviewPeersMissing, leads(it)),
        })
        .collect();
    let news: Vec<_> = lapsed
        .iter()
        .zip(&told)
        .map(|(it, (kind, to))| News { kind: *kind, about: it.id.0, occasion: "", to: to.as_slice() })
        .collect();
    notifications::remind_all(tx, &news)
}
