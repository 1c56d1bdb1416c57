//! Asking: who may ask about whom, what an answer inherits, declining, stopping.

use perftrack_tests::{Client, Persona, Refused, client::Called};
use shared::{
    access::{Relation, ShareLevel},
    feedback::{
        Answer, AnswerFeedbackAsk, Ask, AskFilter, AskForFeedback, AskPath, AskState, Audience, CloseFeedbackRequest,
        Decline, DeclineFeedbackAsk, EditFeedback, Feedback, FeedbackChanges, FeedbackRequest, ListFeedbackAsks,
        ListFeedbackRequests, NewFeedbackRequest, Purpose, ReadFeedbackRequest, RequestPath,
    },
    home::ReadHome,
    operation::Nothing,
    problem::Code,
    wire::PersonId,
};

use super::{Ground, TO_BOTH, TO_MANAGER, TO_PERSON, at, stands};

fn request(about: PersonId, people: &[PersonId], audience: Audience) -> NewFeedbackRequest {
    NewFeedbackRequest {
        subject_id: about,
        person_ids: people.to_vec(),
        question: "What should happen more often?".to_owned(),
        audience,
        purpose: Purpose::Growth,
        due_on: None,
    }
}

fn ask(by: &Client, new: NewFeedbackRequest) -> Called<AskForFeedback> {
    by.call::<AskForFeedback>(Nothing {}, Nothing {}, new)
}

fn asked(of: &Client) -> Vec<Ask> {
    let open = AskFilter { state: Some(AskState::Open), ..Default::default() };
    of.call::<ListFeedbackAsks>(Nothing {}, open, ()).expect("what is asked").items
}

fn only_ask(of: &Persona) -> AskPath {
    let asks = asked(of);
    assert_eq!(asks.len(), 1);
    AskPath { id: asks[0].id }
}

fn answer(by: &Persona, purpose: Option<Purpose>) -> Result<Feedback, shared::problem::Problem> {
    let body = Answer { body: "More of the short notes after meetings.".to_owned(), purpose };
    by.call::<AnswerFeedbackAsk>(only_ask(by), Nothing {}, body)
}

fn read(by: &Client, request: &FeedbackRequest) -> Called<ReadFeedbackRequest> {
    by.call::<ReadFeedbackRequest>(RequestPath { id: request.id }, Nothing {}, ())
}

#[test]
fn one_asks_about_oneself_and_managers_about_their_reports() {
    let it = Ground::new();
    let people = [it.peer.id];
    ask(&it.report, request(it.report.id, &people, TO_PERSON)).unwrap();
    ask(&it.manager, request(it.report.id, &people, TO_MANAGER)).unwrap();
    ask(&it.director, request(it.report.id, &people, TO_BOTH)).unwrap();
    ask(it.org.admin(), request(it.report.id, &people, TO_MANAGER)).unwrap();
    ask(&it.report, request(it.peer.id, &[it.manager.id], TO_BOTH)).refused_at("subject_id", "not_allowed");
    // Whoever asks reads the answers.
    ask(&it.report, request(it.report.id, &people, TO_MANAGER)).refused_at("audience.person", "required");
    ask(&it.manager, request(it.report.id, &people, TO_PERSON)).refused_at("audience.manager", "required");
    ask(&it.report, request(it.report.id, &[it.report.id], TO_PERSON)).refused_at("person_ids", "not_oneself");
    ask(&it.manager, request(it.report.id, &[it.report.id], TO_BOTH)).refused_at("person_ids", "not_oneself");
}

#[test]
fn an_answer_goes_where_the_request_said_and_no_further() {
    let it = Ground::new();
    let made = ask(&it.report, request(it.report.id, &[it.peer.id], TO_PERSON)).unwrap();
    let home = it.peer.call::<ReadHome>(Nothing {}, Nothing {}, ()).unwrap();
    assert_eq!(home.feedback_asks.len(), 1);
    let answered = answer(&it.peer, None).unwrap();
    assert_eq!(stands(&it.report, answered.id), Some(Relation::Shared(ShareLevel::View)));
    assert_eq!(stands(&it.manager, answered.id), None);
    let wider = FeedbackChanges { audience: Some(TO_BOTH), purpose: None };
    it.peer.change::<EditFeedback>(at(answered.id), answered.version, wider).refused_at("audience", "not_allowed");
    let seen = read(&it.report, &made).unwrap();
    assert_eq!((seen.asked[0].state, seen.asked[0].feedback_id), (AskState::Answered, Some(answered.id)));
    assert!(asked(&it.peer).is_empty());
}

