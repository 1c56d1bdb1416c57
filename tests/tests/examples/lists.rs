//! Lists with something in them: the samples of the walks fill in every filter, so that most of them find nothing.

use chrono::Utc;
use perftrack_tests::{
    Client, Response, Stage,
    db::run,
    eventually,
    org::{PASSWORD, try_log_in},
    samples::{self, Sample},
};
use serde_json::{Value, json};
use shared::{
    access::{Role, ShareLevel},
    operation::{Declaration, Method},
};

use super::{is_json, is_lines};

/// Of what is listed, the operations whose samples make some of it. What is listed of one thing is listed of the last's.
const MADE_BY: &[(&str, &[&str])] = &[
    ("ExportAuditNdjson", &["CreateTeam"]),
    ("ExportCheckInsNdjson", &["CreateCheckIn"]),
    ("ExportFeedbackNdjson", &["ReadFeedback"]),
    ("ExportTeamsNdjson", &["CreateTeam"]),
    ("ListAuditEvents", &["CreateTeam"]),
    ("ListChannels", &["EditChannel"]),
    ("ListCheckInHealth", &["CreateCheckIn"]),
    ("ListCheckIns", &["CreateCheckIn"]),
    ("ListCompanyValues", &["CreateCompanyValue"]),
    ("ListDevelopmentOpenings", &["ReadDevelopment"]),
    ("ListEvents", &["CreateTeam"]),
    ("ListFeedback", &["ReadFeedback"]),
    ("ListFeedbackAsks", &["ReadFeedbackAsk"]),
    ("ListFeedbackPieces", &["ReactToPraise", "ReadFeedback"]),
    ("ListFeedbackRequests", &["ReadFeedbackRequest"]),
    ("ListImprovementPlans", &["ReadImprovementPlan"]),
    ("ListImprovementPlanOpenings", &["ReadImprovementPlan"]),
    ("ListInvoices", &["ReadCreditNote", "ReadInvoice"]),
    ("ListKpiOpenings", &["ReadKpi"]),
    ("ListKpiShares", &["ShareKpi"]),
    ("ListKpiStandings", &["ReadKpi"]),
    ("ListOauthApps", &["CreateOauthApp"]),
    ("ListObjectiveComments", &["CommentOnObjective"]),
    ("ListObjectiveOpenings", &["ReadObjective"]),
    ("ListObjectiveShares", &["ShareObjective"]),
    ("ListOrganisationExports", &["AskOrganisationExport"]),
    ("ListOwnApiTokens", &["CreateApiToken"]),
    ("ListPasskeys", &["AddPasskey"]),
    ("ListPeriods", &["CreatePeriod"]),
    ("ListReviewGroups", &["CreateCalibrationSession"]),
    ("ListReviewPacketOpenings", &["ReadReviewPacket", "ExportReviewPacketPdf"]),
    ("ListReviewTesters", &["SendReviewTrial"]),
    ("ListReviewViewers", &["AddReviewViewer"]),
    ("ListSharedByMe", &["ShareObjective"]),
    ("ListStory", &["CreateCheckIn"]),
    ("ListTeams", &["CreateTeam"]),
    ("ListWebhooks", &["CreateWebhook"]),
    ("ListWeeklyCheckIns", &["ReadWeeklyCheckIn"]),
    ("ReadReviewEvidence", &["ReadKpi"]),
    ("ReadTeamWeek", &["ReadWeeklyCheckIn"]),
];

/// Whether an answer is a list of nothing.
pub fn is_empty(answer: &Value) -> bool {
    answer["items"].as_array().is_some_and(Vec::is_empty)
}

/// What is asked on this stage, and what is answered: a list with something in it, if it is found with fewer filters.
pub fn asked(declared: &Declaration, stage: &Stage<'_>) -> (Sample, Response) {
    let sample = filled(declared, stage);
    let send = |sample: &Sample| sample.request(declared, stage).send();
    if declared.name.ends_with("Openings") || declared.name == "ListRefusals" {
        // They are written down a moment later.
        eventually("it is known who opened it or was refused it", || !is_empty(&send(&sample).json()));
    }
    let response = send(&sample);
    let has_lines = is_lines(declared.answer_type);
    let shows_nothing =
        |response: &Response| if has_lines { response.body.is_empty() } else { is_empty(&response.json()) };
    let finds_nothing = |response: &Response| !response.is_success() || shows_nothing(response);
    let is_list = declared.method == Method::Get && (has_lines || is_json(declared.answer_type));
    if is_list && response.is_success() && finds_nothing(&response) {
        for query in fewer(&sample.query) {
            let other = sample.clone().query(query);
            let again = send(&other);
            if !finds_nothing(&again) {
                return (other, again);
            }
        }
    }
    (sample, response)
}

