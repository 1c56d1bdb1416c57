//! Restored backups: whoever was erased since is in them once more, and so is an organisation that has closed. What the
//! database of before remembers of it is printed line by line, and done again in the one that was restored.

use std::io::BufRead;

use anyhow::Context;
use serde::{Deserialize, Serialize};
use shared::wire::id::OrganisationId;

use super::{
    closing::{self, ClosedOrganisation},
    erasure::{self, Tombstone},
};
use crate::{config::Config, db::Database, http::Failure};

/// Who or what is gone.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Gone {
    /// Somebody who was erased.
    Person(Tombstone),
    /// An organisation that has closed.
    Organisation(ClosedOrganisation),
}

/// Everybody who was erased, in all organisations, and every organisation that has closed: a line of JSON for each, without
/// who they were.
pub async fn tombstones(config: Config) -> anyhow::Result<Vec<String>> {
    let database = Database::connect(&config.database)?;
    let mut lines = Vec::new();
    for org in organisations(&database).await? {
        let stones = database.job(org, None, erasure::tombstones).await.map_err(said)?.unwrap_or_default();
        for stone in stones {
            lines.push(serde_json::to_string(&Gone::Person(stone))?);
        }
    }
    for closed in database.accounts(|tx| closing::gone(tx.conn())).await.map_err(said)? {
        lines.push(serde_json::to_string(&Gone::Organisation(closed))?);
    }
    Ok(lines)
}

/// Erases everybody and every organisation again that stands in `lines`; of whom this database has never heard is passed
/// over. How many were erased. All of a line happens or nothing, and a second run does the same once more.
pub async fn erase_again(config: Config, lines: impl BufRead) -> anyhow::Result<usize> {
    let database = Database::connect(&config.database)?;
    let known = organisations(&database).await?;
    let mut erased = 0;
    for (at, line) in lines.lines().enumerate() {
        let line = line.context("the list can't be read")?;
        if line.trim().is_empty() {
            continue;
        }
        let gone: Gone = serde_json::from_str(&line).with_context(|| format!("line {} is no tombstone", at + 1))?;
        let again = match gone {
            Gone::Person(stone) if known.contains(&stone.org_id) => person_again(&database, stone).await,
            Gone::Organisation(closed) if known.contains(&closed.closed_organisation) => {
                closing::end_again(&database, closed.closed_organisation).await
            }
            Gone::Person(_) | Gone::Organisation(_) => Ok(false),
        };
        erased += usize::from(again.map_err(said)?);
    }
    Ok(erased)
}

async fn person_again(database: &Database, stone: Tombstone) -> Result<bool, Failure> {
    let (org, person) = (stone.org_id, stone.person_id);
    let done = database.job(org, None, move |tx| erasure::erase_person(tx, person, Some(&stone))).await?;
    Ok(done.unwrap_or_default())
}

async fn organisations(database: &Database) -> anyhow::Result<Vec<OrganisationId>> {
    database.accounts(|tx| Ok(super::queries::organisations(tx.conn())?)).await.map_err(said)
}

fn said(failure: Failure) -> anyhow::Error {
    match failure {
        Failure::Fault(cause) => cause,
        Failure::Problem(problem, _) | Failure::Unfinished(problem, _) => anyhow::anyhow!("{:?}", problem.code),
    }
}
