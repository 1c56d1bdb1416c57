//! A person's data: what is kept, what is taken out, and what is left of somebody who was erased.

mod again;
mod closing;
mod erasure;
mod export;
mod holds;
mod map;
mod retention;
pub(crate) mod whole;

use std::io::{Cursor, Read};

use perftrack_tests::{
    Client, Org, Persona, Server, Stage,
    client::Called,
    db::{organisation_of, text},
    unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    one_on_ones::{EditPrivateNote, MeetingPath, PrivateNoteChange},
    operation::Nothing,
    people::{DeactivatePerson, EditPerson, PersonChanges, PersonPath, ReadPerson},
    privacy::{ErasePerson, ErasureConfirmation, ExportPersonData},
    wire::{MeetingId, Patch, PersonId},
};

/// Somebody with something of everything, their manager, and a peer.
struct Ground {
    org: Org,
    manager: Persona,
    leaver: Persona,
    peer: Persona,
    /// Who the leaver is, in every form.
    identity: Vec<String>,
    /// What they said to nobody but themselves.
    secrets: [String; 4],
    /// An objective of theirs that runs.
    objective: Value,
    meeting: MeetingId,
}

impl Ground {
    fn on(server: &'static Server) -> Self {
        let org = Org::db_on(server);
        let manager = org.db_person(Role::Manager, None);
        let leaver = org.db_person(Role::Employee, Some(&manager));
        let peer = org.db_person(Role::Employee, Some(&manager));
        let identity = ["Zacharias", "Aviator", "HR"].map(|word| format!("{word} {}", unique()));
        let secrets = ["week", "note", "draft", "private"].map(|word| format!("{word}-{}", unique()));
        let stage = Stage { org: &org, actor: org.admin().clone(), subject: leaver.clone() };
        let (objective, (_, meeting)) = (stage.objective("active"), stage.db_one_on_one());
        let mut ground = Self { manager, peer, secrets, objective, meeting, identity: identity.to_vec(), leaver, org };
        ground.becomes(identity);
        ground.says();
        ground
    }

    /// The Admin gives them a name, a job and a number, one after the other.
    fn becomes(&mut self, [name, job, number]: [String; 3]) {
        let path = || PersonPath { id: self.leaver.id };
        let admin = self.org.admin();
        let version = admin.call::<ReadPerson>(path(), Nothing {}, ()).expect("them").version;
        let changes = PersonChanges {
            name: Some(name.clone()),
            job_title: Patch::Set(job),
            external_id: Patch::Set(number),
            ..PersonChanges::default()
        };
        admin.change::<EditPerson>(path(), version, changes).expect("they change");
        self.identity.extend([self.leaver.name.clone(), self.leaver.email.clone()]);
        self.leaver.name = name;
    }

    fn says(&self) {
        let [week, note, draft, private] = &self.secrets;
        let body = json!({ "did": [week], "will_do": [week], "stuck": [week], "mood": 2, "reply": week });
        made(&self.leaver, "/api/v1/weekly-check-ins", &body);
        let body = json!({ "kind": "note", "subject_id": self.leaver.id, "body": note, "purpose": "growth",
                           "audience": { "person": false, "manager": false, "chain": false, "later_managers": false } });
        made(&self.leaver, "/api/v1/feedback", &body);
        let period = &self.objective["objective"]["period"]["id"];
        let body = json!({ "level": "person", "title": draft, "description": draft, "period_id": period,
                           "visibility": "private", "state": "draft", "key_results": [] });
        made(&self.leaver, "/api/v1/objectives", &body);
        let change = PrivateNoteChange { body: private.clone() };
        self.leaver.change::<EditPrivateNote>(MeetingPath { id: self.meeting }, 0, change).expect("a private note");
        let check_in = json!({ "value": 11.0, "status": "on_track", "comment": "Half of the way." });
        let key_result = self.objective["key_results"][0]["id"].as_str().expect("an id");
        made(&self.leaver, &format!("/api/v1/key-results/{key_result}/check-ins"), &check_in);
        let praise =
            json!({ "person_ids": [self.leaver.id], "body": "A calm release, thanks to you.", "value_ids": [] });
        made(&self.peer, "/api/v1/praise", &praise);
        for (about, to_person) in [(self.leaver.id, true), (self.leaver.id, false)] {
            let body = json!({ "kind": "given", "subject_id": about, "purpose": "growth",
                               "body": if to_person { "Said to them." } else { "Said to their manager alone." },
                               "audience": { "person": to_person, "manager": true, "chain": false, "later_managers": false } });
            made(&self.peer, "/api/v1/feedback", &body);
        }
    }

    fn leaves(&self) {
        let path = PersonPath { id: self.leaver.id };
        self.org.admin().call::<DeactivatePerson>(path, Nothing {}, None).expect("they leave");
    }

    fn erases(&self, by: &Client, name: &str) -> Called<ErasePerson> {
        let confirmed = ErasureConfirmation { name: name.to_owned() };
        by.call::<ErasePerson>(PersonPath { id: self.leaver.id }, Nothing {}, confirmed)
    }

    /// How far their objective is, and what that is made of.
    fn progress(&self) -> Value {
        let path = format!("/api/v1/objectives/{}", self.objective["objective"]["id"].as_str().expect("an id"));
        self.org.admin().raw("GET", &path).send().json()["objective"]["progress"].clone()
    }

    fn org_id(&self) -> String {
        organisation_of(&mut self.org.server.database.admin(), self.org.admin().id).to_string()
    }

    fn count(&self, of: &str) -> String {
        text(&mut self.org.server.database.admin(), &format!("SELECT count(*)::text AS text FROM {of}"))
    }
}

fn made(by: &Client, path: &str, body: &Value) -> Value {
    let response = by.raw("POST", path).json(body).send();
    assert!(response.is_success(), "POST {path} {body}: {}", response.text());
    response.json()
}

/// What somebody takes out about somebody: the data for programs, and the page.
fn taken(by: &Client, of: PersonId) -> (Value, String) {
    let file = by.call::<ExportPersonData>(PersonPath { id: of }, Nothing {}, ()).expect("a file");
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).expect("a ZIP");
    let mut read = |name: &str| {
        let mut content = String::new();
        archive.by_name(name).expect("a part").read_to_string(&mut content).expect("text");
        content
    };
    let data: Value = serde_json::from_str(&read("data.json")).expect("JSON");
    (data["data"].clone(), read("data.html"))
}
