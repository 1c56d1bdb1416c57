//! Keeps every computed number true: when a part changes, its objective and all above it are computed
//! anew in the same transaction, from the bottom up, so that two changes at once meet in one order.

mod queries;

pub(super) use queries::{above, stored, upwards};
