use serde_json::json;

use super::Sample;
use crate::Stage;

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    Some(match name {
        "ListNotices" => {
            stage.db_notice();
            Sample::plain().query(json!({ "unread": "true", "topic": "people", "limit": "5" }))
        }
        "CountUnread" => Sample::plain(),
        "ReadNotices" => Sample::plain().json(json!({ "ids": [stage.db_notice()] })),
        "ReadAllNotices" => Sample::plain().json(json!({ "through": stage.db_notice() })),
        _ => return None,
    })
}
