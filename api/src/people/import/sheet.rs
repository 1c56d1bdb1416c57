//! From a file to headings and rows of trimmed cells, within limits.

use csv::{ReaderBuilder, StringRecord};
use shared::people::import::{Delimiter, FileCode, FileEncoding};

use super::{decode::decode, file::FileFault, sniff};

/// The most rows below the headings.
pub const MOST_ROWS: usize = 10_000;
/// The most columns.
pub const MOST_COLUMNS: usize = 100;
/// The longest cell, in characters.
pub const LONGEST_CELL: usize = 1_000;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// How its bytes were encoded.
    pub encoding: FileEncoding,
    /// What stood between two cells.
    pub delimiter: Delimiter,
    /// The headings; a column may have none.
    pub headers: Vec<String>,
    /// The rows below, without blank ones.
    pub rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The line of the file it starts on.
    pub line: u64,
    /// Exactly as many cells as there are headings.
    pub cells: Vec<String>,
    /// Whether there was something beyond the last heading.
    pub has_too_many: bool,
}

impl Row {
    /// The cell of a column; empty if there is no such column.
    pub fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }
}

/// Reads a file. Any bytes give a sheet or a fault.
pub fn read(bytes: &[u8]) -> Result<Sheet, FileFault> {
    let (text, encoding) = decode(bytes)?;
    let (delimiter, start) = sniff::delimiter(&text);
    let body = text.get(start..).unwrap_or_default();
    // Excel's line `sep=` is a line all the same.
    let first_line = if start > 0 { 2 } else { 1 };
    sniff::check_quotes(body, delimiter, first_line)?;

    let mut records = ReaderBuilder::new()
        .delimiter(sniff::byte(delimiter))
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes())
        .into_records()
        .filter(|record| record.as_ref().map_or(true, |record| record.iter().any(|cell| !trim(cell).is_empty())));

    let first = records.next().ok_or_else(|| FileFault::new(FileCode::Empty))?;
    let headers = headers(&readable(first)?)?;
    let mut lines = Lines { left: body.as_bytes(), offset: 0, line: first_line };
    let mut rows = Vec::new();
    for record in records {
        if rows.len() == MOST_ROWS {
            return Err(FileFault::new(FileCode::TooManyRows).limit(MOST_ROWS));
        }
        let record = readable(record)?;
        let line = lines.of(&record);
        rows.push(row(&record, headers.len(), line)?);
    }
    if rows.is_empty() {
        return Err(FileFault::new(FileCode::NoRows));
    }
    Ok(Sheet { encoding, delimiter, headers, rows })
}

fn readable(record: csv::Result<StringRecord>) -> Result<StringRecord, FileFault> {
    record.map_err(|_| FileFault::new(FileCode::NotCsv))
}

fn headers(record: &StringRecord) -> Result<Vec<String>, FileFault> {
    let mut headers: Vec<String> = record.iter().map(|cell| trim(cell).to_owned()).collect();
    while headers.last().is_some_and(String::is_empty) {
        headers.pop();
    }
    if headers.len() > MOST_COLUMNS {
        return Err(FileFault::new(FileCode::TooManyColumns).limit(MOST_COLUMNS));
    }
    for (index, header) in headers.iter().enumerate() {
        if header.chars().count() > LONGEST_CELL {
            return Err(FileFault::new(FileCode::CellTooLong).limit(LONGEST_CELL).line(1));
        }
        // An address is somebody's: this is already a row of people.
        if header.contains('@') {
            return Err(FileFault::new(FileCode::NoHeader));
        }
        let same = |other: &String| !header.is_empty() && other.to_lowercase() == header.to_lowercase();
        if headers.iter().skip(index + 1).any(same) {
            return Err(FileFault::new(FileCode::DuplicateHeader).limit(header));
        }
    }
    Ok(headers)
}

fn row(record: &StringRecord, width: usize, line: u64) -> Result<Row, FileFault> {
    let mut cells: Vec<String> = record.iter().take(width).map(|cell| trim(cell).to_owned()).collect();
    if cells.iter().any(|cell| cell.chars().count() > LONGEST_CELL) {
        return Err(FileFault::new(FileCode::CellTooLong).limit(LONGEST_CELL).line(line));
    }
    cells.resize(width, String::new());
    let has_too_many = record.iter().skip(width).any(|cell| !trim(cell).is_empty());
    Ok(Row { line, cells, has_too_many })
}

// Byte order marks turn up inside files that were glued together.
fn trim(cell: &str) -> &str {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
}

