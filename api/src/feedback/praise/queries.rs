use std::collections::{BTreeSet, HashMap};

use chrono::Utc;
use diesel::{
    delete as delete_row,
    dsl::{count, count_star, exists, sql},
    insert_into,
    pg::Pg,
    prelude::*,
    sql_types::Bool,
    update,
};
use shared::{
    feedback::{Praise, PraiseFilter, ReactionCount, ReactionKind, ValueRef},
    people::PersonRef,
    wire::{CompanyValueId, Limit, PersonId, PraiseId},
};
use uuid::Uuid;

use super::PraiseRow;
use crate::db::{
    Changeable, Readable, Resource, TenantTx,
    schema::{
        company_values, people, praise, praise_reactions, praise_recipients, praise_values, team_closure,
        visible_praise::{self, dsl},
    },
};

type Query = visible_praise::BoxedQuery<'static, Pg>;

/// One row more than the page holds, newest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &PraiseFilter,
    limit: Limit,
    after: Option<PraiseId>,
) -> QueryResult<Vec<PraiseRow>> {
    let mut query = filtered(tx, filter);
    if let Some(after) = after {
        query = query.filter(dsl::id.lt(after.0));
    }
    query.order(dsl::id.desc()).limit(limit.get() + 1).select(PraiseRow::as_select()).load(tx.conn())
}

/// The latest of a person that stand, one row more than the page holds.
pub(in crate::feedback) fn about(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    limit: Limit,
    after: Option<Uuid>,
) -> QueryResult<Vec<PraiseRow>> {
    let filter = PraiseFilter { person: Some(person), taken_down: Some(false), ..PraiseFilter::default() };
    page(tx, &filter, limit, after.map(PraiseId))
}

fn filtered(tx: &TenantTx<'_>, filter: &PraiseFilter) -> Query {
    let org = tx.org();
    let mut query = dsl::visible_praise.filter(dsl::org_id.eq(org)).into_boxed();
    query = match filter.taken_down {
        Some(true) => query.filter(dsl::taken_down_at.is_not_null()),
        Some(false) => query.filter(dsl::taken_down_at.is_null()),
        None => query.filter(dsl::taken_down_at.is_null().or(dsl::author_id.eq(tx.actor.person.0))),
    };
    if let Some(words) = filter.q.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        let escaped = words.replace('\\', r"\\").replace('%', r"\%").replace('_', r"\_");
        query = query.filter(dsl::body.ilike(format!("%{escaped}%")));
    }
    let recipients = praise_recipients::table
        .filter(praise_recipients::org_id.eq(dsl::org_id).and(praise_recipients::praise_id.eq(dsl::id)));
    if let Some(person) = filter.person {
        query = query.filter(exists(recipients.filter(praise_recipients::person_id.eq(person.0))));
    }
    if let Some(author) = filter.author {
        query = query.filter(dsl::author_id.eq(author.0));
    }
    if let Some(team) = filter.team {
        let member =
            people::table
                .inner_join(team_closure::table.on(
                    team_closure::org_id.eq(people::org_id).and(team_closure::team_id.nullable().eq(people::team_id)),
                ))
                .filter(people::org_id.eq(org).and(team_closure::above_id.eq(team.0)))
                .select(people::id);
        query = query.filter(exists(recipients.filter(praise_recipients::person_id.eq_any(member))));
    }
    if let Some(value) = filter.value {
        let named = praise_values::table
            .filter(praise_values::org_id.eq(dsl::org_id).and(praise_values::praise_id.eq(dsl::id)))
            .filter(praise_values::value_id.eq(value.0));
        query = query.filter(exists(named));
    }
    query
}

/// Rows as the caller gets them, in as many statements however many they are.
pub(in crate::feedback) fn shown(tx: &mut TenantTx<'_>, rows: Vec<PraiseRow>) -> QueryResult<Vec<Praise>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id.0).collect();
    let (mut recipients, mut values, mut reactions) = (recipients(tx, &ids)?, values(tx, &ids)?, reactions(tx, &ids)?);
    let praise = rows.into_iter().map(|row| Praise {
        recipients: recipients.remove(&row.id).unwrap_or_default(),
        values: values.remove(&row.id).unwrap_or_default(),
        reactions: reactions.remove(&row.id).unwrap_or_default(),
        taken_down: row.taken_down(),
        relation: row.relation(),
        id: row.id,
        author: PersonRef { id: row.author_id, name: row.author_name },
        body: row.body,
        created_at: row.created_at,
        version: row.version,
    });
    Ok(praise.collect())
}

