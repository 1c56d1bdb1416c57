//! Dates as people and programs write them.
//!
//! Read are `2024-03-12` (also with a time, with slashes, and `20240312`), `12/3/2024`, `3/12/2024`,
//! `12.3.2024`, `12-Mar-2024`, `12 March 2024`, `Mar 12, 2024` (months in English, German and French), and
//! the numbers that Excel counts days with. Whether 03/04/2024 is in April or in March is decided once
//! for a whole column, from the dates in it that can be read in one way only.

use chrono::{Datelike, Days, NaiveDate};
use shared::people::import::{DateOrder, DatesRead, ImportReasonCode};

/// What one cell can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    /// One date, whatever the order.
    Clear(NaiveDate),
    /// Two numbers that are day and month, in an order the cell doesn't tell.
    Ordered { day_first: Option<NaiveDate>, month_first: Option<NaiveDate> },
    /// No date.
    Nothing,
}

/// What the dates of a column say about their order. Blank cells and cells that are no date say nothing.
pub fn order_of<'a>(cells: impl IntoIterator<Item = &'a str>) -> DatesRead {
    let (mut day, mut month, mut either) = (false, false, false);
    for cell in cells {
        if let Meaning::Ordered { day_first, month_first } = meaning(cell) {
            day |= day_first.is_some() && month_first.is_none();
            month |= month_first.is_some() && day_first.is_none();
            either |= day_first.is_some() && month_first.is_some() && day_first != month_first;
        }
    }
    match (day, month, either) {
        (true, true, _) => DatesRead::Mixed,
        (true, false, _) => DatesRead::DayFirst,
        (false, true, _) => DatesRead::MonthFirst,
        (false, false, true) => DatesRead::Ambiguous,
        (false, false, false) => DatesRead::Clear,
    }
}

/// Whether any of the cells can be read as a date.
pub fn some<'a>(cells: impl IntoIterator<Item = &'a str>) -> bool {
    cells.into_iter().any(|cell| meaning(cell) != Meaning::Nothing)
}

/// The date in a cell that isn't blank, given the order of its column if there is one.
///
/// Where an order is given it holds, so `14/3/2024` with the month first is not a date.
pub fn parse(cell: &str, order: Option<DateOrder>) -> Result<NaiveDate, ImportReasonCode> {
    let found = match (meaning(cell), order) {
        (Meaning::Clear(date), _) => Some(date),
        (Meaning::Ordered { day_first, .. }, Some(DateOrder::DayFirst)) => day_first,
        (Meaning::Ordered { month_first, .. }, Some(DateOrder::MonthFirst)) => month_first,
        (Meaning::Ordered { day_first: Some(day), month_first: Some(month) }, None) if day != month => {
            return Err(ImportReasonCode::AmbiguousDate);
        }
        (Meaning::Ordered { day_first, month_first }, None) => day_first.or(month_first),
        (Meaning::Nothing, _) => None,
    };
    found.ok_or(ImportReasonCode::BadDate)
}

fn meaning(cell: &str) -> Meaning {
    let cell = without_time(cell.trim());
    if let Some(date) = counted_by_excel(cell).or_else(|| compact(cell)) {
        return Meaning::Clear(date);
    }
    let parts: Vec<&str> = cell.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts[..] else { return Meaning::Nothing };
    if let Some(date) = with_month_name(a, b, c) {
        return date.map_or(Meaning::Nothing, Meaning::Clear);
    }
    let (Some(first), Some(second), Some(third)) = (number(a), number(b), number(c)) else { return Meaning::Nothing };
    if a.len() == 4 {
        return date(a, second, third).map_or(Meaning::Nothing, Meaning::Clear);
    }
    let day_first = date(c, second, first);
    // Nobody puts the month first between full stops.
    if cell.contains('.') {
        return day_first.map_or(Meaning::Nothing, Meaning::Clear);
    }
    match (day_first, date(c, first, second)) {
        (None, None) => Meaning::Nothing,
        (day_first, month_first) => Meaning::Ordered { day_first, month_first },
    }
}

// `2024-03-12T08:00:00Z`, `2024-03-12 08:00`, `12/3/2024 12:00 AM`.
fn without_time(cell: &str) -> &str {
    let Some(colon) = cell.find(':') else { return cell };
    let before = cell.get(..colon).unwrap_or_default();
    before.rfind(['T', ' ']).and_then(|end| before.get(..end)).map_or(cell, str::trim_end)
}

// Days since the end of 1899, the fraction is the time; only numbers of five digits, 1927 to 2173.
fn counted_by_excel(cell: &str) -> Option<NaiveDate> {
    let (days, fraction) = cell.split_once('.').unwrap_or((cell, ""));
    if days.len() != 5 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days = number(days).filter(|days| *days >= 10_000)?;
    in_range(NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days.into()))?)
}

fn compact(cell: &str) -> Option<NaiveDate> {
    if cell.len() != 8 {
        return None;
    }
    date(cell.get(..4)?, number(cell.get(4..6)?)?, number(cell.get(6..)?)?)
}

// The outer `None`: no part is the name of a month. The inner one: there is a name, and no such date.
fn with_month_name(a: &str, b: &str, c: &str) -> Option<Option<NaiveDate>> {
    if let Some(month) = month(b) {
        // `12 Mar 2024`, or `2024 Mar 12`.
        let (day, year) = if a.len() == 4 && number(a).is_some() { (c, a) } else { (a, c) };
        return Some(ordinal(day).and_then(|day| date(year, month, day)));
    }
    month(a).map(|month| ordinal(b).and_then(|day| date(c, month, day)))
}

fn ordinal(day: &str) -> Option<u32> {
    let digits = day.trim_end_matches(|c: char| c.is_alphabetic());
    let suffix = day.get(digits.len()..).unwrap_or_default();
    matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er").then(|| number(digits)).flatten()
}

fn month(name: &str) -> Option<u32> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "january", "januar", "jänner", "janv", "janvier"],
        &["feb", "february", "februar", "févr", "fév", "février"],
        &["mar", "march", "mär", "mrz", "märz", "mars"],
        &["apr", "april", "avr", "avril"],
        &["may", "mai"],
        &["jun", "june", "juni", "juin"],
        &["jul", "july", "juli", "juil", "juillet"],
        &["aug", "august", "août"],
        &["sep", "sept", "september", "septembre"],
        &["oct", "october", "okt", "oktober", "octobre"],
        &["nov", "november", "novembre"],
        &["dec", "december", "dez", "dezember", "déc", "décembre"],
    ];
    let name = name.to_lowercase();
    (1..).zip(MONTHS).find(|(_, names)| names.contains(&name.as_str())).map(|(month, _)| month)
}

fn date(year: &str, month: u32, day: u32) -> Option<NaiveDate> {
    let number = number(year)?;
    let year = match (year.len(), number) {
        (4, year) => year,
        // Of two digits: nobody who works today began before 1970.
        (2, year @ 0..70) => 2000 + year,
        (2, year) => 1900 + year,
        _ => return None,
    };
    in_range(NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?)
}

fn in_range(date: NaiveDate) -> Option<NaiveDate> {
    (1900..=2200).contains(&date.year()).then_some(date)
}

// `parse` alone would take a plus sign.
fn number(digits: &str) -> Option<u32> {
    let all_digits = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| digits.parse().ok()).flatten()
}

#[cfg(test)]
mod tests;
