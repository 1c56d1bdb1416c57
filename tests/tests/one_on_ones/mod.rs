//! One-on-ones: each test is a rule about two people who meet, tried over HTTP.

mod actions;
mod calendar;
mod guests;
mod meetings;
mod privacy;
mod readers;
mod series;
mod story;
mod weeks;

use chrono::{Days, NaiveDate, NaiveTime, Utc};
use perftrack_tests::{Client, Org, Persona, client::Called, db};
use shared::{
    access::Role,
    one_on_ones::{
        Agenda, CreateAgendaItems, CreateOneOnOne, MeetingDetail, MeetingPath, NewAgendaItems, NewOneOnOne, OneOnOne,
        OneOnOnePath, ReadMeeting, ReadOneOnOne, Step, StepMeeting, rules::state::MeetingStep,
    },
    operation::Nothing,
    wire::{MeetingId, OneOnOneId, PersonId},
};

fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// A Manager and a report who meet every week from three weeks ago on.
struct Pair {
    org: Org,
    manager: Persona,
    report: Persona,
    series: OneOnOne,
}

impl Pair {
    fn new() -> Self {
        Self::on(Org::db_new())
    }

    fn on(org: Org) -> Self {
        let manager = org.db_person(Role::Manager, None);
        let report = org.db_person(Role::Employee, Some(&manager));
        let series = set_up(&manager, report.id).expect("a one-on-one");
        Self { org, manager, report, series }
    }

    /// The next meeting's id.
    fn next(&self) -> MeetingId {
        series(&self.manager, self.series.id).expect("it is seen").next_meeting_id.expect("a next meeting")
    }

    /// Moves what is planned into the past, so that the next can be held.
    fn db_a_week_passes(&self) {
        let mut conn = self.org.server.database.admin();
        let passed = format!(
            "UPDATE meetings SET starts_at = starts_at - interval '7 days', occurs_on = occurs_on - 7
             WHERE one_on_one_id = '{}'",
            self.series.id
        );
        db::run(&mut conn, &passed);
    }

    /// Holds the next meeting, a week later.
    fn holds(&self) -> MeetingId {
        self.db_a_week_passes();
        let id = self.next();
        step(&self.manager, id, MeetingStep::Hold).expect("it is held");
        id
    }
}

/// Every week on today's weekday, at five in the morning.
fn weekly(partner: PersonId) -> NewOneOnOne {
    let starts_on = today() - Days::new(21);
    NewOneOnOne {
        partner_id: partner,
        rule: shared::one_on_ones::rules::rhythm::Rhythm::weekly(1, starts_on).to_string(),
        starts_on,
        starts_at: NaiveTime::from_hms_opt(5, 0, 0).expect("a time"),
        time_zone: None,
        minutes: 30,
        place: "Room 7".to_owned(),
    }
}

fn set_up(by: &Client, partner: PersonId) -> Called<CreateOneOnOne> {
    by.call::<CreateOneOnOne>(Nothing {}, Nothing {}, weekly(partner))
}

fn series(by: &Client, id: OneOnOneId) -> Called<ReadOneOnOne> {
    by.call::<ReadOneOnOne>(OneOnOnePath { id }, Nothing {}, ())
}

fn meeting(by: &Client, id: MeetingId) -> Called<ReadMeeting> {
    by.call::<ReadMeeting>(MeetingPath { id }, Nothing {}, ())
}

fn step(by: &Client, id: MeetingId, step: MeetingStep) -> Called<StepMeeting> {
    by.call::<StepMeeting>(MeetingPath { id }, Nothing {}, Step { step })
}

fn puts(by: &Client, id: MeetingId, items: &[&str]) -> Agenda {
    let items = NewAgendaItems { items: items.iter().map(|item| (*item).to_owned()).collect() };
    by.call::<CreateAgendaItems>(MeetingPath { id }, Nothing {}, items).expect("items")
}

/// What stands on a meeting's agenda.
fn agenda(detail: &MeetingDetail) -> Vec<(String, u16)> {
    let items = detail.content.iter().flat_map(|content| &content.agenda);
    items.map(|item| (item.body.clone(), item.carried)).collect()
}
