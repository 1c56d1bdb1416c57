use serde_json::json;

use super::{About, Sample};
use crate::Stage;

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain().about(About::Organisation);
    Some(match name {
        "ListAuditEvents" | "ExportAuditCsv" | "ExportAuditNdjson" => {
            plain.query(json!({ "actor": stage.subject.id, "resource": stage.subject.id }))
        }
        "ReadAuditChain" | "CheckAuditChain" | "ListRefusals" => plain,
        _ => return None,
    })
}
