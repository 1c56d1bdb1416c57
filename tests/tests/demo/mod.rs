//! The demo organisation: the same year each time it is loaded, and something to look at for each of the three whose
//! log-ins are given out.

mod content;
mod lists;

use std::{process::Command, sync::OnceLock, thread};

use api::demo::{LOG_INS, PASSWORD};
use chrono::{Days, Utc};
use perftrack_tests::{
    Database, Persona, Server,
    db::{count, text, texts},
    program,
    server::{JWT_KEYS, PEPPERS, SEAL_KEYS},
};
use shared::{
    home::{Home, ReadHome},
    notifications::{CountUnread, ListNotices, NoticeFilter},
    operation::Nothing,
    shares::{ListSharedByMe, ListSharedWithMe},
};

/// Loads it, as `perftrack demo` does.
fn load(database: &Database) {
    load_with(database, &[]);
}

/// The same with options.
fn load_with(database: &Database, options: &[&str]) {
    let settings = [
        ("PERFTRACK_MODE", "development"),
        ("PERFTRACK_ORIGIN", ""),
        ("PERFTRACK_WEB_DIR", ""),
        ("PERFTRACK_JWT_KEYS", JWT_KEYS),
        ("PERFTRACK_PEPPERS", PEPPERS),
        ("PERFTRACK_SEAL_KEYS", SEAL_KEYS),
        ("PERFTRACK_PASSWORD_HASH", "bcrypt"),
        ("PERFTRACK_BCRYPT_COST", "4"),
        ("PERFTRACK_SMTP_URL", ""),
        ("PERFTRACK_CORS_ORIGINS", ""),
    ];
    let mut demo = Command::new(program());
    demo.arg("demo").args(options).envs(settings);
    demo.env("DATABASE_URL", database.url("pt_app")).env("DATABASE_AUTH_URL", database.url("pt_auth"));
    let output = demo.output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Two databases into which it was loaded on the same day.
fn loaded() -> &'static [Database; 2] {
    static LOADED: OnceLock<[Database; 2]> = OnceLock::new();
    LOADED.get_or_init(|| {
        loop {
            let (day, both) = (Utc::now().date_naive(), [Database::fresh(), Database::fresh()]);
            thread::scope(|scope| {
                for database in &both {
                    scope.spawn(move || load(database));
                }
            });
            if Utc::now().date_naive() == day {
                return both;
            }
        }
    })
}

/// Each of the three, by what their role is called there, on a server of their own.
fn the_three() -> Vec<(&'static str, Persona)> {
    let server = Server::start(loaded()[0].clone(), &[]).until_the_test_ends();
    LOG_INS.iter().map(|(role, email)| (*role, Persona::logs_in(server, email, PASSWORD))).collect()
}

#[test]
fn loaded_twice_on_a_day_it_is_the_same_year() {
    let [one, other] = loaded();
    for (what, rows) in content::ROWS {
        let [one, other] = [one, other].map(|database| {
            let mut rows = texts(&mut database.admin(), rows);
            rows.sort();
            rows
        });
        assert!(!one.is_empty(), "there are no {what}");
        assert_eq!(one.len(), other.len(), "as many {what}");
        assert_eq!(one.iter().zip(&other).find(|(one, other)| one != other), None, "{what} are the same");
    }
}

#[test]
fn loaded_again_it_stays_as_it_is() {
    let database = &loaded()[1];
    let events = "SELECT count(*)::text AS text FROM audit_events";
    let before = text(&mut database.admin(), events);
    load(database);
    assert_eq!(text(&mut database.admin(), events), before);
}

