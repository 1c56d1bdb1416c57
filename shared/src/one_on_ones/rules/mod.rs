//! The rules of one-on-ones, which the server keeps and the app offers by.

pub mod rhythm;
pub mod state;
