//! Channels in Slack and Teams: who may set one, what is said there, and what becomes of it when nobody listens.

use std::time::Duration;

use perftrack_tests::{
    Client, Persona, Server,
    db::{self, count, text, texts},
    eventually,
    stand_in::{Does, OK, StandIn},
    unique,
};
use serde_json::{Value, json};
use shared::{
    access::Role,
    notifications::{ChannelNews, NoticeFilter, NoticeKind},
    problem::Code,
    teams::{CreateTeam, NewTeam},
    wire::TeamId,
};

use super::{Ground, notices, told};
use shared::operation::Nothing;

/// A team with a lead and two people, on a server that goes rounds.
struct Place {
    ground: Ground,
    lead: Persona,
    people: [Persona; 2],
    team: TeamId,
    name: String,
}

impl Place {
    fn new() -> Self {
        let ground = Ground::with_rounds();
        let lead = ground.org.db_person(Role::Manager, None);
        let people = [(); 2].map(|()| ground.org.db_person(Role::Employee, Some(&lead)));
        let name = format!("Team {}", unique());
        let new = NewTeam { name: name.clone(), parent_id: None, lead_id: Some(lead.id) };
        let team = ground.org.admin().call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id;
        for person in people.iter().chain([&lead]) {
            ground.sql(&format!("UPDATE people SET team_id = '{team}' WHERE id = '{}'", person.id));
        }
        Self { ground, lead, people, team, name }
    }

    fn path(&self) -> String {
        format!("/api/v1/teams/{}/channel", self.team)
    }

    /// Everything there is to tell, to `address`.
    fn set(&self, kind: &str, address: &str) -> Value {
        let news: Vec<_> = ChannelNews::ALL.iter().map(|news| news.as_str()).collect();
        let body = json!({ "kind": kind, "address": address, "news": news });
        let response = self.lead.raw("PUT", &self.path()).json(&body).send();
        assert!(response.is_success(), "{}", response.text());
        response.json()
    }

    fn listening(&self, script: &[Does]) -> StandIn {
        let stand_in = StandIn::doing(script);
        self.set("slack", &stand_in.address());
        stand_in
    }

    fn praise(&self, body: &str) -> Value {
        let [a, b] = &self.people;
        self.ground.post(a, "/api/v1/praise", json!({ "person_ids": [b.id], "body": body, "value_ids": [] }))
    }

    /// As its lead sees it.
    fn channel(&self) -> Value {
        let list = self.lead.raw("GET", "/api/v1/channels").send().json();
        list["items"][0]["channel"].clone()
    }

    /// Has what waits sent without the pause.
    fn hurry(&self) {
        self.ground.sql("UPDATE team_channels SET next_at = now(); UPDATE notice_rounds SET due_at = now()");
    }

    fn pause_left(&self) -> i64 {
        let query = "SELECT extract(epoch FROM next_at - now())::bigint::text AS text FROM team_channels";
        text(&mut self.ground.org.server.database.admin(), query).parse().expect("seconds")
    }

    fn waiting(&self) -> i64 {
        count(&mut self.ground.org.server.database.admin(), "channel_posts WHERE done_at IS NULL")
    }

    fn achieve(&self, of: &Persona, visibility: &str) -> String {
        let made =
            self.ground.made(of, json!({ "title": format!("{visibility} {}", unique()), "visibility": visibility }));
        let id = made.objective.id;
        let check_in = json!({ "value": 10.0, "status": "on_track" });
        self.ground.post(of, &format!("/api/v1/key-results/{}/check-ins", made.key_results[0].id), check_in);
        let body = json!({ "transition": "achieve", "score": 1.0, "learning": "It can be done." });
        let path = format!("/api/v1/objectives/{id}/move");
        let response = of.raw("POST", &path).json(&body).send();
        assert!(response.is_success(), "{}", response.text());
        made.objective.title
    }
}

