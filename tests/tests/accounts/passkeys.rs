//! Passkeys, tried as their owner, as whoever copied what was signed, and as whoever holds another.

use perftrack_tests::{
    Authenticator, Client, Org, Persona, Refused, Response, SecurityKey, db,
    org::{PASSWORD, try_log_in},
};
use shared::{
    access::Role,
    accounts::{
        AddPasskey, BeginPasskey, BeginPasskeyLogIn, BeginPasskeyProof, ConfirmIdentity, FinishPasskeyLogIn,
        IdentityProof, ListPasskeys, LogInMethod, PasskeyAssertion, PasskeyPath, PasskeyRequest, ReadSecondFactor,
        RemovePasskey, RemoveSecondFactor, SecondFactorPolicy, SecondFactorState,
    },
    home::ReadHome,
    operation::Nothing,
    organisations::{EditOrganisation, OrganisationChanges, ReadOrganisation},
    people::{ExportPeople, PeopleExport, PersonPath, RemovePersonSecondFactor},
    problem::{Code, Problem},
};

use super::{lives, me, visitor};

const PENDING: &str = "pt_log_in_dev";

/// An organisation with its Admin's security key.
fn with_key() -> (Org, SecurityKey) {
    let org = Org::new();
    let (key, _) = SecurityKey::of_somebody(org.admin());
    (org, key)
}

fn cookie(answer: &Response) -> Option<String> {
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let ours = cookies.filter_map(|cookie| cookie.split(';').next()?.strip_prefix(PENDING)?.strip_prefix('='));
    ours.map(str::to_owned).next_back()
}

/// Begins in a new browser, or in one that holds the cookie; what is to be signed, and the cookie from now on.
fn begin(pending: Option<&str>) -> (PasskeyRequest, String) {
    let request = visitor().request::<BeginPasskeyLogIn>(&Nothing {}, &Nothing {}, &());
    let request = match pending {
        Some(pending) => request.header("cookie", &format!("{PENDING}={pending}")),
        None => request,
    };
    let answer = request.send();
    let pending = cookie(&answer).expect("the log-in waits");
    (answer.into_answer::<BeginPasskeyLogIn>().expect("what is to be signed"), pending)
}

fn finish(pending: &str, signed: &PasskeyAssertion) -> Response {
    let request = visitor().request::<FinishPasskeyLogIn>(&Nothing {}, &Nothing {}, signed);
    request.header("cookie", &format!("{PENDING}={pending}")).send()
}

/// The whole of it, without a password.
fn log_in(key: &mut SecurityKey) -> Response {
    let (asked, pending) = begin(None);
    finish(&pending, &key.sign(&asked))
}

#[track_caller]
fn is_refused(answer: Response) {
    assert_eq!(answer.session(), None);
    answer.into_answer::<FinishPasskeyLogIn>().refused_at("credential_id", "wrong_passkey");
}

#[track_caller]
fn lapsed(answer: &Response) {
    assert_eq!(answer.session(), None);
    assert_eq!(answer.problem().code, Code::LogInLapsed);
}

/// The cookie of a log-in whose password was right, and what is taken now.
fn after_password(email: &str) -> (String, Vec<LogInMethod>) {
    let answer = try_log_in(&visitor(), email, PASSWORD);
    let problem = answer.problem();
    assert_eq!((problem.code, answer.session()), (Code::SecondStepNeeded, None));
    (cookie(&answer).expect("the log-in waits"), problem.methods)
}

fn methods(org: &Org, persona: &Persona) -> String {
    let query = format!(
        "SELECT array_to_string(methods, ' ') AS text FROM sessions WHERE person_id = '{}' ORDER BY created_at DESC LIMIT 1",
        persona.id
    );
    db::texts(&mut org.server.database.admin(), &query).remove(0)
}

/// How often the organisation's log tells of it.
fn noted(org: &Org, kind: &str) -> i64 {
    let mut conn = org.server.database.admin();
    let id = db::organisation_of(&mut conn, org.admin().id);
    db::count(&mut conn, &format!("audit_events WHERE org_id = '{id}' AND kind = '{kind}'"))
}

