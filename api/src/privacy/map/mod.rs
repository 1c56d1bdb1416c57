//! The data map: what is kept of people, what an export holds of it, and what erasing somebody does to it. One list
//! (`map.txt`), which a test holds to the database, so that nothing new is forgotten.

use std::fmt::Write;

use anyhow::{Context, ensure};

const MAP: &str = include_str!("map.txt");

const HEAD: &str = "# What is kept of people

Made by `perftrack data-map` from `api/src/privacy/map/map.txt`, which the tests hold to the database: every table, and of
each every column that names a person or holds words. Don't edit it.

*Export*: `all` is in what somebody takes out of their own, and in what an Admin takes out of theirs as far as both may
read it; `own` is in their own alone. *Erasure*: `row` deletes the person's rows, `emptied` leaves rows without it,
`pseudonym` puts another value in its place, `kept` leaves it, for the reason given. Whoever is erased is called
\"Former colleague\" and a number wherever they are named; what others wrote of them in their own words isn't searched for
names.

Backups hold whoever was there when they were made, for as long as they are kept. `perftrack erasures` prints who was erased
since, and which organisations have closed (ids, no names); `perftrack erase-again FILE` erases them once more in a database
that was restored.
";

/// A table of the database.
#[derive(Debug)]
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub title: &'static str,
    /// Its columns that name people or hold words.
    pub columns: Vec<Columns>,
}

/// Columns of one kind.
#[derive(Debug)]
pub struct Columns {
    /// Their names.
    pub names: Vec<&'static str>,
    /// The columns that say whose it is, or who it is in words.
    pub whose: &'static str,
    /// Who takes it out.
    pub export: Export,
    /// What becomes of it with the person.
    pub erasure: Fate,
    /// Why, where that needs saying.
    pub why: &'static str,
}

/// Whose export has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Export {
    /// The person's own, and an Admin's as far as both may read it.
    All,
    /// The person's own.
    Own,
    /// Nobody's.
    No,
}

/// What erasing a person does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Deletes their rows.
    Row,
    /// Leaves their rows without it.
    Emptied,
    /// Puts another value in its place.
    Pseudonym,
    /// Leaves it.
    Kept,
}

impl Export {
    /// As it is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Own => "own",
            Self::No => "no",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::All, Self::Own, Self::No].into_iter().find(|export| export.word() == word)
    }
}

impl Fate {
    /// As it is written.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Row => "row",
            Self::Emptied => "emptied",
            Self::Pseudonym => "pseudonym",
            Self::Kept => "kept",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Row, Self::Emptied, Self::Pseudonym, Self::Kept].into_iter().find(|fate| fate.word() == word)
    }
}

/// The whole map, table by table.
pub fn tables() -> anyhow::Result<Vec<Table>> {
    let mut tables: Vec<Table> = Vec::new();
    for (at, line) in MAP.lines().enumerate() {
        let wrong = || format!("line {} of the data map: {line}", at + 1);
        if let Some(head) = line.strip_prefix("## ") {
            let (name, title) = head.split_once(": ").with_context(wrong)?;
            tables.push(Table { name, title, columns: Vec::new() });
        } else if !line.trim().is_empty() && !line.starts_with('#') {
            let columns = columns(line).with_context(wrong)?;
            tables.last_mut().with_context(wrong)?.columns.push(columns);
        }
    }
    Ok(tables)
}

fn columns(line: &'static str) -> anyhow::Result<Columns> {
    let parts: Vec<&'static str> = line.split('|').map(str::trim).collect();
    let parts: [&'static str; 5] = parts.try_into().ok().context("there are five parts")?;
    let [names, whose, export, erasure, why] = parts;
    let columns = Columns {
        names: names.split(", ").collect(),
        whose,
        export: Export::parse(export).context("no such export")?,
        erasure: Fate::parse(erasure).context("no such fate")?,
        why,
    };
    ensure!(columns.erasure != Fate::Kept || !why.is_empty(), "what is kept has a reason");
    Ok(columns)
}

/// `docs/data-map.md`.
pub fn render() -> anyhow::Result<String> {
    let mut text = HEAD.to_owned();
    for table in tables()? {
        writeln!(text, "\n## `{}`: {}", table.name, table.title)?;
        if table.columns.is_empty() {
            writeln!(text, "\nNeither names nor words.")?;
            continue;
        }
        writeln!(text, "\n| Columns | Whose | Export | Erasure | Why |\n|---|---|---|---|---|")?;
        for columns in table.columns {
            let Columns { names, whose, export, erasure, why } = columns;
            let (names, export, erasure) = (names.join(", "), export.word(), erasure.word());
            writeln!(text, "| {names} | {whose} | {export} | {erasure} | {why} |")?;
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_map_reads_and_names_each_table_once_in_order() {
        let tables = tables().unwrap();
        let names: Vec<_> = tables.iter().map(|table| table.name).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted);
        assert!(render().unwrap().contains("## `people`: who is in the organisation"));
    }

    #[test]
    fn what_is_kept_without_a_reason_is_refused() {
        assert!(columns("name | id | all | kept |").is_err());
        assert!(columns("name | id | all | row |").is_ok());
        assert!(columns("name | id | some | row |").is_err());
    }
}
