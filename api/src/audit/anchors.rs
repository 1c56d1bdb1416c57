//! Anchors: where each chain ends, told to the outside.
//!
//! A chain alone can be written anew from some event on, or cut at its end together with its head. So once a day the server
//! logs how far each chain has come and by which hash, and the log leaves the machine. Each line is marked with a key that
//! the database doesn't hold, so that lines can be kept anywhere. Whoever has such lines finds what was replaced since.

use anyhow::{Context, ensure};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use shared::wire::id::OrganisationId;

use crate::sealed::Sealer;

const BEGINS: &str = "perftrack-audit-head:v1:";
const CONTEXT: &str = "audit.anchors";

/// Where a chain ended at some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// Whose.
    pub org: OrganisationId,
    /// The number of its last event.
    pub seq: i64,
    /// That event's hash.
    pub hash: Vec<u8>,
    /// When, in seconds since 1970.
    pub at: i64,
}

impl Anchor {
    /// As one word of a log.
    pub fn word(&self, sealer: &Sealer) -> anyhow::Result<String> {
        let said = self.said();
        let (key, mark) = sealer.mark(CONTEXT, said.as_bytes())?;
        Ok(format!("{said}:{key}:{}", URL_SAFE_NO_PAD.encode(mark)))
    }

    fn said(&self) -> String {
        let Self { org, seq, hash, at } = self;
        format!("{BEGINS}{org}:{seq}:{}:{at}", URL_SAFE_NO_PAD.encode(hash))
    }

    /// Those in a log, or in what was kept of one. Each must bear its mark: one that was altered, or made without our keys,
    /// is an error that names its line.
    pub fn all_in(log: &str, sealer: &Sealer) -> anyhow::Result<Vec<Self>> {
        let mut found = Vec::new();
        for (number, line) in (1..).zip(log.lines()) {
            for (at, _) in line.match_indices(BEGINS) {
                let rest = line.get(at..).unwrap_or_default();
                let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-' | '_');
                let word = rest.split(|c| !is_part(c)).next().unwrap_or_default();
                found.push(Self::read(word, sealer).with_context(|| format!("the anchor in line {number}"))?);
            }
        }
        Ok(found)
    }

    fn read(word: &str, sealer: &Sealer) -> anyhow::Result<Self> {
        let parts: Vec<&str> = word.strip_prefix(BEGINS).unwrap_or_default().split(':').collect();
        let [org, seq, hash, at, key, mark] = parts.as_slice() else {
            anyhow::bail!("isn't whole");
        };
        let anchor = Self {
            org: org.parse().context("names no organisation")?,
            seq: seq.parse().context("has no number")?,
            hash: URL_SAFE_NO_PAD.decode(hash).context("has no hash")?,
            at: at.parse().context("has no time")?,
        };
        let mark = URL_SAFE_NO_PAD.decode(mark).context("has no mark")?;
        ensure!(
            sealer.is_marked(key, CONTEXT, anchor.said().as_bytes(), &mark)?,
            "was altered, or isn't of this server"
        );
        Ok(anchor)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;
    use crate::config::{KeyRing, Sealing};

    const OLD: &str = "old:OAqwB2u5AUzot1PPIIAHKyRj+nQq2IPlD1s7EbwAt4M=";
    const BOTH: &str =
        "new:9Q3uTzTLsXJBlLRGtb2dcSYTrKyyd5cGIQbKdhBbPJE=,old:OAqwB2u5AUzot1PPIIAHKyRj+nQq2IPlD1s7EbwAt4M=";

    fn sealer(keys: &str) -> Sealer {
        Sealer::new(&Sealing { keys: KeyRing::parse(&keys.into()).unwrap() })
    }

    fn anchor() -> impl Strategy<Value = Anchor> {
        (any::<u128>(), 1..i64::MAX, prop::collection::vec(any::<u8>(), 32), 0_i64..4_000_000_000)
            .prop_map(|(org, seq, hash, at)| Anchor { org: OrganisationId(Uuid::from_u128(org)), seq, hash, at })
    }

    proptest! {
        #[test]
        fn anchors_are_found_in_any_log_and_outlive_their_key(all in prop::collection::vec(anchor(), 0..4)) {
            let old = sealer(OLD);
            let line = |anchor: &Anchor| {
                let word = anchor.word(&old).unwrap();
                format!("{{\"level\":\"INFO\",\"fields\":{{\"anchor\":\"{word}\"}}}}\nsomething else\n")
            };
            let log: String = all.iter().map(line).collect();
            prop_assert_eq!(Anchor::all_in(&log, &sealer(BOTH)).unwrap(), all);
        }

        #[test]
        fn an_anchor_that_was_altered_is_refused(anchor in anchor(), more in 1_i64..100) {
            let sealer = sealer(OLD);
            let word = anchor.word(&sealer).unwrap();
            let mark = word.rsplit(':').next().unwrap();
            let forged = Anchor { seq: anchor.seq.wrapping_sub(more), ..anchor };
            let forged = format!("{}:old:{mark}", forged.said());
            prop_assert!(Anchor::all_in(&forged, &sealer).is_err());
            prop_assert!(Anchor::all_in(&word[..word.len() - 3], &sealer).is_err());
        }
    }
}
