//! What programs look for at addresses that standards fix (RFC 8615): JSON, the same for everybody.

use actix_web::{HttpRequest, HttpResponse, Resource, Route, guard, web};
use serde_json::Value;

use super::{Facts, READS, failure_response, wrong_method};
use crate::{app::State, config::Origin};

/// Makes the route of one: no session, and within the limits of strangers.
pub fn well_known_route(config: &mut web::ServiceConfig, path: &'static str, told: fn(&Origin) -> Value) {
    let read = Route::new().guard(guard::Any(guard::Get()).or(guard::Head()));
    let read = read.to(move |request: HttpRequest, state: web::Data<State>| async move {
        let address = Facts::of(&request, &state.trusted_proxies).address;
        match state.limits.admit_visitor(&request, address) {
            Ok(()) => HttpResponse::Ok().json(told(&state.origin)),
            Err(failure) => failure_response(&request, failure),
        }
    });
    let other = async |request: HttpRequest| wrong_method(&request, READS);
    config.service(Resource::new(path).route(read).default_service(web::to(other)));
}
