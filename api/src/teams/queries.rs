use diesel::{
    delete as delete_row,
    dsl::{exists, sql},
    insert_into,
    prelude::*,
    select,
    sql_types::{BigInt, Nullable, Text},
    update as update_row,
};
use shared::{
    access::Relation,
    people::{PersonRef, PersonStatus},
    teams::{NewTeam, Team, TeamChanges},
    wire::{KpiId, PersonId, TeamId},
};
use uuid::Uuid;

use crate::db::{
    Changeable, Resource, TenantTx,
    schema::{kpis, people, teams::dsl, visible_people},
};

/// A team; everybody in the organisation sees the whole tree.
#[derive(Debug)]
pub(super) struct TeamRow(pub(super) Team);

impl Resource for TeamRow {
    type Id = TeamId;

    fn find(tx: &mut TenantTx<'_>, id: TeamId) -> QueryResult<Option<Self>> {
        Ok(one(tx, id).optional()?.map(Self))
    }

    fn lock(tx: &mut TenantTx<'_>, id: TeamId) -> QueryResult<Option<i64>> {
        dsl::teams.find((tx.org(), id.0)).select(dsl::version).for_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        Relation::Organisation
    }

    fn version(&self) -> i64 {
        self.0.version
    }
}

const PEOPLE: &str = "(SELECT count(*) FROM people p \
    WHERE p.org_id = teams.org_id AND p.team_id = teams.id AND p.status <> 'deactivated')";
/// Longest way down from a top, so that parents come before children.
const LEVEL: &str = "(SELECT max(c.depth)::bigint FROM team_closure c \
    WHERE c.org_id = teams.org_id AND c.team_id = teams.id)";
/// Who leads it, by name.
const LEAD: &str = "(SELECT p.name FROM people p WHERE p.org_id = teams.org_id AND p.id = teams.lead_id)";

macro_rules! row {
    () => {
        (
            dsl::id,
            dsl::name,
            dsl::parent_id,
            dsl::lead_id,
            sql::<Nullable<Text>>(LEAD),
            sql::<BigInt>(PEOPLE),
            dsl::version,
        )
    };
}

type Row = (TeamId, String, Option<TeamId>, Option<PersonId>, Option<String>, i64, i64);

pub(super) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Team>> {
    let rows: Vec<Row> = dsl::teams
        .filter(dsl::org_id.eq(tx.org()))
        .order((sql::<BigInt>(LEVEL), dsl::name))
        .select(row!())
        .load(tx.conn())?;
    Ok(rows.into_iter().map(team).collect())
}

pub(super) fn one(tx: &mut TenantTx<'_>, id: TeamId) -> QueryResult<Team> {
    dsl::teams.find((tx.org(), id.0)).select(row!()).first(tx.conn()).map(team)
}

/// Holds those of these teams that there are until the transaction ends, the smaller id first, as everybody does who holds
/// several.
pub(super) fn hold(tx: &mut TenantTx<'_>, ids: &[TeamId]) -> QueryResult<()> {
    let meant = dsl::teams.filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq_any(ids)));
    meant.order(dsl::id).select(dsl::id).for_update().execute(tx.conn()).map(drop)
}

/// Whether the actor finds this person.
pub(super) fn is_known(tx: &mut TenantTx<'_>, id: PersonId) -> QueryResult<bool> {
    let person = visible_people::table.find((tx.org(), id.0));
    select(exists(person)).get_result(tx.conn())
}

/// Adds a team.
pub(crate) fn insert(tx: &mut TenantTx<'_>, new: &NewTeam) -> QueryResult<TeamId> {
    let id = TeamId(Uuid::now_v7());
    insert_into(dsl::teams)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(id),
            dsl::name.eq(new.name.trim()),
            dsl::parent_id.eq(new.parent_id),
            dsl::lead_id.eq(new.lead_id),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

#[derive(AsChangeset)]
#[diesel(table_name = crate::db::schema::teams)]
struct Changes<'a> {
    name: Option<&'a str>,
    parent_id: Option<Option<TeamId>>,
    lead_id: Option<Option<PersonId>>,
}

