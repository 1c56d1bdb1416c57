use serde_json::json;

use super::{About, Sample};
use crate::Stage;

pub(super) fn sample(name: &str, _: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain().about(About::Organisation);
    Some(match name {
        "ReadScim" => plain,
        "EditScim" => {
            let body = json!({ "is_on": true, "roles": "below_admin", "teams": "groups", "invites": false });
            plain.json(body).version(0)
        }
        _ => return None,
    })
}
