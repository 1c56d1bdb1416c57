//! What many DTOs use: ids, text enums, pages, three-state changes, checks.

pub mod check;
pub mod choice;
pub mod id;
pub mod page;
pub mod patch;

/// The header in which a page of the app tells whose it is: the id of the person.
pub const PERSON: &str = "perftrack-person";

pub use id::{
    ActionItemId, AgendaItemId, CalibrationCardId, CalibrationSessionId, CheckInId, CompanyValueId, CompetencyId,
    DevelopmentStepId, EmailDomainId, FeedbackAskId, FeedbackId, FeedbackRequestId, ImportId, ImprovementPlanId,
    KeyResultId, KpiId, LevelProposalId, MeetingId, MilestoneId, NoticeId, ObjectiveId, OneOnOneId,
    OrganisationExportId, PasskeyId, PeriodId, PersonId, PraiseId, PulseCommentId, PulseGroupId, PulseId,
    QuestionSetId, ReviewCycleId, ReviewId, ReviewPacketId, ReviewTemplateId, SessionId, ShareId, TeamId,
    WeeklyCheckInId,
};
pub use page::{Limit, Page};
pub use patch::Patch;
