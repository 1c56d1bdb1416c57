//! People as a CSV file that is safe to open in a spreadsheet and imports again as it was.

use std::collections::HashMap;

use super::known::Known;
use crate::sheets::safe_cell;

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
