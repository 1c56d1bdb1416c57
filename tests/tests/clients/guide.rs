//! What the guides tell people to type does what they say: each is one shell, so that what one example finds out, the next one
//! uses.

use std::process::Command;

use perftrack_tests::{
    Org, Server,
    db::{db_session, text},
    stand_in::StandIn,
};
use serde_json::{Value, json};
use shared::{
    api_tokens::{CreateApiToken, NewApiToken, Scope},
    oauth::{CreateOauthApp, GiveOauthConsent, NewOauthApp, OauthAppPath, OauthRequest, RenewOauthAppSecret},
    operation::Nothing,
    sandboxes::{ListSandboxes, Sandbox},
    scim::{EditScim, ReadScim, ScimChanges},
    wire::id::OrganisationId,
};

use super::{succeeds, token};

/// Every guide in which something is typed.
const GUIDES: [(&str, &str); 7] = [
    ("api", include_str!("../../../docs/api.md")),
    ("api-tokens", include_str!("../../../docs/api-tokens.md")),
    ("bulk", include_str!("../../../docs/bulk.md")),
    ("oauth", include_str!("../../../docs/oauth.md")),
    ("sandbox", include_str!("../../../docs/sandbox.md")),
    ("scim", include_str!("../../../docs/scim.md")),
    ("webhooks", include_str!("../../../docs/webhooks.md")),
];

/// Has curl fail where the server refuses, which it doesn't by itself; for guides in which nothing is to be refused.
const NO_REFUSALS: &str = "curl() { command curl --fail-with-body \"$@\"; }";

fn guide(name: &str) -> &'static str {
    GUIDES.iter().find(|(guide, _)| *guide == name).map(|(_, text)| *text).expect("a guide")
}

/// A guide's examples, in the order in which they are read.
fn examples(name: &str) -> Vec<&'static str> {
    let after = guide(name).split("```sh\n").skip(1);
    after.filter_map(|rest| rest.split("```").next()).collect()
}

/// Types them into a shell that knows these variables; what it said.
#[track_caller]
fn typed(lines: &[&str], known: &[(&str, &str)]) -> String {
    let place = std::env::temp_dir().join(format!("perftrack-guide-{}", perftrack_tests::unique()));
    std::fs::create_dir_all(&place).expect("a folder");
    let script = ["set -euo pipefail\n", &lines.join("\n")].concat();
    let mut shell = Command::new("bash");
    shell.args(["-c", &script]).current_dir(&place).envs(known.iter().copied());
    let said = succeeds(&mut shell);
    std::fs::remove_dir_all(place).expect("the folder goes");
    said
}

/// Types a guide's examples, none of which may be refused.
#[track_caller]
fn goes_well(name: &str, known: &[(&str, &str)]) -> String {
    let examples = examples(name);
    assert!(!examples.is_empty(), "{name} shows nothing");
    typed(&[&[NO_REFUSALS][..], &examples[..]].concat(), known)
}

#[track_caller]
fn says(said: &str, expected: &[&str]) {
    for expected in expected {
        assert!(said.contains(expected), "{expected}:\n{said}");
    }
}

#[test]
fn whatever_is_typed_is_run() {
    for (name, text) in GUIDES {
        let pieces: Vec<&str> = text.split("```").skip(1).step_by(2).collect();
        let with_curl = pieces.iter().filter(|piece| piece.contains("curl "));
        for piece in with_curl {
            assert!(piece.starts_with("sh\n"), "docs/{name}.md shows what no test runs:{piece}");
        }
    }
}

#[test]
#[ignore = "cargo xtask clients"]
fn programs_are_written_as_it_says() {
    let org = Org::db_new();
    let scopes = [Scope::PeopleRead, Scope::PeopleWrite, Scope::KpisRead, Scope::KpisWrite];
    let token = token(org.admin(), &scopes);
    let said = typed(&examples("api"), &[("PERFTRACK", org.server.url.as_str()), ("TOKEN", token.as_str())]);
    says(&said, &["\"added\":2", "version_mismatch", "Late deliveries, all sites", "\"created\":2"]);
    assert!(examples("api").len() > 5, "the guide shows little");
}

#[test]
#[ignore = "cargo xtask clients"]
fn a_token_is_shown_as_it_says() {
    let org = Org::db_new();
    let token = token(org.admin(), &[Scope::OrganisationRead]);
    says(
        &goes_well("api-tokens", &[("PERFTRACK", org.server.url.as_str()), ("TOKEN", token.as_str())]),
        &["\"items\""],
    );
}

#[test]
#[ignore = "cargo xtask clients"]
fn people_come_and_go_in_batches_as_it_says() {
    let org = Org::db_new();
    let made = org.admin().raw("POST", "/api/v1/teams").json(&json!({ "name": "Engines" })).send();
    assert!(made.is_success(), "{}", made.text());
    let token = token(org.admin(), &[Scope::PeopleRead, Scope::PeopleWrite]);
    let said = goes_well("bulk", &[("PERFTRACK", org.server.url.as_str()), ("TOKEN", token.as_str())]);
    says(&said, &["\"created\":3", "\"refused\":0", "\"done\":2"]);
}

