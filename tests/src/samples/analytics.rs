use serde_json::json;
use shared::people::VIEW;

use super::{About, Sample};
use crate::Stage;

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let id = stage.subject.id;
    let dashboard = || {
        let objective = stage.objective("active")["objective"].take();
        json!({ "period": objective["period"]["id"], "team": stage.team().id, "person": id, "scope": "seen" })
    };
    let about = || Sample::plain().at(json!({ "id": id })).about(About::Subject(&VIEW));
    Some(match name {
        "ReadGoalDashboard"
        | "ExportGoalsCsv"
        | "ExportGoalsXlsx"
        | "ExportGoalsPdf"
        | "ReadCheckInDashboard"
        | "ExportCheckInsCsv"
        | "ExportCheckInsXlsx"
        | "ExportCheckInsPdf"
        | "ReadKpiDashboard"
        | "ExportKpisCsv"
        | "ExportKpisXlsx"
        | "ExportKpisPdf"
        | "ReadReviewDashboard"
        | "ExportReviewsCsv"
        | "ExportReviewsXlsx"
        | "ExportReviewsPdf"
        | "ReadFeedbackDashboard"
        | "ExportFeedbackCsv"
        | "ExportFeedbackXlsx"
        | "ExportFeedbackPdf" => Sample::plain().query(dashboard()),
        "ListCheckInHealth" => {
            let mut query = dashboard();
            query["health"] = json!("on_time");
            query["limit"] = json!("5");
            Sample::plain().query(query)
        }
        "ListFeedbackPieces" => {
            let mut query = dashboard();
            query["kind"] = json!("praise");
            query["limit"] = json!("5");
            Sample::plain().query(query)
        }
        "ListKpiStandings" => {
            let mut query = dashboard();
            query["state"] = json!("watch");
            query["limit"] = json!("5");
            Sample::plain().query(query)
        }
        "ListReviewStandings" => {
            let mut query = dashboard();
            query["state"] = json!("collecting");
            query["cycle"] = super::reviews::cycle(stage, "writing")["cycle"]["id"].take();
            query["rating"] = json!("3");
            query["limit"] = json!("5");
            Sample::plain().query(query)
        }
        "ListStory" => about().query(json!({ "kind": "check_in", "month": "2026-11-01", "limit": "5" })),
        "ReadCoverage" => about().query(json!({ "until": "2026-11-01" })),
        _ => return None,
    })
}
