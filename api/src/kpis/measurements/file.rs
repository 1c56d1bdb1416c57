//! A file of measurements: which column holds what, what its numbers mean, and what each row says. Pure.

use chrono::{DateTime, NaiveDate, Utc};
use shared::{
    kpis::{
        RowProblem,
        rules::{currency, gauge::check_value, kinds::KpiKind},
    },
    people::import::{DateOrder, DatesRead, Delimiter, FileCode, FileEncoding, ImportReasonCode},
    wire::check,
};

use crate::people::{
    FileFault, dates,
    sheet::{self, Row, Sheet},
};

/// What a file is read for.
#[derive(Debug, Clone)]
pub(super) struct Purpose {
    pub kind: KpiKind,
    pub unit: Option<String>,
    pub today: NaiveDate,
    pub order: Option<DateOrder>,
}

/// A file that was read.
#[derive(Debug)]
pub(super) struct File {
    pub encoding: FileEncoding,
    pub delimiter: Delimiter,
    pub date_column: String,
    pub value_column: String,
    pub comment_column: Option<String>,
    pub dates: DatesRead,
    pub lines: Vec<Line>,
}

impl File {
    /// Refuses rows for what the file alone doesn't tell.
    pub(super) fn refuse(&mut self, wrong: impl Fn(&Said) -> Option<(RowProblem, String)>) {
        for line in &mut self.lines {
            if let Some(problem) = line.said.as_ref().ok().and_then(&wrong) {
                line.said = Err(problem);
            }
        }
    }
}

/// A row of it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub line: u64,
    pub said: Result<Said, (RowProblem, String)>,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Said {
    pub on: NaiveDate,
    /// The moment it speaks of, where it isn't the whole day.
    pub at: Option<DateTime<Utc>>,
    pub value: f64,
    /// As it stands there, however long: an export has names where a reference was kept.
    pub comment: String,
}

impl Said {
    /// What is wrong with its comment, if it were to be kept.
    pub(super) fn comment_problem(&self) -> Option<(RowProblem, String)> {
        check::lines(0, 500)(&self.comment, &()).err().map(|_| (RowProblem::BadComment, self.comment.clone()))
    }
}

/// Headings that say what their column holds, in English, German, French, Spanish and Portuguese.
const DATES: [&str; 16] = [
    "date", "day", "on", "month", "week", "quarter", "period", "datum", "tag", "monat", "jour", "mois", "fecha", "día",
    "data", "mes",
];
const VALUES: [&str; 14] = [
    "value",
    "amount",
    "number",
    "measurement",
    "result",
    "actual",
    "count",
    "wert",
    "betrag",
    "valeur",
    "montant",
    "valor",
    "importe",
    "total",
];
/// An export has moments there, as RFC 3339; what else may stand in such a column is passed over.
const TIMES: [&str; 1] = ["time"];
const COMMENTS: [&str; 9] =
    ["comment", "comments", "note", "notes", "remark", "kommentar", "notiz", "commentaire", "comentario"];

/// Reads a file. Any bytes give lines or a fault.
pub(super) fn read(bytes: &[u8], purpose: &Purpose) -> Result<File, FileFault> {
    let sheet = sheet::read(bytes)?;
    let named = |names: &[&str]| {
        sheet
            .headers
            .iter()
            .position(|header| names.contains(&header.to_lowercase().trim_matches(|c: char| !c.is_alphabetic())))
    };
    let date = named(&DATES).or_else(|| column(&sheet, &[], |cell| dates::some([cell])));
    let date = date.ok_or_else(|| FileFault::new(FileCode::NoHeader))?;
    let value = named(&VALUES).filter(|column| *column != date);
    let value = value.or_else(|| column(&sheet, &[date], |cell| digits(cell).is_some()));
    let value = value.ok_or_else(|| FileFault::new(FileCode::NoHeader))?;
    let time = named(&TIMES).filter(|column| ![date, value].contains(column));
    let comment = named(&COMMENTS);
    let dates = dates::order_of(sheet.rows.iter().map(|row| row.cell(date)));
    let order = purpose.order.or(match dates {
        DatesRead::DayFirst => Some(DateOrder::DayFirst),
        DatesRead::MonthFirst => Some(DateOrder::MonthFirst),
        DatesRead::Clear | DatesRead::Ambiguous | DatesRead::Mixed => None,
    });
    let mark = decimal_mark(sheet.rows.iter().map(|row| row.cell(value)));
    let columns = Columns { date, time, value, comment, order, mark };
    let mut lines: Vec<Line> =
        sheet.rows.iter().map(|row| Line { line: row.line, said: said(row, &columns, purpose) }).collect();
    refuse_doubles(&mut lines);
    let heading = |column: usize| sheet.headers.get(column).cloned().unwrap_or_default();
    Ok(File {
        encoding: sheet.encoding,
        delimiter: sheet.delimiter,
        date_column: heading(date),
        value_column: heading(value),
        comment_column: comment.map(heading),
        dates,
        lines,
    })
}

