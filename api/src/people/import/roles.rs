//! Words for roles and for having left.

use shared::{access::Role, people::PersonStatus};

/// The role a cell names, in English, German or French.
pub fn parse(cell: &str) -> Option<Role> {
    match cell.to_lowercase().as_str() {
        "admin" | "administrator" | "hr admin" | "administratorin" | "administrateur" | "administratrice" => {
            Some(Role::Admin)
        }
        "manager" | "managerin" | "manageuse" | "line manager" | "führungskraft" | "vorgesetzter" => {
            Some(Role::Manager)
        }
        "employee" | "user" | "member" | "staff" | "basic" | "mitarbeiter" | "mitarbeiterin" | "employé"
        | "employée" | "salarié" | "collaborateur" => Some(Role::Employee),
        _ => None,
    }
}

/// Whether a cell says that somebody is there or has left. Most words in such columns ("full-time",
/// "on leave", "probation") say neither.
pub fn standing(cell: &str) -> Option<PersonStatus> {
    match cell.to_lowercase().as_str() {
        "active" | "aktiv" | "actif" | "active employee" | "yes" | "true" => Some(PersonStatus::Active),
        "deactivated" | "inactive" | "terminated" | "left" | "resigned" | "former" | "former employee" | "archived"
        | "offboarded" | "dismissed" | "no" | "false" | "inaktiv" | "ausgeschieden" | "ausgetreten" | "inactif"
        | "sorti" | "parti" => Some(PersonStatus::Deactivated),
        _ => None,
    }
}
