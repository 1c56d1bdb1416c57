use chrono::{DateTime, NaiveDate, Utc};
use diesel::prelude::*;
use shared::{
    access::Relation,
    feedback::{self as wire, AskState, Audience, Feedback, FeedbackKind, Purpose, TakenDown},
    people::PersonRef,
    wire::{FeedbackAskId, FeedbackId, FeedbackRequestId, PersonId, PraiseId},
};

use crate::db::{
    Resource, TenantTx,
    schema::{
        feedback, feedback_asks, feedback_requests, praise, visible_feedback, visible_feedback_asks,
        visible_feedback_requests, visible_praise,
    },
};

/// The reading of a view's word for a relation: it knows no others, and the weakest would be the safe one.
fn relation(word: &str) -> Relation {
    Relation::parse(word).unwrap_or(Relation::Organisation)
}

/// Implements [`Resource`] for a row of a view over a table that has a version.
macro_rules! resource {
    ($row:ty, $id:ty, $view:ident, $table:ident) => {
        impl Resource for $row {
            type Id = $id;

            fn find(tx: &mut TenantTx<'_>, id: $id) -> QueryResult<Option<Self>> {
                $view::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
            }

            fn lock(tx: &mut TenantTx<'_>, id: $id) -> QueryResult<Option<i64>> {
                let row = $table::table.find((tx.org(), id.0)).select($table::version).for_no_key_update();
                row.first(tx.conn()).optional()
            }

            fn relation(&self) -> Relation {
                relation(&self.relation)
            }

            fn version(&self) -> i64 {
                self.version
            }
        }
    };
}

/// Praise as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_praise)]
pub(super) struct PraiseRow {
    pub id: PraiseId,
    pub author_id: PersonId,
    pub author_name: String,
    pub body: String,
    pub taken_down_at: Option<DateTime<Utc>>,
    pub take_down_reason: Option<String>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub relation: String,
}

resource!(PraiseRow, PraiseId, visible_praise, praise);

impl PraiseRow {
    pub(super) fn taken_down(&self) -> Option<TakenDown> {
        let reason = self.take_down_reason.clone();
        self.taken_down_at.zip(reason).map(|(at, reason)| TakenDown { at, reason })
    }
}

/// Private feedback, an answer or a note as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_feedback)]
pub(super) struct FeedbackRow {
    pub id: FeedbackId,
    pub kind: FeedbackKind,
    pub author_id: PersonId,
    pub subject_id: PersonId,
    pub ask_id: Option<FeedbackAskId>,
    pub asked_by: Option<PersonId>,
    pub body: String,
    pub purpose: Purpose,
    pub to_person: bool,
    pub to_manager: bool,
    pub to_chain: bool,
    pub to_later: bool,
    pub managers_then: Vec<PersonId>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub author_name: String,
    pub subject_name: String,
    pub asker_name: Option<String>,
    pub question: Option<String>,
    pub relation: String,
}

resource!(FeedbackRow, FeedbackId, visible_feedback, feedback);

impl FeedbackRow {
    pub(super) fn audience(&self) -> Audience {
        Audience {
            person: self.to_person,
            manager: self.to_manager,
            chain: self.to_chain,
            later_managers: self.to_later,
        }
    }

    /// As the caller gets it.
    pub(super) fn shown(self) -> Feedback {
        let (audience, relation) = (self.audience(), self.relation());
        Feedback {
            id: self.id,
            kind: self.kind,
            author: PersonRef { id: self.author_id, name: self.author_name },
            subject: PersonRef { id: self.subject_id, name: self.subject_name },
            body: self.body,
            purpose: self.purpose,
            audience,
            question: self.question,
            asked_by: self.asked_by.zip(self.asker_name).map(|(id, name)| PersonRef { id, name }),
            in_reviews: wire::in_reviews(self.kind, audience, self.purpose),
            created_at: self.created_at,
            relation,
            version: self.version,
        }
    }
}

/// A request as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_feedback_requests)]
pub(super) struct RequestRow {
    pub id: FeedbackRequestId,
    pub asker_id: PersonId,
    pub subject_id: PersonId,
    pub question: String,
    pub to_person: bool,
    pub to_manager: bool,
    pub to_chain: bool,
    pub to_later: bool,
    pub purpose: Purpose,
    pub due_on: NaiveDate,
    pub closed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub version: i64,
    pub asker_name: String,
    pub subject_name: String,
    pub relation: String,
}

resource!(RequestRow, FeedbackRequestId, visible_feedback_requests, feedback_requests);

impl RequestRow {
    pub(super) fn audience(&self) -> Audience {
        Audience {
            person: self.to_person,
            manager: self.to_manager,
            chain: self.to_chain,
            later_managers: self.to_later,
        }
    }
}

/// What the actor is asked.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_feedback_asks)]
pub(super) struct AskRow {
    pub id: FeedbackAskId,
    pub request_id: FeedbackRequestId,
    pub state: AskState,
    pub version: i64,
    pub asker_id: PersonId,
    pub subject_id: PersonId,
    pub question: String,
    pub to_person: bool,
    pub to_manager: bool,
    pub to_chain: bool,
    pub to_later: bool,
    pub purpose: Purpose,
    pub due_on: NaiveDate,
    pub closed_at: Option<DateTime<Utc>>,
    pub created_at: DateTime<Utc>,
    pub asker_name: String,
    pub subject_name: String,
    pub relation: String,
}

resource!(AskRow, FeedbackAskId, visible_feedback_asks, feedback_asks);

impl AskRow {
    pub(super) fn audience(&self) -> Audience {
        Audience {
            person: self.to_person,
            manager: self.to_manager,
            chain: self.to_chain,
            later_managers: self.to_later,
        }
    }

    /// As the caller gets it.
    pub(super) fn shown(self) -> wire::Ask {
        let (audience, relation) = (self.audience(), self.relation());
        wire::Ask {
            id: self.id,
            asker: PersonRef { id: self.asker_id, name: self.asker_name },
            subject: PersonRef { id: self.subject_id, name: self.subject_name },
            question: self.question,
            audience,
            purpose: self.purpose,
            due_on: self.due_on,
            state: self.state,
            closed: self.closed_at.is_some(),
            created_at: self.created_at,
            relation,
            version: self.version,
        }
    }
}
