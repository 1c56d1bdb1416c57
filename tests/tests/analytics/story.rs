//! A person's story: each entry only for those who may see the thing it tells of.

use perftrack_tests::{Org, Persona};
use shared::{
    access::Role,
    analytics::{Coverage, CoverageFilter, ListStory, ReadCoverage, StoryEntry, StoryFilter, StoryKind, rules},
    goals::{NewObjective, Visibility},
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
