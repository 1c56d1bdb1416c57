//! Who acts on whose things: what a sample request needs, made on demand through the public API.

use serde_json::{Value, json};
use shared::{
    access::{Relation, Role, ShareLevel, can},
    operation::{Access, Declaration, Nothing},
    organisations::{
        CreatePeriod, Directory, EditOrganisation, NewPeriod, OrganisationChanges, Period, ReadOrganisation,
    },
    people::{CreatePerson, EditPerson, Person, PersonChanges, PersonPath, ReadPerson},
    teams::{CreateTeam, NewTeam, Team},
    wire::{MeetingId, OneOnOneId, Patch, PersonId, TeamId, id::OrganisationId},
};
use uuid::Uuid;

use crate::{
    Org, Persona,
    db::{db_session_of, organisation_of, run},
    org::new_person,
    samples::Thing,
    unique,
};

/// An actor and the person whose things they act on.
pub struct Stage<'o> {
    /// Where.
    pub org: &'o Org,
    /// Who acts.
    pub actor: Persona,
    /// Whose things.
    pub subject: Persona,
}

/// An organisation in which nobody may look others up beyond their own chain, so that a relation is
/// what a test made it and nothing more.
pub fn closed_org() -> Org {
    let org = Org::db_new();
    let settings = org.admin().call::<ReadOrganisation>(Nothing {}, Nothing {}, ()).expect("the settings");
    let changes = OrganisationChanges { directory: Some(Directory::Chain), ..Default::default() };
    org.admin().change::<EditOrganisation>(Nothing {}, settings.version, changes).expect("the settings change");
    org
}

impl<'o> Stage<'o> {
    /// Somebody with `role`, and somebody to whose things they stand in `relation`. Shares are made
    /// with each thing.
    pub fn set(org: &'o Org, role: Role, relation: Relation) -> Self {
        let actor = org.db_person(role, None);
        let subject = match relation {
            Relation::Own => actor.clone(),
            Relation::Report => org.db_person(Role::Employee, Some(&actor)),
            Relation::Shared(_) | Relation::Organisation => org.db_person(Role::Employee, None),
        };
        Self { org, actor, subject }
    }

    /// An Admin and somebody else's things; their own where an Admin may do this with nobody else's.
    pub fn of_admin(org: &'o Org, declared: &Declaration) -> Self {
        let with_others = match declared.access {
            Access::May(permission) => can(Role::Admin, permission, Relation::Organisation),
            _ => true,
        };
        Self::set(org, Role::Admin, if with_others { Relation::Organisation } else { Relation::Own })
    }

    /// Lets everybody find everybody from now on, for what takes two.
    pub fn open(&self) {
        let mut conn = self.org.server.database.admin();
        let org = organisation_of(&mut conn, self.actor.id);
        run(&mut conn, &format!("UPDATE organisations SET directory = 'organisation' WHERE org_id = '{org}'"));
    }

    /// The subject as the Admin sees them.
    pub fn person(&self) -> Person {
        let path = PersonPath { id: self.subject.id };
        self.org.admin().call::<ReadPerson>(path, Nothing {}, ()).expect("the person")
    }

    /// Somebody entered and not yet invited.
    pub fn newcomer(&self) -> Person {
        let new = new_person(Role::Employee);
        self.org.admin().call::<CreatePerson>(Nothing {}, Nothing {}, new).expect("the newcomer")
    }

    /// A session of the subject's besides the one they use.
    pub fn other_session(&self) -> Uuid {
        let mut conn = self.org.server.database.admin();
        db_session_of(&mut conn, self.subject.id).0
    }

    /// A session of the actor's besides the one they use.
    pub fn other_session_of_actor(&self) -> Uuid {
        db_session_of(&mut self.org.server.database.admin(), self.actor.id).0
    }

    /// A team without people.
    pub fn team(&self) -> Team {
        let new = NewTeam { name: format!("Team {}", unique()), parent_id: None, lead_id: None };
        self.org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("the team")
    }

