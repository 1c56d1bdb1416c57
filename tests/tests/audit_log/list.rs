//! The list: what Admins find in it, and how they take it out.

use perftrack_tests::{Org, Refused, db};
use shared::{
    access::Role,
    audit_log::{
        AuditEvent, AuditExport, AuditFilter, AuditPlace, AuditTopic, CheckAuditChain, ExportAuditCsv,
        ExportAuditNdjson, FieldChange, ListAuditEvents, ReadAuditChain,
    },
    operation::Nothing,
    organisations::{EditPeriod, PeriodChanges, PeriodPath},
    people::{EditPerson, PersonChanges, PersonPath, ReadPerson},
    problem::Code,
    wire::{Limit, Patch},
};

use super::{all, id_of, period};

fn of(topic: AuditTopic) -> AuditFilter {
    AuditFilter { topic: Some(topic), ..AuditFilter::default() }
}

#[test]
fn an_event_says_who_changed_what_from_what_to_what() {
    let org = Org::db_new();
    let person = org.db_person(Role::Employee, None);
    let before = org.admin().call::<ReadPerson>(PersonPath { id: person.id }, Nothing {}, ()).expect("a person");
    let changes = PersonChanges { job_title: Patch::Set("Gardener".to_owned()), ..PersonChanges::default() };
    org.admin().change::<EditPerson>(PersonPath { id: person.id }, before.version, changes).expect("changed");
    let event = all(org.admin(), &of(AuditTopic::People)).remove(0);
    assert_eq!((event.kind.as_str(), event.resource_id), ("people.edited", Some(person.id.0)));
    assert_eq!(event.actor.map(|actor| actor.id), Some(org.admin().id));
    let thing = event.resource.expect("a thing");
    assert_eq!((thing.name, thing.place, thing.place_id), (person.name.clone(), Some(AuditPlace::Person), person.id.0));
    assert!(event.address.starts_with("10.") && !event.request_id.is_empty() && event.session_id.is_some());
    let changed: Vec<_> = event.changes.iter().map(|change| (change.field.as_str(), change.after.as_deref())).collect();
    // Who somebody is stays out of the log, or it couldn't be taken out again: it says which part was changed.
    assert_eq!(changed, [("changed", Some("job_title"))]);

    let made = period(org.admin());
    let changes = PeriodChanges { name: Some("Renamed".to_owned()), ..PeriodChanges::default() };
    org.admin().change::<EditPeriod>(PeriodPath { id: made.id }, made.version, changes).expect("changed");
    let event = all(org.admin(), &of(AuditTopic::Organisation)).remove(0);
    let change = FieldChange { field: "name".to_owned(), before: Some(made.name), after: Some("Renamed".to_owned()) };
    assert_eq!(event.changes, [change]);
}

#[test]
fn people_are_named_as_they_are_called_now() {
    let org = Org::db_new();
    let lead = org.db_person(Role::Manager, None);
    let team = serde_json::json!({ "name": perftrack_tests::unique(), "lead_id": lead.id });
    assert_eq!(org.admin().raw("POST", "/api/v1/teams").json(&team).send().status, 201);
    let event = all(org.admin(), &of(AuditTopic::Teams)).remove(0);
    let named = event.changes.iter().find(|change| change.field == "lead").expect("the lead");
    assert_eq!(named.after.as_deref(), Some(lead.name.as_str()));
}

#[test]
fn each_filter_narrows_it() {
    let org = Org::db_new();
    let other = org.db_person(Role::Admin, None);
    let (ours, theirs) = (period(org.admin()), period(&other));
    let with = |shape: &dyn Fn(&mut AuditFilter)| {
        let mut asked = of(AuditTopic::Organisation);
        shape(&mut asked);
        all(org.admin(), &asked).into_iter().filter_map(|event| event.resource_id).collect::<Vec<_>>()
    };
    let both = vec![theirs.id.0, ours.id.0];
    assert_eq!(with(&|_| ()), both, "latest first");
    assert_eq!(with(&|asked| asked.actor = Some(other.id)), [theirs.id.0]);
    assert_eq!(with(&|asked| asked.resource = Some(ours.id.0)), [ours.id.0]);
    assert_eq!(with(&|asked| asked.kind = Some("periods.created".to_owned())), both);
    assert!(with(&|asked| asked.kind = Some("periods.deleted".to_owned())).is_empty());
    assert!(with(&|asked| asked.topic = Some(AuditTopic::Teams)).is_empty());
    let event = all(org.admin(), &of(AuditTopic::Organisation)).remove(0);
    assert_eq!(with(&|asked| asked.request = Some(event.request_id.clone())), [theirs.id.0]);
    assert_eq!(with(&|asked| asked.address = Some(event.address.clone())), [theirs.id.0]);
    let today = event.at.date_naive();
    assert_eq!(with(&|asked| (asked.from, asked.to) = (Some(today), Some(today))), both);
    assert!(with(&|asked| asked.from = today.succ_opt()).is_empty());
    assert!(with(&|asked| asked.to = today.pred_opt()).is_empty());
}

