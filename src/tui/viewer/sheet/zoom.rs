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
    /// As small as the terminal can draw; the step says how many elements a cell stands for.
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

/// The largest power of 2 in a block: no axis is longer, and three times as much is a number still.
const LARGEST: u32 = usize::BITS - 3;

impl Zoom {
    /// Elements along each side of a cell. After 1 come the powers of 2 and what lies in the middle between them: 2, 3,
    /// 4, 6, 8, 12, …
    pub(in crate::tui::viewer) const fn block(self) -> usize {
        match self {
            Self::Smallest(step @ 1..) => {
                let (base, power) = if step % 2 == 1 { (1, step.div_ceil(2)) } else { (3, step / 2 - 1) };
                if power < LARGEST { base << power } else { base << LARGEST }
            }
            _ => 1,
        }
    }

    /// Larger cells; a pixel has no number.
    pub(in crate::tui::viewer) const fn larger(self, finest: Finest, display: Display) -> Self {
        match (self, finest, display) {
            (Self::Smallest(0), ..) | (Self::Smallest(1), Finest::Blocks, _) => Self::Colours,
            (Self::Smallest(step), ..) => Self::Smallest(step - 1),
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
            (Self::Smallest(step), _) => Self::Smallest(step.saturating_add(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_grow_by_a_half_at_most() {
        let blocks: Vec<usize> = (0..9).map(|step| Zoom::Smallest(step).block()).collect();
        assert_eq!(blocks, [1, 2, 3, 4, 6, 8, 12, 16, 24]);
        let all: Vec<usize> = (0..200).map(|step| Zoom::Smallest(step).block()).collect();
        assert!(all.windows(2).all(|pair| pair[0] > 1 << 60 || pair[0] < pair[1]), "no step is lost");
    }

    #[test]
    fn each_step_leads_back() {
        for finest in [Finest::Halves, Finest::Blocks] {
            let mut steps = vec![Zoom::Numbers];
            for _ in 0..12 {
                steps.push(steps[steps.len() - 1].smaller(finest));
            }
            for pair in steps.windows(2) {
                assert_eq!(pair[1].larger(finest, Display::Values), pair[0], "{finest:?}");
            }
        }
        assert_eq!(Zoom::Colours.larger(Finest::Halves, Display::Pixels), Zoom::Colours);
    }
}
