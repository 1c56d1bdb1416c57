//! What each column holds: guessed from its heading and its values, corrected by hand.

use std::collections::{BTreeMap, BTreeSet};

use shared::{
    people::import::{ImportColumn, ImportField},
    problem::FieldError,
};

use super::{
    dates, roles,
    sheet::Sheet,
    synonyms::{EMAIL_WORDS, LIKELY, MANAGER_WORDS, PRIVATE_WORDS, SURE, SYNONYMS, WEAK},
};

/// How many values a guess looks at.
const LOOKED_AT: usize = 100;
/// How many values are shown with a column.
const SAMPLES: usize = 3;

/// Which column holds which field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mapping(BTreeMap<ImportField, usize>);

impl Mapping {
    /// The column of a field.
    pub fn column(&self, field: ImportField) -> Option<usize> {
        self.0.get(&field).copied()
    }

    /// The field of a column.
    pub fn field(&self, column: usize) -> Option<ImportField> {
        self.0.iter().find(|(_, of)| **of == column).map(|(field, _)| *field)
    }

    /// A mapping made by hand: for each column of the sheet in turn, what it holds.
    ///
    /// Codes, each under `columns[i]`: `no_such_column`, `field_twice`. Whether it is enough to go by,
    /// [`Self::tells_people_apart`] says: choosing by hand takes more than one step.
    pub fn by_hand(sheet: &Sheet, fields: &[Option<ImportField>]) -> Result<Self, Vec<FieldError>> {
        let mut faults = Vec::new();
        let mut columns = BTreeMap::new();
        for (column, field) in fields.iter().enumerate().filter_map(|(column, field)| Some((column, (*field)?))) {
            if column >= sheet.headers.len() {
                faults.push(FieldError::new(format!("columns[{column}]"), "no_such_column"));
            } else if columns.insert(field, column).is_some() {
                faults.push(FieldError::new(format!("columns[{column}]"), "field_twice"));
            }
        }
        if faults.is_empty() { Ok(Self(columns)) } else { Err(faults) }
    }

    /// Whether the rows say who they are about: by address or number, or nobody could be recognised.
    pub fn tells_people_apart(&self) -> bool {
        self.0.contains_key(&ImportField::Email) || self.0.contains_key(&ImportField::ExternalId)
    }

    /// The columns of a sheet as this mapping reads them.
    pub fn columns(&self, sheet: &Sheet) -> Vec<ImportColumn> {
        let column = |(index, header): (usize, &String)| ImportColumn {
            index,
            header: header.clone(),
            field: self.field(index),
            samples: values(sheet, index).take(SAMPLES).map(str::to_owned).collect(),
        };
        sheet.headers.iter().enumerate().map(column).collect()
    }
}

/// Guesses what the columns hold: the surest pair of column and field first, each taken once.
pub fn guess(sheet: &Sheet) -> Mapping {
    let mut pairs: Vec<(u8, usize, ImportField)> = sheet
        .headers
        .iter()
        .enumerate()
        .flat_map(|(column, header)| {
            let values: Vec<&str> = values(sheet, column).take(LOOKED_AT).collect();
            scores(header, &values).into_iter().map(move |(field, score)| (score, column, field))
        })
        .collect();
    // Of two equally sure columns the left one.
    pairs.sort_by_key(|(score, column, _)| (std::cmp::Reverse(*score), *column));

    let mut mapping = BTreeMap::new();
    let mut taken = BTreeSet::new();
    for (_, column, field) in pairs {
        if !mapping.contains_key(&field) && taken.insert(column) {
            mapping.insert(field, column);
        }
    }
    Mapping(mapping)
}

fn values(sheet: &Sheet, column: usize) -> impl Iterator<Item = &str> {
    sheet.rows.iter().map(move |row| row.cell(column)).filter(|cell| !cell.is_empty())
}

/// What a column may hold, and how sure that is.
fn scores(header: &str, values: &[&str]) -> Vec<(ImportField, u8)> {
    let header = simplified(header);
    let mut found: Vec<(ImportField, u8)> = SYNONYMS
        .iter()
        .filter(|(_, _, names)| names.contains(&header.as_str()))
        .map(|(field, score, _)| (*field, *score))
        .collect();
    if found.is_empty() {
        found.extend(by_words(&header));
    }
    // "Role" is a job title in most files; it is a role where its values are names of roles.
    if matches!(header.as_str(), "role" | "rolle" | "rôle") && most(values, |value| roles::parse(value).is_some()) {
        found.push((ImportField::Role, SURE));
    }
    if found.is_empty() && most(values, |value| value.contains('@')) && !is_private(&header) {
        found.push((ImportField::Email, WEAK));
    }
    found.retain(|(field, _)| fits(*field, values));
    found
}

fn by_words(header: &str) -> Option<(ImportField, u8)> {
    let has = |words: &[&str]| header.split(' ').any(|word| words.contains(&word));
    if has(MANAGER_WORDS) {
        let score = if has(EMAIL_WORDS) { LIKELY } else { WEAK };
        return Some((ImportField::Manager, score));
    }
    (has(EMAIL_WORDS) && !is_private(header)).then_some((ImportField::Email, WEAK + 10))
}

fn is_private(header: &str) -> bool {
    header.split(' ').any(|word| PRIVATE_WORDS.contains(&word))
}

// A heading may lie: a column "Mail" of office numbers holds no addresses.
fn fits(field: ImportField, values: &[&str]) -> bool {
    match field {
        ImportField::Email => values.is_empty() || values.iter().any(|value| value.contains('@')),
        ImportField::StartDate => values.is_empty() || dates::some(values.iter().copied()),
        _ => true,
    }
}

fn most(values: &[&str], is: impl Fn(&str) -> bool) -> bool {
    let of_them = values.iter().filter(|value| is(value)).count();
    of_them > 0 && of_them * 2 > values.len()
}

// "Employee #" → "employee number", "E-Mail_Adresse" → "e mail adresse", "workEmail" → "work email".
fn simplified(header: &str) -> String {
    let mut words = String::with_capacity(header.len());
    let mut after_small = false;
    for c in header.chars() {
        if after_small && c.is_uppercase() {
            words.push(' ');
        }
        after_small = c.is_lowercase();
        match c {
            '#' | '№' => words.push_str(" number "),
            c if c.is_alphanumeric() => words.extend(c.to_lowercase()),
            _ => words.push(' '),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
