//! A domain is whose record it shows, and of one organisation at a time.

use perftrack_tests::{
    Client, Org, Server,
    db::{count, organisation_of, run},
    eventually,
    names::Names,
    unique,
};
use serde_json::{Value, json};
use shared::{access::Role, problem::Code};

use super::{Place, SETTINGS, add_domain, begin, check_domain, prove};

fn state(org: &Org, domain: &Value) -> Value {
    let all = org.admin().raw("GET", SETTINGS).send().json();
    let domains = all["domains"].as_array().expect("domains").clone();
    domains.into_iter().find(|one| one["id"] == domain["id"]).expect("the domain")["state"].take()
}

#[test]
fn a_domain_is_proven_by_its_record_and_by_nothing_else() {
    let org = Org::db_new();
    let name = format!("{}.example", unique());
    let domain = add_domain(org.admin(), &name);
    let record = domain["record"].as_str().expect("a record");
    assert!(record.starts_with("perftrack-verification=") && record.len() > 50, "{record}");
    assert_eq!(check_domain(org.admin(), &domain)["outcome"], "absent", "there is no such name");
    Names::here().say(&name, &["v=spf1 -all", &format!("not {record}")]);
    assert_eq!(check_domain(org.admin(), &domain)["outcome"], "absent");
    Names::here().say(&name, &[record, "perftrack-verification=somebody-else"]);
    assert_eq!(check_domain(org.admin(), &domain)["outcome"], "another");
    Names::here().fail(&name);
    assert_eq!(check_domain(org.admin(), &domain)["outcome"], "unreachable");
    assert_eq!(state(&org, &domain), "waiting");
    Names::here().say(&name, &["v=spf1 -all", record]);
    let found = check_domain(org.admin(), &domain);
    assert_eq!((&found["outcome"], &found["domain"]["state"]), (&json!("found"), &json!("proven")));
}

#[test]
fn mail_services_and_nonsense_are_nobodys() {
    let org = Org::db_new();
    for (domain, code) in [
        ("gmail.com", "mail_service"),
        ("Eu.Outlook.COM", "mail_service"),
        ("localhost", "bad_domain"),
        ("127.0.0.1/x", "bad_domain"),
        ("a@b.example", "bad_domain"),
        ("", "required"),
    ] {
        let request = org.admin().raw("POST", &format!("{SETTINGS}/domains")).json(&json!({ "domain": domain }));
        let problem = request.send().problem();
        assert_eq!((problem.code, problem.errors[0].code.as_str()), (Code::Invalid, code), "{domain}");
    }
    let name = format!("{}.example", unique());
    add_domain(org.admin(), &name);
    let twice = org.admin().raw("POST", &format!("{SETTINGS}/domains")).json(&json!({ "domain": name })).send();
    assert_eq!(twice.problem().errors[0].code, "taken");
}

#[test]
fn a_proof_moves_with_the_domain_and_says_nothing_of_others_before() {
    let first = Place::new();
    let second = Org::db_new();
    // Whether somebody else has it is the same to see as that nobody has.
    let nobodys = add_domain(second.admin(), &format!("{}.example", unique()));
    let theirs = add_domain(second.admin(), &first.domain);
    let shape = |domain: &Value| domain.as_object().expect("a domain").keys().cloned().collect::<Vec<_>>();
    assert_eq!((shape(&nobodys), &nobodys["state"]), (shape(&theirs), &theirs["state"]));
    assert_eq!(check_domain(second.admin(), &theirs)["outcome"], "another", "which the names show to everybody");
    assert!(begin(&Client::visitor(first.org.server), &first.address("ada")).json()["address"].is_string());

    Names::here().say(&first.domain, &[theirs["record"].as_str().expect("a record")]);
    assert_eq!(check_domain(second.admin(), &theirs)["outcome"], "found");
    let settings = first.org.admin().raw("GET", SETTINGS).send().json();
    assert_eq!(settings["domains"][0]["state"], "lost");
    assert_eq!(first.events("single_sign_on.domain_lost"), 1);
    let mail = first.org.server.mailbox.first_to(&first.org.admin().email);
    assert!(mail.subject.contains("Single sign-on has stopped"), "{}", mail.subject);
    // The second has no provider: nobody is sent to the first's.
    assert!(begin(&Client::visitor(first.org.server), &first.address("ada")).json()["address"].is_null());
}

#[test]
fn proofs_are_looked_at_again_and_lost_after_three_misses() {
    let server = Server::alone(&[("PERFTRACK_ROUNDS", "on")]);
    let org = Org::db_on(server);
    let name = format!("{}.example", unique());
    let domain = prove(org.admin(), &name);
    let look = |misses: i32| {
        let due = "UPDATE email_domains SET checked_at = NULL, next_check_at = now() - interval '1 hour'";
        run(&mut server.database.admin(), due);
        eventually("it was looked at again", || {
            let query = "email_domains WHERE checked_at IS NOT NULL";
            count(&mut server.database.admin(), query) == 1
        });
        let query = format!("email_domains WHERE misses = {misses}");
        assert_eq!(count(&mut server.database.admin(), &query), 1, "{misses} misses");
    };
    look(0);
    Names::here().say(&name, &[]);
    look(1);
    assert_eq!(state(&org, &domain), "proven");
    Names::here().say(&name, &[domain["record"].as_str().expect("a record")]);
    look(0);
    Names::here().say(&name, &["perftrack-verification=somebody-else"]);
    run(&mut server.database.admin(), "UPDATE email_domains SET misses = 2");
    look(3);
    assert_eq!(state(&org, &domain), "lost");
    let mail = server.mailbox.first_to(&org.admin().email);
    assert!(mail.text.contains("no longer shows"), "{}", mail.text);
}

fn becomes_a_sandbox(org: &Org) {
    let mut conn = org.server.database.admin();
    let id = organisation_of(&mut conn, org.admin().id);
    let set = "UPDATE organisations SET sandbox_of = gen_random_uuid(), sandbox_maker = gen_random_uuid()";
    run(&mut conn, &format!("{set} WHERE org_id = '{id}'"));
}

#[test]
fn a_sandbox_takes_none_from_the_organisation_it_was_made_from() {
    let org = Org::db_new();
    becomes_a_sandbox(&org);
    let body = json!({ "domain": format!("{}.example", unique()) });
    let refused = org.admin().raw("POST", &format!("{SETTINGS}/domains")).json(&body).send().problem();
    assert_eq!(refused.code, Code::Conflict);
    assert_eq!(org.admin().raw("GET", SETTINGS).send().json()["domains"], json!([]));
}

#[test]
fn a_sandbox_that_loses_one_writes_to_nobody_but_its_maker() {
    let (first, second) = (Place::new(), Org::db_new());
    becomes_a_sandbox(&first.org);
    let mut conn = first.org.server.database.admin();
    prove(second.admin(), &first.domain);
    assert_eq!(first.events("single_sign_on.domain_lost"), 1);
    let email = &first.org.admin().email;
    let told =
        format!("mails WHERE lower(recipient) = lower('{email}') AND subject LIKE 'Single sign-on has stopped%'");
    assert_eq!(count(&mut conn, &told), 0, "who is its Admin didn't make it");
}

#[test]
fn domains_are_for_admins() {
    let org = Org::db_new();
    for role in [Role::Employee, Role::Manager] {
        let person = org.db_person(role, None);
        assert_eq!(person.raw("GET", SETTINGS).send().problem().code, Code::Forbidden);
    }
}
