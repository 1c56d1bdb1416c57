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

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let id = stage.subject.id;
    let about = || Sample::plain().at(json!({ "id": id })).about(About::Subject(&VIEW));
    Some(match name {
        "ExportPersonData" | "PreviewErasure" => about(),
        "ErasePerson" => {
            if id != stage.actor.id {
                let done = stage.org.admin().call::<DeactivatePerson>(PersonPath { id }, Nothing {}, ());
                done.expect("the person is deactivated");
            }
            about().json(json!({ "name": stage.subject.name }))
        }
        "ListOrganisationExports" | "AskOrganisationExport" | "ReadRetention" | "ReadClosing" => Sample::plain(),
        "SetRetention" => Sample::plain().about(About::Organisation).json(json!({ "kind": "feedback", "months": 24 })),
        "TakeOrganisationExport" => Sample::plain().at(json!({ "id": db_export(stage) })),
        "CloseOrganisation" => {
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

fn of_organisation(stage: &Stage<'_>, change: &str) {
    let mut conn = stage.org.server.database.admin();
    let org = organisation_of(&mut conn, stage.actor.id);
    run(&mut conn, &format!("{change} WHERE org_id = '{org}'"));
}
