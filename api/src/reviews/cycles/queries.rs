use chrono::NaiveDate;
use diesel::{
    dsl::{count_star, exists, not, sql},
    prelude::*,
    sql_types::BigInt,
};
use serde_json::Value;
use shared::{
    people::{PersonRef, TeamRef},
    reviews::{
        FEW_PEOPLE, ReviewCycleFilter, ReviewCycleSetup, ReviewForm, ReviewProgress, ReviewStage, RollingReviewRef,
    },
    wire::{Limit, PersonId, ReviewCycleId, ReviewTemplateId, RollingReviewId},
};

use super::rows::CycleRow;
use crate::{
    db::{
        TenantTx,
        schema::{
            frameworks, people, review_cycle_people, review_cycles, review_forms, review_packets, review_templates,
            rolling_review_occasions as occasions, rolling_reviews, teams, visible_review_cycles::dsl,
            visible_review_packets as packets,
        },
    },
    http::Failure,
};

/// Where a page of cycles ends.
pub(super) type Position = (NaiveDate, ReviewCycleId);

/// One row more than the page holds, latest first.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    filter: &ReviewCycleFilter,
    limit: Limit,
    after: Option<Position>,
) -> QueryResult<Vec<CycleRow>> {
    let mut query = dsl::visible_review_cycles.filter(dsl::org_id.eq(tx.org())).into_boxed();
    if let Some(stage) = filter.stage {
        query = query.filter(dsl::stage.eq(stage));
    }
    if let Some(rule) = filter.rule {
        let begun = occasions::table.filter(occasions::org_id.eq(tx.org()).and(occasions::rule_id.eq(rule)));
        query = query.filter(dsl::id.eq_any(begun.select(occasions::cycle_id)));
    }
    if filter.by_hand {
        let begun = occasions::table.filter(occasions::org_id.eq(dsl::org_id).and(occasions::cycle_id.eq(dsl::id)));
        query = query.filter(not(exists(begun)));
    }
    if let Some((period_to, id)) = after {
        query = query.filter(dsl::period_to.lt(period_to).or(dsl::period_to.eq(period_to).and(dsl::id.lt(id.0))));
    }
    query
        .order((dsl::period_to.desc(), dsl::id.desc()))
        .limit(limit.get() + 1)
        .select(CycleRow::as_select())
        .load(tx.conn())
}

/// How far it is, among those whom the actor sees.
pub(super) fn progress(tx: &mut TenantTx<'_>, id: ReviewCycleId) -> QueryResult<ReviewProgress> {
    let counted = packets::table
        .filter(packets::org_id.eq(tx.org()).and(packets::cycle_id.eq(id)))
        .select((
            count_star(),
            sql::<BigInt>("count(*) FILTER (WHERE peers_settled)"),
            sql::<BigInt>("coalesce(sum(reviews), 0)::bigint"),
            sql::<BigInt>("coalesce(sum(submitted), 0)::bigint"),
            sql::<BigInt>("count(*) FILTER (WHERE state <> 'collecting')"),
            sql::<BigInt>("count(*) FILTER (WHERE state = 'acknowledged')"),
            sql::<BigInt>("count(*) FILTER (WHERE acknowledgement = 'disagree')"),
        ))
        .first(tx.conn())?;
    let (people, nominated, reviews, submitted, released, acknowledged, disagreed) = counted;
    Ok(ReviewProgress { people, nominated, reviews, submitted, released, acknowledged, disagreed })
}

/// The rolling review that began it.
pub(super) fn rule_of(tx: &mut TenantTx<'_>, id: ReviewCycleId) -> QueryResult<Option<RollingReviewRef>> {
    let of_rule = rolling_reviews::org_id.eq(occasions::org_id).and(rolling_reviews::id.eq(occasions::rule_id));
    let rule: Option<(RollingReviewId, String)> = occasions::table
        .inner_join(rolling_reviews::table.on(of_rule))
        .filter(occasions::org_id.eq(tx.org()).and(occasions::cycle_id.eq(id)))
        .select((rolling_reviews::id, rolling_reviews::name))
        .first(tx.conn())
        .optional()?;
    Ok(rule.map(|(id, name)| RollingReviewRef { id, name }))
}

