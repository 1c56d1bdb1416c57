//! Somebody's development as one of its readers has it: never more than whoever asks reads themselves.

use perftrack_tests::{Client, Persona, Refused, client::Called, eventually};
use shared::{
    access::{Relation, Role},
    development::{DevelopmentAsPath, DevelopmentPath, DevelopmentSeen, ViewDevelopmentAs},
    openings::ListDevelopmentOpenings,
    operation::Nothing,
    problem::Code,
    readers::RecordBecause,
    wire::PersonId,
};

use super::{Ground, read};

fn ask(by: &Client, of: PersonId, person: PersonId) -> Called<ViewDevelopmentAs> {
    by.call::<ViewDevelopmentAs>(DevelopmentAsPath { id: of, person }, Nothing {}, ())
}

#[track_caller]
fn seen(ground: &Ground, by: &Client, person: &Persona) -> DevelopmentSeen {
    let told = ask(by, ground.report.id, person.id).expect("an answer");
    assert_eq!(told.person.id, person.id);
    told.sees.expect("they see it")
}

/// The level that each side said of the first competency, of what is seen, and whether the other side waits.
fn first(ground: &Ground, seen: DevelopmentSeen) -> (Option<u8>, Option<u8>, bool) {
    let id = ground.framework.competencies[0].id;
    let one = seen.detail.standings.into_iter().find(|one| one.competency.id == id).expect("the first");
    (one.own.map(|said| said.level), one.manager.map(|said| said.level), one.other_waits)
}

#[test]
fn who_sees_all_sees_the_very_page_of_each_reader() {
    let ground = Ground::new();
    let admin = ground.org.admin();
    ground.says(&ground.manager, 4).expect("it is said");
    ground.plans(&ground.report);
    for by in [&ground.manager, &ground.report, admin] {
        let theirs = read(by, ground.report.id).expect("their own page");
        assert_eq!(seen(&ground, admin, by).detail, theirs);
    }
    assert_eq!(first(&ground, seen(&ground, admin, &ground.report)), (None, None, true), "the person hasn't spoken");
    let standing = seen(&ground, admin, &ground.manager).standing;
    assert_eq!((standing.because, standing.relation), (RecordBecause::Manager, Relation::Report));
}

#[test]
fn nobody_reads_the_others_word_by_looking_as_they_do() {
    let ground = Ground::new();
    ground.says(&ground.manager, 4).expect("it is said");
    for person in [&ground.manager, ground.org.admin()] {
        assert_eq!(first(&ground, seen(&ground, &ground.report, person)), (None, None, false));
    }
    ground.says(&ground.report, 2).expect("the other side");
    assert_eq!(first(&ground, seen(&ground, &ground.report, &ground.manager)), (Some(2), Some(4), false));
}

#[test]
fn only_its_readers_may_ask_and_it_counts_as_opened_by_them() {
    let ground = Ground::new();
    let colleague = ground.org.db_person(Role::Employee, Some(&ground.manager));
    ask(&colleague, ground.report.id, ground.manager.id).refused(Code::NotFound);
    assert_eq!(ask(ground.org.admin(), ground.report.id, colleague.id).expect("an answer").sees, None);
    let elsewhere = Ground::new();
    ask(ground.org.admin(), ground.report.id, elsewhere.report.id).refused(Code::NotFound);
    ask(elsewhere.org.admin(), ground.report.id, ground.report.id).refused(Code::NotFound);

    seen(&ground, ground.org.admin(), &ground.manager);
    let openings = || {
        let path = DevelopmentPath { id: ground.report.id };
        let found = ground.report.call::<ListDevelopmentOpenings>(path, Nothing {}, ()).expect("openings").items;
        found.into_iter().map(|one| one.person.id).collect::<Vec<_>>()
    };
    let admin = ground.org.admin().id;
    eventually("whoever asked is known, and not whom they asked about", || openings() == [admin]);
}
