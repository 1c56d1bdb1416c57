//! Since when keys are in use.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::queries::{self, Use};
use crate::{db::AccountTx, http::Failure};

/// Uses are noted each hour: what wasn't noted for longer is in use no more.
const LATELY: TimeDelta = TimeDelta::hours(3);

/// A setting that holds keys, and since when the first of them is in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyAge {
    /// The setting.
    pub setting: String,
    /// Since when; for one from before that was noted, since it was.
    pub since: DateTime<Utc>,
}

/// Every setting whose keys servers work with.
pub(crate) fn ages(tx: &mut AccountTx<'_>) -> Result<Vec<KeyAge>, Failure> {
    Ok(of(queries::uses(tx.conn())?, Utc::now()))
}

/// Of two keys that are in use, while one takes over from another, the newer one counts.
fn of(uses: Vec<Use>, now: DateTime<Utc>) -> Vec<KeyAge> {
    let mut newest = BTreeMap::new();
    for used in uses.into_iter().filter(|used| now - used.last_at < LATELY) {
        let since = newest.entry(used.setting).or_insert(used.first_at);
        *since = used.first_at.max(*since);
    }
    newest.into_iter().map(|(setting, since)| KeyAge { setting, since }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_key_that_is_in_use_counts() {
        let now = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let used = |setting: &str, key_id: &str, first: i64, last: i64| Use {
            setting: setting.to_owned(),
            key_id: key_id.to_owned(),
            first_at: now - TimeDelta::hours(first),
            last_at: now - TimeDelta::hours(last),
        };
        let uses = vec![used("a", "old", 900, 2), used("a", "new", 5, 0), used("b", "gone", 900, 30)];
        assert_eq!(of(uses, now), [KeyAge { setting: "a".to_owned(), since: now - TimeDelta::hours(5) }]);
    }
}