#[test]
fn a_passkey_logs_in_without_a_password() {
    let (org, mut key) = with_key();
    let (asked, pending) = begin(None);
    assert!(asked.allow.is_empty(), "nobody is named before anybody has proved anything");
    let answer = finish(&pending, &key.sign(&asked));
    assert_eq!(answer.status, 200, "{}", answer.text());
    assert_eq!(cookie(&answer).as_deref(), Some(""), "the log-in no longer waits");
    assert_eq!(me(&visitor().with_token(answer.session().unwrap())).unwrap().person_id, org.admin().id);
    assert_eq!(methods(&org, org.admin()), "passkey");
    let shown = org.admin().call::<ListPasskeys>(Nothing {}, Nothing {}, ()).unwrap().items;
    assert_eq!((shown.len(), shown[0].name.as_str(), shown[0].last_used_at.is_some()), (1, "Key ring", true));
}

#[test]
fn the_first_passkey_ends_what_a_password_alone_has_opened() {
    let org = Org::new();
    let thief = visitor().with_token(try_log_in(&visitor(), &org.admin().email, PASSWORD).session().unwrap());
    let (mut key, _) = SecurityKey::of_somebody(org.admin());
    assert!(!lives(&thief) && lives(org.admin()));
    let at_home = visitor().with_token(log_in(&mut key).session().unwrap());
    SecurityKey::of_somebody(org.admin());
    assert!(lives(&at_home), "a further one ends nothing");
}

#[test]
fn a_passkey_is_the_second_step_after_the_password() {
    let (org, mut key) = with_key();
    let (pending, taken) = after_password(&org.admin().email);
    assert_eq!(taken, [LogInMethod::Passkey, LogInMethod::RecoveryCode]);
    let (asked, pending) = begin(Some(&pending));
    assert_eq!(asked.allow.len(), 1, "whoever knows the password is told which");
    let signed = key.sign(&asked);
    assert!(finish(&pending, &signed).is_success());
    assert_eq!(methods(&org, org.admin()), "password passkey");
    lapsed(&finish(&pending, &signed));
}

#[test]
fn what_was_signed_counts_once() {
    let (_, mut key) = with_key();
    let (asked, pending) = begin(None);
    let signed = key.sign(&asked);
    assert!(finish(&pending, &signed).is_success());
    lapsed(&finish(&pending, &signed));
    let (_, another) = begin(None);
    is_refused(finish(&another, &signed));
}

#[test]
fn a_wrong_answer_uses_the_question_up() {
    let (_, mut key) = with_key();
    let (asked, pending) = begin(None);
    let right = key.sign(&asked);
    let wrong = PasskeyAssertion { signature: "AAAA".to_owned(), ..right.clone() };
    is_refused(finish(&pending, &wrong));
    lapsed(&finish(&pending, &right));
}

#[test]
fn only_our_page_our_host_and_a_verified_owner_count() {
    let (org, mut key) = with_key();
    let ours = key.origin.clone();
    for origin in ["https://localhost", "http://localhost:1", "http://evil.localhost", "https://evil.example"] {
        key.origin = origin.to_owned();
        is_refused(log_in(&mut key));
    }
    key.origin = ours;
    key.host = Some("evil.example".to_owned());
    is_refused(log_in(&mut key));
    key.host = None;
    key.verifies = false;
    is_refused(log_in(&mut key));
    key.verifies = true;
    assert_eq!(noted(&org, "accounts.passkey_failed"), 6, "its owner can see that somebody tried");
    assert!(log_in(&mut key).is_success());
}

#[test]
fn a_passkey_is_made_for_our_page_our_host_and_a_verified_owner_alone() {
    let org = Org::new();
    let spoil: [fn(&mut SecurityKey); 3] = [
        |key| key.origin = "https://evil.example".to_owned(),
        |key| key.host = Some("evil.example".to_owned()),
        |key| key.verifies = false,
    ];
    for spoil in spoil {
        let mut key = SecurityKey::new(org.admin());
        spoil(&mut key);
        key.add(org.admin()).refused_at("attestation_object", "wrong_passkey");
    }
    assert!(org.admin().call::<ListPasskeys>(Nothing {}, Nothing {}, ()).unwrap().items.is_empty());
}

#[test]
fn a_counter_that_goes_back_is_refused_and_noted() {
    let (org, mut key) = with_key();
    assert!(log_in(&mut key).is_success());
    let used = key.counter;
    assert!(log_in(&mut key).is_success());
    // A copy from before the last log-in signs the same number again.
    key.counter = used;
    is_refused(log_in(&mut key));
    assert_eq!(noted(&org, "accounts.passkey_copy_failed"), 1);
    assert!(log_in(&mut key).is_success(), "the one that went on goes on");
}

