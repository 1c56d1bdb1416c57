//! A small part of Markdown, for long answers: paragraphs, headings, lists, quotes, code, bold, italics and links. It is
//! read into a tree that whoever shows it walks, so nothing that was written becomes markup of a page or of a document.
//! HTML and pictures are text like any other; what is no markup by these rules stays as it was typed, line by line.

mod inline;

use serde::Serialize;

pub use inline::is_address;

/// A piece of text that stands by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Lines that belong together.
    Paragraph {
        /// The lines, broken where they were typed so; at least one.
        lines: Vec<Vec<Span>>,
    },
    /// A heading, whatever its level.
    Heading {
        /// Its words.
        spans: Vec<Span>,
    },
    /// A list.
    List {
        /// The number of its first item; without one it has bullets.
        start: Option<u32>,
        /// The items, line by line.
        items: Vec<Vec<Vec<Span>>>,
    },
    /// What somebody else said.
    Quote {
        /// The lines.
        lines: Vec<Vec<Span>>,
    },
    /// Lines that are shown letter by letter.
    Code {
        /// The text.
        text: String,
    },
}

/// A piece of a line; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Span {
    /// As it is.
    Text {
        /// The text.
        text: String,
    },
    /// Bold.
    Strong {
        /// What is.
        spans: Vec<Span>,
    },
    /// Italic.
    Emphasis {
        /// What is.
        spans: Vec<Span>,
    },
    /// Letter by letter.
    Code {
        /// The text.
        text: String,
    },
    /// A link that leads out: `https` or `mailto`, nothing else.
    Link {
        /// Where to; see [`is_address`].
        href: String,
        /// What it is called.
        spans: Vec<Span>,
    },
}

