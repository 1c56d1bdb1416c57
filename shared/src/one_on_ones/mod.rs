//! One-on-ones: two people who meet by a rule, with an agenda, notes and what they agreed to do.
//!
//! What is said belongs to the two. Their managers and Admins see that they meet; an Admin can open one
//! meeting's shared notes with a reason that both are told. A private note is its writer's alone.

mod calendar;
mod items;
mod meetings;
mod questions;
pub mod rules;
mod series;

pub use calendar::{CalendarFeed, CalendarQuery, NewFeed};
pub use items::{
    ActionItem, ActionItemChanges, ActionItemPath, Agenda, AgendaItem, AgendaItemChanges, AgendaItemPath, MyActionItem,
    NewActionItem, NewAgendaItems,
};
pub use meetings::{
    Meeting, MeetingChanges, MeetingContent, MeetingDetail, MeetingFilter, MeetingOpening, MeetingPath, MeetingWhen,
    OpeningReason, PrivateNote, PrivateNoteChange, Step,
};
pub use questions::{LibrarySet, NewQuestionSet, QuestionSet, QuestionSetChanges, QuestionSetPath, QuestionSets};
pub use series::{
    CarriedItems, EndReason, MissingOneOnOne, MissingOneOnOnes, NewOneOnOne, OneOnOne, OneOnOneChanges, OneOnOneFilter,
    OneOnOnePath,
};

use crate::{
    operation::{Calendar, Json, Made, Nothing},
    operations, permissions,
    readers::RecordReaders,
    wire::Page,
};

permissions! { one_on_ones;
    /// See that two people meet, and when. What they say is theirs.
    VIEW "view" Employee, Manager, never, Admin;
    /// Set a one-on-one up, prepare it, hold it and write in it.
    EDIT "edit" Employee, never, never, never;
    /// Write a private note about one's own meeting and read it again. Nobody else ever reads it.
    PRIVATE "private_note" Employee, never, never, never;
    /// Open the shared notes of a meeting of others, with a reason that both are told.
    OPEN "open" never, never, never, Admin;
    /// Keep the organisation's own questions to begin from.
    MANAGE_QUESTIONS "manage_questions" never, never, never, Admin;
}

