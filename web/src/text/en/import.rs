//! Importing people from a file. The words for its codes stand in `import_codes`.

pub const IMPORT: &str = "Import people";
pub const LEAD: &str = "From the CSV file of your HR system or a spreadsheet. Nothing is written before you confirm.";
pub const STEPS: &str = "Steps of the import";
pub const STEP_FILE: &str = "Choose a file";
pub const STEP_CHECK: &str = "Check each row";
pub const STEP_DONE: &str = "Done";

pub const DROP: &str = "Drop a CSV file here, or choose one";
pub const DROP_HINT: &str = "Up to 10 MB. Commas, semicolons or tabs; any common encoding.";
pub const READING: &str = "Reading the file…";
pub const CANT_READ: &str = "This file can't be read";
pub const NOTES: [&str; 3] = [
    "Exports of BambooHR, Personio, Workday, Zoho and plain Excel work as they are: the columns are recognised, and you can correct the guess.",
    "The first row names the columns. Name and e-mail are needed; job title, team, manager, role and start date are welcome. A manager may be given by e-mail or by name.",
    "Importing again updates people instead of doubling them, and takes nobody away unless you say so.",
];

pub const COLUMNS: &str = "Columns";
pub const COLUMNS_LEAD: &str = "What each column of the file holds.";
pub const UNRECOGNISED: &str = "Which column holds the e-mail addresses?";
pub const UNRECOGNISED_DETAIL: &str = "The headings weren't recognised. Say below what each column holds: the e-mail address (or the number in the HR system) and the name are needed. The rows appear as soon as it is clear whom they are about.";
pub const LEAVE_ASIDE: &str = "Leave aside";
pub const DATES: &str = "Dates such as 03/04/2024";
pub const DATES_BY_COLUMN: &str = "As the column itself says";

pub const ROWS: &str = "Rows of the file";
pub const ALL: &str = "All rows";
pub const NEW: &str = "New";
pub const CHANGED: &str = "Changed";
pub const UNCHANGED: &str = "Unchanged";
pub const REFUSED: &str = "Refused";
pub const LINE: &str = "Line";
pub const PERSON: &str = "Person";
pub const OUTCOME: &str = "Outcome";
pub const WHAT: &str = "What happens";
pub const NOTHING: &str = "nothing";
pub const NO_ROWS: &str = "No rows of this kind.";

pub const STAYS: &str = "stays";
pub const DISCARD: &str = "Throw away";
pub const SKIP_HINT: &str = "Otherwise correct the file and choose it again: either all rows come in, or none.";
pub const DEACTIVATE_HINT: &str = "They are logged out everywhere at once and can't come back until you reactivate them; their goals and history stay. You yourself, whoever the file names as a manager and the last Admin stay in any case.";
pub const DEACTIVATED: &str = "Deactivated";
pub const APPLYING: &str = "Writing the people…";
pub const APPLIED: &str = "The people are in";
pub const APPLIED_DETAIL: &str = "Nobody has got a mail. Invite them from the list of people when you are ready.";
pub const TO_PEOPLE: &str = "See the people";
pub const ANOTHER: &str = "Import another file";

pub const RECENT: &str = "Imported in the last 24 hours";
pub const UNDONE: &str = "Undone";
pub const OPEN: &str = "Open";

pub const UNDO: &str = "Undo this import";
pub const UNDO_DETAIL: &str = "Everybody gets back what they were before it, and whom it brought in is deactivated. Teams it created stay, and what was passed on when somebody was deactivated stays where it is now.";
pub const UNDO_PEOPLE: &str = "People of this import";
pub const IS_UNDONE: &str = "The import is undone.";
pub const LEAVE_HINT: &str = "Otherwise nobody is touched.";
pub const LEAVES_DETAIL: &str = "The import brought them in.";
pub const PUT_BACK: &str = "Put back";
pub const LEAVES: &str = "Deactivated";
pub const STAY: &str = "Stays";

/// Who imported when.
pub fn imported(author: &str, moment: &str) -> String {
    format!("{author}, {moment}")
}

/// How many people an import added or changed.
pub fn imported_people(count: i32) -> String {
    if count == 1 { "1 person added or changed".to_owned() } else { format!("{count} people added or changed") }
}

/// Until when one can be undone, in little room.
pub fn until(moment: &str) -> String {
    format!("Can be undone until {moment}")
}

/// Beside the button that leads to undoing.
pub fn undo_until(moment: &str) -> String {
    format!("This import can be undone until {moment}.")
}

/// Over an import that was undone.
pub fn undone(moment: &str) -> String {
    format!("This import was undone on {moment}")
}

/// What undoing comes to.
pub fn undoing(put_back: usize, leave: usize, refused: usize) -> String {
    let all = [(put_back, "put back"), (leave, "deactivated"), (refused, "left as they are")];
    let some: Vec<String> =
        all.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if some.is_empty() { "There is nobody to put back.".to_owned() } else { format!("{}.", some.join(", ")) }
}

/// The box to tick where somebody stays as they are.
pub fn leave_as_they_are(count: usize) -> String {
    if count == 1 { "Leave 1 person as they are".to_owned() } else { format!("Leave {count} people as they are") }
}

/// The button that undoes.
pub fn undo(people: usize) -> String {
    if people == 1 { "Undo for 1 person".to_owned() } else { format!("Undo for {people} people") }
}

/// A column without a heading.
pub fn nameless(place: usize) -> String {
    format!("Column {place}")
}

/// Under the counts.
pub fn missing(count: usize) -> String {
    match count {
        1 => "1 person of the organisation isn't in the file; nothing happens to them by itself.".to_owned(),
        count => format!("{count} people of the organisation aren't in the file; nothing happens to them by itself."),
    }
}

/// Below the first of those who aren't in the file.
pub fn and_more(count: usize) -> String {
    format!("and {count} more")
}

/// The box to tick when people are missing.
pub fn deactivate(count: usize) -> String {
    if count == 1 { "Deactivate 1 missing person".to_owned() } else { format!("Deactivate {count} missing people") }
}

/// Under the counts.
pub fn new_teams(names: &[String]) -> String {
    let shown = names.iter().take(12).map(String::as_str).collect::<Vec<_>>().join(", ");
    let rest = names.len().saturating_sub(12);
    if rest == 0 { format!("New teams: {shown}.") } else { format!("New teams: {shown} and {rest} more.") }
}

/// The box to tick when there are refused rows.
pub fn skip(count: usize) -> String {
    if count == 1 { "Leave out the refused row".to_owned() } else { format!("Leave out the {count} refused rows") }
}

/// Beside the button.
pub fn will(new: usize, changed: usize, deactivated: usize) -> String {
    let all = [(new, "new"), (changed, "changed"), (deactivated, "deactivated")];
    let some: Vec<String> =
        all.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}")).collect();
    if some.is_empty() { "There is nothing to write.".to_owned() } else { format!("{}.", some.join(", ")) }
}

/// The button.
pub fn apply(written: usize, deactivated: usize) -> String {
    let people = |count| if count == 1 { "1 person".to_owned() } else { format!("{count} people") };
    match (written, deactivated) {
        (written, 0) => format!("Import {}", people(written)),
        (0, deactivated) => format!("Deactivate {}", people(deactivated)),
        (written, deactivated) => format!("Import {}, deactivate {deactivated}", people(written)),
    }
}