/// Whom it takes in, and what it asks, with the names that are shown.
pub(super) fn setup(tx: &mut TenantTx<'_>, cycle: &CycleRow) -> QueryResult<ReviewCycleSetup> {
    let org = tx.org();
    let (template_name, holds): (String, i32) = review_templates::table
        .find((org, cycle.template_id.0))
        .select((review_templates::name, review_templates::form_number))
        .first(tx.conn())?;
    let team = match cycle.team_id {
        Some(id) => {
            let named = teams::table.find((org, id.0)).select(teams::name).first(tx.conn()).optional()?;
            named.map(|name| TeamRef { id, name })
        }
        None => None,
    };
    let (managers_appoint, manager): (bool, Option<PersonId>) = review_cycles::table
        .find((org, cycle.id.0))
        .select((review_cycles::managers_appoint, review_cycles::manager_id))
        .first(tx.conn())?;
    let manager = match manager {
        Some(id) => {
            Some(PersonRef { id, name: people::table.find((org, id.0)).select(people::name).first(tx.conn())? })
        }
        None => None,
    };
    let on_person = people::org_id.eq(review_cycle_people::org_id).and(people::id.eq(review_cycle_people::person_id));
    let named: Vec<(PersonId, String, bool)> = review_cycle_people::table
        .inner_join(people::table.on(on_person))
        .filter(review_cycle_people::org_id.eq(org).and(review_cycle_people::cycle_id.eq(cycle.id)))
        .order(people::name)
        .select((people::id, people::name, review_cycle_people::included))
        .load(tx.conn())?;
    let (included, excluded): (Vec<_>, Vec<_>) = named.into_iter().partition(|(_, _, included)| *included);
    let people = |named: Vec<(PersonId, String, bool)>| {
        named.into_iter().map(|(id, name, _)| PersonRef { id, name }).collect::<Vec<_>>()
    };
    Ok(ReviewCycleSetup {
        template_id: cycle.template_id,
        template_name,
        form_number: cycle.form_number.unwrap_or(holds),
        team,
        manager,
        started_until: cycle.started_until,
        included: people(included),
        excluded: people(excluded),
        managers_appoint,
    })
}

/// What a cycle asks: the form it was launched with, or the one that holds.
pub(in crate::reviews) fn form(
    tx: &mut TenantTx<'_>,
    template: ReviewTemplateId,
    number: Option<i32>,
) -> Result<(i32, ReviewForm), Failure> {
    let org = tx.org();
    let number = match number {
        Some(number) => number,
        None => {
            let holds = review_templates::table.find((org, template.0)).select(review_templates::form_number);
            holds.first(tx.conn())?
        }
    };
    let form: Value =
        review_forms::table.find((org, template.0, number)).select(review_forms::form).first(tx.conn())?;
    Ok((number, serde_json::from_value(form).map_err(Failure::fault)?))
}

/// Whether a template is offered for new cycles.
pub(super) fn is_offered(tx: &mut TenantTx<'_>, template: ReviewTemplateId) -> QueryResult<bool> {
    let found = review_templates::table.find((tx.org(), template.0)).select(review_templates::retired_at.is_null());
    Ok(found.first(tx.conn()).optional()?.unwrap_or(false))
}

/// Where a cycle stands; it stays there until the transaction ends.
pub(in crate::reviews) fn held_stage(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<ReviewStage> {
    review_cycles::table.find((tx.org(), cycle.0)).select(review_cycles::stage).for_share().first(tx.conn())
}

/// Whether a cycle is about so few people that how somebody writes may tell who they are.
pub(in crate::reviews) fn is_small(tx: &mut TenantTx<'_>, cycle: ReviewCycleId) -> QueryResult<bool> {
    let people = review_packets::table
        .filter(review_packets::org_id.eq(tx.org()).and(review_packets::cycle_id.eq(cycle.0)))
        .select(count_star());
    Ok(people.first::<i64>(tx.conn())? < FEW_PEOPLE)
}

/// How many levels competencies have.
pub(in crate::reviews) fn levels(tx: &mut TenantTx<'_>) -> QueryResult<usize> {
    let words = frameworks::table.find(tx.org()).select(frameworks::levels).first(tx.conn());
    Ok(words.optional()?.map_or(0, |words: Vec<String>| words.len()))
}
