//! How large cells are, and how much room there is for them.

use super::{Display, Panels};
use crate::inspect::plane::Patch;

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
    /// The same, for as many elements as bring the whole plane into sight.
    Whole(Patch),
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

/// What the screen has room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui::viewer) struct Space {
    /// For the cells of a grid.
    pub(in crate::tui::viewer) room: Room,
    /// The smallest cells.
    pub(in crate::tui::viewer) finest: Finest,
    /// Where several slices have room.
    pub(in crate::tui::viewer) panels: Option<Panels>,
}

/// The largest power of 2 along the side of a patch: no axis is longer, and three times as much is a number still.
const LARGEST: u32 = usize::BITS - 3;

impl Zoom {
    /// What a cell stands for.
    pub(in crate::tui::viewer) const fn patch(self) -> Patch {
        match self {
            Self::Numbers | Self::Colours => Patch::ONE,
            Self::Smallest(step) => Patch::square(side(step)),
            Self::Whole(patch) => patch,
        }
    }

    /// Larger cells; a pixel has no number.
    pub(in crate::tui::viewer) const fn larger(self, finest: Finest, display: Display) -> Self {
        match (self, finest, display) {
            (Self::Smallest(0), ..) | (Self::Smallest(1), Finest::Blocks, _) => Self::Colours,
            (Self::Smallest(step), ..) => Self::Smallest(step - 1),
            (Self::Whole(Patch { rows, columns }), ..) => {
                match step_below(if rows < columns { rows } else { columns }) {
                    Some(step) => Self::Smallest(step),
                    None => Self::Colours,
                }
            }
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
            (Self::Whole(_), _) => self,
        }
    }
}

/// Elements along the side of a square patch. After 1 come the powers of 2 and what lies in the middle between them:
/// 2, 3, 4, 6, 8, 12, …
const fn side(step: u32) -> usize {
    if step == 0 {
        return 1;
    }
    let (base, power) = if step % 2 == 1 { (1, step.div_ceil(2)) } else { (3, step / 2 - 1) };
    if power < LARGEST { base << power } else { base << LARGEST }
}

/// The largest step whose patches are smaller than those of this side.
const fn step_below(length: usize) -> Option<u32> {
    let mut step = 0;
    while side(step + 1) < length && step < 2 * LARGEST {
        step += 1;
    }
    if length > 1 { Some(step) } else { None }
}

/// At least as many elements as these, and no more digits than can be counted in.
pub(super) const fn rounded(count: usize) -> usize {
    let mut unit = 1;
    while count / unit >= 100 {
        unit *= 10;
    }
    let rounded = count.div_ceil(unit).saturating_mul(unit);
    if rounded == 0 { 1 } else { rounded }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_grow_by_a_half_at_most() {
        let sides: Vec<usize> = (0..9).map(side).collect();
        assert_eq!(sides, [1, 2, 3, 4, 6, 8, 12, 16, 24]);
        let all: Vec<usize> = (0..200).map(side).collect();
        assert!(all.windows(2).all(|pair| pair[0] > 1 << 60 || pair[0] < pair[1]), "no step is lost");
    }

    #[test]
    fn a_whole_plane_is_left_to_the_next_larger_cells() {
        let larger =
            |rows, columns| Zoom::Whole(Patch { rows, columns }).larger(Finest::Halves, Display::Values);
        assert_eq!([larger(1600, 13), larger(5, 5)], [Zoom::Smallest(6), Zoom::Smallest(3)]);
        assert_eq!([larger(1, 1), larger(90, 1)], [Zoom::Colours; 2]);
        assert_eq!(larger(usize::MAX, usize::MAX), Zoom::Smallest(2 * LARGEST));
    }

    #[test]
    fn long_counts_are_rounded_up() {
        let counts = [0, 1, 17, 99, 101, 1563, usize::MAX].map(rounded);
        assert_eq!(counts[..6], [1, 1, 17, 99, 110, 1600]);
        assert_eq!(counts[6], usize::MAX);
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
