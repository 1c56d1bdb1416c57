//! Pulse: short anonymous surveys.
//!
//! Who takes part and what is answered are kept apart: whoever is logged in gets a blind ballot ([`ballot`]), and
//! answers come in by it without a session. Results are counted once, when the pulse closes, for groups of at least
//! its minimum ([`rules`]).

mod answers;
pub mod ballot;
mod code;
mod questions;
mod results;
pub mod rules;
mod surveys;
mod threads;

pub use answers::{Answer, Ballot, BlindBallot, NewSheet, Sheet, Slip};
pub use code::BallotCode;
pub use questions::{MOST_QUESTIONS, NewQuestion, Question, QuestionKind, same_question};
pub use results::{Cell, Group, PulseResults, QuestionResults, Spoken, TrendPoint};
pub use surveys::{
    Audience, Barrier, LEAST_ASKED, NewPulse, Pulse, PulseChanges, PulseDetail, PulseFilter, PulseMove, PulsePath,
    PulsePreview, PulseRef, PulseState, PulseStep, USUAL_MINIMUM,
};
pub use threads::{
    MOST_LOCKS, NewOwnMessage, NewThreadMessage, OwnThread, PulseCommentPath, Thread, ThreadKey, ThreadMessage,
    ThreadWriter,
};

use crate::{
    operation::{Csv, File, Json, Made, Nothing, Xlsx},
    operations, permissions,
    wire::Page,
};

permissions! { pulse;
    /// See a pulse, and of its results what is published for one: Admins all groups, Managers those of their people, everybody the whole if the pulse says so.
    VIEW "view" Employee, Manager, View, Admin;
    /// Take the ballot of a pulse that asks oneself.
    ANSWER "answer" Employee, never, never, never;
    /// Make a pulse, change, open and close it.
    EDIT "edit" Admin, never, never, Admin;
    /// Answer what was written in a pulse, and read what its author writes back: Admins all of it, Managers what stands under a team of their people.
    REPLY "reply" never, Manager, never, Admin;
}

