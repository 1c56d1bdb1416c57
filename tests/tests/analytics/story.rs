//! A person's story: each entry only for those who may see the thing it tells of.

use perftrack_tests::{Database, Org, Persona, db::run};
use serde_json::json;
use shared::{
    access::Role,
    analytics::{Coverage, CoverageFilter, ListStory, ReadCoverage, StoryEntry, StoryFilter, StoryKind, rules},
    development::{
        AdoptFramework, Assess, CreateStep, DevelopmentPath, EditStep, NewAssessment, NewFramework, NewStep,
        StepChanges, StepPath,
    },
    goals::{
        EditKeyResult, EditObjective, KeyResultChanges, KeyResultPath, NewObjective, ObjectiveChanges, ObjectivePath,
        ReadObjective, Visibility,
    },
    kpis::{
        CreateKpi, CreateMeasurement, EditKpi, KpiChanges, KpiPath, NewMeasurement, ReadKpi, rules::kinds::KpiState,
    },
    operation::Nothing,
    people::PersonPath,
    wire::{Limit, PersonId},
};

use super::{check_in, days_ago, made, objective, said, this_period, today};

fn story(by: &Persona, id: PersonId, filter: StoryFilter) -> Vec<StoryEntry> {
    let (mut entries, mut cursor) = (Vec::new(), None);
    loop {
        let filter = StoryFilter { cursor, limit: Limit::new(2), ..filter.clone() };
        let page = by.call::<ListStory>(PersonPath { id }, filter, ()).expect("the story");
        entries.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            return entries;
        }
    }
}

fn coverage(by: &Persona, id: PersonId) -> Coverage {
    by.call::<ReadCoverage>(PersonPath { id }, CoverageFilter::default(), ()).expect("the coverage")
}

fn counted(coverage: &Coverage) -> i64 {
    coverage.months.iter().flat_map(|month| &month.counts).map(|part| part.count).sum()
}

#[test]
fn everybody_reads_as_much_of_it_as_they_may_see_of_the_things() {
    let org = Org::db_new();
    let period = this_period(org.admin());
    let manager = org.db_person(Role::Manager, None);
    let (person, colleague) = (org.db_person(Role::Employee, Some(&manager)), org.db_person(Role::Employee, None));
    for visibility in [Visibility::Organisation, Visibility::Chain, Visibility::Private] {
        let detail = made(&person, NewObjective { visibility, ..objective(period.id) });
        check_in(&person, detail.key_results[0].id, said(days_ago(3), 2.0));
    }
    for (reader, objectives) in [(&person, 3), (org.admin(), 3), (&manager, 2), (&colleague, 1)] {
        let entries = story(reader, person.id, StoryFilter::default());
        assert_eq!(entries.len(), objectives * 2, "{}", reader.role);
        assert_eq!(counted(&coverage(reader, person.id)), entries.len() as i64, "{}", reader.role);
        assert!(entries.is_sorted_by(|a, b| a.happened_on >= b.happened_on));
    }
    assert_eq!(story(&person, manager.id, StoryFilter::default()), []);
}

#[test]
fn a_correction_replaces_what_it_corrects_and_what_is_to_come_waits() {
    let org = Org::db_new();
    let period = this_period(org.admin());
    let person = org.db_person(Role::Employee, None);
    let detail = made(&person, objective(period.id));
    let wrong = check_in(&person, detail.key_results[0].id, said(days_ago(9), 2.0));
    let mut right = said(days_ago(8), 5.0);
    right.supersedes_id = Some(wrong.id);
    right.comment = "Counted again.".to_owned();
    let right = check_in(&person, detail.key_results[0].id, right);
    let next = NewObjective { starts_on: Some(today() + chrono::Days::new(5)), ..objective(period.id) };
    made(&person, next);
    let entries = story(&person, person.id, StoryFilter::default());
    let told: Vec<_> = entries.iter().map(|entry| (entry.kind, entry.id)).collect();
    let begun = (StoryKind::ObjectiveBegun, detail.objective.id.0);
    assert_eq!(told, [(StoryKind::CheckIn, right.id.0), begun]);
    assert_eq!((entries[0].said.as_str(), entries[0].about_id), ("Counted again.", detail.objective.id.0));
}

