//! The web app's files and the pages beside it (text-only, reference of the API), each under a policy that lets nothing else
//! run.

use std::path::{Path, PathBuf};

use actix_files::Files;
use actix_web::{
    Error, HttpRequest, HttpResponse,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse, fn_service},
    http::{
        Method, StatusCode,
        header::{self, AcceptEncoding, ContentEncoding, Encoding, Header, HeaderValue},
    },
    middleware::{self, Next},
    web,
};
use anyhow::Context;
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use shared::pages;

use super::{READS, wrong_method};

/// What pages beside the app may do: run our own scripts, no WebAssembly, and ask our own server.
pub(super) const TEXT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
     img-src data:; font-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'";

/// A built web app.
#[derive(Debug, Clone)]
pub struct App {
    folder: PathBuf,
    page: Page,
}

/// The one HTML page, with the policy it runs under.
#[derive(Debug, Clone)]
struct Page {
    html: web::Bytes,
    /// The same as the build compressed it; a build for development doesn't.
    compressed: Vec<(ContentEncoding, web::Bytes)>,
    policy: HeaderValue,
}

impl App {
    /// Reads the folder's index.html; of the scripts that stand in it, only those may run inline.
    pub fn open(folder: &Path) -> anyhow::Result<Self> {
        let index = folder.join("index.html");
        let html = std::fs::read_to_string(&index).with_context(|| format!("{} can't be read", index.display()))?;
        let hashes: String = inline_scripts(&html)
            .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script))))
            .collect();
        let policy = format!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'{hashes}; style-src 'self'; connect-src 'self'; \
             img-src 'self' data:; font-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
             object-src 'none'; frame-ancestors 'none'"
        );
        let beside = |ending: &str| std::fs::read(folder.join(format!("index.html.{ending}"))).ok();
        let kinds = [(ContentEncoding::Brotli, "br"), (ContentEncoding::Gzip, "gz")].into_iter();
        let compressed = kinds.filter_map(|(kind, ending)| Some((kind, web::Bytes::from(beside(ending)?)))).collect();
        let page = Page { html: html.into(), compressed, policy: policy.parse()? };
        Ok(Self { folder: folder.to_owned(), page })
    }

    /// Serves the files; every other path outside the API is a page of the app.
    pub fn configure(self, config: &mut web::ServiceConfig) {
        let (root, page) = (self.page.clone(), self.page);
        let root = web::to(move |request: HttpRequest| root.clone().answer(request));
        config.service(web::resource("/").wrap(middleware::from_fn(read)).route(root));
        let other = fn_service(move |request: ServiceRequest| {
            let page = page.clone();
            async move {
                let (request, _) = request.into_parts();
                let response = page.answer(request.clone()).await;
                Ok(ServiceResponse::new(request, response))
            }
        });
        // A folder with a page of its own is the text-only pages'.
        let files = Files::new("/", self.folder).index_file("index.html").try_compressed().prefer_utf8(true);
        let files = files.default_handler(other);
        config.service(web::scope("").wrap(middleware::from_fn(cached)).wrap(middleware::from_fn(read)).service(files));
    }
}

/// Pages and files are read and nothing else; what looks like an operation and is none isn't here at all.
async fn read(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if request.method() == Method::GET || request.method() == Method::HEAD {
        return Ok(next.call(request).await?.map_into_left_body());
    }
    let response = if request.path().starts_with("/api/") {
        super::not_found(request.request().clone()).await
    } else {
        wrong_method(request.request(), READS)
    };
    Ok(request.into_response(response).map_into_right_body())
}

/// Names carry a hash of the content, so a file never changes.
async fn cached(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let hashed = request.path().contains('-');
    let is_text_page = [pages::TEXT, pages::DOCS].contains(&request.path().trim_end_matches('/'));
    let mut response = next.call(request).await?;
    // Also when nothing has changed: a browser takes the headers of that answer over.
    if is_text_page && !response.status().is_client_error() {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(TEXT_POLICY));
    }
    if response.status().is_success() && !response.headers().contains_key(header::CACHE_CONTROL) {
        let value = if hashed { "public, max-age=31536000, immutable" } else { "no-cache" };
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
    }
    Ok(response)
}

impl Page {
    /// The page, which itself says so where there is none; 404 for what can only be a file or an operation.
    async fn answer(self, request: HttpRequest) -> HttpResponse {
        let path = request.path();
        let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.'));
        if is_file || path.starts_with("/api/") || path == "/api" {
            return super::not_found(request).await;
        }
        let status = if pages::is_one(path) { StatusCode::OK } else { StatusCode::NOT_FOUND };
        let mut response = HttpResponse::build(status);
        let html = match self.compressed_for(&request) {
            Some((kind, html)) => {
                response.insert_header((header::CONTENT_ENCODING, kind.as_str()));
                html
            }
            None => self.html,
        };
        response
            .insert_header((header::CONTENT_SECURITY_POLICY, self.policy))
            .insert_header((header::CACHE_CONTROL, "no-cache"))
            .insert_header((header::VARY, "accept-encoding"))
            .content_type("text/html; charset=utf-8")
            .body(html)
    }

    /// The page in the form that whoever asks likes best of those there are; `None` if that is the plain one.
    fn compressed_for(&self, request: &HttpRequest) -> Option<(ContentEncoding, web::Bytes)> {
        let kinds = self.compressed.iter().map(|(kind, _)| Encoding::Known(*kind));
        let offered: Vec<Encoding> = kinds.chain([Encoding::identity()]).collect();
        let chosen = AcceptEncoding::parse(request).ok()?.negotiate(offered.iter())?;
        self.compressed.iter().find(|(kind, _)| Encoding::Known(*kind) == chosen).cloned()
    }
}

/// The text of every `<script>` without `src`.
fn inline_scripts(html: &str) -> impl Iterator<Item = &str> {
    html.split("<script").skip(1).filter_map(|rest| {
        let (attributes, rest) = rest.split_once('>')?;
        let (script, _) = rest.split_once("</script>")?;
        (!attributes.contains(" src=")).then_some(script)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_inline_scripts_are_hashed() {
        let html = r#"<script src="/a.js"></script><script type="module">let x = 1;</script>"#;
        assert_eq!(inline_scripts(html).collect::<Vec<_>>(), ["let x = 1;"]);
    }
}
