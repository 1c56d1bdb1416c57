//! How far a new organisation is in its first hour.

mod queries;

use shared::home::FirstSteps;

pub(crate) use queries::first_steps;

/// Whether nothing is left of the first hour.
pub(crate) fn is_settled(steps: &FirstSteps) -> bool {
    steps.has_people && steps.has_teams && steps.has_period && steps.has_objectives && steps.has_invited
}
