//! What the demo leaves to chance, all of it drawn from one seed: a demo that changes whenever it is loaded can't be
//! talked about.
//!
//! Statements draw by the `md5` of the setting `demo.seed` with names and addresses, never with ids, which are others
//! each time. What isn't drawn follows from an address, from where somebody stands in a list, and from the day.

use chrono::{DateTime, NaiveTime, Utc};

use crate::db::TenantTx;

/// With another number the same people live another year.
pub(super) const SEED: u64 = 2026;

/// The number that is drawn for one of many; `what` tells the draws apart.
pub(super) fn draw(what: &str, index: usize) -> u64 {
    let spread = |mixed: u64, byte: u8| (mixed ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    let what = what.bytes().fold(0xcbf2_9ce4_8422_2325, spread);
    let index = u64::try_from(index).unwrap_or(u64::MAX).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (SEED ^ what).wrapping_add(index);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// What the year is counted back from: the hour in which it is loaded changes nothing.
pub(super) fn midnight(tx: &TenantTx<'_>) -> DateTime<Utc> {
    tx.calendar.today.and_time(NaiveTime::MIN).and_utc()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::draw;

    #[test]
    fn what_is_drawn_is_the_same_each_time_and_another_for_each() {
        let drawn = |what| (0..100).map(|index| draw(what, index)).collect::<Vec<_>>();
        assert_eq!(drawn("Churn"), drawn("Churn"));
        let all: HashSet<u64> = [drawn("Churn"), drawn("Customers")].concat().into_iter().collect();
        assert_eq!(all.len(), 200);
    }
}
