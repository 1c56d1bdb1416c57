//! Who is in the organisation already.

use chrono::NaiveDate;
use shared::{access::Role, people::PersonStatus, wire::PersonId};

/// A person as an import finds them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Names them.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their address, unique whatever the case of its letters.
    pub email: String,
    /// Their number in the HR system, unique.
    pub external_id: Option<String>,
    /// What they do.
    pub job_title: Option<String>,
    /// The name of their team.
    pub team: Option<String>,
    /// Who they report to.
    pub manager: Option<PersonId>,
    /// What they may do.
    pub role: Role,
    /// Where they stand.
    pub status: PersonStatus,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Whether they log in with their address, which an import then leaves alone.
    pub has_account: bool,
}

/// What a file is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Organisation<'a> {
    /// Everybody, the deactivated too.
    pub people: &'a [Known],
    /// The names of all teams.
    pub teams: &'a [String],
}
