//! What a token opens, for whom and for how long; what is kept of its use.

use chrono::NaiveDate;
use perftrack_tests::{Client, Org, Refused, Server, client::Called, db::text, eventually, org::PASSWORD, unique};
use serde_json::json;
use shared::{
    access::Role,
    accounts::{ChangePassword, PasswordChange},
    api_tokens::{ApiTokenPath, NewApiToken, RevokeOwnApiToken, Scope},
    audit_log::{AuditFilter, ListAuditEvents},
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    people::{DeactivatePerson, PersonPath, ReactivatePerson},
    problem::Code,
};

use super::{made, make, new, own, program, reads, sql};

fn period(program: &Client) -> Called<CreatePeriod> {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let new = NewPeriod { name: unique(), starts_on: day("2027-01-01"), ends_on: day("2027-03-31") };
    program.call::<CreatePeriod>(Nothing {}, Nothing {}, new)
}

#[test]
fn a_program_acts_as_its_owner_without_a_cookie_and_without_a_page() {
    let org = Org::db_new();
    let token = made(org.admin(), &[Scope::OrganisationRead, Scope::OrganisationWrite]);
    let program = program(&org, &token);
    let made = period(&program).unwrap();
    assert!(reads(&program).unwrap().items.iter().any(|period| period.id == made.id));
    // Once, however often it arrives: as for people.
    let body = json!({ "name": unique(), "starts_on": "2027-01-01", "ends_on": "2027-03-31" });
    let twice = [(); 2]
        .map(|()| program.raw("POST", "/api/v1/periods").json(&body).header("idempotency-key", "one").send().text());
    assert_eq!(twice[0], twice[1]);
}

#[test]
fn the_audit_log_names_the_token() {
    let org = Org::db_new();
    let token = made(org.admin(), &[Scope::OrganisationWrite]);
    let made = period(&program(&org, &token)).unwrap();
    let filter = AuditFilter { resource: Some(made.id.0), ..AuditFilter::default() };
    let events = org.admin().call::<ListAuditEvents>(Nothing {}, filter, ()).unwrap().items;
    let [event] = &events[..] else { panic!("{events:?}") };
    assert_eq!(event.token.as_deref(), Some("Payroll"));
    assert_eq!(event.session_id.map(|id| id.0), Some(token.token.id.0));
    assert_eq!(event.actor.as_ref().map(|actor| actor.id), Some(org.admin().id));
}

#[test]
fn it_never_allows_more_than_its_owner_may_at_that_moment() {
    let org = Org::db_new();
    let second = org.db_person(Role::Admin, None);
    let token = made(&second, &[Scope::OrganisationWrite]);
    let program = program(&org, &token);
    period(&program).unwrap();
    sql(&org, &format!("UPDATE people SET role = 'employee' WHERE id = '{}'", second.id));
    period(&program).refused(Code::Forbidden);
    sql(&org, &format!("UPDATE people SET role = 'admin' WHERE id = '{}'", second.id));
    period(&program).unwrap();
}

#[test]
fn who_leaves_takes_their_tokens_along_for_good() {
    let org = Org::db_new();
    let person = org.db_person(Role::Employee, None);
    let token = made(&person, &[Scope::OrganisationRead]);
    reads(&program(&org, &token)).unwrap();
    let path = || PersonPath { id: person.id };
    org.admin().call::<DeactivatePerson>(path(), Nothing {}, None).unwrap();
    reads(&program(&org, &token)).refused(Code::Unauthenticated);
    org.admin().call::<ReactivatePerson>(path(), Nothing {}, ()).unwrap();
    reads(&program(&org, &token)).refused(Code::Unauthenticated);
}

#[test]
fn it_is_good_from_its_networks_alone() {
    let org = Org::db_new();
    let networks = vec!["203.0.113.0/24".to_owned(), "2001:db8::/32".to_owned()];
    let token = make(org.admin(), NewApiToken { networks, ..new(&[Scope::OrganisationRead]) }).unwrap();
    assert_eq!(token.token.networks, ["2001:db8::/32", "203.0.113.0/24"]);
    let from = |address: &str| {
        let request = program(&org, &token).raw("GET", "/api/v1/periods").without("x-forwarded-for");
        request.header("x-forwarded-for", address).send().status
    };
    assert_eq!(["203.0.113.9", "2001:db8::9"].map(from), [200, 200]);
    assert_eq!(["203.0.114.9", "198.51.100.1", "2001:db9::1"].map(from), [401, 401, 401]);
}

#[test]
fn when_and_from_where_it_was_used_is_kept_to_within_a_minute() {
    let org = Org::db_new();
    let token = made(org.admin(), &[Scope::OrganisationRead]);
    assert_eq!(token.token.last_used_at, None);
    reads(&program(&org, &token)).unwrap();
    let first = own(org.admin()).pop().unwrap();
    assert!(first.last_used_at.is_some() && first.last_address.is_some_and(|address| address.starts_with("10.")));
    reads(&program(&org, &token)).unwrap();
    assert_eq!(own(org.admin()).pop().unwrap().last_used_at, first.last_used_at, "a second use isn't written at once");
    sql(&org, &format!("UPDATE api_tokens SET last_used_at = now() - interval '2 minutes' WHERE id = '{}'", first.id));
    reads(&program(&org, &token)).unwrap();
    let again = own(org.admin()).pop().unwrap();
    assert!(again.last_used_at > first.last_used_at, "{again:?}");
}

