//! Feedback: praise that everybody sees, private feedback with the readers its author chose, asking for it, and notes
//! to oneself. Authors are always known.

mod praise;
mod private;
pub mod readers;
mod requests;
mod reviews;
mod timeline;
mod values;

pub use praise::{
    NewPraise, Praise, PraiseFilter, PraisePath, Reaction, ReactionCount, ReactionKind, TakeDown, TakenDown,
};
pub use private::{
    Feedback, FeedbackChanges, FeedbackFilter, FeedbackKind, FeedbackPath, NewFeedback, NewFeedbackKind, Purpose,
};
pub use readers::{Audience, Because, Reader, Readers, ReadersQuery};
pub use requests::{
    Answer, Ask, AskFilter, AskPath, AskState, Asked, Decline, FeedbackRequest, FeedbackRequests, MOST_ASKED,
    NewFeedbackRequest, RequestPath, USUAL_DAYS,
};
pub use reviews::{InReviews, in_reviews};
pub use timeline::{Entry, TimelineFilter};
pub use values::{CompanyValue, CompanyValueChanges, CompanyValuePath, CompanyValues, NewCompanyValue, ValueRef};

use crate::{
    operation::{Json, Lines, Made, Nothing},
    operations,
    people::PersonPath,
    permissions,
    wire::{Page, Whole, page::paged},
};

paged!(PraiseFilter, FeedbackFilter);

permissions! { feedback;
    /// See praise and feedback, each as far as its readers go.
    VIEW "view" Employee, Manager, View, Admin;
    /// Praise people, give them private feedback, write a note to oneself.
    GIVE "give" Employee, Employee, View, Employee;
    /// Withdraw one's praise; change the readers and the purpose of one's feedback.
    EDIT "edit" Employee, never, never, never;
    /// React to praise.
    REACT "react" Employee, Manager, View, Admin;
    /// Take praise down, with a reason that its author reads.
    TAKE_DOWN "take_down" never, never, never, Admin;
    /// Ask people for feedback about somebody; close the asking.
    ASK "ask" Employee, Manager, never, Admin;
    /// Answer what one was asked, or decline.
    ANSWER "answer" Employee, never, never, never;
    /// Set the company values.
    SET_VALUES "set_values" never, never, never, Admin;
}

