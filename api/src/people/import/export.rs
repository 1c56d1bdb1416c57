//! People as a CSV file that is safe to open in a spreadsheet and imports again as it was.

use std::{borrow::Cow, collections::HashMap};

use super::known::Known;

/// The headings of an exported file; [`super::columns::guess`] knows all of them.
pub const HEADINGS: [&str; 9] =
    ["Employee ID", "Name", "Email", "Job title", "Team", "Manager email", "Access role", "Start date", "Status"];

/// The people as a CSV file. Managers must be among `everybody`, who needn't all be exported.
pub fn file<'a>(people: impl IntoIterator<Item = &'a Known>, everybody: &[Known]) -> csv::Result<Vec<u8>> {
    let emails: HashMap<_, _> = everybody.iter().map(|person| (person.id, person.email.as_str())).collect();
    // Excel takes a file for UTF-8 only when it begins with a byte order mark.
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(HEADINGS)?;
    for person in people {
        let manager = person.manager.and_then(|id| emails.get(&id).copied());
        let start = person.start_date.map(|date| date.to_string());
        let cells = [
            person.external_id.as_deref(),
            Some(&person.name),
            Some(&person.email),
            person.job_title.as_deref(),
            person.team.as_deref(),
            manager,
            Some(person.role.as_str()),
            start.as_deref(),
            Some(person.status.as_str()),
        ];
        writer.write_record(cells.map(|cell| safe_cell(cell.unwrap_or_default()).into_owned()))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The cell as it is written: what a spreadsheet would take for a formula gets an apostrophe in front.
///
/// Quoting for the delimiter is the CSV writer's work; numbers and dates of our own aren't passed through
/// here. [`plain_cell`] undoes it, so that an exported file imports as it was.
pub(crate) fn safe_cell(cell: &str) -> Cow<'_, str> {
    if reads_as_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`safe_cell`].
pub fn plain_cell(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| reads_as_formula(rest)).unwrap_or(cell)
}

// Apostrophes before it count too, or a cell that had one of its own would lose it on the way back.
// Spaces in front are skipped by some programs; full-width forms are taken for the plain ones by some.
fn reads_as_formula(cell: &str) -> bool {
    cell.trim_start_matches(['\'', ' '])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_disarmed_and_text_is_left_alone() {
        for cell in ["=1+1", "+49 30", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", " =1", "＝1", "'=1"] {
            assert_eq!(safe_cell(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["", "Anna", "O'Hara", "'s-Hertogenbosch", "a=b", "anna-lee@b.co"] {
            assert_eq!(safe_cell(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn what_was_made_safe_comes_back(cell in "['=+@ a\t-]{0,6}\\PC{0,6}") {
            let safe = safe_cell(&cell);
            prop_assert_eq!(plain_cell(&safe), cell.as_str());
        }

        #[test]
        fn no_safe_cell_begins_like_a_formula(cell in "[=+@\t\r\0 ＝-]{0,3}\\PC{0,6}") {
            prop_assert!(!safe_cell(&cell).trim_start().starts_with(['=', '+', '-', '@', '\0', '＝', '＋', '－', '＠']));
        }
    }
}
