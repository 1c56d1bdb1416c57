//! Forms that programs send when they have no token yet, in a protocol that isn't ours. No cookie is looked at, so there is no
//! page to prove; whoever asks is limited by address.

use std::{future::Future, sync::Arc};

use actix_web::{
    HttpRequest, HttpResponse, Resource, Route, guard,
    http::{StatusCode, header},
    web,
};
use serde_json::Value;
use shared::problem::{Code, Problem};

use super::{
    Facts, Failure,
    foreign::{in_words, read},
    incoming::Incoming,
};
use crate::app::State;

const FORM: &str = "application/x-www-form-urlencoded";
const JSON: &str = "application/json";
/// Codes, tokens and names: a form of these is small.
const MOST_BYTES: usize = 16 * 1024;

/// How a form is asked and refused.
pub struct Form {
    /// What it is called in the log.
    pub name: &'static str,
    /// Where it is sent.
    pub path: &'static str,
    /// A problem in the protocol's words, and its status.
    pub shaped: fn(&Problem) -> (u16, Value),
}

/// A form that was sent.
pub struct FormCall {
    /// The server's parts.
    pub state: Arc<State>,
    /// Where it comes from.
    pub facts: Facts,
    /// Its fields, as they came.
    pub fields: Vec<(String, String)>,
    /// By what the program says who it is, if it says so in the head of its request. What can't be read is empty.
    pub authorization: Option<String>,
}

/// An answer.
pub struct FormReply {
    /// Its status.
    pub status: u16,
    /// Its body, if it has one.
    pub body: Option<Value>,
    /// As what the program has to say who it is, of one that failed to (`WWW-Authenticate`).
    pub challenge: Option<&'static str>,
}

impl FormReply {
    fn into_response(self) -> HttpResponse {
        let mut response = HttpResponse::build(StatusCode::from_u16(self.status).unwrap_or_default());
        // RFC 6749, 5.1, wants both.
        response.insert_header((header::CACHE_CONTROL, "no-store")).insert_header((header::PRAGMA, "no-cache"));
        if let Some(challenge) = self.challenge {
            response.insert_header((header::WWW_AUTHENTICATE, challenge));
        }
        match self.body {
            Some(body) => response.content_type(JSON).body(serde_json::to_vec(&body).unwrap_or_default()),
            None => response.finish(),
        }
    }
}

/// Makes a form's route. Whatever else is asked there is refused in its words.
pub fn form_route<F>(config: &mut web::ServiceConfig, form: &'static Form, work: fn(FormCall) -> F)
where
    F: Future<Output = Result<FormReply, Failure>> + 'static,
{
    let post = Route::new().guard(guard::Post()).to(
        move |request: HttpRequest, payload: web::Payload, state: web::Data<State>| async move {
            tracing::Span::current().record("operation", form.name);
            let incoming = Incoming::of(payload);
            match answered(&request, &incoming, state.into_inner(), work).await {
                Ok(reply) => reply.into_response(),
                Err(failure) => incoming.ended_by(in_words(JSON, form.shaped, &request, failure)),
            }
        },
    );
    config.service(Resource::new(form.path).route(post).default_service(web::to(move |request: HttpRequest| {
        let mut response = in_words(JSON, form.shaped, &request, Code::MethodNotAllowed.into());
        response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("POST"));
        async { response }
    })));
}

async fn answered<F>(
    request: &HttpRequest,
    incoming: &Incoming,
    state: Arc<State>,
    work: fn(FormCall) -> F,
) -> Result<FormReply, Failure>
where
    F: Future<Output = Result<FormReply, Failure>>,
{
    let facts = Facts::of(request, &state.trusted_proxies);
    state.limits.admit_program(request, facts.address)?;
    let mut said = request.headers().get_all(header::AUTHORIZATION);
    let authorization = said.next().map(|value| value.to_str().unwrap_or_default().to_owned());
    if said.next().is_some() {
        return Err(Code::AmbiguousCredentials.into());
    }
    let bytes = read(&[FORM], MOST_BYTES, request, incoming).await?;
    let fields = fields(&bytes)?;
    work(FormCall { state, facts, fields, authorization }).await
}

fn fields(form: &[u8]) -> Result<Vec<(String, String)>, Problem> {
    serde_urlencoded::from_bytes(form).map_err(|_| Problem::new(Code::Malformed))
}

#[cfg(test)]
mod tests {
    use proptest::{collection::vec, prelude::*};

    use super::*;
    use crate::http::nasty;

    const SENT: &str = "grant_type=authorization_code&code=pt_c_abc&redirect_uri=https%3A%2F%2Fapp.example%2Fback";

    proptest! {
        #[test]
        fn what_is_sent_is_what_is_read(sent in vec((any::<String>(), any::<String>()), 0..6)) {
            let form = serde_urlencoded::to_string(&sent).unwrap();
            prop_assert_eq!(fields(form.as_bytes()).ok(), Some(sent));
        }

        #[test]
        fn any_bytes_are_a_form_of_no_more_fields_than_they_have_room_for(form in nasty::bytes(&[SENT])) {
            if let Ok(read) = fields(&form) {
                prop_assert!(read.len() <= form.split(|byte| *byte == b'&').count());
            }
        }
    }
}