#[test]
fn a_channel_hears_once_what_everybody_in_the_team_may_see() {
    let place = Place::new();
    let slack = place.listening(&[]);
    // Another replica delivers for the same organisation.
    let _other = Server::start(place.ground.org.server.database.clone(), &[("PERFTRACK_ROUNDS", "on")]);
    place.praise("For the <!channel> that nobody quotes");
    let [a, b] = &place.people;
    let heard = slack.hears(1);
    assert_eq!(heard[0].said(), format!("{} praised {}.", a.name, b.name));
    assert!(heard[0].line.starts_with("POST /services/T0001/B0002/s3cret"));
    assert!(heard[0].head.contains(&"content-type: application/json".to_owned()));
    let link = heard[0].json["blocks"][1]["elements"][0]["text"].as_str().unwrap_or_default();
    assert!(link.starts_with("<http://127.0.0.1:") && link.contains("/feedback|"), "{link}");

    place.achieve(a, "private");
    place.achieve(a, "chain");
    // Somebody else's team is no concern of this one.
    let elsewhere = place.achieve(&place.ground.guest, "organisation");
    let published = place.achieve(a, "organisation");
    let heard = slack.hears(2);
    assert_eq!(heard[1].said(), format!("The objective “{published}” is achieved."));
    place.ground.another_round();
    std::thread::sleep(Duration::from_secs(3));
    let said: Vec<_> = slack.heard().iter().map(|heard| heard.said().to_owned()).collect();
    assert_eq!(said.len(), 2, "each once, and nothing of {elsewhere}: {said:?}");
    assert!(!said.iter().any(|said| said.contains("nobody quotes")));
    assert!(place.channel()["delivered_at"].is_string());
}

#[test]
fn teams_is_sent_a_card() {
    let place = Place::new();
    let teams = StandIn::doing(&[Does::Says(202, "", "")]);
    place.set("teams", &teams.address());
    place.praise("Well done");
    let card = teams.hears(1)[0].json["attachments"][0].clone();
    assert_eq!(card["contentType"], "application/vnd.microsoft.card.adaptive");
    let said = card["content"]["body"][0]["inlines"][0]["text"].as_str().unwrap_or_default().to_owned();
    assert!(said.ends_with(&format!("praised {}.", place.people[1].name)), "{said}");
    eventually("202 is as good as 200", || place.channel()["delivered_at"].is_string());
}

#[test]
fn whether_everybody_may_see_it_is_looked_at_when_it_is_sent() {
    let place = Place::new();
    let slack = place.listening(&[]);
    // The channel rests; meanwhile what happened is taken back.
    place.ground.sql("UPDATE team_channels SET next_at = now() + interval '1 minute'");
    let praise = place.praise("Soon withdrawn");
    let title = place.achieve(&place.people[0], "organisation");
    assert_eq!(place.waiting(), 2);
    let path = format!("/api/v1/praise/{}", praise["id"].as_str().expect("an id"));
    let version = format!("\"{}\"", praise["version"]);
    assert!(place.people[0].raw("DELETE", &path).header("if-match", &version).send().is_success());
    place.ground.sql(&format!("UPDATE objectives SET visibility = 'chain' WHERE title = '{title}'"));
    place.praise("This one stays");
    place.hurry();
    assert_eq!(slack.hears(1)[0].said(), format!("{} praised {}.", place.people[0].name, place.people[1].name));
    eventually("nothing waits", || place.waiting() == 0);
    assert_eq!(slack.heard().len(), 1);
}

#[test]
fn what_is_busy_is_tried_again_and_what_asks_to_wait_is_waited_for() {
    let place = Place::new();
    let slack = place.listening(&[
        Does::Says(500, "", "rollup_error"),
        Does::HangsUp,
        Does::Says(429, "retry-after: 300\r\n", "rate_limited"),
        Does::Slowly(Duration::from_secs(2), 200),
    ]);
    place.praise("One");
    slack.hears(1);
    eventually("it waits half a minute", || (20..=40).contains(&place.pause_left()));
    assert_eq!(place.channel()["trouble"], "busy");
    place.hurry();
    slack.hears(2);
    eventually("then a whole one", || (50..=80).contains(&place.pause_left()));
    place.hurry();
    slack.hears(3);
    eventually("then as long as it was asked to", || (280..=300).contains(&place.pause_left()));
    assert_eq!(place.waiting(), 1);
    place.hurry();
    slack.hears(4);
    eventually("it arrived", || place.waiting() == 0);
    let channel = place.channel();
    assert_eq!((&channel["state"], &channel["trouble"]), (&json!("on"), &Value::Null));
}

