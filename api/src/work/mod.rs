//! What happens in the background.

pub mod mail;
