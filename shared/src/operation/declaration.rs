//! What a declaration says, for those that read the whole list.

use utoipa::IntoParams;
use utoipa::openapi::{
    RefOr, Schema,
    path::{Parameter, ParameterIn},
};

use super::{Access, Answer, Body, Leaving, Method, Operation, takes_key};
use crate::api_tokens::{Scope, scope_of};

/// Adds the named schemas of a type, and gives the name of its own.
pub type AddSchemas = fn(&mut Vec<(String, RefOr<Schema>)>) -> Option<String>;

/// What a declaration says, for those that read the whole list.
#[derive(Clone)]
pub struct Declaration {
    /// Type name, such as `ListObjectives`.
    pub name: &'static str,
    /// HTTP method.
    pub method: Method,
    /// Path template.
    pub path: &'static str,
    /// Who may call it.
    pub access: Access,
    /// Whether the caller must have proved lately who they are.
    pub fresh: bool,
    /// When it goes, if it is to go.
    pub leaves: Option<Leaving>,
    /// What it does.
    pub summary: &'static str,
    /// The feature it belongs to.
    pub feature: &'static str,
    /// Path and query parameters.
    pub parameters: fn() -> Vec<Parameter>,
    /// Content type of the body.
    pub body_type: Option<&'static str>,
    /// Whether it can't be left out, if there is one; see [`Body::REQUIRED`].
    pub body_required: bool,
    /// Schema of the body; see [`Body::schemas`].
    pub body_schemas: AddSchemas,
    /// Status of success.
    pub status: u16,
    /// Content type of the answer.
    pub answer_type: Option<&'static str>,
    /// Whether its answer is data taken out; see [`Answer::TAKES_OUT`].
    pub takes_out: bool,
    /// Schema of the answer; see [`Answer::schemas`].
    pub answer_schemas: AddSchemas,
}

impl Declaration {
    /// The declaration of `O`.
    pub fn of<O: Operation>() -> Self {
        Self {
            name: O::NAME,
            method: O::METHOD,
            path: O::PATH,
            access: O::ACCESS,
            fresh: O::FRESH,
            leaves: O::LEAVES,
            summary: O::SUMMARY,
            feature: O::FEATURE,
            takes_out: O::Answer::TAKES_OUT,
            parameters: || {
                let mut all = O::Params::into_params(|| Some(ParameterIn::Path));
                all.extend(O::Query::into_params(|| Some(ParameterIn::Query)));
                all
            },
            body_type: O::Body::CONTENT_TYPE,
            body_required: O::Body::REQUIRED,
            body_schemas: O::Body::schemas,
            status: O::Answer::STATUS,
            answer_type: O::Answer::CONTENT_TYPE,
            answer_schemas: O::Answer::schemas,
        }
    }

    /// See [`takes_key`].
    pub fn takes_key(&self) -> bool {
        takes_key(self.method, &self.access)
    }

    /// Which scope an API token needs for it; `None` where no token is taken.
    pub fn scope(&self) -> Option<Scope> {
        scope_of(self.feature, self.method, &self.access, self.fresh)
    }

    /// The operation id in the OpenAPI document, such as `list_objectives`.
    pub fn id(&self) -> String {
        let mut id = String::with_capacity(self.name.len() + 4);
        for c in self.name.chars() {
            if c.is_ascii_uppercase() && !id.is_empty() {
                id.push('_');
            }
            id.push(c.to_ascii_lowercase());
        }
        id
    }
}
