//! A tensor on the screen as an image.

use super::{Display, Sheet, Zoom};
use crate::formats::{Element, Source};
use crate::picture::{ImageAxes, Levels, Numbers};
use crate::tui::tensors::Range;
use crate::tui::viewer::reading::{Shows, Tile};

impl Sheet {
    /// What the cells show.
    pub(in crate::tui::viewer) const fn shows(&self) -> Shows {
        match self.display {
            Display::Values => Shows::Values,
            Display::Pixels => Shows::Pixels { colours: self.walk.colours },
        }
    }

    /// Shows something else in the cells.
    pub(in crate::tui::viewer) fn show(&mut self, display: Display) {
        self.display = display;
        self.origin = (0, 0);
        // A slice of pixels has all colours.
        (self.slice, self.slice_asked) = (None, None);
        match display {
            Display::Values => {
                self.walk.colours = None;
                self.zoom = Zoom::Numbers;
            }
            Display::Pixels => self.lay_image(),
        }
    }

    /// Lays the axes as those of an image, unless others were laid along rows and columns by hand.
    pub(super) fn lay_image(&mut self) {
        let Some(shape) = self.source().map(|source| source.shape().to_vec()) else { return };
        let plane = &mut self.walk.plane;
        let is_first = plane.columns.map(|axis| axis + 1) == Some(shape.len())
            && plane.rows.map(|axis| axis + 2) == Some(shape.len());
        if let Some(axes) = ImageAxes::of_last(&shape).filter(|_| is_first) {
            (plane.rows, plane.columns) = (Some(axes.rows), Some(axes.columns));
        }
        self.find_colours();
        self.zoom = Zoom::Colours;
    }

    /// The innermost axis along neither rows nor columns that holds as many values as a pixel has.
    pub(in crate::tui::viewer) fn find_colours(&mut self) {
        let Some(shape) = self.source().map(Source::shape) else { return };
        let others = self.walk.plane.other_axes();
        let found = others.into_iter().rev().find(|&axis| matches!(shape[axis], 3 | 4));
        self.walk.colours = found.filter(|_| self.display == Display::Pixels);
    }

    /// Which values are black and which are bright.
    pub(in crate::tui::viewer) fn brightness(&self, tile: &Tile) -> Levels {
        let seen = || values(tile);
        match (self.ends, self.walk.range) {
            (Some(ends), _) => ends,
            (None, Range::Most) => Levels::of_most(&seen()),
            (None, Range::Spread) => Levels::spread(&seen()),
            (None, Range::All) => {
                let known = self.levels.unwrap_or_else(|| Levels::spread(&seen()));
                Levels::between(known, self.numbers())
            }
        }
    }

    fn numbers(&self) -> Numbers {
        use Element::{I8, I16, I32, I64, U8, U16, U32, U64};
        match self.source().map(Source::element) {
            Some(I8 | I16 | I32 | I64 | U8 | U16 | U32 | U64) => Numbers::Whole,
            _ => Numbers::Real,
        }
    }

    /// Takes the pixels that were read.
    pub(super) fn paint_pixels(&mut self, tile: Tile) {
        let here = Levels::spread(&values(&tile));
        self.levels = Some(self.levels.map_or(here, |levels| levels.joined(here)));
        self.tile = Some(tile);
    }
}

/// All values of the pixels in sight, as far as they are known.
fn values(tile: &Tile) -> Vec<f64> {
    let of_channel = |cells: &crate::inspect::plane::Cells| {
        let known = cells.known.iter().flatten().copied().chain(std::iter::repeat(true));
        let values = cells.values.doubles().into_iter().zip(known);
        values.filter(|(_, known)| *known).map(|(value, _)| value).collect::<Vec<_>>()
    };
    tile.cells.iter().flat_map(of_channel).collect()
}
