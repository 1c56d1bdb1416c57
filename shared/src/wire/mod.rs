//! What many DTOs use: ids, text enums, pages, three-state changes, checks.

pub mod check;
pub mod choice;
pub mod id;
pub mod page;
pub mod patch;

pub use id::{
    ActionItemId, AgendaItemId, CheckInId, CompanyValueId, FeedbackAskId, FeedbackId, FeedbackRequestId, ImportId,
    KeyResultId, MeetingId, MilestoneId, NoticeId, ObjectiveId, OneOnOneId, PeriodId, PersonId, PraiseId,
    QuestionSetId, SessionId, ShareId, TeamId, WeeklyCheckInId,
};
pub use page::{Limit, Page};
pub use patch::Patch;
