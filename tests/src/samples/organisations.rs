use serde_json::json;
use shared::{
    operation::Nothing,
    organisations::{ReadOrganisation, ReadSessionPolicy},
};

use super::{About, Sample};
use crate::{Stage, unique};

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain().about(About::Organisation);
    Some(match name {
        "ReadOrganisation" | "ReadSessionPolicy" | "ListPeriods" => Sample::plain(),
        "EditSessionPolicy" => {
            let now = stage.org.admin().call::<ReadSessionPolicy>(Nothing {}, Nothing {}, ()).expect("the policy");
            plain.json(json!({ "session_minutes": 600, "idle_minutes": 60 })).version(now.version)
        }
        "EditOrganisation" => {
            let now = stage.org.admin().call::<ReadOrganisation>(Nothing {}, Nothing {}, ()).expect("the settings");
            plain.json(json!({ "check_in_days": 14 })).version(now.version)
        }
        "CreatePeriod" => plain.json(json!({ "name": unique(), "starts_on": "2026-10-01", "ends_on": "2026-12-31" })),
        "EditPeriod" => {
            let period = stage.period();
            plain.at(json!({ "id": period.id })).json(json!({ "name": unique() })).version(period.version)
        }
        "DeletePeriod" => plain.at(json!({ "id": stage.period().id })),
        _ => return None,
    })
}
