//! Carrying a plan out, some hundreds of rows a statement. The caller's transaction makes it all or
//! nothing.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicI32, Ordering},
};

use diesel::{
    prelude::*,
    sql_query,
    sql_types::{Array, Date, Nullable, Text, Uuid as SqlUuid},
};
use shared::{
    people::PersonStatus,
    wire::{PersonId, TeamId},
};
use uuid::Uuid;

use super::plan::Planned;
use crate::{
    db::TenantTx,
    http::Failure,
    people::{
        import::plan::{Record, Superior},
        moving::{Move, Moving},
    },
    teams,
};

/// Rows a statement writes; after each the progress moves.
const AT_ONCE: usize = 500;

/// Writes every new and changed row and gives the ids of both, and what moved with other managers, moving `done` as it goes.
pub(super) fn carry_out(
    tx: &mut TenantTx<'_>,
    planned: &Planned,
    done: &AtomicI32,
) -> Result<(Written, Moving), Failure> {
    let teams = teams_by_name(tx, &planned.plan.new_teams)?;
    let rows = &planned.plan.rows;
    let ids: Vec<Option<PersonId>> = rows
        .iter()
        .map(|row| row.write.as_ref().map(|record| record.person.unwrap_or_else(|| PersonId(Uuid::now_v7()))))
        .collect();
    let records: Vec<(PersonId, &Record)> =
        rows.iter().zip(&ids).filter_map(|(row, id)| Some(((*id)?, row.write.as_ref()?))).collect();
    let (new, changed): (Vec<_>, Vec<_>) = records.iter().copied().partition(|(_, record)| record.person.is_none());
    for (sql, part) in [(INSERT, &new), (UPDATE, &changed)] {
        for chunk in part.chunks(AT_ONCE) {
            write(tx, sql, chunk, &teams)?;
            done.fetch_add(i32::try_from(chunk.len()).unwrap_or(0), Ordering::Relaxed);
        }
    }
    let managers: HashMap<_, _> = planned.known.iter().filter_map(|known| Some((known.id, known.manager?))).collect();
    let moving = move_people(tx, &managers, &records, &ids)?;
    let only_ids = |part: Vec<(PersonId, &Record)>| part.into_iter().map(|(id, _)| id).collect();
    Ok((Written { new: only_ids(new), changed: only_ids(changed), deactivated: Vec::new() }, moving))
}

/// Makes these people what the records say, who all are there; `managers` is who each reports to now, `teams` every team
/// by its name in lower case. Gives what moved with their managers.
pub(super) fn put_back(
    tx: &mut TenantTx<'_>,
    managers: &HashMap<PersonId, PersonId>,
    teams: &HashMap<String, TeamId>,
    records: &[Record],
) -> Result<Moving, Failure> {
    let records: Vec<(PersonId, &Record)> =
        records.iter().filter_map(|record| Some((record.person?, record))).collect();
    for chunk in records.chunks(AT_ONCE) {
        write(tx, UPDATE, chunk, teams)?;
    }
    move_people(tx, managers, &records, &[])
}

/// Who was written.
#[derive(Debug, serde::Serialize)]
pub(super) struct Written {
    new: Vec<PersonId>,
    changed: Vec<PersonId>,
    /// Those who weren't in the file, if somebody said so.
    pub deactivated: Vec<PersonId>,
}

impl Written {
    /// All of them, each once.
    pub(super) fn everybody(&self) -> Vec<PersonId> {
        [self.new.as_slice(), self.changed.as_slice(), self.deactivated.as_slice()].concat()
    }
}

const INSERT: &str = include_str!("insert.sql");
const UPDATE: &str = include_str!("update.sql");
const MOVE: &str = include_str!("move.sql");
const REPORT: &str = include_str!("report.sql");

fn teams_by_name(tx: &mut TenantTx<'_>, new: &[String]) -> Result<HashMap<String, TeamId>, Failure> {
    for name in new {
        teams::add(tx, name)?;
    }
    let known = teams::by_name(tx)?;
    Ok(known.into_iter().map(|(name, id)| (name.to_lowercase(), id)).collect())
}

