//! Who agrees with what was changed in a calibration session, and who keeps out of a card.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    people::PersonRef,
    wire::{CalibrationCardId, CalibrationChangeId, PersonId},
};

/// That somebody keeps out of a card: they don't see it, vote on it or move it. Nobody says why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CalibrationConflict {
    /// The card.
    pub card_id: CalibrationCardId,
    /// Whom it is about.
    pub subject: PersonRef,
    /// Who keeps out.
    pub person: PersonRef,
}

/// Whether one agrees with a change.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewCalibrationAgreement {
    /// Whether they do; `false` takes back that they did.
    #[garde(skip)]
    pub agrees: bool,
}

/// Path of a change of a card.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CalibrationAgreementPath {
    /// The card.
    pub id: CalibrationCardId,
    /// The change.
    pub change_id: CalibrationChangeId,
}

/// Path of somebody who keeps out of a card.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CalibrationConflictPath {
    /// The card.
    pub id: CalibrationCardId,
    /// Who.
    pub person_id: PersonId,
}
