//! The file as a whole: how it was read, or why it can't be.

use crate::wire::choice::choice;

choice! {
    /// How the bytes of the file were read as text.
    pub enum FileEncoding {
        /// UTF-8, with or without a byte order mark.
        Utf8 = "utf-8",
        /// UTF-16 with a byte order mark.
        Utf16 = "utf-16",
        /// Windows-1252, of which Latin-1 is a part: what isn't UTF-8.
        Windows1252 = "windows-1252",
    }
}

choice! {
    /// What stands between two cells.
    pub enum Delimiter {
        /// A comma.
        Comma = "comma",
        /// A semicolon.
        Semicolon = "semicolon",
        /// A tab.
        Tab = "tab",
    }
}

choice! {
    /// Why a file can't be read at all. The codes stand in `errors` under the field `file`.
    pub enum FileCode {
        /// More bytes than are taken.
        TooLarge = "file_too_large",
        /// A workbook, an archive or something else that isn't text.
        NotCsv = "not_csv",
        /// Nothing in it.
        Empty = "file_empty",
        /// The first row isn't a row of headings.
        NoHeader = "no_header",
        /// Two columns have the same heading.
        DuplicateHeader = "duplicate_header",
        /// Headings, and nothing below them.
        NoRows = "no_rows",
        /// More rows than are taken.
        TooManyRows = "too_many_rows",
        /// More columns than are taken.
        TooManyColumns = "too_many_columns",
        /// A cell is longer than is taken.
        CellTooLong = "cell_too_long",
        /// A quotation mark opens a cell and none closes it.
        UnclosedQuote = "unclosed_quote",
    }
}
