//! What may be counted together and shown, and how it is counted. Pure: server and tests need nothing else.

pub mod groups;
pub mod over_time;
pub mod publish;
pub mod score;
pub mod tally;
pub mod threads;

pub use super::answers::faults;
