use chrono::NaiveDate;
use diesel::{
    delete as delete_row, insert_into,
    prelude::*,
    sql_query,
    sql_types::{Array, Bool, SmallInt, Uuid as SqlUuid},
    update as update_row,
};
use shared::{
    reviews::{
        NewRollingReview, ReviewNaming, ReviewStage, RollingReviewChanges, USUAL_MINIMUM, USUAL_RELEASE,
        rules::rolling::Span,
    },
    wire::{PersonId, ReviewCycleId, ReviewTemplateId, RollingReviewId, TeamId},
};
use uuid::Uuid;

use super::rows::{DueRow, RuleRow, RunningRule};
use crate::db::{
    Changeable, TenantTx,
    schema::{review_cycles as cycles, rolling_review_exclusions as left_out, rolling_reviews, rolling_reviews::dsl},
};

pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewRollingReview) -> QueryResult<RollingReviewId> {
    let id = RollingReviewId(Uuid::now_v7());
    insert_into(dsl::rolling_reviews)
        .values((
            (dsl::org_id.eq(tx.org()), dsl::id.eq(id), dsl::name.eq(new.name.trim())),
            (dsl::template_id.eq(new.template_id), dsl::after_days.eq(in_order(&new.after_days))),
            dsl::writing_days.eq(i16::from(new.writing_days)),
            dsl::sharing_days.eq(i16::from(new.sharing_days)),
            (dsl::naming.eq(new.naming), dsl::minimum.eq(i16::from(new.minimum.unwrap_or(USUAL_MINIMUM)))),
            (dsl::team_id.eq(new.team_id), dsl::on_since.eq(new.on.then_some(tx.calendar.today))),
            dsl::created_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    leave_out(tx, id, &new.excluded)?;
    Ok(id)
}

#[derive(AsChangeset)]
#[diesel(table_name = rolling_reviews)]
struct Changes<'a> {
    name: Option<&'a str>,
    template_id: Option<ReviewTemplateId>,
    after_days: Option<Vec<i16>>,
    writing_days: Option<i16>,
    sharing_days: Option<i16>,
    naming: Option<ReviewNaming>,
    minimum: Option<i16>,
    team_id: Option<Option<TeamId>>,
    on_since: Option<Option<NaiveDate>>,
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    rule: &Changeable<RuleRow>,
    asked: &RollingReviewChanges,
) -> QueryResult<()> {
    // What is on already stays on since that day.
    let switched = asked.on.filter(|on| *on != rule.on_since.is_some());
    let changes = Changes {
        name: asked.name.as_deref().map(str::trim),
        template_id: asked.template_id,
        after_days: asked.after_days.as_deref().map(in_order),
        writing_days: asked.writing_days.map(i16::from),
        sharing_days: asked.sharing_days.map(i16::from),
        naming: asked.naming,
        minimum: asked.minimum.map(i16::from),
        team_id: asked.team_id.asked(),
        on_since: switched.map(|on| on.then_some(tx.calendar.today)),
    };
    update_row(dsl::rolling_reviews.find((tx.org(), rule.id.0)))
        .set((changes, dsl::version.eq(dsl::version + 1)))
        .execute(tx.conn())?;
    if let Some(people) = &asked.excluded {
        let before = left_out::org_id.eq(tx.org()).and(left_out::rule_id.eq(rule.id.0));
        delete_row(left_out::table.filter(before)).execute(tx.conn())?;
        leave_out(tx, rule.id, people)?;
    }
    Ok(())
}

/// Each once, the first first.
fn in_order(days: &[u16]) -> Vec<i16> {
    let mut days: Vec<i16> = days.iter().filter_map(|days| i16::try_from(*days).ok()).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn leave_out(tx: &mut TenantTx<'_>, rule: RollingReviewId, people: &[PersonId]) -> QueryResult<usize> {
    let org = tx.org();
    let row =
        |person: &PersonId| (left_out::org_id.eq(org), left_out::rule_id.eq(rule), left_out::person_id.eq(*person));
    insert_into(left_out::table)
        .values(people.iter().map(row).collect::<Vec<_>>())
        .on_conflict_do_nothing()
        .execute(tx.conn())
}

pub(super) fn delete(tx: &mut TenantTx<'_>, rule: &Changeable<RuleRow>) -> QueryResult<usize> {
    delete_row(dsl::rolling_reviews.find((tx.org(), rule.id.0))).execute(tx.conn())
}

/// A cycle that is being written, about these and nobody else, with a form as it stands. It still has to be launched.
pub(super) fn begin(
    tx: &mut TenantTx<'_>,
    rule: &RunningRule,
    form_number: i32,
    (due_on, span): (NaiveDate, Span),
    people: &[DueRow],
) -> QueryResult<ReviewCycleId> {
    let id = ReviewCycleId(Uuid::now_v7());
    insert_into(cycles::table)
        .values((
            (cycles::org_id.eq(tx.org()), cycles::id.eq(id), cycles::name.eq(called(&rule.name, due_on))),
            (cycles::template_id.eq(rule.template_id), cycles::form_number.eq(form_number)),
            (cycles::stage.eq(ReviewStage::Writing), cycles::writing_since.eq(tx.calendar.today)),
            (cycles::period_from.eq(span.period_from), cycles::period_to.eq(due_on)),
            (cycles::write_by.eq(span.write_by), cycles::share_by.eq(span.share_by)),
            (cycles::peers_least.eq(0_i16), cycles::peers_most.eq(0_i16), cycles::peer_load.eq(1_i16)),
            (cycles::naming.eq(rule.naming), cycles::minimum.eq(rule.minimum)),
            (cycles::by_date.eq(true), cycles::release_after.eq(i16::from(USUAL_RELEASE))),
            cycles::created_by.eq(rule.created_by),
        ))
        .execute(tx.conn())?;
    take_in(tx, rule, id, people)?;
    Ok(id)
}

fn called(rule: &str, due_on: NaiveDate) -> String {
    format!("{rule} · {}", due_on.format("%-d %B %Y"))
}

fn take_in(tx: &mut TenantTx<'_>, rule: &RunningRule, cycle: ReviewCycleId, people: &[DueRow]) -> QueryResult<()> {
    let ids: Vec<Uuid> = people.iter().map(|one| one.person_id.0).collect();
    let seen_to = "
        INSERT INTO rolling_review_occasions (org_id, rule_id, person_id, yearly, after, cycle_id)
        SELECT current_org(), $1, it.person_id, $2, it.after, $3 FROM unnest($4, $5) AS it (person_id, after)";
    sql_query(seen_to)
        .bind::<SqlUuid, _>(rule.id)
        .bind::<Bool, _>(rule.yearly())
        .bind::<SqlUuid, _>(cycle)
        .bind::<Array<SqlUuid>, _>(&ids)
        .bind::<Array<SmallInt>, _>(people.iter().map(|one| one.after).collect::<Vec<_>>())
        .execute(tx.conn())?;
    let named = "
        INSERT INTO review_cycle_people (org_id, cycle_id, person_id, included)
        SELECT current_org(), $1, person, true FROM unnest($2) person";
    sql_query(named).bind::<SqlUuid, _>(cycle).bind::<Array<SqlUuid>, _>(&ids).execute(tx.conn())?;
    Ok(())
}
