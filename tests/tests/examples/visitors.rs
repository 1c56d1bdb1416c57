//! What is done without a session, from the link of a mail to the answer: whoever does it is listened to.

use data_encoding::HEXLOWER;
use perftrack_tests::{
    Authenticator, Client, Org, Response, SecurityKey, Server, Stage,
    client::{Heard, overhear},
    db::run,
    org::{PASSWORD, new_person, try_log_in},
    samples::{self, Payload},
    stage::random_bytes,
};
use serde_json::{Value, json};
use shared::{
    access::{Relation, Role},
    accounts::{BeginPasskeyLogIn, FinishLogIn, FinishPasskeyLogIn},
    operation::{Nothing, Operation},
    people::{CreatePerson, NewPerson},
    pulse::{
        AnswerPulseComment, BallotCode, BlindBallot, NewThreadMessage, PulseCommentPath, PulsePath, ReadPulse, Slip,
        TakeBallot,
    },
    wire::{PulseCommentId, PulseId},
};
use uuid::Uuid;

use super::unless_it_panics;
use crate::single_sign_on::Place;

/// The cookie of a log-in that isn't finished, on plain http.
const PENDING: &str = "pt_log_in_dev";
/// What the shared server's provider of payments would prove itself by.
const NOTIFIES: &str = "nobody-notifies-us-here-0123456789abcdef";

const ALL: &[(&str, fn())] = &[
    ("joining", joins),
    ("a code", logs_in_by_a_code),
    ("a passkey", logs_in_by_a_passkey),
    ("a provider", logs_in_by_a_provider),
    ("a ballot", answers_a_pulse),
    ("a thread", writes_back),
    ("a review", reviews_from_outside),
    ("paying", pays_by_a_link),
    ("the rest", does_what_needs_nothing),
];

/// Everything that visitors did and what came of it.
pub fn heard() -> Vec<Heard> {
    overhear(|| {
        for (what, visit) in ALL {
            unless_it_panics(what, visit);
        }
    })
}

fn visitor() -> Client {
    Client::visitor(Server::shared())
}

/// A POST that must succeed.
#[track_caller]
fn post(path: &str, body: &Value) -> Response {
    let response = visitor().raw("POST", path).json(body).send();
    assert!(response.is_success(), "{path}: {}", response.text());
    response
}

/// Signs up, invites somebody who accepts and then forgets their password.
fn joins() {
    let org = Org::new();
    let new = NewPerson { invite: true, ..new_person(Role::Employee) };
    let email = new.email.clone();
    org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("the person");
    let token = org.server.mailbox.wait_for(&email, 1).secret();
    post("/api/v1/invitations/read", &json!({ "token": token }));
    post("/api/v1/invitations/accept", &json!({ "token": token, "password": PASSWORD }));
    post("/api/v1/password-reset", &json!({ "email": email }));
    let token = org.server.mailbox.wait_for(&email, 2).secret();
    post("/api/v1/password-reset/read", &json!({ "token": token }));
    post("/api/v1/password-reset/confirm", &json!({ "token": token, "new_password": "four random words" }));
}

/// The cookie by which the same browser goes on.
fn pending(answer: &Response) -> String {
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let mut ours = cookies.filter_map(|cookie| cookie.split(';').next()?.strip_prefix(PENDING)?.strip_prefix('='));
    ours.next_back().expect("the log-in waits").to_owned()
}

fn finishes<O: Operation>(pending: &str, body: &Value) {
    let request = visitor().raw(O::METHOD.as_str(), O::PATH).header("cookie", &format!("{PENDING}={pending}"));
    let answer = request.json(body).send();
    assert!(answer.is_success(), "{}: {}", O::NAME, answer.text());
}

fn logs_in_by_a_code() {
    let org = Org::new();
    let phone = Authenticator::of_somebody(&org.server.database, org.admin());
    let begun = try_log_in(&visitor(), &org.admin().email, PASSWORD);
    finishes::<FinishLogIn>(&pending(&begun), &json!({ "code": phone.code(0) }));
}

fn logs_in_by_a_passkey() {
    let org = Org::new();
    let (mut key, _) = SecurityKey::of_somebody(org.admin());
    let begun = visitor().request::<BeginPasskeyLogIn>(&Nothing {}, &Nothing {}, &()).send();
    let pending = pending(&begun);
    let signed = key.sign(&begun.into_answer::<BeginPasskeyLogIn>().expect("what is to be signed"));
    finishes::<FinishPasskeyLogIn>(&pending, &serde_json::to_value(signed).expect("a body"));
}

fn logs_in_by_a_provider() {
    let place = Place::new();
    let member = place.member("ada", Role::Employee);
    let answer = place.comes_back("ada", &member.email);
    assert_eq!(answer.status, 200, "{}", answer.text());
}

fn id_of(pulse: &Value) -> PulseId {
    pulse["pulse"]["id"].as_str().expect("an id").parse().expect("an id")
}

/// Answers by a ballot, looks at it and takes it back.
fn answers_a_pulse() {
    let org = Org::db_new();
    let stage = Stage::set(&org, Role::Admin, Relation::Organisation);
    let (id, voter) = (id_of(&stage.pulse("open")), &stage.subject);
    let slip = serde_json::to_value(ballot(voter, id)).expect("a ballot");
    let answers = json!([{ "question": 0, "number": 9 }, { "question": 1, "text": "My team." }]);
    post("/api/v1/pulse-answers", &json!({ "slip": slip, "answers": answers }));
    post("/api/v1/pulse-answers/read", &slip);
    post("/api/v1/pulse-answers/withdraw", &slip);
}

