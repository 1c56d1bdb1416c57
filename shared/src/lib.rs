//! What the server and the web app agree on: operations and the types they carry, roles and
//! permissions, problem codes, and the pure rules both sides need. No I/O.
//!
//! Each feature is one module: its permissions, its operations, its DTOs, its rules. Everything that
//! must know all operations (router, OpenAPI document, walks) reads [`every_operation`].

pub mod access;
pub mod accounts;
pub mod analytics;
pub mod api_tokens;
pub mod audit_log;
pub mod billing;
pub mod development;
pub mod disclosure;
pub mod events;
pub mod feedback;
pub mod goals;
pub mod home;
pub mod improvement;
pub mod kpis;
pub mod markdown;
pub mod mentions;
pub mod notifications;
pub mod oauth;
pub mod one_on_ones;
pub mod openings;
pub mod operation;
pub mod organisations;
pub mod pages;
pub mod people;
pub mod privacy;
pub mod problem;
pub mod pulse;
pub mod ratings;
pub mod readers;
pub mod replies;
pub mod reviews;
pub mod sandboxes;
pub mod scim;
pub mod search;
pub mod shares;
pub mod single_sign_on;
pub mod teams;
pub mod trust;
pub mod webhooks;
pub mod weekly_check_ins;
pub mod wire;

use operation::Declaration;

/// Every operation of the API, feature by feature.
pub fn every_operation() -> Vec<Declaration> {
    [
        accounts::operations(),
        organisations::operations(),
        people::operations(),
        people::import::operations(),
        teams::operations(),
        goals::operations(),
        kpis::operations(),
        shares::operations(),
        feedback::operations(),
        one_on_ones::operations(),
        weekly_check_ins::operations(),
        development::operations(),
        improvement::operations(),
        pulse::operations(),
        reviews::operations(),
        reviews::proposals::operations(),
        ratings::operations(),
        home::operations(),
        notifications::operations(),
        openings::operations(),
        privacy::operations(),
        replies::operations(),
        search::operations(),
        analytics::operations(),
        audit_log::operations(),
        disclosure::operations(),
        trust::operations(),
        single_sign_on::operations(),
        api_tokens::operations(),
        oauth::operations(),
        events::operations(),
        webhooks::operations(),
        billing::operations(),
        scim::operations(),
        sandboxes::operations(),
    ]
    .concat()
}

/// Every permission, feature by feature, for the access table and the screens that explain it.
pub fn every_permission() -> Vec<&'static access::Permission> {
    [
        organisations::PERMISSIONS,
        people::PERMISSIONS,
        teams::PERMISSIONS,
        goals::PERMISSIONS,
        kpis::PERMISSIONS,
        shares::PERMISSIONS,
        feedback::PERMISSIONS,
        one_on_ones::PERMISSIONS,
        weekly_check_ins::PERMISSIONS,
        development::PERMISSIONS,
        improvement::PERMISSIONS,
        pulse::PERMISSIONS,
        reviews::PERMISSIONS,
        ratings::PERMISSIONS,
        openings::PERMISSIONS,
        privacy::PERMISSIONS,
        notifications::PERMISSIONS,
        audit_log::PERMISSIONS,
        trust::PERMISSIONS,
        single_sign_on::PERMISSIONS,
        api_tokens::PERMISSIONS,
        oauth::PERMISSIONS,
        events::PERMISSIONS,
        webhooks::PERMISSIONS,
        billing::PERMISSIONS,
        scim::PERMISSIONS,
        sandboxes::PERMISSIONS,
    ]
    .concat()
}
