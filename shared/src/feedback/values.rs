//! Company values on the wire.

use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::wire::{CompanyValueId, check};

/// Something the organisation stands for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CompanyValue {
    /// Names it.
    pub id: CompanyValueId,
    /// In a few words.
    pub name: String,
    /// What it looks like when it is lived.
    pub description: String,
    /// Whether new praise can no longer name it.
    pub retired: bool,
    /// For `If-Match`.
    pub version: i64,
}

/// A company value named elsewhere.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ValueRef {
    /// Names it.
    pub id: CompanyValueId,
    /// In a few words.
    pub name: String,
}

/// All company values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct CompanyValues {
    /// By name.
    pub items: Vec<CompanyValue>,
}

/// Path of one company value.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct CompanyValuePath {
    /// The company value.
    pub id: CompanyValueId,
}

/// A company value to be.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct NewCompanyValue {
    /// In a few words; no other has it.
    #[garde(custom(check::line(1, 60)))]
    pub name: String,
    /// What it looks like when it is lived.
    #[serde(default)]
    #[garde(custom(check::lines(0, 500)))]
    pub description: String,
}

/// Changes to a company value; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct CompanyValueChanges {
    /// In a few words.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::line(1, 60))))]
    pub name: Option<String>,
    /// What it looks like when it is lived.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(custom(check::maybe(check::lines(0, 500))))]
    pub description: Option<String>,
    /// Whether new praise can no longer name it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub retired: Option<bool>,
}
