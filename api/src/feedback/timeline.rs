//! What was said about a person, praise and feedback together.

use shared::feedback::{Entry, ListFeedbackAbout, TimelineFilter};
use uuid::Uuid;

use super::{
    given, praise,
    rows::{FeedbackRow, PraiseRow},
};
use crate::{
    db::TenantTx,
    http::{Answered, Ask, Reply, paging::List},
    people::PersonRow,
};

enum Said {
    Praise(PraiseRow),
    Feedback(FeedbackRow),
}

impl Said {
    /// Ids begin with the time they were made.
    fn id(&self) -> Uuid {
        match self {
            Self::Praise(row) => row.id.0,
            Self::Feedback(row) => row.id.0,
        }
    }
}

pub(super) fn list(ask: &Ask<ListFeedbackAbout>, tx: &mut TenantTx<'_>) -> Answered<ListFeedbackAbout> {
    let person = ask.read::<PersonRow>(tx, ask.params.id)?.id;
    let filter = TimelineFilter { cursor: None, limit: None, ..ask.query.clone() };
    let (list, limit) = (List::new("timeline", &(person, &filter))?, ask.query.limit.unwrap_or_default());
    let after: Option<Uuid> = list.position(ask.query.cursor.as_deref())?;
    let feedback = given::about(tx, person, filter.purpose, limit, after)?;
    let praised = if filter.purpose.is_none() { praise::about(tx, person, limit, after)? } else { Vec::new() };
    let mut said: Vec<_> =
        praised.into_iter().map(Said::Praise).chain(feedback.into_iter().map(Said::Feedback)).collect();
    said.sort_by_key(|said| std::cmp::Reverse(said.id()));
    said.truncate(usize::try_from(limit.get() + 1).unwrap_or(usize::MAX));
    let page = list.page(said, limit, Said::id, |said| said)?;
    let (mut rows, mut entries) = (Vec::new(), Vec::new());
    for said in page.items {
        match said {
            Said::Praise(row) => {
                rows.push(row);
                entries.push(Entry { praise: None, feedback: None });
            }
            Said::Feedback(row) => entries.push(Entry { praise: None, feedback: Some(row.shown()) }),
        }
    }
    let mut praise = praise::shown(tx, rows)?.into_iter();
    for entry in entries.iter_mut().filter(|entry| entry.feedback.is_none()) {
        entry.praise = praise.next();
    }
    Ok(Reply::new(shared::wire::Page { items: entries, next_cursor: page.next_cursor }))
}