fn recipients(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> QueryResult<HashMap<PraiseId, Vec<PersonRef>>> {
    use praise_recipients::dsl as it;
    let rows: Vec<(PraiseId, PersonId, String)> = it::praise_recipients
        .inner_join(people::table.on(people::org_id.eq(it::org_id).and(people::id.eq(it::person_id))))
        .filter(it::org_id.eq(tx.org()).and(it::praise_id.eq_any(ids)))
        .order((people::name, people::id))
        .select((it::praise_id, people::id, people::name))
        .load(tx.conn())?;
    Ok(grouped(rows.into_iter().map(|(praise, id, name)| (praise, PersonRef { id, name }))))
}

fn values(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> QueryResult<HashMap<PraiseId, Vec<ValueRef>>> {
    use praise_values::dsl as it;
    let rows: Vec<(PraiseId, CompanyValueId, String)> = it::praise_values
        .inner_join(
            company_values::table.on(company_values::org_id.eq(it::org_id).and(company_values::id.eq(it::value_id))),
        )
        .filter(it::org_id.eq(tx.org()).and(it::praise_id.eq_any(ids)))
        .order(company_values::name)
        .select((it::praise_id, company_values::id, company_values::name))
        .load(tx.conn())?;
    Ok(grouped(rows.into_iter().map(|(praise, id, name)| (praise, ValueRef { id, name }))))
}

fn reactions(tx: &mut TenantTx<'_>, ids: &[Uuid]) -> QueryResult<HashMap<PraiseId, Vec<ReactionCount>>> {
    use praise_reactions::dsl as it;
    let mine = sql::<Bool>("bool_or(praise_reactions.person_id = current_person())");
    let mut rows: Vec<(PraiseId, ReactionKind, i64, bool)> = it::praise_reactions
        .filter(it::org_id.eq(tx.org()).and(it::praise_id.eq_any(ids)))
        .group_by((it::praise_id, it::kind))
        .select((it::praise_id, it::kind, count_star(), mine))
        .load(tx.conn())?;
    rows.sort_by_key(|(_, kind, ..)| ReactionKind::ALL.iter().position(|other| other == kind));
    Ok(grouped(rows.into_iter().map(|(praise, kind, count, mine)| (praise, ReactionCount { kind, count, mine }))))
}

fn grouped<T>(pairs: impl Iterator<Item = (PraiseId, T)>) -> HashMap<PraiseId, Vec<T>> {
    let mut groups: HashMap<PraiseId, Vec<T>> = HashMap::new();
    for (praise, thing) in pairs {
        groups.entry(praise).or_default().push(thing);
    }
    groups
}

/// How many of these values praise can name now.
pub(super) fn current_values(tx: &mut TenantTx<'_>, values: &BTreeSet<CompanyValueId>) -> QueryResult<usize> {
    use company_values::dsl as it;
    if values.is_empty() {
        return Ok(0);
    }
    let named = it::company_values.filter(it::org_id.eq(tx.org()).and(it::id.eq_any(values)));
    let found: i64 = named.filter(it::retired_at.is_null()).select(count(it::id)).first(tx.conn())?;
    Ok(usize::try_from(found).unwrap_or(0))
}

pub(super) fn insert(
    tx: &mut TenantTx<'_>,
    body: &str,
    recipients: &BTreeSet<PersonId>,
    values: &BTreeSet<CompanyValueId>,
) -> QueryResult<PraiseId> {
    let (org, id) = (tx.org(), PraiseId(Uuid::now_v7()));
    insert_into(praise::table)
        .values((
            praise::org_id.eq(org),
            praise::id.eq(id),
            praise::author_id.eq(tx.actor.person),
            praise::body.eq(body.trim()),
        ))
        .execute(tx.conn())?;
    let people: Vec<_> = recipients
        .iter()
        .map(|person| {
            use praise_recipients as it;
            (it::org_id.eq(org), it::praise_id.eq(id), it::person_id.eq(person))
        })
        .collect();
    insert_into(praise_recipients::table).values(people).execute(tx.conn())?;
    let named: Vec<_> = values
        .iter()
        .map(|value| {
            (praise_values::org_id.eq(org), praise_values::praise_id.eq(id), praise_values::value_id.eq(value))
        })
        .collect();
    insert_into(praise_values::table).values(named).execute(tx.conn())?;
    Ok(id)
}

pub(super) fn delete(tx: &mut TenantTx<'_>, row: &Changeable<PraiseRow>) -> QueryResult<usize> {
    delete_row(praise::table.find((tx.org(), row.id.0))).execute(tx.conn())
}

pub(super) fn take_down(tx: &mut TenantTx<'_>, row: &Changeable<PraiseRow>, reason: &str) -> QueryResult<usize> {
    update(praise::table.find((tx.org(), row.id.0)))
        .set((
            praise::taken_down_at.eq(Utc::now()),
            praise::taken_down_by.eq(tx.actor.person.0),
            praise::take_down_reason.eq(reason.trim()),
            praise::version.eq(praise::version + 1),
        ))
        .execute(tx.conn())
}

pub(super) fn react(
    tx: &mut TenantTx<'_>,
    row: &Readable<PraiseRow>,
    kind: ReactionKind,
    on: bool,
) -> QueryResult<usize> {
    use praise_reactions::dsl as it;
    let (org, person) = (tx.org(), tx.actor.person);
    if on {
        let reaction = (it::org_id.eq(org), it::praise_id.eq(row.id), it::person_id.eq(person), it::kind.eq(kind));
        return insert_into(it::praise_reactions).values(reaction).on_conflict_do_nothing().execute(tx.conn());
    }
    delete_row(it::praise_reactions.find((org, row.id.0, person.0, kind.as_str()))).execute(tx.conn())
}