operations! { "pulse";
    /// Pulses the caller may see, latest first.
    /// Admins get all; others those that ask them or ask people below them, once they have opened, and closed ones
    /// whose results for the whole are shown to everybody. `state` narrows the list.
    ListPulses: Get "/api/v1/pulses" { query: PulseFilter, answer: Json<Page<Pulse>>, who: may VIEW }
    /// A new pulse, as a draft.
    /// Nobody is asked and nobody else sees it before it is moved on.
    CreatePulse: Post "/api/v1/pulses" { body: Json<NewPulse>, answer: Made<PulseDetail>, who: may EDIT }
    /// A pulse with its questions.
    /// `audience`, whom it asks, is for Admins. `public_key` is what a ballot is checked by in the browser; it is there
    /// from the opening on.
    ReadPulse: Get "/api/v1/pulses/{id}" { params: PulsePath, answer: Json<PulseDetail>, who: may VIEW }
    /// Change a pulse. Once it is open only its minimum can change, and only rise.
    EditPulse: Patch "/api/v1/pulses/{id}" { params: PulsePath, body: Json<PulseChanges>, answer: Json<PulseDetail>, who: may EDIT }
    /// Remove a draft.
    /// 409 for anything else: one that is scheduled is called back first.
    DeletePulse: Delete "/api/v1/pulses/{id}" { params: PulsePath, answer: Nothing, who: may EDIT }
    /// Whom a pulse would ask if it opened now, and in which groups it could be counted.
    /// `barrier` names what would keep it from opening: fewer than 10 people, or another open pulse that asks some of
    /// the same. Nothing is settled by it; that is done when it opens.
    PreviewPulse: Get "/api/v1/pulses/{id}/preview" { params: PulsePath, answer: Json<PulsePreview>, who: may EDIT }
    /// Take a pulse on: open it (at once, or on its day), call it back before it opens, close it.
    /// Opening settles who is asked and in which groups, and tells them; before its day it schedules it. 409 if it
    /// would ask fewer than 10 people or some whom another open pulse asks, if its last day is over, and for a step
    /// from elsewhere. Closing counts what was answered, once, and deletes the answers.
    MovePulse: Post "/api/v1/pulses/{id}/move" { params: PulsePath, body: Json<PulseMove>, answer: Json<PulseDetail>, who: may EDIT }
    /// Take one's only ballot: notes that the caller takes part, and signs their blinded token without seeing it. The same token is signed again, another is refused. It takes no idempotency key, which would be kept with a name and a time.
    TakeBallot: Put "/api/v1/pulses/{id}/ballot" { params: PulsePath, body: Json<BlindBallot>, answer: Json<Ballot>, who: may ANSWER }
    /// Answer by a ballot, or answer anew until the pulse closes. Takes no session: nobody knows who it is.
    /// 422 for answers that don't fit the questions. 404 once the pulse has closed, and for a ballot that wasn't signed
    /// here.
    AnswerPulse: Post "/api/v1/pulse-answers" { body: Json<NewSheet>, answer: Nothing, who: public }
    /// What was answered by a ballot, until the pulse closes.
    /// Takes no session: nobody knows who it is. 404 for a ballot that wasn't signed here, for one without an answer,
    /// and once the pulse has closed.
    ReadAnswer: Post "/api/v1/pulse-answers/read" { body: Json<Slip>, answer: Json<Sheet>, who: public }
    /// Take back what was answered by a ballot.
    /// Takes no session: nobody knows who it is. Until the pulse closes the ballot can answer again; 404 afterwards,
    /// and for a ballot that wasn't signed here.
    WithdrawAnswer: Post "/api/v1/pulse-answers/withdraw" { body: Json<Slip>, answer: Nothing, who: public }
    /// What is published of a pulse for the caller: the same numbers for every filter, since a filter chooses among groups.
    /// Until it has closed there are groups and no numbers. Admins get all groups, Managers those of the people below
    /// them, everybody the whole if the pulse says so; what comes below the minimum, or could be worked out by
    /// subtracting, is published for nobody.
    ReadPulseResults: Get "/api/v1/pulses/{id}/results" { params: PulsePath, answer: Json<PulseResults>, who: may VIEW }
    /// The same numbers as a file.
    /// A CSV file, safe to open in a spreadsheet, of what `read_pulse_results` answers the caller, and of nothing else.
    ExportPulseResults: Get "/api/v1/pulses/{id}/results.csv" { params: PulsePath, answer: Csv, who: may VIEW }
    /// The same numbers as a workbook of at most 50,000 rows.
    /// 409 where there are more; the CSV file holds them.
    ExportPulseResultsXlsx: Get "/api/v1/pulses/{id}/results.xlsx" { params: PulsePath, answer: File<Xlsx>, who: may VIEW }
    /// Answer a published paragraph, with one's name, until 30 days after the pulse has closed. Its author isn't told, since nobody knows who they are: they find it by their code.
    AnswerPulseComment: Post "/api/v1/pulses/{id}/comments/{comment_id}/answers" { params: PulseCommentPath, body: Json<NewThreadMessage>, answer: Made<Thread>, who: may REPLY }
    /// End a paragraph's thread early: it can be read and takes no more messages.
    /// For Admins. Its author still finds by their key what was answered.
    ClosePulseThread: Post "/api/v1/pulses/{id}/comments/{comment_id}/close" { params: PulseCommentPath, answer: Json<Thread>, who: may EDIT }
    /// What was answered to a paragraph, for whoever holds its key. Takes no session: nobody knows who it is.
    ReadPulseThread: Post "/api/v1/pulse-threads/read" { body: Json<ThreadKey>, answer: Json<OwnThread>, who: public }
    /// Write back by the key of one's paragraph. It is shown on the next day, with whatever else was written on the same.
    WritePulseThread: Post "/api/v1/pulse-threads" { body: Json<NewOwnMessage>, answer: Json<OwnThread>, who: public }
}
