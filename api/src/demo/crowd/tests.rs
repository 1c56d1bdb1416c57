use std::collections::{HashMap, HashSet};

use super::{CREWS, MEMBERS, all, crews, listed, teams, wanted};
use crate::demo::{
    FEWEST, MOST, goals,
    people::{PEOPLE, Somebody, everybody},
};

const SIZES: [usize; 6] = [36, 37, 38, 47, 200, MOST as usize];

fn lines(all: &[Somebody]) -> Vec<[&'static str; 4]> {
    all.iter().map(|one| [one.name, one.job_title, one.team, one.manager]).collect()
}

#[test]
fn they_are_the_same_each_time_and_of_fewer_the_first() {
    assert_eq!(lines(all()), lines(&listed()));
    for size in SIZES {
        let names: Vec<_> = everybody(size).map(|one| one.name).collect();
        let most: Vec<_> = everybody(MOST.into()).map(|one| one.name).take(size).collect();
        assert_eq!(names, most);
        assert_eq!(names.len(), size, "there are as many as are asked for");
    }
    assert_eq!(PEOPLE.len(), usize::from(FEWEST));
}

#[test]
fn nobody_is_called_as_another_or_has_their_address() {
    let names: HashSet<_> = everybody(usize::MAX).map(|one| one.name).collect();
    let addresses: HashSet<_> = everybody(usize::MAX).map(Somebody::email).collect();
    let count = PEOPLE.len() + all().len();
    assert_eq!((names.len(), addresses.len()), (count, count));
    assert!(all().iter().all(|one| one.name.is_ascii() && one.name.trim() == one.name && one.name.contains(' ')));
}

#[test]
fn everybody_has_a_manager_who_is_there_and_the_top_is_four_steps_up_at_most() {
    for size in SIZES {
        let managers: HashMap<_, _> = everybody(size).map(|one| (one.name, one.manager)).collect();
        let mut steps_of_all = HashSet::new();
        for somebody in everybody(size) {
            let (mut at, mut steps) = (somebody.name, 0);
            while at != "Helen Marsh" {
                at = managers.get(at).copied().expect("a manager who is there");
                steps += 1;
                assert!(steps <= 4, "{} is {steps} steps below the top", somebody.name);
            }
            steps_of_all.insert(steps);
        }
        assert!(size < 39 || steps_of_all.contains(&4), "{size}: there are teams below areas");
    }
}

#[test]
fn they_come_into_teams_of_their_own_of_a_size_that_can_be_led() {
    let before: HashSet<_> = PEOPLE.iter().map(|one| one.team).collect();
    assert!(all().iter().all(|one| !before.contains(one.team)));
    for size in SIZES {
        let teams = teams(size);
        let known: HashSet<_> = before.iter().copied().chain(teams.iter().map(|(name, _)| *name)).collect();
        assert!(teams.iter().all(|(_, above)| known.contains(above)));
        assert!(everybody(size).all(|one| known.contains(one.team)));
        for (crew, lead) in crews(size) {
            assert!(everybody(size).filter(|one| one.manager == lead).count() <= MEMBERS, "{}", crew.name);
        }
        let joins = |log_in: &str| everybody(size).filter(|one| one.manager == log_in).count();
        let always = |log_in: &str| PEOPLE.iter().filter(|one| one.manager == log_in).count();
        for log_in in ["Amara Okafor", "Jonas Lindqvist", "Priya Nair"] {
            assert_eq!(joins(log_in), always(log_in), "the team of {log_in} stays as it is");
        }
    }
    assert_eq!(crews(usize::MAX).len(), CREWS.len());
}

#[test]
fn each_wants_something_and_each_goal_leads_up() {
    let titles = goals::titles().0;
    for size in SIZES {
        let wanted = wanted(size);
        let owners: HashSet<_> = wanted.iter().map(|goal| goal.owner).collect();
        let come: HashSet<_> = everybody(size).skip(PEOPLE.len()).map(|one| one.name).collect();
        assert_eq!(owners, come);
        let mut above: HashSet<_> = titles.iter().copied().chain([""]).collect();
        for goal in &wanted {
            assert!(above.contains(goal.under), "{} stands under nothing", goal.title);
            assert!(!titles.contains(&goal.title), "{} is told apart by its title", goal.title);
            assert_eq!(goal.key_results.len(), 1);
            above.insert(goal.title);
        }
    }
}
