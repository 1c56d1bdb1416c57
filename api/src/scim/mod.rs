//! The organisation's directory: Entra ID, Okta and their like keep its people here, by SCIM 2.0.
//!
//! The protocol is a door of its own ([`door`]), by API tokens with the scope `scim`. A resource is shown as JSON, and
//! whatever a directory sends is made a change of that JSON ([`patch`]), read as a whole ([`user`], [`group`]), and done
//! through the same code as the app's ([`users`], [`groups`]): people who leave leave as by an Admin's hand.

mod attributes;
mod discovery;
mod door;
mod filter;
mod group;
mod groups;
mod listing;
mod patch;
mod queries;
mod said;
mod settings;
mod user;
mod users;
mod version;

use actix_web::web;
use shared::operation::Method;

use crate::http::{ForeignRoute, Mounts, foreign_routes};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(settings::show);
    mounts.member(settings::edit);
}

/// The door of the directory.
pub fn configure(config: &mut web::ServiceConfig) {
    foreign_routes(config, &door::SCIM, ROUTES);
}

/// Everything that the directory may call. A test walks over it, without a token and from another organisation.
const ROUTES: &[ForeignRoute] = &[
    ForeignRoute { method: Method::Get, path: "/ServiceProviderConfig", work: discovery::provider },
    ForeignRoute { method: Method::Get, path: "/ResourceTypes", work: discovery::resource_types },
    ForeignRoute { method: Method::Get, path: "/ResourceTypes/{id}", work: discovery::resource_type },
    ForeignRoute { method: Method::Get, path: "/Schemas", work: discovery::schemas },
    ForeignRoute { method: Method::Get, path: "/Schemas/{id}", work: discovery::schema },
    ForeignRoute { method: Method::Get, path: "/Users", work: users::list },
    ForeignRoute { method: Method::Post, path: "/Users", work: users::create },
    ForeignRoute { method: Method::Get, path: "/Users/{id}", work: users::show },
    ForeignRoute { method: Method::Put, path: "/Users/{id}", work: users::replace },
    ForeignRoute { method: Method::Patch, path: "/Users/{id}", work: users::change },
    ForeignRoute { method: Method::Delete, path: "/Users/{id}", work: users::remove },
    ForeignRoute { method: Method::Get, path: "/Groups", work: groups::list },
    ForeignRoute { method: Method::Post, path: "/Groups", work: groups::create },
    ForeignRoute { method: Method::Get, path: "/Groups/{id}", work: groups::show },
    ForeignRoute { method: Method::Put, path: "/Groups/{id}", work: groups::replace },
    ForeignRoute { method: Method::Patch, path: "/Groups/{id}", work: groups::change },
    ForeignRoute { method: Method::Delete, path: "/Groups/{id}", work: groups::remove },
];
