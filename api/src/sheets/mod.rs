//! Tables as files: CSV that is safe to open in a spreadsheet, and workbooks with real types.

mod safe;

use std::ops::Range;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, Workbook, Worksheet, XlsxError};

use crate::http::Failure;
pub(crate) use safe::{plain_cell, safe_cell};

/// The most rows a file has. More is asked for in parts: a workbook is made in memory.
pub(crate) const MOST_ROWS: usize = 50_000;

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    /// Words, never a formula.
    Text(String),
    /// A count.
    Count(i64),
    /// A number of any kind.
    Number(Option<f64>),
    /// A share of one, as per cent.
    Share(Option<f64>),
    /// A day.
    Day(Option<NaiveDate>),
}

impl Cell {
    /// Words of somebody's.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// A word of ours: `on_track` as it is read.
    pub fn word(code: &str) -> Self {
        Self::Text(readable(code))
    }

    fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Number(_) | Self::Share(_))
    }

    fn printed(&self) -> String {
        match self {
            Self::Text(words) => words.clone(),
            Self::Count(count) => count.to_string(),
            Self::Number(number) => number.map(rounded).unwrap_or_default(),
            Self::Share(share) => share.map(|share| format!("{:.0}%", share * 100.0)).unwrap_or_default(),
            Self::Day(day) => day.map(printed_day).unwrap_or_default(),
        }
    }
}

/// Rows under headings.
#[derive(Debug, PartialEq)]
pub(crate) struct Table {
    name: &'static str,
    /// Each with its width in characters.
    columns: Vec<(&'static str, u16)>,
    rows: Vec<Vec<Cell>>,
    /// The columns that are parts of a whole, to be drawn as bars.
    bars: Range<usize>,
    /// Whether the last row is the sum of the others.
    total: bool,
}

/// A column as it is printed.
pub(crate) struct Printed<'a> {
    /// What stands over it.
    pub heading: &'a str,
    /// Its width in characters.
    pub width: u16,
    /// Whether it holds numbers, which stand to the right.
    pub right: bool,
    /// Whether it is a part of a bar.
    pub bar: bool,
}

/// How wide a day is in print, which never breaks.
const PRINTED_DAY: u16 = 15;
/// What only programs read.
const FOR_PROGRAMS: &str = "Id";

impl Table {
    /// Without rows yet.
    pub fn new(name: &'static str, columns: &[(&'static str, u16)]) -> Self {
        Self { name, columns: columns.to_vec(), rows: Vec::new(), bars: 0..0, total: false }
    }

    /// The same, whose columns of these numbers are parts of a whole.
    pub fn with_bars(self, bars: Range<usize>) -> Self {
        Self { bars, ..self }
    }

    /// The same, whose last row is the sum of the others.
    pub fn with_total(self) -> Self {
        Self { total: true, ..self }
    }

    /// What it is called.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether its last row is the sum of the others.
    pub fn has_total(&self) -> bool {
        self.total
    }

    /// Its columns for people.
    pub fn printed_columns(&self) -> impl Iterator<Item = Printed<'_>> {
        self.columns.iter().enumerate().filter(|(_, (heading, _))| *heading != FOR_PROGRAMS).map(
            |(index, (heading, width))| Printed {
                heading,
                width: if self.any(index, |cell| matches!(cell, Cell::Day(_))) { PRINTED_DAY } else { *width },
                right: self.any(index, Cell::is_number),
                bar: self.bars.contains(&index),
            },
        )
    }

    fn any(&self, column: usize, is: impl Fn(&Cell) -> bool) -> bool {
        self.rows.iter().any(|row| row.get(column).is_some_and(&is))
    }

    /// Its rows for people, cell by cell.
    pub fn printed_rows(&self) -> impl Iterator<Item = Vec<String>> {
        self.rows.iter().map(|row| {
            let cells = row.iter().zip(&self.columns).filter(|(_, (heading, _))| *heading != FOR_PROGRAMS);
            cells.map(|(cell, _)| cell.printed()).collect()
        })
    }

    /// How many rows it has.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// One more row.
    pub fn push(&mut self, row: Vec<Cell>) {
        self.rows.push(row);
    }

    /// 422 if there are more rows than a file has.
    pub fn within_bounds(self) -> Result<Self, Failure> {
        self.within(MOST_ROWS).map(|()| self)
    }

    /// 422 if there are more rows than `most`.
    pub fn within(&self, most: usize) -> Result<(), Failure> {
        if self.rows.len() > most { Err(Failure::field("team", &format!("too_many:{most}"))) } else { Ok(()) }
    }
}

