//! Whether the process lives, and whether it can serve.

use std::time::{Duration, Instant};

use actix_web::{HttpRequest, HttpResponse, Resource, Route, guard, rt, web};
use tokio::sync::Mutex;

use super::{READS, wrong_method};
use crate::app::State;

/// So long an answer is good for all who ask, or asking often would take the database from those who work.
const GOOD_FOR: Duration = Duration::from_secs(1);

/// When the database was last asked whether it is there, and what came of it.
type Asked = Mutex<Option<(Instant, bool)>>;

/// `/health/live` and `/health/ready`: no session, no details.
pub fn routes(config: &mut web::ServiceConfig) {
    config.app_data(web::Data::new(Asked::default()));
    config.service(read_only("/health/live", Route::new().to(async || HttpResponse::Ok().body("live"))));
    config.service(read_only("/health/ready", Route::new().to(ready)));
}

fn read_only(path: &str, route: Route) -> Resource {
    let other = async |request: HttpRequest| wrong_method(&request, READS);
    Resource::new(path).route(route.guard(guard::Any(guard::Get()).or(guard::Head()))).default_service(web::to(other))
}

async fn ready(state: web::Data<State>, asked: web::Data<Asked>) -> HttpResponse {
    let (state, asked) = (state.into_inner(), asked.into_inner());
    // On its own, or whoever asks and goes away again would have the next one ask anew.
    if rt::spawn(async move { is_ready(&state, &asked).await }).await.unwrap_or(false) {
        HttpResponse::Ok().body("ready")
    } else {
        HttpResponse::ServiceUnavailable().body("not ready")
    }
}

/// One asks at a time, and the others take that answer.
async fn is_ready(state: &State, asked: &Asked) -> bool {
    let mut last = asked.lock().await;
    if let Some((at, ready)) = *last
        && at.elapsed() < GOOD_FOR
    {
        return ready;
    }
    let ready = state.database.is_ready().await;
    *last = Some((Instant::now(), ready));
    ready
}