#[test]
fn who_asked_from_further_up_reads_the_answer_too() {
    let it = Ground::new();
    ask(&it.director, request(it.report.id, &[it.peer.id], TO_MANAGER)).unwrap();
    let id = answer(&it.peer, None).unwrap().id;
    let readers = [&it.director, &it.manager, &it.report].map(|reader| stands(reader, id));
    assert_eq!(readers, [Some(Relation::Report), Some(Relation::Report), None]);
}

#[test]
fn what_was_asked_for_growth_never_becomes_evaluation() {
    let it = Ground::new();
    ask(&it.report, request(it.report.id, &[it.peer.id], TO_PERSON)).unwrap();
    answer(&it.peer, Some(Purpose::Evaluation)).refused_at("purpose", "not_allowed");
    let answered = answer(&it.peer, None).unwrap();
    let changes = FeedbackChanges { purpose: Some(Purpose::Evaluation), audience: None };
    it.peer.change::<EditFeedback>(at(answered.id), answered.version, changes).refused_at("purpose", "not_allowed");
    // The other way round the author is free.
    let for_review =
        NewFeedbackRequest { purpose: Purpose::Evaluation, ..request(it.report.id, &[it.peer.id], TO_BOTH) };
    ask(&it.report, for_review).unwrap();
    assert_eq!(answer(&it.peer, Some(Purpose::Growth)).unwrap().purpose, Purpose::Growth);
}

#[test]
fn one_declines_with_or_without_a_reason_and_once() {
    let it = Ground::new();
    let made = ask(&it.report, request(it.report.id, &[it.peer.id], TO_PERSON)).unwrap();
    let path = only_ask(&it.peer);
    let why = Decline { reason: Some("We hardly worked together.".to_owned()) };
    it.peer.call::<DeclineFeedbackAsk>(path.clone(), Nothing {}, why).unwrap();
    it.peer.call::<DeclineFeedbackAsk>(path, Nothing {}, Decline::default()).refused(Code::Conflict);
    let seen = read(&it.report, &made).unwrap();
    assert_eq!(seen.asked[0].decline_reason.as_deref(), Some("We hardly worked together."));
}

#[test]
fn what_is_no_longer_asked_need_not_be_answered() {
    let it = Ground::new();
    let made = ask(&it.report, request(it.report.id, &[it.peer.id], TO_PERSON)).unwrap();
    let path = only_ask(&it.peer);
    let close = |by: &Client| by.call::<CloseFeedbackRequest>(RequestPath { id: made.id }, Nothing {}, ());
    close(&it.peer).refused(Code::NotFound);
    close(&it.report).unwrap();
    assert!(asked(&it.peer).is_empty());
    let body = Answer { body: "Late.".to_owned(), purpose: None };
    it.peer.call::<AnswerFeedbackAsk>(path, Nothing {}, body).refused(Code::Conflict);
}

#[test]
fn requests_are_their_askers_and_asks_are_of_those_asked() {
    let it = Ground::new();
    let made = ask(&it.manager, request(it.report.id, &[it.peer.id], TO_MANAGER)).unwrap();
    read(&it.report, &made).refused(Code::NotFound);
    read(&it.director, &made).refused(Code::NotFound);
    assert_eq!(read(it.org.admin(), &made).unwrap().relation, Relation::Organisation);
    let list = |by: &Client| by.call::<ListFeedbackRequests>(Nothing {}, Nothing {}, ()).unwrap().items.len();
    assert_eq!((list(&it.manager), list(it.org.admin())), (1, 0));
    let path = only_ask(&it.peer);
    let body = Answer { body: "Not mine to answer.".to_owned(), purpose: None };
    for other in [&it.report, &it.manager, it.org.admin()] {
        other.call::<AnswerFeedbackAsk>(path.clone(), Nothing {}, body.clone()).refused(Code::NotFound);
    }
}
