//! Whether the process lives, and whether it can serve.

use actix_web::{HttpRequest, HttpResponse, Resource, Route, guard, web};

use super::{READS, wrong_method};
use crate::app::State;

/// `/health/live` and `/health/ready`: no session, no details.
pub fn routes(config: &mut web::ServiceConfig) {
    config.service(read_only("/health/live", Route::new().to(async || HttpResponse::Ok().body("live"))));
    config.service(read_only("/health/ready", Route::new().to(ready)));
}

fn read_only(path: &str, route: Route) -> Resource {
    let other = async |request: HttpRequest| wrong_method(&request, READS);
    Resource::new(path).route(route.guard(guard::Any(guard::Get()).or(guard::Head()))).default_service(web::to(other))
}

async fn ready(state: web::Data<State>) -> HttpResponse {
    if state.database.is_ready().await {
        HttpResponse::Ok().body("ready")
    } else {
        HttpResponse::ServiceUnavailable().body("not ready")
    }
}