fn ballot(voter: &Client, id: PulseId) -> Slip {
    let envelope = BallotCode::draw(random_bytes).envelope(id).expect("an envelope");
    let blinded = BlindBallot { blinded: envelope.blinded() };
    let signed = voter.call::<TakeBallot>(PulsePath { id }, Nothing {}, blinded).expect("a ballot");
    let pulse = voter.call::<ReadPulse>(PulsePath { id }, Nothing {}, ()).expect("the pulse");
    envelope.open(id, &pulse.public_key.expect("a key"), &signed).expect("signed by the pulse's key")
}

/// Reads what an Admin answered to a paragraph, and writes back.
fn writes_back() {
    let org = Org::db_new();
    let stage = Stage::set(&org, Role::Admin, Relation::Organisation);
    let (id, comment_id) = (id_of(&stage.pulse("closed")), PulseCommentId(Uuid::new_v4()));
    let key = BallotCode::draw(random_bytes).thread(id, 1, 0);
    let lock = HEXLOWER.encode(&key.lock().expect("a lock"));
    run(
        &mut org.server.database.admin(),
        &format!(
            "INSERT INTO pulse_texts (org_id, id, survey_id, position, group_id, body, thread_lock)
             SELECT org_id, '{comment_id}', survey_id, 1, id, 'Better tools.', decode('{lock}', 'hex')
             FROM pulse_groups WHERE survey_id = '{id}' AND parent IS NULL"
        ),
    );
    let asked = NewThreadMessage { text: "Thank you. Which tools would help?".to_owned() };
    let path = PulseCommentPath { id, comment_id };
    stage.actor.call::<AnswerPulseComment>(path, Nothing {}, asked).expect("an answer");
    let key = serde_json::to_value(key).expect("a key");
    post("/api/v1/pulse-threads", &json!({ "thread": key, "text": "A second screen." }));
    post("/api/v1/pulse-threads/read", &key);
}

/// Who writes from outside hands in; another declines.
fn reviews_from_outside() {
    let (token, other) = (invited(), invited());
    let review = post("/api/v1/external-reviews/read", &json!({ "token": token })).json();
    let answers = json!({ "words": { "text": "They kept their word." } });
    let sheet = json!({ "token": token, "version": review["version"], "answers": answers });
    post("/api/v1/external-reviews/answers", &sheet);
    post("/api/v1/external-reviews/submission", &json!({ "token": token }));
    post("/api/v1/external-reviews/refusal", &json!({ "token": other }));
}

/// The secret of a link by which somebody outside may write.
fn invited() -> String {
    let org = Org::db_new();
    let stage = Stage::set(&org, Role::Admin, Relation::Organisation);
    let sample = samples::of("InviteExternalReviewer", &stage);
    let all = shared::every_operation();
    let declared = all.iter().find(|one| one.name == "InviteExternalReviewer").expect("the operation");
    let answer = sample.request(declared, &stage).send();
    assert!(answer.is_success(), "{}", answer.text());
    let Payload::Json(body) = &sample.body else { panic!("an address is sent") };
    org.server.mailbox.wait_for(body["email"].as_str().expect("an address"), 1).secret()
}

/// Pays an invoice by the link of a letter, on a page that is made already: the shared server's provider is away.
fn pays_by_a_link() {
    let org = Org::db_new();
    let stage = Stage::set(&org, Role::Admin, Relation::Organisation);
    let secret: Vec<u8> = [Uuid::new_v4(), Uuid::new_v4()].iter().flat_map(|half| *half.as_bytes()).collect();
    let invoice = samples::of("CheckOut", &stage).params["id"].take();
    let tx_ref = samples::of("CheckPayment", &stage).params["tx_ref"].take();
    let (id, hex) = (invoice.as_str().expect("an id"), HEXLOWER.encode(&secret));
    run(
        &mut org.server.database.admin(),
        &format!(
            "INSERT INTO pay_links (org_id, invoice_id, secret_hash)
             SELECT org_id, id, sha256('pay_link'::bytea || '\\x00'::bytea || decode('{hex}', 'hex'))
             FROM invoices WHERE id = '{id}';
             UPDATE payments SET by_link = true WHERE org_id = (SELECT org_id FROM invoices WHERE id = '{id}')"
        ),
    );
    let link = json!({ "token": data_encoding::BASE64URL_NOPAD.encode(&secret) });
    post("/api/v1/pay/read", &link);
    post("/api/v1/pay/checkout", &link);
    post("/api/v1/pay/check", &json!({ "tx_ref": tx_ref }));
    let told = json!({ "event": "charge.completed", "data": { "id": 1, "status": "successful" } });
    // No browser sends it, so it says nothing of where it comes from.
    let notice = visitor().raw("POST", "/api/v1/billing/flutterwave/notifications").without("origin");
    let taken = notice.header("verif-hash", NOTIFIES).json(&told).send();
    assert!(taken.is_success(), "{}", taken.text());
}

fn does_what_needs_nothing() {
    assert!(visitor().raw("GET", "/api/v1/plans").send().is_success());
    post(
        "/api/v1/vulnerability-reports",
        &json!({
            "subject": "Notes of others can be read", "what": "I asked for a note that isn't mine, and got it.",
            "place": "/api/v1/notes", "steps": "Ask for the id after one's own.", "name": "Ines of the harbour",
        }),
    );
    // Only a mail has a secret that stops mails. Whatever it is, it isn't shown.
    visitor().raw("POST", "/api/v1/notifications/unsubscribe").json(&json!({ "token": "t" })).send();
}
