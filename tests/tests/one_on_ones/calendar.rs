//! A calendar reads when one meets whom, from an address that can be taken back.

use perftrack_tests::{Client, Response, Server};
use shared::{
    access::Role,
    one_on_ones::{MakeCalendarFeed, ReadCalendarFeed, RevokeCalendarFeed, rules::state::MeetingStep},
    operation::Nothing,
    people::{DeactivatePerson, PersonPath},
    wire::Patch,
};

use super::{
    Pair,
    guests::{asks, asks_always},
    meeting, puts, step,
};

fn read(address: &str) -> Response {
    let (_, path) = address.split_once("/api/").expect("an address of ours");
    Client::visitor(Server::shared()).raw("GET", &format!("/api/{path}")).send()
}

fn made(by: &Client) -> String {
    by.call::<MakeCalendarFeed>(Nothing {}, Nothing {}, ()).expect("an address").address
}

#[test]
fn it_tells_when_and_with_whom_and_nothing_else() {
    let pair = Pair::new();
    puts(&pair.report, pair.next(), &["A delicate matter"]);
    let answer = read(&made(&pair.report));
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("text/calendar; charset=utf-8")));
    let text = answer.text();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
    assert!(text.matches("BEGIN:VEVENT").count() >= 50, "a year of weeks: {text}");
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.contains(&format!("SUMMARY:One-on-one with {}", pair.manager.name)), "{unfolded}");
    let next = meeting(&pair.report, pair.next()).unwrap().meeting.starts_at;
    assert!(unfolded.contains(&format!("DTSTART:{}", next.format("%Y%m%dT%H%M%SZ"))), "{unfolded}");
    assert!(!unfolded.contains("delicate") && !unfolded.contains("Room 7"));
}

#[test]
fn what_is_skipped_is_left_out() {
    let pair = Pair::new();
    let address = made(&pair.report);
    let next = meeting(&pair.report, pair.next()).unwrap().meeting;
    let day = format!("DTSTART:{}", next.starts_at.format("%Y%m%dT%H%M%SZ"));
    assert!(read(&address).text().contains(&day));
    step(&pair.report, next.id, MeetingStep::Skip).expect("it is skipped");
    assert!(!read(&address).text().contains(&day));
}

#[test]
fn a_guest_finds_the_one_meeting_they_come_to() {
    let pair = Pair::new();
    let guest = pair.org.db_person(Role::Employee, None);
    let address = made(&guest);
    assert!(!read(&address).text().contains("BEGIN:VEVENT"));
    asks(&pair.report, pair.next(), Patch::Set(guest.id)).expect("they are asked");
    let unfolded = read(&address).text().replace("\r\n ", "");
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 1, "{unfolded}");
    let with = format!("SUMMARY:One-on-one with {} and {}", pair.manager.name, pair.report.name);
    assert!(unfolded.contains(&with), "{unfolded}");
    asks_always(&pair.report, pair.next(), Patch::Set(guest.id)).expect("they are asked to all");
    assert_eq!(read(&address).text().matches("BEGIN:VEVENT").count(), 4, "all that are planned");
}

#[test]
fn an_address_is_void_once_it_is_made_anew_or_revoked() {
    let pair = Pair::new();
    let first = made(&pair.report);
    let second = made(&pair.report);
    assert_eq!((read(&first).status, read(&second).status), (404, 200));
    let feed = || pair.report.call::<ReadCalendarFeed>(Nothing {}, Nothing {}, ()).expect("the feed").created_at;
    assert!(feed().is_some());
    pair.report.call::<RevokeCalendarFeed>(Nothing {}, Nothing {}, ()).expect("it is revoked");
    assert_eq!((read(&second).status, feed()), (404, None));
    for secret in ["", "galaxy", &"A".repeat(43)] {
        assert_eq!(read(&format!("/api/v1/calendar.ics?secret={secret}")).status, 404);
    }
}

#[test]
fn whoever_left_has_no_calendar() {
    let pair = Pair::new();
    let address = made(&pair.report);
    pair.org.admin().call::<DeactivatePerson>(PersonPath { id: pair.report.id }, Nothing {}, None).expect("they leave");
    assert_eq!(read(&address).status, 404);
}
