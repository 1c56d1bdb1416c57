//! Being told: each test is a rule about who is told what, when they see it and when no longer.

mod centre;
mod channels;
mod dues;
mod ended;
mod live;
mod mail;
mod mentions;
mod reminders;
mod replies;
mod rolling_reviews;
mod settings;
mod told_anew;

use chrono::{Days, Timelike, Utc};
use perftrack_tests::{
    Client, Org, Persona, Server,
    db::{count, run},
    eventually, unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    goals::{CreateObjective, ObjectiveDetail},
    notifications::{CountUnread, ListNotices, Notice, NoticeFilter, NoticeKind},
    operation::Nothing,
    organisations::{CreatePeriod, NewPeriod},
    wire::PeriodId,
};

/// An organisation with a period and two people who have nothing to do with each other.
struct Ground {
    org: Org,
    period: PeriodId,
    owner: Persona,
    guest: Persona,
}

impl Ground {
    fn new() -> Self {
        Self::of(Org::db_new())
    }

    fn of(org: Org) -> Self {
        let today = Utc::now().date_naive();
        let new = NewPeriod { name: unique(), starts_on: today - Days::new(60), ends_on: today + Days::new(60) };
        let period = org.admin().call::<CreatePeriod>(Nothing {}, Nothing {}, new).expect("a period").id;
        let [owner, guest] = [(); 2].map(|()| org.db_person(Role::Employee, None));
        Self { org, period, owner, guest }
    }

    /// On a server of its own that goes rounds. It is noon in the organisation, whatever time it is here.
    fn with_rounds() -> Self {
        let server = Server::alone(&[("PERFTRACK_ROUNDS", "on")]);
        let ground = Self::of(Org::db_on(server));
        let ahead = 12 - i64::from(Utc::now().hour());
        // Or, on some days of a week, everybody would be reminded of it.
        ground.sql("INSERT INTO weekly_settings (org_id, enabled) SELECT org_id, false FROM organisations");
        // `Etc` counts the other way round.
        ground.sql(&format!("UPDATE organisations SET time_zone = 'Etc/GMT{:+}'", -ahead));
        ground
    }

    fn sql(&self, statement: &str) {
        run(&mut self.org.server.database.admin(), statement);
    }

    /// Has the worker look after the organisation again, as if another day had begun.
    fn another_round(&self) {
        // One that is new may have come too late for the worker, who looks for those every two minutes.
        self.sql("INSERT INTO notice_rounds (org_id) SELECT org_id FROM organisations ON CONFLICT DO NOTHING");
        // A round that has begun would say at its end that this day is done: of what was made meanwhile it knows nothing.
        let begun =
            "notice_rounds WHERE reminded_on IS NULL AND due_at > now() AND due_at <= now() + interval '3 minutes'";
        eventually("no reminding is under way", || count(&mut self.org.server.database.admin(), begun) == 0);
        self.sql("UPDATE notice_mails SET due_at = now(); UPDATE notice_rounds SET reminded_on = NULL, due_at = now()");
    }

    /// Gives an objective of the owner's to them, as their Admin.
    fn assign(&self, title: &str) {
        self.made(self.org.admin(), json!({ "owner_id": self.owner.id, "title": title }));
    }

    /// An active objective set by `by`, with one key result, otherwise as `with` says.
    fn made(&self, by: &Client, with: Value) -> ObjectiveDetail {
        let mut body = json!({
            "level": "person", "title": unique(), "period_id": self.period, "state": "active", "visibility": "private",
            "key_results": [{ "title": "Users", "kind": "number", "direction": "increase", "start": 0, "target": 10 }],
        });
        for (field, value) in with.as_object().expect("fields") {
            body[field] = value.clone();
        }
        let new = serde_json::from_value(body).expect("an objective to be");
        by.call::<CreateObjective>(Nothing {}, Nothing {}, new).expect("an objective")
    }

    /// The owner's, which nobody else sees.
    fn hidden(&self) -> ObjectiveDetail {
        self.made(&self.owner, json!({}))
    }

    /// A POST that must succeed.
    fn post(&self, by: &Client, path: &str, body: Value) -> Value {
        let response = by.raw("POST", path).json(&body).send();
        assert!(response.is_success(), "POST {path}: {}", response.text());
        response.json()
    }

    /// Shares an objective of the owner's with the guest.
    fn share(&self, objective: &ObjectiveDetail, level: &str) -> Value {
        let path = format!("/api/v1/objectives/{}/shares", objective.objective.id);
        let body = json!({ "grantee": "person", "person_id": self.guest.id, "level": level, "reason": "She helps." });
        self.post(&self.owner, &path, body)
    }

    fn comment(&self, by: &Client, objective: &ObjectiveDetail, body: &str) {
        self.post(by, &format!("/api/v1/objectives/{}/comments", objective.objective.id), json!({ "body": body }));
    }
}

fn notices(of: &Client, filter: NoticeFilter) -> Vec<Notice> {
    of.call::<ListNotices>(Nothing {}, filter, ()).expect("notices").items
}

fn told(of: &Client) -> Vec<NoticeKind> {
    notices(of, NoticeFilter::default()).into_iter().map(|notice| notice.kind).collect()
}

fn unread(of: &Client) -> i64 {
    of.call::<CountUnread>(Nothing {}, Nothing {}, ()).expect("a count").count
}
