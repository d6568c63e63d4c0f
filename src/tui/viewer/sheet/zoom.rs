//! How large cells are, and how much room there is for them.

use super::Display;

/// How large cells are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui::viewer) enum Zoom {
    #[default]
    /// Numbers in the cells.
    Numbers,
    /// Colour alone, two columns a cell.
    Colours,
    /// As small as the terminal can draw; a cell stands for 2ⁿ × 2ⁿ elements.
    Smallest(u32),
}

/// The smallest cells that the terminal can draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui::viewer) enum Finest {
    /// One column and half a line.
    Halves,
    /// Two columns and a line.
    Blocks,
}

/// The room for cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui::viewer) struct Room {
    /// Columns of the screen for the cells of a grid.
    pub(in crate::tui::viewer) width: usize,
    /// Lines of the screen for them.
    pub(in crate::tui::viewer) lines: usize,
}

impl Zoom {
    /// Elements along each side of a cell.
    pub(in crate::tui::viewer) const fn block(self) -> usize {
        match self {
            Self::Smallest(power) => 1 << power,
            _ => 1,
        }
    }

    /// Larger cells; a pixel has no number.
    pub(in crate::tui::viewer) const fn larger(self, finest: Finest, display: Display) -> Self {
        match (self, finest, display) {
            (Self::Smallest(0), ..) | (Self::Smallest(1), Finest::Blocks, _) => Self::Colours,
            (Self::Smallest(power), ..) => Self::Smallest(power - 1),
            (_, _, Display::Pixels) => Self::Colours,
            (_, _, Display::Values) => Self::Numbers,
        }
    }

    /// Smaller cells.
    pub(in crate::tui::viewer) const fn smaller(self, finest: Finest) -> Self {
        match (self, finest) {
            (Self::Numbers, _) => Self::Colours,
            (Self::Colours, Finest::Halves) => Self::Smallest(0),
            (Self::Colours, Finest::Blocks) => Self::Smallest(1),
            (Self::Smallest(power), _) => Self::Smallest(power + 1),
        }
    }
}
