//! Improvement plans: what is expected of somebody, how it is measured and what supports them, for a time. Between the
//! person, the manager they have at the moment and Admins; nobody else ever learns that there is one.

mod plan;
pub mod rules;
mod view_as;

pub use plan::{
    ImprovementAcknowledgement, ImprovementAct, ImprovementChanges, ImprovementEnd, ImprovementExtension,
    ImprovementFilter, ImprovementNote, ImprovementPaper, ImprovementPersonPath, ImprovementPlan,
    ImprovementPlanDetail, ImprovementPlanPath, ImprovementReason, ImprovementSchedule, ImprovementSection,
    NewImprovementNote, NewImprovementPlan, NewImprovementSection,
};
pub use view_as::{ImprovementPlanAs, ImprovementPlanAsPath, ImprovementPlanSeen};

use crate::{
    operation::{File, Json, Made, Pdf},
    operations, permissions,
    readers::RecordReaders,
    wire::Page,
};

permissions! { improvement;
    /// See an improvement plan: one's own from its start on, or that of somebody who reports to one directly.
    VIEW "view" Employee, Manager, never, Admin;
    /// Draft an improvement plan for somebody, change the draft and drop it.
    DRAFT "draft" never, Manager, never, Admin;
    /// Schedule an improvement plan, change, pause, extend and end it; nobody does their own.
    RUN "run" never, Admin, never, Admin;
    /// Say that one has read one's own improvement plan.
    ACKNOWLEDGE "acknowledge" Employee, never, never, never;
    /// Say at a check-in how an improvement plan goes.
    NOTE "note" Employee, Manager, never, never;
    /// Take over the improvement plan of somebody who reports to one now.
    TAKE_OVER "take_over" never, Manager, never, never;
}

operations! { "improvement";
    /// Improvement plans that the caller sees, latest first. One's own from its start on, those of people who report to
    /// one directly, and of an Admin all others'. `open=true` leaves out what has ended.
    ListImprovementPlans: Get "/api/v1/improvement-plans" { query: ImprovementFilter, answer: Json<Page<ImprovementPlan>>, who: may VIEW }
    /// Draft an improvement plan, one at a time for each person. They see nothing of it before it starts.
    DraftImprovementPlan: Post "/api/v1/people/{id}/improvement-plans" { params: ImprovementPersonPath, body: Json<NewImprovementPlan>, answer: Made<ImprovementPlanDetail>, who: may DRAFT }
    /// An improvement plan, of what it says whatever is for the caller. What is for others is left out, and `version`
    /// counts only changes of what the caller reads. Before it starts its person gets 404.
    ReadImprovementPlan: Get "/api/v1/improvement-plans/{id}" { params: ImprovementPlanPath, answer: Json<ImprovementPlanDetail>, who: may VIEW }
    /// Exactly who reads an improvement plan, and why. Its person is among them from its start on; a manager and the person
    /// read what of it is for them, Admins all of it. Strongest claim first, then by name; who can't log in isn't named.
    ListImprovementPlanReaders: Get "/api/v1/improvement-plans/{id}/readers" { params: ImprovementPlanPath, answer: Json<RecordReaders>, who: may VIEW }
    /// What somebody sees of an improvement plan, and why. It is the page as they have it, less what the caller doesn't
    /// see; `sees` is absent if they see nothing of it, as its person before it starts. It counts as opened by the
    /// caller, not by whom they ask about.
    ViewImprovementPlanAs: Get "/api/v1/improvement-plans/{id}/as/{person}" { params: ImprovementPlanAsPath, answer: Json<ImprovementPlanAs>, who: may VIEW }
    /// An improvement plan on paper, as one of its audiences reads it: the caller's own, or one that reads less. Asking
    /// for one that reads more answers 403. Who took it stands in the audit log.
    ExportImprovementPlanPdf: Get "/api/v1/improvement-plans/{id}/plan.pdf" { params: ImprovementPlanPath, query: ImprovementPaper, answer: File<Pdf>, who: may VIEW }
    /// Change what a plan says: a manager its draft, an Admin until it ends. Once it has started, a change of what the
    /// person reads pauses it, and it can't run again before they have acknowledged it.
    EditImprovementPlan: Patch "/api/v1/improvement-plans/{id}" { params: ImprovementPlanPath, body: Json<ImprovementChanges>, answer: Json<ImprovementPlanDetail>, who: may DRAFT }
    /// Say on which day a plan starts, or another one. On that day its person sees it, and is told.
    ScheduleImprovementPlan: Post "/api/v1/improvement-plans/{id}/schedule" { params: ImprovementPlanPath, body: Json<ImprovementSchedule>, answer: Json<ImprovementPlanDetail>, who: may RUN }
    /// Pause a running plan. The person, their manager and Admins are told, and read the reason. One that doesn't run
    /// answers 409 `conflict`.
    PauseImprovementPlan: Post "/api/v1/improvement-plans/{id}/pause" { params: ImprovementPlanPath, body: Json<ImprovementReason>, answer: Json<ImprovementPlanDetail>, who: may RUN }
    /// Let a paused plan run again. What was changed has to be acknowledged first.
    ResumeImprovementPlan: Post "/api/v1/improvement-plans/{id}/resume" { params: ImprovementPlanPath, answer: Json<ImprovementPlanDetail>, who: may RUN }
    /// Let a running plan end on a later day. The day must be later than its last one and than today, or it is refused
    /// with 422. The person, their manager and Admins are told. One that doesn't run, also because it is paused,
    /// answers 409 `conflict`.
    ExtendImprovementPlan: Post "/api/v1/improvement-plans/{id}/extend" { params: ImprovementPlanPath, body: Json<ImprovementExtension>, answer: Json<ImprovementPlanDetail>, who: may RUN }
    /// End a running plan: what it expects was met, or not. It can't be begun again. The person, their manager and
    /// Admins are told, and read the reason. One that doesn't run, also because it is paused, answers 409 `conflict`.
    EndImprovementPlan: Post "/api/v1/improvement-plans/{id}/end" { params: ImprovementPlanPath, body: Json<ImprovementEnd>, answer: Json<ImprovementPlanDetail>, who: may RUN }
    /// Drop a plan: a manager its draft, an Admin until it ends. One that hadn't started its person never sees.
    WithdrawImprovementPlan: Post "/api/v1/improvement-plans/{id}/withdraw" { params: ImprovementPlanPath, body: Json<ImprovementReason>, answer: Json<ImprovementPlanDetail>, who: may DRAFT }
    /// Say that one has read one's plan as it stands. It isn't consent.
    AcknowledgeImprovementPlan: Post "/api/v1/improvement-plans/{id}/acknowledge" { params: ImprovementPlanPath, body: Json<ImprovementAcknowledgement>, answer: Json<ImprovementPlanDetail>, who: may ACKNOWLEDGE }
    /// Say at a check-in how it goes, while a plan runs. What was said stays.
    AddImprovementNote: Post "/api/v1/improvement-plans/{id}/notes" { params: ImprovementPlanPath, body: Json<NewImprovementNote>, answer: Made<ImprovementPlanDetail>, who: may NOTE }
    /// Take over the plan of somebody who reports to one now. Before that one reads it and changes nothing.
    TakeOverImprovementPlan: Put "/api/v1/improvement-plans/{id}/manager" { params: ImprovementPlanPath, answer: Json<ImprovementPlanDetail>, who: may TAKE_OVER }
}