#[test]
fn with_more_people_each_has_a_place_and_those_of_the_log_ins_keep_theirs() {
    let database = Database::fresh();
    load_with(&database, &["--people", "60"]);
    let mut admin = database.admin();
    let all = [
        ("people", "people WHERE status = 'active' AND team_id IS NOT NULL AND start_date < current_date", 60),
        ("people with an account", "people p JOIN accounts a ON a.id = p.account_id", 60),
        ("people under a manager", "reporting_lines WHERE valid_to IS NULL", 59),
        ("one-on-ones", "one_on_ones", 59),
        ("packets", "review_packets", 120),
        (
            "reviews of the half-year that nobody wrote",
            "reviews r JOIN review_packets k ON k.id = r.packet_id JOIN review_cycles c ON c.id = k.cycle_id
          WHERE c.stage = 'closed' AND r.state <> 'submitted'",
            0,
        ),
        (
            "people of the last team who want nothing",
            "people p JOIN teams t ON t.id = p.team_id
          WHERE t.name = 'Care Desk Accra' AND NOT EXISTS (SELECT FROM objectives o WHERE o.owner_id = p.id)",
            0,
        ),
        (
            "KPIs of the teams that came",
            "kpis k JOIN teams t ON t.id = k.team_id
          WHERE t.name IN ('Card Payments', 'Lagos Office', 'Care Desk Accra') AND k.value IS NOT NULL",
            3,
        ),
        (
            "people of the Manager",
            "reporting_lines l JOIN people m ON m.id = l.manager_id WHERE l.valid_to IS NULL AND m.email LIKE 'manager@%'",
            6,
        ),
        (
            "sessions with the Manager",
            "calibration_members c JOIN people m ON m.id = c.person_id WHERE m.email LIKE 'manager@%'",
            1,
        ),
    ];
    for (what, from, expected) in all {
        assert_eq!(count(&mut admin, from), expected, "{what}");
    }
    for some in
        ["reporting_closure WHERE depth = 4", "teams t WHERE t.name = 'Customer Care' AND t.lead_id IS NOT NULL"]
    {
        assert!(count(&mut admin, some) > 0, "{some}");
    }
    load_with(&database, &["--people", "200"]);
    assert_eq!(count(&mut admin, "people WHERE kind = 'person'"), 60, "loaded again it stays as it is");
}

#[test]
fn everybody_has_something_to_do_on_their_first_page() {
    for (role, persona) in the_three() {
        let home: Home = persona.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home");
        assert!(!home.my_objectives.is_empty() && !home.by_status.is_empty(), "{role}: no goals");
        assert!(!home.reviews_to_write.is_empty(), "{role}: no review to write");
        assert!(!home.open_pulses.is_empty(), "{role}: no pulse to answer");
        assert!(role != "manager" || !home.weeks_to_read.is_empty(), "{role}: no week to read");
        assert!(role != "employee" || !home.feedback_asks.is_empty(), "{role}: nobody asks for feedback");
        let unread = NoticeFilter { unread: Some(true), ..NoticeFilter::default() };
        let notices = persona.call::<ListNotices>(Nothing {}, unread, ()).expect("notices").items;
        let count = persona.call::<CountUnread>(Nothing {}, Nothing {}, ()).expect("a number").count;
        assert!(!notices.is_empty() && count > 0, "{role}: nothing new");
        let all = persona.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
        assert!(all.iter().any(|notice| notice.read), "{role}: nothing was read before");
    }
}

#[test]
fn shares_hold_in_both_directions_and_some_have_ended_or_soon_do() {
    let next_week = Utc::now() + Days::new(7);
    for (role, persona) in the_three() {
        let by_me = persona.call::<ListSharedByMe>(Nothing {}, Nothing {}, ()).expect("shares").items;
        let with_me = persona.call::<ListSharedWithMe>(Nothing {}, Nothing {}, ()).expect("shares").items;
        assert!(with_me.iter().all(|share| share.holds) && !with_me.is_empty(), "{role}: nothing with them");
        assert!(by_me.iter().any(|share| !share.holds), "{role}: none has ended");
        let soon = by_me.iter().filter(|share| share.holds && share.ends_at.is_some_and(|end| end < next_week));
        assert_eq!(soon.count(), 1, "{role}: one ends within a week");
    }
}

#[test]
fn nothing_of_it_reaches_anybody_outside() {
    let mut admin = loaded()[0].admin();
    let doors = [
        ("addresses that events are sent to", "webhook_endpoints WHERE state = 'on'"),
        ("events on their way", "webhook_deliveries WHERE state = 'waiting'"),
        ("addresses of people from outside", "review_externals WHERE email <> '' OR secret_hash IS NOT NULL"),
        ("channels", "team_channels"),
        ("secrets of apps", "oauth_apps WHERE secret_hash IS NOT NULL"),
        ("codes of apps", "oauth_grants WHERE code_hash IS NOT NULL"),
        ("mails about what people were told", "notice_mails"),
    ];
    for (what, from) in doors {
        assert_eq!(count(&mut admin, from), 0, "{what}");
    }
}

#[test]
fn every_screen_has_a_year_behind_it() {
    for (what, count) in content::LIVED {
        let mut admin = loaded()[0].admin();
        let some = text(&mut admin, &format!("SELECT (count(*) > 0)::text AS text FROM {count}"));
        assert_eq!(some, "true", "no {what}");
    }
}