fn write(
    tx: &mut TenantTx<'_>,
    sql: &str,
    chunk: &[(PersonId, &Record)],
    teams: &HashMap<String, TeamId>,
) -> Result<(), Failure> {
    let column =
        |of: &dyn Fn(&Record) -> Option<String>| chunk.iter().map(|(_, record)| of(record)).collect::<Vec<_>>();
    let team = |record: &Record| record.team.as_ref().and_then(|name| teams.get(&name.to_lowercase())).map(|id| id.0);
    sql_query(sql)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<Array<SqlUuid>, _>(chunk.iter().map(|(id, _)| id.0).collect::<Vec<_>>())
        .bind::<Array<Nullable<Text>>, _>(column(&|record| Some(record.name.clone())))
        .bind::<Array<Nullable<Text>>, _>(column(&|record| Some(record.email.clone())))
        .bind::<Array<Nullable<Text>>, _>(column(&|record| Some(record.email.to_lowercase())))
        .bind::<Array<Nullable<Text>>, _>(column(&|record| record.job_title.clone()))
        .bind::<Array<Nullable<Text>>, _>(column(&|record| Some(record.role.to_string())))
        .bind::<Array<Nullable<Text>>, _>(column(&|record| Some(record.status.to_string())))
        .bind::<Array<Nullable<Text>>, _>(column(&|record| record.external_id.clone()))
        .bind::<Array<Nullable<SqlUuid>>, _>(chunk.iter().map(|(_, record)| team(record)).collect::<Vec<_>>())
        .bind::<Array<Nullable<Date>>, _>(chunk.iter().map(|(_, record)| record.start_date).collect::<Vec<_>>())
        .execute(tx.conn())?;
    Ok(())
}

/// Ends the reporting lines that change and begins the new ones, each in one statement, so that the
/// tree is made anew once; and ends the sessions of who was deactivated.
fn move_people(
    tx: &mut TenantTx<'_>,
    managers: &HashMap<PersonId, PersonId>,
    records: &[(PersonId, &Record)],
    ids: &[Option<PersonId>],
) -> Result<Moving, Failure> {
    let manager_of = |record: &Record| match record.manager {
        Some(Superior::Known(id)) => Some(id),
        Some(Superior::Row(row)) => ids.get(row).copied().flatten(),
        None => None,
    };
    let before = |record: &Record| record.person.and_then(|id| managers.get(&id)).copied();
    let moved: Vec<_> = records.iter().filter(|(_, record)| manager_of(record) != before(record)).collect();
    // Who is new has nothing yet that could move.
    let known = moved.iter().filter(|(_, record)| record.person.is_some());
    let moves = known.map(|(id, record)| Move { person: *id, from: before(record), to: manager_of(record) });
    let moving = Moving::of(tx, moves.collect())?;
    if !moved.is_empty() {
        let people: Vec<Uuid> = moved.iter().map(|(id, _)| id.0).collect();
        sql_query(MOVE).bind::<SqlUuid, _>(tx.org()).bind::<Array<SqlUuid>, _>(&people).execute(tx.conn())?;
        let lines = || moved.iter().filter_map(|(id, record)| Some((id.0, manager_of(record)?.0)));
        sql_query(REPORT)
            .bind::<SqlUuid, _>(tx.org())
            .bind::<Array<SqlUuid>, _>(lines().map(|_| Uuid::now_v7()).collect::<Vec<_>>())
            .bind::<Array<SqlUuid>, _>(lines().map(|(person, _)| person).collect::<Vec<_>>())
            .bind::<Array<SqlUuid>, _>(lines().map(|(_, manager)| manager).collect::<Vec<_>>())
            .execute(tx.conn())?;
    }
    let left = records.iter().filter(|(_, record)| record.status == PersonStatus::Deactivated);
    crate::people::writes::end_access(tx, &left.map(|(id, _)| *id).collect::<Vec<_>>())?;
    Ok(moving)
}
