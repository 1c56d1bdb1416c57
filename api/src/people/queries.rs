use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use diesel::{
    dsl::{exists, sql},
    pg::Pg,
    prelude::*,
    sql_types::{Bool, Timestamptz},
};
use serde::{Deserialize, Serialize};
use shared::{
    access::Role,
    people::{PeopleFilter, PeopleSort, PersonRef, PersonStatus, ReportingLine},
    wire::{Limit, PersonId},
};
use uuid::Uuid;

use super::rows::PersonRow;
use crate::db::{
    TenantTx,
    schema::{
        people, reporting_lines, team_closure,
        visible_people::{self, dsl},
    },
};

/// Admins who are here, but for whom something is about, in the order of their ids.
pub(crate) fn admins(tx: &mut TenantTx<'_>, about: Option<PersonId>) -> QueryResult<Vec<PersonId>> {
    let about = about.map(|about| about.0).unwrap_or_default();
    people::table
        .filter(people::org_id.eq(tx.org()).and(people::id.ne(about)))
        .filter(people::role.eq(Role::Admin).and(people::status.eq(PersonStatus::Active)))
        .order(people::id)
        .select(people::id)
        .load(tx.conn())
}

/// Where a page of people ends: the value sorted by, and the id.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Position {
    Text(String, PersonId),
    Date(NaiveDate, PersonId),
}

impl Position {
    pub(super) fn of(row: &PersonRow, sort: PeopleSort) -> Self {
        match sort {
            PeopleSort::Name | PeopleSort::NameDown => Self::Text(row.name.clone(), row.id),
            PeopleSort::JobTitle | PeopleSort::JobTitleDown => Self::Text(row.job_title_order.clone(), row.id),
            PeopleSort::StartDate | PeopleSort::StartDateDown => Self::Date(row.start_date_order, row.id),
        }
    }
}

type Query<'a> = visible_people::BoxedQuery<'a, Pg>;

/// One row more than the page holds.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &PeopleFilter,
    among: Option<&[PersonId]>,
    sort: PeopleSort,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<PersonRow>> {
    let mut query = filtered(tx.org(), filter, among);
    // That somebody left is a change as well.
    if filter.status.is_none() && filter.updated_since.is_none() {
        query = query.filter(dsl::status.ne(PersonStatus::Deactivated));
    }
    let query = sorted(query, sort, after);
    query.limit(limit.get() + 1).select(PersonRow::as_select()).load(tx.conn())
}

/// Everybody the actor may see who passes the filter, the deactivated too, and is one of `among`; the one starting point of
/// list and export.
fn filtered(org: Uuid, filter: &PeopleFilter, among: Option<&[PersonId]>) -> Query<'static> {
    let mut query = dsl::visible_people.filter(dsl::org_id.eq(org)).into_boxed();
    if let Some(among) = among {
        let ids: Vec<Uuid> = among.iter().map(|id| id.0).collect();
        query = query.filter(dsl::id.eq_any(ids));
    }
    if let Some(words) = filter.q.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        let pattern = containing(words);
        let by_mail = details_seen().and(dsl::email_key.like(pattern.to_lowercase()));
        query = query.filter(dsl::name.ilike(pattern.clone()).or(dsl::job_title_order.ilike(pattern)).or(by_mail));
    }
    if let Some(team) = filter.team {
        let below = team_closure::table
            .filter(team_closure::org_id.eq(org).and(team_closure::above_id.eq(team.0)))
            .filter(team_closure::team_id.nullable().eq(dsl::team_id));
        query = query.filter(exists(below));
    }
    if let Some(role) = filter.role {
        query = query.filter(details_seen().and(dsl::role.eq(role)));
    }
    if let Some(status) = filter.status {
        query = query.filter(details_seen());
        query = match status {
            PersonStatus::NotInvited => {
                query.filter(dsl::status.eq(PersonStatus::Invited).and(dsl::invited_at.is_null()))
            }
            PersonStatus::Invited => query.filter(dsl::status.eq(status).and(dsl::invited_at.is_not_null())),
            _ => query.filter(dsl::status.eq(status)),
        };
    }
    if let Some(manager) = filter.manager {
        query = query.filter(dsl::manager_id.eq(manager.0));
    }
    if let Some(since) = filter.updated_since {
        // Before 1970 there was nothing, and Postgres knows no moments of long before.
        let since = since.max(DateTime::UNIX_EPOCH);
        let touched = sql::<Bool>(TOUCHED_AFTER).bind::<Timestamptz, _>(since).sql(LINE_AFTER);
        query = query.filter(details_seen().and(touched.bind::<Timestamptz, _>(since).sql("))")));
    }
    query
}