operations! { "feedback";
    /// What the organisation stands for, by name; retired ones too. New praise can name those that aren't retired;
    /// earlier praise still names them all.
    ListCompanyValues: Get "/api/v1/company-values" { answer: Json<CompanyValues>, who: session }
    /// Another company value. From now on praise can name it. A name that another has is refused as `taken`.
    CreateCompanyValue: Post "/api/v1/company-values" { body: Json<NewCompanyValue>, answer: Made<CompanyValue>, who: may SET_VALUES }
    /// Reword, retire or revive a company value. Praise keeps what it named.
    EditCompanyValue: Patch "/api/v1/company-values/{id}" { params: CompanyValuePath, body: Json<CompanyValueChanges>, answer: Json<CompanyValue>, who: may SET_VALUES }
    /// Praise in the organisation, newest first. What stands, and of one's own also what was taken down. With
    /// `taken_down=true` it is what was taken down alone, of an Admin everybody's, without the text of others.
    ListPraise: Get "/api/v1/praise" { query: PraiseFilter, answer: Json<Page<Praise>>, who: may VIEW }
    /// All praise in the organisation, a line of JSON each, with the filters of the list. One answer streams all of
    /// them, without pages. Who took it stands in the audit log.
    ExportPraiseNdjson: Get "/api/v1/praise.ndjson" { query: Whole<PraiseFilter>, answer: Lines<Praise>, who: may VIEW }
    /// Praise one or several people; the whole organisation sees it. 1 to 20 people who haven't left, not oneself, and
    /// at most 3 company values that aren't retired; anything else is refused with 422. They are told.
    GivePraise: Post "/api/v1/praise" { body: Json<NewPraise>, answer: Made<Praise>, who: may GIVE }
    /// One praise. What was taken down is there for its author and for Admins; its text for its author alone. For all
    /// others it answers 404.
    ReadPraise: Get "/api/v1/praise/{id}" { params: PraisePath, answer: Json<Praise>, who: may VIEW }
    /// Withdraw praise one gave. It is gone for everybody. What was taken down stays on record: 409 `conflict`.
    WithdrawPraise: Delete "/api/v1/praise/{id}" { params: PraisePath, answer: Nothing, who: may EDIT }
    /// React to praise, or take a reaction back. Everybody who sees it may, with each kind of reaction once. What was
    /// taken down answers 409 `conflict`.
    ReactToPraise: Post "/api/v1/praise/{id}/react" { params: PraisePath, body: Json<Reaction>, answer: Json<Praise>, who: may REACT }
    /// Take praise down: nobody but its author sees the text any more, and the author reads why. They are told. What
    /// was taken down already answers 409 `conflict`.
    TakePraiseDown: Post "/api/v1/praise/{id}/take-down" { params: PraisePath, body: Json<TakeDown>, answer: Json<Praise>, who: may TAKE_DOWN }
    /// Private feedback the caller may read, newest first. What one wrote, what is for one to read about oneself, and
    /// what one reads as a manager. Admins read all but others' notes, and of what is about themselves only what is for
    /// them.
    ListFeedback: Get "/api/v1/feedback" { query: FeedbackFilter, answer: Json<Page<Feedback>>, who: may VIEW }
    /// All private feedback the caller may read, a line of JSON each, with the filters of the list. One answer streams
    /// all of them, without pages. Who took it stands in the audit log.
    ExportFeedbackNdjson: Get "/api/v1/feedback.ndjson" { query: Whole<FeedbackFilter>, answer: Lines<Feedback>, who: may VIEW }
    /// Write private feedback, or a note to oneself. `audience` says who reads it, at least the person or their
    /// manager, and nobody of a note. Those two are told, as far as it is for them; Admins read all but notes, unless
    /// it is about them. The text can't be changed afterwards.
    GiveFeedback: Post "/api/v1/feedback" { body: Json<NewFeedback>, answer: Made<Feedback>, who: may GIVE }
    /// Exactly who will read feedback, and why: of one that is there, or of one to be. Without `feedback` the other
    /// parameters say what it would be, at least about whom. Strongest claim first, then by name; who can't log in yet
    /// isn't named.
    ReadReaders: Get "/api/v1/feedback/readers" { query: ReadersQuery, answer: Json<Readers>, who: session }
    /// One piece of feedback. For whoever doesn't read it, it answers the same 404 as if there were none.
    ReadFeedback: Get "/api/v1/feedback/{id}" { params: FeedbackPath, answer: Json<Feedback>, who: may VIEW }
    /// Change who reads it, or its purpose. An answer never goes further than its request said.
    EditFeedback: Patch "/api/v1/feedback/{id}" { params: FeedbackPath, body: Json<FeedbackChanges>, answer: Json<Feedback>, who: may EDIT }
    /// Remove a note to oneself. Only its author sees it, so only they can. Anything but a note answers 409 `conflict`:
    /// what others may have read stays.
    DeleteNote: Delete "/api/v1/feedback/{id}" { params: FeedbackPath, answer: Nothing, who: may EDIT }
    /// Praise and feedback about a person in order of time, newest first, as far as the caller may read it. Praise that
    /// was taken down isn't among it. `purpose` narrows to feedback for that purpose, and leaves praise out.
    ListFeedbackAbout: Get "/api/v1/people/{id}/feedback" { params: PersonPath, query: TimelineFilter, answer: Json<Page<Entry>>, who: may VIEW }
    /// What the caller asked for, newest first, with who has answered. The latest 100. An answer is named while the
    /// caller may read it, and a reason for declining if one was given.
    ListFeedbackRequests: Get "/api/v1/feedback-requests" { answer: Json<FeedbackRequests>, who: session }
    /// Ask people for feedback about oneself, or about a report. Who reads the answers is fixed here.
    AskForFeedback: Post "/api/v1/feedback-requests" { body: Json<NewFeedbackRequest>, answer: Made<FeedbackRequest>, who: may ASK }
    /// One request. For whoever asked, and for Admins unless it is about them; for all others it answers 404.
    ReadFeedbackRequest: Get "/api/v1/feedback-requests/{id}" { params: RequestPath, answer: Json<FeedbackRequest>, who: may ASK }
    /// Ask no longer: who has not answered need not. What was answered stays. A request that is closed already answers
    /// 409 `conflict`.
    CloseFeedbackRequest: Post "/api/v1/feedback-requests/{id}/close" { params: RequestPath, answer: Json<FeedbackRequest>, who: may ASK }
    /// What the caller is or was asked, newest first. `state` narrows to those that stand like this; `open` leaves out
    /// what isn't asked any more.
    ListFeedbackAsks: Get "/api/v1/feedback-asks" { query: AskFilter, answer: Json<Page<Ask>>, who: session }
    /// One thing the caller is asked. It tells who will read the answer, and what it may be used for at the most.
    /// Others than the one who is asked get 404.
    ReadFeedbackAsk: Get "/api/v1/feedback-asks/{id}" { params: AskPath, answer: Json<Ask>, who: may ANSWER }
    /// Answer it. Who reads it is fixed by the request, and it can be used for no more than that said. Whoever asked is
    /// told. What was answered or declined, or isn't asked any more, answers 409 `conflict`.
    AnswerFeedbackAsk: Post "/api/v1/feedback-asks/{id}/answer" { params: AskPath, body: Json<Answer>, answer: Made<Feedback>, who: may ANSWER }
    /// Decline it. Whoever asked is told, and reads the reason if one is given. What was answered or declined, or isn't
    /// asked any more, answers 409 `conflict`.
    DeclineFeedbackAsk: Post "/api/v1/feedback-asks/{id}/decline" { params: AskPath, body: Json<Decline>, answer: Json<Ask>, who: may ANSWER }
}
