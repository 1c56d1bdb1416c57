//! Same-origin proof: what changes anything by cookie must come from our own pages.

use actix_web::{HttpRequest, http::header};
use shared::problem::{Code, Problem};

use super::Failure;
use crate::app::State;

/// Refuses a changing request that another site could have made a browser send.
///
/// `Sec-Fetch-Site` decides where the browser sends it; otherwise every `Origin` header must be ours
/// exactly. Neither is no proof. A listed origin is as good as ours, and may say that it is another site.
pub(super) fn same_origin(request: &HttpRequest, state: &State) -> Result<(), Failure> {
    let headers = request.headers();
    let listed = |origin: &str| state.cors_origins.iter().any(|listed| listed.as_str() == origin);
    let allowed = |origin: &str| origin == state.origin.as_str() || listed(origin);
    let origins = headers.get_all(header::ORIGIN).map(|origin| origin.to_str().unwrap_or_default());
    let origins: Vec<&str> = origins.collect();
    let refused = || {
        let detail = format!("a program that isn't a browser sends the header `Origin: {}`", state.origin.as_str());
        Err(Problem::new(Code::CrossSite).because(detail).into())
    };
    if !origins.iter().copied().all(allowed) {
        return refused();
    }
    let mut sites = headers.get_all("sec-fetch-site").peekable();
    if sites.peek().is_some() {
        let is_listed = !origins.is_empty() && origins.iter().copied().all(listed);
        let passes = |site: &str| site == "same-origin" || (is_listed && matches!(site, "cross-site" | "same-site"));
        return if sites.all(|site| site.to_str().is_ok_and(passes)) { Ok(()) } else { refused() };
    }
    if origins.is_empty() { refused() } else { Ok(()) }
}
