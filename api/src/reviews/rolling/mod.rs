//! Rolling reviews: rules of the organisation by which a cycle begins by itself for those whose day comes ([`keep`]).

pub(super) mod keep;
mod queries;
mod rows;
mod writes;

use shared::{
    access::Relation,
    problem::{Code, Problem},
    reviews::{
        CreateRollingReview, DeleteRollingReview, EditRollingReview, ListRollingReviewDue, ListRollingReviews,
        ReadRollingReview, RollingReviewDetail, rules::rolling::told,
    },
    wire::RollingReviewId,
};

use self::rows::{DueRow, RuleRow};
use super::cycles::refuse_unless_offered;
use crate::{
    audit::Event,
    db::{Resource, TenantTx},
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListRollingReviews>, tx: &mut TenantTx<'_>) -> Answered<ListRollingReviews> {
    ask.require(tx, Relation::Organisation)?;
    let (list, limit) = (List::new("rolling-reviews", &())?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| (row.name.clone(), row.id), |row| row.shown())?))
}

pub(super) fn create(ask: &Ask<CreateRollingReview>, tx: &mut TenantTx<'_>) -> Answered<CreateRollingReview> {
    ask.require(tx, Relation::Organisation)?;
    refuse_unless_offered(tx, ask.body.template_id)?;
    let id = writes::insert(tx, &ask.body)?;
    let made = whole(tx, id)?;
    tx.note(Event::new("rolling_reviews.created", id).after(&made))?;
    versioned(made)
}

pub(super) fn show(ask: &Ask<ReadRollingReview>, tx: &mut TenantTx<'_>) -> Answered<ReadRollingReview> {
    let rule = ask.read::<RuleRow>(tx, ask.params.id)?.into_inner();
    versioned(detail(tx, &rule)?)
}

pub(super) fn edit(ask: &Ask<EditRollingReview>, tx: &mut TenantTx<'_>) -> Answered<EditRollingReview> {
    let rule = ask.change::<RuleRow>(tx, ask.params.id)?;
    if let Some(template) = ask.body.template_id.filter(|template| *template != rule.template_id) {
        refuse_unless_offered(tx, template)?;
    }
    let before = detail(tx, &rule)?;
    writes::update(tx, &rule, &ask.body)?;
    let after = whole(tx, rule.id)?;
    tx.note(Event::new("rolling_reviews.edited", rule.id).before(&before).after(&after))?;
    versioned(after)
}

pub(super) fn delete(ask: &Ask<DeleteRollingReview>, tx: &mut TenantTx<'_>) -> Answered<DeleteRollingReview> {
    let rule = ask.change::<RuleRow>(tx, ask.params.id)?;
    if rule.people > 0 {
        let why = "people have been reviewed by it: switch it off instead";
        return Err(Problem::new(Code::Conflict).because(why).into());
    }
    let before = detail(tx, &rule)?;
    writes::delete(tx, &rule)?;
    tx.note(Event::new("rolling_reviews.deleted", rule.id).before(&before))?;
    Ok(Reply::new(()))
}

pub(super) fn due(ask: &Ask<ListRollingReviewDue>, tx: &mut TenantTx<'_>) -> Answered<ListRollingReviewDue> {
    let rule = ask.read::<RuleRow>(tx, ask.params.id)?.into_inner();
    let (list, limit) = (List::new("rolling-review-due", &rule.id)?, ask.query.limit.unwrap_or_default());
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::due_page(tx, rule.id, told(rule.on_since, tx.calendar.today), limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| (row.due_on, row.person_id, row.after), DueRow::shown)?))
}

fn whole(tx: &mut TenantTx<'_>, id: RollingReviewId) -> Result<RollingReviewDetail, Failure> {
    let rule = RuleRow::find(tx, id)?.ok_or(Code::NotFound)?;
    detail(tx, &rule)
}

fn detail(tx: &mut TenantTx<'_>, rule: &RuleRow) -> Result<RollingReviewDetail, Failure> {
    Ok(RollingReviewDetail { rule: rule.shown(), excluded: queries::excluded(tx, rule.id)? })
}

fn versioned<O>(detail: RollingReviewDetail) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = RollingReviewDetail>,
{
    let version = detail.rule.version;
    Ok(Reply::versioned(detail, version))
}
