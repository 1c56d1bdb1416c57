//! Changes name the version they change: missing is 428, stale is 412, and neither changes anything.

use perftrack_tests::{Org, Stage, db::organisation_of, samples};
use shared::{operation::Method, problem::Code};

use super::footprint;

#[test]
fn a_change_of_something_changed_meanwhile_is_refused() {
    let org = Org::db_new();
    for declared in shared::every_operation().iter().filter(|declared| declared.method == Method::Patch) {
        let stage = Stage::of_admin(&org, declared);
        let sample = samples::of(declared.name, &stage);
        let version = sample.version.unwrap_or_else(|| panic!("the sample of {} has no version", declared.name));
        let mut conn = org.server.database.admin();
        let org_id = organisation_of(&mut conn, stage.actor.id);
        let before = footprint(&mut conn, org_id);
        let request = sample.request(declared, &stage).without("if-match");
        assert_eq!(request.clone().send().problem().code, Code::VersionRequired, "{}", declared.name);
        for stale in [version - 1, version + 1] {
            let response = request.clone().header("if-match", &format!("\"{stale}\"")).send();
            assert_eq!(response.problem().code, Code::VersionMismatch, "{}", declared.name);
        }
        assert_eq!(request.clone().header("if-match", "rubbish").send().problem().code, Code::VersionMismatch);
        assert_eq!(footprint(&mut conn, org_id), before, "{}", declared.name);

        let done = sample.request(declared, &stage).send();
        assert_eq!(done.status, 200, "{}: {}", declared.name, done.text());
        assert_eq!(done.header("etag"), Some(format!("\"{}\"", version + 1).as_str()), "{}", declared.name);
        assert_eq!(sample.request(declared, &stage).send().problem().code, Code::VersionMismatch, "{}", declared.name);
    }
}