    /// A period of this time.
    pub fn period(&self) -> Period {
        let new = NewPeriod {
            name: format!("Period {}", unique()),
            starts_on: chrono::Utc::now().date_naive() - chrono::Days::new(30),
            ends_on: chrono::Utc::now().date_naive() + chrono::Days::new(60),
        };
        self.org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("the period")
    }

    /// A POST by the subject, for what later walks act on.
    pub fn made_by_subject(&self, path: &str, body: &Value) -> Value {
        let response = self.subject.raw("POST", path).json(body).send();
        assert!(response.is_success(), "POST {path} {body}: {}", response.text());
        response.json()
    }

    /// The subject's objective, in `state`, which nobody sees whom it doesn't concern.
    pub fn objective(&self, state: &str) -> Value {
        let body = json!({
            "level": "person", "title": "Fewer late deliveries", "period_id": self.period().id,
            "visibility": "chain", "state": state,
            "key_results": [{ "title": "Late deliveries a week", "kind": "number", "direction": "decrease",
                              "start": 20.0, "target": 2.0 }],
        });
        self.made_by_subject("/api/v1/objectives", &body)
    }

    /// The subject's objective, given up.
    pub fn closed_objective(&self) -> Value {
        let made = self.objective("active");
        let id = |thing: &Value| thing["id"].as_str().expect("an id").to_owned();
        let check_in = json!({ "value": 18.0, "status": "off_track" });
        self.made_by_subject(&format!("/api/v1/key-results/{}/check-ins", id(&made["key_results"][0])), &check_in);
        let closing = json!({ "transition": "cancel", "score": 0.1, "score_comment": "Barely begun.",
                              "learning": "It was the wrong goal." });
        self.made_by_subject(&format!("/api/v1/objectives/{}/move", id(&made["objective"])), &closing)
    }

    /// Tells the actor something about themselves.
    pub fn db_notice(&self) -> Uuid {
        let mut conn = self.org.server.database.admin();
        let (org, id, actor) = (organisation_of(&mut conn, self.actor.id), Uuid::now_v7(), self.actor.id);
        run(
            &mut conn,
            &format!(
                "INSERT INTO notices (org_id, id, person_id, kind, subject, about)
                 VALUES ('{org}', '{id}', '{actor}', 'manager_changed', 'person', '{actor}')"
            ),
        );
        id
    }

    /// Somebody above the actor, whom they find in any directory.
    pub fn above_actor(&self) -> PersonId {
        let (above, path) = (self.newcomer().id, PersonPath { id: self.actor.id });
        let admin = self.org.admin();
        let version = admin.call::<ReadPerson>(path.clone(), Nothing {}, ()).expect("the actor").version;
        let changes = PersonChanges { manager_id: Patch::Set(above), ..Default::default() };
        admin.change::<EditPerson>(path, version, changes).expect("the actor moves");
        above
    }

    /// A one-on-one of the subject with somebody else, by a rule that began four weeks ago, and its only meeting so
    /// far: that of yesterday, which nobody has said was held.
    pub fn db_one_on_one(&self) -> (OneOnOneId, MeetingId) {
        let partner = self.newcomer().id;
        let mut conn = self.org.server.database.admin();
        let (org, subject) = (organisation_of(&mut conn, self.actor.id), self.subject.id);
        let (series, meeting) = (OneOnOneId(Uuid::now_v7()), MeetingId(Uuid::now_v7()));
        run(
            &mut conn,
            &format!(
                "INSERT INTO one_on_ones (org_id, id, organiser_id, partner_id, rule, starts_on, starts_at, time_zone, minutes)
                 VALUES ('{org}', '{series}', '{subject}', '{partner}', 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU',
                         current_date - 28, '10:00', 'UTC', 30)"
            ),
        );
        run(
            &mut conn,
            &format!(
                "INSERT INTO meetings (org_id, id, one_on_one_id, occurs_on, starts_at)
                 VALUES ('{org}', '{meeting}', '{series}', current_date - 1, current_date - 1 + time '10:00')"
            ),
        );
        (series, meeting)
    }

    /// A pulse in `state` that asks the subject and eleven others.
    pub fn pulse(&self, state: &str) -> Value {
        self.pulse_of(state, &[self.subject.id])
    }

