//! English, one file per feature.

pub mod ui;
