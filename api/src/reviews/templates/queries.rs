use chrono::{DateTime, Utc};
use diesel::{dsl::max, insert_into, prelude::*, update as update_row};
use serde_json::Value;
use shared::{
    reviews::{
        NewReviewTemplate, ReviewForm, ReviewFormVersion, ReviewTemplate, ReviewTemplateChanges, ReviewTemplateDetail,
    },
    wire::{Limit, ReviewTemplateId},
};
use uuid::Uuid;

use crate::{
    db::{
        TenantTx,
        schema::{people, review_forms as forms, review_templates::dsl},
    },
    http::Failure,
};

/// Where a page of templates ends.
type Position = (String, ReviewTemplateId);

/// A template with the form of it that holds.
#[derive(Queryable)]
struct Row {
    id: ReviewTemplateId,
    name: String,
    description: String,
    form_number: i32,
    retired_at: Option<DateTime<Utc>>,
    updated_at: DateTime<Utc>,
    version: i64,
    form: Value,
}

impl Row {
    fn read(self) -> Result<(ReviewTemplate, ReviewForm), Failure> {
        let form: ReviewForm = serde_json::from_value(self.form).map_err(Failure::fault)?;
        let template = ReviewTemplate {
            id: self.id,
            name: self.name,
            description: self.description,
            retired: self.retired_at.is_some(),
            form_number: self.form_number,
            questions: form.questions().count(),
            updated_at: self.updated_at,
            version: self.version,
        };
        Ok((template, form))
    }
}

/// Templates of the organisation, each with its form.
#[diesel::dsl::auto_type]
fn with_form(org: Uuid) -> _ {
    let holds =
        forms::org_id.eq(dsl::org_id).and(forms::template_id.eq(dsl::id)).and(forms::number.eq(dsl::form_number));
    dsl::review_templates.inner_join(forms::table.on(holds)).filter(dsl::org_id.eq(org)).select((
        dsl::id,
        dsl::name,
        dsl::description,
        dsl::form_number,
        dsl::retired_at,
        dsl::updated_at,
        dsl::version,
        forms::form,
    ))
}

/// One template more than the page holds, by name.
pub(super) fn page(
    tx: &mut TenantTx<'_>,
    retired: bool,
    limit: Limit,
    after: Option<Position>,
) -> Result<Vec<ReviewTemplate>, Failure> {
    let mut query = with_form(tx.org()).filter(dsl::retired_at.is_not_null().eq(retired)).into_boxed();
    if let Some((name, id)) = after {
        query = query.filter(dsl::name.gt(name.clone()).or(dsl::name.eq(name).and(dsl::id.gt(id.0))));
    }
    let rows: Vec<Row> = query.order((dsl::name, dsl::id)).limit(limit.get() + 1).load(tx.conn())?;
    rows.into_iter().map(|row| Ok(row.read()?.0)).collect()
}

pub(super) fn detail(tx: &mut TenantTx<'_>, id: ReviewTemplateId) -> Result<Option<ReviewTemplateDetail>, Failure> {
    let row: Option<Row> = with_form(tx.org()).filter(dsl::id.eq(id)).first(tx.conn()).optional()?;
    let Some((template, form)) = row.map(Row::read).transpose()? else { return Ok(None) };
    Ok(Some(ReviewTemplateDetail { template, form, history: history(tx, id)? }))
}

/// A template's forms, latest first; the last 100.
fn history(tx: &mut TenantTx<'_>, id: ReviewTemplateId) -> QueryResult<Vec<ReviewFormVersion>> {
    let author = people::org_id.eq(forms::org_id).and(people::id.eq(forms::created_by));
    let rows: Vec<(i32, DateTime<Utc>, String)> = forms::table
        .inner_join(people::table.on(author))
        .filter(forms::org_id.eq(tx.org()).and(forms::template_id.eq(id)))
        // What corrects a running cycle's words is that cycle's.
        .filter(forms::corrects.is_null())
        .order(forms::number.desc())
        .limit(100)
        .select((forms::number, forms::created_at, people::name))
        .load(tx.conn())?;
    let version = |(number, created_at, created_by)| ReviewFormVersion { number, created_at, created_by };
    Ok(rows.into_iter().map(version).collect())
}

pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewReviewTemplate) -> Result<ReviewTemplateId, Failure> {
    let id = ReviewTemplateId(Uuid::now_v7());
    insert_into(dsl::review_templates)
        .values((
            (dsl::org_id.eq(tx.org()), dsl::id.eq(id)),
            (dsl::name.eq(new.name.trim()), dsl::description.eq(new.description.trim())),
        ))
        .execute(tx.conn())?;
    insert_form(tx, id, 1, &new.form)?;
    Ok(id)
}

fn insert_form(tx: &mut TenantTx<'_>, id: ReviewTemplateId, number: i32, form: &ReviewForm) -> Result<(), Failure> {
    insert_into(forms::table)
        .values((
            (forms::org_id.eq(tx.org()), forms::template_id.eq(id), forms::number.eq(number)),
            forms::form.eq(serde_json::to_value(form).map_err(Failure::fault)?),
            forms::created_by.eq(tx.actor.person),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Its version, locked.
pub(in crate::reviews) fn lock(tx: &mut TenantTx<'_>, id: ReviewTemplateId) -> QueryResult<Option<i64>> {
    let row = dsl::review_templates.find((tx.org(), id.0)).select(dsl::version);
    row.for_no_key_update().first(tx.conn()).optional()
}

pub(super) fn update(
    tx: &mut TenantTx<'_>,
    before: &ReviewTemplateDetail,
    asked: &ReviewTemplateChanges,
) -> Result<(), Failure> {
    let id = before.template.id;
    let form = asked.form.as_ref().filter(|form| **form != before.form);
    let number = match form {
        Some(form) => {
            let number = next_number(tx, id)?;
            insert_form(tx, id, number, form)?;
            Some(number)
        }
        None => None,
    };
    let retired_at = asked.retired.map(|retired| retired.then(Utc::now));
    update_row(dsl::review_templates.find((tx.org(), id.0)))
        .set((
            asked.name.as_deref().map(|name| dsl::name.eq(name.trim())),
            asked.description.as_deref().map(|text| dsl::description.eq(text.trim())),
            retired_at.map(|at| dsl::retired_at.eq(at)),
            number.map(|number| dsl::form_number.eq(number)),
            (dsl::updated_at.eq(diesel::dsl::now), dsl::version.eq(dsl::version + 1)),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The number that no form of a template has yet. Whoever holds the template is the only one to take it.
pub(in crate::reviews) fn next_number(tx: &mut TenantTx<'_>, id: ReviewTemplateId) -> QueryResult<i32> {
    let of_template = forms::org_id.eq(tx.org()).and(forms::template_id.eq(id));
    let last: Option<i32> = forms::table.filter(of_template).select(max(forms::number)).first(tx.conn())?;
    Ok(last.unwrap_or(0) + 1)
}
