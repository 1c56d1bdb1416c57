use diesel::{dsl::sql, prelude::*, sql_types::BigInt};
use shared::{
    people::{ChartNode, PersonStatus, TeamRef},
    wire::{PersonId, TeamId},
};

use crate::db::{
    TenantTx,
    schema::{reporting_closure, visible_people::dsl},
};

type Row = (PersonId, String, Option<String>, Option<TeamId>, Option<String>, i64, i64);

const ALL_REPORTS: &str = "(SELECT count(*) FROM reporting_closure c \
    WHERE c.org_id = visible_people.org_id AND c.manager_id = visible_people.id)";

/// From the top down to a person, as far as the actor may see.
pub(super) fn path(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<ChartNode>> {
    let above: Vec<(uuid::Uuid, i32)> = reporting_closure::table
        .filter(reporting_closure::org_id.eq(tx.org()).and(reporting_closure::report_id.eq(person.0)))
        .order(reporting_closure::depth.desc())
        .select((reporting_closure::manager_id, reporting_closure::depth))
        .load(tx.conn())?;
    let ids: Vec<_> = above.iter().map(|(id, _)| *id).chain([person.0]).collect();
    let rows: Vec<Row> = dsl::visible_people
        .filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq_any(&ids)))
        .select((
            dsl::id,
            dsl::name,
            dsl::job_title,
            dsl::team_id,
            dsl::team_name,
            dsl::direct_reports,
            sql::<BigInt>(ALL_REPORTS),
        ))
        .load(tx.conn())?;
    let mut nodes: Vec<_> = rows.into_iter().map(node).collect();
    nodes.sort_by_key(|node| ids.iter().position(|id| *id == node.id.0));
    Ok(nodes)
}

/// Who reports to `manager`, or to nobody.
pub(super) fn reports(tx: &mut TenantTx<'_>, manager: Option<PersonId>) -> QueryResult<Vec<ChartNode>> {
    let everybody = dsl::visible_people
        .filter(dsl::org_id.eq(tx.org()).and(dsl::status.ne(PersonStatus::Deactivated)))
        .into_boxed();
    let level = match manager {
        Some(manager) => everybody.filter(dsl::manager_id.eq(manager.0)),
        None => everybody.filter(dsl::manager_id.is_null()),
    };
    let rows: Vec<Row> = level
        .order((dsl::name, dsl::id))
        .select((
            dsl::id,
            dsl::name,
            dsl::job_title,
            dsl::team_id,
            dsl::team_name,
            dsl::direct_reports,
            sql::<BigInt>(ALL_REPORTS),
        ))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(node).collect())
}

fn node((id, name, job_title, team_id, team_name, direct_reports, all_reports): Row) -> ChartNode {
    let team = team_id.zip(team_name).map(|(id, name)| TeamRef { id, name });
    ChartNode { id, name, job_title, team, direct_reports, all_reports }
}
