//! Imports of people: a file is kept, planned anew whenever it is looked at, and carried out in one
//! transaction once somebody confirmed what they saw.

mod notes;
mod plan;
mod queries;
mod routes;
mod undo;
mod writes;

pub(super) use plan::known;
pub(super) use routes::{apply, delete, edit, list, list_rows, show, start};
pub(crate) use undo::forget;
pub(super) use undo::{preview as preview_undo, undo};
