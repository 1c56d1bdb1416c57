use serde_json::{Value, json};

use super::{
    About, Sample,
    reviews::{admin, template},
};
use crate::{Stage, unique};

fn new_rule(stage: &Stage<'_>) -> Value {
    json!({
        "name": unique(), "template_id": template(stage)["template"]["id"], "after_days": [30, 60], "writing_days": 10,
        "sharing_days": 7, "naming": "named", "minimum": 5, "team_id": stage.team().id,
        "excluded": [stage.newcomer().id], "on": true,
    })
}

/// A rule's id.
pub(super) fn rule(stage: &Stage<'_>) -> Value {
    admin(stage, "POST", "/api/v1/rolling-reviews", &new_rule(stage))["rule"]["id"].take()
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let whole = || Sample::plain().about(About::Organisation);
    let at = || whole().at(json!({ "id": rule(stage) }));
    Some(match name {
        "ListRollingReviews" => {
            rule(stage);
            whole().query(json!({ "limit": "5" }))
        }
        "CreateRollingReview" => whole().json(new_rule(stage)),
        "ReadRollingReview" => at(),
        "EditRollingReview" => at().json(new_rule(stage)).version(1),
        "DeleteRollingReview" => at(),
        "ListRollingReviewDue" => at().query(json!({ "limit": "5" })),
        _ => return None,
    })
}