/// Begins what asks whether anything of somebody changed from a moment on, and goes on with who leads them.
const TOUCHED_AFTER: &str = "(EXISTS (SELECT FROM people touched WHERE touched.org_id = visible_people.org_id \
    AND touched.id = visible_people.id AND touched.touched_at >= ";
const LINE_AFTER: &str = ") OR EXISTS (SELECT FROM reporting_lines line WHERE line.org_id = visible_people.org_id \
    AND line.person_id = visible_people.id AND greatest(line.valid_from, line.valid_to) >= ";

/// Filters on details must not tell about people whose details the actor doesn't see.
fn details_seen() -> diesel::dsl::Ne<dsl::relation, &'static str> {
    dsl::relation.ne("view")
}

fn containing(words: &str) -> String {
    let escaped = words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
    format!("%{escaped}%")
}

fn sorted(query: Query<'static>, sort: PeopleSort, after: Option<Position>) -> Query<'static> {
    macro_rules! by {
        ($column:expr, $position:pat => $value:expr, $id:expr) => {
            match after {
                Some($position) => {
                    query.filter($column.gt($value.clone()).or($column.eq($value).and(dsl::id.gt($id.0))))
                }
                _ => query,
            }
            .order(($column.asc(), dsl::id.asc()))
        };
    }
    macro_rules! down {
        ($column:expr, $position:pat => $value:expr, $id:expr) => {
            match after {
                Some($position) => {
                    query.filter($column.lt($value.clone()).or($column.eq($value).and(dsl::id.lt($id.0))))
                }
                _ => query,
            }
            .order(($column.desc(), dsl::id.desc()))
        };
    }
    match sort {
        PeopleSort::Name => by!(dsl::name, Position::Text(value, id) => value, id),
        PeopleSort::NameDown => down!(dsl::name, Position::Text(value, id) => value, id),
        PeopleSort::JobTitle => by!(dsl::job_title_order, Position::Text(value, id) => value, id),
        PeopleSort::JobTitleDown => down!(dsl::job_title_order, Position::Text(value, id) => value, id),
        PeopleSort::StartDate => by!(dsl::start_date_order, Position::Date(value, id) => value, id),
        PeopleSort::StartDateDown => down!(dsl::start_date_order, Position::Date(value, id) => value, id),
    }
}

/// Everybody who passes the filter, and is one of `among`, by name.
pub(super) fn everybody(
    tx: &mut TenantTx<'_>,
    filter: &PeopleFilter,
    among: Option<&[PersonId]>,
) -> QueryResult<Vec<PersonRow>> {
    let query = filtered(tx.org(), filter, among).order((dsl::name, dsl::id));
    query.select(PersonRow::as_select()).load(tx.conn())
}

/// Those of these people whom the actor sees.
pub(crate) fn of_ids<'a>(
    tx: &mut TenantTx<'_>,
    ids: impl IntoIterator<Item = &'a PersonId>,
) -> QueryResult<Vec<PersonRow>> {
    let ids = ids.into_iter().map(|id| id.0);
    let seen = dsl::visible_people.filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq_any(ids)));
    seen.select(PersonRow::as_select()).load(tx.conn())
}

/// Who has these numbers in the HR system.
pub(super) fn by_external_id(tx: &mut TenantTx<'_>, ids: Vec<&str>) -> QueryResult<HashMap<String, PersonId>> {
    let of_these = people::org_id.eq(tx.org()).and(people::external_id.eq_any(ids));
    let rows: Vec<(Option<String>, PersonId)> =
        people::table.filter(of_these).select((people::external_id, people::id)).load(tx.conn())?;
    Ok(rows.into_iter().filter_map(|(external_id, id)| Some((external_id?, id))).collect())
}

/// Who a person reported to, latest first.
pub(super) fn reporting_lines(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<ReportingLine>> {
    use reporting_lines::dsl as line;
    let rows: Vec<(PersonId, String, DateTime<Utc>, Option<DateTime<Utc>>)> = line::reporting_lines
        .inner_join(people::table.on(people::org_id.eq(line::org_id).and(people::id.eq(line::manager_id))))
        .filter(line::org_id.eq(tx.org()).and(line::person_id.eq(person.0)))
        .order((line::valid_from.desc(), line::id.desc()))
        .select((people::id, people::name, line::valid_from, line::valid_to))
        .load(tx.conn())?;
    let lines = rows.into_iter().map(|(id, name, valid_from, valid_to)| ReportingLine {
        manager: PersonRef { id, name },
        valid_from,
        valid_to,
    });
    Ok(lines.collect())
}
