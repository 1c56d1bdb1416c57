//! What many DTOs use: ids, text enums, pages, three-state changes, checks.

pub mod check;
pub mod choice;
pub mod id;
pub mod page;
pub mod patch;

/// The header in which a page of the app tells whose it is: the id of the person.
pub const PERSON: &str = "perftrack-person";

pub use id::{
    ActionItemId, AgendaItemId, ApiTokenId, CalibrationCardId, CalibrationSessionId, CheckInId, CompanyValueId,
    CompetencyId, DevelopmentStepId, EmailDomainId, EventId, FeedbackAskId, FeedbackId, FeedbackRequestId, ImportId,
    ImprovementPlanId, KeyResultId, KpiId, LevelProposalId, MeetingId, MilestoneId, NoticeId, OauthAppId, OauthGrantId,
    ObjectiveId, OneOnOneId, OrganisationExportId, PasskeyId, PeriodId, PersonId, PraiseId, PulseCommentId,
    PulseGroupId, PulseId, QuestionSetId, ReviewCycleId, ReviewExternalId, ReviewId, ReviewPacketId, ReviewTemplateId,
    RollingReviewId, SandboxId, ServiceAccountId, SessionId, ShareId, TeamId, WebhookDeliveryId, WebhookId,
    WeeklyCheckInId,
};
pub use page::{Limit, Page, Paged, Whole};
pub use patch::Patch;