    /// A pulse in `state` that asks the actor too.
    pub fn pulse_for_both(&self, state: &str) -> Value {
        self.pulse_of(state, &[self.subject.id, self.actor.id])
    }

    fn pulse_of(&self, state: &str, people: &[PersonId]) -> Value {
        let (team, mut conn) = (self.team(), self.org.server.database.admin());
        let org = organisation_of(&mut conn, self.actor.id);
        for person in people {
            run(&mut conn, &format!("UPDATE people SET team_id = '{}' WHERE id = '{person}'", team.id));
        }
        db_fill(&mut conn, org, team.id, 11);
        let today = chrono::Utc::now().date_naive();
        let new = json!({
            "title": format!("Pulse {}", unique()), "opens_on": today, "closes_on": today + chrono::Days::new(7),
            "team_id": team.id, "questions": [
                { "kind": "enps", "text": "How likely would you recommend us as a place to work?" },
                { "kind": "text", "text": "Why?" },
            ],
        });
        let admin = |path: &str, body: &Value| {
            let response = self.org.admin().raw("POST", path).json(body).send();
            assert!(response.is_success(), "POST {path} {body}: {}", response.text());
            response.json()
        };
        let mut pulse = admin("/api/v1/pulses", &new);
        let steps: &[&str] = match state {
            "open" => &["open"],
            "closed" => &["open", "close"],
            _ => &[],
        };
        for step in steps {
            let path = format!("/api/v1/pulses/{}/move", pulse["pulse"]["id"].as_str().expect("an id"));
            pulse = admin(&path, &json!({ "step": step }));
        }
        pulse
    }

    /// A KPI of the subject's, counted by the day, which `visibility` says who else sees.
    pub fn kpi(&self, visibility: &str) -> Value {
        let body = json!({
            "name": "Late deliveries", "visibility": visibility, "kind": "number", "frequency": "day",
            "aggregation": "sum", "gauge": { "direction": "lower", "target": 2.0, "unhealthy": 10.0 },
        });
        self.made_by_subject("/api/v1/kpis", &body)["kpi"].take()
    }

    /// Shares a thing with the actor.
    pub fn db_share(&self, thing: Thing, level: ShareLevel) {
        let (column, thing) = match thing {
            Thing::Objective(id) => ("objective_id", id.0),
            Thing::Kpi(id) => ("kpi_id", id.0),
        };
        let mut conn = self.org.server.database.admin();
        let (org, id) = (organisation_of(&mut conn, self.actor.id), Uuid::now_v7());
        let (actor, subject) = (self.actor.id, self.subject.id);
        run(
            &mut conn,
            &format!(
                "INSERT INTO shares (org_id, id, {column}, grantee_kind, person_id, level, reason, granted_by)
                 VALUES ('{org}', '{id}', '{thing}', 'person', '{actor}', '{level}', 'a test', '{subject}')"
            ),
        );
    }
}

/// Active people in a team, so many.
pub fn db_fill(conn: &mut diesel::PgConnection, org: OrganisationId, team: TeamId, many: u32) {
    let name = unique();
    run(
        conn,
        &format!(
            "WITH new AS (
                 INSERT INTO accounts (id, email, email_key, password_hash)
                 SELECT gen_random_uuid(), e, e, 'none' FROM generate_series(1, {many}) n, format('%s-%s@example.com', '{name}', n) e
                 RETURNING id, email
             )
             INSERT INTO people (org_id, id, account_id, name, email, email_key, role, status, team_id)
             SELECT '{org}', gen_random_uuid(), new.id, new.email, new.email, new.email, 'employee', 'active', '{team}' FROM new"
        ),
    );
}

/// Random bytes.
pub fn random_bytes(into: &mut [u8]) {
    for chunk in into.chunks_mut(8) {
        // The last bytes of a version 4 UUID are random.
        let random = Uuid::new_v4();
        chunk.iter_mut().zip(random.as_bytes().iter().rev()).for_each(|(to, from)| *to = *from);
    }
}
