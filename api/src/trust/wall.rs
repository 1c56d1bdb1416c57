//! Trying to cross the wall between organisations, as the role that serves requests, in the organisation of whoever asks.

use chrono::Utc;
use shared::{
    access::Relation,
    trust::{IsolationReport, TryIsolation, WallAttempt, WallCrossing},
};

use super::queries::{self, Tried};
use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Reply},
};

/// What is left in the audit log, by which the last trial is found again.
pub(super) const TRIED: &str = "trust.isolation_tried";

pub(super) fn try_it(ask: &Ask<TryIsolation>, tx: &mut TenantTx<'_>) -> Answered<TryIsolation> {
    ask.require(tx, Relation::Organisation)?;
    let report = report(&queries::try_isolation(tx)?);
    if !report.holds() {
        tracing::error!(crossed = ?report.crossed, "the wall between organisations was crossed");
    }
    tx.note(Event::new(TRIED, tx.actor.org).after(&report))?;
    Ok(Reply::new(report))
}

fn report(tried: &[Tried]) -> IsolationReport {
    let through = |one: &Tried| {
        let attempts = [
            (one.read_others, WallAttempt::ReadOthers),
            (one.read_unbound, WallAttempt::ReadUnbound),
            (one.add_to_other, WallAttempt::AddToOther),
        ];
        let table = one.table_name.clone();
        attempts
            .into_iter()
            .filter(|(through, _)| *through)
            .map(move |(_, attempt)| WallCrossing { table: table.clone(), attempt })
    };
    let tables = u32::try_from(tried.len()).unwrap_or(u32::MAX);
    IsolationReport {
        at: Utc::now(),
        tables,
        attempts: tables.saturating_mul(u32::try_from(WallAttempt::ALL.len()).unwrap_or(u32::MAX)),
        crossed: tried.iter().flat_map(through).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(table: &str, add_to_other: bool) -> Tried {
        Tried { table_name: table.to_owned(), read_others: false, read_unbound: false, add_to_other }
    }

    #[test]
    fn a_wall_holds_when_nothing_got_through_and_something_was_tried() {
        let held = report(&[tried("goals", false), tried("people", false)]);
        assert_eq!((held.tables, held.attempts, held.holds()), (2, 6, true));
        assert!(!report(&[]).holds());
    }

    #[test]
    fn what_got_through_is_named() {
        let broken = report(&[tried("goals", false), tried("people", true)]);
        assert!(!broken.holds());
        assert_eq!(broken.crossed, [WallCrossing { table: "people".to_owned(), attempt: WallAttempt::AddToOther }]);
    }
}
