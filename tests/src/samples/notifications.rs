use serde_json::json;

use super::Sample;
use crate::Stage;

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    Some(match name {
        "ListNotices" => {
            stage.db_notice();
            Sample::plain().query(json!({ "unread": "true", "topic": "people", "limit": "5" }))
        }
        "ListenForChanges" => Sample::plain().query(json!({ "subject": "person", "thing": stage.actor.id })),
        "UnsubscribeByOneClick" => Sample::plain().query(json!({ "token": "t" })),
        "ReadNoticeSettings" => Sample::plain(),
        "EditNoticeSettings" => Sample::plain()
            .json(json!({
                "time_zone": "Africa/Lagos", "digest_hour": 9, "quiet": { "from": 21, "to": 6 }, "mails_paused": true,
                "kinds": [{ "kind": "objective_commented", "in_app": false, "mail": "off" }],
            }))
            .version(1),
        "CountUnread" => Sample::plain(),
        "ReadNotices" => Sample::plain().json(json!({ "ids": [stage.db_notice()] })),
        "ReadAllNotices" => Sample::plain().json(json!({ "through": stage.db_notice() })),
        _ => return None,
    })
}
