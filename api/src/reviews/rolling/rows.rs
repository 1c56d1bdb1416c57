use chrono::NaiveDate;
use diesel::prelude::*;
use shared::{
    access::Relation,
    people::{PersonRef, TeamRef},
    reviews::{ReviewNaming, RollingReview, RollingReviewDue},
    wire::{PersonId, ReviewTemplateId, RollingReviewId, TeamId},
};

use crate::{
    db::{
        Resource, TenantTx,
        schema::{rolling_reviews, visible_rolling_reviews},
    },
    reviews::cycles::rows::small,
};

/// A rule as the actor sees it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = visible_rolling_reviews)]
pub(super) struct RuleRow {
    pub id: RollingReviewId,
    pub name: String,
    pub template_id: ReviewTemplateId,
    pub template_name: String,
    pub after_days: Vec<i16>,
    pub writing_days: i16,
    pub sharing_days: i16,
    pub naming: ReviewNaming,
    pub minimum: i16,
    pub team_id: Option<TeamId>,
    pub team_name: Option<String>,
    pub on_since: Option<NaiveDate>,
    pub version: i64,
    pub people: i64,
    pub relation: String,
}

impl Resource for RuleRow {
    type Id = RollingReviewId;

    fn find(tx: &mut TenantTx<'_>, id: RollingReviewId) -> QueryResult<Option<Self>> {
        visible_rolling_reviews::table.find((tx.org(), id.0)).select(Self::as_select()).first(tx.conn()).optional()
    }

    fn lock(tx: &mut TenantTx<'_>, id: RollingReviewId) -> QueryResult<Option<i64>> {
        let row = rolling_reviews::table.find((tx.org(), id.0)).select(rolling_reviews::version);
        row.for_no_key_update().first(tx.conn()).optional()
    }

    fn relation(&self) -> Relation {
        // The view knows no other words; the weakest relation would be the safe reading of one.
        Relation::parse(&self.relation).unwrap_or(Relation::Organisation)
    }

    fn version(&self) -> i64 {
        self.version
    }
}

impl RuleRow {
    /// As the caller gets it.
    pub(super) fn shown(&self) -> RollingReview {
        let team = self.team_id.zip(self.team_name.clone());
        RollingReview {
            id: self.id,
            name: self.name.clone(),
            template_id: self.template_id,
            template_name: self.template_name.clone(),
            after_days: self.after_days.iter().copied().map(counted).collect(),
            writing_days: small(self.writing_days),
            sharing_days: small(self.sharing_days),
            naming: self.naming,
            minimum: small(self.minimum),
            team: team.map(|(id, name)| TeamRef { id, name }),
            on_since: self.on_since,
            people: self.people,
            version: self.version,
        }
    }
}

/// A rule that is on, as the chore goes by it.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = rolling_reviews)]
pub(super) struct RunningRule {
    pub id: RollingReviewId,
    pub name: String,
    pub template_id: ReviewTemplateId,
    pub after_days: Vec<i16>,
    pub writing_days: i16,
    pub sharing_days: i16,
    pub naming: ReviewNaming,
    pub minimum: i16,
    pub on_since: Option<NaiveDate>,
    pub created_by: PersonId,
}

impl RunningRule {
    /// Whether it is on anniversaries.
    pub(super) fn yearly(&self) -> bool {
        self.after_days.is_empty()
    }
}

/// Somebody whose day comes.
#[derive(Debug, QueryableByName)]
pub(super) struct DueRow {
    #[diesel(sql_type = diesel::sql_types::Uuid)]
    pub person_id: PersonId,
    #[diesel(sql_type = diesel::sql_types::Text)]
    pub person_name: String,
    #[diesel(sql_type = diesel::sql_types::SmallInt)]
    pub after: i16,
    #[diesel(sql_type = diesel::sql_types::Date)]
    pub due_on: NaiveDate,
    #[diesel(sql_type = diesel::sql_types::Date)]
    pub started_on: NaiveDate,
    #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Uuid>)]
    pub manager_id: Option<PersonId>,
    #[diesel(sql_type = diesel::sql_types::Nullable<diesel::sql_types::Text>)]
    pub manager_name: Option<String>,
}

impl DueRow {
    /// As the caller gets it.
    pub(super) fn shown(self) -> RollingReviewDue {
        let manager = self.manager_id.zip(self.manager_name);
        RollingReviewDue {
            person: PersonRef { id: self.person_id, name: self.person_name },
            after: counted(self.after),
            due_on: self.due_on,
            manager: manager.map(|(id, name)| PersonRef { id, name }),
        }
    }
}

/// Days are checked where they come in.
fn counted(days: i16) -> u16 {
    u16::try_from(days).unwrap_or_default()
}
