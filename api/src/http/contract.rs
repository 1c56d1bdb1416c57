//! `/openapi.json` and `/openapi.yaml`: the contract, for programs and for the reference at `/docs`.

use std::sync::OnceLock;

use actix_web::{HttpRequest, HttpResponse, Resource, Route, guard, http::header, middleware, web};

use super::{Facts, Failure, READS, document_json, document_yaml, failure_response, wrong_method};
use crate::app::State;

static JSON: OnceLock<web::Bytes> = OnceLock::new();
static YAML: OnceLock<web::Bytes> = OnceLock::new();

/// One way to write it, made when it is first asked for.
#[derive(Clone, Copy)]
struct Form {
    make: fn() -> serde_json::Result<String>,
    made: &'static OnceLock<web::Bytes>,
}

impl Form {
    fn text(self) -> Result<web::Bytes, Failure> {
        if let Some(made) = self.made.get() {
            return Ok(made.clone());
        }
        let text = (self.make)().map_err(Failure::fault)?;
        Ok(self.made.get_or_init(|| text.into()).clone())
    }
}

/// The routes: no session, and within the limits of strangers. Nothing in them is secret, so they may be compressed.
pub fn routes(config: &mut web::ServiceConfig) {
    let forms = [
        ("/openapi.json", "application/json", Form { make: document_json, made: &JSON }),
        ("/openapi.yaml", "application/yaml", Form { make: document_yaml, made: &YAML }),
    ];
    for (path, content_type, form) in forms {
        let read = Route::new().guard(guard::Any(guard::Get()).or(guard::Head()));
        let read = read.to(move |request: HttpRequest, state: web::Data<State>| {
            let response = answer(&request, &state, content_type, form);
            async { response }
        });
        let other = async |request: HttpRequest| wrong_method(&request, READS);
        let resource = Resource::new(path).wrap(middleware::Compress::default());
        config.service(resource.route(read).default_service(web::to(other)));
    }
}

fn answer(request: &HttpRequest, state: &State, content_type: &'static str, form: Form) -> HttpResponse {
    let address = Facts::of(request, &state.trusted_proxies).address;
    let admitted = state.limits.admit_visitor(request, address);
    match admitted.and_then(|()| form.text()) {
        Ok(text) => {
            HttpResponse::Ok().content_type(content_type).insert_header((header::CACHE_CONTROL, "no-cache")).body(text)
        }
        Err(failure) => failure_response(request, failure),
    }
}