#[test]
fn what_is_refused_is_not_said_again_and_no_redirect_is_followed() {
    let place = Place::new();
    let slack = place.listening(&[
        Does::Says(400, "", "invalid_payload"),
        Does::Says(307, "location: /elsewhere\r\n", ""),
        Does::Babbles,
    ]);
    for expected in 1..=3 {
        place.praise("Something");
        place.hurry();
        slack.hears(expected);
        eventually("it is over", || place.waiting() == 0);
    }
    // An answer without an end is an answer: only its head is read.
    eventually("the third arrived", || place.channel()["delivered_at"].is_string());
    let heard = slack.heard();
    assert!(heard.len() == 3 && heard.iter().all(|heard| !heard.line.contains("elsewhere")));
}

#[test]
fn a_channel_that_is_gone_stops_and_whoever_set_it_knows() {
    let place = Place::new();
    let slack = place.listening(&[Does::Says(404, "", "no_service")]);
    place.praise("Into the void");
    eventually("it stops at once", || place.channel()["state"] == "stopped");
    assert_eq!(place.channel()["trouble"], "gone");
    eventually("its lead knows", || told(&place.lead).contains(&NoticeKind::ChannelStopped));
    let notice = notices(&place.lead, NoticeFilter::default()).into_iter().next().expect("a notice");
    assert_eq!((notice.title.as_str(), notice.page().as_str()), (place.name.as_str(), "/notifications/channels"));
    place.praise("Unheard");
    assert_eq!(place.waiting(), 0, "nothing is kept for a channel that stopped");

    let version = format!("\"{}\"", place.channel()["version"]);
    let resumed = place.lead.raw("PATCH", &place.path()).json(&json!({ "paused": false })).header("if-match", &version);
    assert_eq!(resumed.send().json()["state"], "on");
    place.hurry();
    place.praise("Heard");
    slack.hears(2);
}

#[test]
fn after_many_failures_a_channel_stops() {
    let place = Place::new();
    let slack = place.listening(&[Does::HangsUp; 8]);
    place.praise("Hello?");
    for tries in 1..=8 {
        slack.hears(tries);
        let failures = format!("team_channels WHERE failures = {tries}");
        eventually("it is counted", || count(&mut place.ground.org.server.database.admin(), &failures) == 1);
        place.hurry();
    }
    eventually("it stops", || place.channel()["state"] == "stopped");
    assert_eq!((place.channel()["trouble"].clone(), place.waiting()), (json!("unreachable"), 0));
}

#[test]
fn a_trial_says_what_became_of_it() {
    let place = Place::new();
    let slack = place.listening(&[
        OK,
        Does::Says(400, "", "invalid_payload"),
        Does::Says(410, "", "channel_is_archived"),
        Does::Says(429, "retry-after: 3\r\n", ""),
        Does::Hangs,
    ]);
    let try_it = || {
        place.ground.sql("UPDATE team_channels SET tried_at = NULL");
        place.lead.raw("POST", &format!("{}/trials", place.path())).send().json()["outcome"].clone()
    };
    // The last finds the stand-in as it is when nothing was asked of it: it takes what comes.
    for outcome in ["delivered", "refused", "gone", "busy", "unreachable", "delivered"] {
        assert_eq!(try_it(), outcome);
    }
    assert_eq!(slack.heard()[0].said(), format!("PerfTrack can write here: this is the channel of {}.", place.name));
    assert_eq!(place.channel()["state"], "on", "a trial changes nothing");
    let again = place.lead.raw("POST", &format!("{}/trials", place.path())).send();
    assert_eq!(again.problem().code, Code::TooManyRequests);
}

