//! Who sees an objective or a KPI, and why: the list that the rule itself makes, person by person.

mod queries;

use std::collections::{BTreeMap, HashSet};

use diesel::QueryResult;
use shared::{
    access::{Permission, Relation, can},
    goals::{
        self,
        audience::{because, relation_of},
    },
    kpis,
    people::PersonRef,
    problem::Code,
    shares::{
        Audience, AudienceMember, AudienceQuery, AudienceReason, ListKpiMentionable, ListMentionable, Mentionable,
        NamedLike, ReadAudience, ReadKpiAudience,
    },
    wire::PersonId,
};

pub(super) use self::queries::Described;
use self::queries::{Company, Somebody};
use crate::{
    db::{Readable, TenantTx},
    goals::ObjectiveRow,
    http::{Answered, Ask, Failure, Reply, paging::List},
    kpis::KpiRow,
    people,
};

pub(super) fn show(ask: &Ask<ReadAudience>, tx: &mut TenantTx<'_>) -> Answered<ReadAudience> {
    let asked = &ask.query;
    let saved = match asked.objective {
        Some(id) => {
            let objective: Readable<ObjectiveRow> = Readable::read(tx, id, &shared::shares::VIEW)?;
            Some(Described::of(tx, &objective)?)
        }
        None => None,
    };
    answered(tx, "audience", asked, saved, &goals::VIEW).map(Reply::new)
}

pub(super) fn show_of_kpi(ask: &Ask<ReadKpiAudience>, tx: &mut TenantTx<'_>) -> Answered<ReadKpiAudience> {
    let saved = match ask.query.kpi {
        Some(id) => {
            let kpi: Readable<KpiRow> = Readable::read(tx, id, &shared::shares::VIEW)?;
            Some(Described::of_kpi(tx, &kpi)?)
        }
        None => None,
    };
    answered(tx, "kpi audience", &ask.query.of_any(), saved, &kpis::VIEW).map(Reply::new)
}

/// How many are offered to be named.
const OFFERED: usize = 8;

pub(super) fn mentionable(ask: &Ask<ListMentionable>, tx: &mut TenantTx<'_>) -> Answered<ListMentionable> {
    let objective = ask.read::<ObjectiveRow>(tx, ask.params.id)?;
    let it = Described::of(tx, &objective)?;
    Ok(Reply::new(offered(tx, &it, &goals::VIEW, &ask.query)?))
}

pub(super) fn mentionable_of_kpi(ask: &Ask<ListKpiMentionable>, tx: &mut TenantTx<'_>) -> Answered<ListKpiMentionable> {
    let kpi = ask.read::<KpiRow>(tx, ask.params.id)?;
    let it = Described::of_kpi(tx, &kpi)?;
    Ok(Reply::new(offered(tx, &it, &kpis::VIEW, &ask.query)?))
}

/// Who sees it, but the actor, as far as the actor finds them and their name begins as asked.
fn offered(
    tx: &mut TenantTx<'_>,
    it: &Described,
    permission: &Permission,
    query: &NamedLike,
) -> QueryResult<Mentionable> {
    let company = Company::read(tx, &[it.owner])?;
    let typed = query.q.as_deref().unwrap_or_default().trim().to_lowercase();
    let fits = |name: &str| {
        let name = name.to_lowercase();
        name.starts_with(&typed) || name.split_whitespace().any(|part| part.starts_with(&typed))
    };
    let members = members(&company, None, it, permission).into_iter().map(|member| member.person);
    let mut named: Vec<_> = members.filter(|person| person.id != tx.actor.person && fits(&person.name)).collect();
    // Who sees a thing isn't by that found by everybody else who does.
    let found: HashSet<_> =
        people::of_ids(tx, named.iter().map(|person| &person.id))?.iter().map(|row| row.id).collect();
    named.retain(|person| found.contains(&person.id));
    named.sort_by_cached_key(|person| person.name.to_lowercase());
    named.truncate(OFFERED);
    Ok(Mentionable { items: named })
}

/// The answer to what is asked of a thing that is saved, or of one to be.
fn answered(
    tx: &mut TenantTx<'_>,
    list: &str,
    asked: &AudienceQuery,
    saved: Option<Described>,
    permission: &Permission,
) -> Result<Audience, Failure> {
    let it = saved.clone().unwrap_or_else(|| Described::to_be(tx.actor.person)).imagined(asked);
    let owners: Vec<_> = saved.iter().map(|saved| saved.owner).chain([it.owner]).collect();
    let members = members(&Company::read(tx, &owners)?, saved.as_ref(), &it, permission);
    if members.is_empty() && saved.is_some() {
        return Err(Code::NotFound.into());
    }
    let (count, newly) = (members.len(), members.iter().filter(|member| member.newly).count());
    let reasons = reasons(&members);
    let filter = AudienceQuery { cursor: None, limit: None, ..asked.clone() };
    let (list, limit) = (List::new(list, &(saved.map(|saved| saved.id), &filter))?, asked.limit.unwrap_or_default());
    let after: Option<Position> = list.position(asked.cursor.as_deref())?;
    let most = usize::try_from(limit.get()).unwrap_or(0) + 1;
    let rest = members.into_iter().filter(|member| after.as_ref().is_none_or(|after| position(member) > *after));
    let page = list.page(rest.take(most).collect(), limit, position, |member| member)?;
    Ok(Audience { count, newly, reasons, members: page.items, next_cursor: page.next_cursor })
}

/// Everybody who sees it, in the order of the list.
fn members(
    company: &Company,
    saved: Option<&Described>,
    it: &Described,
    permission: &Permission,
) -> Vec<AudienceMember> {
    let one = |person: &Somebody| {
        let seen = member(company, person, it, permission)?;
        let newly = saved.is_some_and(|saved| member(company, person, saved, permission).is_none());
        Some(AudienceMember { newly, ..seen })
    };
    let mut members: Vec<_> = company.people.iter().filter_map(one).collect();
    members.sort_by_cached_key(position);
    members
}

/// How somebody stands to it, and why; `None` if they don't see it.
fn member(company: &Company, person: &Somebody, it: &Described, permission: &Permission) -> Option<AudienceMember> {
    let (standing, until) = company.standing(person, it);
    let relation = relation_of(standing, it.state, it.visibility)?;
    let because = because(standing, it.state, it.visibility)?;
    can(standing.role, permission, relation).then(|| AudienceMember {
        person: PersonRef { id: person.id, name: person.name.clone() },
        relation,
        because,
        newly: false,
        until: until.filter(|_| matches!(relation, Relation::Shared(_))),
    })
}

/// How one person stands to what is saved, and why; `None` if they don't see it.
pub(super) fn standing_of(
    tx: &mut TenantTx<'_>,
    person: PersonId,
    it: &Described,
    permission: &Permission,
) -> QueryResult<Option<AudienceMember>> {
    let company = Company::read(tx, &[it.owner])?;
    let somebody = company.people.iter().find(|other| other.id == person);
    Ok(somebody.and_then(|somebody| member(&company, somebody, it, permission)))
}

/// Where somebody stands in the list.
type Position = (usize, String, PersonId);

fn position(member: &AudienceMember) -> Position {
    let rank = Relation::ALL.iter().position(|other| *other == member.relation).unwrap_or(Relation::ALL.len());
    (rank, member.person.name.to_lowercase(), member.person.id)
}

fn reasons(members: &[AudienceMember]) -> Vec<AudienceReason> {
    let mut counts = BTreeMap::new();
    for member in members {
        *counts.entry(member.because).or_insert(0) += 1;
    }
    counts.into_iter().map(|(because, count)| AudienceReason { because, count }).collect()
}