/// No filter at all, and then each of them alone.
fn fewer(query: &Value) -> Vec<Value> {
    let each = query.as_object().into_iter().flatten().map(|(name, value)| json!({ name: value }));
    std::iter::once(json!({})).chain(each).collect()
}

/// The sample of an operation, once there is something for it to find.
fn filled(declared: &Declaration, stage: &Stage<'_>) -> Sample {
    let makers: &[&str] = MADE_BY.iter().find(|(name, _)| *name == declared.name).map_or(&[], |(_, makers)| *makers);
    let mut params = None;
    for maker in makers {
        let maker = shared::every_operation().into_iter().find(|one| one.name == *maker).expect("an operation");
        let sample = samples::of(maker.name, stage);
        if !sample.request(&maker, stage).send().is_success() {
            // Then whoever the things are of does it.
            let (org, actor, subject) = (stage.org, stage.subject.clone(), stage.subject.clone());
            sample.request(&maker, &Stage { org, actor, subject }).send();
        }
        if of_what(&maker).is_some_and(|what| of_what(declared) == Some(what)) {
            params = Some(sample.params);
        }
    }
    let sample = samples::of(declared.name, stage);
    let sample = params.map_or_else(|| sample.clone(), |params| sample.clone().at(params));
    particular(declared.name, stage, &sample);
    sample
}

/// The path of the things one of which an operation is about.
fn of_what(declared: &Declaration) -> Option<&'static str> {
    declared.path.split_once('{').map(|(things, _)| things)
}

/// What no sample makes.
fn particular(name: &str, stage: &Stage<'_>, sample: &Sample) {
    let id = || sample.params["id"].as_str().expect("an id");
    match name {
        "ListFeedbackAbout" => {
            let author = stage.org.db_person(Role::Employee, None);
            stage.open();
            let body = json!({
                "kind": "given", "subject_id": stage.subject.id, "body": "You asked the right question.",
                "purpose": "growth", "audience": { "person": true },
            });
            let given = author.raw("POST", "/api/v1/feedback").json(&body).send();
            assert!(given.is_success(), "{}", given.text());
        }
        "ListKpiAlerts" => {
            let yesterday = Utc::now().date_naive() - chrono::Days::new(1);
            let path = format!("/api/v1/kpis/{}/measurements", id());
            stage.made_by_subject(&path, &json!({ "on": yesterday, "value": 20.0 }));
        }
        "ListLate" => {
            let report = stage.org.db_person(Role::Employee, Some(&stage.actor));
            let overdue = Utc::now().date_naive() - chrono::Days::new(9);
            let step = json!({ "body": "Give a talk at the harbour", "due_on": overdue });
            let made =
                report.raw("POST", &format!("/api/v1/people/{}/development/steps", report.id)).json(&step).send();
            assert!(made.is_success(), "{}", made.text());
        }
        "ListRefusals" => {
            let somebody = stage.org.db_person(Role::Employee, None);
            somebody.raw("GET", "/api/v1/audit-log").send();
        }
        "ListRollingReviewDue" => {
            let (rule, subject) = (id(), stage.subject.id);
            let joined = format!(
                "UPDATE people SET start_date = current_date - 20,
                                   team_id = (SELECT team_id FROM rolling_reviews WHERE id = '{rule}')
                 WHERE id = '{subject}'"
            );
            run(&mut stage.org.server.database.admin(), &joined);
        }
        "ListSharedWithMe" => {
            samples::of("ReadObjective", stage).share(stage, ShareLevel::View);
        }
        "ListSignIns" => {
            try_log_in(&Client::visitor(stage.org.server), &stage.actor.email, PASSWORD);
        }
        _ => {}
    }
}
