//! One answer each, and nobody knows whose.

use perftrack_tests::{Client, Refused};
use serde_json::json;
use shared::{
    operation::Nothing,
    problem::Code,
    pulse::{Answer, ReadAnswer, Slip, WithdrawAnswer, ballot::Envelope},
};

use super::{Ground, answer, answers, ballot, results, see, take};
use perftrack_tests::stage::random_bytes;

#[test]
fn a_person_gets_one_ballot_however_often_they_ask() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let voter = &ground.platform_people[1];
    let envelope = Envelope::new(random_bytes).expect("an envelope");
    let first = take(voter, id, &envelope).expect("a ballot");
    let again = take(voter, id, &envelope).expect("the same ballot after a lost connection");
    assert_eq!(first.group_id, again.group_id);
    let key = see(voter, id).expect("it").public_key.expect("a key");
    assert_eq!(envelope.open(id, &key, &first), envelope.open(id, &key, &again));
    take(voter, id, &Envelope::new(random_bytes).expect("another")).refused(Code::Conflict);
}

#[test]
fn who_is_not_asked_gets_none() {
    let ground = Ground::of(12, 6);
    let id = ground.open(json!({ "team_id": ground.platform.id }));
    let envelope = Envelope::new(random_bytes).expect("an envelope");
    take(&ground.mobile_people[0], id, &envelope).refused(Code::NotFound);
    let admin = ground.org.db_person(shared::access::Role::Admin, None);
    take(&admin, id, &envelope).refused(Code::Forbidden);
}

#[test]
fn only_a_signed_ballot_answers_and_only_in_its_group() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let slip = ballot(&ground.platform_people[1], id);
    let other = ballot(&ground.mobile_people[1], id);
    assert_ne!(slip.group_id, other.group_id);
    let forged = [
        Slip { token: other.token.clone(), ..slip.clone() },
        Slip { seal: other.seal.clone(), ..slip.clone() },
        Slip { group_id: other.group_id, ..slip.clone() },
        Slip { pulse_id: uuid::Uuid::now_v7().into(), ..slip.clone() },
    ];
    for slip in forged {
        answer(&ground.org, &slip, answers(9, 3, "")).refused(Code::NotFound);
    }
    answer(&ground.org, &slip, answers(9, 3, "")).expect("the right one");
}

#[test]
fn the_author_reads_changes_and_withdraws_until_the_close() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let slip = ballot(&ground.platform_people[1], id);
    let nobody = Client::visitor(ground.org.server);
    let read = || nobody.call::<ReadAnswer>(Nothing {}, Nothing {}, slip.clone());
    read().refused(Code::NotFound);
    answer(&ground.org, &slip, answers(2, 1, "Less noise.")).expect("an answer");
    answer(&ground.org, &slip, answers(9, 4, "A quiet room.")).expect("another in its place");
    assert_eq!(read().expect("the answer").answers, answers(9, 4, "A quiet room."));
    nobody.call::<WithdrawAnswer>(Nothing {}, Nothing {}, slip.clone()).expect("it is withdrawn");
    read().refused(Code::NotFound);
    answer(&ground.org, &slip, answers(9, 4, "")).expect("and may come again");
    ground.close(id);
    read().refused(Code::NotFound);
    answer(&ground.org, &slip, answers(0, 1, "")).refused(Code::NotFound);
}

#[test]
fn editing_counts_once() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    for voter in &ground.platform_people {
        let slip = ballot(voter, id);
        for enps in [0, 5, 10] {
            answer(&ground.org, &slip, answers(enps, 3, "")).expect("an answer");
        }
    }
    ground.close(id);
    let results = results(ground.org.admin(), id).expect("results");
    let whole = &results.questions[0].cells[0];
    assert_eq!((whole.n, whole.enps), (6, Some(100)));
}

#[test]
fn answers_fit_their_questions() {
    let ground = Ground::of(6, 6);
    let id = ground.open(json!({}));
    let slip = ballot(&ground.platform_people[1], id);
    let refused = |answers: Vec<Answer>, field: &str, code: &str| {
        answer(&ground.org, &slip, answers).refused_at(field, code);
    };
    refused(vec![], "question_0", "required");
    let mut wrong = answers(9, 3, "");
    wrong[1].number = Some(5);
    refused(wrong, "answers[1].number", "number_out_of_range");
    let mut wrong = answers(9, 3, "");
    wrong[0].text = Some("ten".to_owned());
    refused(wrong, "answers[0].text", "not_used_here");
    let mut wrong = answers(9, 3, "");
    wrong.push(Answer::to(7));
    refused(wrong, "answers[3].question", "unknown");
    let mut wrong = answers(9, 3, "");
    wrong.push(Answer { number: Some(1), ..Answer::to(0) });
    refused(wrong, "answers[3].question", "twice");
}
