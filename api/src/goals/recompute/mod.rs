//! Keeps every computed number true: when a part changes, its objective and all above it are computed
//! anew in the same transaction, from the bottom up, so that two changes at once meet in one order. Who changes several
//! objectives locks them the same way, `hold`: the deepest first, of the equally deep the smaller id.

mod queries;
mod together;

pub(super) use queries::{above, stored, upwards, upwards_from};
pub(super) use together::{hold, together};
