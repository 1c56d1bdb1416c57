//! What there is of the period beside a review that is written. Reading it leaves no trace of who writes.

mod queries;

use shared::reviews::{
    ReadReviewEvidence, ReviewEvidence, ReviewEvidenceItem, ReviewMeasured,
    rules::{coverage, reading::is_hidden},
};

use self::queries::Row;
use super::{form_of, rows::ReviewRow};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply},
    reviews::cycles::rows::small,
};

/// The longest excerpt, in characters.
const LONGEST_EXCERPT: usize = 200;

pub(in crate::reviews) fn show(ask: &Ask<ReadReviewEvidence>, tx: &mut TenantTx<'_>) -> Answered<ReadReviewEvidence> {
    let review = ask.read::<ReviewRow>(tx, ask.params.id)?.into_inner();
    let unnamed = is_hidden(review.side, review.naming);
    let with_goals = form_of(tx, &review)?.shows_goals(review.side);
    let rows = queries::rows(tx, &review, with_goals)?;
    let counted = rows.first().map_or(0, |row| row.counted);
    let mut items: Vec<_> = rows.into_iter().map(|row| shown(row, unnamed)).collect();
    items.sort_by_key(|item| std::cmp::Reverse((item.happened_on, item.id)));
    let left_off = counted - i64::try_from(items.len()).unwrap_or(counted);
    Ok(Reply::new(ReviewEvidence { items, left_off }))
}

fn shown(row: Row, unnamed: bool) -> ReviewEvidenceItem {
    let words = row.said.split_whitespace().collect::<Vec<_>>().join(" ");
    let measured = row.number_kind.zip(row.latest).map(|(kind, latest)| ReviewMeasured {
        count: row.measurements.unwrap_or(0),
        latest,
        kind,
        unit: row.unit,
        decimals: row.decimals.map_or(0, small),
    });
    ReviewEvidenceItem {
        id: row.id,
        kind: row.kind,
        happened_on: row.happened_on,
        title: row.title,
        excerpt: coverage::short(&words, LONGEST_EXCERPT),
        status: row.status,
        measured,
        about_id: row.about_id,
        citing: coverage::citing(row.background, unnamed, row.everybody),
    }
}