#[test]
fn a_passkey_opens_no_account_but_its_own() {
    let ((org, mut key), (_, mut other)) = (with_key(), with_key());
    let (pending, _) = after_password(&org.admin().email);
    let (asked, pending) = begin(Some(&pending));
    is_refused(finish(&pending, &other.sign(&asked)));
    // Nor does it say that it is somebody else's.
    other.user_handle.clone_from(&key.user_handle);
    is_refused(log_in(&mut other));
    other.id.clone_from(&key.id);
    is_refused(log_in(&mut other));
    key.user_handle = None;
    is_refused(log_in(&mut key));
}

#[test]
fn the_question_is_answered_by_its_own_browser_within_five_minutes() {
    let (org, mut key) = with_key();
    let (asked, pending) = begin(None);
    let signed = key.sign(&asked);
    visitor().call::<FinishPasskeyLogIn>(Nothing {}, Nothing {}, signed.clone()).refused(Code::LogInLapsed);
    lapsed(&finish(&"A".repeat(43), &signed));
    let (_, another) = begin(None);
    is_refused(finish(&another, &signed));
    assert!(finish(&pending, &signed).is_success());
    // In a server of one's own: nobody else's questions are to end.
    let org_apart = super::apart();
    let (mut key, _) = SecurityKey::of_somebody(org_apart.admin());
    let browser = Client::visitor(org_apart.server);
    let answer = browser.request::<BeginPasskeyLogIn>(&Nothing {}, &Nothing {}, &()).send();
    let pending = cookie(&answer).unwrap();
    let signed = key.sign(&answer.into_answer::<BeginPasskeyLogIn>().unwrap());
    db::run(&mut org_apart.server.database.admin(), "UPDATE passkey_challenges SET expires_at = now()");
    let late = browser.request::<FinishPasskeyLogIn>(&Nothing {}, &Nothing {}, &signed);
    lapsed(&late.header("cookie", &format!("{PENDING}={pending}")).send());
    assert!(lives(org.admin()));
}

#[test]
fn a_passkey_is_added_once_in_the_session_that_began() {
    let (org, mut key) = with_key();
    let admin = org.admin();
    let asked = admin.call::<BeginPasskey>(Nothing {}, Nothing {}, ()).unwrap();
    assert_eq!(asked.exclude.len(), 1, "the authenticator is told that it has one already");
    admin
        .call::<AddPasskey>(Nothing {}, Nothing {}, key.make(&asked))
        .refused_at("attestation_object", "wrong_passkey");
    let mut another = SecurityKey::new(admin);
    let asked = admin.call::<BeginPasskey>(Nothing {}, Nothing {}, ()).unwrap();
    let made = another.make(&asked);
    let elsewhere = visitor().with_token(log_in(&mut key).session().unwrap());
    elsewhere.call::<AddPasskey>(Nothing {}, Nothing {}, made.clone()).refused(Code::Conflict);
    admin.call::<AddPasskey>(Nothing {}, Nothing {}, made.clone()).unwrap();
    admin.call::<AddPasskey>(Nothing {}, Nothing {}, made).refused(Code::Conflict);
    // Nor is it somebody else's as well.
    let stranger = Org::new();
    another.add(stranger.admin()).refused(Code::Conflict);
}

#[test]
fn a_removed_passkey_opens_nothing_and_with_the_last_the_second_step_goes() {
    let (org, mut key) = with_key();
    let admin = org.admin();
    let (mut second, codes) = SecurityKey::of_somebody(admin);
    assert!(codes.is_empty(), "the codes of the first go on");
    let items = admin.call::<ListPasskeys>(Nothing {}, Nothing {}, ()).unwrap().items;
    let remove = |index: usize| admin.call::<RemovePasskey>(PasskeyPath { id: items[index].id }, Nothing {}, ());
    let stranger = Org::new();
    let theirs = stranger.admin().call::<RemovePasskey>(PasskeyPath { id: items[0].id }, Nothing {}, ());
    theirs.refused(Code::NotFound);
    remove(1).unwrap();
    is_refused(log_in(&mut key));
    assert!(log_in(&mut second).is_success());
    assert!(!try_log_in(&visitor(), &admin.email, PASSWORD).is_success());
    remove(0).unwrap();
    remove(0).refused(Code::NotFound);
    let seen = admin.call::<ReadSecondFactor>(Nothing {}, Nothing {}, ()).unwrap();
    assert_eq!((seen.state, seen.recovery_codes_left), (SecondFactorState::Urged, 0));
    assert!(try_log_in(&visitor(), &admin.email, PASSWORD).is_success());
}