#[test]
fn days_are_the_organisations() {
    let org = Org::db_new();
    let mut conn = org.server.database.admin();
    db::run(
        &mut conn,
        &format!("UPDATE organisations SET time_zone = 'Pacific/Kiritimati' WHERE org_id = '{}'", id_of(&org)),
    );
    period(org.admin());
    let there = (chrono::Utc::now() + chrono::TimeDelta::hours(14)).date_naive();
    let asked = AuditFilter { from: Some(there), to: Some(there), ..of(AuditTopic::Organisation) };
    assert_eq!(all(org.admin(), &asked).len(), 1);
    let unreadable = AuditFilter { from: chrono::NaiveDate::from_ymd_opt(1066, 10, 14), ..AuditFilter::default() };
    org.admin().call::<ListAuditEvents>(Nothing {}, unreadable, ()).refused(Code::Invalid);
}

#[test]
fn pages_give_every_event_once() {
    let org = Org::db_new();
    let periods: Vec<_> = (0..7).map(|_| period(org.admin()).id.0).collect();
    let (mut found, mut cursor) = (Vec::new(), None);
    loop {
        let asked = AuditFilter { limit: Limit::new(2), cursor, ..of(AuditTopic::Organisation) };
        let page = org.admin().call::<ListAuditEvents>(Nothing {}, asked, ()).expect("a page");
        found.extend(page.items.into_iter().filter_map(|event| event.resource_id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    found.reverse();
    assert_eq!(found, periods);
}

#[test]
fn who_reads_it_or_takes_it_out_stands_in_it() {
    let org = Org::db_new();
    let made = period(org.admin());
    let asked = AuditExport { topic: Some(AuditTopic::Organisation), ..AuditExport::default() };
    let csv = org.admin().call::<ExportAuditCsv>(Nothing {}, asked.clone(), ()).expect("a file");
    assert!(csv.contains("periods.created") && csv.contains(&made.name) && csv.lines().count() == 2, "{csv}");
    let lines = org.admin().call::<ExportAuditNdjson>(Nothing {}, asked, ()).expect("a file");
    let events: Vec<AuditEvent> = String::from_utf8(lines)
        .expect("text")
        .lines()
        .map(|line| serde_json::from_str(line).expect("an event"))
        .collect();
    assert_eq!(events.iter().filter_map(|event| event.resource_id).collect::<Vec<_>>(), [made.id.0]);
    let taken = all(org.admin(), &of(AuditTopic::Exports));
    let operation = |event: &AuditEvent| {
        let change = event.changes.iter().find(|change| change.field == "operation").expect("an operation");
        change.after.clone().expect("its name")
    };
    let operations: Vec<_> = taken.iter().map(operation).collect();
    assert_eq!(operations, ["ExportAuditNdjson", "ExportAuditCsv"], "reading it is noted once it was read");
    let taken = all(org.admin(), &of(AuditTopic::Exports));
    assert_eq!(taken.first().map(operation).as_deref(), Some("ListAuditEvents"));
}

#[test]
fn it_is_for_admins_alone() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    for person in [manager.clone(), org.db_person(Role::Employee, Some(&manager))] {
        person.call::<ListAuditEvents>(Nothing {}, AuditFilter::default(), ()).refused(Code::Forbidden);
        person.call::<ExportAuditCsv>(Nothing {}, AuditExport::default(), ()).refused(Code::Forbidden);
        person.call::<ExportAuditNdjson>(Nothing {}, AuditExport::default(), ()).refused(Code::Forbidden);
        person.call::<ReadAuditChain>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
        person.call::<CheckAuditChain>(Nothing {}, Nothing {}, ()).refused(Code::Forbidden);
    }
}

#[test]
fn one_organisation_sees_nothing_of_another() {
    let (org, other) = (Org::db_new(), Org::db_new());
    let theirs = period(other.admin());
    let asked = AuditFilter { resource: Some(theirs.id.0), ..AuditFilter::default() };
    assert!(all(org.admin(), &asked).is_empty());
    assert!(all(org.admin(), &AuditFilter::default()).iter().all(|event| event.resource_id != Some(theirs.id.0)));
}

#[test]
fn what_was_removed_is_told_by_its_id() {
    let org = Org::db_new();
    let made = period(org.admin());
    let changes = PeriodChanges { name: Some("Renamed".to_owned()), ..PeriodChanges::default() };
    org.admin().change::<EditPeriod>(PeriodPath { id: made.id }, made.version, changes).expect("changed");
    let named = all(org.admin(), &of(AuditTopic::Organisation)).remove(0);
    assert_eq!(named.resource.map(|thing| thing.name), Some("Renamed".to_owned()));
    let removed = org.admin().raw("DELETE", &format!("/api/v1/periods/{}", made.id)).header("if-match", "\"2\"").send();
    assert_eq!(removed.status, 204, "{}", removed.text());
    let event = all(org.admin(), &of(AuditTopic::Organisation)).remove(0);
    assert_eq!((event.kind.as_str(), event.resource_id, event.resource), ("periods.deleted", Some(made.id.0), None));
    assert!(event.changes.iter().any(|change| change.before.as_deref() == Some("Renamed")));
}
