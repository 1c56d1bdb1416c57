//! schemathesis makes requests up of the contract, good ones and bad ones, and looks whether every answer is one of those that
//! the contract knows. `cargo xtask fuzz-api` runs all of it, and takes long; `--minutes N` says how long for each role and door.
//! It also looks whether what the contract doesn't allow is refused, and whether whoever shows nothing, or something wrong, is let in;
//! what of that is a false alarm stands in `tests/openapi/schemathesis.toml`.

use std::process::Command;

use perftrack_tests::{Org, Persona, Server, client::COOKIE};
use shared::{
    access::Role,
    api_tokens::{
        CreateServiceAccount, CreateServiceToken, NewApiToken, NewServiceAccount, ServiceAccountPath, open_to,
        open_to_service,
    },
    operation::{Access, Declaration, Nothing},
};

use crate::clients::{succeeds, token, told};

const SETTINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi/schemathesis.toml");

/// Whether each answer is one that the contract knows.
const ANSWERS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

/// What isn't called with the session that attacks, and why.
const SPARED: [(&str, &str); 3] = [
    ("log_out", "its session would be over, and all that comes after it refused"),
    ("edit_session_policy", "it may say that sessions end after minutes, and this one with them"),
    ("set_connection", "it may say that nobody gets in but by a provider, which there is none of"),
];

/// By what whoever attacks is let in.
#[derive(Clone, Copy)]
pub enum Door {
    /// An API token with all scopes that they may have.
    Token,
    /// The same of a service account, which is nobody.
    Service,
    /// The session of a browser: for what takes no token.
    Session,
}

/// What is attacked, as whom, and for how long.
pub struct Attack {
    /// The role of who attacks.
    pub role: Role,
    /// What they show.
    pub door: Door,
    /// Their operations; those of all features if there are none.
    pub features: &'static [&'static str],
    /// Whether refusals are looked at, too, and every edge of each field is tried.
    pub thorough: bool,
    /// Requests made up for each.
    pub tries: u32,
    /// The most time that it takes.
    pub seconds: u32,
}

impl Attack {
    /// What is sent with every request, and which operations are called.
    fn shown(&self, server: &Server, org: &Org, person: &Persona) -> Vec<(&'static str, String)> {
        let bearer = |secret: String| vec![("--header", format!("Authorization: Bearer {secret}"))];
        match self.door {
            Door::Token => bearer(token(person, &open_to(self.role))),
            Door::Service => bearer(service_token(org, self.role)),
            Door::Session => {
                let session = person.token.clone().expect("a session");
                let shown = [format!("Cookie: {COOKIE}={session}"), format!("Origin: {}", server.url)];
                let called = taking_no_token().map(|id| ("--include-operation-id", id));
                shown.map(|header| ("--header", header)).into_iter().chain(called).collect()
            }
        }
    }

    /// Which phases and checks.
    fn looks(&self) -> [(&'static str, String); 2] {
        let (phases, more) = match (self.thorough, self.door) {
            (false, _) => ("examples,fuzzing", ""),
            (true, Door::Token | Door::Service) => {
                ("examples,coverage,fuzzing", ",negative_data_rejection,ignored_auth")
            }
            // The document names the cookie as it is over https, and a server on one's own machine calls it something else.
            (true, Door::Session) => ("examples,coverage,fuzzing", ",negative_data_rejection"),
        };
        [("--phases", phases.to_owned()), ("--checks", format!("{ANSWERS}{more}"))]
    }
}

/// A service account's token with all scopes that it may have.
fn service_token(org: &Org, role: Role) -> String {
    let (name, purpose) = ("A program".to_owned(), String::new());
    let account = NewServiceAccount { name: name.clone(), purpose, role };
    let account = org.admin().call::<CreateServiceAccount>(Nothing {}, Nothing {}, account).expect("a service account");
    let new = NewApiToken { name, scopes: open_to_service(role), days: 7, networks: Vec::new() };
    let path = ServiceAccountPath { id: account.id };
    org.admin().call::<CreateServiceToken>(path, Nothing {}, new).expect("a token").secret
}

/// The ids of the operations that a session alone opens.
fn taking_no_token() -> impl Iterator<Item = String> {
    let by_session = |declared: &Declaration| declared.scope().is_none() && !matches!(declared.access, Access::Public);
    let all = shared::every_operation().into_iter().filter(by_session).map(|declared| declared.id());
    all.filter(|id| SPARED.iter().all(|(spared, _)| spared != id))
}

/// Whether each answer was one that the contract knows, and none a fault.
#[track_caller]
pub fn is_withstood(attack: &Attack) {
    // Whoever shows nothing is to be refused for that, and not for asking too often.
    let server = Server::alone(&[("PERFTRACK_VISITOR_REQUESTS", "1000000")]);
    let org = Org::db_on(server);
    let person = org.db_person(attack.role, None);
    let mut words = ["--config-file", SETTINGS, "run"].map(str::to_owned).to_vec();
    words.push(format!("{}/openapi.json", server.url));
    let mut say = |name: &str, value: String| words.extend([name.to_owned(), value]);
    say("--url", server.url.clone());
    attack.shown(server, &org, &person).into_iter().chain(attack.looks()).for_each(|(name, value)| say(name, value));
    say("--max-examples", attack.tries.to_string());
    say("--max-time", attack.seconds.to_string());
    say("--suppress-health-check", "all".to_owned());
    say("--warnings", "off".to_owned());
    // What is shown is said above: a made-up cookie beside it would be taken for what lets in.
    say("--generation-with-security-parameters", "false".to_owned());
    // It goes on for ever.
    say("--exclude-operation-id", "listen_for_changes".to_owned());
    for feature in attack.features {
        say("--include-tag", (*feature).to_owned());
    }
    words.extend(["--generation-deterministic", "--no-color"].map(str::to_owned));
    succeeds(Command::new(told("PERFTRACK_SCHEMATHESIS")).args(words).current_dir(std::env::temp_dir()));
    assert!(!server.log().contains("request failed"), "a fault:\n{}", server.log());
}

/// Everything, as somebody with this role; until the time is over, if one is said.
fn everything_as(role: Role, door: Door) {
    let minutes: Option<u32> = std::env::var("PERFTRACK_FUZZ_MINUTES").ok().and_then(|minutes| minutes.parse().ok());
    let (tries, seconds) = minutes.map_or((20, 1800), |minutes| (1000, minutes * 60));
    is_withstood(&Attack { role, door, features: &[], thorough: true, tries, seconds });
}

/// A test of its own for each role and door.
macro_rules! attacks {
    ($($name:ident: $role:ident $door:ident;)+) => {$(
        #[test]
        #[ignore = "cargo xtask fuzz-api"]
        fn $name() {
            everything_as(Role::$role, Door::$door);
        }
    )+};
}

attacks! {
    as_an_employee: Employee Token;
    as_a_manager: Manager Token;
    as_an_admin: Admin Token;
    as_an_employee_that_is_nobody: Employee Service;
    as_a_manager_that_is_nobody: Manager Service;
    as_an_admin_that_is_nobody: Admin Service;
    as_an_employee_at_a_browser: Employee Session;
    as_a_manager_at_a_browser: Manager Session;
    as_an_admin_at_a_browser: Admin Session;
}

#[test]
fn whom_a_session_spares_there_is() {
    let ids: Vec<String> = shared::every_operation().into_iter().map(|declared| declared.id()).collect();
    assert!(SPARED.iter().all(|(spared, _)| ids.iter().any(|id| id == spared)));
    assert!(taking_no_token().any(|id| id == "list_sessions"));
}