#[test]
fn recovery_codes_come_with_the_first_factor_of_either_kind_and_go_with_the_last() {
    let org = Org::new();
    let admin = org.admin();
    let (_, codes) = SecurityKey::of_somebody(admin);
    assert_eq!(codes.len(), 10);
    let phone = Authenticator::of_somebody(&org.server.database, admin);
    assert!(phone.recovery_codes.is_empty());
    admin.call::<RemoveSecondFactor>(Nothing {}, Nothing {}, ()).unwrap();
    let seen = admin.call::<ReadSecondFactor>(Nothing {}, Nothing {}, ()).unwrap();
    assert_eq!((seen.state, seen.since, seen.recovery_codes_left), (SecondFactorState::InUse, None, 10));
}

#[test]
fn a_passkey_is_what_an_organisation_demands_and_an_admin_takes_it_away() {
    let org = Org::new();
    let person = org.person(Role::Employee);
    let settings = org.admin().call::<ReadOrganisation>(Nothing {}, Nothing {}, ()).unwrap();
    let changes = OrganisationChanges { second_factor: Some(SecondFactorPolicy::Everybody), ..Default::default() };
    org.admin().change::<EditOrganisation>(Nothing {}, settings.version, changes).unwrap();
    person.call::<ReadHome>(Nothing {}, Nothing {}, ()).refused(Code::SecondFactorNeeded);
    let (mut key, _) = SecurityKey::of_somebody(&person);
    person.call::<ReadHome>(Nothing {}, Nothing {}, ()).unwrap();
    SecurityKey::of_somebody(org.admin());
    org.admin().call::<RemovePersonSecondFactor>(PersonPath { id: person.id }, Nothing {}, ()).unwrap();
    is_refused(log_in(&mut key));
    person.call::<ReadHome>(Nothing {}, Nothing {}, ()).refused(Code::SecondFactorNeeded);
}

fn export(client: &Client) -> Result<String, Problem> {
    client.call::<ExportPeople>(Nothing {}, PeopleExport::default(), ())
}

#[test]
fn a_passkey_confirms_who_holds_a_session() {
    let (org, mut key) = with_key();
    let (admin, plain) = (org.admin(), org.person(Role::Employee));
    let long_ago =
        format!("UPDATE sessions SET authenticated_at = now() - interval '1 hour' WHERE person_id = '{}'", admin.id);
    db::run(&mut org.server.database.admin(), &long_ago);
    export(admin).refused(Code::ReauthRequired);
    let ask = || admin.call::<BeginPasskeyProof>(Nothing {}, Nothing {}, ()).unwrap();
    let confirm = |passkey: PasskeyAssertion| {
        let proof = IdentityProof { passkey: Some(passkey), ..IdentityProof::default() };
        admin.request::<ConfirmIdentity>(&Nothing {}, &Nothing {}, &proof).send()
    };
    // What was signed for a log-in proves nothing here, nor does another's.
    let (for_log_in, _) = begin(None);
    ask();
    let refused = confirm(key.sign(&for_log_in)).into_answer::<ConfirmIdentity>();
    refused.refused_at("passkey", "wrong_passkey");
    let (_, mut other) = with_key();
    confirm(other.sign(&ask())).into_answer::<ConfirmIdentity>().refused_at("passkey", "wrong_passkey");
    export(admin).refused(Code::ReauthRequired);
    let signed = key.sign(&ask());
    let answer = confirm(signed.clone());
    let renewed = visitor().with_token(answer.session().unwrap());
    export(&renewed).unwrap();
    let proof = IdentityProof { passkey: Some(signed), ..IdentityProof::default() };
    renewed.call::<ConfirmIdentity>(Nothing {}, Nothing {}, proof).refused_at("passkey", "wrong_passkey");
    plain.call::<BeginPasskeyProof>(Nothing {}, Nothing {}, ()).refused(Code::Conflict);
}
