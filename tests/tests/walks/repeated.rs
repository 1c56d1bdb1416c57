//! A request with an `Idempotency-Key` happens once, however often it arrives: wherever the document offers the
//! header, and the document offers it wherever a member does something once.

use diesel::{Connection, RunQueryDsl};
use perftrack_tests::{Org, Persona, Stage, client::Request, contract::document, db, samples, unique};
use serde_json::json;
use shared::{
    access::Role,
    operation::{Access, Declaration, Method},
    problem::Code,
};

use super::footprint;

/// Whether the document says that the operation takes a key.
fn offers_key(declared: &Declaration) -> bool {
    let method = declared.method.as_str().to_ascii_lowercase();
    let parameters = document()["paths"][declared.path][&method]["parameters"].as_array();
    parameters.into_iter().flatten().any(|parameter| parameter["name"] == "Idempotency-Key")
}

#[test]
fn a_key_is_offered_for_what_members_do_once() {
    for declared in shared::every_operation() {
        let once = declared.method == Method::Post && matches!(declared.access, Access::May(_));
        assert_eq!(offers_key(&declared), once, "{}", declared.name);
    }
}

#[test]
fn a_key_makes_it_happen_once() {
    for declared in shared::every_operation().into_iter().filter(offers_key) {
        let org = Org::db_new();
        let stage = Stage::of_admin(&org, &declared);
        let sample = samples::of(declared.name, &stage);
        let key = unique();
        let request = || sample.request(&declared, &stage).header("idempotency-key", &key);
        let mut conn = org.server.database.admin();
        let org_id = db::organisation_of(&mut conn, stage.actor.id);

        let first = request().send();
        assert_eq!(first.status, declared.status, "{}: {}", declared.name, first.text());
        let after = footprint(&mut conn, org_id);
        let second = request().send();
        assert_eq!((second.status, second.text()), (first.status, first.text()), "{}", declared.name);
        assert_eq!(second.header("etag"), first.header("etag"), "{}", declared.name);
        assert_eq!(footprint(&mut conn, org_id), after, "{} happened twice", declared.name);

        let other = request().query("surprise=1").send();
        assert!(matches!(other.problem().code, Code::KeyReused | Code::Invalid), "{}: {}", declared.name, other.text());
    }
}

/// Creating a period of this name, with this key.
fn period(admin: &Persona, name: &str, key: &str) -> Request {
    let body = json!({ "name": name, "starts_on": "2026-10-01", "ends_on": "2026-12-31" });
    admin.raw("POST", "/api/v1/periods").json(&body).header("idempotency-key", key)
}

#[test]
fn a_key_is_for_one_request_of_one_person() {
    let org = Org::db_new();
    let (key, name) = (unique(), unique());
    assert_eq!(period(org.admin(), &name, &key).send().status, 201);
    assert_eq!(period(org.admin(), &unique(), &key).send().problem().code, Code::KeyReused);
    let another = org.db_person(Role::Admin, None);
    assert_eq!(period(&another, &unique(), &key).send().status, 201);
    for key in ["", " ", "k".repeat(256).as_str()] {
        assert_eq!(period(org.admin(), &unique(), key).send().problem().code, Code::Malformed, "{key:?}");
    }
}

#[test]
fn a_refusal_does_not_use_the_key_up() {
    let org = Org::db_new();
    let (key, name) = (unique(), unique());
    let refused = json!({ "name": name, "starts_on": "2026-12-31", "ends_on": "2026-10-01" });
    assert_eq!(period(org.admin(), &name, &key).json(&refused).send().problem().code, Code::Invalid);
    assert_eq!(period(org.admin(), &name, &key).send().status, 201);
}

#[test]
fn a_key_is_forgotten_after_a_day() {
    let org = Org::db_new();
    let key = unique();
    assert_eq!(period(org.admin(), &unique(), &key).send().status, 201);
    let mut conn = org.server.database.admin();
    let mine = format!("idempotency_keys WHERE person_id = '{}'", org.admin().id);
    db::run(
        &mut conn,
        &format!("UPDATE {} ", mine.replace(" WHERE", " SET created_at = now() - interval '25 hours' WHERE")),
    );
    assert_eq!(period(org.admin(), &unique(), &key).send().status, 201);
    assert_eq!(db::count(&mut conn, &mine), 1);
}

#[test]
fn a_key_that_is_still_worked_on_is_told_so() {
    let org = Org::db_new();
    let (key, person) = (unique(), org.admin().id);
    let mut conn = org.server.database.admin();
    let org_id = db::organisation_of(&mut conn, person);
    conn.test_transaction::<_, diesel::result::Error, _>(|conn| {
        let taken = format!(
            "INSERT INTO idempotency_keys (org_id, person_id, operation, key, fingerprint, status, body)
             VALUES ('{org_id}', '{person}', 'CreatePeriod', '{key}', '', 201, '')"
        );
        diesel::sql_query(taken).execute(conn)?;
        assert_eq!(period(org.admin(), &unique(), &key).send().problem().code, Code::InProgress);
        Ok(())
    });
    assert_eq!(period(org.admin(), &unique(), &key).send().status, 201);
}
