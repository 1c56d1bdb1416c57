//! `perftrack keys reseal`: what is sealed with an older key is sealed anew with the first, while servers run.
//!
//! pt_backup finds it, and each value is written in a transaction of its own through the door that the server itself takes,
//! fenced by its organisation and, where it is one person's alone, by that person. It is written only where it still is
//! what was read. Broken off, it goes on where it was: what is done isn't found again.

use std::collections::BTreeMap;

use anyhow::{Context, anyhow, bail};

use super::{
    queries::{self, Held, Sealed},
    writes,
};
use crate::{backup, config::Resealing, db::Database, http::Failure, sealed::Sealer};

/// What became of the values of one place.
#[derive(Debug, Default)]
struct Tally {
    anew: usize,
    /// Somebody wrote or removed them meanwhile.
    overtaken: usize,
    closed: usize,
    /// Why the first of them doesn't open.
    why: Option<String>,
}

/// Does it, and says on stdout what was done. An error if anything is left that an older key is needed for.
pub(super) async fn run(settings: &Resealing) -> anyhow::Result<()> {
    let database = Database::connect(&settings.database)?;
    database.check()?;
    let sealer = Sealer::new(&settings.sealing);
    let first = settings.sealing.keys.current().id.clone();
    let mut conn = backup::seeing_everything(&settings.reader)?;
    let mut tallies = BTreeMap::<String, Tally>::new();
    for found in queries::dated(&mut conn, &first)? {
        let found = found?;
        let tally = tallies.entry(found.place.clone()).or_default();
        match anew(&sealer, &found) {
            Err(why) => {
                tally.closed += 1;
                tally.why.get_or_insert_with(|| format!("{why:#}"));
            }
            Ok(sealed) => match put(&database, found, sealed).await? {
                true => tally.anew += 1,
                false => tally.overtaken += 1,
            },
        }
    }
    for (place, Tally { anew, overtaken, closed, .. }) in &tallies {
        println!("{place}: {anew} sealed anew with {first}, {overtaken} changed meanwhile, {closed} can't be opened");
    }
    let whys: Vec<_> =
        tallies.iter().filter_map(|(place, tally)| Some(format!("{place}: {}", tally.why.as_ref()?))).collect();
    if !whys.is_empty() {
        bail!("not everything can be opened, and what can't is as it was: {}", whys.join("; "));
    }
    let left: Vec<Held> = queries::sealed(&mut conn)?.into_iter().filter(|held| held.key_id != first).collect();
    if !left.is_empty() {
        let left: Vec<_> =
            left.iter().map(|Held { place, key_id, held }| format!("{held} in {place} with {key_id}")).collect();
        bail!(
            "a server still seals with an older key: {}. Once all run with {first} first, do this again",
            left.join(", ")
        );
    }
    println!("everything is sealed with {first}");
    Ok(())
}

fn anew(sealer: &Sealer, found: &Sealed) -> anyhow::Result<Vec<u8>> {
    let plain = sealer.open(&found.context, &found.sealed).map_err(cause)?;
    sealer.seal(&found.context, &plain).map_err(cause)
}

/// Whether it was written.
async fn put(database: &Database, old: Sealed, anew: Vec<u8>) -> anyhow::Result<bool> {
    let place = &old.place;
    let statement = writes::statement(place).with_context(|| format!("nobody knows how {place} is written"))?;
    let written = match old.org_id {
        None => database.accounts(move |tx| Ok(writes::put(tx.conn(), statement, &old, &anew)?)).await,
        Some(org) => {
            let write = database.unattended(org.into(), move |tx| {
                if let Some(person) = old.person_id {
                    writes::act_for(tx.conn(), person)?;
                }
                Ok(writes::put(tx.conn(), statement, &old, &anew)?)
            });
            write.await
        }
    };
    written.map_err(cause)
}

fn cause(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Fault(error) => error,
        other => anyhow!("{}", other.code()),
    }
}
