//! `/docs/<name>`: the guides for whoever writes programs, so that they go with the server they speak of. Under
//! `/docs/<name>.md` they are Markdown, as they were written.

mod markdown;

use std::sync::OnceLock;

use actix_web::{HttpRequest, HttpResponse, Resource, Route, guard, http::header, middleware, web};
use askama::Template;
use shared::pages;

use self::markdown::Part;
use super::{Facts, Failure, READS, assets::TEXT_POLICY, failure_response, wrong_method};
use crate::app::State;

/// In the order in which they are read.
static GUIDES: [Guide; 8] = [
    Guide::new(pages::API_GUIDE, "The API, for programs", include_str!("../../../docs/api.md")),
    Guide::new(pages::API_TOKENS_GUIDE, "API tokens", include_str!("../../../docs/api-tokens.md")),
    Guide::new(pages::OAUTH_GUIDE, "Apps (OAuth 2.0)", include_str!("../../../docs/oauth.md")),
    Guide::new(pages::WEBHOOKS_GUIDE, "Events and webhooks", include_str!("../../../docs/webhooks.md")),
    Guide::new(pages::BULK_GUIDE, "Many things at once", include_str!("../../../docs/bulk.md")),
    Guide::new(pages::SCIM_GUIDE, "SCIM", include_str!("../../../docs/scim.md")),
    Guide::new(pages::SANDBOX_GUIDE, "Sandboxes", include_str!("../../../docs/sandbox.md")),
    Guide::new(pages::ACCESS_GUIDE, "Who may do what", include_str!("../../../docs/who-may-do-what.md")),
];

struct Guide {
    address: &'static str,
    /// In lists; its own page says more.
    called: &'static str,
    text: &'static str,
    /// Made when it is first asked for.
    page: OnceLock<web::Bytes>,
}

/// A line of the list of guides.
struct Entry {
    address: &'static str,
    called: &'static str,
    is_here: bool,
}

#[derive(Template)]
#[template(path = "docs/guide.html")]
struct Page {
    title: String,
    markdown: String,
    guides: Vec<Entry>,
    parts: Vec<Part>,
    body: String,
}

impl Guide {
    const fn new(address: &'static str, called: &'static str, text: &'static str) -> Self {
        Self { address, called, text, page: OnceLock::new() }
    }

    fn markdown(&self) -> String {
        [self.address, ".md"].concat()
    }

    fn page(&self) -> Result<web::Bytes, Failure> {
        if let Some(page) = self.page.get() {
            return Ok(page.clone());
        }
        let read = markdown::read(self.text);
        let is_here = |guide: &Guide| guide.address == self.address;
        let entry = |guide: &Guide| Entry { address: guide.address, called: guide.called, is_here: is_here(guide) };
        let guides = GUIDES.iter().map(entry).collect();
        let page =
            Page { title: read.title, markdown: self.markdown(), guides, parts: read.parts, body: read.html }.render();
        let page = page.map_err(Failure::fault)?;
        Ok(self.page.get_or_init(|| page.into()).clone())
    }
}

/// The routes: no session, and within the limits of strangers. Nothing in them is secret, so they may be compressed.
pub fn routes(config: &mut web::ServiceConfig) {
    for guide in &GUIDES {
        route(config, guide.address.to_owned(), "text/html; charset=utf-8", move || guide.page());
        let markdown = move || Ok(web::Bytes::from_static(guide.text.as_bytes()));
        route(config, guide.markdown(), "text/markdown; charset=utf-8", markdown);
    }
}

fn route(
    config: &mut web::ServiceConfig,
    path: String,
    content_type: &'static str,
    text: impl Fn() -> Result<web::Bytes, Failure> + Copy + 'static,
) {
    let read = Route::new().guard(guard::Any(guard::Get()).or(guard::Head()));
    let read = read.to(move |request: HttpRequest, state: web::Data<State>| {
        let response = answer(&request, &state, content_type, text);
        async { response }
    });
    let other = async |request: HttpRequest| wrong_method(&request, READS);
    let resource = Resource::new(path).wrap(middleware::Compress::default());
    config.service(resource.route(read).default_service(web::to(other)));
}

fn answer(
    request: &HttpRequest,
    state: &State,
    content_type: &'static str,
    text: impl Fn() -> Result<web::Bytes, Failure>,
) -> HttpResponse {
    let address = Facts::of(request, &state.trusted_proxies).address;
    let admitted = state.limits.admit_visitor(request, address);
    match admitted.and_then(|()| text()) {
        Ok(text) => HttpResponse::Ok()
            .content_type(content_type)
            .insert_header((header::CONTENT_SECURITY_POLICY, TEXT_POLICY))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .body(text),
        Err(failure) => failure_response(request, failure),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_guide_is_a_page_with_parts_of_their_own_names() {
        for guide in &GUIDES {
            let read = markdown::read(guide.text);
            assert!(!read.title.is_empty() && !read.html.is_empty(), "{}", guide.address);
            let ids: BTreeSet<_> = read.parts.iter().map(|part| &part.id).collect();
            assert_eq!(ids.len(), read.parts.len(), "{}: two parts are called the same", guide.address);
            assert!(guide.page().is_ok(), "{}", guide.address);
        }
    }
}