/// What begins a line.
enum Start<'a> {
    Blank,
    Fence,
    Heading(&'a str),
    Item(Option<u32>, &'a str),
    Quote(&'a str),
    Words(&'a str),
}

/// Reads a text.
pub fn read(text: &str) -> Vec<Block> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    // Whether the line before goes on, so that the next belongs to it.
    let mut joined = false;
    while let Some((line, after)) = rest.split_first() {
        rest = after;
        let start = start(line);
        joined &= !matches!(start, Start::Blank);
        match start {
            Start::Blank => {}
            Start::Fence => match fenced(after) {
                Some((text, after)) => {
                    blocks.push(Block::Code { text });
                    (rest, joined) = (after, false);
                }
                None => joined = add_words(&mut blocks, joined, line.trim()),
            },
            Start::Heading(words) => {
                blocks.push(Block::Heading { spans: inline::spans(words) });
                joined = false;
            }
            Start::Item(number, words) => joined = add_item(&mut blocks, joined, number, words),
            Start::Quote(words) => joined = add_quote(&mut blocks, joined, words),
            Start::Words(words) if joined && line.starts_with("  ") => joined = go_on(&mut blocks, words),
            Start::Words(words) => joined = add_words(&mut blocks, joined, words),
        }
    }
    blocks
}

/// Whether nothing in it is marked up, so that it can be shown as it is.
pub fn is_plain(text: &str) -> bool {
    let plain = |spans: &Vec<Span>| spans.iter().all(|span| matches!(span, Span::Text { .. }));
    let is_plain = |block: &Block| matches!(block, Block::Paragraph { lines } if lines.iter().all(plain));
    !text.contains('\\') && read(text).iter().all(is_plain)
}

fn start(line: &str) -> Start<'_> {
    let words = line.trim();
    if words.is_empty() {
        return Start::Blank;
    }
    if words.starts_with("```") {
        return Start::Fence;
    }
    let after = words.trim_start_matches('#');
    let marks = words.len() - after.len();
    if let (1..=6, Some(heading)) = (marks, spaced(after)) {
        return Start::Heading(heading);
    }
    if let Some(item) = words.strip_prefix(['-', '*', '+']).and_then(spaced) {
        return Start::Item(None, item);
    }
    if let Some(quote) = words.strip_prefix('>').and_then(spaced) {
        return Start::Quote(quote);
    }
    // A year that ends a sentence has more digits than a list has items.
    let after = words.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = words.strip_suffix(after).filter(|number| number.len() <= 3).and_then(|number| number.parse().ok());
    match (number, after.strip_prefix(['.', ')']).and_then(spaced)) {
        (Some(number), Some(item)) => Start::Item(Some(number), item),
        _ => Start::Words(words),
    }
}

/// What follows a space.
fn spaced(text: &str) -> Option<&str> {
    text.strip_prefix(' ').map(str::trim_start).filter(|rest| !rest.is_empty())
}

/// What stands until the fence that closes it, and the lines after that; `None` if nothing does.
fn fenced<'a>(lines: &'a [&'a str]) -> Option<(String, &'a [&'a str])> {
    let end = lines.iter().position(|line| line.trim() == "```")?;
    let (code, rest) = lines.split_at_checked(end)?;
    Some((code.join("\n"), rest.split_first()?.1))
}

/// Another line of the paragraph, or the first of a new one. True, as of all that adds: the next line may belong to it.
fn add_words(blocks: &mut Vec<Block>, joined: bool, words: &str) -> bool {
    let line = inline::spans(words);
    match blocks.last_mut() {
        Some(Block::Paragraph { lines }) if joined => lines.push(line),
        _ => blocks.push(Block::Paragraph { lines: vec![line] }),
    }
    true
}

fn add_quote(blocks: &mut Vec<Block>, joined: bool, words: &str) -> bool {
    let line = inline::spans(words);
    match blocks.last_mut() {
        Some(Block::Quote { lines }) if joined => lines.push(line),
        _ => blocks.push(Block::Quote { lines: vec![line] }),
    }
    true
}

fn add_item(blocks: &mut Vec<Block>, joined: bool, number: Option<u32>, words: &str) -> bool {
    let item = vec![inline::spans(words)];
    match blocks.last_mut() {
        Some(Block::List { start, items }) if joined && start.is_some() == number.is_some() => items.push(item),
        _ => blocks.push(Block::List { start: number, items: vec![item] }),
    }
    true
}

/// A line that is set in goes on with the item above it.
fn go_on(blocks: &mut Vec<Block>, words: &str) -> bool {
    if let Some(Block::List { items, .. }) = blocks.last_mut()
        && let Some(item) = items.last_mut()
    {
        item.push(inline::spans(words));
        return true;
    }
    add_words(blocks, true, words)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn text(text: &str) -> Span {
        Span::Text { text: text.to_owned() }
    }

    fn paragraph(lines: &[&str]) -> Block {
        Block::Paragraph { lines: lines.iter().map(|line| vec![text(line)]).collect() }
    }

    /// Everything that is shown, in its order.
    fn shown(blocks: &[Block]) -> String {
        fn of(spans: &[Span]) -> String {
            let one = |span: &Span| match span {
                Span::Text { text } | Span::Code { text } => text.clone(),
                Span::Strong { spans } | Span::Emphasis { spans } | Span::Link { spans, .. } => of(spans),
            };
            spans.iter().map(one).collect()
        }
        let block = |block: &Block| match block {
            Block::Paragraph { lines } | Block::Quote { lines } => lines.iter().map(|line| of(line)).collect(),
            Block::Heading { spans } => of(spans),
            Block::List { items, .. } => items.iter().flatten().map(|line| of(line)).collect::<String>(),
            Block::Code { text } => text.clone(),
        };
        blocks.iter().map(block).collect()
    }

    /// The nasty texts that are kept.
    fn nasty() -> Vec<&'static str> {
        include_str!("../../tests/nasty/words.txt").lines().collect()
    }

    fn links(blocks: &[Block]) -> Vec<String> {
        let json = serde_json::to_value(blocks).unwrap();
        let mut found = Vec::new();
        let mut left = vec![json];
        while let Some(value) = left.pop() {
            found.extend(value.get("href").and_then(|href| href.as_str()).map(str::to_owned));
            match value {
                serde_json::Value::Array(items) => left.extend(items),
                serde_json::Value::Object(fields) => left.extend(fields.into_iter().map(|(_, value)| value)),
                _ => {}
            }
        }
        found
    }

    #[test]
    fn plain_text_stays_line_by_line() {
        let typed = "Calm in the rush.\nKnows every berth: 2*3*4, snake_case_name, #7, C:\\x.\n\nAsks -- always. 5 > 3\n2026. A year";
        assert_eq!(
            read(typed),
            [
                paragraph(&["Calm in the rush.", "Knows every berth: 2*3*4, snake_case_name, #7, C:\\x."]),
                paragraph(&["Asks -- always. 5 > 3", "2026. A year"]),
            ]
        );
        assert!(is_plain("Calm in the rush.\nKnows every berth: 2*3*4.\n\nAsks."));
        for marked in ["# A", "- A", "1. A", "> A", "**A**", "*A*", "_A_", "`A`", "[A](https://example.com)", "\\*"] {
            assert!(!is_plain(marked), "{marked}");
        }
    }

    #[test]
    fn what_is_marked_up_is_read_as_such() {
        let bold = vec![text("very "), Span::Strong { spans: vec![text("calm")] }, text("!")];
        assert_eq!(read("very **calm**!"), [Block::Paragraph { lines: vec![bold] }]);
        assert_eq!(read("## How"), [Block::Heading { spans: vec![text("How")] }]);
        let items = vec![vec![vec![text("one")], vec![text("and more")]], vec![vec![text("two")]]];
        assert_eq!(read("- one\n  and more\n- two"), [Block::List { start: None, items }]);
        let items = vec![vec![vec![text("three")]], vec![vec![text("four")]]];
        assert_eq!(read("3. three\n4. four"), [Block::List { start: Some(3), items }]);
        assert_eq!(read("> said"), [Block::Quote { lines: vec![vec![text("said")]] }]);
        assert_eq!(read("```\n**a**\n```"), [Block::Code { text: "**a**".to_owned() }]);
        let link = Span::Link { href: "https://example.com/a_b".to_owned(), spans: vec![text("here")] };
        assert_eq!(read("[here](https://example.com/a_b)"), [Block::Paragraph { lines: vec![vec![link]] }]);
    }

    #[test]
    fn what_is_hostile_is_text() {
        for evil in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[a](javascript:alert(1))",
            "[a](JaVaScRiPt:alert(1))",
            "[a](data:text/html;base64,PHNjcmlwdD4=)",
            "[a](http://example.com)",
            "[a](//example.com)",
            "[a](https://bank.example@evil.example)",
            "[a](https://exаmple.com)",
            "[a](https://example.com\"onclick=alert(1))",
            "[a](mailto:a@example.com?bcc=b@example.com)",
            "![a](https://example.com/a.png)",
            "[![a](https://example.com/a.png)](javascript:alert(1))",
            "<https://example.com>",
            "&lt;script&gt;",
        ] {
            let read = read(evil);
            assert_eq!(links(&read), Vec::<String>::new(), "{evil}");
            assert_eq!(shown(&read), evil, "nothing of it is lost");
        }
        let inside = read("[<script>**a**](https://example.com)");
        assert_eq!((links(&inside), shown(&inside)), (vec!["https://example.com".to_owned()], "<script>a".to_owned()));
    }

    #[test]
    fn much_of_it_nests_no_deeper_than_it_may() {
        let deep = format!("{}a{}", "*(_(".repeat(5_000), ")_)*".repeat(5_000));
        assert!(!read(&deep).is_empty());
        for much in ["[", "**a ", "`", "[a](https:x", "> ", "- ", "```\n"] {
            assert!(read(&much.repeat(5_000)).len() <= 5_000);
        }
    }

    proptest! {
        #[test]
        fn only_marks_are_lost_and_links_lead_where_they_may(
            typed in "([a-z ]|\\*|\\*\\*|_|`|\\[|\\]\\(|https://|mailto:|javascript:|@|\\.|\\)|\\\\|\n|- |> |# |1\\. |```|<|!){0,60}",
        ) {
            let read = read(&typed);
            for href in links(&read) {
                prop_assert!(is_address(&href), "{}", href);
            }
            // What is shown is what was typed, with something left out.
            let mut left = typed.chars();
            for letter in shown(&read).chars() {
                prop_assert!(left.any(|typed| typed == letter), "{:?} of {:?}", letter, typed);
            }
            let words = |text: &str| text.chars().filter(|letter| letter.is_ascii_alphabetic()).count();
            if links(&read).is_empty() {
                let fences = typed.lines().any(|line| line.trim().starts_with("```"));
                prop_assert!(fences || words(&typed) == words(&shown(&read)), "{:?}", typed);
            }
        }

        #[test]
        fn nasty_texts_lead_nowhere_that_they_may_not(
            lines in prop::collection::vec(prop::sample::select(nasty()), 0..4), between in "[ *_`\n]{0,2}",
        ) {
            for href in links(&read(&lines.join(between.as_str()))) {
                prop_assert!(is_address(&href), "{}", href);
            }
        }

        #[test]
        fn whatever_is_typed_is_read(typed in any::<String>()) {
            let _ = (read(&typed), is_plain(&typed));
        }
    }
}
