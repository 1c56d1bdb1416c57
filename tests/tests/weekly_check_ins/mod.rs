//! The weekly check-in: whose it is, when it is closed, what is carried, what the organisation asks.

mod mentions;

use chrono::{Days, NaiveDate, Utc};
use perftrack_tests::{Client, Org, Persona, Refused, client::Called};
use shared::{
    access::Role,
    home::ReadHome,
    operation::Nothing,
    problem::Code,
    weekly_check_ins::{
        AnswerWeeklyCheckIn, CreateWeeklyCheckIn, EditWeeklyCheckIn, EditWeeklySettings, ListWeeklyCheckIns,
        MarkWeeklyRead, NewWeeklyAnswer, NewWeeklyCheckIn, ReadMyWeek, ReadTeamWeek, ReadWeeklyCheckIn, WeekQuery,
        WeeklyChanges, WeeklyCheckIn, WeeklyFilter, WeeklyPath, WeeklySettingsChanges,
        rules::{USUAL_QUESTIONS, monday_of},
    },
    wire::WeeklyCheckInId,
};

fn lines(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn week(will_do: &[&str]) -> NewWeeklyCheckIn {
    NewWeeklyCheckIn { did: lines(&["Wrote the report"]), will_do: lines(will_do), ..Default::default() }
}

fn last_week() -> NaiveDate {
    Utc::now().date_naive() - Days::new(7)
}

fn write(by: &Client, new: NewWeeklyCheckIn) -> Called<CreateWeeklyCheckIn> {
    by.call::<CreateWeeklyCheckIn>(Nothing {}, Nothing {}, new)
}

fn read(by: &Client, id: WeeklyCheckInId) -> Called<ReadWeeklyCheckIn> {
    by.call::<ReadWeeklyCheckIn>(WeeklyPath { id }, Nothing {}, ())
}

fn edit(by: &Client, it: &WeeklyCheckIn) -> Called<EditWeeklyCheckIn> {
    let changes = WeeklyChanges { did: Some(lines(&["Wrote it twice"])), ..Default::default() };
    by.change::<EditWeeklyCheckIn>(WeeklyPath { id: it.id }, it.version, changes)
}

fn mark(by: &Client, id: WeeklyCheckInId) -> Called<MarkWeeklyRead> {
    by.call::<MarkWeeklyRead>(WeeklyPath { id }, Nothing {}, ())
}

fn answer(by: &Client, id: WeeklyCheckInId) -> Called<AnswerWeeklyCheckIn> {
    let body = NewWeeklyAnswer { body: "Thank you.".to_owned() };
    by.call::<AnswerWeeklyCheckIn>(WeeklyPath { id }, Nothing {}, body)
}

fn set(org: &Org, changes: WeeklySettingsChanges) {
    org.admin().change::<EditWeeklySettings>(Nothing {}, 1, changes).expect("the settings change");
}

/// A chain of three and somebody beside it.
fn chain() -> (Org, Persona, Persona, Persona, Persona) {
    let org = Org::db_new();
    let director = org.db_person(Role::Manager, None);
    let manager = org.db_person(Role::Manager, Some(&director));
    let report = org.db_person(Role::Employee, Some(&manager));
    let peer = org.db_person(Role::Employee, Some(&manager));
    (org, director, manager, report, peer)
}

#[test]
fn those_above_and_admins_read_it_and_peers_do_not() {
    let (org, director, manager, report, peer) = chain();
    let it = write(&report, week(&["Send it"])).unwrap();
    for reader in [&report, &manager, &director, org.admin()] {
        assert_eq!(read(reader, it.id).unwrap().did, ["Wrote the report"]);
    }
    read(&peer, it.id).refused(Code::NotFound);
    let list = |by: &Client| {
        let filter = WeeklyFilter { person: Some(report.id), ..Default::default() };
        by.call::<ListWeeklyCheckIns>(Nothing {}, filter, ()).unwrap().items.len()
    };
    assert_eq!((list(&manager), list(&peer)), (1, 0));
}

#[test]
fn it_is_its_writers_until_it_is_read_and_the_answer_closes_it() {
    let (_org, _, manager, report, _) = chain();
    let it = write(&report, week(&[])).unwrap();
    let it = edit(&report, &it).unwrap();
    assert_eq!(it.did, ["Wrote it twice"]);
    edit(&manager, &it).refused(Code::Forbidden);
    mark(&report, it.id).refused(Code::Forbidden);
    let it = mark(&manager, it.id).unwrap();
    edit(&report, &it).refused(Code::Conflict);
    mark(&manager, it.id).refused(Code::Conflict);
    let closed = answer(&manager, it.id).unwrap();
    assert_eq!(closed.answer.unwrap().author.id, manager.id);
    answer(&manager, it.id).refused(Code::Conflict);
}

#[test]
fn what_is_not_done_is_carried_and_counted_by_the_server() {
    let (_org, _, _, report, _) = chain();
    let before = NewWeeklyCheckIn { week: Some(last_week()), ..week(&["Send it", "Call the harbour"]) };
    write(&report, before).unwrap();
    let mine = report.call::<ReadMyWeek>(Nothing {}, WeekQuery::default(), ()).unwrap();
    let left: Vec<_> = mine.unfinished.iter().map(|meant| (meant.text.as_str(), meant.carried)).collect();
    assert_eq!(left, [("Send it", 1), ("Call the harbour", 1)]);
    let now = write(&report, week(&["call the  Harbour", "Something new"])).unwrap();
    let carried: Vec<_> = now.will_do.iter().map(|meant| meant.carried).collect();
    assert_eq!(carried, [1, 0]);
}

#[test]
fn a_week_is_written_once_for_this_week_or_the_last() {
    let (_org, _, _, report, _) = chain();
    let at = |week: NaiveDate| NewWeeklyCheckIn { week: Some(week), ..Default::default() };
    let today = Utc::now().date_naive();
    write(&report, at(today + Days::new(7))).refused_at("week", "in_the_future");
    write(&report, at(today - Days::new(14))).refused_at("week", "in_the_past");
    assert_eq!(write(&report, at(last_week())).unwrap().week, monday_of(last_week()));
    write(&report, at(today)).unwrap();
    write(&report, at(today)).refused_at("week", "taken");
}

#[test]
fn lists_are_short_and_a_week_away_says_nothing() {
    let (_org, _, _, report, _) = chain();
    let six = NewWeeklyCheckIn { did: vec!["One".to_owned(); 6], ..Default::default() };
    write(&report, six).refused_at("did", "too_many");
    let away = NewWeeklyCheckIn { away: true, ..week(&[]) };
    write(&report, away).refused_at("did", "not_used_here");
    let away = NewWeeklyCheckIn { away: true, ..Default::default() };
    assert!(write(&report, away).unwrap().away);
}

#[test]
fn the_organisation_says_what_is_asked() {
    let (org, _, _, report, _) = chain();
    let mine = || report.call::<ReadMyWeek>(Nothing {}, WeekQuery::default(), ()).unwrap();
    assert!(USUAL_QUESTIONS.contains(&mine().question.as_str()));
    let own =
        WeeklySettingsChanges { mood: Some(false), questions: Some(lines(&["What went well?"])), ..Default::default() };
    set(&org, own);
    assert_eq!((mine().question.as_str(), mine().asks_mood), ("What went well?", false));
    let with_mood = NewWeeklyCheckIn { mood: Some(4), ..Default::default() };
    write(&report, with_mood).refused_at("mood", "not_used_here");
    assert_eq!(write(&report, week(&[])).unwrap().question, "What went well?");
}

#[test]
fn an_organisation_that_does_not_check_in_by_the_week_asks_nobody() {
    let (org, _, _, report, _) = chain();
    set(&org, WeeklySettingsChanges { enabled: Some(false), ..Default::default() });
    write(&report, week(&[])).refused(Code::Conflict);
    assert_eq!(report.call::<ReadHome>(Nothing {}, Nothing {}, ()).unwrap().week, None);
}

#[test]
fn home_and_the_team_say_what_waits() {
    let (_org, director, manager, report, peer) = chain();
    let home = |by: &Client| by.call::<ReadHome>(Nothing {}, Nothing {}, ()).unwrap();
    assert!(home(&report).week.is_some());
    let it = write(&report, week(&[])).unwrap();
    assert_eq!(home(&report).week, None);
    let waits = |by: &Client| home(by).weeks_to_read.iter().map(|person| person.id).collect::<Vec<_>>();
    assert_eq!((waits(&manager), waits(&director)), (vec![report.id], vec![]));
    let team = manager.call::<ReadTeamWeek>(Nothing {}, WeekQuery::default(), ()).unwrap();
    let written = |id| team.items.iter().find(|item| item.person.id == id).map(|item| item.check_in.is_some());
    assert_eq!((written(report.id), written(peer.id), team.items.len()), (Some(true), Some(false), 2));
    mark(&manager, it.id).unwrap();
    assert_eq!(waits(&manager), []);
    report.call::<ReadTeamWeek>(Nothing {}, WeekQuery::default(), ()).refused(Code::Forbidden);
}
