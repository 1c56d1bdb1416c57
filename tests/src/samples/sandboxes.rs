use serde_json::json;
use uuid::Uuid;

use super::{About, Sample};
use crate::{
    Stage,
    db::{organisation_of, run},
    unique,
};

impl Stage<'_> {
    fn db_organisation_is(&self, what: &str) {
        let mut conn = self.org.server.database.admin();
        let org = organisation_of(&mut conn, self.actor.id);
        run(&mut conn, &format!("UPDATE organisations SET {what} WHERE org_id = '{org}'"));
    }

    /// From now on it is a sandbox.
    fn db_is_sandbox(&self) {
        self.db_organisation_is("sandbox_of = gen_random_uuid(), sandbox_maker = gen_random_uuid()");
    }

    /// It is none, and has none.
    pub(super) fn db_is_real(&self) {
        self.db_organisation_is("sandbox_of = NULL, sandbox_maker = NULL, sandbox_idle = false, days_ahead = 0");
        let mut conn = self.org.server.database.admin();
        let org = organisation_of(&mut conn, self.actor.id);
        run(&mut conn, &format!("UPDATE organisations SET closes_at = now() WHERE sandbox_of = '{org}'"));
    }

    /// A sandbox of it.
    fn db_sandbox(&self) -> Uuid {
        self.db_is_real();
        let mut conn = self.org.server.database.admin();
        let (org, id) = (organisation_of(&mut conn, self.actor.id), Uuid::now_v7());
        run(
            &mut conn,
            &format!(
                "INSERT INTO organisations (org_id, name, sandbox_of, sandbox_maker)
                 VALUES ('{id}', 'Payroll', '{org}', gen_random_uuid());
                 INSERT INTO audit_heads (org_id) VALUES ('{id}')"
            ),
        );
        id
    }
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    let plain = Sample::plain().about(About::Organisation);
    Some(match name {
        "ListSandboxes" => {
            stage.db_sandbox();
            plain
        }
        "CreateSandbox" => {
            stage.db_is_real();
            plain.json(json!({ "name": unique(), "content": "empty" }))
        }
        "RemoveSandbox" => plain.at(json!({ "id": stage.db_sandbox() })),
        "ReadSandbox" | "MoveSandboxClock" | "DrawSandboxToken" => {
            stage.db_is_sandbox();
            match name {
                "MoveSandboxClock" => plain.json(json!({ "days": 1 })),
                "DrawSandboxToken" => plain.at(json!({ "id": stage.subject.id })),
                _ => plain,
            }
        }
        _ => return None,
    })
}
