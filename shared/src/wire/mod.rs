//! What many DTOs use: ids, text enums, pages, three-state changes, checks.

pub mod check;
pub mod choice;
pub mod id;
pub mod page;
pub mod patch;

pub use id::{
    CheckInId, ImportId, KeyResultId, MilestoneId, NoticeId, ObjectiveId, PeriodId, PersonId, SessionId, ShareId,
    TeamId,
};
pub use page::{Limit, Page};
pub use patch::Patch;
