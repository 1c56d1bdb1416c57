//! Typed ids: UUIDv7 in the database and on the wire, a type of their own per resource in Rust.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// Declares ids. Each is a transparent UUID with serde, OpenAPI and (feature `db`) SQL impls.
macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident;)+) => {$(
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
        #[cfg_attr(feature = "db", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
        #[cfg_attr(feature = "db", diesel(sql_type = diesel::sql_types::Uuid))]
        #[serde(transparent)]
        #[schema(value_type = String, format = Uuid)]
        pub struct $name(pub Uuid);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Self {
                id.0
            }
        }

        #[cfg(feature = "db")]
        impl diesel::serialize::ToSql<diesel::sql_types::Uuid, diesel::pg::Pg> for $name {
            fn to_sql<'b>(&'b self, out: &mut diesel::serialize::Output<'b, '_, diesel::pg::Pg>) -> diesel::serialize::Result {
                <Uuid as diesel::serialize::ToSql<diesel::sql_types::Uuid, diesel::pg::Pg>>::to_sql(&self.0, out)
            }
        }

        #[cfg(feature = "db")]
        impl diesel::deserialize::FromSql<diesel::sql_types::Uuid, diesel::pg::Pg> for $name {
            fn from_sql(value: diesel::pg::PgValue<'_>) -> diesel::deserialize::Result<Self> {
                <Uuid as diesel::deserialize::FromSql<diesel::sql_types::Uuid, diesel::pg::Pg>>::from_sql(value).map(Self)
            }
        }
    )+};
}

ids! {
    /// Names an organisation. Never part of a path, query or body: it comes from the session.
    OrganisationId;
    /// Names a person.
    PersonId;
    /// Names a sandbox.
    SandboxId;
    /// Names an API token.
    ApiTokenId;
    /// Names a service account. In what it did it stands where a person's id would.
    ServiceAccountId;
    /// Names an app of somebody else's.
    OauthAppId;
    /// Names what somebody allowed an app.
    OauthGrantId;
    /// Names a passkey of an account.
    PasskeyId;
    /// Names a team.
    TeamId;
    /// Names a period.
    PeriodId;
    /// Names an objective.
    ObjectiveId;
    /// Names a key result.
    KeyResultId;
    /// Names a milestone of a key result.
    MilestoneId;
    /// Names a check-in.
    CheckInId;
    /// Names a KPI.
    KpiId;
    /// Names a share.
    ShareId;
    /// Names something that somebody was told.
    NoticeId;
    /// Names a pulse.
    PulseId;
    /// Names a group of people that a pulse asks.
    PulseGroupId;
    /// Names a paragraph that somebody wrote in a pulse.
    PulseCommentId;
    /// Names an import of people.
    ImportId;
    /// Names a company value.
    CompanyValueId;
    /// Names praise.
    PraiseId;
    /// Names private feedback, an answer or a note to self.
    FeedbackId;
    /// Names a request for feedback.
    FeedbackRequestId;
    /// Names one person's being asked for feedback.
    FeedbackAskId;
    /// Names a weekly check-in.
    WeeklyCheckInId;
    /// Names a session.
    SessionId;
    /// Names an account.
    AccountId;
    /// Names a one-on-one.
    OneOnOneId;
    /// Names a meeting of a one-on-one.
    MeetingId;
    /// Names an item of an agenda.
    AgendaItemId;
    /// Names an action item.
    ActionItemId;
    /// Names a set of questions.
    QuestionSetId;
    /// Names a competency.
    CompetencyId;
    /// Names a track, a kind of work with competencies of its own.
    TrackId;
    /// Names a step of a development plan.
    DevelopmentStepId;
    /// Names a proposal of another job.
    LevelProposalId;
    /// Names an improvement plan.
    ImprovementPlanId;
    /// Names a template of reviews.
    ReviewTemplateId;
    /// Names a calibration session.
    CalibrationSessionId;
    /// Names a packet's card in a calibration session.
    CalibrationCardId;
    /// Names a change of a rating, a line of the ledger.
    CalibrationChangeId;
    /// Names a review cycle.
    ReviewCycleId;
    /// Names a rule that reviews people by the day on which each started.
    RollingReviewId;
    /// Names a review.
    ReviewId;
    /// Names what somebody gets of a cycle.
    ReviewPacketId;
    /// Names the invitation of somebody from outside to write a review.
    ReviewExternalId;
    /// Names an e-mail domain of an organisation.
    EmailDomainId;
    /// Names a file of all that an organisation has.
    OrganisationExportId;
    /// Names a legal hold.
    LegalHoldId;
    /// Names something that happened.
    EventId;
    /// Names an address that events are sent to.
    WebhookId;
    /// Names the sending of an event to one address.
    WebhookDeliveryId;
    /// Names an invoice.
    InvoiceId;
}
