//! What many DTOs use: ids, text enums, pages, three-state changes, checks.

pub mod check;
pub mod choice;
pub mod id;
pub mod page;
pub mod patch;

pub use id::{
    CheckInId, CompanyValueId, FeedbackAskId, FeedbackId, FeedbackRequestId, ImportId, KeyResultId, MilestoneId,
    NoticeId, ObjectiveId, PeriodId, PersonId, PraiseId, SessionId, ShareId, TeamId, WeeklyCheckInId,
};
pub use page::{Limit, Page};
pub use patch::Patch;
