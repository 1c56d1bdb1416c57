//! Home: what needs doing now and where things stand, for each role. Its numbers are those of the lists.

use std::collections::BTreeMap;

use perftrack_tests::{Client, Org, Persona};
use shared::{
    access::{Relation, Role},
    goals::{
        ListObjectives, NewCheckIn, NewObjective, ObjectiveFilter, Opening, Visibility,
        rules::kinds::{ObjectiveState, Transition},
    },
    home::{Home, ReadHome},
    operation::Nothing,
    wire::{Limit, PeriodId},
};

use super::{check_in, days_ago, go, ground, made, number, objective, on_track, step, with};

fn home(of: &Client) -> Home {
    of.call::<ReadHome>(Nothing {}, Nothing {}, ()).expect("home")
}

/// What the list says of active objectives that somebody answers for: by status, and their mean progress.
fn listed(by: &Client) -> (BTreeMap<String, i64>, Option<f64>) {
    let filter =
        ObjectiveFilter { state: Some(ObjectiveState::Active), limit: Limit::new(100), ..ObjectiveFilter::default() };
    let page = by.call::<ListObjectives>(Nothing {}, filter, ()).expect("the list");
    assert_eq!(page.next_cursor, None);
    let answered = [Relation::Own, Relation::Report, Relation::Organisation];
    let mine: Vec<_> = page.items.into_iter().filter(|one| answered.contains(&one.relation)).collect();
    let mut counts = BTreeMap::new();
    mine.iter().for_each(|one| *counts.entry(one.status.as_str().to_owned()).or_default() += 1);
    let progress: Vec<f64> = mine.iter().filter_map(|one| one.progress).collect();
    let mean = (!progress.is_empty()).then(|| progress.iter().sum::<f64>() / progress.len() as f64);
    (counts, mean)
}

#[track_caller]
fn agrees_with_the_list(by: &Client, expected: i64) {
    let home = home(by);
    let counts: BTreeMap<_, _> =
        home.by_status.iter().map(|count| (count.status.as_str().to_owned(), count.count)).collect();
    let (listed, mean) = listed(by);
    assert_eq!(counts, listed);
    assert_eq!(counts.values().sum::<i64>(), expected);
    match (home.mean_progress, mean) {
        (Some(ours), Some(mean)) => assert!((ours - mean).abs() < 1e-9, "{ours} is not {mean}"),
        (ours, mean) => assert_eq!(ours, mean),
    }
}

/// A director over a manager over two employees, who all have goals of several kinds.
fn staff(org: &Org, period: PeriodId) -> [Persona; 4] {
    let director = org.db_person(Role::Manager, None);
    let manager = org.db_person(Role::Manager, Some(&director));
    let one = org.db_person(Role::Employee, Some(&manager));
    let other = org.db_person(Role::Employee, Some(&manager));
    for owner in [&director, &manager, &one, &other] {
        for visibility in [Visibility::Organisation, Visibility::Chain, Visibility::Private] {
            let detail = made(owner, NewObjective { visibility, ..with(objective(period), 0.0, 10.0) });
            check_in(owner, &detail.key_results[0], on_track(4.0)).expect("a check-in");
        }
        made(owner, NewObjective { state: Some(Opening::Draft), ..objective(period) });
    }
    let mut helped = objective(period);
    helped.key_results.push(shared::goals::NewKeyResult { owner_id: Some(one.id), ..number(0.0, 4.0) });
    made(&other, helped);
    [director, manager, one, other]
}

#[test]
fn the_glance_counts_what_one_answers_for() {
    let (org, period) = ground();
    let [director, manager, one, other] = staff(&org, period);
    agrees_with_the_list(org.admin(), 13);
    agrees_with_the_list(&director, 3 + 3 * 2 + 1); // what others keep to themselves is not theirs to count
    agrees_with_the_list(&manager, 3 + 2 * 2 + 1);
    agrees_with_the_list(&one, 3 + 1); // one by a key result
    agrees_with_the_list(&other, 3 + 1);
    agrees_with_the_list(&org.db_person(Role::Employee, None), 0);
}

#[test]
fn due_is_what_has_waited_longer_than_its_rhythm() {
    let (org, period) = ground();
    let owner = org.db_person(Role::Employee, None);
    let new = || NewObjective { starts_on: Some(days_ago(25)), ..with(objective(period), 0.0, 10.0) };
    let (waiting, fresh) = (made(&owner, new()), made(&owner, new()));
    assert_eq!(home(&owner).check_ins_due, []);
    let long_ago = NewCheckIn { as_of: Some(days_ago(20)), ..on_track(1.0) };
    check_in(&owner, &waiting.key_results[0], long_ago).expect("a check-in");
    check_in(&owner, &fresh.key_results[0], on_track(1.0)).expect("a check-in");
    let due = home(&owner).check_ins_due;
    let ids: Vec<_> = due.iter().map(|due| due.key_result_id).collect();
    assert_eq!(ids, [waiting.key_results[0].id]);
    assert_eq!(due[0].due_on, days_ago(20 - 7));
    check_in(&owner, &waiting.key_results[0], on_track(1.0)).expect("a check-in");
    assert_eq!(home(&owner).check_ins_due, []);
}

#[test]
fn what_is_proposed_waits_on_the_managers_home() {
    let (org, period) = ground();
    let director = org.db_person(Role::Manager, None);
    let manager = org.db_person(Role::Manager, Some(&director));
    let owner = org.db_person(Role::Employee, Some(&manager));
    let proposed = || NewObjective { state: Some(Opening::Proposed), ..objective(period) };
    let theirs = made(&owner, proposed()).objective.id;
    made(&owner, NewObjective { visibility: Visibility::Private, ..proposed() });
    let waiting = |of: &Client| home(of).proposals.into_iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(waiting(&manager), [theirs]);
    assert_eq!(home(&manager).proposals[0].owner.id, owner.id);
    assert!(waiting(&director).is_empty() && waiting(&owner).is_empty(), "it is the manager's to agree");
    go(&manager, theirs, step(Transition::Activate)).expect("it is agreed");
    assert!(waiting(&manager).is_empty());
}

#[test]
fn each_role_is_told_what_it_can_do_something_about() {
    let (org, period) = ground();
    let manager = org.db_person(Role::Manager, None);
    let idle = org.db_person(Role::Employee, Some(&manager));
    let busy = org.db_person(Role::Employee, Some(&manager));
    made(&busy, objective(period));
    let names = |home: Home| home.without_goals.map(|without| (without.count, without.people));
    let (count, people) = names(home(&manager)).expect("of Managers");
    assert_eq!((count, people.iter().map(|person| person.id).collect::<Vec<_>>()), (1, vec![idle.id]));
    assert_eq!(names(home(org.admin())).map(|(count, _)| count), Some(2)); // the Manager has none either
    assert_eq!(names(home(&idle)), None);
    assert_eq!((home(&manager).pending_invitations, home(org.admin()).pending_invitations), (None, Some(0)));
    assert!(home(&manager).first_steps.is_none());
    assert_eq!(home(org.admin()).first_steps.map(|steps| (steps.has_people, steps.has_teams)), Some((true, false)));
}
