//! What is kept of the numbers that were seen: their scale, and how many columns they need.

use super::{Sheet, Sights, Zoom};
use crate::picture::{NumberFormat, Scale, ScaleKind};
use crate::tensor::{DType, Scalar, Tensor};
use crate::tui::viewer::reading::{Shows, Tile};

/// Columns of a number, usually at most.
pub(super) const WIDEST: usize = 7;
/// Columns of the longest integer, and of a number with an exponent and three digits.
const WIDEST_INTEGER: usize = 20;
const WIDEST_EXPONENT: usize = 10;

impl Sheet {
    /// Takes what was read.
    pub(in crate::tui::viewer) fn paint(&mut self, tile: Tile) {
        if self.sights == Sights::Former {
            (self.seen, self.levels, self.widest, self.sights) = (None, None, None, Sights::Own);
        }
        if tile.wanted.shows != Shows::Values {
            self.paint_pixels(tile);
            return;
        }
        let values = tile.own().iter().flat_map(|cells| cells.values.scalars().map(Scalar::to_f64));
        let here = Scale::of_values(values);
        let seen = self.seen.map_or(here, |seen| wider(seen, here));
        self.seen = Some(seen);
        if self.zoom == Zoom::Numbers && !tile.wanted.rectangle.patch.is_several() {
            let widths = tile.cells.iter().map(|cells| digits(&cells.values, seen.kind, self.roomy));
            self.widest = widths.chain(self.widest).max();
        }
        self.tile = Some(tile);
    }

    /// What was seen is forgotten: other numbers come.
    pub(in crate::tui::viewer) fn forget(&mut self) {
        self.seen = None;
        self.levels = None;
        self.widest = None;
        self.whole = None;
        self.actual = None;
        self.slice = None;
    }
}

/// Columns that the numbers need: more than usual only where that tells them better, and where there is room.
fn digits(values: &Tensor, kind: ScaleKind, roomy: usize) -> usize {
    if values.dtype() == DType::Bool {
        // Drawn as signs.
        return 1;
    }
    let numbers: Vec<Scalar> = values.scalars().collect();
    let usual = NumberFormat::of_values(numbers.iter().copied(), kind, WIDEST);
    let is_short = |number: &Scalar| usual.text(*number).contains('e');
    let integers = || numbers.iter().all(|number| number.integer().is_some());
    if roomy <= WIDEST || !numbers.iter().any(is_short) {
        return usual.width;
    }
    let most = if integers() { WIDEST_INTEGER } else { WIDEST_EXPONENT };
    let wide = NumberFormat::of_values(numbers.iter().copied(), kind, roomy.min(most));
    wide.width
}

/// The scale for what fits either.
fn wider(one: Scale, other: Scale) -> Scale {
    let kind = match (one.kind, other.kind) {
        (ScaleKind::Sequential, ScaleKind::Sequential) => ScaleKind::Sequential,
        _ => ScaleKind::Diverging,
    };
    Scale { kind, high: one.high.max(other.high) }
}
