use chrono::{DateTime, Utc};
use diesel::{
    dsl::{exists, now, sql},
    insert_into,
    pg::Pg,
    prelude::*,
    sql_query,
    sql_types::{Bool, Nullable, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    access::{Role, ShareLevel},
    people::PersonStatus,
    shares::{Grantee, NewShare, Share},
    wire::{KpiId, ObjectiveId, PersonId, ShareId, TeamId},
};
use uuid::Uuid;

use super::rows::{Names, ShareRow, Thing};
use crate::{
    db::{
        Changeable, TenantTx,
        schema::{people, shares, shares::dsl, team_closure, teams, visible_kpis, visible_objectives},
    },
    goals::ObjectiveRow,
    kpis::KpiRow,
};

type Query = shares::BoxedQuery<'static, Pg>;

fn of_organisation(tx: &TenantTx<'_>) -> Query {
    dsl::shares.filter(dsl::org_id.eq(tx.org())).into_boxed()
}

/// Those of the wanted shares whose thing the actor may see, with the names they are shown with,
/// newest first.
fn load(tx: &mut TenantTx<'_>, wanted: Query) -> QueryResult<Vec<Share>> {
    let rows: Vec<ShareRow> = wanted.order(dsl::id.desc()).limit(200).select(ShareRow::as_select()).load(tx.conn())?;
    let ids: Vec<_> = rows.iter().filter_map(|row| row.objective_id).collect();
    let titles: Vec<(ObjectiveId, String)> = visible_objectives::table
        .filter(visible_objectives::org_id.eq(tx.org()).and(visible_objectives::id.eq_any(ids)))
        .select((visible_objectives::id, visible_objectives::title))
        .load(tx.conn())?;
    let ids: Vec<_> = rows.iter().filter_map(|row| row.kpi_id).collect();
    let kpis: Vec<(KpiId, String)> = visible_kpis::table
        .filter(visible_kpis::org_id.eq(tx.org()).and(visible_kpis::id.eq_any(ids)))
        .select((visible_kpis::id, visible_kpis::name))
        .load(tx.conn())?;
    let ids: Vec<_> = rows.iter().flat_map(|row| [Some(row.granted_by), row.person_id]).flatten().collect();
    let people: Vec<(PersonId, String)> = people::table
        .filter(people::org_id.eq(tx.org()).and(people::id.eq_any(ids)))
        .select((people::id, people::name))
        .load(tx.conn())?;
    let ids: Vec<_> = rows.iter().filter_map(|row| row.team_id).collect();
    let teams: Vec<(TeamId, String)> = teams::table
        .filter(teams::org_id.eq(tx.org()).and(teams::id.eq_any(ids)))
        .select((teams::id, teams::name))
        .load(tx.conn())?;
    let names = Names {
        objectives: titles.into_iter().collect(),
        kpis: kpis.into_iter().collect(),
        people: people.into_iter().collect(),
        teams: teams.into_iter().collect(),
    };
    Ok(rows.into_iter().filter_map(|row| row.shown(&names)).collect())
}

fn of_thing(tx: &TenantTx<'_>, thing: Thing) -> Query {
    match thing {
        Thing::Objective(id) => of_organisation(tx).filter(dsl::objective_id.eq(id.0)),
        Thing::Kpi(id) => of_organisation(tx).filter(dsl::kpi_id.eq(id.0)),
    }
}

/// Every share of a thing, past ones too.
pub(super) fn of(tx: &mut TenantTx<'_>, thing: Thing) -> QueryResult<Vec<Share>> {
    let wanted = of_thing(tx, thing);
    load(tx, wanted)
}

/// What is shared with the actor and holds.
pub(super) fn with_me(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Share>> {
    const MINE: &str = "(shares.grantee_kind = 'organisation' OR shares.person_id = current_person() \
        OR EXISTS (SELECT FROM people me JOIN team_closure t ON t.org_id = me.org_id AND t.team_id = me.team_id \
                   WHERE me.org_id = shares.org_id AND me.id = current_person() AND t.above_id = shares.team_id))";
    let holding = dsl::revoked_at.is_null().and(dsl::ends_at.is_null().or(dsl::ends_at.gt(now)));
    let wanted = of_organisation(tx).filter(holding).filter(sql::<Bool>(MINE));
    let shares = load(tx, wanted)?;
    let me = tx.actor.person;
    Ok(shares.into_iter().filter(|share| share.granted_by.id != me).collect())
}

/// What the actor shared and is not revoked.
pub(super) fn by_me(tx: &mut TenantTx<'_>) -> QueryResult<Vec<Share>> {
    let mine = dsl::granted_by.eq(tx.actor.person.0).and(dsl::revoked_at.is_null());
    let wanted = of_organisation(tx).filter(mine);
    load(tx, wanted)
}

pub(super) fn one(tx: &mut TenantTx<'_>, id: ShareId) -> QueryResult<Option<Share>> {
    let wanted = of_organisation(tx).filter(dsl::id.eq(id.0));
    Ok(load(tx, wanted)?.into_iter().next())
}

/// The bare row, to find what it is a share of.
pub(super) fn row(tx: &mut TenantTx<'_>, id: ShareId) -> QueryResult<Option<ShareRow>> {
    let row = dsl::shares.find((tx.org(), id.0)).select(ShareRow::as_select());
    row.first(tx.conn()).optional()
}

/// The shares of a thing that hold now.
pub(super) fn holding(tx: &mut TenantTx<'_>, thing: Thing) -> QueryResult<Vec<ShareRow>> {
    of_thing(tx, thing)
        .filter(dsl::revoked_at.is_null())
        .filter(dsl::ends_at.is_null().or(dsl::ends_at.gt(now)))
        .select(ShareRow::as_select())
        .load(tx.conn())
}

/// The shares with a person by name that hold now: what the actor granted, and for an Admin whatever anybody did.
pub(super) fn holding_with(tx: &mut TenantTx<'_>, person: PersonId) -> QueryResult<Vec<ShareRow>> {
    let mut wanted = of_organisation(tx)
        .filter(dsl::person_id.eq(person.0))
        .filter(dsl::revoked_at.is_null())
        .filter(dsl::ends_at.is_null().or(dsl::ends_at.gt(now)));
    if tx.actor.role != Role::Admin {
        wanted = wanted.filter(dsl::granted_by.eq(tx.actor.person.0));
    }
    wanted.order(dsl::id).select(ShareRow::as_select()).load(tx.conn())
}

/// Of the actor's manager, if somebody gets to see it who is neither below that manager nor above the actor.
const OUTSIDE: &str = "
    SELECT l.manager_id AS person_id
    FROM reporting_lines l
    WHERE l.org_id = $1 AND l.person_id = $2 AND l.valid_to IS NULL AND l.manager_id IS NOT NULL
      AND EXISTS (
        SELECT FROM people p
        WHERE p.org_id = $1 AND p.status <> 'deactivated' AND p.id <> l.manager_id
          AND CASE WHEN $3 IS NOT NULL THEN p.id = $3
                   WHEN $4 IS NOT NULL THEN EXISTS (SELECT FROM team_closure t
                        WHERE t.org_id = $1 AND t.above_id = $4 AND t.team_id = p.team_id)
                   ELSE true END
          AND NOT EXISTS (SELECT FROM reporting_closure c
                          WHERE c.org_id = $1 AND c.manager_id = l.manager_id AND c.report_id = p.id)
          AND NOT EXISTS (SELECT FROM reporting_closure c
                          WHERE c.org_id = $1 AND c.manager_id = p.id AND c.report_id = $2))";

#[derive(QueryableByName)]
struct Manager {
    #[diesel(sql_type = SqlUuid)]
    person_id: PersonId,
}

/// The actor's manager, if a share with these opens something to others than who is below that manager or above the
/// actor.
pub(super) fn manager_whose_tree_it_leaves(tx: &mut TenantTx<'_>, grantee: &Grantee) -> QueryResult<Option<PersonId>> {
    let manager: Option<Manager> = sql_query(OUTSIDE)
        .bind::<SqlUuid, _>(tx.org())
        .bind::<SqlUuid, _>(tx.actor.person)
        .bind::<Nullable<SqlUuid>, _>(grantee.person.as_ref().map(|person| person.id))
        .bind::<Nullable<SqlUuid>, _>(grantee.team.as_ref().map(|team| team.id))
        .get_result(tx.conn())
        .optional()?;
    Ok(manager.map(|manager| manager.person_id))
}

/// Proof that a thing may be shared.
pub(super) struct Shareable(Thing);

impl Shareable {
    pub(super) fn objective(proof: &Changeable<ObjectiveRow>) -> Self {
        Self(Thing::Objective(proof.id))
    }

    pub(super) fn kpi(proof: &Changeable<KpiRow>) -> Self {
        Self(Thing::Kpi(proof.id))
    }

    pub(super) fn thing(&self) -> Thing {
        self.0
    }
}

pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    thing: &Shareable,
    new: &NewShare,
    ends_at: Option<DateTime<Utc>>,
) -> QueryResult<ShareId> {
    let id = ShareId(Uuid::now_v7());
    let (objective, kpi) = match thing.thing() {
        Thing::Objective(id) => (Some(id), None),
        Thing::Kpi(id) => (None, Some(id)),
    };
    insert_into(dsl::shares)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(id),
            dsl::objective_id.eq(objective),
            dsl::kpi_id.eq(kpi),
            dsl::grantee_kind.eq(new.grantee),
            dsl::person_id.eq(new.person_id),
            dsl::team_id.eq(new.team_id),
            dsl::level.eq(new.level),
            dsl::reason.eq(new.reason.trim()),
            dsl::ends_at.eq(ends_at),
            dsl::granted_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    Ok(id)
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    share: &ShareRow,
    level: Option<ShareLevel>,
    ends_at: Option<Option<DateTime<Utc>>>,
) -> QueryResult<usize> {
    let level = level.unwrap_or(share.level);
    let ends_at = ends_at.unwrap_or(share.ends_at);
    update_row(dsl::shares.find((tx.org(), share.id.0)))
        .set((dsl::level.eq(level), dsl::ends_at.eq(ends_at), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

pub(super) fn revoke(tx: &mut TenantTx<'_>, share: &ShareRow) -> QueryResult<usize> {
    update_row(dsl::shares.find((tx.org(), share.id.0)).filter(dsl::revoked_at.is_null()))
        .set((dsl::revoked_at.eq(now), dsl::revoked_by.eq(tx.actor.person), dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())
}

/// Who is in a team or one below it.
pub(super) fn people_of(tx: &mut TenantTx<'_>, team: TeamId) -> QueryResult<Vec<PersonId>> {
    let below = team_closure::table
        .filter(team_closure::org_id.eq(tx.org()).and(team_closure::above_id.eq(team.0)))
        .select(team_closure::team_id.nullable());
    people::table
        .filter(people::org_id.eq(tx.org()).and(people::status.ne(PersonStatus::Deactivated)))
        .filter(people::team_id.eq_any(below))
        .select(people::id)
        .load(tx.conn())
}

/// Whether a share on the same terms holds already.
pub(super) fn is_double(tx: &mut TenantTx<'_>, thing: Thing, new: &NewShare) -> QueryResult<bool> {
    let same = dsl::grantee_kind
        .eq(new.grantee)
        .and(dsl::person_id.is_not_distinct_from(new.person_id.map(|id| id.0)))
        .and(dsl::team_id.is_not_distinct_from(new.team_id.map(|id| id.0)));
    let holding = of_thing(tx, thing)
        .filter(dsl::revoked_at.is_null())
        .filter(dsl::ends_at.is_null().or(dsl::ends_at.gt(now)))
        .filter(same);
    diesel::select(exists(holding)).get_result(tx.conn())
}
