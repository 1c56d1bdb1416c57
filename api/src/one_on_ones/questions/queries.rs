use diesel::{insert_into, prelude::*, update as update_row};
use shared::{
    one_on_ones::{NewQuestionSet, QuestionSet, QuestionSetChanges},
    wire::QuestionSetId,
};
use uuid::Uuid;

use crate::db::{TenantTx, schema::question_sets::dsl};

type Row = (QuestionSetId, String, Vec<String>, i64);

const COLUMNS: (dsl::id, dsl::name, dsl::questions, dsl::version) = (dsl::id, dsl::name, dsl::questions, dsl::version);

fn shown((id, name, questions, version): Row) -> QuestionSet {
    QuestionSet { id, name, questions, version }
}

/// The organisation's own, by name.
pub(super) fn all(tx: &mut TenantTx<'_>) -> QueryResult<Vec<QuestionSet>> {
    let own = dsl::question_sets.filter(dsl::org_id.eq(tx.org())).order((dsl::name, dsl::id)).limit(super::MOST);
    let rows: Vec<Row> = own.select(COLUMNS).load(tx.conn())?;
    Ok(rows.into_iter().map(shown).collect())
}

pub(super) fn count(tx: &mut TenantTx<'_>) -> QueryResult<i64> {
    dsl::question_sets.filter(dsl::org_id.eq(tx.org())).count().get_result(tx.conn())
}

pub(super) fn lock(tx: &mut TenantTx<'_>, id: QuestionSetId) -> QueryResult<Option<QuestionSet>> {
    let row = dsl::question_sets.find((tx.org(), id.0)).select(COLUMNS).for_no_key_update();
    Ok(row.first(tx.conn()).optional()?.map(shown))
}

pub(super) fn insert(tx: &mut TenantTx<'_>, new: &NewQuestionSet) -> QueryResult<QuestionSet> {
    insert_into(dsl::question_sets)
        .values((
            dsl::org_id.eq(tx.org()),
            dsl::id.eq(Uuid::now_v7()),
            dsl::name.eq(new.name.trim()),
            dsl::questions.eq(trimmed(&new.questions)),
        ))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(shown)
}

pub(super) fn update(tx: &mut TenantTx<'_>, id: QuestionSetId, asked: &QuestionSetChanges) -> QueryResult<QuestionSet> {
    update_row(dsl::question_sets.find((tx.org(), id.0)))
        .set((
            asked.name.as_deref().map(|name| dsl::name.eq(name.trim())),
            asked.questions.as_deref().map(|questions| dsl::questions.eq(trimmed(questions))),
            dsl::version.eq(dsl::version + 1),
        ))
        .returning(COLUMNS)
        .get_result(tx.conn())
        .map(shown)
}

pub(super) fn delete(tx: &mut TenantTx<'_>, id: QuestionSetId) -> QueryResult<usize> {
    diesel::delete(dsl::question_sets.find((tx.org(), id.0))).execute(tx.conn())
}

fn trimmed(questions: &[String]) -> Vec<&str> {
    questions.iter().map(|question| question.trim()).collect()
}
