//! One organisation's provider speaks for nobody elsewhere: not about the same account, and not about another's domain.

use perftrack_tests::{Client, Org, Persona, db::run, org::PASSWORD};
use serde_json::{Value, json};
use shared::{access::Role, problem::Code};

use super::{Browser, Place, who, why};

/// Somebody who belongs to an organisation with a provider and to another, by one account; who they are in the other.
fn in_both(place: &Place, other: &Org, role: Role) -> (Persona, String) {
    let member = place.member("ada", Role::Employee);
    let theirs = other.db_person(role, None);
    run(
        &mut place.org.server.database.admin(),
        &format!(
            "UPDATE people SET account_id = (SELECT account_id FROM people WHERE id = '{}') WHERE id = '{}'",
            member.id, theirs.id
        ),
    );
    (member, theirs.id.to_string())
}

fn switch_to(session: &Client, person: &str) -> perftrack_tests::Response {
    session.raw("POST", "/api/v1/me/switch").json(&json!({ "person_id": person })).send()
}

#[test]
fn a_session_of_one_organisations_provider_leads_into_no_other() {
    let (place, other) = (Place::new(), Org::db_new());
    let (member, theirs) = in_both(&place, &other, Role::Admin);
    let response = place.comes_back("ada", &member.email);
    let me = who(&response);
    assert_eq!(me["person_id"], json!(member.id), "the organisation whose provider it is, whichever was used last");
    let session = Client::visitor(place.org.server).with_token(response.session().expect("a session"));
    assert_eq!(switch_to(&session, &theirs).problem().code, Code::SeparateLogIn);
    assert_eq!(session.raw("GET", "/api/v1/me").send().json()["person_id"], json!(member.id), "it goes on here");
    assert_eq!(switch_to(&session, &member.id.to_string()).status, 200, "to where one is one may go");
}

#[test]
fn a_provider_speaks_for_no_account_as_a_whole() {
    let (place, other) = (Place::new(), Org::db_new());
    let (member, theirs) = in_both(&place, &other, Role::Admin);
    run(
        &mut place.org.server.database.admin(),
        &format!(
            "UPDATE sessions SET account_id = (SELECT account_id FROM people WHERE id = '{theirs}') WHERE person_id = '{theirs}'"
        ),
    );
    let response = place.comes_back("ada", &member.email);
    let session = Client::visitor(place.org.server).with_token(response.session().expect("a session"));
    // Whoever holds the provider could otherwise lock somebody out of other organisations, or look round there.
    for path in ["/api/v1/me/second-factor/begin", "/api/v1/me/sessions/revoke-others"] {
        assert_eq!(session.raw("POST", path).send().problem().code, Code::SeparateLogIn, "{path}");
    }
    let listed = session.raw("GET", "/api/v1/me/sessions").send().json();
    let count = |person: &str| {
        let query = format!("sessions WHERE person_id = '{person}'");
        perftrack_tests::db::count(&mut place.org.server.database.admin(), &query)
    };
    let here = count(&member.id.to_string());
    assert!(here >= 2 && count(&theirs) >= 1);
    assert_eq!(listed["items"].as_array().expect("sessions").len(), usize::try_from(here).expect("a few"));
}

#[test]
fn on_a_providers_word_no_passkey_is_added() {
    let place = Place::new();
    let member = place.member("ada", Role::Employee);
    let response = place.comes_back("ada", &member.email);
    let session = Client::visitor(place.org.server).with_token(response.session().expect("a session"));
    // It would open the account for good, whatever becomes of the provider.
    assert_eq!(session.raw("POST", "/api/v1/me/passkeys/begin").send().problem().code, Code::SeparateLogIn);
    let another = json!({ "email": "ada@elsewhere.example" });
    let asked = session.raw("POST", "/api/v1/me/email").json(&another).send();
    assert_eq!(asked.problem().code, Code::SeparateLogIn, "nor an address to set a new password by");
    assert_eq!(member.raw("POST", "/api/v1/me/passkeys/begin").send().status, 200);
}

#[test]
fn a_password_leads_past_no_provider_by_way_of_another_organisation() {
    let (place, other) = (Place::new(), Org::db_new());
    let (member, theirs) = in_both(&place, &other, Role::Employee);
    place.sql(&format!("UPDATE sso_connections SET only_sso = true WHERE {}", place.here()));
    let response = perftrack_tests::org::try_log_in(&Client::visitor(place.org.server), &member.email, PASSWORD);
    let me: Value = who(&response);
    assert_eq!(me["person_id"], json!(theirs), "the organisation that takes a password");
    let session = Client::visitor(place.org.server).with_token(response.session().expect("a session"));
    assert_eq!(switch_to(&session, &member.id.to_string()).problem().code, Code::SeparateLogIn);
    // Nor by an address that the provider has nothing to do with.
    let another = json!({ "email": "ada@elsewhere.example" });
    let asked = session.raw("POST", "/api/v1/me/email").json(&another).send().problem();
    assert_eq!((asked.code, asked.errors[0].code.as_str()), (Code::Invalid, "kept_elsewhere"));
    // By the provider they are let in there.
    who(&place.comes_back("ada", &member.email));
}

#[test]
fn a_provider_is_not_believed_about_another_organisations_domain() {
    let (place, other) = (Place::new(), Place::new());
    let member = place.member("ada", Role::Employee);
    let victim = other.member("victim", Role::Admin);
    // Somebody of the first organisation has the other's address there, even.
    place.sql(&format!("UPDATE people SET email = '{0}', email_key = '{0}' WHERE id = '{1}'", victim.email, member.id));
    let browser = Browser::begins(place.org.server, &place.address("anybody"));
    place.provider.gives(&place.provider.token(&place.claims(&browser, "eve", &victim.email)));
    assert_eq!(why(&browser.comes_back()), "domain");
}

#[test]
fn the_same_subject_of_two_providers_is_two_people() {
    let (place, other) = (Place::new(), Place::new());
    let (ada, eve) = (place.member("ada", Role::Employee), other.member("eve", Role::Admin));
    assert_eq!(who(&place.comes_back("1", &ada.email))["person_id"], json!(ada.id));
    assert_eq!(who(&other.comes_back("1", &eve.email))["person_id"], json!(eve.id));
    assert_eq!(who(&place.comes_back("1", &ada.email))["person_id"], json!(ada.id));
}

#[test]
fn what_one_organisation_began_another_cannot_finish() {
    let (place, other) = (Place::new(), Place::new());
    let (ada, eve) = (place.member("ada", Role::Employee), other.member("eve", Role::Employee));
    let (here, there) = (Browser::begins(place.org.server, &ada.email), Browser::begins(place.org.server, &eve.email));
    // The other's provider makes a token for the log-in that is here.
    other.provider.gives(&other.provider.token(&other.claims(&here, "eve", &eve.email)));
    let body = json!({ "code": "c0de", "state": here.asked("state") });
    assert_eq!(there.returns(&there.cookie, &body).problem().code, Code::LogInLapsed);
    place.provider.gives(&other.provider.token(&other.claims(&here, "eve", &eve.email)));
    assert_eq!(why(&here.comes_back()), "token");
}
