use serde_json::json;

use super::Sample;
use crate::Stage;

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    (name == "Search").then(|| Sample::plain().query(json!({ "q": stage.actor.name })))
}
