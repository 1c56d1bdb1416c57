//! A person's data: taking it out, and erasing the person. The organisation's: taking it out, and closing it.

mod holds;
mod retention;
mod whole;

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    operation::{File, Json, Zip},
    operations,
    people::PersonPath,
    permissions,
    wire::{check, choice::choice},
};

pub use holds::{LegalHold, LegalHoldLifting, LegalHoldPath, LegalHolds, LiftedHold, MOST_LIFTED_HOLDS, NewLegalHold};
pub use retention::{
    DeletedCount, DeletedMonth, DeletionReport, Keeping, KeepingTime, LEAST_MONTHS, MOST_MONTHS, RETENTION_NOTICE_DAYS,
    Retention, RetentionChange, RetentionKind, RetentionRule, oldest_kept,
};
pub use whole::{
    CLOSING_DAYS, ClosingConfirmation, ExportPath, MOST_EXPORTS_A_DAY, OrganisationClosing, OrganisationExport,
    OrganisationExportState, OrganisationExports,
};

permissions! { privacy;
    /// Take out what is kept of a person: all that is theirs for themselves, and for an Admin what both may read.
    EXPORT "export" Employee, Admin, never, Admin;
    /// Erase a person who has left; never oneself.
    ERASE "erase" never, Admin, never, Admin;
    /// Take out all that the organisation has.
    EXPORT_ALL "export_all" never, never, never, Admin;
    /// Say how long what is kept.
    RETAIN "retain" never, never, never, Admin;
    /// Know how long what is kept.
    KEEPING "keeping" never, never, never, Employee;
    /// Put a legal hold on somebody or on the organisation, and lift it.
    HOLD "hold" never, never, never, Admin;
    /// Have the organisation closed, and keep it after all.
    CLOSE "close" never, never, never, Admin;
}

operations! { "privacy";
    /// What is kept of a person, as a ZIP with a page to read (`data.html`) and the same for programs (`data.json`). One's own has everything that is one's own, private notes and drafts included; an Admin's of somebody else has what that person may read of it and the Admin may read too.
    ExportPersonData: Get "/api/v1/people/{id}/data.zip" { params: PersonPath, answer: File<Zip>, who: may EXPORT, fresh }
    /// What erasing a person would take away and what would stay under a pseudonym.
    /// It counts by kind and changes nothing. `possible` says whether they are deactivated, as erasing asks for, and
    /// `erased` whether they were erased before.
    PreviewErasure: Get "/api/v1/people/{id}/erasure" { params: PersonPath, answer: Json<ErasurePreview>, who: may ERASE }
    /// Erase a person who was deactivated, for good: name, address and all that was theirs alone go, their account too unless they use it elsewhere; what others wrote, and the numbers, stay under "Former colleague" and a number. Once more does the same once more.
    ErasePerson: Post "/api/v1/people/{id}/erase" { params: PersonPath, body: Json<ErasureConfirmation>, answer: Json<Erasure>, who: may ERASE, fresh }
    /// The files of all that the organisation has that the caller asked for, latest first. They are kept for a week.
    ListOrganisationExports: Get "/api/v1/organisation/exports" { answer: Json<OrganisationExports>, who: may EXPORT_ALL }
    /// Have such a file made in the background; a mail says when it is there. It holds what the caller may see as an Admin. Asked again while one is being made, it is that one.
    AskOrganisationExport: Post "/api/v1/organisation/exports" { answer: Json<OrganisationExport>, who: may EXPORT_ALL, fresh }
    /// Such a file, a ZIP with lines of JSON for each kind of thing, by whoever asked for it.
    /// 404 for anybody else's, and for one that isn't ready or is gone.
    TakeOrganisationExport: Get "/api/v1/organisation/exports/{id}/data.zip" { params: ExportPath, answer: File<Zip>, who: may EXPORT_ALL, fresh }
    /// How long what is kept, and how much the next morning would delete.
    /// A rule for each kind, in months; where there are none the kind is kept. `due` counts what is older by now,
    /// `soon` what will be thirty days later, and `acts_from` is the day from which anything is deleted.
    ReadRetention: Get "/api/v1/organisation/retention" { answer: Json<Retention>, who: may RETAIN }
    /// Say how long one kind of thing is kept. A rule that is new or stricter acts thirty days later, and all Admins are told; then older ones are deleted each morning, for good.
    SetRetention: Post "/api/v1/organisation/retention" { body: Json<RetentionChange>, answer: Json<Retention>, who: may RETAIN, fresh }
    /// How long what is kept, for everybody. Only kinds that aren't kept for ever are in it.
    ReadKeeping: Get "/api/v1/organisation/keeping" { answer: Json<Keeping>, who: may KEEPING }
    /// How much of which kind the rules have deleted, month by month, for two years. It says nothing of whom.
    ListDeletions: Get "/api/v1/organisation/deletions" { answer: Json<DeletionReport>, who: may RETAIN }
    /// The legal holds that stand, and those that were lifted. Each says what it keeps, why, and who placed it.
    ListLegalHolds: Get "/api/v1/organisation/legal-holds" { answer: Json<LegalHolds>, who: may HOLD }
    /// Put a legal hold on somebody, or on all that the organisation has. Until it is lifted no rule deletes anything about them, they can't be erased, and an organisation with one doesn't close; that it was to is taken back, and Admins are told.
    PlaceLegalHold: Post "/api/v1/organisation/legal-holds" { body: Json<NewLegalHold>, answer: Json<LegalHolds>, who: may HOLD, fresh }
    /// Lift a legal hold, with a reason. 422 if it was lifted before.
    LiftLegalHold: Post "/api/v1/organisation/legal-holds/{id}/lift" { params: LegalHoldPath, body: Json<LegalHoldLifting>, answer: Json<LegalHolds>, who: may HOLD, fresh }
    /// Whether and when the organisation closes.
    /// For Admins alone. `name` is what `close_organisation` wants typed out, and `people` how many are in it, whoever
    /// has left included.
    ReadClosing: Get "/api/v1/organisation/closing" { answer: Json<OrganisationClosing>, who: may CLOSE }
    /// Have the organisation closed: thirty days later it is deleted with everything in it, for good. Until then everything goes on as before, all Admins are told, and any of them keeps it by `KeepOrganisation`. Once more changes nothing.
    CloseOrganisation: Post "/api/v1/organisation/close" { body: Json<ClosingConfirmation>, answer: Json<OrganisationClosing>, who: may CLOSE, fresh }
    /// Keep an organisation that was to close.
    /// All Admins are told by mail. 422 if it wasn't to close.
    KeepOrganisation: Post "/api/v1/organisation/keep" { answer: Json<OrganisationClosing>, who: may CLOSE }
}