#[test]
fn a_second_step_that_is_owed_is_owed_by_programs_too() {
    let org = Org::db_new();
    let token = made(org.admin(), &[Scope::OrganisationRead]);
    let policy = |policy: &str| {
        let of = format!("(SELECT org_id FROM people WHERE id = '{}')", org.admin().id);
        sql(&org, &format!("UPDATE organisations SET second_factor = '{policy}' WHERE org_id = {of}"));
    };
    policy("everybody");
    reads(&program(&org, &token)).refused(Code::SecondFactorNeeded);
    policy("optional");
    reads(&program(&org, &token)).unwrap();
}

#[test]
fn a_new_password_ends_no_token_and_says_so() {
    let org = Org::new();
    let token = made(org.admin(), &[Scope::OrganisationRead]);
    let change =
        PasswordChange { current_password: PASSWORD.to_owned(), new_password: "a blue heron at noon".to_owned() };
    org.admin().call::<ChangePassword>(Nothing {}, Nothing {}, change).unwrap();
    reads(&program(&org, &token)).unwrap();
}

#[test]
fn a_stream_ends_with_its_token() {
    let org = Org::db_new();
    let token = made(org.admin(), &[Scope::NotificationsRead]);
    let events = program(&org, &token).raw("GET", "/api/v1/notifications/stream").listen();
    assert_eq!(events.recv().expect("the count").0, "unread");
    org.admin().call::<RevokeOwnApiToken>(ApiTokenPath { id: token.token.id }, Nothing {}, ()).unwrap();
    eventually("the server ends it", || matches!(events.try_recv(), Err(std::sync::mpsc::TryRecvError::Disconnected)));
}

#[test]
fn a_token_has_a_limit_of_its_own_and_made_up_ones_count_for_their_address() {
    let org = Org::db_new();
    let token = made(org.admin(), &[Scope::OrganisationRead]);
    let answer = program(&org, &token).raw("GET", "/api/v1/periods").send();
    assert!(answer.header("ratelimit-policy").is_some_and(|policy| policy.starts_with("\"token\";q=")));
    assert!(answer.header("ratelimit").is_some());

    let stranger = Client::visitor(org.server);
    let letters = |number: usize| format!("{number:043}");
    let tries = (0..2000).map(|number| {
        let made_up = shared::api_tokens::secret::of(&letters(number));
        stranger.with_bearer(made_up).raw("GET", "/api/v1/periods").send()
    });
    let mut statuses = tries.map(|answer| answer.status).skip_while(|status| *status == 401);
    assert_eq!(statuses.next(), Some(429), "whoever makes tokens up is soon sent away");
}

#[test]
fn what_can_be_no_token_is_refused_and_told_how_to_ask() {
    let org = Org::db_new();
    let secret = made(org.admin(), &[Scope::OrganisationRead]).secret;
    let (scheme, double) = (format!("Basic {secret}"), format!("Bearer {secret} {secret}"));
    for value in ["Bearer", "Bearer ", "Bearer pt_x", &secret, &scheme, &double, &format!("Bearer {}", &secret[1..])] {
        let answer = Client::visitor(org.server).raw("GET", "/api/v1/periods").header("authorization", value).send();
        assert_eq!(answer.problem().code, Code::Unauthenticated, "{value}");
        assert_eq!(answer.header("www-authenticate"), Some("Bearer error=\"invalid_token\""));
    }
    let lower = Client::visitor(org.server).raw("GET", "/api/v1/periods");
    assert_eq!(lower.header("authorization", &format!("bearer {secret}")).send().status, 200);
    let two = program(&org, &made(org.admin(), &[Scope::OrganisationRead])).raw("GET", "/api/v1/periods");
    let two = two.header("authorization", &format!("Bearer {secret}")).send();
    assert_eq!(two.problem().code, Code::AmbiguousCredentials);
    let token = org.admin().token.clone().unwrap();
    assert_eq!(Client::visitor(org.server).with_token(secret).raw("GET", "/api/v1/periods").send().status, 401);
    assert_eq!(Client::visitor(org.server).with_bearer(token).raw("GET", "/api/v1/periods").send().status, 401);
}

#[test]
fn who_is_erased_leaves_none() {
    let org = Org::db_new();
    let person = org.db_person(Role::Employee, None);
    made(&person, &[Scope::OrganisationRead]);
    let count = format!("SELECT count(*)::text AS text FROM api_tokens WHERE person_id = '{}'", person.id);
    assert_eq!(text(&mut Server::shared().database.admin(), &count), "1");
    sql(&org, &format!("UPDATE people SET status = 'deactivated' WHERE id = '{}'", person.id));
    let body = json!({ "name": person.name });
    let path = format!("/api/v1/people/{}/erase", person.id);
    let erased = org.admin().raw("POST", &path).json(&body).send();
    assert!(erased.is_success(), "{}", erased.text());
    assert_eq!(text(&mut Server::shared().database.admin(), &count), "0");
}

#[test]
fn a_token_ends_with_the_provider_that_its_session_came_by() {
    let org = Org::db_new();
    let [by_provider, by_password] = [(); 2].map(|()| org.db_person(Role::Employee, None));
    sql(&org, &format!("UPDATE sessions SET methods = '{{sso}}' WHERE person_id = '{}'", by_provider.id));
    let [one, other] = [&by_provider, &by_password].map(|person| made(person, &[Scope::OrganisationRead]));
    let provider = json!({
        "issuer": "http://127.0.0.1:9", "client_id": "perftrack", "client_secret": "a secret", "scopes": ["profile"],
    });
    let set = org.admin().raw("PUT", "/api/v1/single-sign-on/connection").json(&provider).send();
    assert!(set.is_success(), "{}", set.text());
    let removed = org.admin().raw("DELETE", "/api/v1/single-sign-on/connection").send();
    assert!(removed.is_success(), "{}", removed.text());
    reads(&program(&org, &one)).refused(Code::Unauthenticated);
    reads(&program(&org, &other)).unwrap();
}
