//! Sandboxes: organisations that an Admin makes beside their own, for programs to be tried out in. A sandbox's clock can be put
//! forward, so that a whole review cycle runs in a test. The guide is `docs/sandbox.md`.

use chrono::{DateTime, NaiveDate, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    api_tokens::MadeApiToken,
    operation::{Json, Made, Nothing},
    operations,
    people::PersonPath,
    permissions,
    wire::{PersonId, SandboxId, check, choice::choice},
};

permissions! { sandboxes;
    /// Make sandboxes and remove them; in one, put its clock forward and draw tokens to act as its people.
    MANAGE "manage" never, never, never, Admin;
}

// A member's POST keeps its answer for a day, to give it again to the same `Idempotency-Key`. So a token's secret comes by a
// PUT, which keeps none.
operations! { "sandboxes";
    /// The sandboxes that were made from this organisation, oldest first.
    /// Each with who made it, how far its clock is ahead and when it is deleted, if it is to be. `person_id` is who you
    /// are in it, for `switch_organisation`, and absent where you aren't.
    ListSandboxes: Get "/api/v1/sandboxes" { answer: Json<Sandboxes>, who: may MANAGE }
    /// Make a sandbox: an organisation of its own in which nothing is billed and no mail leaves to anybody but you, its Admin. Go on in it with `switch_organisation`. It is deleted when nobody has used it for 90 days.
    CreateSandbox: Post "/api/v1/sandboxes" { body: Json<NewSandbox>, answer: Made<Sandbox>, who: may MANAGE }
    /// Delete a sandbox with everything in it, within minutes.
    /// The organisation it was made from stays as it is. 404 for a sandbox of another.
    RemoveSandbox: Delete "/api/v1/sandboxes/{id}" { params: SandboxPath, answer: Nothing, who: may MANAGE, fresh }
    /// In a sandbox: what its clock says, and whether what comes by the clock has been done for its day. 404 elsewhere.
    ReadSandbox: Get "/api/v1/sandbox" { answer: Json<SandboxClock>, who: may MANAGE }
    /// In a sandbox: put its clock forward by days. What comes by the clock follows within seconds, once, as after a night in which no server ran; whoever wants every day goes day by day, and reads the sandbox until `is_settled`.
    MoveSandboxClock: Post "/api/v1/sandbox/clock" { body: Json<SandboxMove>, answer: Json<SandboxClock>, who: may MANAGE }
    /// In a sandbox: draw an API token to act as one of its people, in place of the one drawn before. Whoever is only invited has joined by it. Its secret is in the answer, and never shown again.
    DrawSandboxToken: Put "/api/v1/sandbox/people/{id}/token" { params: PersonPath, answer: Json<MadeApiToken>, who: may MANAGE }
}

/// Most sandboxes of one organisation.
pub const MOST_SANDBOXES: usize = 5;
/// A sandbox that nobody has used for so many days is deleted.
pub const UNUSED_DAYS: i64 = 90;
/// The most days that a clock is put forward at once.
pub const MOST_DAYS_AT_ONCE: u16 = 366;
/// The most days that a clock is ahead: five years.
pub const MOST_DAYS_AHEAD: u16 = 1830;
/// How many days a token lasts that was drawn to act as somebody.
pub const TOKEN_DAYS: u16 = 30;

choice! {
    /// What a sandbox begins with.
    pub enum SandboxContent {
        /// Nothing but its Admin.
        Empty = "empty",
        /// A made-up company of 36 people with a year behind them.
        Demo = "demo",
    }
}

/// An organisation to try programs out in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sandbox {
    /// Names it.
    pub id: SandboxId,
    /// What it is called.
    pub name: String,
    /// Who made it.
    pub made_by: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// By how many days its clock is ahead of the real one.
    pub days_ahead: u16,
    /// When it is deleted, if it is to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<DateTime<Utc>>,
    /// Who you are in it, for `switch_organisation`; absent where you aren't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person_id: Option<PersonId>,
}

/// The sandboxes of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Sandboxes {
    /// Oldest first.
    pub items: Vec<Sandbox>,
}

/// Path of one sandbox.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct SandboxPath {
    /// The sandbox.
    pub id: SandboxId,
}

/// A sandbox to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewSandbox {
    /// What to call it, such as the program that is tried out in it.
    #[garde(custom(check::line(1, 120)))]
    pub name: String,
    /// What it begins with.
    #[garde(skip)]
    pub content: SandboxContent,
}

/// What the clock of a sandbox says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SandboxClock {
    /// The day it is in the sandbox.
    pub today: NaiveDate,
    /// By how many days its clock is ahead of the real one.
    pub days_ahead: u16,
    /// Whether everything has been done that comes by the clock on this day: reminders, cycles that begin or go on, and such.
    pub is_settled: bool,
    /// When it is deleted, if it is to be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<DateTime<Utc>>,
}

/// How far to put the clock forward.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct SandboxMove {
    /// By how many days, 1 to 366. It never goes back.
    #[garde(custom(forward))]
    pub days: u16,
}

fn forward(days: &u16, _: &()) -> garde::Result {
    let fits = (1..=MOST_DAYS_AT_ONCE).contains(days);
    if fits { Ok(()) } else { Err(garde::Error::new(format!("out_of_range:1–{MOST_DAYS_AT_ONCE}"))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_goes_forward_and_not_too_far_at_once() {
        let refused = |days| SandboxMove { days }.validate().err().map(|report| report.to_string());
        assert_eq!(refused(1), None);
        assert_eq!(refused(MOST_DAYS_AT_ONCE), None);
        for days in [0, MOST_DAYS_AT_ONCE + 1] {
            assert!(refused(days).is_some_and(|said| said.contains("out_of_range:1–366")), "{days}");
        }
    }

    #[test]
    fn a_sandbox_has_a_name() {
        let named = |name: &str| NewSandbox { name: name.to_owned(), content: SandboxContent::Empty }.validate();
        assert!(named("Payroll").is_ok());
        assert!(named(" ").is_err());
    }
}
