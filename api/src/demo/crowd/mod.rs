//! Whom the demo organisation has beyond [`PEOPLE`] when it is to be larger: further teams, which fill up one after the
//! other, in areas with heads of their own. Nobody of them comes into a team that was there before, so whoever looks
//! around as one of the three log-ins finds theirs as small as ever.

mod crews;
#[cfg(test)]
mod tests;
mod year;

use std::sync::LazyLock;

use shared::access::Role;

use self::crews::{AREAS, CREWS};
pub(super) use self::{crews::Crew, year::wanted};
use super::people::{PEOPLE, Somebody, at};

/// Full names of the markets, in the order in which they come.
const NAMES: &str = include_str!("names.txt");

/// How many a team has beside its lead.
const MEMBERS: usize = 8;

/// All who may come, managers before those who report to them. With fewer, they are the first of these.
pub(super) fn all() -> &'static [Somebody] {
    static ALL: LazyLock<Vec<Somebody>> = LazyLock::new(listed);
    &ALL
}

fn listed() -> Vec<Somebody> {
    let mut names = NAMES.lines();
    let mut all: Vec<Somebody> = Vec::new();
    for crew in &CREWS {
        let Some(area) = AREAS.iter().find(|area| area.name == crew.area) else { continue };
        let known = all.iter().find(|one| one.team == area.name).map(|head| head.name);
        let Some(head) = known.or_else(|| names.next()) else { break };
        if known.is_none() {
            all.push(at(head, area.head, area.name, area.manager, Role::Manager, ""));
        }
        let Some(lead) = names.next() else { break };
        all.push(at(lead, crew.lead, crew.name, head, Role::Manager, ""));
        let members = names.by_ref().take(MEMBERS).zip(crew.does.iter().copied().cycle());
        all.extend(members.map(|(name, does)| at(name, does, crew.name, lead, Role::Employee, "")));
    }
    all
}

/// Those who come when there are so many.
fn come(count: usize) -> &'static [Somebody] {
    let further = count.saturating_sub(PEOPLE.len()).min(all().len());
    all().get(..further).unwrap_or_default()
}

/// Their teams and the team above each, in the order in which they are made.
pub(super) fn teams(count: usize) -> Vec<(&'static str, &'static str)> {
    let mut teams: Vec<(&'static str, &'static str)> = Vec::new();
    for somebody in come(count) {
        if teams.iter().all(|(name, _)| *name != somebody.team) {
            teams.push((somebody.team, above(somebody.team)));
        }
    }
    teams
}

fn above(team: &str) -> &'static str {
    let area = AREAS.iter().find(|area| area.name == team).map(|area| area.above);
    let crew = || CREWS.iter().find(|crew| crew.name == team).map(|crew| crew.area);
    area.or_else(crew).unwrap_or_default()
}

/// The teams below the areas, each with the name of its lead.
pub(super) fn crews(count: usize) -> Vec<(&'static Crew, &'static str)> {
    let led = |crew: &'static Crew| {
        let lead = come(count).iter().find(|somebody| somebody.team == crew.name)?;
        Some((crew, lead.name))
    };
    CREWS.iter().filter_map(led).collect()
}
