//! Whether the process lives, and whether it can serve.

use actix_web::{HttpResponse, web};

use crate::app::State;

/// `/health/live` and `/health/ready`: no session, no details.
pub fn routes(config: &mut web::ServiceConfig) {
    config.route("/health/live", web::get().to(async || HttpResponse::Ok().body("live")));
    config.route("/health/ready", web::get().to(ready));
}

async fn ready(state: web::Data<State>) -> HttpResponse {
    if state.database.is_ready().await {
        HttpResponse::Ok().body("ready")
    } else {
        HttpResponse::ServiceUnavailable().body("not ready")
    }
}
