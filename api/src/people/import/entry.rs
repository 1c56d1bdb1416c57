//! What one row says, field by field.
//!
//! An empty cell says nothing: it never clears what is there.

use chrono::NaiveDate;
use shared::{
    access::Role,
    people::{
        PersonStatus,
        import::{DateOrder, ImportField, ImportReason, ImportReasonCode},
    },
    wire::check,
};

use super::{columns::Mapping, dates, roles, sheet::Row};
use crate::sheets::plain_cell;

/// A row as its mapping reads it. What can't be read is a reason to refuse it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The line it starts on.
    pub line: u64,
    /// Whole name.
    pub name: Option<String>,
    /// Address.
    pub email: Option<String>,
    /// Number in the HR system.
    pub external_id: Option<String>,
    /// What they do.
    pub job_title: Option<String>,
    /// Name of their team.
    pub team: Option<String>,
    /// Manager, as written.
    pub manager: Option<String>,
    /// Role.
    pub role: Option<Role>,
    /// First day.
    pub start_date: Option<NaiveDate>,
    /// Whether they are there or have left, if the row tells.
    pub standing: Option<PersonStatus>,
    /// Why the row is refused; empty as long as it isn't.
    pub reasons: Vec<ImportReason>,
}

impl Entry {
    /// Reads a row.
    pub fn read(row: &Row, mapping: &Mapping, order: Option<DateOrder>) -> Self {
        let mut reader = Reader { row, mapping, reasons: Vec::new() };
        if row.has_too_many {
            reader.reasons.push(ImportReason::of_row(ImportReasonCode::TooManyCells));
        }
        let entry = Self {
            line: row.line,
            name: reader.name(),
            email: reader.email(),
            external_id: reader.line(ImportField::ExternalId, 64),
            job_title: reader.line(ImportField::JobTitle, 120),
            team: reader.line(ImportField::Team, 120),
            manager: reader.said(ImportField::Manager),
            role: reader.read(ImportField::Role, |cell| roles::parse(cell).ok_or(ImportReasonCode::UnknownRole)),
            start_date: reader.read(ImportField::StartDate, |cell| dates::parse(cell, order)),
            standing: reader.said(ImportField::Status).and_then(|cell| roles::standing(&cell)),
            reasons: Vec::new(),
        };
        Self { reasons: reader.reasons, ..entry }
    }

    /// Whether nothing speaks against it so far.
    pub fn is_accepted(&self) -> bool {
        self.reasons.is_empty()
    }

    /// Refuses the row.
    pub fn refuse(&mut self, reason: ImportReason) {
        self.reasons.push(reason);
    }

    /// Whether a field was refused, so that nothing more need be said of it.
    pub fn is_refused_for(&self, field: ImportField) -> bool {
        self.reasons.iter().any(|reason| reason.field == Some(field))
    }
}

/// The text with each run of white space as one space.
pub fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Reader<'a> {
    row: &'a Row,
    mapping: &'a Mapping,
    reasons: Vec<ImportReason>,
}

impl Reader<'_> {
    fn said(&self, field: ImportField) -> Option<String> {
        let cell = collapsed(plain_cell(self.row.cell(self.mapping.column(field)?)));
        let says_nothing = matches!(cell.to_lowercase().as_str(), "" | "-" | "–" | "—" | "n/a" | "#n/a");
        (!says_nothing).then_some(cell)
    }

    fn name(&mut self) -> Option<String> {
        if let Some(name) = self.line(ImportField::Name, 120) {
            return Some(name);
        }
        let parts: Vec<_> = [ImportField::FirstName, ImportField::LastName]
            .into_iter()
            .filter_map(|part| self.line(part, 120))
            .collect();
        let name = parts.join(" ");
        if name.is_empty() { None } else { self.bounded(ImportField::Name, name, 120) }
    }

    fn email(&mut self) -> Option<String> {
        let email = self.line(ImportField::Email, 254)?;
        if check::is_email(&email) {
            return Some(email);
        }
        self.reasons.push(ImportReason::new(ImportField::Email, ImportReasonCode::BadEmail).value(email));
        None
    }

    fn line(&mut self, field: ImportField, most: usize) -> Option<String> {
        let text = self.said(field)?;
        self.bounded(field, text, most)
    }

    // The same check as the form of one person.
    fn bounded(&mut self, field: ImportField, text: String, most: usize) -> Option<String> {
        let Err(fault) = check::line(1, most)(&text, &()) else { return Some(text) };
        let too_long = fault.message().starts_with("too_long");
        let code = if too_long { ImportReasonCode::TooLong } else { ImportReasonCode::ForbiddenCharacter };
        let limit = too_long.then_some(most);
        self.reasons.push(ImportReason { limit, ..ImportReason::new(field, code) });
        None
    }

    fn read<T>(&mut self, field: ImportField, parse: impl Fn(&str) -> Result<T, ImportReasonCode>) -> Option<T> {
        let cell = self.said(field)?;
        match parse(&cell) {
            Ok(value) => Some(value),
            Err(code) => {
                self.reasons.push(ImportReason::new(field, code).value(cell));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::import::{columns, sheet};

    fn entry(file: &str) -> Entry {
        let sheet = sheet::read(file.as_bytes()).unwrap();
        Entry::read(&sheet.rows[0], &columns::guess(&sheet), Some(DateOrder::DayFirst))
    }

    fn reasons(file: &str) -> Vec<(Option<ImportField>, ImportReasonCode)> {
        entry(file).reasons.into_iter().map(|reason| (reason.field, reason.code)).collect()
    }

    #[test]
    fn a_row_says_what_its_cells_say() {
        let read = entry("Vorname,Nachname,E-Mail,Team,Eintritt,Status\n Anna ,von  Lee,A@b.co,n/a,3.4.2024,aktiv\n");
        assert_eq!(read.name.as_deref(), Some("Anna von Lee"));
        assert_eq!(read.email.as_deref(), Some("A@b.co"));
        assert_eq!(read.team, None);
        assert_eq!(read.start_date.map(|date| date.to_string()).as_deref(), Some("2024-04-03"));
        assert_eq!(read.standing, Some(PersonStatus::Active));
        assert!(read.is_accepted());
    }

    #[test]
    fn what_cannot_be_read_is_a_reason() {
        use ImportReasonCode::*;
        let file = "Name,Email,Access level,Hire date\nA,nobody,king,31/2/2024,x\nB,,,1/3/2024\n";
        let expected =
            [(None, TooManyCells), (Some(ImportField::Role), UnknownRole), (Some(ImportField::StartDate), BadDate)];
        assert_eq!(reasons(file), expected);
        assert_eq!(reasons("Name,Email\nA,@\n"), [(Some(ImportField::Email), BadEmail)]);
        assert_eq!(reasons(&format!("Name,Email\n{},a@b.co\n", "x".repeat(121))), [(Some(ImportField::Name), TooLong)]);
        assert_eq!(reasons("Name,Email\nA\u{202E}B,a@b.co\n"), [(Some(ImportField::Name), ForbiddenCharacter)]);
    }
}
