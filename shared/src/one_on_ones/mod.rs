//! One-on-ones: two people who meet by a rule, with an agenda, notes and what they agreed to do.
//!
//! What is said belongs to the two, and to whom they ask to a meeting as a guest. Their managers and Admins see that they
//! meet; an Admin can open one meeting's shared notes with a reason that both are told. A private note is its writer's
//! alone.

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
    /// See that two people meet, and when. What they say is theirs; the guest of a meeting reads what is shared in it.
    VIEW "view" Employee, Manager, View, Admin;
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
    /// One's own, those of the people below one, and for Admins everybody's. The place is told to the two who meet
    /// alone. `person` and `ended` narrow the list.
    ListOneOnOnes: Get "/api/v1/one-on-ones" { query: OneOnOneFilter, answer: Json<Page<OneOnOne>>, who: may VIEW }
    /// A one-on-one of the caller with somebody else, by a recurrence rule. Its first meetings are planned at once.
    /// The other is told. 422 for oneself, for who is deactivated, and for a rule that has no day to come.
    CreateOneOnOne: Post "/api/v1/one-on-ones" { body: Json<NewOneOnOne>, answer: Made<OneOnOne>, who: may EDIT }
    /// With whom the caller has no one-on-one: their manager and those who report to them directly.
    /// The manager stands first, the others by name, at most 100. A one-on-one that has ended counts as none.
    ListMissingOneOnOnes: Get "/api/v1/one-on-ones/missing" { answer: Json<MissingOneOnOnes>, who: session }
    /// A one-on-one.
    /// When and where two people meet, and when next. The place is empty for everybody but the two.
    ReadOneOnOne: Get "/api/v1/one-on-ones/{id}" { params: OneOnOnePath, answer: Json<OneOnOne>, who: may VIEW }
    /// Change when and where two people meet. What is planned moves to the new days with all that is on it.
    EditOneOnOne: Patch "/api/v1/one-on-ones/{id}" { params: OneOnOnePath, body: Json<OneOnOneChanges>, answer: Json<OneOnOne>, who: may EDIT }
    /// End a one-on-one. Both keep what was written, to read.
    /// The other of the two is told. 409 if it has ended already.
    EndOneOnOne: Post "/api/v1/one-on-ones/{id}/end" { params: OneOnOnePath, answer: Json<OneOnOne>, who: may EDIT }
    /// Take open action items along from a one-on-one that has ended; only who was in both can, and so says what the other gets to read.
    /// They belong to the next meeting of this one from then on. What somebody who has left was to do becomes the
    /// caller's. 422 if an item is done or isn't the caller's to take along, 409 if this one-on-one has ended, too.
    CarryActionItems: Post "/api/v1/one-on-ones/{id}/carry" { params: OneOnOnePath, body: Json<CarriedItems>, answer: Json<OneOnOne>, who: may EDIT }
    /// Meetings the caller may know of: what is to come, soonest first, or what was, latest first.
    /// To come is what is planned in one-on-ones that go on; what was are meetings that were held or skipped.
    /// `one_on_one` and `person` narrow the list; of what is said in them it holds nothing.
    ListMeetings: Get "/api/v1/meetings" { query: MeetingFilter, answer: Json<Page<Meeting>>, who: may VIEW }
    /// A meeting; to the two who meet with its agenda, its notes, what they agreed to do and what they wrote by the week.
    /// The guest of a meeting gets the agenda, the notes and what was agreed there, and of other meetings nothing. Everybody
    /// else who may know of it gets when it is and how it stands, without `content`. Who opened it with a reason is told to
    /// the two and to Admins. Private notes are never in it.
    ReadMeeting: Get "/api/v1/meetings/{id}" { params: MeetingPath, answer: Json<MeetingDetail>, who: may VIEW }
    /// Exactly who knows of a meeting, who of them reads what is said in it, and why. Private notes are their writer's alone.
    ListMeetingReaders: Get "/api/v1/meetings/{id}/readers" { params: MeetingPath, answer: Json<RecordReaders>, who: may VIEW }
    /// Write the shared notes, move the meeting to another time, or ask a guest to it.
    /// It is for the two who meet. Only a planned meeting moves, to a time to come within 366 days, and the other of
    /// them is told. `guest_id` lets a third person read what is shared in this meeting, and `null` lets them out at once;
    /// both who meet and the guest are told. 409 once it is skipped or a record, or its one-on-one has ended, but that a
    /// guest can be let out of it.
    EditMeeting: Patch "/api/v1/meetings/{id}" { params: MeetingPath, body: Json<MeetingChanges>, answer: Json<MeetingDetail>, who: may EDIT }
    /// Hold a meeting, skip it, or have it take place after all. What isn't ticked goes to the next.
    /// Holding it leaves out what was planned before it and never held; of a skip the other of the two is told. 422 for
    /// a step that can't be taken now, 409 once the one-on-one has ended.
    StepMeeting: Post "/api/v1/meetings/{id}/step" { params: MeetingPath, body: Json<Step>, answer: Json<MeetingDetail>, who: may EDIT }
    /// Open what two others wrote together, with a reason. Both are told, and it stands in the audit log. Private notes stay closed.
    OpenMeeting: Post "/api/v1/meetings/{id}/open" { params: MeetingPath, body: Json<OpeningReason>, answer: Json<MeetingContent>, who: may OPEN, fresh }
    /// Put items on a meeting's agenda.
    /// Either of the two does. An agenda holds at most 100, or 422; 409 once the meeting is skipped or a record, or its
    /// one-on-one has ended.
    CreateAgendaItems: Post "/api/v1/meetings/{id}/agenda-items" { params: MeetingPath, body: Json<NewAgendaItems>, answer: Made<Agenda>, who: may EDIT }
    /// Change an item, tick it, or move it within the agenda.
    /// `after_id` names the item that it is to stand behind, `null` puts it first. 409 if it has gone on to another
    /// meeting meanwhile, once its meeting is skipped or a record, and once the one-on-one has ended.
    EditAgendaItem: Patch "/api/v1/agenda-items/{id}" { params: AgendaItemPath, body: Json<AgendaItemChanges>, answer: Json<AgendaItem>, who: may EDIT }
    /// Take an item off the agenda.
    /// Either of the two does, whoever put it there. 409 once its meeting is skipped or a record, or the one-on-one has
    /// ended.
    DeleteAgendaItem: Delete "/api/v1/agenda-items/{id}" { params: AgendaItemPath, answer: Nothing, who: may EDIT }
    /// Agree that one of the two will do something.
    /// `owner_id` is one of the two, and the other is told if it is theirs. 409 if there are 100 open ones in the
    /// one-on-one, once the meeting is skipped or a record, and once the one-on-one has ended.
    CreateActionItem: Post "/api/v1/meetings/{id}/action-items" { params: MeetingPath, body: Json<NewActionItem>, answer: Made<ActionItem>, who: may EDIT }
    /// Change an action item, or say that it is done. In a one-on-one that has ended only its owner can say that.
    EditActionItem: Patch "/api/v1/action-items/{id}" { params: ActionItemPath, body: Json<ActionItemChanges>, answer: Json<ActionItem>, who: may EDIT }
    /// Remove an action item.
    /// Either of the two does, whoever was to do it. 409 once the one-on-one has ended.
    DeleteActionItem: Delete "/api/v1/action-items/{id}" { params: ActionItemPath, answer: Nothing, who: may EDIT }
    /// The caller's private note about a meeting of theirs; empty at version 0 if there is none.
    /// It is sealed for the caller: neither whom they meet nor an Admin reads it. 404 for a meeting they can't see.
    ReadPrivateNote: Get "/api/v1/meetings/{id}/private-note" { params: MeetingPath, answer: Json<PrivateNote>, who: may PRIVATE }
    /// Write the caller's private note.
    /// It replaces the whole note, and a meeting that is a record takes one, too. The audit log has that something was
    /// written, never what.
    EditPrivateNote: Patch "/api/v1/meetings/{id}/private-note" { params: MeetingPath, body: Json<PrivateNoteChange>, answer: Json<PrivateNote>, who: may PRIVATE }
    /// Questions to begin a meeting from: a library, and the organisation's own.
    /// Everybody gets the same, not in pages. The library comes with PerfTrack and can't be changed.
    ListQuestionSets: Get "/api/v1/question-sets" { answer: Json<QuestionSets>, who: session }
    /// Questions of the organisation's own.
    /// 1 to 20 of them under a name, for everybody to begin an agenda from. An organisation has at most 100 such sets,
    /// or 409.
    CreateQuestionSet: Post "/api/v1/question-sets" { body: Json<NewQuestionSet>, answer: Made<QuestionSet>, who: may MANAGE_QUESTIONS }
    /// Change them.
    /// `questions` takes the place of all of them, in order. What was put on agendas stays as it is.
    EditQuestionSet: Patch "/api/v1/question-sets/{id}" { params: QuestionSetPath, body: Json<QuestionSetChanges>, answer: Json<QuestionSet>, who: may MANAGE_QUESTIONS }
    /// Remove them. What was put on agendas stays there.
    DeleteQuestionSet: Delete "/api/v1/question-sets/{id}" { params: QuestionSetPath, answer: Nothing, who: may MANAGE_QUESTIONS }
    /// Whether there is an address at which a calendar reads the caller's one-on-ones.
    /// The answer says since when, and never the address: that was told once, when it was made.
    ReadCalendarFeed: Get "/api/v1/calendar-feed" { answer: Json<CalendarFeed>, who: session }
    /// Make that address anew. It is told once; the one before is void at once.
    MakeCalendarFeed: Post "/api/v1/calendar-feed" { answer: Made<NewFeed>, who: session }
    /// Revoke it.
    /// A calendar that reads at the address gets 404 from then on. Where there is none, nothing changes.
    RevokeCalendarFeed: Delete "/api/v1/calendar-feed" { answer: Nothing, who: session }
    /// One-on-ones as a calendar reads them, from ninety days ago to a year ahead: times and with whom, nothing else.
    /// It takes no session: `secret` is the feed's, and any other answers 404. Meetings that were skipped are left out;
    /// days that aren't planned yet follow from the rule.
    ReadCalendar: Get "/api/v1/calendar.ics" { query: CalendarQuery, answer: Calendar, who: public }
}