/// Counts lines along the text. The reader's own count is that of the line where it stopped before,
/// which is another one when blank lines lie between.
struct Lines<'a> {
    left: &'a [u8],
    offset: u64,
    line: u64,
}

impl Lines<'_> {
    /// The line a record starts on; records come in their order.
    fn of(&mut self, record: &StringRecord) -> u64 {
        let start = record.position().map_or(self.offset, csv::Position::byte);
        while let [byte, left @ ..] = self.left {
            if self.offset >= start && *byte != b'\n' {
                break;
            }
            self.line += u64::from(*byte == b'\n');
            self.left = left;
            self.offset += 1;
        }
        self.line
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fault(text: &str) -> (FileCode, Option<String>) {
        let fault = read(text.as_bytes()).unwrap_err();
        (fault.code, fault.limit)
    }

    #[test]
    fn a_file_as_excel_saves_it() {
        let sheet = read(b"sep=;\r\nName; E-Mail ;\r\nJos\xe9;j@b.co;\r\n;;\r\n\"Lee;\r\nA\"\r\n").unwrap();
        assert_eq!((sheet.encoding, sheet.delimiter), (FileEncoding::Windows1252, Delimiter::Semicolon));
        assert_eq!(sheet.headers, ["Name", "E-Mail"]);
        let rows: Vec<_> = sheet.rows.iter().map(|row| (row.line, row.cell(0), row.cell(1))).collect();
        assert_eq!(rows, [(3, "José", "j@b.co"), (5, "Lee;\nA", "")]);
    }

    #[test]
    fn what_makes_no_sheet_is_refused() {
        assert_eq!(fault(""), (FileCode::Empty, None));
        assert_eq!(fault("\n \n,,\n"), (FileCode::Empty, None));
        assert_eq!(fault("Name,Email\n"), (FileCode::NoRows, None));
        assert_eq!(fault("A,a@b.co\nB,b@b.co\n"), (FileCode::NoHeader, None));
        assert_eq!(fault("Name,Email,email\nA,a,a\n"), (FileCode::DuplicateHeader, Some("Email".to_owned())));
    }

    #[test]
    fn the_limits_are_kept() {
        let people = "A,a@b.co\n".repeat(MOST_ROWS);
        assert!(read(format!("Name,Email\n{people}").as_bytes()).is_ok());
        assert_eq!(fault(&format!("Name,Email\n{people}B,b@b.co")).0, FileCode::TooManyRows);
        let wide: Vec<_> = (0..=MOST_COLUMNS).map(|column| format!("c{column}")).collect();
        assert_eq!(fault(&format!("{}\n1", wide.join(","))).0, FileCode::TooManyColumns);
        assert_eq!(fault(&format!("Name\n{}", "x".repeat(LONGEST_CELL + 1))).0, FileCode::CellTooLong);
    }

    #[test]
    fn cells_beyond_the_headings_are_noticed() {
        let sheet = read(b"Name,Email\nLee, A,a@b.co\nB,b@b.co,,\n").unwrap();
        let too_many: Vec<_> = sheet.rows.iter().map(|row| row.has_too_many).collect();
        assert_eq!(too_many, [true, false]);
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_sheet_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(sheet) = read(&bytes) {
                prop_assert!(sheet.rows.iter().all(|row| row.cells.len() == sheet.headers.len()));
            }
        }

        #[test]
        fn what_was_a_file_once_gives_a_sheet_within_the_limits_or_a_fault(
            bytes in crate::http::nasty::bytes(&["Name;E-Mail;Team", "Jos\u{e9};j@b.co;\"Lee;\"", "sep=,", "=1+1,-2,@x"]),
            more in crate::http::nasty::bytes(&["a,a@b.co", "\"a\"\"b\",c", ";;;;"]),
        ) {
            if let Ok(sheet) = read(&[bytes.as_slice(), b"\r\n", more.as_slice()].concat()) {
                prop_assert!(sheet.headers.len() <= MOST_COLUMNS && sheet.rows.len() <= MOST_ROWS);
                let mut cells = sheet.rows.iter().flat_map(|row| &row.cells);
                prop_assert!(cells.all(|cell| cell.chars().count() <= LONGEST_CELL));
            }
        }

        #[test]
        fn any_text_of_csv_characters_gives_a_sheet_or_a_fault(text in "[a-c,;\t\"\r\n=@ ]{0,60}") {
            if let Ok(sheet) = read(text.as_bytes()) {
                prop_assert!(!sheet.rows.is_empty());
            }
        }
    }
}