fn readable(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A number as it is read: two digits behind the point, where there are any, and a comma at the thousands.
fn rounded(number: f64) -> String {
    let text = format!("{number:.2}");
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.split_at(whole.len() - whole.trim_start_matches('-').len());
    let mut grouped = String::from(sign);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { grouped } else { format!("{grouped}.{rest}") }
}

/// As CSV in UTF-8, with the mark that Excel knows it by.
pub(crate) fn csv(table: &Table) -> Result<String, Failure> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(table.columns.iter().map(|(heading, _)| heading)).map_err(Failure::fault)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(plain)).map_err(Failure::fault)?;
    }
    let bytes = writer.into_inner().map_err(|error| Failure::fault(error.into_error()))?;
    String::from_utf8(bytes).map_err(Failure::fault)
}

/// A day as it is read, in one piece.
pub(crate) fn printed_day(day: NaiveDate) -> String {
    day.format("%-d\u{a0}%b\u{a0}%Y").to_string()
}

fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Text(words) => safe_cell(words).into_owned(),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        Cell::Share(share) => share.map(|share| format!("{:.1}%", share * 100.0)).unwrap_or_default(),
        Cell::Day(day) => day.map(|day| day.to_string()).unwrap_or_default(),
    }
}

/// As a workbook, a sheet for each table: headings stay in sight, numbers are numbers, days are days.
///
/// It says that it was made on `today`, not when: the same numbers are the same file.
pub(crate) fn xlsx(tables: &[&Table], today: NaiveDate) -> Result<Vec<u8>, Failure> {
    workbook(tables, today).map_err(Failure::fault)
}

fn workbook(tables: &[&Table], today: NaiveDate) -> Result<Vec<u8>, XlsxError> {
    let (bold, day, share) =
        (Format::new().set_bold(), Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("0.0%"));
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&today));
    for table in tables {
        let sheet: &mut Worksheet = workbook.add_worksheet();
        sheet.set_name(table.name)?.set_freeze_panes(1, 0)?;
        for (column, (heading, width)) in (0..).zip(&table.columns) {
            sheet.set_column_width(column, *width)?.write_string_with_format(0, column, *heading, &bold)?;
        }
        for (line, row) in (1..).zip(&table.rows) {
            for (column, cell) in (0..).zip(row) {
                match cell {
                    // A string stays one, whatever it begins with.
                    Cell::Text(words) => sheet.write_string(line, column, words)?,
                    Cell::Count(count) => sheet.write_number(line, column, *count as f64)?,
                    Cell::Number(Some(value)) => sheet.write_number(line, column, *value)?,
                    Cell::Share(Some(value)) => sheet.write_number_with_format(line, column, *value, &share)?,
                    Cell::Day(Some(value)) => sheet.write_datetime_with_format(line, column, value, &day)?,
                    Cell::Number(None) | Cell::Share(None) | Cell::Day(None) => continue,
                };
            }
        }
        if let (Some(lines), Some(columns)) = (table.rows.len().checked_sub(1), table.columns.len().checked_sub(1)) {
            let last = u32::try_from(lines + 1).unwrap_or(u32::MAX);
            sheet.autofilter(0, 0, last, u16::try_from(columns).unwrap_or(u16::MAX))?;
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table() -> Table {
        let mut table = Table::new("Rows", &[("Name", 20), ("Count", 8), ("Share", 8), ("Day", 12)]);
        let day = NaiveDate::from_ymd_opt(2026, 11, 3);
        table.push(vec![Cell::text("=1+1"), Cell::Count(7), Cell::Share(Some(0.256)), Cell::Day(day)]);
        table.push(vec![Cell::word("on_track"), Cell::Count(0), Cell::Share(None), Cell::Day(None)]);
        table
    }

    #[test]
    fn a_csv_file_runs_no_formula_and_says_per_cent() {
        let file = csv(&table()).unwrap_or_default();
        assert_eq!(file, "\u{feff}Name,Count,Share,Day\n'=1+1,7,25.6%,2026-11-03\nOn track,0,,\n");
    }

    #[test]
    fn a_workbook_is_a_zip_of_its_sheets() {
        let (table, empty) = (table(), Table::new("Empty", &[("Name", 10)]));
        let made = || xlsx(&[&table, &empty], NaiveDate::default()).unwrap_or_default();
        assert!(made().starts_with(b"PK\x03\x04"));
        let first = made();
        std::thread::sleep(std::time::Duration::from_millis(1100));
        assert_eq!(made(), first, "the same numbers are the same file");
    }

    #[test]
    fn a_printed_number_is_short() {
        let printed = [2.277_039_8, 142_000.0, -1_234_567.5, 99.91, 0.0, 1_768.5].map(rounded);
        assert_eq!(printed, ["2.28", "142,000", "-1,234,567.5", "99.91", "0", "1,768.5"]);
    }

    #[test]
    fn no_file_is_larger_than_a_reader_can_open() {
        let mut large = Table::new("Rows", &[("Count", 8)]);
        (0..=MOST_ROWS).for_each(|_| large.push(vec![Cell::Count(1)]));
        assert!(large.within_bounds().is_err());
    }
}
