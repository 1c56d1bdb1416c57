//! The demo organisation: the same year each time it is loaded, and something to look at for each of the three whose
//! log-ins are given out.

mod content;

use std::{process::Command, sync::OnceLock, thread};

use api::demo::{LOG_INS, PASSWORD};
use chrono::{Days, Utc};
use perftrack_tests::{
    Database, Persona, Server,
    db::{text, texts},
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
    demo.arg("demo").envs(settings);
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
fn every_screen_has_a_year_behind_it() {
    for (what, count) in content::LIVED {
        let mut admin = loaded()[0].admin();
        let some = text(&mut admin, &format!("SELECT (count(*) > 0)::text AS text FROM {count}"));
        assert_eq!(some, "true", "no {what}");
    }
}