#[test]
fn a_pause_is_silence() {
    let place = Place::new();
    let slack = place.listening(&[]);
    let version = format!("\"{}\"", place.channel()["version"]);
    let paused = place.lead.raw("PATCH", &place.path()).json(&json!({ "paused": true })).header("if-match", &version);
    assert_eq!(paused.send().json()["state"], "paused");
    place.praise("Unheard");
    assert_eq!(place.waiting(), 0);
    place.hurry();
    std::thread::sleep(Duration::from_secs(2));
    assert!(slack.heard().is_empty());
}

#[test]
fn its_lead_and_admins_set_it_and_nobody_reads_its_address() {
    let place = Place::new();
    let slack = StandIn::doing(&[]);
    let body = json!({ "kind": "slack", "address": slack.address(), "news": ["praise"] });
    let set = |by: &Client| by.raw("PUT", &place.path()).json(&body).send();
    let other = place.ground.org.db_person(Role::Manager, None);
    for (by, code) in [(&other, Code::Forbidden), (&place.people[0], Code::Forbidden)] {
        assert_eq!(set(by).problem().code, code);
    }
    assert_eq!(other.raw("GET", "/api/v1/channels").send().json()["items"], json!([]));
    // Who leads a team without being a Manager can't either.
    place.ground.sql(&format!("UPDATE teams SET lead_id = '{}' WHERE id = '{}'", place.people[0].id, place.team));
    assert_eq!(set(&place.people[0]).problem().code, Code::Forbidden);
    assert!(set(place.ground.org.admin()).is_success());
    place.ground.sql(&format!("UPDATE teams SET lead_id = '{}' WHERE id = '{}'", place.lead.id, place.team));
    let answer = set(&place.lead);
    assert_eq!(answer.json()["address"], "127.0.0.1/…cret");
    let list = place.ground.org.admin().raw("GET", "/api/v1/channels").send().text();
    place.praise("To be logged");
    slack.hears(1);

    let mut conn = place.ground.org.server.database.admin();
    let kept = texts(&mut conn, "SELECT encode(address, 'escape') || shown AS text FROM team_channels");
    let audit = texts(&mut conn, "SELECT concat(before, after) AS text FROM audit_events");
    for place in kept.iter().chain(&audit).chain([&list, &answer.text()]) {
        assert!(!place.contains("s3cretS3cret"), "the address stands in {place}");
    }
    assert!(!place.ground.org.server.log().contains("s3cret"), "the address stands in the log");
}

#[test]
fn addresses_of_ones_own_network_are_refused() {
    let place = Place::new();
    let strict = Server::start(place.ground.org.server.database.clone(), &[("PERFTRACK_OUTGOING_LOOPBACK", "off")])
        .until_the_test_ends();
    let mut conn = strict.database.admin();
    let account =
        text(&mut conn, &format!("SELECT account_id::text AS text FROM people WHERE id = '{}'", place.lead.id));
    let org = db::organisation_of(&mut conn, place.lead.id);
    let (_, token) = db::db_session(&mut conn, org, place.lead.id, account.parse().expect("an id"));
    let lead = Client::visitor(strict).with_token(token);
    let refused = |by: &Client, address: &str| {
        let body = json!({ "kind": "teams", "address": address, "news": ["praise"] });
        let problem = by.raw("PUT", &place.path()).json(&body).send().problem();
        assert_eq!(problem.errors[0].field, "address");
        problem.errors[0].code.clone()
    };
    for (address, code) in [
        ("http://hooks.slack.com/services/x", "not_https"),
        ("https://127.0.0.1/x", "not_public"),
        ("https://localhost/x", "not_public"),
        ("https://2130706433/x", "not_public"),
        ("https://[::ffff:169.254.169.254]/x", "not_public"),
        ("https://169.254.169.254/latest", "not_public"),
        ("https://hooks.slack.com:22/x", "bad_address"),
        ("https://me:secret@hooks.slack.com/x", "bad_address"),
        ("hello", "bad_address"),
    ] {
        assert_eq!(refused(&lead, address), code, "{address}");
    }
    // What was set when it was allowed isn't posted to when it no longer is.
    place.set("slack", &StandIn::doing(&[]).address());
    let trial = lead.raw("POST", &format!("{}/trials", place.path())).send();
    assert_eq!(trial.json()["outcome"], "forbidden");
    assert_eq!(refused(&place.lead, "http://10.0.0.1/x"), "not_https");
}