operations! { "one_on_ones";
    /// One-on-ones the caller may know of, newest first.
    ListOneOnOnes: Get "/api/v1/one-on-ones" { query: OneOnOneFilter, answer: Json<Page<OneOnOne>>, who: may VIEW }
    /// A one-on-one of the caller with somebody else, by a recurrence rule. Its first meetings are planned at once.
    CreateOneOnOne: Post "/api/v1/one-on-ones" { body: Json<NewOneOnOne>, answer: Made<OneOnOne>, who: may EDIT }
    /// With whom the caller has no one-on-one: their manager and those who report to them directly.
    ListMissingOneOnOnes: Get "/api/v1/one-on-ones/missing" { answer: Json<MissingOneOnOnes>, who: session }
    /// A one-on-one.
    ReadOneOnOne: Get "/api/v1/one-on-ones/{id}" { params: OneOnOnePath, answer: Json<OneOnOne>, who: may VIEW }
    /// Change when and where two people meet. What is planned moves to the new days with all that is on it.
    EditOneOnOne: Patch "/api/v1/one-on-ones/{id}" { params: OneOnOnePath, body: Json<OneOnOneChanges>, answer: Json<OneOnOne>, who: may EDIT }
    /// End a one-on-one. Both keep what was written, to read.
    EndOneOnOne: Post "/api/v1/one-on-ones/{id}/end" { params: OneOnOnePath, answer: Json<OneOnOne>, who: may EDIT }
    /// Take open action items along from a one-on-one that has ended; only who was in both can, and so says what the other gets to read.
    CarryActionItems: Post "/api/v1/one-on-ones/{id}/carry" { params: OneOnOnePath, body: Json<CarriedItems>, answer: Json<OneOnOne>, who: may EDIT }
    /// Meetings the caller may know of: what is to come, soonest first, or what was, latest first.
    ListMeetings: Get "/api/v1/meetings" { query: MeetingFilter, answer: Json<Page<Meeting>>, who: may VIEW }
    /// A meeting; to the two who meet with its agenda, its notes, what they agreed to do and what they wrote by the week.
    ReadMeeting: Get "/api/v1/meetings/{id}" { params: MeetingPath, answer: Json<MeetingDetail>, who: may VIEW }
    /// Exactly who knows of a meeting, who of them reads what is said in it, and why. Private notes are their writer's alone.
    ListMeetingReaders: Get "/api/v1/meetings/{id}/readers" { params: MeetingPath, answer: Json<RecordReaders>, who: may VIEW }
    /// Write the shared notes, or move the meeting to another time.
    EditMeeting: Patch "/api/v1/meetings/{id}" { params: MeetingPath, body: Json<MeetingChanges>, answer: Json<MeetingDetail>, who: may EDIT }
    /// Hold a meeting, skip it, or have it take place after all. What isn't ticked goes to the next.
    StepMeeting: Post "/api/v1/meetings/{id}/step" { params: MeetingPath, body: Json<Step>, answer: Json<MeetingDetail>, who: may EDIT }
    /// Open what two others wrote together, with a reason. Both are told, and it stands in the audit log. Private notes stay closed.
    OpenMeeting: Post "/api/v1/meetings/{id}/open" { params: MeetingPath, body: Json<OpeningReason>, answer: Json<MeetingContent>, who: may OPEN }
    /// Put items on a meeting's agenda.
    CreateAgendaItems: Post "/api/v1/meetings/{id}/agenda-items" { params: MeetingPath, body: Json<NewAgendaItems>, answer: Made<Agenda>, who: may EDIT }
    /// Change an item, tick it, or move it within the agenda.
    EditAgendaItem: Patch "/api/v1/agenda-items/{id}" { params: AgendaItemPath, body: Json<AgendaItemChanges>, answer: Json<AgendaItem>, who: may EDIT }
    /// Take an item off the agenda.
    DeleteAgendaItem: Delete "/api/v1/agenda-items/{id}" { params: AgendaItemPath, answer: Nothing, who: may EDIT }
    /// Agree that one of the two will do something.
    CreateActionItem: Post "/api/v1/meetings/{id}/action-items" { params: MeetingPath, body: Json<NewActionItem>, answer: Made<ActionItem>, who: may EDIT }
    /// Change an action item, or say that it is done. In a one-on-one that has ended only its owner can say that.
    EditActionItem: Patch "/api/v1/action-items/{id}" { params: ActionItemPath, body: Json<ActionItemChanges>, answer: Json<ActionItem>, who: may EDIT }
    /// Remove an action item.
    DeleteActionItem: Delete "/api/v1/action-items/{id}" { params: ActionItemPath, answer: Nothing, who: may EDIT }
    /// The caller's private note about a meeting of theirs; empty at version 0 if there is none.
    ReadPrivateNote: Get "/api/v1/meetings/{id}/private-note" { params: MeetingPath, answer: Json<PrivateNote>, who: may PRIVATE }
    /// Write the caller's private note.
    EditPrivateNote: Patch "/api/v1/meetings/{id}/private-note" { params: MeetingPath, body: Json<PrivateNoteChange>, answer: Json<PrivateNote>, who: may PRIVATE }
    /// Questions to begin a meeting from: a library, and the organisation's own.
    ListQuestionSets: Get "/api/v1/question-sets" { answer: Json<QuestionSets>, who: session }
    /// Questions of the organisation's own.
    CreateQuestionSet: Post "/api/v1/question-sets" { body: Json<NewQuestionSet>, answer: Made<QuestionSet>, who: may MANAGE_QUESTIONS }
    /// Change them.
    EditQuestionSet: Patch "/api/v1/question-sets/{id}" { params: QuestionSetPath, body: Json<QuestionSetChanges>, answer: Json<QuestionSet>, who: may MANAGE_QUESTIONS }
    /// Remove them. What was put on agendas stays there.
    DeleteQuestionSet: Delete "/api/v1/question-sets/{id}" { params: QuestionSetPath, answer: Nothing, who: may MANAGE_QUESTIONS }
    /// Whether there is an address at which a calendar reads the caller's one-on-ones.
    ReadCalendarFeed: Get "/api/v1/calendar-feed" { answer: Json<CalendarFeed>, who: session }
    /// Make that address anew. It is told once; the one before is void at once.
    MakeCalendarFeed: Post "/api/v1/calendar-feed" { answer: Made<NewFeed>, who: session }
    /// Revoke it.
    RevokeCalendarFeed: Delete "/api/v1/calendar-feed" { answer: Nothing, who: session }
    /// One-on-ones as a calendar reads them, from ninety days ago to a year ahead: times and with whom, nothing else.
    ReadCalendar: Get "/api/v1/calendar.ics" { query: CalendarQuery, answer: Calendar, who: public }
}
