//! Importing people, from the file to the confirmed change.

use chrono::{DateTime, Utc};
use garde::Validate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    DateOrder, DatesRead, Delimiter, FileEncoding, ImportColumn, ImportCounts, ImportField, ImportOutcome, ImportRow,
    ImportUndo, ImportUndoConfirmation,
};
use crate::{
    operation::{Csv, Json, Made, Nothing},
    operations,
    people::{MANAGE, PersonRef},
    wire::{ImportId, Limit, Page, Patch, choice::choice},
};

operations! { "people";
    /// The imports that were applied in the last 24 hours, newest first; at most 20.
    /// Each can be undone until `undo_until`, unless it was.
    ListImports: Get "/api/v1/people/imports" { answer: Json<RecentImports>, who: may MANAGE }
    /// Upload a CSV file of people. Nothing is written yet: look at the rows, then apply.
    StartImport: Post "/api/v1/people/imports" { body: Csv, answer: Made<PeopleImport>, who: may MANAGE }
    /// An import: its columns, what it would do, how far it is.
    /// Until it is applied, it is planned anew at each look, so that `counts` and `fingerprint` follow what people are
    /// now. Without a column of addresses or HR numbers nobody can be recognised, and nothing can be applied.
    ReadImport: Get "/api/v1/people/imports/{id}" { params: ImportPath, answer: Json<PeopleImport>, who: may MANAGE }
    /// Say by hand what the columns hold and how dates are to be read.
    /// `columns` says for each column in turn what it holds, `null` leaves it aside; 422 where they can't be that. The
    /// answer is planned anew, with another `fingerprint`. 409 once the file is gone.
    EditImport: Patch "/api/v1/people/imports/{id}" { params: ImportPath, body: Json<ImportSettings>, answer: Json<PeopleImport>, who: may MANAGE }
    /// The rows with what an import would do with each.
    /// In the order of the file; `outcome` narrows them. A cursor is good for one version of the import.
    ListImportRows: Get "/api/v1/people/imports/{id}/rows" { params: ImportPath, query: ImportRowFilter, answer: Json<Page<ImportRow>>, who: may MANAGE }
    /// Carry an import out: all of it or nothing.
    /// 409 if `fingerprint` isn't what would be done now, if the missing people are others than were counted, or if it
    /// is being applied or was. Refused rows are left out only with `skip_refused`, or 422. People who are deactivated
    /// by it leave as by `deactivate_person`.
    ApplyImport: Post "/api/v1/people/imports/{id}/apply" { params: ImportPath, body: Json<ImportConfirmation>, answer: Json<PeopleImport>, who: may MANAGE, fresh }
    /// What undoing an import would do, person by person.
    /// For 24 hours after it was applied; 409 before, afterwards and once it was undone. Whoever changed since is
    /// `refused`, with the reasons.
    PreviewImportUndo: Get "/api/v1/people/imports/{id}/undo" { params: ImportPath, answer: Json<ImportUndo>, who: may MANAGE }
    /// Undo an import, within 24 hours.
    /// People get back what they were before it; whom it brought in leave as by `deactivate_person`. Teams that it created
    /// stay. 409 if `fingerprint` isn't what would be done now. Refused people stay as they are only with `skip_refused`, or
    /// 422. An import is undone once.
    UndoImport: Post "/api/v1/people/imports/{id}/undo" { params: ImportPath, body: Json<ImportUndoConfirmation>, answer: Json<PeopleImport>, who: may MANAGE, fresh }
    /// Throw an import away.
    /// Its file goes with it. People whom it brought in stay as they are.
    DeleteImport: Delete "/api/v1/people/imports/{id}" { params: ImportPath, answer: Nothing, who: may MANAGE }
}

choice! {
    /// How far an import is.
    pub enum ImportState {
        /// Waiting to be confirmed.
        Ready = "ready",
        /// Being carried out.
        Applying = "applying",
        /// Carried out.
        Applied = "applied",
    }
}

