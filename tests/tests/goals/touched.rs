//! What became another since a moment: what somebody changed, and what was worked out anew.

use chrono::{DateTime, Utc};
use perftrack_tests::{
    Client, Org,
    db::{run, text},
};
use shared::{
    access::Role,
    goals::{EditObjective, ListObjectives, ObjectiveChanges, ObjectiveFilter, rules::kinds::RollUp},
    kpis::{CreateKpi, CreateMeasurement, KpiFilter, KpiPath, ListKpis, NewMeasurement},
    operation::Nothing,
    people::{
        DeactivatePerson, EditPerson, ListPeople, PeopleFilter, PersonChanges, PersonPath, PersonStatus, ReadPerson,
    },
    wire::{KpiId, ObjectiveId, Patch, PersonId},
};

use super::{at, check_in, ground, made, objective, on_track, under, with};

/// Now, as the database has it.
fn now(org: &Org) -> DateTime<Utc> {
    let now = "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS text";
    text(&mut org.server.database.admin(), now).parse().expect("a time")
}

fn objectives(by: &Client, since: DateTime<Utc>) -> Vec<ObjectiveId> {
    let filter = ObjectiveFilter { updated_since: Some(since), ..ObjectiveFilter::default() };
    let page = by.call::<ListObjectives>(Nothing {}, filter, ()).expect("a page");
    page.items.into_iter().map(|objective| objective.id).collect()
}

fn people(by: &Client, filter: PeopleFilter) -> Vec<PersonId> {
    let page = by.call::<ListPeople>(Nothing {}, filter, ()).expect("a page");
    page.items.into_iter().map(|person| person.id).collect()
}

fn kpis(by: &Client, since: DateTime<Utc>) -> Vec<KpiId> {
    let filter = KpiFilter { updated_since: Some(since), ..KpiFilter::default() };
    let page = by.call::<ListKpis>(Nothing {}, filter, ()).expect("a page");
    page.items.into_iter().map(|kpi| kpi.id).collect()
}

#[test]
fn objectives_above_a_check_in_are_touched_and_no_others() {
    let (org, period) = ground();
    let by = org.admin();
    let mut above = objective(period);
    above.roll_up = Some(RollUp::Children);
    let above = made(by, above).objective.id;
    let below = made(by, under(above, with(objective(period), 0.0, 10.0)));
    let beside = made(by, objective(period)).objective;
    let since = now(&org);
    assert!(objectives(by, since).is_empty());
    check_in(by, &below.key_results[0], on_track(5.0)).expect("it is said");
    let mut touched = objectives(by, since);
    touched.sort_unstable_by_key(|id| id.0);
    assert_eq!(touched, [above, below.objective.id]);

    let since = now(&org);
    let changes = ObjectiveChanges { title: Some("Another title".to_owned()), ..ObjectiveChanges::default() };
    by.change::<EditObjective>(at(beside.id), beside.version, changes).expect("it is changed");
    assert_eq!(objectives(by, since), [beside.id]);
    let stranger = org.db_person(Role::Employee, None);
    assert!(objectives(&stranger, since).is_empty());
    assert_eq!(objectives(by, DateTime::UNIX_EPOCH - chrono::TimeDelta::days(365_000)).len(), 3);
}

#[test]
fn what_was_begun_before_and_written_after_comes_as_well() {
    let (org, period) = ground();
    let by = org.admin();
    let id = made(by, objective(period)).objective.id;
    let mut late = org.server.database.admin();
    run(&mut late, "BEGIN");
    // A transaction knows when it begins with its first statement.
    text(&mut late, "SELECT now()::text AS text");
    let since = now(&org);
    run(&mut late, &format!("UPDATE objectives SET title = 'Late' WHERE id = '{}'", id.0));
    assert!(objectives(by, since).is_empty(), "it isn't done yet");
    run(&mut late, "COMMIT");
    assert_eq!(objectives(by, since), [id]);
}

#[test]
fn what_was_written_at_the_very_moment_comes_as_well() {
    let (org, period) = ground();
    let id = made(org.admin(), objective(period)).objective.id;
    let touched = format!(
        "SELECT to_char(touched_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') AS text
         FROM objectives WHERE id = '{}'",
        id.0
    );
    let touched: DateTime<Utc> = text(&mut org.server.database.admin(), &touched).parse().expect("a time");
    assert_eq!(objectives(org.admin(), touched), [id]);
    assert!(objectives(org.admin(), touched + chrono::TimeDelta::microseconds(1)).is_empty());
}

#[test]
fn a_value_touches_its_kpi() {
    let org = Org::db_new();
    let by = org.admin();
    let kpi = |name: &str| {
        let new = serde_json::json!({
            "name": name, "visibility": "chain", "kind": "number", "decimals": 1, "frequency": "day",
            "aggregation": "last", "gauge": { "direction": "lower", "target": 2.0, "watch": 3.0, "unhealthy": 5.0 },
        });
        let new = serde_json::from_value(new).expect("a KPI");
        by.call::<CreateKpi>(Nothing {}, Nothing {}, new).expect("it is made").kpi.id
    };
    let (measured, _other) = (kpi("Late deliveries"), kpi("Complaints"));
    let since = now(&org);
    let new = NewMeasurement { value: Some(4.0), ..NewMeasurement::default() };
    by.call::<CreateMeasurement>(KpiPath { id: measured }, Nothing {}, new).expect("it is measured");
    assert_eq!(kpis(by, since), [measured]);
}

#[test]
fn people_come_with_a_new_manager_and_when_they_leave_to_whoever_sees_their_details() {
    let org = Org::db_new();
    let (by, manager, other) = (org.admin(), org.db_person(Role::Manager, None), org.db_person(Role::Employee, None));
    let person = org.db_person(Role::Employee, None);
    let since = now(&org);
    let changed = |by: &Client| people(by, PeopleFilter { updated_since: Some(since), ..PeopleFilter::default() });
    assert!(changed(by).is_empty());
    let version = by.call::<ReadPerson>(PersonPath { id: person.id }, Nothing {}, ()).expect("they are seen").version;
    let led = PersonChanges { manager_id: Patch::Set(manager.id), ..PersonChanges::default() };
    by.change::<EditPerson>(PersonPath { id: person.id }, version, led).expect("they are led");
    assert_eq!((changed(by), changed(&manager)), (vec![person.id], vec![person.id]));
    assert!(changed(&other).is_empty(), "a colleague isn't told when something about them changed");

    by.call::<DeactivatePerson>(PersonPath { id: person.id }, Nothing {}, None).expect("they left");
    assert!(changed(by).contains(&person.id));
    let active =
        PeopleFilter { updated_since: Some(since), status: Some(PersonStatus::Active), ..PeopleFilter::default() };
    assert!(!people(by, active).contains(&person.id));
}
