use serde_json::{Value, json};

use shared::{
    access::Relation,
    feedback::GIVE,
    operation::Nothing,
    teams::{CreateTeam, NewTeam},
    wire::TeamId,
};

use super::{About, Sample};
use crate::{Stage, unique};

/// Who leads the team stands to its channel as to their own. Everybody sees the team, as whoever may give feedback sees
/// anybody.
fn about_team(sample: Sample) -> Sample {
    sample.about(About::Told(&GIVE, |_, relation| {
        Some(if relation == Relation::Own { Relation::Own } else { Relation::Organisation })
    }))
}

/// A channel where nobody listens.
fn channel() -> Value {
    json!({ "kind": "slack", "address": "http://127.0.0.1:9/services/T/B/x", "news": ["praise", "objective_achieved"] })
}

impl Stage<'_> {
    /// A team that the subject leads.
    fn team_led(&self) -> TeamId {
        let new = NewTeam { name: format!("Team {}", unique()), parent_id: None, lead_id: Some(self.subject.id) };
        self.org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("the team").id
    }

    /// The same with a channel.
    fn team_with_channel(&self) -> TeamId {
        let team = self.team_led();
        let path = format!("/api/v1/teams/{team}/channel");
        let response = self.org.admin().raw("PUT", &path).json(&channel()).send();
        assert!(response.is_success(), "PUT {path}: {}", response.text());
        team
    }
}

pub(super) fn sample(name: &str, stage: &Stage<'_>) -> Option<Sample> {
    Some(match name {
        "ListNotices" => {
            stage.db_notice();
            Sample::plain().query(json!({ "unread": "true", "topic": "people", "limit": "5" }))
        }
        "ListenForChanges" => Sample::plain().query(json!({ "subject": "person", "thing": stage.actor.id })),
        "UnsubscribeByOneClick" => Sample::plain().query(json!({ "token": "t" })),
        "ReadNoticeSettings" => Sample::plain(),
        "EditNoticeSettings" => Sample::plain()
            .json(json!({
                "time_zone": "Africa/Lagos", "digest_hour": 9, "quiet": { "from": 21, "to": 6 }, "mails_paused": true,
                "kinds": [{ "kind": "objective_commented", "in_app": false, "mail": "off" }],
            }))
            .version(1),
        "CountUnread" => Sample::plain(),
        "ListChannels" => Sample::plain(),
        "SetChannel" => {
            let team = stage.team_led();
            about_team(Sample::plain().at(json!({ "id": team })).json(channel()))
        }
        "EditChannel" => {
            let body = json!({ "news": ["praise", "kpi_well"], "paused": true });
            about_team(Sample::plain().at(json!({ "id": stage.team_with_channel() })).json(body).version(1))
        }
        "RemoveChannel" | "TryChannel" => about_team(Sample::plain().at(json!({ "id": stage.team_with_channel() }))),
        "ReadNotices" => Sample::plain().json(json!({ "ids": [stage.db_notice()] })),
        "ReadAllNotices" => Sample::plain().json(json!({ "through": stage.db_notice() })),
        _ => return None,
    })
}
