//! What stands within a line.

use super::Span;

/// So many marks within each other are read; what is deeper is text.
const DEEPEST: u8 = 4;
/// A longer address is none.
const LONGEST_ADDRESS: usize = 2_000;

/// Marks that begin and end the same way, the longer before the shorter.
const MARKS: [&str; 3] = ["**", "*", "_"];

/// A line's pieces.
pub(super) fn spans(text: &str) -> Vec<Span> {
    within(text, 0)
}

/// The pieces found so far.
#[derive(Default)]
struct Found {
    spans: Vec<Span>,
    text: String,
    /// Marks that nothing closes from here on, so that nobody looks again.
    open: [bool; MARKS.len()],
}

impl Found {
    fn add(&mut self, span: Span) {
        self.end_text();
        self.spans.push(span);
    }

    fn end_text(&mut self) {
        if !self.text.is_empty() {
            self.spans.push(Span::Text { text: std::mem::take(&mut self.text) });
        }
    }
}

fn within(text: &str, depth: u8) -> Vec<Span> {
    let mut found = Found::default();
    let (mut rest, mut before) = (text, None::<char>);
    while let Some(next) = rest.chars().next() {
        let tail = after(rest, next);
        let read = match next {
            _ if depth >= DEEPEST => None,
            '\\' => escaped(tail).map(|(letter, tail)| {
                found.text.push(letter);
                tail
            }),
            '`' => code(tail).map(|(text, tail)| {
                found.add(Span::Code { text: text.to_owned() });
                tail
            }),
            '[' => link(tail).map(|(label, href, tail)| {
                found.add(Span::Link { href: href.to_owned(), spans: within(label, DEEPEST - 1) });
                tail
            }),
            // A picture would be fetched from somewhere by whoever reads: it stays text.
            '!' => tail.strip_prefix('[').and_then(link).and_then(|(_, _, tail)| {
                found.text.push_str(rest.strip_suffix(tail)?);
                Some(tail)
            }),
            '*' | '_' => marked(&mut found, rest, before, depth),
            _ => None,
        };
        match read {
            Some(tail) => {
                before = rest.strip_suffix(tail).and_then(|read| read.chars().next_back());
                rest = tail;
            }
            None => {
                found.text.push(next);
                (before, rest) = (Some(next), tail);
            }
        }
    }
    found.end_text();
    found.spans
}

/// What comes after the first letter.
fn after(text: &str, first: char) -> &str {
    text.strip_prefix(first).unwrap_or_default()
}

/// A mark that is meant as a letter.
fn escaped(tail: &str) -> Option<(char, &str)> {
    let letter = tail.chars().next().filter(|letter| matches!(letter, '\\' | '*' | '_' | '`' | '[' | ']'))?;
    Some((letter, after(tail, letter)))
}

fn code(tail: &str) -> Option<(&str, &str)> {
    tail.split_once('`').filter(|(text, _)| !text.is_empty())
}

/// What a link is called, where it leads, and what comes after it; `tail` follows its first bracket.
fn link(tail: &str) -> Option<(&str, &str, &str)> {
    let (label, tail) = tail.split_at_checked(tail.find(['[', ']'])?)?;
    let tail = tail.strip_prefix("](")?;
    let end = |(_, letter): &(usize, char)| *letter == ')' || letter.is_whitespace();
    let (end, _) = tail.char_indices().take(LONGEST_ADDRESS + 1).find(end)?;
    let (href, tail) = tail.split_at_checked(end)?;
    let tail = tail.strip_prefix(')')?;
    (!label.trim().is_empty() && is_address(href)).then_some((label, href, tail))
}

/// Bold or italic, if `rest` begins so and something ends it. Neither begins or ends within a word, so that names with
/// underscores and products stay as they are.
fn marked<'a>(found: &mut Found, rest: &'a str, before: Option<char>, depth: u8) -> Option<&'a str> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    for (at, mark) in MARKS.into_iter().enumerate() {
        let Some(inner) = rest.strip_prefix(mark) else { continue };
        let open = found.open.get_mut(at)?;
        if *open || inner.starts_with(char::is_whitespace) {
            continue;
        }
        let Some(end) = closing(inner, mark) else {
            *open = true;
            continue;
        };
        let (content, tail) = inner.split_at_checked(end)?;
        let spans = within(content, depth + 1);
        found.add(if mark == "**" { Span::Strong { spans } } else { Span::Emphasis { spans } });
        return tail.strip_prefix(mark);
    }
    None
}

/// Where the mark stands that ends what `inner` begins with.
fn closing(inner: &str, mark: &str) -> Option<usize> {
    let ends = |(at, _): &(usize, &str)| {
        let Some((content, tail)) = inner.split_at_checked(*at) else { return false };
        let (last, next) = (content.chars().next_back(), tail.strip_prefix(mark).and_then(|tail| tail.chars().next()));
        let doubled = |letter: Option<char>| mark.len() == 1 && letter.is_some_and(|letter| mark.starts_with(letter));
        last.is_some_and(|last| !last.is_whitespace())
            && !next.is_some_and(char::is_alphanumeric)
            && !doubled(last)
            && !doubled(next)
    };
    inner.match_indices(mark).find(ends).map(|(at, _)| at)
}

/// Whether a link may lead there: to a host by `https`, or to one address by `mailto`. Nobody's name stands before the
/// host, and no letters that look like others.
pub fn is_address(href: &str) -> bool {
    let known = |letter: char| letter.is_ascii_graphic() && !matches!(letter, '"' | '\'' | '<' | '>' | '\\' | '`');
    if href.len() > LONGEST_ADDRESS || !href.chars().all(known) {
        return false;
    }
    if let Some(rest) = href.strip_prefix("https://") {
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        return host.starts_with(|first: char| first.is_ascii_alphanumeric()) && !host.contains('@');
    }
    let written = |part: &str| {
        let known = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_' | '+');
        !part.is_empty() && part.chars().all(known)
    };
    href.strip_prefix("mailto:")
        .and_then(|address| address.split_once('@'))
        .is_some_and(|(name, domain)| written(name) && written(domain))
}