choice! {
    /// What is kept of a person, by what becomes of it when they are erased.
    pub enum KeptOfPerson {
        /// Where they were logged in, now or once: goes.
        Sessions = "sessions",
        /// Weekly check-ins: what was said and the mood go, that there was one stays.
        WeeklyCheckIns = "weekly_check_ins",
        /// Notes to themselves: go.
        Notes = "notes",
        /// Drafts of objectives: their words go.
        DraftObjectives = "draft_objectives",
        /// Reviews that they didn't hand in: their words go.
        DraftReviews = "draft_reviews",
        /// What was shared with them by name: goes.
        Shares = "shares",
        /// What they were told: goes.
        Notices = "notices",
        /// Objectives of theirs: stay.
        Objectives = "objectives",
        /// Check-ins and comments on goals: stay.
        CheckIns = "check_ins",
        /// KPIs that are in their care: stay.
        Kpis = "kpis",
        /// Praise that they gave or got: stays.
        Praise = "praise",
        /// Feedback that they gave or got: stays.
        Feedback = "feedback",
        /// Meetings, with what was noted together: stay.
        Meetings = "meetings",
        /// Levels, steps of development and proposals of another job: stay.
        Development = "development",
        /// Improvement plans: stay.
        ImprovementPlans = "improvement_plans",
        /// Reviews about them, and those they handed in: stay.
        Reviews = "reviews",
        /// Lines of the audit log: stay.
        AuditEvents = "audit_events",
    }
}

impl KeptOfPerson {
    /// Whether it goes with them; else it stays under a pseudonym.
    pub const fn goes(self) -> bool {
        matches!(
            self,
            Self::Sessions
                | Self::WeeklyCheckIns
                | Self::Notes
                | Self::DraftObjectives
                | Self::DraftReviews
                | Self::Shares
                | Self::Notices
        )
    }
}

/// How much of one kind is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct KeptCount {
    /// Of what.
    pub kind: KeptOfPerson,
    /// How much; never 0.
    pub count: i64,
}

/// What erasing somebody would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ErasurePreview {
    /// What to type to confirm it: their name as it stands.
    pub name: String,
    /// Whether they can be erased: they are deactivated.
    pub possible: bool,
    /// What goes, besides who they were, their account and their private notes, which nobody else counts.
    pub goes: Vec<KeptCount>,
    /// What stays, under a pseudonym.
    pub stays: Vec<KeptCount>,
    /// Why they can't be, if there is a legal hold on them, on the organisation, or on whom they have notes about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<String>,
    /// That they were erased already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<Erasure>,
}

/// That somebody was erased.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Erasure {
    /// What they are called now.
    pub name: String,
    /// The number in it, which no other has in the organisation.
    pub number: i32,
    /// When it was done first.
    pub erased_at: DateTime<Utc>,
}

/// That it is meant.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ErasureConfirmation {
    /// The person's name, typed out.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
}
