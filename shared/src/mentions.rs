//! People named in a text. What is kept refers to them by id, as `@{id}`; what is typed and shown has their names.

use uuid::Uuid;

use crate::wire::PersonId;

/// People one text may name.
pub const MOST_MENTIONS: usize = 20;

/// Nobody calls everybody together: at most [`MOST_MENTIONS`], or `too_many_mentions`.
pub(crate) fn few_mentions<T: AsRef<str>>(text: &T, _: &()) -> garde::Result {
    let most = MOST_MENTIONS;
    if mentioned(text.as_ref()).len() <= most {
        Ok(())
    } else {
        Err(garde::Error::new(format!("too_many_mentions:{most}")))
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words.
    Text(&'t str),
    /// Somebody.
    Person(PersonId),
}

/// A text in its pieces. What only looks like a reference is text.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("@{")) {
        let start = at + found;
        at = start + 2;
        let Some(length) = text.get(at..).and_then(|rest| rest.find('}')) else { break };
        let Some(id) = text.get(at..at + length).and_then(|id| Uuid::try_parse(id).ok()) else { continue };
        pieces.extend(text.get(from..start).filter(|before| !before.is_empty()).map(Piece::Text));
        pieces.push(Piece::Person(PersonId(id)));
        at += length + 1;
        from = at;
    }
    pieces.extend(text.get(from..).filter(|rest| !rest.is_empty()).map(Piece::Text));
    pieces
}

/// Whom a text names, each once, in order.
pub fn mentioned(text: &str) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Person(id) = piece
            && !people.contains(&id)
        {
            people.push(id);
        }
    }
    people
}

/// The text as it is kept: each reference written in the one way in which names are put in its place.
pub fn kept(text: &str) -> String {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Text(words) => words.to_owned(),
        Piece::Person(id) => format!("@{{{id}}}"),
    };
    pieces(text).into_iter().map(piece).collect()
}

/// The text with nobody named in it: of each reference the bare id stays. For what comes many at a time, where nobody looks
/// whether the writer finds them, and nobody is told.
pub fn plain(text: &str) -> String {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Text(words) => words.to_owned(),
        Piece::Person(id) => format!("@{id}"),
    };
    pieces(text).into_iter().map(piece).collect()
}

/// The text with nothing but the `@` of each reference, for how long it is.
pub(crate) fn without_ids(text: &str) -> String {
    let piece = |piece: Piece<'_>| match piece {
        Piece::Text(words) => words.to_owned(),
        Piece::Person(_) => "@".to_owned(),
    };
    pieces(text).into_iter().map(piece).collect()
}

/// What is typed, with ids where it names `people`. The longest name that fits is meant: `@Ada Lovelace` isn't Ada.
pub fn referring(typed: &str, people: &[(String, PersonId)]) -> String {
    let mut by_length: Vec<_> = people.iter().filter(|(name, _)| !name.is_empty()).collect();
    by_length.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let mut text = String::with_capacity(typed.len());
    let mut rest = typed;
    while let Some(at) = rest.find('@') {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        let after = after.strip_prefix('@').unwrap_or(after);
        let named = by_length.iter().find_map(|(name, id)| Some((after.strip_prefix(name.as_str())?, id)));
        match named.filter(|(left, _)| !left.starts_with(char::is_alphanumeric)) {
            Some((left, id)) => {
                text.push_str(&format!("@{{{id}}}"));
                rest = left;
            }
            None => {
                text.push('@');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    text
}

/// Where a name is being typed: what stands between the `@` and the caret, at the end of `before`. `None` if the caret
/// stands elsewhere.
pub fn being_typed(before: &str) -> Option<&str> {
    let (head, typed) = before.rsplit_once('@')?;
    let begins = head.chars().next_back().is_none_or(|last| last.is_whitespace() || "([{\"'".contains(last));
    let is_name = typed.chars().count() <= 40 && !typed.contains(['\n', '{']) && !typed.starts_with(' ');
    (begins && is_name).then_some(typed)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(n: u128) -> PersonId {
        PersonId(Uuid::from_u128(n))
    }

    #[test]
    fn a_text_falls_into_its_pieces() {
        let text = format!("Ask @{{{}}}, not @{{nobody}} or @{{", id(1));
        assert_eq!(pieces(&text), [Piece::Text("Ask "), Piece::Person(id(1)), Piece::Text(", not @{nobody} or @{")]);
        assert_eq!(pieces(""), []);
        let twice = format!("@{{{}}}@{{{}}} @{{{}}}", id(2), id(1), id(2));
        assert_eq!(mentioned(&twice), [id(2), id(1)]);
    }

    #[test]
    fn a_plain_text_names_nobody() {
        let text = format!("Ask @{{{}}}, not @{{nobody}} or @{{@{{{}}}}}", id(1), id(2));
        assert_eq!(plain(&text), format!("Ask @{}, not @{{nobody}} or @{{@{}}}", id(1), id(2)));
        assert_eq!(mentioned(&plain(&text)), []);
    }

    #[test]
    fn what_is_kept_names_everybody_in_one_way() {
        let one = id(0xA1);
        let shouted = one.to_string().to_uppercase();
        assert_eq!(kept(&format!("Ask @{{{shouted}}}, not @{{you}}")), format!("Ask @{{{one}}}, not @{{you}}"));
    }

    #[test]
    fn without_ids_a_text_is_as_long_as_what_is_read_but_for_names() {
        assert_eq!(without_ids(&format!("Ask @{{{}}}, not @{{you}}", id(1))), "Ask @, not @{you}");
    }

    #[test]
    fn names_become_references_and_only_whole_ones() {
        let people = [("Ada".to_owned(), id(1)), ("Ada Lovelace".to_owned(), id(2))];
        let said = referring("@Ada Lovelace and @Ada, not @Adam or a@Ada@b.example", &people);
        assert_eq!(said, format!("@{{{}}} and @{{{}}}, not @Adam or a@{{{}}}@b.example", id(2), id(1), id(1)));
        assert_eq!(referring("@", &people), "@");
    }

    #[test]
    fn a_name_is_typed_after_an_at_that_begins_a_word() {
        for (before, typed) in [
            ("@", Some("")),
            ("Ask @Ad", Some("Ad")),
            ("Ask (@Ada Lov", Some("Ada Lov")),
            ("mail@example", None),
            ("Ask @ nobody", None),
            ("@Ada\nnext", None),
            ("none", None),
        ] {
            assert_eq!(being_typed(before), typed, "{before}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_kept_in_one_way_and_names_the_same(
            text in "([@{}0-9a-f-]|@\\{[0-9A-Fa-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\}|\\PC){0,40}",
        ) {
            let once = kept(&text);
            prop_assert_eq!(&kept(&once), &once);
            prop_assert_eq!(mentioned(&once), mentioned(&text));
            prop_assert!(being_typed(&text).is_none_or(|typed| text.ends_with(typed)));
        }
    }
}
