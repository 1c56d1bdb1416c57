//! Importing people from a CSV file as HR systems export it.
//!
//! Pure from end to end: [`sheet::read`] turns bytes into cells, [`columns::guess`] says what each column
//! holds, [`plan::plan`] says what would happen to each row. Nothing here reads or writes the database;
//! a plan that somebody confirmed is carried out by its caller, in one transaction.

pub mod columns;
pub mod dates;
mod decode;
mod directory;
mod draft;
mod entry;
pub mod export;
mod file;
mod known;
mod leavers;
pub mod plan;
mod reporting;
mod roles;
mod settle;
pub mod sheet;
mod sniff;
mod synonyms;
pub mod undo;

pub use file::FileFault;
pub use known::{Known, Organisation};
pub use leavers::leavers;
