//! Templates: made by Admins, from nothing or from the library, and changed by a new version of their form.

mod ideas;
pub(in crate::reviews) mod queries;

pub(crate) use ideas::ready_templates;

use shared::{
    access::Relation,
    problem::Code,
    reviews::{
        CreateReviewTemplate, EditReviewTemplate, ListReviewTemplates, ReadReviewTemplate, ReadReviewTemplateLibrary,
        ReviewTemplateDetail, ReviewTemplateFilter, ReviewTemplateLibrary,
    },
    wire::ReviewTemplateId,
};

use crate::{
    audit::Event,
    db::TenantTx,
    http::{Answered, Ask, Failure, Reply, paging::List},
};

pub(super) fn list(ask: &Ask<ListReviewTemplates>, tx: &mut TenantTx<'_>) -> Answered<ListReviewTemplates> {
    ask.require(tx, Relation::Organisation)?;
    let filter = ReviewTemplateFilter { cursor: None, limit: None, ..ask.query.clone() };
    let limit = ask.query.limit.unwrap_or_default();
    let list = List::new("review-templates", &filter)?;
    let after = list.position(ask.query.cursor.as_deref())?;
    let rows = queries::page(tx, filter.retired, limit, after)?;
    Ok(Reply::new(list.page(rows, limit, |row| (row.name.clone(), row.id), |row| row)?))
}

pub(super) fn library(
    ask: &Ask<ReadReviewTemplateLibrary>,
    tx: &mut TenantTx<'_>,
) -> Answered<ReadReviewTemplateLibrary> {
    ask.require(tx, Relation::Organisation)?;
    Ok(Reply::new(ReviewTemplateLibrary { items: ready_templates()? }))
}

pub(super) fn create(ask: &Ask<CreateReviewTemplate>, tx: &mut TenantTx<'_>) -> Answered<CreateReviewTemplate> {
    ask.require(tx, Relation::Organisation)?;
    let id = queries::insert(tx, &ask.body)?;
    let made = current(tx, id)?;
    tx.note(Event::new("review_templates.created", id).after(&made))?;
    versioned(made)
}

pub(super) fn show(ask: &Ask<ReadReviewTemplate>, tx: &mut TenantTx<'_>) -> Answered<ReadReviewTemplate> {
    ask.require(tx, Relation::Organisation)?;
    versioned(current(tx, ask.params.id)?)
}

pub(super) fn edit(ask: &Ask<EditReviewTemplate>, tx: &mut TenantTx<'_>) -> Answered<EditReviewTemplate> {
    ask.require(tx, Relation::Organisation)?;
    let version = queries::lock(tx, ask.params.id)?.ok_or(Code::NotFound)?;
    if ask.version.is_some_and(|known| known != version) {
        return Err(Code::VersionMismatch.into());
    }
    let before = current(tx, ask.params.id)?;
    queries::update(tx, &before, &ask.body)?;
    let after = current(tx, ask.params.id)?;
    tx.note(Event::new("review_templates.edited", ask.params.id).before(&before).after(&after))?;
    versioned(after)
}

fn current(tx: &mut TenantTx<'_>, id: ReviewTemplateId) -> Result<ReviewTemplateDetail, Failure> {
    queries::detail(tx, id)?.ok_or(Code::NotFound.into())
}

fn versioned<O>(detail: ReviewTemplateDetail) -> Answered<O>
where
    O: shared::operation::Operation,
    O::Answer: shared::operation::Answer<Value = ReviewTemplateDetail>,
{
    let version = detail.template.version;
    Ok(Reply::versioned(detail, version))
}
