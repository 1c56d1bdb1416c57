use serde_json::json;
use shared::{
    operation::Nothing,
    people::{DeactivatePerson, PersonPath, VIEW},
    privacy::ReadClosing,
};
use uuid::Uuid;

use super::{About, Sample};
use crate::{
    Stage,
    db::{organisation_of, run},
};

/// Lifts every legal hold of an organisation.
const NOTHING_HELD: &str =
    "UPDATE legal_holds SET lifted_by = placed_by, lifted_at = now(), lifted_reason = 'The dispute is settled.'";

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let id = stage.subject.id;
    let about = || Sample::plain().at(json!({ "id": id })).about(About::Subject(&VIEW));
    Some(match name {
        "ExportPersonData" | "PreviewErasure" => about(),
        "ErasePerson" => {
            if id != stage.actor.id {
                let done = stage.org.admin().call::<DeactivatePerson>(PersonPath { id }, Nothing {}, None);
                done.expect("the person is deactivated");
            }
            of_organisation(stage, NOTHING_HELD);
            about().json(json!({ "name": stage.subject.name }))
        }
        "ListOrganisationExports" | "AskOrganisationExport" | "ReadRetention" | "ReadClosing" | "ReadKeeping" => {
            Sample::plain()
        }
        "ListDeletions" => {
            let deleted = "INSERT INTO retention_deletions (org_id, day, kind, number)";
            db_made(stage, &format!("{deleted} SELECT org_id, current_date, 'feedback', 3"));
            Sample::plain()
        }
        "ListLegalHolds" => {
            db_hold(stage);
            Sample::plain()
        }
        "PlaceLegalHold" => {
            let body = json!({ "person_id": stage.actor.id, "reason": "A dispute about overtime." });
            Sample::plain().about(About::Organisation).json(body)
        }
        "LiftLegalHold" => Sample::plain()
            .at(json!({ "id": db_hold(stage) }))
            .about(About::Organisation)
            .json(json!({ "reason": "The dispute is settled." })),
        "SetRetention" => Sample::plain().about(About::Organisation).json(json!({ "kind": "feedback", "months": 24 })),
        "TakeOrganisationExport" => Sample::plain().at(json!({ "id": db_export(stage) })),
        "CloseOrganisation" => {
            of_organisation(stage, NOTHING_HELD);
            let now = stage.org.admin().call::<ReadClosing>(Nothing {}, Nothing {}, ()).expect("how it stands");
            Sample::plain().about(About::Organisation).json(json!({ "name": now.name }))
        }
        "KeepOrganisation" => {
            of_organisation(stage, "UPDATE organisations SET closes_at = now() + interval '30 days'");
            Sample::plain().about(About::Organisation)
        }
        _ => return None,
    })
}

/// A file that the stage's actor asked for, made already.
fn db_export(stage: &Stage<'_>) -> Uuid {
    let (id, actor) = (Uuid::now_v7(), stage.actor.id);
    let mut conn = stage.org.server.database.admin();
    run(
        &mut conn,
        &format!(
            "INSERT INTO organisation_exports (org_id, id, asked_by, state, things, bytes)
             SELECT org_id, '{id}', id, 'ready', 0, 0 FROM people WHERE id = '{actor}'"
        ),
    );
    id
}

/// A hold on the stage's subject.
fn db_hold(stage: &Stage<'_>) -> Uuid {
    let (id, subject) = (Uuid::now_v7(), stage.subject.id);
    let placed = "INSERT INTO legal_holds (org_id, id, person_id, reason, placed_by)";
    db_made(stage, &format!("{placed} SELECT org_id, '{id}', '{subject}', 'A dispute about overtime.', id"));
    id
}

/// A row made of whoever acts.
fn db_made(stage: &Stage<'_>, insert: &str) {
    let mut conn = stage.org.server.database.admin();
    run(&mut conn, &format!("{insert} FROM people WHERE id = '{}' ON CONFLICT DO NOTHING", stage.actor.id));
}

fn of_organisation(stage: &Stage<'_>, change: &str) {
    let mut conn = stage.org.server.database.admin();
    let org = organisation_of(&mut conn, stage.actor.id);
    run(&mut conn, &format!("{change} WHERE org_id = '{org}'"));
}