/// A file of people on its way in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct PeopleImport {
    /// Names it.
    pub id: ImportId,
    /// How far it is.
    pub state: ImportState,
    /// The file's columns with what they hold; empty once applied. Without one that holds the address or the number in
    /// the HR system nobody can be recognised: there are no rows to look at then, and nothing can be applied.
    pub columns: Vec<ImportColumn>,
    /// How its bytes were read; absent once applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<FileEncoding>,
    /// What stood between two cells; absent once applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<Delimiter>,
    /// What its dates say about their own order; absent if no column holds dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dates: Option<DatesRead>,
    /// The order of dates that was chosen by hand.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date_order: Option<DateOrder>,
    /// What it would do, or did.
    pub counts: ImportCounts,
    /// The first 100, by name, of the people who aren't in the file; empty once applied.
    pub first_missing: Vec<MissingPerson>,
    /// How many of the missing can be deactivated: confirming names this number. Once applied, how many were.
    pub leavers: usize,
    /// Teams that would be created.
    pub new_teams: Vec<String>,
    /// Rows written so far, while applying.
    pub done: i32,
    /// Names what was shown; apply needs it, so that nothing else is done than what was looked at.
    pub fingerprint: String,
    /// Until when it can be undone; absent unless it was applied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo_until: Option<DateTime<Utc>>,
    /// When it was undone; absent if it wasn't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone_at: Option<DateTime<Utc>>,
    /// For `If-Match`.
    pub version: i64,
}

impl PeopleImport {
    /// Whether the columns say who the rows are about.
    pub fn tells_people_apart(&self) -> bool {
        self.columns.iter().any(|column| matches!(column.field, Some(ImportField::Email | ImportField::ExternalId)))
    }
}

/// What was imported lately.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecentImports {
    /// The imports, newest first.
    pub items: Vec<RecentImport>,
}

/// An import that was applied in the last 24 hours.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RecentImport {
    /// Names it.
    pub id: ImportId,
    /// Who brought the file.
    pub author: PersonRef,
    /// When it was applied.
    pub applied_at: DateTime<Utc>,
    /// How many people it added or changed.
    pub people: i32,
    /// Until when it can be undone.
    pub undo_until: DateTime<Utc>,
    /// When it was undone; absent if it wasn't.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undone_at: Option<DateTime<Utc>>,
}

/// Somebody of the organisation who isn't in the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MissingPerson {
    /// Who.
    pub person: PersonRef,
    /// Whether they stay whatever is asked for: they are the caller, the file names them as a manager, or no active
    /// Admin would be left.
    pub stays: bool,
}

/// Path of one import.
#[derive(Debug, Clone, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
pub struct ImportPath {
    /// The import.
    pub id: ImportId,
}

/// How to read the file; what is absent stays.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields, default)]
pub struct ImportSettings {
    /// For each column in turn what it holds; `null` leaves it aside.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[garde(skip)]
    pub columns: Option<Vec<Option<ImportField>>>,
    /// How to read dates that can be read two ways; `null` lets the column decide.
    #[serde(skip_serializing_if = "Patch::is_keep")]
    #[schema(value_type = Option<DateOrder>)]
    #[garde(skip)]
    pub date_order: Patch<DateOrder>,
}

/// Which rows to list.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct ImportRowFilter {
    /// Only rows with this outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ImportOutcome>,
    /// How many, 1 to 100; 25 if unsaid.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[param(inline)]
    pub limit: Option<Limit>,
    /// `next_cursor` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
}

/// Confirms an import.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema, Validate)]
#[serde(deny_unknown_fields)]
pub struct ImportConfirmation {
    /// `fingerprint` of what was looked at; 409 if people or the file's reading changed since.
    #[garde(custom(crate::wire::check::line(1, 100)))]
    pub fingerprint: String,
    /// Whether refused rows may be left out; otherwise a file with any is refused whole.
    #[serde(default)]
    #[garde(skip)]
    pub skip_refused: bool,
    /// How many missing people to deactivate: as many as `leavers` told of, 409 if there are others by now. Unsaid or
    /// 0: nobody.
    #[serde(default)]
    #[garde(custom(crate::wire::check::at_most(100_000)))]
    pub deactivate_missing: usize,
}
