//! What is measured: the requests behind the most opened pages.

use perftrack_tests::{client::COOKIE, org::PASSWORD};

use crate::{replay::Replayed, seed::Seeded};

/// How many different requests each case replays.
const DIFFERENT: usize = 500;

/// One operation under measure.
pub struct Case {
    /// As the table names it.
    pub name: &'static str,
    /// What PerfTrack is asked.
    pub requests: fn(&Seeded) -> Vec<Replayed>,
    /// What the floor is asked, where there is one.
    pub floor: Option<fn(&Seeded) -> Vec<Replayed>>,
    /// Whether pgbench can do the same: not where hashing is what takes the time.
    pub in_pgbench: bool,
}

/// In the order of the table.
pub const CASES: [Case; 5] = [
    Case {
        name: "list of 20",
        requests: |seeded| by_actors(seeded, |_, _| ("GET", "/api/v1/objectives?limit=20".to_owned(), String::new())),
        floor: Some(|seeded| bare(seeded, |_, _| ("GET", "/list".to_owned(), String::new()))),
        in_pgbench: true,
    },
    Case {
        name: "objective",
        requests: |seeded| {
            by_actors(seeded, |actor, n| {
                ("GET", format!("/api/v1/objectives/{}", seeded.published(actor, n)), String::new())
            })
        },
        floor: Some(|seeded| {
            bare(seeded, |actor, n| ("GET", format!("/detail/{}", seeded.published(actor, n)), String::new()))
        }),
        in_pgbench: true,
    },
    Case {
        name: "check-in",
        requests: |seeded| {
            by_actors(seeded, |actor, n| {
                let path = format!("/api/v1/key-results/{}/check-ins", seeded.own_key_result(actor, n));
                ("POST", path, CHECK_IN.to_owned())
            })
        },
        floor: Some(|seeded| {
            bare(seeded, |actor, n| {
                ("POST", format!("/check-in/{}", seeded.own_key_result(actor, n)), CHECK_IN.to_owned())
            })
        }),
        in_pgbench: true,
    },
    Case {
        name: "home",
        requests: |seeded| by_actors(seeded, |_, _| ("GET", "/api/v1/home".to_owned(), String::new())),
        floor: None,
        in_pgbench: true,
    },
    Case { name: "log-in", requests: log_ins, floor: None, in_pgbench: false },
];

const CHECK_IN: &str = r#"{"value": 50, "status": "on_track", "confidence": 7, "comment": "As planned"}"#;

/// Log-ins, each of another account and from another address, or they would meet the limits.
pub fn log_ins(seeded: &Seeded) -> Vec<Replayed> {
    let log_in = |(n, email): (usize, &String)| Replayed {
        method: "POST",
        path: "/api/v1/log-in".to_owned(),
        who: (String::new(), String::new()),
        address: address(n),
        body: format!(r#"{{"email": "{email}", "password": "{PASSWORD}"}}"#),
    };
    seeded.emails.iter().enumerate().map(log_in).collect()
}

type Asked = (&'static str, String, String);

fn by_actors(seeded: &Seeded, ask: impl Fn(&crate::seed::Actor, usize) -> Asked) -> Vec<Replayed> {
    replayed(seeded, ask, |actor| ("Cookie".to_owned(), format!("{COOKIE}={}", actor.token)))
}

fn bare(seeded: &Seeded, ask: impl Fn(&crate::seed::Actor, usize) -> Asked) -> Vec<Replayed> {
    replayed(seeded, ask, |actor| ("X-Actor".to_owned(), format!("{},{},{}", actor.org, actor.person, actor.role)))
}

fn replayed(
    seeded: &Seeded,
    ask: impl Fn(&crate::seed::Actor, usize) -> Asked,
    who: impl Fn(&crate::seed::Actor) -> (String, String),
) -> Vec<Replayed> {
    let actors = seeded.actors.iter().cycle().enumerate().take(DIFFERENT);
    actors
        .map(|(n, actor)| {
            let (method, path, body) = ask(actor, n / seeded.actors.len());
            Replayed { method, path, who: who(actor), address: address(n), body }
        })
        .collect()
}

fn address(n: usize) -> String {
    format!("198.18.{}.{}", n / 250 % 250, 1 + n % 250)
}