/// Whatever `team_news` lets a channel say of a thing, everybody in the team and below it sees that thing by themselves.
#[test]
fn what_may_be_said_in_a_channel_everybody_in_the_team_sees() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    let team = |parent_id| {
        let new = NewTeam { name: unique(), parent_id, lead_id: None };
        admin.call::<CreateTeam>(Nothing {}, Nothing {}, new).expect("a team").id
    };
    let top = team(None);
    let (left, right) = (team(Some(top)), team(Some(top)));
    let leaf = team(Some(left));
    let manager = ground.org.db_person(Role::Manager, None);
    let member = |team: TeamId| {
        let person = ground.org.db_person(Role::Employee, Some(&manager));
        ground.sql(&format!("UPDATE people SET team_id = '{team}' WHERE id = '{}'", person.id));
        (team, person)
    };
    let people: Vec<_> = [top, left, left, right, leaf].into_iter().map(member).collect();
    for (team, owner) in &people {
        for visibility in ["organisation", "team", "chain", "private"] {
            let made = ground.made(owner, json!({ "visibility": visibility, "team_id": team }));
            let state = if let "team" | "chain" = visibility { "active" } else { "achieved" };
            ground.sql(&format!(
                "UPDATE objectives SET state = '{state}', status_from = '{{0001-01-01}}', status_then = '{{off_track}}'
                 WHERE id = '{}';
                 UPDATE key_results SET status_from = '{{0001-01-01}}', status_then = '{{outdated}}'
                 WHERE objective_id = '{}'",
                made.objective.id, made.objective.id
            ));
            let kpi = ground.post(
                admin,
                "/api/v1/kpis",
                json!({
                    "name": unique(), "owner_id": owner.id, "visibility": visibility, "team_id": team, "kind": "number", "frequency": "week",
                    "aggregation": "sum", "gauge": { "direction": "higher", "target": 1.0 },
                }),
            );
            ground.sql(&format!(
                "UPDATE kpis SET alerted = 'watch' WHERE id = '{}'",
                kpi["kpi"]["id"].as_str().expect("an id")
            ));
        }
    }
    let mut conn = ground.org.server.database.admin();
    let org = db::organisation_of(&mut conn, admin.id);
    db::run(&mut conn, &format!("SELECT set_config('app.org_id', '{org}', false)"));
    let said = texts(
        &mut conn,
        "SELECT DISTINCT concat_ws(' ', c.team_id, n.news, n.about) AS text
         FROM team_news n JOIN team_closure c ON c.org_id = n.org_id AND c.above_id = n.team_id",
    );
    let mut looked = 0;
    for said in &said {
        let words: Vec<_> = said.split(' ').collect();
        let [place, news, about] = words[..] else { panic!("{said}") };
        let path = match news {
            "objective_achieved" | "objective_at_risk" => format!("/api/v1/objectives/{about}"),
            "kpi_worse" | "kpi_well" => format!("/api/v1/kpis/{about}"),
            "check_ins_overdue" => continue,
            other => panic!("nothing was to be said of {other}"),
        };
        for (_, person) in people.iter().filter(|(team, _)| team.to_string() == place) {
            assert_eq!(person.raw("GET", &path).send().status, 200, "{news} is said where somebody can't see it");
            looked += 1;
        }
    }
    assert!(looked > 20, "only {looked} were looked at");
    // Of what is going on, only what is for the whole team is counted: not what stays in the chain, and not what is for
    // a team below.
    let mut overdue = |team: TeamId| {
        let of_team =
            format!("SELECT title AS text FROM team_news WHERE news = 'check_ins_overdue' AND team_id = '{team}'");
        texts(&mut conn, &of_team)
    };
    assert_eq!(
        (overdue(leaf), overdue(left), overdue(top)),
        (vec!["1".to_owned()], vec!["2".into()], vec!["1".into()])
    );
}