#[test]
fn the_strip_has_twelve_months_and_opens_to_their_entries() {
    let org = Org::db_new();
    let period = this_period(org.admin());
    let person = org.db_person(Role::Employee, None);
    let detail = made(&person, objective(period.id));
    for days in [1, 5, 20, 45, 80] {
        check_in(&person, detail.key_results[0].id, said(days_ago(days), 1.0));
    }
    let strip = coverage(&person, person.id);
    let months: Vec<_> = strip.months.iter().map(|month| month.month).collect();
    assert_eq!(months, rules::year_until(today()));
    for month in &strip.months {
        for kind in StoryKind::ALL {
            let count = month.counts.iter().find(|part| part.kind == *kind).map_or(0, |part| part.count);
            let filter = StoryFilter { kind: Some(*kind), month: Some(month.month), ..Default::default() };
            assert_eq!(story(&person, person.id, filter).len() as i64, count, "{kind} in {}", month.month);
        }
    }
    assert_eq!(counted(&strip), 6);
}

#[test]
fn kpis_are_told_to_those_who_see_them_and_so_is_what_became_of_them() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let (person, colleague) = (org.db_person(Role::Employee, Some(&manager)), org.db_person(Role::Employee, None));
    for visibility in [Visibility::Organisation, Visibility::Chain, Visibility::Private] {
        let new = json!({
            "name": format!("Letters, {visibility}"), "visibility": visibility, "kind": "number", "frequency": "day", "aggregation": "last",
            "gauge": { "direction": "higher", "target": 100.0, "watch": 90.0, "unhealthy": 80.0 },
        });
        let new = serde_json::from_value(new).expect("a KPI to be");
        let id = person.call::<CreateKpi>(Nothing {}, Nothing {}, new).expect("the KPI").kpi.id;
        for (days, value) in [(2, 50.0), (1, 50.0)] {
            let new = NewMeasurement { on: Some(days_ago(days)), value: Some(value), ..Default::default() };
            person.call::<CreateMeasurement>(KpiPath { id }, Nothing {}, new).expect("measured");
        }
    }
    for (reader, kpis) in [(&person, 3), (org.admin(), 3), (&manager, 2), (&colleague, 1)] {
        let entries = story(reader, person.id, StoryFilter::default());
        let of = |kind| entries.iter().filter(|entry| entry.kind == kind).collect::<Vec<_>>();
        assert_eq!(of(StoryKind::KpiBegun).len(), kpis, "{}", reader.role);
        let crossed = of(StoryKind::KpiCrossed);
        let bad = crossed.iter().filter(|entry| entry.kpi_state == Some(KpiState::Unhealthy)).count();
        assert_eq!(bad, kpis, "{}: {crossed:?}", reader.role);
        assert_eq!(counted(&coverage(reader, person.id)), entries.len() as i64, "{}", reader.role);
    }
}

#[test]
fn what_was_handed_on_stays_in_the_story_of_who_owned_it_then() {
    let org = Org::db_new();
    let (admin, period) = (org.admin(), this_period(org.admin()));
    let (first, next) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    let made = made(&first, objective(period.id));
    let (id, key_result) = (made.objective.id, made.key_results[0].id);
    // Written down some days ago: tests can't wait.
    run(
        &mut Database::shared().admin(),
        &format!("UPDATE objectives SET created_at = created_at - interval '5 days' WHERE id = '{id}'"),
    );
    let earlier = check_in(&first, key_result, said(days_ago(3), 2.0));
    let seen = || admin.call::<ReadObjective>(ObjectivePath { id }, Nothing {}, ()).expect("the objective");
    let path = KeyResultPath { id: key_result };
    let handed = KeyResultChanges { owner_id: Some(next.id), ..Default::default() };
    admin.change::<EditKeyResult>(path, seen().key_results[0].version, handed).expect("the key result is handed on");
    let handed = ObjectiveChanges { owner_id: Some(next.id), ..Default::default() };
    admin.change::<EditObjective>(ObjectivePath { id }, seen().objective.version, handed).expect("it is handed on");
    let later = check_in(&next, key_result, said(today(), 4.0));

    let told = |of: &Persona| {
        let entries = story(admin, of.id, StoryFilter::default());
        entries.iter().map(|entry| (entry.kind, entry.id)).collect::<Vec<_>>()
    };
    let begun = (StoryKind::ObjectiveBegun, id.0);
    assert_eq!(told(&first), [(StoryKind::CheckIn, earlier.id.0), begun]);
    assert_eq!(told(&next), [(StoryKind::CheckIn, later.id.0)]);
}

