//! Shares: each test is a rule about who is let in, how far and until when, tried over HTTP.

mod audience;
mod editors;
mod leases;
mod openings;
mod records;
mod view_as;

use perftrack_tests::{Client, Org, Persona, client::Called, unique};
use serde_json::{Value, json};
use shared::{
    access::ShareLevel,
    goals::{CreateObjective, ObjectiveDetail, ObjectivePath, ReadObjective},
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    shares::{GranteeKind, NewShare, RevokeShare, Share, ShareObjective, SharePath},
    wire::{ObjectiveId, Patch, PeriodId, PersonId},
};

/// An organisation, a period of it, and two people who have nothing to do with each other.
struct Ground {
    org: Org,
    period: PeriodId,
    owner: Persona,
    guest: Persona,
}

impl Ground {
    fn new() -> Self {
        let org = Org::db_new();
        let today = chrono::Utc::now().date_naive();
        let new = NewPeriod { name: unique(), starts_on: today, ends_on: today + chrono::Days::new(60) };
        let period = org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
        let [owner, guest] = [(); 2].map(|()| org.db_person(shared::access::Role::Employee, None));
        Self { org, period, owner, guest }
    }

    /// An objective of the owner's that nobody else but Admins sees, with one key result.
    fn hidden(&self) -> ObjectiveDetail {
        self.made(json!({}))
    }

    fn made(&self, with: Value) -> ObjectiveDetail {
        self.made_by(&self.owner, with)
    }

    fn made_by(&self, owner: &Client, with: Value) -> ObjectiveDetail {
        let mut body = json!({
            "level": "person", "title": unique(), "period_id": self.period, "state": "active", "visibility": "private",
            "key_results": [{ "title": "Users", "kind": "number", "direction": "increase", "start": 0, "target": 10 }],
        });
        for (field, value) in with.as_object().expect("fields") {
            body[field] = value.clone();
        }
        let new = serde_json::from_value(body).expect("an objective to be");
        owner.call::<CreateObjective>(Nothing {}, Nothing {}, new).expect("an objective")
    }
}

fn with(person: PersonId, level: ShareLevel) -> NewShare {
    NewShare {
        grantee: GranteeKind::Person,
        person_id: Some(person),
        team_id: None,
        level,
        reason: "They help.".to_owned(),
        ends_at: Patch::Keep,
    }
}

fn at(id: ObjectiveId) -> ObjectivePath {
    ObjectivePath { id }
}

fn share(by: &Client, objective: ObjectiveId, new: NewShare) -> Called<ShareObjective> {
    by.call::<ShareObjective>(at(objective), Nothing {}, new)
}

fn revoke(by: &Client, share: &Share) -> Called<RevokeShare> {
    by.call::<RevokeShare>(SharePath { id: share.id }, Nothing {}, ())
}

fn read(by: &Client, objective: ObjectiveId) -> Called<ReadObjective> {
    by.call::<ReadObjective>(at(objective), Nothing {}, ())
}
