//! The codes of an import as words: columns, outcomes, reasons.

use shared::{
    people::import::{
        DateOrder, DatesRead, Delimiter, FileCode, ImportField, ImportOutcome, ImportReason, ImportReasonCode,
        ImportUndoReason, ImportUndoReasonCode, PeopleImport, UndoOutcome,
    },
    problem::Problem,
};

use super::import as text;

/// Why a file can't be read, if that is the problem.
pub fn unreadable(problem: &Problem) -> Option<&'static str> {
    let code = problem.errors.iter().find_map(|error| FileCode::parse(&error.code))?;
    Some(match code {
        FileCode::TooLarge => "It is larger than 10 MB. Split it into several files.",
        FileCode::NotCsv => "It isn't a CSV file. In Excel or your HR system, save or export it as CSV first.",
        FileCode::Empty => "It is empty.",
        FileCode::NoHeader => "Its first row has to name the columns, such as Name, E-mail, Manager.",
        FileCode::DuplicateHeader => "Two columns have the same heading. Rename one of them.",
        FileCode::NoRows => "It has headings, but no rows below them.",
        FileCode::TooManyRows => "It has too many rows. Split it into several files.",
        FileCode::TooManyColumns => "It has too many columns. Leave those out that PerfTrack doesn't need.",
        FileCode::CellTooLong => "One of its cells is far too long. A missing quotation mark does that.",
        FileCode::UnclosedQuote => "A quotation mark opens a cell and none closes it.",
    })
}

/// What a column can hold.
pub const fn field(field: ImportField) -> &'static str {
    match field {
        ImportField::ExternalId => "Number in the HR system",
        ImportField::Name => "Name",
        ImportField::FirstName => "First name",
        ImportField::LastName => "Last name",
        ImportField::Email => "E-mail",
        ImportField::JobTitle => "Job title",
        ImportField::Team => "Team",
        ImportField::Manager => "Manager",
        ImportField::Role => "Role",
        ImportField::StartDate => "Started",
        ImportField::Status => "Status",
    }
}

/// An order of dates.
pub const fn order(order: DateOrder) -> &'static str {
    match order {
        DateOrder::DayFirst => "03/04 is the third of April",
        DateOrder::MonthFirst => "03/04 is the fourth of March",
    }
}

/// What the dates say about themselves.
pub const fn dates(dates: DatesRead) -> &'static str {
    match dates {
        DatesRead::Clear => "",
        DatesRead::DayFirst => "By the dates that leave no doubt, the day comes first.",
        DatesRead::MonthFirst => "By the dates that leave no doubt, the month comes first.",
        DatesRead::Ambiguous => "Every date could be read either way: choose one.",
        DatesRead::Mixed => "Some dates have the day first, some the month. Choose one; the others are refused.",
    }
}

/// How the file was read.
pub fn read_as(import: &PeopleImport) -> String {
    let delimiter = match import.delimiter {
        Some(Delimiter::Comma) => "comma",
        Some(Delimiter::Semicolon) => "semicolon",
        Some(Delimiter::Tab) => "tab",
        None => return text::COLUMNS_LEAD.to_owned(),
    };
    let encoding = import.encoding.map_or("utf-8", |encoding| encoding.as_str()).to_ascii_uppercase();
    format!("{} Read as {encoding}, cells parted by {delimiter}s.", text::COLUMNS_LEAD)
}

/// An outcome in a word.
pub const fn outcome(outcome: ImportOutcome) -> &'static str {
    match outcome {
        ImportOutcome::New => text::NEW,
        ImportOutcome::Changed => text::CHANGED,
        ImportOutcome::Unchanged => text::UNCHANGED,
        ImportOutcome::Refused => text::REFUSED,
    }
}

/// What undoing does with somebody, in a word.
pub const fn undo_outcome(outcome: UndoOutcome) -> &'static str {
    match outcome {
        UndoOutcome::PutBack => text::PUT_BACK,
        UndoOutcome::Leaves => text::LEAVES,
        UndoOutcome::Refused => text::STAY,
    }
}

/// Why somebody stays as they are, as a sentence.
pub fn undo_reason(reason: &ImportUndoReason) -> String {
    let people = reason.people.join(", ");
    match reason.code {
        ImportUndoReasonCode::ChangedSince => format!("{} was changed since.", reason.field.map_or("Something", field)),
        ImportUndoReasonCode::EmailTaken => format!("{people} has the address from before."),
        ImportUndoReasonCode::ExternalIdTaken => format!("{people} has the number from before."),
        ImportUndoReasonCode::TeamGone => "Their team from before is gone.".to_owned(),
        ImportUndoReasonCode::ManagerLeft => format!("{people}, to whom they reported, has left."),
        ImportUndoReasonCode::ManagerLoop => "Reporting would go round in a circle.".to_owned(),
        ImportUndoReasonCode::LastAdmin => "The organisation would be left without an Admin.".to_owned(),
        ImportUndoReasonCode::Oneself => "You would lose your own access.".to_owned(),
    }
}

/// Why a row is refused, as a sentence.
pub fn reason(reason: &ImportReason) -> String {
    let value = reason.value.as_deref().unwrap_or_default();
    let lines = reason.lines.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    let people = reason.people.join(" → ");
    let column = reason.field.map_or("This", field);
    match reason.code {
        ImportReasonCode::MissingName => "There is no name.".to_owned(),
        ImportReasonCode::MissingEmail => "There is no e-mail address.".to_owned(),
        ImportReasonCode::BadEmail => format!("“{value}” is not an e-mail address."),
        ImportReasonCode::TooLong => {
            format!("{column} is longer than {} characters.", reason.limit.unwrap_or_default())
        }
        ImportReasonCode::ForbiddenCharacter => format!("{column} has invisible characters that can't be kept."),
        ImportReasonCode::TooManyCells => "It has more cells than there are headings.".to_owned(),
        ImportReasonCode::DuplicateEmailInFile => format!("The same address stands on line {lines}."),
        ImportReasonCode::DuplicateExternalIdInFile => format!("The same number stands on line {lines}."),
        ImportReasonCode::SamePersonTwice => format!("Line {lines} is about the same person."),
        ImportReasonCode::EmailTaken => format!("{people} has this address."),
        ImportReasonCode::EmailHasAccount => "They log in with their address; only they can change it.".to_owned(),
        ImportReasonCode::UnknownManager => format!("Nobody is known as “{value}”, neither here nor in the file."),
        ImportReasonCode::AmbiguousManager => {
            format!("Several people are called “{value}”. Use the manager's e-mail address.")
        }
        ImportReasonCode::ManagerIsSelf => "They would report to themselves.".to_owned(),
        ImportReasonCode::ManagerLoop => format!("Reporting would go round in a circle: {people}."),
        ImportReasonCode::ManagerRefused => format!("Their manager {people} is refused too."),
        ImportReasonCode::ManagerDeactivated => "Their manager has been deactivated.".to_owned(),
        ImportReasonCode::BadDate => format!("“{value}” is not a date."),
        ImportReasonCode::AmbiguousDate => format!("“{value}” can be read two ways. Choose the order of dates above."),
        ImportReasonCode::UnknownRole => format!("“{value}” is not a role. Use Employee, Manager or Admin."),
        ImportReasonCode::LastAdmin => "The organisation would be left without an Admin.".to_owned(),
        ImportReasonCode::HasLeft => "They have left already and aren't in the organisation.".to_owned(),
    }
}
