//! Drafts of review cycles that are tried.

use serde_json::json;
use shared::{
    access::Role,
    reviews::{VIEW, WRITE},
};

use super::{
    About, Sample,
    reviews::{admin, cycle, its_authors, of_a_draft},
};
use crate::Stage;

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let draft = || Sample::plain().at(json!({ "id": cycle(stage, "draft")["cycle"]["id"] }));
    let of_admins = || draft().about(About::Told(&VIEW, of_a_draft));
    Some(match name {
        "ListReviewTesters" => of_admins(),
        "SendReviewTrial" => of_admins().json(json!({ "people": [stage.org.db_person(Role::Employee, None).id] })),
        "ReadReviewTrial" => {
            let cycle = cycle(stage, "draft");
            let id = cycle["cycle"]["id"].as_str().expect("an id");
            let testers = json!({ "people": [stage.subject.id] });
            admin(stage, "PUT", &format!("/api/v1/review-cycles/{id}/testers"), &testers);
            Sample::plain().at(json!({ "id": id })).about(About::Told(&WRITE, its_authors))
        }
        _ => return None,
    })
}
