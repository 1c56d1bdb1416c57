//! A POST with an `Idempotency-Key` happens once, however often it arrives.

use perftrack_tests::{Org, Stage, db::organisation_of, samples, unique};
use shared::{
    access::{Relation, Role},
    operation::{Access, Method},
    problem::Code,
};

use super::footprint;

/// Works in several transactions, so that no key is kept with its effect; an import is applied once anyway.
const ONCE_BY_NATURE: &str = "ApplyImport";

#[test]
fn a_key_makes_it_happen_once() {
    for declared in shared::every_operation() {
        // What anybody logged in does to their own sessions ends the session that would repeat it.
        if declared.method != Method::Post || !matches!(declared.access, Access::May(_)) {
            continue;
        }
        let org = Org::db_new();
        let stage = Stage::set(&org, Role::Admin, Relation::Organisation);
        let sample = samples::of(declared.name, &stage);
        let key = unique();
        let request = || sample.request(&declared, &stage).header("idempotency-key", &key);
        let mut conn = org.server.database.admin();
        let org_id = organisation_of(&mut conn, stage.actor.id);

        let first = request().send();
        assert_eq!(first.status, declared.status, "{}: {}", declared.name, first.text());
        let after = footprint(&mut conn, org_id);
        let second = request().send();
        if declared.name == ONCE_BY_NATURE {
            assert_eq!(second.problem().code, Code::Conflict);
        } else {
            assert_eq!((second.status, second.text()), (first.status, first.text()), "{}", declared.name);
        }
        assert_eq!(footprint(&mut conn, org_id), after, "{} happened twice", declared.name);

        let other = request().query("surprise=1").send();
        assert!(matches!(other.problem().code, Code::KeyReused | Code::Invalid), "{}: {}", declared.name, other.text());
    }
}
