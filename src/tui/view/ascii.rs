//! Terminals that know ASCII alone: what lessons, compilers and learners write is shown by the nearest letters.

use ratatui::buffer::Buffer;

/// Letters of figures and formulas, and what stands for them, column for column.
const NEAREST: &[(&str, &str)] = &[
    ("─━═", "-"),
    ("│┃║", "|"),
    ("┌┐└┘├┤┬┴┼╭╮╰╯", "+"),
    ("▶→►▸", ">"),
    ("◀←◄◂", "<"),
    ("▲↑", "^"),
    ("▼↓", "v"),
    ("░▒", ":"),
    ("▓█■●", "#"),
    ("·…", "."),
    ("−–—", "-"),
    ("×", "x"),
    ("≤", "<"),
    ("≥", ">"),
    ("≈", "~"),
    ("Σ", "S"),
    ("⌊⌈", "["),
    ("⌋⌉", "]"),
    ("•", "*"),
    ("²", "2"),
    ("³", "3"),
    ("ᵀ", "T"),
    ("‘’", "'"),
    ("“”", "\""),
];
/// What stands for everything else.
const OTHER: &str = "?";

/// Replaces everything in a drawn frame that is not ASCII.
pub(in crate::tui) fn fold(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let nearest = NEAREST.iter().find(|(letters, _)| letters.contains(cell.symbol()));
            cell.set_symbol(nearest.map_or(OTHER, |(_, ascii)| ascii));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_keep_their_columns() {
        let mut buffer = Buffer::with_lines(["┌──┐ 3×2 → ⌊x²⌋ 界é|"]);
        fold(&mut buffer);
        let shown: String = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
        assert_eq!(shown, "+--+ 3x2 > [x2] ? ?|");
    }

    #[test]
    fn what_stands_for_letters_is_ascii() {
        for (letters, ascii) in NEAREST {
            assert!(!letters.is_ascii() && ascii.is_ascii() && ascii.len() == 1, "{letters}");
        }
    }
}
