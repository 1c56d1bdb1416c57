//! Which character stands between two cells.

use shared::people::import::{Delimiter, FileCode};

use super::file::FileFault;

/// How many rows vote.
const VOTERS: usize = 200;

/// The character of a delimiter.
pub const fn byte(delimiter: Delimiter) -> u8 {
    match delimiter {
        Delimiter::Comma => b',',
        Delimiter::Semicolon => b';',
        Delimiter::Tab => b'\t',
    }
}

/// The delimiter of a text and where the first row begins.
///
/// A first line `sep=;`, which Excel writes, decides. Else the rows vote: for each delimiter, how many of
/// them have as many cells as the headings. A tie goes to the one that is rarer in prose.
pub fn delimiter(text: &str) -> (Delimiter, usize) {
    if let Some(told) = told(text) {
        return told;
    }
    let mut best = (Delimiter::Comma, 0);
    for delimiter in [Delimiter::Tab, Delimiter::Semicolon, Delimiter::Comma] {
        let widths: Vec<_> = Widths::new(text, delimiter).take(VOTERS).collect();
        let Some(headings) = widths.first().copied().filter(|headings| *headings > 1) else { continue };
        let votes = widths.iter().filter(|width| **width == headings).count();
        if votes > best.1 {
            best = (delimiter, votes);
        }
    }
    (best.0, 0)
}

/// Refuses a text in which a quotation mark opens a cell and none closes it: everything after it would
/// be read as one cell. `first_line` is the line the text begins on.
pub fn check_quotes(text: &str, delimiter: Delimiter, first_line: u64) -> Result<(), FileFault> {
    let mut widths = Widths { line: first_line, ..Widths::new(text, delimiter) };
    while widths.next().is_some() {}
    match widths.open_quote {
        Some(line) => Err(FileFault::new(FileCode::UnclosedQuote).line(line)),
        None => Ok(()),
    }
}

fn told(text: &str) -> Option<(Delimiter, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let delimiter = match line.trim_end().strip_prefix("sep=")? {
        "," => Delimiter::Comma,
        ";" => Delimiter::Semicolon,
        "\t" => Delimiter::Tab,
        _ => return None,
    };
    Some((delimiter, line.len()))
}

/// The number of cells of each row that isn't blank, in one pass. A delimiter or line break between
/// quotation marks separates nothing; a quotation mark opens only at the start of a cell.
struct Widths<'a> {
    bytes: std::iter::Peekable<std::slice::Iter<'a, u8>>,
    delimiter: u8,
    line: u64,
    open_quote: Option<u64>,
}

impl<'a> Widths<'a> {
    fn new(text: &'a str, delimiter: Delimiter) -> Self {
        Self { bytes: text.as_bytes().iter().peekable(), delimiter: byte(delimiter), line: 1, open_quote: None }
    }

    // Stands after the opening quotation mark; leaves after the closing one.
    fn skip_quoted(&mut self) {
        let opened = self.line;
        while let Some(byte) = self.bytes.next() {
            match byte {
                b'"' if self.bytes.next_if_eq(&&b'"').is_none() => return,
                b'\n' => self.line += 1,
                _ => {}
            }
        }
        self.open_quote = Some(opened);
    }
}

impl Iterator for Widths<'_> {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let (mut width, mut cell_is_empty, mut row_is_blank) = (1, true, true);
        while let Some(byte) = self.bytes.next() {
            match *byte {
                b'\n' => {
                    self.line += 1;
                    if !row_is_blank {
                        return Some(width);
                    }
                    cell_is_empty = true;
                }
                b'"' if cell_is_empty => {
                    self.skip_quoted();
                    (cell_is_empty, row_is_blank) = (false, false);
                }
                byte if byte == self.delimiter => {
                    width += 1;
                    (cell_is_empty, row_is_blank) = (true, false);
                }
                _ => (cell_is_empty, row_is_blank) = (false, false),
            }
        }
        (!row_is_blank).then_some(width)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_rows_vote() {
        assert_eq!(delimiter("Name,Email\nA,a@b.co\n").0, Delimiter::Comma);
        assert_eq!(delimiter("Name;Email\n\"Lee, A\";a@b.co\n").0, Delimiter::Semicolon);
        assert_eq!(delimiter("Name\tEmail\nLee, A\ta@b.co\n").0, Delimiter::Tab);
        assert_eq!(delimiter("Name, first;Email\nLee;a@b.co\nDoe;d@b.co\n").0, Delimiter::Semicolon);
        assert_eq!(delimiter("Name\nLee\n").0, Delimiter::Comma);
        assert_eq!(delimiter("").0, Delimiter::Comma);
    }

    #[test]
    fn quoted_delimiters_have_no_vote() {
        let text = "Name,Email\n\"a;b;c\",\"x;y\"\n\"one\n;;two\",z\n";
        assert_eq!(Widths::new(text, Delimiter::Comma).collect::<Vec<_>>(), [2, 2, 2]);
        assert_eq!(delimiter(text).0, Delimiter::Comma);
    }

    #[test]
    fn excel_may_say_it() {
        assert_eq!(delimiter("sep=;\nName,x;Email\n"), (Delimiter::Semicolon, 6));
    }

    #[test]
    fn an_open_quotation_mark_is_named_by_its_line() {
        let fault = check_quotes("Name,Email\nA,\"a@b.co\nB,b@b.co\n", Delimiter::Comma, 1).unwrap_err();
        assert_eq!((fault.code, fault.line), (FileCode::UnclosedQuote, Some(2)));
        assert_eq!(check_quotes("A,\"say \"\"hi\"\"\"\nO\"Hara,5\" screen\n", Delimiter::Comma, 1), Ok(()));
    }

    proptest! {
        #[test]
        fn a_generated_file_is_recognised(
            delimiter_used in prop::sample::select(Delimiter::ALL),
            rows in (2..6usize).prop_flat_map(|width| prop::collection::vec(
                prop::collection::vec("[a-zA-Z @.,;\t\"\n]{0,12}", width), 1..12)),
            headings in prop::collection::vec("[A-Za-z ]{1,10}", 6),
        ) {
            let mut writer = csv::WriterBuilder::new().delimiter(byte(delimiter_used)).from_writer(Vec::new());
            let width = rows.first().map_or(0, Vec::len);
            writer.write_record(headings.iter().take(width)).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            prop_assert_eq!(delimiter(&text), (delimiter_used, 0));
            prop_assert_eq!(check_quotes(&text, delimiter_used, 1), Ok(()));
        }
    }
}
