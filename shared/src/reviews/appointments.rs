//! Who else writes about somebody than reporting lines and nominations say.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::form::ReviewRelation;
use crate::{
    people::PersonRef,
    wire::{PersonId, ReviewPacketId, check, choice::choice},
};

choice! {
    /// As what somebody writes whom neither their line nor a nomination asks.
    pub enum ReviewCapacity {
        /// Beside the others: who led a project, or led the person before.
        Additional = "additional",
        /// In place of a manager who is away.
        Acting = "acting",
    }
}

/// Somebody who was named to write.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ReviewAppointment {
    /// Who.
    pub person: PersonRef,
    /// As which side.
    pub relation: ReviewRelation,
    /// As what.
    pub capacity: ReviewCapacity,
    /// The manager in whose place they write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<PersonRef>,
    /// Why; for those who lead the person, Admins, and whoever writes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Whether the caller may take it back now.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub removable: bool,
}

/// Somebody to write, too, or in place of somebody's manager.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewReviewAppointment {
    /// Who.
    #[garde(skip)]
    pub person_id: PersonId,
    /// As what. Who acts takes the place of whoever leads the person now: what that manager has begun stays theirs, and is
    /// wanted no more.
    #[garde(skip)]
    pub capacity: ReviewCapacity,
    /// As which side: manager or peer; who acts writes as the manager.
    #[garde(skip)]
    pub relation: ReviewRelation,
    /// Why; for those who lead the person, Admins, and whoever is to write.
    #[garde(custom(check::lines(1, 500)))]
    pub reason: String,
}

/// Path of somebody who was named to write.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ReviewAppointmentPath {
    /// The packet.
    pub id: ReviewPacketId,
    /// Who writes.
    pub person_id: PersonId,
}
