//! How the workbench looks on this terminal: colours and characters.

use super::keys::Letters;
use super::palette::Palette;
use ratatui::symbols::border;

/// Everything that the views need to know of the terminal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) palette: Palette,
    pub(super) letters: Letters,
    pub(super) signs: &'static Signs,
}

/// The characters that are not letters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signs {
    pub(super) passed: &'static str,
    pub(super) partly: &'static str,
    pub(super) open: &'static str,
    pub(super) failed: &'static str,
    /// Before a verdict that an edit may have changed.
    pub(super) stale: &'static str,
    /// In place of a verdict that is being found.
    pub(super) running: &'static str,
    pub(super) skipped: &'static str,
    pub(super) dot: &'static str,
    pub(super) dash: &'static str,
    pub(super) previous: &'static str,
    pub(super) next: &'static str,
    pub(super) more: &'static str,
    pub(super) times: &'static str,
    pub(super) border: border::Set<'static>,
}

/// For terminals that show Unicode.
pub(super) const UNICODE: Signs = Signs {
    passed: "●",
    partly: "◐",
    open: "○",
    failed: "✗",
    stale: "~",
    running: "…",
    skipped: "–",
    dot: "·",
    dash: "–",
    previous: "◂",
    next: "▸",
    more: "…",
    times: "×",
    border: border::ROUNDED,
};

/// For all others.
pub(super) const ASCII: Signs = Signs {
    passed: "*",
    partly: "+",
    open: "o",
    failed: "x",
    stale: "~",
    running: "...",
    skipped: "-",
    dot: "|",
    dash: "-",
    previous: "<",
    next: ">",
    more: "...",
    times: "x",
    border: border::Set {
        top_left: "+",
        top_right: "+",
        bottom_left: "+",
        bottom_right: "+",
        vertical_left: "|",
        vertical_right: "|",
        horizontal_top: "-",
        horizontal_bottom: "-",
    },
};
