//! Who is in the demo organisation, in which team, under whom.

use std::collections::HashMap;

use shared::{access::Role, teams::NewTeam, wire::PersonId};

use super::queries;
use crate::{audit::Event, db::TenantTx, http::Failure, people, teams};

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

const fn at(
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

/// Managers before those who report to them.
pub(super) const PEOPLE: [Somebody; 36] = [
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

/// Everybody's id by their name.
pub(super) fn by_name(tx: &mut TenantTx<'_>) -> Result<HashMap<&'static str, PersonId>, Failure> {
    let mut ids = HashMap::new();
    for somebody in &PEOPLE {
        ids.insert(somebody.name, queries::person(tx, somebody.name)?);
    }
    Ok(ids)
}

/// Makes the teams and puts everybody into theirs, under their manager.
pub(super) fn place(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let mut ids = HashMap::new();
    for (name, above) in TEAMS {
        let team = NewTeam { name: name.to_owned(), parent_id: ids.get(above).copied(), lead_id: None };
        ids.insert(name, teams::insert(tx, &team)?);
    }
    let people_by_name = by_name(tx)?;
    for (index, somebody) in (0..).zip(&PEOPLE) {
        let (Some(id), Some(team)) = (people_by_name.get(somebody.name), ids.get(somebody.team)) else {
            continue;
        };
        queries::seat(tx, *id, *team, 1500 - index * 37)?;
        if let Some(manager) = people_by_name.get(somebody.manager) {
            people::set_manager(tx, *id, Some(*manager))?;
        }
        if somebody.role >= MANAGER && TEAMS.iter().any(|(name, _)| *name == somebody.team) {
            queries::lead(tx, *team, *id)?;
        }
    }
    tx.note(Event::general("people.demo_loaded"))
}