#[test]
#[ignore = "cargo xtask clients"]
fn a_directory_asks_as_it_says() {
    let org = Org::db_new();
    let now = org.admin().call::<ReadScim>(Nothing {}, Nothing {}, ()).expect("the settings");
    let changes = ScimChanges { is_on: Some(true), ..ScimChanges::default() };
    org.admin().change::<EditScim>(Nothing {}, now.version, changes).expect("it is let in");
    let token = token(org.admin(), &[Scope::Scim]);
    says(
        &goes_well("scim", &[("PERFTRACK", org.server.url.as_str()), ("TOKEN", token.as_str())]),
        &["\"totalResults\":0"],
    );
}

#[test]
#[ignore = "cargo xtask clients"]
fn events_are_read_and_sent_as_it_says() {
    let org = Org::db_on(Server::alone(&[("PERFTRACK_ROUNDS", "on")]));
    let receiver = StandIn::doing(&[]);
    let address = receiver.address();
    let token = token(org.admin(), &[Scope::EventsRead, Scope::WebhooksManage]);
    let known = [("PERFTRACK", org.server.url.as_str()), ("TOKEN", token.as_str()), ("RECEIVER", address.as_str())];
    says(&goes_well("webhooks", &known), &["\"more\":false", "\"outcome\":\"delivered\""]);
    assert_eq!(receiver.hears(1)[0].json["type"], "webhook.ping");
}

#[test]
#[ignore = "cargo xtask clients"]
fn an_app_is_let_in_as_it_says() {
    let org = Org::db_new();
    let back = "https://app.example.com/back";
    let new = NewOauthApp {
        name: "Planner".to_owned(),
        redirect_uris: vec![back.to_owned()],
        scopes: vec![Scope::GoalsRead, Scope::PeopleRead],
        is_confidential: true,
    };
    let app = org.admin().call::<CreateOauthApp>(Nothing {}, Nothing {}, new).expect("an app");
    let secret =
        org.admin().call::<RenewOauthAppSecret>(OauthAppPath { id: app.id }, Nothing {}, ()).expect("a secret");

    let (first, others) =
        examples("oauth").split_first().map(|(first, rest)| (*first, rest.to_vec())).expect("examples");
    let said = typed(&[first, "echo \"$VERIFIER $CHALLENGE\""], &[]);
    let (verifier, challenge) = said.trim().split_once(' ').expect("a verifier and its challenge");
    let some = |text: &str| Some(text.to_owned());
    let request = OauthRequest {
        client_id: app.id,
        redirect_uri: back.to_owned(),
        response_type: some("code"),
        scope: some("goals:read people:read"),
        state: some("STATE"),
        code_challenge: some(challenge),
        code_challenge_method: some("S256"),
    };
    let sent_back = org.admin().call::<GiveOauthConsent>(Nothing {}, Nothing {}, request).expect("it is let in");
    let (_, query) = sent_back.redirect_to.split_once('?').expect("a query");
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(query).expect("pairs");
    let code = pairs.iter().find(|(name, _)| name == "code").map(|(_, code)| code.as_str()).expect("a code");

    let id = app.id.to_string();
    let known = [
        ("PERFTRACK", org.server.url.as_str()),
        ("CLIENT_ID", id.as_str()),
        ("CLIENT_SECRET", secret.secret.as_str()),
        ("VERIFIER", verifier),
        ("CODE", code),
    ];
    says(&typed(&[&[NO_REFUSALS][..], &others[..]].concat(), &known), &["\"items\""]);
    let left = org.admin().raw("GET", "/api/v1/me/oauth-grants").send().json();
    assert_eq!(left["items"], json!([]), "the last example gives it up");
}

#[test]
#[ignore = "cargo xtask clients"]
fn a_sandbox_is_made_and_its_clock_put_forward_as_it_says() {
    let org = Org::db_new();
    let scopes = [Scope::OrganisationRead, Scope::OrganisationWrite];
    let token = token(org.admin(), &scopes);
    let (first, others) =
        examples("sandbox").split_first().map(|(first, rest)| (*first, rest.to_vec())).expect("examples");
    let made = typed(&[NO_REFUSALS, first], &[("PERFTRACK", org.server.url.as_str()), ("TOKEN", token.as_str())]);
    let made: Value = serde_json::from_str(made.trim()).expect("a sandbox");
    assert_eq!(made["name"], "Payroll");
    let sandboxes = org.admin().call::<ListSandboxes>(Nothing {}, Nothing {}, ()).expect("the sandboxes").items;
    let sandbox = sandboxes.first().expect("the one that was made");
    let (person, inside) = inside(&org, sandbox, &scopes);
    let known = [("PERFTRACK", org.server.url.as_str()), ("SANDBOX", inside.as_str()), ("PERSON", person.as_str())];
    let said = typed(&[&[NO_REFUSALS][..], &others[..]].concat(), &known);
    says(&said, &["\"days_ahead\":7", "\"is_settled\"", "\"secret\":\"pt_"]);
}

/// Who made a sandbox is in it, and a token that they made there.
fn inside(org: &Org, sandbox: &Sandbox, scopes: &[Scope]) -> (String, String) {
    let person = sandbox.person_id.expect("its maker");
    let mut conn = org.server.database.admin();
    let account = text(&mut conn, &format!("SELECT account_id::text AS text FROM people WHERE id = '{person}'"));
    let (_, session) = db_session(&mut conn, OrganisationId(sandbox.id.0), person, account.parse().expect("an id"));
    let new = NewApiToken { name: "A program".to_owned(), scopes: scopes.to_vec(), days: 7, networks: Vec::new() };
    let made = org.admin().with_token(session).call::<CreateApiToken>(Nothing {}, Nothing {}, new).expect("a token");
    (person.to_string(), made.secret)
}
