//! Documents to be printed or kept, as PDF: templates in Typst, filled in with data. They are tagged for screen readers
//! (PDF/UA-1) and carry their fonts.

mod desk;
mod fonts;

use std::{
    path::PathBuf,
    sync::{Arc, OnceLock},
};

use chrono::{Datelike, NaiveDate};
use serde_json::Value;
use tokio::sync::Semaphore;
use typst_layout::PagedDocument;
use typst_library::{diag::SourceDiagnostic, foundations::Datetime};
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::http::Failure;
use desk::{Desk, Shop};

/// How many may wait for theirs. One at a time is typeset: each takes a processor and some memory.
const WAITING: usize = 8;
/// When whoever finds no place may try again, in seconds.
const TRY_AGAIN: u32 = 3;

/// What is to be typeset.
pub struct Manuscript {
    /// The template's text, which reads its data by `json("data.json")`.
    pub template: &'static str,
    /// What it is filled in with.
    pub data: Value,
    /// The day it says it was made on: the same data of the same day are the same bytes.
    pub made_on: NaiveDate,
}

/// Makes documents, one at a time.
pub struct Typesetter {
    turn: Arc<Semaphore>,
    places: Arc<Semaphore>,
    fonts: Option<PathBuf>,
    /// Fitted out for the first document: looking through many fonts takes a moment.
    shop: Arc<OnceLock<Arc<Shop>>>,
}

impl Default for Typesetter {
    fn default() -> Self {
        Self::with_fonts(None)
    }
}

impl Typesetter {
    /// One that has the fonts of a folder, too.
    pub fn with_fonts(fonts: Option<PathBuf>) -> Self {
        let (turn, places) = (Arc::new(Semaphore::new(1)), Arc::new(Semaphore::new(WAITING + 1)));
        Self { turn, places, fonts, shop: Arc::default() }
    }

    /// The document as PDF; 503 if too many wait already.
    pub async fn pdf(&self, manuscript: Manuscript) -> Result<Vec<u8>, Failure> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Failure::busy(TRY_AGAIN))?;
        let turn = Arc::clone(&self.turn).acquire_owned().await.map_err(Failure::fault)?;
        let span = tracing::Span::current();
        let (shop, fonts) = (Arc::clone(&self.shop), self.fonts.clone());
        let made = tokio::task::spawn_blocking(move || {
            // Held to the end even when whoever asked has hung up: the work goes on all the same.
            let _held = (place, turn);
            let shop = shop.get_or_init(|| Arc::new(Shop::with_fonts(fonts.as_deref())));
            span.in_scope(|| typeset(Arc::clone(shop), &manuscript))
        });
        made.await.map_err(Failure::fault)?.map_err(Failure::fault)
    }
}

fn typeset(shop: Arc<Shop>, manuscript: &Manuscript) -> anyhow::Result<Vec<u8>> {
    let desk = Desk::with(shop, manuscript)?;
    let pages = typst::compile::<PagedDocument>(&desk).output.map_err(|errors| wrong(&errors))?;
    let set = |standards: &[PdfStandard]| {
        let standards = PdfStandards::new(standards).map_err(|error| anyhow::anyhow!("{}", error.message()))?;
        let timestamp = day(manuscript.made_on).map(Timestamp::new_utc);
        let options = PdfOptions { timestamp, standards, ..PdfOptions::default() };
        typst_pdf::pdf(&pages, &options).map_err(|errors| wrong(&errors))
    };
    // The standard refuses a letter that no font of ours has. The document is tagged without its seal then, too.
    let pdf = set(&[PdfStandard::Ua_1]).or_else(|_| set(&[]));
    // What was remembered of this document helps no other.
    comemo::evict(0);
    pdf
}

fn day(day: NaiveDate) -> Option<Datetime> {
    Datetime::from_ymd_hms(day.year(), u8::try_from(day.month()).ok()?, u8::try_from(day.day()).ok()?, 0, 0, 0)
}

fn wrong(errors: &[SourceDiagnostic]) -> anyhow::Error {
    let messages: Vec<_> = errors.iter().map(|error| error.message.as_str()).collect();
    anyhow::anyhow!("typesetting: {}", messages.join("; "))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn of(template: &'static str, data: Value) -> anyhow::Result<Vec<u8>> {
        let shop = Arc::new(Shop::with_fonts(None));
        typeset(shop, &Manuscript { template, data, made_on: NaiveDate::default() })
    }

    const HELLO: &str = "#set document(title: \"Hello\")\n#set text(lang: \"en\")\n= #json(\"data.json\").name";

    #[test]
    fn the_same_data_are_the_same_document() {
        let first = of(HELLO, json!({ "name": "#panic() *Ada*" })).unwrap();
        assert!(first.starts_with(b"%PDF-1."));
        assert_eq!(first, of(HELLO, json!({ "name": "#panic() *Ada*" })).unwrap());
        assert_ne!(first, of(HELLO, json!({ "name": "Grace" })).unwrap());
    }

    #[test]
    fn a_letter_that_no_font_has_costs_the_seal_and_not_the_document() {
        let sealed = |file: &[u8]| String::from_utf8_lossy(file).contains("pdfuaid");
        assert!(sealed(&of(HELLO, json!({ "name": "Ωmega Žižka Жуков" })).unwrap()));
        assert!(!sealed(&of(HELLO, json!({ "name": "目標 🎉" })).unwrap()));
    }

    #[test]
    fn a_template_reads_nothing_but_its_data() {
        for outside in ["#read(\"/etc/passwd\")", "#image(\"../a.png\")", "#import \"@preview/a:0.1.0\": b"] {
            assert!(of(outside, json!({})).is_err(), "{outside}");
        }
    }

    #[tokio::test]
    async fn whoever_finds_no_place_is_told_when_to_try_again() {
        let typesetter = Typesetter::default();
        let _all = typesetter.places.clone().acquire_many_owned(WAITING as u32 + 1).await.unwrap();
        let manuscript = Manuscript { template: HELLO, data: json!({ "name": "Ada" }), made_on: NaiveDate::default() };
        assert!(typesetter.pdf(manuscript).await.is_err());
    }
}
