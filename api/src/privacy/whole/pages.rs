//! Pages of a file of the whole organisation, to be read without a program: no script, and everything in them escaped.

use std::collections::HashMap;

use askama::Template;
use serde_json::Value;
use uuid::Uuid;

use super::{
    super::things::{Line, lines},
    parts::{LEFT_OUT, Part},
};
use crate::http::Failure;

/// Things with more different fields are read one by one, and not as rows of a table.
const MOST_COLUMNS: usize = 20;
/// By which field somebody knows a thing again, the best first.
const CALLS: [&str; 6] = ["name", "title", "packet, subject", "session, name", "pulse, title", "kind"];

/// Where a page of a part stands, as the index names it; pages are numbered from 1.
pub(super) fn place(part: &str, number: usize) -> String {
    format!("pages/{}", neighbour(part, number))
}

/// The same, as other pages name it.
fn neighbour(part: &str, number: usize) -> String {
    format!("{part}-{number}.html")
}

/// Some of the things of a part.
#[derive(Template)]
#[template(path = "privacy/whole_page.html")]
pub(super) struct Page {
    name: &'static str,
    title: &'static str,
    number: usize,
    before: Option<String>,
    next: Option<String>,
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
    things: Vec<Thing>,
}

/// A thing that is too much for a row.
struct Thing {
    called: String,
    lines: Vec<Line>,
}

impl Page {
    /// Of these things, with their names by id; `more` pages of the part follow.
    pub(super) fn of(part: Part, number: usize, more: bool, things: &[Value], names: &HashMap<Uuid, String>) -> Self {
        let read: Vec<Vec<Line>> = things.iter().map(|thing| lines(thing, names)).collect();
        let words = words(&read);
        let (columns, rows, things) = if words.len() <= MOST_COLUMNS {
            let rows = read.into_iter().map(|thing| row(&words, thing)).collect();
            (words.into_iter().map(heading).collect(), rows, Vec::new())
        } else {
            let things = read.into_iter().map(|lines| Thing { called: called(&lines), lines });
            (Vec::new(), Vec::new(), things.collect())
        };
        Self {
            name: part.name,
            title: part.title,
            number,
            before: (number > 1).then(|| neighbour(part.name, number.saturating_sub(1))),
            next: more.then(|| neighbour(part.name, number.saturating_add(1))),
            columns,
            rows,
            things,
        }
    }

    /// Its markup.
    pub(super) fn html(&self) -> Result<String, Failure> {
        self.render().map_err(Failure::fault)
    }
}

/// All fields that any of these has, in the order in which they come.
fn words(things: &[Vec<Line>]) -> Vec<String> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    for line in things.iter().flatten() {
        let next = places.len();
        places.entry(line.word.as_str()).or_insert(next);
    }
    let mut words: Vec<(usize, &str)> = places.into_iter().map(|(word, place)| (place, word)).collect();
    words.sort_unstable();
    words.into_iter().map(|(_, word)| word.to_owned()).collect()
}

fn row(words: &[String], thing: Vec<Line>) -> Vec<String> {
    let mut said: HashMap<String, String> = thing.into_iter().map(|line| (line.word, line.what)).collect();
    words.iter().map(|word| said.remove(word).unwrap_or_default()).collect()
}

/// What is named by its id is headed by what it is.
fn heading(word: String) -> String {
    word.strip_suffix(" id").map(str::to_owned).unwrap_or(word)
}

fn called(lines: &[Line]) -> String {
    let says = |word: &&str| lines.iter().find(|line| line.word == **word).map(|line| line.what.clone());
    CALLS.iter().find_map(says).unwrap_or_default()
}

/// What there is, and what there isn't.
#[derive(Template)]
#[template(path = "privacy/whole_index.html")]
pub(super) struct Index<'a> {
    organisation: &'a str,
    made_at: &'a str,
    parts: Vec<Entry>,
    left_out: Vec<LeftOut>,
}

/// A part in the index.
pub(super) struct Entry {
    title: &'static str,
    things: i64,
    file: String,
    page: Option<String>,
}

struct LeftOut {
    what: String,
    why: &'static str,
}

impl Entry {
    /// Of so many things, in a file for programs and on so many pages.
    pub(super) fn of(part: Part, things: i64, file: &str, pages: usize) -> Self {
        let page = (pages > 0).then(|| place(part.name, 1));
        Self { title: part.title, things, file: file.to_owned(), page }
    }
}

impl<'a> Index<'a> {
    /// Of an organisation as it was then.
    pub(super) fn of(organisation: &'a str, made_at: &'a str, parts: Vec<Entry>) -> Self {
        let left = |left: &(&str, &'static str)| LeftOut { what: left.0.replace('_', " "), why: left.1 };
        Self { organisation, made_at, parts, left_out: LEFT_OUT.iter().map(left).collect() }
    }

    /// Its markup.
    pub(super) fn html(&self) -> Result<String, Failure> {
        self.render().map_err(Failure::fault)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{super::parts::Source, *};

    const PART: Part = Part { name: "teams", title: "teams", source: Source::Events };

    #[test]
    fn what_is_alike_is_a_table_with_names_and_nothing_is_markup() {
        let (team, lead) = (Uuid::max(), Uuid::nil());
        let things =
            [json!({ "id": team, "name": "<script>alert(1)</script>", "lead_id": lead }), json!({ "id": lead })];
        let names = HashMap::from([(lead, "Ada <b>".to_owned())]);
        let html = Page::of(PART, 2, true, &things, &names).html().expect("a page");
        let own = team.to_string();
        for there in ["<th scope=\"col\">lead</th>", "teams-1.html", "teams-3.html", own.as_str(), "Ada"] {
            assert!(html.contains(there), "{there}: {html}");
        }
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
        let only = Page::of(PART, 1, false, &things, &names).html().expect("a page");
        assert!(!only.contains("teams-0.html") && !only.contains("teams-2.html"), "{only}");
    }

    #[test]
    fn what_is_deep_is_read_one_by_one() {
        let many: Vec<Value> = (0..30).map(|n| json!({ "said": n })).collect();
        let things = [json!({ "name": "The first", "answers": many })];
        let html = Page::of(PART, 1, false, &things, &HashMap::new()).html().expect("a page");
        assert!(html.contains("<caption>The first</caption>") && html.contains("answers, 30, said"), "{html}");
    }

    #[test]
    fn the_index_says_what_there_is_and_what_not() {
        let entries = vec![Entry::of(PART, 3, "teams.ndjson", 1), Entry::of(PART, 0, "none.ndjson", 0)];
        let html = Index::of("Harbour & <b>", "today", entries).html().expect("a page");
        for there in ["pages/teams-1.html", "none.ndjson", "private notes", "nobody reads them"] {
            assert!(html.contains(there), "{there}: {html}");
        }
        assert!(!html.contains("<b>"), "{html}");
    }
}