#[test]
fn a_crossing_stays_with_whoever_owned_the_kpi_when_it_happened() {
    let org = Org::db_new();
    let admin = org.admin();
    let (first, next) = (org.db_person(Role::Employee, None), org.db_person(Role::Employee, None));
    let new = json!({
        "name": "Letters", "visibility": "chain", "kind": "number", "frequency": "day", "aggregation": "last",
        "gauge": { "direction": "higher", "target": 100.0, "watch": 90.0, "unhealthy": 80.0 },
    });
    let new = serde_json::from_value(new).expect("a KPI to be");
    let id = first.call::<CreateKpi>(Nothing {}, Nothing {}, new).expect("the KPI").kpi.id;
    for days in [2, 1] {
        let new = NewMeasurement { on: Some(days_ago(days)), value: Some(50.0), ..Default::default() };
        first.call::<CreateMeasurement>(KpiPath { id }, Nothing {}, new).expect("measured");
    }
    let crossed = |of: &Persona| {
        let filter = StoryFilter { kind: Some(StoryKind::KpiCrossed), ..Default::default() };
        story(admin, of.id, filter).len()
    };
    let before = crossed(&first);
    assert!(before > 0);
    let version = admin.call::<ReadKpi>(KpiPath { id }, Nothing {}, ()).expect("the KPI").kpi.version;
    let handed = KpiChanges { owner_id: Some(next.id), ..Default::default() };
    admin.change::<EditKpi>(KpiPath { id }, version, handed).expect("it is handed on");
    assert_eq!((crossed(&first), crossed(&next)), (before, 0));
}

#[test]
fn development_is_told_once_both_have_spoken_or_agreed_and_never_to_a_colleague() {
    let org = Org::db_new();
    let manager = org.db_person(Role::Manager, None);
    let (person, colleague) = (org.db_person(Role::Employee, Some(&manager)), org.db_person(Role::Employee, None));
    let framework =
        org.admin().call::<AdoptFramework>(Nothing {}, Nothing {}, NewFramework::default()).expect("a framework");
    let competency = &framework.competencies[0];
    let says = |by: &Persona, level: u8| {
        let new = NewAssessment { competency_id: competency.id, level, comment: format!("As I see it: {level}") };
        by.call::<Assess>(DevelopmentPath { id: person.id }, Nothing {}, new).expect("it is said");
    };
    let kinds = |reader: &Persona| -> Vec<StoryKind> {
        story(reader, person.id, StoryFilter::default()).into_iter().map(|entry| entry.kind).collect()
    };
    says(&manager, 4);
    let new = NewStep { body: "Read the book".to_owned(), competency_id: None, due_on: None };
    let step = manager.call::<CreateStep>(DevelopmentPath { id: person.id }, Nothing {}, new).expect("a step");
    for reader in [&person, &manager, org.admin(), &colleague] {
        assert_eq!(kinds(reader), [], "{}: one side alone is no news", reader.role);
    }
    says(&person, 2);
    let changes = StepChanges { agreed: Some(true), progress: Some(100), ..Default::default() };
    person.change::<EditStep>(StepPath { id: step.id }, step.version, changes).expect("agreed and done");
    for reader in [&person, &manager, org.admin()] {
        let mut told = kinds(reader);
        told.sort_by_key(|kind| kind.as_str());
        let all =
            [StoryKind::ManagerAssessment, StoryKind::SelfAssessment, StoryKind::StepDone, StoryKind::StepPlanned];
        assert_eq!(told, all, "{}", reader.role);
    }
    let entries =
        story(&manager, person.id, StoryFilter { kind: Some(StoryKind::SelfAssessment), ..Default::default() });
    let title = format!("{}: {}", competency.name, framework.levels[1]);
    assert_eq!((entries[0].title.as_str(), entries[0].said.as_str()), (title.as_str(), "As I see it: 2"));
    assert_eq!(kinds(&colleague), []);
}