/// The first column of which most cells that say anything look right.
fn column(sheet: &Sheet, taken: &[usize], looks_right: impl Fn(&str) -> bool) -> Option<usize> {
    (0..sheet.headers.len()).filter(|column| !taken.contains(column)).find(|column| {
        let cells = || sheet.rows.iter().map(|row| row.cell(*column)).filter(|cell| !cell.is_empty());
        let right = cells().filter(|cell| looks_right(cell)).count();
        right > 0 && right * 2 > cells().count()
    })
}

struct Columns {
    date: usize,
    time: Option<usize>,
    value: usize,
    comment: Option<usize>,
    order: Option<DateOrder>,
    mark: Option<char>,
}

fn said(row: &Row, columns: &Columns, purpose: &Purpose) -> Result<Said, (RowProblem, String)> {
    let cell = row.cell(columns.date);
    let on = dates::parse(cell, columns.order).map_err(|code| {
        let ambiguous = code == ImportReasonCode::AmbiguousDate;
        (if ambiguous { RowProblem::AmbiguousDate } else { RowProblem::BadDate }, cell.to_owned())
    })?;
    if on > purpose.today {
        return Err((RowProblem::InTheFuture, cell.to_owned()));
    }
    let cell = row.cell(columns.value);
    let refused = |problem| (problem, cell.to_owned());
    let value = number(cell, columns.mark).map_err(refused)?;
    let value = match (purpose.kind, purpose.unit.as_deref()) {
        (KpiKind::Money, Some(currency)) => (value * currency::minor_units(currency)).round(),
        _ => value,
    };
    check_value(purpose.kind, value).map_err(|_| refused(RowProblem::OutOfRange))?;
    let comment = columns.comment.map(|column| row.cell(column).to_owned()).unwrap_or_default();
    let at = columns.time.and_then(|column| DateTime::parse_from_rfc3339(row.cell(column)).ok()).map(|at| at.to_utc());
    Ok(Said { on, at, value, comment })
}

/// Of one day, or one moment, the last row counts; earlier ones are named rather than silently passed over.
fn refuse_doubles(lines: &mut [Line]) {
    let mut seen = std::collections::HashSet::new();
    for line in lines.iter_mut().rev() {
        if let Ok(said) = &line.said
            && !seen.insert(said.at.ok_or(said.on))
        {
            line.said = Err((RowProblem::Twice, said.on.to_string()));
        }
    }
}

/// The digits and marks of a number, without currency signs, percent signs and spaces; `None` if there is anything else.
fn digits(cell: &str) -> Option<String> {
    let plain: String = cell
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '%' | '€' | '$' | '£' | '¥' | '₦' | '\'' | '’' | '\u{202f}' | '\u{a0}')
        })
        .map(|c| if c == '−' { '-' } else { c })
        .collect();
    // Bookkeepers write what is below zero in parentheses.
    let plain = match plain.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inside) => format!("-{inside}"),
        None => plain,
    };
    let rest = plain.strip_prefix(['-', '+']).unwrap_or(&plain);
    let good =
        rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.')) && rest.chars().any(|c| c.is_ascii_digit());
    good.then_some(plain)
}

/// The mark before the decimals, as far as one cell tells: one that stands behind the other, or is followed by more or
/// fewer than three digits.
fn told_by(plain: &str) -> Option<char> {
    let last = plain.rfind([',', '.'])?;
    let mark = plain.get(last..)?.chars().next()?;
    let other = if mark == ',' { '.' } else { ',' };
    let after = plain.len() - last - 1;
    let often = plain.matches(mark).count() > 1;
    if plain.contains(other) {
        // Thousands may be marked several times, decimals once.
        Some(if often { other } else { mark })
    } else if often {
        Some(other)
    } else if after != 3 {
        Some(mark)
    } else {
        None
    }
}

/// The mark before the decimals in a column, if any of its cells tells.
fn decimal_mark<'a>(cells: impl Iterator<Item = &'a str>) -> Option<char> {
    cells.filter_map(digits).find_map(|plain| told_by(&plain))
}

