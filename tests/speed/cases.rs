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
    /// Whether it is compared with pgbench: not where hashing is what takes the time, nor the pages that are opened less.
    pub in_pgbench: bool,
}

/// In the order of the table.
pub const CASES: [Case; 11] = [
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
    Case { name: LOG_IN, requests: log_ins, floor: None, in_pgbench: false },
    Case {
        name: "search",
        requests: |seeded| {
            by_actors(seeded, |_, n| {
                ("GET", format!("/api/v1/search?q={}", SEARCHED[n % SEARCHED.len()]), String::new())
            })
        },
        floor: None,
        in_pgbench: false,
    },
    Case {
        name: "dashboard",
        requests: |seeded| by_actors(seeded, |_, _| ("GET", "/api/v1/dashboards/goals".to_owned(), String::new())),
        floor: None,
        in_pgbench: false,
    },
    Case {
        name: "story",
        requests: |seeded| {
            by_actors(seeded, |actor, _| ("GET", format!("/api/v1/people/{}/story", actor.person), String::new()))
        },
        floor: None,
        in_pgbench: false,
    },
    Case {
        name: "notices",
        requests: |seeded| {
            by_actors(seeded, |_, _| ("GET", "/api/v1/notifications?limit=20".to_owned(), String::new()))
        },
        floor: None,
        in_pgbench: false,
    },
    Case { name: CHARTS[0], requests: |seeded| charts(seeded, false), floor: None, in_pgbench: false },
    Case { name: CHARTS[1], requests: |seeded| charts(seeded, true), floor: None, in_pgbench: false },
];

/// The case that hashes.
pub const LOG_IN: &str = "log-in";

/// The cases of a KPI's chart, made of a thousand measurements and of a million.
pub const CHARTS: [&str; 2] = ["chart 1k", "chart 1M"];

/// A name, a word with a typo, a word that stands in many titles.
const SEARCHED: [&str; 3] = ["priya", "platfrom", "customers"];

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

/// The same chart again and again, by whoever asks in the first organisation.
fn charts(seeded: &Seeded, of_a_million: bool) -> Vec<Replayed> {
    let path = format!("/api/v1/kpis/{}/series", seeded.charted(of_a_million));
    let actors: Vec<_> = seeded.of_first().collect();
    let asked = actors.iter().cycle().enumerate().take(DIFFERENT);
    asked
        .map(|(n, actor)| Replayed {
            method: "GET",
            path: path.clone(),
            who: ("Cookie".to_owned(), format!("{COOKIE}={}", actor.token)),
            address: address(n),
            body: String::new(),
        })
        .collect()
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
