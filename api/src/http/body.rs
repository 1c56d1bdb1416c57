//! Reading a request as its operation declares it, within bounds of size and time.

use std::{collections::HashMap, sync::Arc, time::Duration};

use actix_web::{HttpRequest, http::header, web};
use shared::{
    operation::{Body, Method, Operation, Parameters, read_query},
    problem::{Code, Problem},
    wire::{PERSON, PersonId},
};

use super::{Ask, Asked, Failure, Gate, Limits, Refusals, incoming::Incoming};
use crate::{app::State, config::Origin, db::TenantTx, opened::Visits, sealed::Sealer};

/// A small body has this long to arrive; a file has four times as much.
const PATIENCE: Duration = Duration::from_secs(15);

/// Reads the body's bytes, no more and no longer than the operation allows.
pub(super) async fn read<O: Operation>(request: &HttpRequest, incoming: &Incoming) -> Result<web::Bytes, Failure> {
    let most = O::Body::MOST_BYTES;
    let announced = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    if announced.and_then(|length| length.parse::<u64>().ok()).is_some_and(|length| length > most as u64) {
        return Err(Code::TooLarge.into());
    }
    let expected = O::Body::CONTENT_TYPE.filter(|expected| *expected != "*/*");
    // What may be left out needs no type when it is.
    let may_lack = !O::Body::REQUIRED && !request.headers().contains_key(header::CONTENT_TYPE);
    if let Some(expected) = expected.filter(|_| !may_lack) {
        check_type(request, expected)?;
    }
    if request.headers().contains_key(header::CONTENT_ENCODING) {
        return Err(Problem::new(Code::UnsupportedMediaType).because("send the body without content encoding").into());
    }
    let patience = if most > 1 << 20 { PATIENCE * 4 } else { PATIENCE };
    let bytes = tokio::time::timeout(patience, collect(incoming, most)).await;
    let bytes = bytes.map_err(|_| Failure::from(Code::RequestTimeout))??;
    if let Some(expected) = expected.filter(|_| may_lack && !bytes.is_empty()) {
        check_type(request, expected)?;
    }
    Ok(bytes)
}

/// Takes a small body in, whatever it is, and thinks no more of it.
pub(super) async fn pass_over(incoming: &Incoming) -> Result<(), Failure> {
    let taken = tokio::time::timeout(PATIENCE, collect(incoming, 4096)).await;
    taken.map_err(|_| Failure::from(Code::RequestTimeout))?.map(drop)
}

