//! Importing people from a file: what a preview says about the file, its columns and its rows.
//!
//! Reading the file and planning the import happen on the server; here are the words both sides use.

mod column;
mod file;
mod operations;
mod reason;
mod row;
mod undo;

pub use column::{DateOrder, DatesRead, ImportColumn, ImportField};
pub use file::{Delimiter, FileCode, FileEncoding};
pub use operations::{
    ApplyImport, DeleteImport, EditImport, ImportConfirmation, ImportPath, ImportRowFilter, ImportSettings,
    ImportState, ListImportRows, ListImports, MissingPerson, PeopleImport, PreviewImportUndo, ReadImport, RecentImport,
    RecentImports, StartImport, UndoImport, operations,
};
pub use reason::{ImportReason, ImportReasonCode};
pub use row::{ImportChange, ImportCounts, ImportOutcome, ImportRow};
pub use undo::{
    ImportUndo, ImportUndoConfirmation, ImportUndoReason, ImportUndoReasonCode, ImportUndoRow, UNDO_HOURS, UndoOutcome,
};
