//! Who is in the demo organisation, in which team, under whom.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};
use shared::{access::Role, teams::NewTeam, wire::PersonId};

use super::{crowd, lot, queries};
use crate::{audit::Event, db::TenantTx, http::Failure, teams};

/// Somebody of the demo organisation.
pub(super) struct Somebody {
    pub name: &'static str,
    pub job_title: &'static str,
    pub team: &'static str,
    /// Name of their manager; empty at the top.
    pub manager: &'static str,
    pub role: Role,
    /// The part of the address before the @, where it isn't made from the name.
    login: &'static str,
}

impl Somebody {
    /// Their address.
    pub(super) fn email(&self) -> String {
        format!("{}@demo.perftrack.example", self.local())
    }

    /// The part of their address before the @.
    pub(super) fn local(&self) -> String {
        let local =
            if self.login.is_empty() { self.name.to_lowercase().replace(' ', ".") } else { self.login.to_owned() };
        local.chars().map(|c| if c.is_ascii() { c } else { 'x' }).collect()
    }
}

/// Teams and the team above each.
const TEAMS: [(&str, &str); 9] = [
    ("Company", ""),
    ("Product & Engineering", "Company"),
    ("Platform", "Product & Engineering"),
    ("Mobile", "Product & Engineering"),
    ("Design", "Product & Engineering"),
    ("Revenue", "Company"),
    ("Sales", "Revenue"),
    ("Customer Success", "Revenue"),
    ("People & Finance", "Company"),
];

/// Somebody; an empty log-in is made from the name.
pub(super) const fn at(
    name: &'static str,
    job_title: &'static str,
    team: &'static str,
    manager: &'static str,
    role: Role,
    login: &'static str,
) -> Somebody {
    Somebody { name, job_title, team, manager, role, login }
}

const ADMIN: Role = Role::Admin;
const MANAGER: Role = Role::Manager;
const EMPLOYEE: Role = Role::Employee;

/// Who is always there, managers before those who report to them.
pub(super) static PEOPLE: [Somebody; 36] = [
    at("Amara Okafor", "Chief People Officer", "People & Finance", "Helen Marsh", ADMIN, "admin"),
    at("Helen Marsh", "Chief Executive", "Company", "", ADMIN, ""),
    at("Tomas Novak", "Chief Technology Officer", "Product & Engineering", "Helen Marsh", MANAGER, ""),
    at("Ines Duarte", "Chief Revenue Officer", "Revenue", "Helen Marsh", MANAGER, ""),
    at("Jonas Lindqvist", "Head of Platform", "Platform", "Tomas Novak", MANAGER, "manager"),
    at("Mei Tanaka", "Head of Mobile", "Mobile", "Tomas Novak", MANAGER, ""),
    at("Leila Haddad", "Design Lead", "Design", "Tomas Novak", MANAGER, ""),
    at("Samuel Mensah", "Sales Director", "Sales", "Ines Duarte", MANAGER, ""),
    at("Grace Wanjiru", "Head of Customer Success", "Customer Success", "Ines Duarte", MANAGER, ""),
    at("Priya Nair", "Software Engineer", "Platform", "Jonas Lindqvist", EMPLOYEE, "employee"),
    at("Ben Carter", "Senior Engineer", "Platform", "Jonas Lindqvist", EMPLOYEE, ""),
    at("Oluwaseun Bello", "Site Reliability Engineer", "Platform", "Jonas Lindqvist", EMPLOYEE, ""),
    at("Clara Hoffmann", "Software Engineer", "Platform", "Jonas Lindqvist", EMPLOYEE, ""),
    at("Diego Romero", "Data Engineer", "Platform", "Jonas Lindqvist", EMPLOYEE, ""),
    at("Nadia Petrova", "Security Engineer", "Platform", "Jonas Lindqvist", EMPLOYEE, ""),
    at("Kofi Asante", "iOS Engineer", "Mobile", "Mei Tanaka", EMPLOYEE, ""),
    at("Sara Lindgren", "Android Engineer", "Mobile", "Mei Tanaka", EMPLOYEE, ""),
    at("Yusuf Demir", "Senior Mobile Engineer", "Mobile", "Mei Tanaka", EMPLOYEE, ""),
    at("Anna Kowalska", "Quality Engineer", "Mobile", "Mei Tanaka", EMPLOYEE, ""),
    at("Theo Laurent", "Product Designer", "Design", "Leila Haddad", EMPLOYEE, ""),
    at("Zanele Dlamini", "Researcher", "Design", "Leila Haddad", EMPLOYEE, ""),
    at("Marco Bianchi", "Brand Designer", "Design", "Leila Haddad", EMPLOYEE, ""),
    at("Emeka Eze", "Account Executive", "Sales", "Samuel Mensah", EMPLOYEE, ""),
    at("Laura Jensen", "Account Executive", "Sales", "Samuel Mensah", EMPLOYEE, ""),
    at("Ravi Menon", "Sales Engineer", "Sales", "Samuel Mensah", EMPLOYEE, ""),
    at("Chloe Dubois", "Sales Development", "Sales", "Samuel Mensah", EMPLOYEE, ""),
    at("Peter Njoroge", "Sales Development", "Sales", "Samuel Mensah", EMPLOYEE, ""),
    at("Hannah Weiss", "Success Manager", "Customer Success", "Grace Wanjiru", EMPLOYEE, ""),
    at("Adaeze Obi", "Success Manager", "Customer Success", "Grace Wanjiru", EMPLOYEE, ""),
    at("Lucas Silva", "Support Engineer", "Customer Success", "Grace Wanjiru", EMPLOYEE, ""),
    at("Fatima Zahra", "Support Engineer", "Customer Success", "Grace Wanjiru", EMPLOYEE, ""),
    at("Daniel Osei", "Onboarding Specialist", "Customer Success", "Grace Wanjiru", EMPLOYEE, ""),
    at("Ruth Feldman", "Finance Lead", "People & Finance", "Amara Okafor", MANAGER, ""),
    at("Isaac Boateng", "Recruiter", "People & Finance", "Amara Okafor", EMPLOYEE, ""),
    at("Mina Park", "Accountant", "People & Finance", "Ruth Feldman", EMPLOYEE, ""),
    at("Oscar Nilsson", "Office Manager", "People & Finance", "Amara Okafor", EMPLOYEE, ""),
];

