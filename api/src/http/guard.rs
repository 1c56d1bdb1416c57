//! Same-origin proof: what changes anything by cookie must come from our own pages.

use actix_web::{HttpRequest, http::header};
use shared::problem::{Code, Problem};

use super::Failure;
use crate::app::State;

/// Refuses a changing request that another site could have made a browser send.
///
/// `Sec-Fetch-Site` decides where the browser sends it; otherwise every `Origin` header must be ours
/// exactly. Neither is no proof.
pub(super) fn same_origin(request: &HttpRequest, state: &State) -> Result<(), Failure> {
    let headers = request.headers();
    let allowed = |origin: &str| {
        origin == state.origin.as_str() || state.cors_origins.iter().any(|listed| listed.as_str() == origin)
    };
    let mut origins = headers.get_all(header::ORIGIN).peekable();
    let has_origin = origins.peek().is_some();
    let refused = || {
        let detail = format!("a program that isn't a browser sends the header `Origin: {}`", state.origin.as_str());
        Err(Problem::new(Code::CrossSite).because(detail).into())
    };
    if !origins.all(|origin| origin.to_str().is_ok_and(allowed)) {
        return refused();
    }
    let mut sites = headers.get_all("sec-fetch-site").peekable();
    if sites.peek().is_some() {
        // A listed origin is another site by definition; its Origin header was checked above.
        let cross_ok = has_origin && !state.cors_origins.is_empty();
        let ours = |site: &str| site == "same-origin" || (cross_ok && site != "none");
        return if sites.all(|site| site.to_str().is_ok_and(ours)) { Ok(()) } else { refused() };
    }
    if has_origin { Ok(()) } else { refused() }
}