pub(super) async fn collect(incoming: &Incoming, most: usize) -> Result<web::Bytes, Failure> {
    let mut bytes = web::BytesMut::new();
    while let Some(chunk) = incoming.next().await {
        let chunk = chunk.map_err(|_| Problem::new(Code::Malformed).because("the body broke off"))?;
        if bytes.len() + chunk.len() > most {
            return Err(Code::TooLarge.into());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes.freeze())
}

/// Exactly the declared type, with no charset but UTF-8: `text/plain` and forms are what other sites
/// can make a browser send. A CSV file's charset is found out from its bytes.
fn check_type(request: &HttpRequest, expected: &str) -> Result<(), Failure> {
    let mut given = request.headers().get_all(header::CONTENT_TYPE);
    let text = given.next().and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = text.split(';').map(str::trim);
    let is_type = parts.next().is_some_and(|essence| essence.eq_ignore_ascii_case(expected));
    let is_json = expected == "application/json";
    let parameters_ok = parts.all(|parameter| !is_json || parameter.eq_ignore_ascii_case("charset=utf-8"));
    if is_type && parameters_ok && given.next().is_none() {
        return Ok(());
    }
    Err(Problem::new(Code::UnsupportedMediaType).because(format!("send {expected}")).into())
}

/// Everything of a request that reading it as `O` needs, detached from the socket.
pub(super) struct Raw {
    params: HashMap<String, String>,
    query: String,
    if_match: Option<String>,
    person: Option<Vec<u8>>,
    bytes: web::Bytes,
    origin: Origin,
    sealer: Arc<Sealer>,
    visits: Arc<Visits>,
    gate: Option<Arc<dyn Gate>>,
    pub(super) limits: Arc<Limits>,
    pub(super) refusals: Arc<Refusals>,
}

impl Raw {
    pub(super) fn of(request: &HttpRequest, bytes: web::Bytes, state: &State) -> Self {
        let params = request.match_info().iter().map(|(name, value)| (name.to_owned(), value.to_owned()));
        // What can't be read isn't left out: it is a version that isn't ours.
        let if_match =
            request.headers().get(header::IF_MATCH).map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
        Self {
            params: params.collect(),
            query: request.query_string().to_owned(),
            if_match,
            person: request.headers().get(PERSON).map(|person| person.as_bytes().to_owned()),
            bytes,
            origin: state.origin.clone(),
            sealer: state.sealer.clone(),
            visits: state.visits.clone(),
            gate: state.gate.clone(),
            limits: state.limits.clone(),
            refusals: state.refusals.clone(),
        }
    }

    /// What the gate says before anything is done.
    pub(super) fn pass_before<O: Operation>(&self, tx: &mut TenantTx<'_>) -> Result<(), Failure> {
        self.gate.as_ref().map_or(Ok(()), |gate| gate.before(tx, Asked::of::<O>()))
    }

    /// What it counts before the work.
    pub(super) fn count<O: Operation>(&self, tx: &mut TenantTx<'_>) -> Result<Option<i64>, Failure> {
        self.gate.as_ref().map_or(Ok(None), |gate| gate.count(tx, Asked::of::<O>()))
    }

    /// What it says when all is done.
    pub(super) fn pass_after<O: Operation>(&self, tx: &mut TenantTx<'_>, counted: Option<i64>) -> Result<(), Failure> {
        self.gate.as_ref().map_or(Ok(()), |gate| gate.after(tx, Asked::of::<O>(), counted))
    }

    /// A browser has one session for all its tabs: a page tells whose it is, so that it does nothing in the name of
    /// whoever has logged in beside it since. Who doesn't tell is taken at their cookie.
    pub(super) fn is_asked_as(&self, actor: PersonId) -> Result<(), Failure> {
        let other = self.person.as_ref().is_some_and(|person| *person != actor.to_string().as_bytes());
        if other { Err(Code::Unauthenticated.into()) } else { Ok(()) }
    }

    /// What it asks for, beside its operation: the path's and the query's values.
    pub(super) fn asked(&self) -> serde_json::Value {
        serde_json::json!({ "path": self.params, "query": self.query })
    }

    /// What an idempotency key is bound to.
    pub(super) fn fingerprint(&self, path: &str) -> [u8; 32] {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        for part in [path.as_bytes(), self.query.as_bytes(), &self.bytes] {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().into()
    }

    /// Reads it strictly as what `O` declares.
    pub(super) fn read<O: Operation>(&self) -> Result<Ask<O>, Failure> {
        let version = self.if_match.as_deref().map_or(Ok(None), version)?;
        if version.is_none() && O::METHOD == Method::Patch {
            return Err(Code::VersionRequired.into());
        }
        Ok(Ask {
            params: self.params()?,
            query: read_query(&self.query)?,
            body: O::Body::decode(&self.bytes)?,
            version,
            origin: self.origin.clone(),
            sealer: self.sealer.clone(),
            visits: self.visits.clone(),
        })
    }

    /// Ids are typed: a text that can't be one names nothing.
    fn params<P: Parameters>(&self) -> Result<P, Failure> {
        let texts = self.params.iter().map(|(name, value)| (name.clone(), serde_json::Value::from(value.as_str())));
        serde_json::from_value(serde_json::Value::Object(texts.collect())).map_err(|_| Code::NotFound.into())
    }
}

/// The version that an `If-Match` names, or any. An ETag that is none of ours can't match.
fn version(said: &str) -> Result<Option<i64>, Code> {
    let said = said.trim();
    if said == "*" {
        return Ok(None);
    }
    let tag = said.strip_prefix("W/").unwrap_or(said).trim_matches('"');
    let is_ours = !tag.is_empty() && tag.bytes().all(|letter| letter.is_ascii_digit());
    let number = if is_ours { tag.parse().ok() } else { None };
    number.map(Some).ok_or(Code::VersionMismatch)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_version_is_read_as_it_was_given_and_as_proxies_change_it() {
        for said in ["\"7\"", " \"7\" ", "W/\"7\"", "7"] {
            assert_eq!(version(said), Ok(Some(7)), "{said}");
        }
        assert_eq!(version("*"), Ok(None));
        for wrong in ["", "\"\"", "\"7\", \"8\"", "\"-7\"", "+7", "7.0", "W/*", "9223372036854775808", "\u{fffd}", "٧"]
        {
            assert_eq!(version(wrong), Err(Code::VersionMismatch), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_an_answer_was_given_is_taken_back(number in 0..i64::MAX) {
            let tag = format!("\"{number}\"");
            prop_assert_eq!(version(&tag), Ok(Some(number)));
        }

        #[test]
        fn only_an_asterisk_stands_for_any_version(said in "\\PC{0,24}|[*W/\", 0-9+-]{0,24}") {
            match version(&said) {
                Ok(None) => prop_assert_eq!(said.trim(), "*"),
                Ok(Some(number)) => prop_assert!(number >= 0 && said.bytes().any(|letter| letter.is_ascii_digit())),
                Err(code) => prop_assert_eq!(code, Code::VersionMismatch),
            }
        }
    }
}
