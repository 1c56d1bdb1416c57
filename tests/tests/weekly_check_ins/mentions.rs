//! Naming somebody in the lines of a week: who reads it is told, once, and nobody else can be named.

use perftrack_tests::{Client, Persona, Refused};
use shared::{
    notifications::{ListNotices, NoticeFilter, NoticeKind},
    operation::Nothing,
    weekly_check_ins::{
        EditWeeklyCheckIn, MarkWeeklyRead, NewWeeklyCheckIn, ReadMyWeek, WeekQuery, WeeklyChanges, WeeklyPath,
    },
    wire::PersonId,
};

use super::{chain, last_week, lines, read, write};

fn at(person: &Persona) -> String {
    format!("@{{{}}}", person.id)
}

fn stuck(line: &str) -> NewWeeklyCheckIn {
    NewWeeklyCheckIn { stuck: lines(&[line]), ..Default::default() }
}

/// How often somebody was told that a week names them.
fn told(of: &Client) -> usize {
    let all = of.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    all.iter().filter(|notice| notice.kind == NoticeKind::MentionedInWeek).count()
}

fn kinds(of: &Client) -> Vec<NoticeKind> {
    let all = of.call::<ListNotices>(Nothing {}, NoticeFilter::default(), ()).expect("notices").items;
    all.into_iter().map(|notice| notice.kind).collect()
}

#[test]
fn who_reads_the_week_is_told_and_everybody_reads_names() {
    let (_org, director, manager, report, _) = chain();
    let line = format!("Waiting for {} and {}, {}", at(&director), at(&manager), at(&report));
    let it = write(&report, stuck(&line)).expect("a week");
    let names = format!("Waiting for @{} and @{}, @{}", director.name, manager.name, report.name);
    for reader in [&report, &manager, &director] {
        let read = read(reader, it.id).expect("the week");
        assert_eq!(read.stuck, [names.as_str()]);
        let mut named: Vec<PersonId> = read.mentions.iter().map(|person| person.id).collect();
        let mut all = vec![director.id, manager.id, report.id];
        named.sort();
        all.sort();
        assert_eq!(named, all);
    }
    assert_eq!((kinds(&director), told(&report)), (vec![NoticeKind::MentionedInWeek], 0));
    assert_eq!(kinds(&manager), [NoticeKind::MentionedInWeek], "that it is there, this says, too");
}

#[test]
fn nobody_is_named_who_does_not_read_it() {
    let (_org, _, _, report, peer) = chain();
    write(&report, stuck(&at(&peer))).refused_at("stuck", "does_not_see_it");
    let (_elsewhere, stranger, ..) = chain();
    write(&report, stuck(&at(&stranger))).refused_at("stuck", "unknown_person");
    assert_eq!((told(&peer), told(&stranger)), (0, 0));
    write(&report, stuck("Write to a@b.example or @{you}")).expect("what only looks like a name is text");
}

#[test]
fn a_line_that_is_carried_over_tells_nobody_again() {
    let (_org, director, _, report, _) = chain();
    let ask = format!("Ask {}", at(&director));
    let before = NewWeeklyCheckIn { week: Some(last_week()), will_do: lines(&[&ask]), ..Default::default() };
    write(&report, before).expect("the week before");
    assert_eq!(told(&director), 1);
    let mine = report.call::<ReadMyWeek>(Nothing {}, WeekQuery::default(), ()).expect("mine");
    let left: Vec<_> = mine.unfinished.iter().map(|meant| meant.text.clone()).collect();
    assert_eq!(left, [format!("Ask @{}", director.name)]);
    // As it was read, whoever is named there is meant again.
    let now = NewWeeklyCheckIn { will_do: left.clone(), ..Default::default() };
    let now = write(&report, now).expect("this week");
    assert_eq!((now.will_do[0].carried, now.mentions.len(), told(&director)), (1, 1, 1));
    // Nor does the same line under what was done.
    let done = WeeklyChanges { did: Some(left), will_do: Some(Vec::new()), ..Default::default() };
    report.change::<EditWeeklyCheckIn>(WeeklyPath { id: now.id }, now.version, done).expect("changed");
    assert_eq!(told(&director), 1);
}

#[test]
fn a_change_tells_only_those_who_were_not_named_before_and_keeps_the_rest() {
    let (org, director, manager, report, _) = chain();
    let it = write(&report, stuck(&format!("Waiting for {}", at(&director)))).expect("a week");
    let path = || WeeklyPath { id: it.id };
    let more = format!("Still waiting for @{} and {}", director.name, at(org.admin()));
    let change = WeeklyChanges { stuck: Some(lines(&[&more])), ..Default::default() };
    let it2 = report.change::<EditWeeklyCheckIn>(path(), it.version, change).expect("changed");
    assert_eq!((told(&director), told(org.admin()), it2.mentions.len()), (1, 1, 2));
    // What isn't sent stays as it was, with whom it names.
    let change = WeeklyChanges { did: Some(lines(&["Wrote it"])), ..Default::default() };
    let it3 = report.change::<EditWeeklyCheckIn>(path(), it2.version, change).expect("changed");
    assert_eq!((it3.stuck, it3.mentions.len()), (it2.stuck, 2));
    manager.call::<MarkWeeklyRead>(path(), Nothing {}, ()).expect("read");
    assert_eq!(told(&director), 1);
}
