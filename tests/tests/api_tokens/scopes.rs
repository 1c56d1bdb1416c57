//! Every operation, by a token: with the scope that it takes and without, and by tokens that open nothing.

use perftrack_tests::{Client, Org, client::Request, contract};
use shared::{
    access::Role,
    api_tokens::{ApiTokenPath, MadeApiToken, NewApiToken, RevokeOwnApiToken, Scope, open_to},
    operation::{Access, Declaration, Nothing},
    problem::Code,
};
use uuid::Uuid;

use super::{made, make, new, program, sql};

pub(super) fn guarded() -> impl Iterator<Item = Declaration> {
    shared::every_operation().into_iter().filter(|declared| declared.access != Access::Public)
}

/// A request about nothing that exists, of the right form, so that it is opened and not yet understood.
pub(super) fn about_nothing(client: &Client, declared: &Declaration) -> Request {
    let parts = declared.path.split('/').skip(1);
    let path = parts.fold(String::new(), |path, part| {
        let part = if part.starts_with('{') { Uuid::now_v7().to_string() } else { part.to_owned() };
        format!("{path}/{part}")
    });
    let request = client.raw(declared.method.as_str(), &path).header("if-match", "\"1\"");
    match declared.body_type {
        Some(content_type) => request.body(content_type, "{}"),
        None => request,
    }
}

#[test]
fn each_takes_its_scope_and_no_other() {
    let org = Org::db_new();
    let person = org.db_person(Role::Admin, None);
    let [goals, kpis] = [Scope::GoalsRead, Scope::KpisRead].map(|scope| program(&org, &made(&person, &[scope])));
    let offered = open_to(Role::Admin);
    let all = program(&org, &made(&person, &offered));
    let mut wrong = Vec::new();
    for declared in guarded() {
        let without = if declared.scope() == Some(Scope::GoalsRead) { &kpis } else { &goals };
        let refused = about_nothing(without, &declared).send();
        contract::keeps(&declared, &refused);
        let problem = refused.problem();
        let expected = if declared.scope().is_some() { Code::ScopeMissing } else { Code::SeparateLogIn };
        if (problem.status, problem.code) != (403, expected) {
            wrong.push(format!("{} without its scope: {}", declared.name, refused.text()));
        }
        let Some(scope) = declared.scope() else { continue };
        if !problem.detail.as_deref().is_some_and(|detail| detail.contains(scope.as_str())) {
            wrong.push(format!("{} doesn't name {scope}: {}", declared.name, refused.text()));
        }
        let with = about_nothing(&all, &declared).send();
        let is_shut =
            with.status == 401 || ["scope_missing", "cross_site"].iter().any(|code| with.text().contains(code));
        if is_shut {
            wrong.push(format!("{} with {scope}: {}", declared.name, with.text()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_scope_that_is_offered_is_for_something() {
    for scope in open_to(Role::Admin) {
        assert!(guarded().any(|declared| declared.scope() == Some(scope)), "{scope}");
    }
}

#[test]
fn a_token_that_is_not_good_opens_nothing() {
    let org = Org::db_new();
    let person = org.db_person(Role::Admin, None);
    let everything = || new(&open_to(Role::Admin));
    let [revoked, expired, gone] = [(); 3].map(|()| make(&person, everything()).unwrap());
    let networks = vec!["203.0.113.0/24".to_owned()];
    let elsewhere = make(&person, NewApiToken { networks, ..everything() }).unwrap();
    let leaver = org.db_person(Role::Admin, None);
    let left = make(&leaver, everything()).unwrap();

    let path = ApiTokenPath { id: revoked.token.id };
    person.call::<RevokeOwnApiToken>(path, Nothing {}, ()).unwrap();
    sql(&org, &format!("UPDATE api_tokens SET expires_at = now() WHERE id = '{}'", expired.token.id));
    sql(&org, &format!("DELETE FROM api_tokens WHERE id = '{}'", gone.token.id));
    sql(&org, &format!("UPDATE people SET status = 'deactivated' WHERE id = '{}'", leaver.id));
    for (why, token) in
        [("revoked", &revoked), ("expired", &expired), ("gone", &gone), ("elsewhere", &elsewhere), ("left", &left)]
    {
        all_refuse(&org, token, why);
    }
}

fn all_refuse(org: &Org, token: &MadeApiToken, why: &str) {
    for declared in guarded() {
        // From an address of its own each time: what isn't known counts for its address.
        let answer = about_nothing(&program(org, token), &declared).send();
        assert_eq!(answer.status, 401, "{} by a token that is {why}: {}", declared.name, answer.text());
        assert_eq!(answer.problem().code, Code::Unauthenticated);
    }
}
