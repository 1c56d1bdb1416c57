//! One's ballots in this browser, sealed by the account's key and kept under its name: whoever uses the browser next
//! neither reads by them what was answered nor answers in somebody else's place. Logging out removes them, as it
//! removes everything; the code that a ballot is made from brings it back.

use chrono::NaiveDate;
use leptos::prelude::*;
use serde_json::{Value as Json, json};
use shared::{
    problem::{Code, Problem},
    pulse::{BallotCode, Slip},
    wire::PulseId,
};

use crate::{drafts::Key, session::Session, text::format};

const PREFIX: &str = "perftrack-ballot/";

/// A ballot.
#[derive(Clone)]
pub struct Kept {
    /// What it is made from.
    pub code: BallotCode,
    /// Signed; nothing as long as the signature has not come.
    pub slip: Option<Slip>,
}

impl Kept {
    fn text(&self) -> String {
        json!({ "code": self.code.shown(), "slip": self.slip }).to_string()
    }

    fn parse(text: &str) -> Option<Self> {
        let mut json: Json = serde_json::from_str(text).ok()?;
        let code = BallotCode::parse(json["code"].as_str()?)?;
        Some(Self { code, slip: serde_json::from_value(json["slip"].take()).ok()? })
    }
}

fn storage() -> Option<web_sys::Storage> {
    // A browser may forbid it: then the ballot lasts as long as the page, and its code longer.
    window().local_storage().ok().flatten()
}

fn mine() -> Option<String> {
    let me = untrack(|| Session::here().me())?;
    Some(format!("{PREFIX}{}/", me.person_id))
}

fn names() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let all = (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok().flatten());
    all.filter(|name| name.starts_with(PREFIX)).collect()
}

fn item(name: &str) -> Option<String> {
    storage()?.get_item(name).ok().flatten()
}

/// The ballot of whoever is logged in. A problem if it is here and can't be opened now, which is not the same as none.
pub async fn read(id: PulseId) -> Result<Option<Kept>, Problem> {
    let found = mine().and_then(|mine| item(&format!("{mine}{id}")));
    let Some((_, sealed)) = found.as_deref().and_then(|found| found.split_once(' ')) else { return Ok(None) };
    let key = Key::here().await.ok_or_else(|| Problem { status: 0, ..Problem::new(Code::Unavailable) })?;
    Ok(key.open(sealed).await.and_then(|text| Kept::parse(&text)))
}

/// Keeps it until the last day of its pulse, or until the last on which what was written can be answered.
pub async fn keep(id: PulseId, until: NaiveDate, ballot: &Kept) {
    let Some(key) = Key::here().await else { return };
    let Some(sealed) = key.seal(&ballot.text()).await else { return };
    if let Some((storage, mine)) = storage().zip(mine()) {
        let _ = storage.set_item(&format!("{mine}{id}"), &format!("{until} {sealed}"));
    }
}

/// Lets one go: it is void.
pub fn forget(id: PulseId) {
    if let Some((storage, mine)) = storage().zip(mine()) {
        let _ = storage.remove_item(&format!("{mine}{id}"));
    }
}

/// Whether logging out would take one away that still counts.
pub fn any() -> bool {
    let Some(mine) = mine() else { return false };
    let counts = |name: &String| {
        let until = item(name).and_then(|found| found.split_once(' ')?.0.parse::<NaiveDate>().ok());
        name.starts_with(&mine) && until.is_some_and(|until| until >= format::today())
    };
    names().iter().any(counts)
}

/// Lets all of them go: when somebody logs out.
pub fn forget_all() {
    let Some(storage) = storage() else { return };
    for name in names() {
        let _ = storage.remove_item(&name);
    }
}