/// Who is there when there are so many, managers before those who report to them.
pub(super) fn everybody(count: usize) -> impl Iterator<Item = &'static Somebody> {
    PEOPLE.iter().chain(crowd::all()).take(count)
}

/// Everybody's id by their name. Whoever made a sandbox was there before, and may be called the same.
pub(super) fn by_name(tx: &mut TenantTx<'_>, count: usize) -> Result<HashMap<&'static str, PersonId>, Failure> {
    let there: HashMap<String, PersonId> = queries::names(tx)?.into_iter().collect();
    Ok(everybody(count).filter_map(|somebody| Some((somebody.name, *there.get(somebody.name)?))).collect())
}

/// The day on which whoever stands at that place of the list began. The last who are always there did so within the
/// year; those who may come beside them are drawn.
pub(super) fn began(index: usize, today: NaiveDate) -> NaiveDate {
    let ago = match i64::try_from(index) {
        Ok(place) if index < PEOPLE.len() => 1500 - place * 37,
        // Before the half-year that is reviewed was over.
        _ => 200 + i64::try_from(lot::draw("the first day", index) % 1_400).unwrap_or(0),
    };
    today - TimeDelta::days(ago)
}

/// Makes the teams and puts everybody into theirs, under their manager.
pub(super) fn place(tx: &mut TenantTx<'_>, count: usize) -> Result<(), Failure> {
    let mut ids = HashMap::new();
    for (name, above) in TEAMS.into_iter().chain(crowd::teams(count)) {
        let team = NewTeam { name: name.to_owned(), parent_id: ids.get(above).copied(), lead_id: None };
        ids.insert(name, teams::insert(tx, &team)?);
    }
    let (people_by_name, today) = (by_name(tx, count)?, tx.calendar.today);
    let (mut seats, mut lines, mut leads) = (Vec::new(), Vec::new(), Vec::new());
    for (index, somebody) in everybody(count).enumerate() {
        let (Some(id), Some(team)) = (people_by_name.get(somebody.name), ids.get(somebody.team)) else {
            continue;
        };
        seats.push((*id, *team, began(index, today)));
        lines.extend(people_by_name.get(somebody.manager).map(|manager| (*id, *manager)));
        if somebody.role >= MANAGER {
            leads.push((*team, *id));
        }
    }
    queries::seat(tx, &seats)?;
    queries::report(tx, &lines)?;
    queries::report_before(tx)?;
    for (team, lead) in leads {
        queries::lead(tx, team, lead)?;
    }
    tx.note(Event::general("people.demo_loaded"))
}
