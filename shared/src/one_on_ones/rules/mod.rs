//! The rules of one-on-ones, which the server keeps and the app offers by.

pub mod recurrence;
pub mod rhythm;
pub mod state;
