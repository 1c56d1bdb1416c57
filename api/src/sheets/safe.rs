//! Cells that a spreadsheet takes for text.

use std::borrow::Cow;

/// The cell as it is written: what a spreadsheet would take for a formula gets an apostrophe in front.
///
/// Quoting for the delimiter is the CSV writer's work; numbers and dates of our own aren't passed through
/// here. [`plain_cell`] undoes it, so that an exported file imports as it was.
pub(crate) fn safe_cell(cell: &str) -> Cow<'_, str> {
    if reads_as_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`safe_cell`].
pub(crate) fn plain_cell(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| reads_as_formula(rest)).unwrap_or(cell)
}

// Apostrophes before it count too, or a cell that had one of its own would lose it on the way back.
// Spaces in front are skipped by some programs; full-width forms are taken for the plain ones by some.
fn reads_as_formula(cell: &str) -> bool {
    cell.trim_start_matches(['\'', ' '])
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn formulas_are_disarmed_and_text_is_left_alone() {
        for cell in ["=1+1", "+49 30", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "\0x", " =1", "＝1", "'=1"] {
            assert_eq!(safe_cell(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["", "Anna", "O'Hara", "'s-Hertogenbosch", "a=b", "anna-lee@b.co"] {
            assert_eq!(safe_cell(cell), cell);
        }
    }

    proptest! {
        #[test]
        fn what_was_made_safe_comes_back(cell in "['=+@ a\t-]{0,6}\\PC{0,6}") {
            let safe = safe_cell(&cell);
            prop_assert_eq!(plain_cell(&safe), cell.as_str());
        }

        #[test]
        fn no_safe_cell_begins_like_a_formula(cell in "[=+@\t\r\0 ＝-]{0,3}\\PC{0,6}") {
            prop_assert!(!safe_cell(&cell).trim_start().starts_with(['=', '+', '-', '@', '\0', '＝', '＋', '－', '＠']));
        }
    }
}