pub(super) fn update(tx: &mut TenantTx<'_>, before: &Changeable<TeamRow>, changes: &TeamChanges) -> QueryResult<usize> {
    let changes = Changes {
        name: changes.name.as_deref().map(str::trim),
        parent_id: changes.parent_id.asked(),
        lead_id: changes.lead_id.asked(),
    };
    update_row(dsl::teams.find((tx.org(), before.0.id.0)))
        .set((changes, dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// The KPIs for which a team answers and that aren't this lead's yet, each with whose they are.
pub(super) fn answered_by_others(
    tx: &mut TenantTx<'_>,
    team: TeamId,
    lead: PersonId,
) -> QueryResult<Vec<(KpiId, PersonRef)>> {
    let rows: Vec<(KpiId, PersonId, String)> = kpis::table
        .inner_join(people::table.on(people::org_id.eq(kpis::org_id).and(people::id.eq(kpis::owner_id))))
        .filter(kpis::org_id.eq(tx.org()).and(kpis::team_id.eq(team.0)))
        .filter(kpis::team_answers.eq(true).and(kpis::owner_id.ne(lead.0)))
        .order(kpis::id)
        .select((kpis::id, kpis::owner_id, people::name))
        .load(tx.conn())?;
    Ok(rows.into_iter().map(|(kpi, id, name)| (kpi, PersonRef { id, name })).collect())
}

pub(super) fn delete(tx: &mut TenantTx<'_>, team: &Changeable<TeamRow>) -> QueryResult<usize> {
    delete_row(dsl::teams.find((tx.org(), team.0.id.0))).execute(tx.conn())
}

/// Adds a team of this name at the top.
pub(crate) fn add(tx: &mut TenantTx<'_>, name: &str) -> QueryResult<TeamId> {
    insert(tx, &NewTeam { name: name.to_owned(), parent_id: None, lead_id: None })
}

/// Every team's name and id.
pub(crate) fn by_name(tx: &mut TenantTx<'_>) -> QueryResult<Vec<(String, TeamId)>> {
    dsl::teams.filter(dsl::org_id.eq(tx.org())).select((dsl::name, dsl::id)).load(tx.conn())
}

/// The team of this name.
pub(crate) fn of_name(tx: &mut TenantTx<'_>, name: &str) -> QueryResult<Option<TeamId>> {
    let named = dsl::teams.filter(dsl::org_id.eq(tx.org()).and(dsl::name.eq(name)));
    named.select(dsl::id).first(tx.conn()).optional()
}

/// Who leads a team, if anybody does who is here; nobody else comes to lead it until the transaction ends.
pub(crate) fn lead(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<Option<PersonId>> {
    let held = dsl::teams.find((tx.org(), team.0)).select(dsl::id).for_share();
    held.first::<TeamId>(tx.conn()).optional()?;
    dsl::teams
        .inner_join(people::table.on(people::org_id.eq(dsl::org_id).and(people::id.nullable().eq(dsl::lead_id))))
        .filter(dsl::org_id.eq(tx.org()).and(dsl::id.eq(team.0)))
        .filter(people::status.ne(PersonStatus::Deactivated))
        .select(people::id)
        .first(tx.conn())
        .optional()
}

/// Every team's name.
pub(crate) fn names(tx: &mut TenantTx<'_>) -> QueryResult<Vec<String>> {
    dsl::teams.filter(dsl::org_id.eq(tx.org())).select(dsl::name).load(tx.conn())
}

fn team((id, name, parent_id, lead_id, lead_name, people, version): Row) -> Team {
    let lead = lead_id.zip(lead_name).map(|(id, name)| PersonRef { id, name });
    Team { id, name, parent_id, lead, people, version }
}
