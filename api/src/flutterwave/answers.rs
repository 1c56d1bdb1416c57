//! The envelope of every answer, and what is read of it loosely: the provider writes numbers as texts here and there.

use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::value::RawValue;

use super::ProviderError;

/// What a verify says of a payment that nobody has tried yet. The one text that is looked at: nothing else tells it.
const NOT_FOUND: &str = "no transaction was found";

/// What every answer is wrapped in.
#[derive(Deserialize)]
pub(super) struct Envelope {
    /// Whether the call worked. How a payment went, its own status says.
    status: Text,
    #[serde(default)]
    message: Text,
}

/// An answer that says that the call worked.
pub(super) struct Body(Vec<u8>);

#[derive(Deserialize)]
struct Whole<T> {
    data: T,
}

#[derive(Deserialize)]
struct Listed {
    data: Option<Vec<Box<RawValue>>>,
    meta: Option<Meta>,
}

#[derive(Deserialize)]
struct Meta {
    page_info: Option<PageInfo>,
}

#[derive(Deserialize)]
struct PageInfo {
    current_page: Id,
    total_pages: Id,
}

/// A number of the provider's, which some of its answers write as a text. Never below zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Numeral")]
pub(super) struct Id(i64);

#[derive(Deserialize)]
#[serde(untagged)]
enum Numeral {
    Number(i64),
    Text(String),
}

/// A text that may be null, missing or something else, which all count as empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Option<Words>")]
pub(super) struct Text(String);

#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    Text(String),
    Other(IgnoredAny),
}

impl Envelope {
    pub(super) fn read(body: &[u8]) -> Option<Self> {
        serde_json::from_slice(body).ok()
    }

    pub(super) fn is_success(&self) -> bool {
        self.status.as_str() == "success"
    }

    pub(super) fn is_error(&self) -> bool {
        self.status.as_str() == "error"
    }

    pub(super) fn is_not_found(&self) -> bool {
        self.is_error() && self.message.as_str().to_ascii_lowercase().starts_with(NOT_FOUND)
    }

    /// What it says, for the operator's log: without words that could be an address, a link, a reference or a key.
    pub(super) fn reason(&self) -> String {
        let told =
            |word: &str| word.len() <= 20 && word.bytes().all(|b| b.is_ascii_alphabetic() || b"',.;:-()".contains(&b));
        let words = self.message.as_str().split_whitespace().take(20);
        words.map(|word| if told(word) { word } else { "…" }).collect::<Vec<_>>().join(" ")
    }
}

impl Body {
    pub(super) fn new(body: Vec<u8>) -> Self {
        Self(body)
    }

    /// What was asked for.
    pub(super) fn data<T: DeserializeOwned>(&self) -> Result<T, ProviderError> {
        let whole = serde_json::from_slice::<Whole<T>>(&self.0);
        whole.map(|whole| whole.data).map_err(|_| ProviderError::Odd("its data"))
    }

    /// A page of a list, and whether another follows. What can't be read on it is left out, and said once.
    pub(super) fn page<T: DeserializeOwned>(&self) -> Result<(Vec<T>, bool), ProviderError> {
        let listed: Listed = serde_json::from_slice(&self.0).map_err(|_| ProviderError::Odd("its list"))?;
        let all = listed.data.unwrap_or_default();
        let read: Vec<T> = all.iter().filter_map(|one| serde_json::from_str(one.get()).ok()).collect();
        if read.len() < all.len() {
            tracing::warn!(unread = all.len() - read.len(), "the payment provider lists what can't be understood");
        }
        let more = match listed.meta.and_then(|meta| meta.page_info) {
            Some(info) => info.current_page.number() < info.total_pages.number(),
            // Without being told, the end is where nothing is.
            None => !all.is_empty(),
        };
        Ok((read, more))
    }
}

impl Id {
    pub(super) fn number(self) -> i64 {
        self.0
    }
}

impl TryFrom<Numeral> for Id {
    type Error = &'static str;

    fn try_from(numeral: Numeral) -> Result<Self, Self::Error> {
        let number = match numeral {
            Numeral::Number(number) => Some(number),
            Numeral::Text(text) => text.parse().ok(),
        };
        number.filter(|number| *number >= 0).map(Self).ok_or("not a number of the provider's")
    }
}

impl Text {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Option<Words>> for Text {
    fn from(words: Option<Words>) -> Self {
        match words {
            Some(Words::Text(text)) => Self(text),
            Some(Words::Other(IgnoredAny)) | None => Self::default(),
        }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}
