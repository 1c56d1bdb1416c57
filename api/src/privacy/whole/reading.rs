//! Reads a part, some things at a time, so that however much there is never more than these are in memory.

use serde_json::Value;

use super::{
    parts::{Part, Source},
    queries,
};
use crate::{audit_log, db::TenantTx, http::Failure, opened::Visits, pulse, reviews};

/// Hands over the things of a part, some at a time, a line of JSON for each.
pub(super) fn read(
    tx: &mut TenantTx<'_>,
    part: Part,
    visits: &Visits,
    mut take: impl FnMut(&mut TenantTx<'_>, Vec<String>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    match part.source {
        Source::Rows(statement) => rows(tx, statement, take),
        Source::Packets => reviews::each_packet(tx, visits, |tx, things| take(tx, lines(&things))),
        Source::Sessions => reviews::each_calibration_session(tx, |tx, things| take(tx, lines(&things))),
        Source::Pulses => pulse::each_result(tx, |tx, things| take(tx, lines(&things))),
        Source::Events => audit_log::each_event(tx, |tx, things| take(tx, lines(&things))),
    }
}

fn rows(
    tx: &mut TenantTx<'_>,
    statement: &'static str,
    mut take: impl FnMut(&mut TenantTx<'_>, Vec<String>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    queries::open(tx, statement)?;
    loop {
        let lines = queries::next(tx)?;
        if lines.is_empty() {
            break;
        }
        take(tx, lines)?;
    }
    Ok(queries::close(tx)?)
}

fn lines(things: &[Value]) -> Vec<String> {
    things.iter().map(Value::to_string).collect()
}
