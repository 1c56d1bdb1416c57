//! OAuth 2.0 for programs of others: a code with PKCE, then access tokens of an hour and refresh tokens that change at each use.
//!
//! Who signs is settled in the app's own pages ([`consent`]), as any other operation of somebody who is logged in; what an app
//! sends itself are forms ([`token`], [`revoke`]). An access token is an API token (`db::claim`), so what it may do, its limits
//! and the audit log are those of `api_tokens`. No library has a part in it: those there are for servers bring a router, a
//! registrar and tokens of their own, which would stand beside ours, and none knows a family of refresh tokens.

mod apps;
mod asking;
mod client;
mod consent;
mod fields;
mod grants;
mod metadata;
mod queries;
mod revoke;
mod rows;
mod said;
mod secrets;
mod token;

use actix_web::web;
use shared::oauth::METADATA;

use crate::http::{Mounts, form_route, well_known_route};

/// This feature's handlers.
pub(crate) fn mount(mounts: &mut Mounts) {
    mounts.member(apps::list);
    mounts.member(apps::create);
    mounts.member(apps::read);
    mounts.member(apps::edit);
    mounts.member(apps::delete);
    mounts.member(apps::renew_secret);
    mounts.member(grants::list);
    mounts.member(grants::revoke);
    mounts.member(grants::list_own);
    mounts.member(grants::revoke_own);
    mounts.member(consent::show);
    mounts.member(consent::give);
}

/// The doors of apps.
pub fn configure(config: &mut web::ServiceConfig) {
    form_route(config, &token::FORM, token::answer);
    form_route(config, &revoke::FORM, revoke::answer);
    well_known_route(config, METADATA, metadata::told);
}