fn number(cell: &str, mark: Option<char>) -> Result<f64, RowProblem> {
    let plain = digits(cell).ok_or(RowProblem::BadNumber)?;
    let has_mark = plain.contains([',', '.']);
    let mark = match mark {
        Some(mark) => mark,
        None if has_mark => return Err(RowProblem::AmbiguousNumber),
        None => '.',
    };
    let written: String = plain
        .chars()
        .filter(|c| *c == mark || !matches!(c, ',' | '.'))
        .map(|c| if c == mark { '.' } else { c })
        .collect();
    written.parse().ok().filter(|value: &f64| value.is_finite()).ok_or(RowProblem::BadNumber)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn purpose(kind: KpiKind) -> Purpose {
        let unit = (kind == KpiKind::Money).then(|| "EUR".to_owned());
        Purpose { kind, unit, today: "2026-11-28".parse().unwrap(), order: None }
    }

    fn values(text: &str, kind: KpiKind) -> Vec<Result<(String, f64), RowProblem>> {
        let file = read(text.as_bytes(), &purpose(kind)).unwrap();
        let shown = |said: Result<Said, (RowProblem, String)>| {
            said.map(|said| (said.on.to_string(), said.value)).map_err(|(problem, _)| problem)
        };
        file.lines.into_iter().map(|line| shown(line.said)).collect()
    }

    #[test]
    fn a_file_as_a_spreadsheet_saves_it() {
        let found = values("Monat;Wert;Notiz\n01.09.2026;1.234,5;x\n01.10.2026;987;\n", KpiKind::Number);
        assert_eq!(found, [Ok(("2026-09-01".to_owned(), 1234.5)), Ok(("2026-10-01".to_owned(), 987.0))]);
        let found = values("x,day,takings\nA,2026-09-01,\"$1,234.50\"\nB,2026-09-02,(3.25)\n", KpiKind::Money);
        assert_eq!(found, [Ok(("2026-09-01".to_owned(), 123_450.0)), Ok(("2026-09-02".to_owned(), -325.0))]);
    }

    #[test]
    fn what_can_be_read_two_ways_is_not_guessed() {
        assert_eq!(values("date,value\n2026-09-01,\"1,234\"\n", KpiKind::Number), [Err(RowProblem::AmbiguousNumber)]);
        let file = "date,value\n2026-09-01,\"1,234\"\n2026-09-02,\"5,5\"\n";
        assert_eq!(values(file, KpiKind::Number)[0], Ok(("2026-09-01".to_owned(), 1.234)));
        assert_eq!(values("date,value\n3/4/2026,5\n", KpiKind::Number), [Err(RowProblem::AmbiguousDate)]);
    }

    #[test]
    fn moments_of_one_day_are_told_apart_and_other_times_are_passed_over() {
        let said = |file: &str| -> Vec<_> {
            let lines = read(file.as_bytes(), &purpose(KpiKind::Number)).expect("a file").lines;
            lines.into_iter().map(|line| line.said.map(|said| said.at.map(|at| at.to_rfc3339())).ok()).collect()
        };
        let exported =
            "Date,Time,Value\n2026-03-03,2026-03-03T09:00:00+00:00,1\n2026-03-03,2026-03-03T15:00:00+00:00,2\n";
        let moments = ["2026-03-03T09:00:00+00:00", "2026-03-03T15:00:00+00:00"];
        assert_eq!(said(exported), moments.map(|at| Some(Some(at.to_owned()))));
        assert_eq!(said("date,time,value\n2026-03-03,14:30,1\n"), [Some(None)]);
    }

    #[test]
    fn bad_rows_say_what_is_wrong_and_good_ones_stay() {
        let found = values(
            "date,value\n2027-01-01,5\n2026-02-30,5\n2026-03-01,many\n2026-03-02,-3\n2026-03-03,1\n2026-03-03,2\n",
            KpiKind::Duration,
        );
        use RowProblem::{BadDate, BadNumber, InTheFuture, OutOfRange, Twice};
        assert_eq!(
            found,
            [
                Err(InTheFuture),
                Err(BadDate),
                Err(BadNumber),
                Err(OutOfRange),
                Err(Twice),
                Ok(("2026-03-03".to_owned(), 2.0))
            ]
        );
    }

    proptest! {
        #[test]
        fn numbers_come_back_however_they_are_written(whole in 0u32..10_000_000, cents in 0u32..100, comma in any::<bool>()) {
            let (thousands, decimal) = if comma { ('.', ',') } else { (',', '.') };
            let digits = whole.to_string();
            let mut grouped = String::new();
            for (index, digit) in digits.chars().enumerate() {
                if index > 0 && (digits.len() - index) % 3 == 0 {
                    grouped.push(thousands);
                }
                grouped.push(digit);
            }
            let cell = format!("{grouped}{decimal}{cents:02}");
            let mark = decimal_mark(std::iter::once(cell.as_str()));
            prop_assert_eq!(number(&cell, mark), Ok(f64::from(whole) + format!("0.{cents:02}").parse::<f64>().unwrap()).map(|v| (v * 100.0).round() / 100.0));
        }

        #[test]
        fn any_bytes_give_lines_or_a_fault(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            let _ = read(&bytes, &purpose(KpiKind::Number));
        }
    }
}
