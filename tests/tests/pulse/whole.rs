//! Pulses in a file of the whole organisation: what is published, and nothing that anybody answered.

use perftrack_tests::{Org, Server, unique};
use serde_json::{Value, json};

use super::{Ground, published, results, vote};
use crate::privacy::whole::{file_of, things};

#[test]
fn results_are_in_it_as_they_are_published() {
    let ground = Ground::on(Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")])), 6, 6);
    let (admin, unpublished) = (ground.org.admin(), format!("unpublished {}", unique()));
    let closed = ground.open(json!({}));
    vote(&ground.org, &ground.platform_people, closed, 10, "More time.");
    vote(&ground.org, &ground.mobile_people[..2], closed, 0, "Better tools.");
    ground.close(closed);
    let open = ground.open(json!({ "title": "Still open" }));
    vote(&ground.org, &ground.platform_people, open, 9, &unpublished);

    let file = file_of(admin);
    let shown = [open, closed].map(|id| results(admin, id).expect("results"));
    let mobile = Some(ground.mobile.id);
    assert_eq!((published(&shown[1], 0, None), published(&shown[1], 0, mobile)), (Some(8), None), "two are too few");
    let mut told = things(&file, "pulse_results");
    let mut expected: Vec<Value> = shown.iter().map(|it| serde_json::to_value(it).expect("JSON")).collect();
    [&mut told, &mut expected].into_iter().for_each(|all| all.sort_by_key(|it| it["pulse"]["id"].to_string()));
    assert_eq!(told, expected);
    let pages: String =
        file.iter().filter(|(name, _)| name.starts_with("pages/pulse_results-")).map(|it| &**it.1).collect();
    assert!(pages.contains("More time.") && pages.contains("Still open"), "{pages}");
    for (name, content) in &file {
        assert!(!content.contains(&unpublished), "what isn't published is not in {name}");
    }
}
