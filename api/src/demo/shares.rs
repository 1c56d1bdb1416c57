//! What people of the demo organisation share: by each of those whose log-ins are given out and with each of them, some
//! of it about to end, some of it over.

use chrono::{DateTime, TimeDelta, Utc};
use shared::{
    access::ShareLevel,
    wire::{KpiId, ObjectiveId, PersonId, TeamId},
};

use super::{
    lot,
    people::{PEOPLE, by_name},
    queries,
};
use crate::{audit::Event, db::TenantTx, http::Failure, teams};

/// A share: of what, by whom, with whom or with which team, at which level, why, how many days ago, and in how many it
/// ends; fewer than none where it is over.
struct Shared(What, &'static str, &'static str, ShareLevel, &'static str, i64, i64);

/// A thing by its title or its name.
enum What {
    Goal(&'static str),
    Kpi(&'static str),
}

use What::{Goal, Kpi};

/// A share as it is kept.
pub(super) struct Granted {
    pub objective: Option<ObjectiveId>,
    pub kpi: Option<KpiId>,
    pub person: Option<PersonId>,
    pub team: Option<TeamId>,
    pub level: ShareLevel,
    pub reason: &'static str,
    pub by: PersonId,
    pub at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

const VIEW: ShareLevel = ShareLevel::View;
const COMMENT: ShareLevel = ShareLevel::Comment;
const EDIT: ShareLevel = ShareLevel::Edit;

const SHARED: [Shared; 14] = [
    Shared(
        Goal("Make deploys boring"),
        "Priya Nair",
        "Mei Tanaka",
        COMMENT,
        "Mobile moves to the same pipeline after us.",
        28,
        62,
    ),
    Shared(
        Goal("Learn enough Rust to be dangerous"),
        "Priya Nair",
        "Ben Carter",
        VIEW,
        "We do the exercises together.",
        85,
        5,
    ),
    Shared(
        Kpi("Time from commit to production"),
        "Priya Nair",
        "Mobile",
        VIEW,
        "For the planning of the last release.",
        70,
        -9,
    ),
    Shared(
        Goal("Know before customers do"),
        "Oluwaseun Bello",
        "Priya Nair",
        COMMENT,
        "Half of the alerts come from the new pipeline.",
        20,
        70,
    ),
    Shared(
        Kpi("Pages outside working hours"),
        "Jonas Lindqvist",
        "Customer Success",
        VIEW,
        "Support hears of the same nights.",
        86,
        4,
    ),
    Shared(
        Goal("Nobody is woken at night"),
        "Jonas Lindqvist",
        "Grace Wanjiru",
        VIEW,
        "Customers ask what we do about it.",
        15,
        75,
    ),
    Shared(
        Goal("Nobody is woken at night"),
        "Jonas Lindqvist",
        "Ravi Menon",
        VIEW,
        "For the talks with the bank.",
        60,
        -16,
    ),
    Shared(
        Goal("Halve the crash reports"),
        "Yusuf Demir",
        "Jonas Lindqvist",
        COMMENT,
        "Two of the worst come from our gateway.",
        11,
        79,
    ),
    Shared(
        Goal("Win ten teams in logistics"),
        "Laura Jensen",
        "Jonas Lindqvist",
        VIEW,
        "They all ask for the same connection.",
        84,
        6,
    ),
    Shared(
        Goal("Hire without a single regret"),
        "Isaac Boateng",
        "Priya Nair",
        VIEW,
        "You sit in the interviews for Platform.",
        87,
        3,
    ),
    Shared(
        Goal("Be a place where people do their best work"),
        "Amara Okafor",
        "Oscar Nilsson",
        EDIT,
        "Oscar checks in while I travel.",
        9,
        81,
    ),
    Shared(
        Goal("Be a place where people do their best work"),
        "Amara Okafor",
        "Isaac Boateng",
        COMMENT,
        "The second key result is made of your work.",
        85,
        5,
    ),
    Shared(
        Kpi("Office temperature"),
        "Amara Okafor",
        "Leila Haddad",
        EDIT,
        "Leila measured while the office was being painted.",
        50,
        -20,
    ),
    Shared(
        Goal("Close the books in five days"),
        "Ruth Feldman",
        "Amara Okafor",
        COMMENT,
        "Pay runs decide on the last two days.",
        33,
        57,
    ),
];

/// Shares it all.
pub(super) fn set(tx: &mut TenantTx<'_>) -> Result<(), Failure> {
    let (people, midnight) = (by_name(tx, PEOPLE.len())?, lot::midnight(tx));
    let mut all = Vec::with_capacity(SHARED.len());
    for Shared(what, by, with, level, reason, ago, left) in SHARED {
        let (objective, kpi) = match what {
            Goal(title) => (Some(queries::objective(tx, title)?), None),
            Kpi(name) => (None, Some(queries::kpi(tx, name)?)),
        };
        let is_person = PEOPLE.iter().any(|somebody| somebody.name == with);
        let nobody = || Failure::fault(anyhow::anyhow!("{by} is nobody"));
        all.push(Granted {
            objective,
            kpi,
            person: people.get(with).copied(),
            team: if is_person { None } else { teams::of_name(tx, with)? },
            level,
            reason,
            by: people.get(by).copied().ok_or_else(nobody)?,
            at: midnight - TimeDelta::days(ago),
            ends_at: midnight + TimeDelta::days(left),
        });
    }
    queries::share(tx, &all)?;
    tx.note(Event::general("shares.demo_loaded"))
}
