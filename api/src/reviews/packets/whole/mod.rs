//! All packets that the actor sees, each as it is read in the app: for a file of the whole organisation.

mod queries;

use serde_json::Value;
use uuid::Uuid;

use super::{detail, opened};
use crate::{db::TenantTx, http::Failure, opened::Visits};

/// So many packets are read and handed over at a time: a packet is all that was written about somebody.
const AT_ONCE: usize = 25;

/// Hands over every packet that the actor sees, some at a time. Whoever takes them out has opened them.
pub(crate) fn each_packet(
    tx: &mut TenantTx<'_>,
    visits: &Visits,
    mut take: impl FnMut(&mut TenantTx<'_>, Vec<Value>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for cycle in queries::cycles(tx)? {
        for some in queries::ids(tx, cycle)?.chunks(AT_ONCE) {
            let read = read(tx, visits, some)?;
            take(tx, read)?;
        }
    }
    Ok(())
}

/// Whoever doesn't see one any more since the first look doesn't read it.
fn read(tx: &mut TenantTx<'_>, visits: &Visits, packets: &[Uuid]) -> Result<Vec<Value>, Failure> {
    let mut read = Vec::with_capacity(packets.len());
    for packet in queries::of(tx, packets)? {
        opened(visits, tx, &packet);
        read.push(serde_json::to_value(detail(tx, &packet)?).map_err(Failure::fault)?);
    }
    Ok(read)
}
