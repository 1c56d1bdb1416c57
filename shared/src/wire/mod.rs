//! What many DTOs use: ids, text enums, pages, batches, three-state changes, checks.

pub mod batch;
pub mod check;
pub mod choice;
pub mod id;
pub mod page;
pub mod patch;

/// The header in which a page of the app tells whose it is: the id of the person.
pub const PERSON: &str = "perftrack-person";

pub use id::{
    ActionItemId, AgendaItemId, ApiTokenId, CalibrationCardId, CalibrationChangeId, CalibrationSessionId, CheckInId,
    CompanyValueId, CompetencyId, DevelopmentStepId, EmailDomainId, EventId, FeedbackAskId, FeedbackId,
    FeedbackRequestId, ImportId, ImprovementPlanId, KeyResultId, KpiId, LegalHoldId, LevelProposalId, MeetingId,
    MilestoneId, NoticeId, OauthAppId, OauthGrantId, ObjectiveId, OneOnOneId, OrganisationExportId, PasskeyId,
    PeriodId, PersonId, PraiseId, PulseCommentId, PulseGroupId, PulseId, QuestionSetId, ReviewCycleId,
    ReviewExternalId, ReviewId, ReviewPacketId, ReviewTemplateId, RollingReviewId, SandboxId, ServiceAccountId,
    SessionId, ShareId, TeamId, TrackId, WebhookDeliveryId, WebhookId, WeeklyCheckInId,
};
pub use page::{Limit, Page, Paged, Whole};
pub use patch::Patch;
