//! Names that somebody typed, made harmless for a mail to somebody else.

const MOST_CHARACTERS: usize = 80;

/// A name as it may stand in a subject or body: one line, not too long, and nothing that a mail
/// program would turn into a link, or our mails would carry anybody's advertisement.
pub(super) fn harmless(name: &str) -> String {
    let one_line: String = name.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = one_line.split_whitespace().collect::<Vec<_>>().join(" ");
    let unlinked = words.replace("://", " ").replace('/', "\u{2215}").replace('@', " at ");
    let mut shown = String::with_capacity(unlinked.len());
    let mut characters = unlinked.chars().peekable();
    let mut before = ' ';
    while let Some(c) = characters.next() {
        let joins =
            c == '.' && before.is_alphanumeric() && characters.peek().is_some_and(|next| next.is_alphanumeric());
        shown.push(if joins { '\u{00B7}' } else { c });
        before = c;
    }
    match shown.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("{}…", shown.get(..end).unwrap_or_default().trim_end()),
        None => shown,
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in ["Acme Inc.", "Anna-María O'Néill", "St. Mary & Sons", "Zoë", "株式会社"] {
            assert_eq!(harmless(name), name);
        }
    }

    #[test]
    fn nothing_can_become_a_link_or_another_line() {
        let table = [
            ("Win at https://evil.example/now", "Win at https evil·example∕now"),
            ("www.evil.example", "www·evil·example"),
            ("a@evil.example", "a at evil·example"),
            ("Anna\r\nBcc: b@evil.example", "Anna Bcc: b at evil·example"),
            ("  two \t lines\n", "two lines"),
            ("Booking.com", "Booking·com"),
        ];
        for (name, shown) in table {
            assert_eq!(harmless(name), shown);
        }
    }

    #[test]
    fn long_names_are_cut() {
        let shown = harmless(&"é".repeat(500));
        assert_eq!(shown.chars().count(), 81);
        assert!(shown.ends_with('…'));
    }
}
