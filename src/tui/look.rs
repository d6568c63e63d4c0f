//! How the workbench looks on this terminal: colours and characters.

use super::keys::Letters;
use super::palette::Palette;
use crate::style::{ASCII, Glyphs, Theme};
use ratatui::symbols::border;

/// Everything that the views need to know of the terminal.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    pub(super) theme: Theme,
    /// The theme's meanings as ratatui styles.
    pub(super) palette: Palette,
    pub(super) glyphs: &'static Glyphs,
    pub(super) letters: Letters,
    /// Between facts on one line.
    pub(super) separator: &'static str,
    /// In place of points that are being found.
    pub(super) running: &'static str,
    pub(super) border: border::Set<'static>,
}

impl Look {
    /// The look of a theme on a full screen.
    pub(super) fn of(theme: Theme) -> Self {
        let theme = Theme { depth: theme.depth.on_screen(), ..theme };
        let (letters, separator, running, border) = if theme.glyphs == &ASCII {
            (Letters::Ascii, " | ", "...", ASCII_BORDER)
        } else {
            (Letters::Unicode, " · ", "…", border::ROUNDED)
        };
        Self {
            theme,
            palette: Palette::of(&theme),
            glyphs: theme.glyphs,
            letters,
            separator,
            running,
            border,
        }
    }
}

const ASCII_BORDER: border::Set<'static> = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};
