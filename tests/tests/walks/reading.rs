//! Requests are read strictly: methods, content types, fields, parameters, sizes.

use std::collections::{BTreeMap, BTreeSet};

use perftrack_tests::{Client, Org, Server, Stage, client::Request, db::organisation_of, samples};
use serde_json::json;
use shared::{
    access::Role,
    operation::{Access, Declaration, Method},
    problem::Code,
};

use super::{about_nothing, footprint_beside, guarded};

/// A caller whom each operation lets in: an Admin, or a visitor.
fn callers() -> (Org, Client) {
    (Org::db_new(), Client::visitor(Server::shared()))
}

fn request(callers: &(Org, Client), declared: &Declaration) -> Request {
    let (org, visitor) = callers;
    let client = if declared.access == Access::Public { visitor } else { org.admin() };
    about_nothing(client, declared).header("if-match", "\"1\"")
}

#[test]
fn other_methods_are_refused_and_the_right_ones_named() {
    let mut methods: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for declared in shared::every_operation() {
        let allowed = methods.entry(declared.path).or_default();
        allowed.insert(declared.method.as_str());
        if declared.method == Method::Get {
            allowed.insert("HEAD");
        }
    }
    let client = Client::visitor(Server::shared());
    for declared in shared::every_operation() {
        let allowed = &methods[declared.path];
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"] {
            if allowed.contains(method) {
                continue;
            }
            let response = client.raw(method, &about_nothing(&client, &declared).path()).send();
            assert_eq!(response.problem().code, Code::MethodNotAllowed, "{method} {}", declared.path);
            let named: BTreeSet<_> = response.header("allow").unwrap_or_default().split(", ").collect();
            assert_eq!(&named, allowed, "{method} {}", declared.path);
        }
    }
}

#[test]
fn what_can_be_read_answers_head_alike_without_a_body() {
    let org = Org::db_new();
    for declared in shared::every_operation().iter().filter(|declared| declared.method == Method::Get) {
        let path = about_nothing(org.admin(), declared).path();
        let [read, asked] = ["GET", "HEAD"].map(|method| org.admin().raw(method, &path).send());
        assert_eq!((asked.status, asked.body.len()), (read.status, 0), "{}", declared.name);
        assert_eq!(asked.header("content-type"), read.header("content-type"), "{}", declared.name);
    }
}

#[test]
fn unknown_fields_are_refused_by_name() {
    let callers = callers();
    for declared in shared::every_operation().iter().filter(|declared| declared.body_type == Some("application/json")) {
        let problem = request(&callers, declared).json(&json!({ "surprise": 1 })).send().problem();
        assert_eq!(problem.code, Code::Invalid, "{}", declared.name);
        let error = (problem.errors[0].field.as_str(), problem.errors[0].code.as_str());
        assert_eq!(error, ("surprise", "unknown_field"), "{}", declared.name);
    }
}

#[test]
fn unknown_parameters_are_refused_by_name() {
    let callers = callers();
    for declared in shared::every_operation().iter().filter(|declared| declared.body_type.is_none()) {
        let problem = request(&callers, declared).query("surprise=1").send().problem();
        assert_eq!(problem.code, Code::Invalid, "{}", declared.name);
        let error = (problem.errors[0].field.as_str(), problem.errors[0].code.as_str());
        assert_eq!(error, ("surprise", "unknown_field"), "{}", declared.name);
    }
}

#[test]
fn bodies_of_another_type_are_refused() {
    let callers = callers();
    for declared in shared::every_operation().iter().filter(|declared| declared.body_type == Some("application/json")) {
        for content_type in
            ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=utf-7", "text/json"]
        {
            let problem = request(&callers, declared).body(content_type, "{}").send().problem();
            assert_eq!(problem.code, Code::UnsupportedMediaType, "{} with {content_type}", declared.name);
        }
    }
}

#[test]
fn what_is_no_json_or_too_much_of_it_is_refused() {
    let callers = callers();
    for declared in shared::every_operation().iter().filter(|declared| declared.body_type == Some("application/json")) {
        let send = |body: &str| request(&callers, declared).body("application/json", body).send();
        let left_out = Some("").filter(|_| declared.body_required);
        for body in left_out.into_iter().chain(["{", "[1", "nope", "{\"a\": \"\\ud800\"}"]) {
            let status = send(body).problem().status;
            assert!(matches!(status, 400 | 422), "{} with {body}: {status}", declared.name);
        }
        let huge = format!("{{\"surprise\": \"{}\"}}", "x".repeat(3 * 1024 * 1024));
        assert_eq!(send(&huge).problem().code, Code::TooLarge, "{}", declared.name);
    }
}

#[test]
fn what_cannot_be_an_id_names_nothing() {
    let org = Org::db_new();
    for declared in shared::every_operation().iter().filter(|declared| declared.path.contains('{')) {
        for id in ["1", "%00", "00000000-0000-0000-0000-00000000000g", "..%2f..%2fetc", "a".repeat(2000).as_str()] {
            let path = declared.path.split('/').map(|part| if part.starts_with('{') { id } else { part });
            let path = path.collect::<Vec<_>>().join("/");
            let request = org.admin().raw(declared.method.as_str(), &path).header("if-match", "\"1\"");
            let request = match declared.body_type {
                Some(content_type) => request.body(content_type, "{}"),
                None => request,
            };
            assert_eq!(request.send().problem().code, Code::NotFound, "{} {path}", declared.name);
        }
    }
}

/// An Employee can't tell from the reading of a request what they may not do at all.
#[test]
fn who_may_never_is_told_before_anything_is_read() {
    let org = Org::db_new();
    let employee = org.db_person(Role::Employee, None);
    for declared in shared::every_operation() {
        let Access::May(permission) = declared.access else { continue };
        if shared::access::can_ever(Role::Employee, permission) {
            continue;
        }
        let request = about_nothing(&employee, &declared);
        let request = match declared.body_type {
            Some(content_type) => request.body(content_type, "{ nonsense"),
            None => request,
        };
        assert_eq!(request.send().problem().code, Code::Forbidden, "{}", declared.name);
    }
}

#[test]
fn what_is_read_stays_as_it_is() {
    let mut conn = Server::shared().database.admin();
    for declared in guarded().filter(|declared| declared.method == Method::Get) {
        // One of its own for each: all that is in it is compared.
        let org = Org::db_new();
        let id = organisation_of(&mut conn, org.admin().id);
        let stage = Stage::of_admin(&org, &declared);
        let request = samples::of(declared.name, &stage).request(&declared, &stage);
        // Whoever takes something out stands in the log.
        let besides: &[&str] = if declared.takes_out { &["audit_events", "audit_heads"] } else { &[] };
        let before = footprint_beside(&mut conn, id, besides);
        let status = request.send().status;
        assert!(status < 500, "{}: {status}", declared.name);
        assert_eq!(footprint_beside(&mut conn, id, besides), before, "{} changes something", declared.name);
    }
}
