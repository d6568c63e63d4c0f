//! Several slices of a tensor at once, each as a whole grid.

use super::{Finest, Sheet, Zoom};
use crate::formats::Source;
use crate::tui::tensors::Toward;

/// How many grids of one size have room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui::viewer) struct Panels {
    /// Side by side.
    pub(in crate::tui::viewer) columns: usize,
    /// Below each other.
    pub(in crate::tui::viewer) rows: usize,
    /// Columns of the screen for each of them.
    pub(in crate::tui::viewer) width: usize,
    /// Lines of the screen for each of them, its title and what is left blank below it included.
    pub(in crate::tui::viewer) height: usize,
}

/// Whether slices stand side by side where there is room for more than one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tui::viewer) enum Slices {
    /// As many as have room.
    #[default]
    Several,
    /// One alone.
    One,
}

/// Columns between panels.
const GAP: usize = 2;
/// Panels, at most: each is read by itself.
const MOST: usize = 400;

impl Panels {
    /// How many there are.
    pub(in crate::tui::viewer) const fn count(self) -> usize {
        self.columns * self.rows
    }

    /// Where one of them begins: columns and lines from the upper left corner of all.
    pub(in crate::tui::viewer) const fn origin(self, place: usize) -> (usize, usize) {
        (place % self.columns * (self.width + GAP), place / self.columns * self.height)
    }
}

impl Sheet {
    /// The grids of slices that have room on so many columns and lines, where that is more than one.
    pub(in crate::tui::viewer) fn panels(
        &self,
        width: usize,
        lines: usize,
        finest: Finest,
    ) -> Option<Panels> {
        let lengths = self.slider_lengths();
        let slices = lengths.iter().product::<usize>();
        if self.slices == Slices::One || self.grids() > 1 || slices < 2 || matches!(self.zoom, Zoom::Whole(_))
        {
            return None;
        }
        let ((rows, columns), (cell_width, a_line)) = (self.lengths(), self.cell(finest));
        let patch = self.patch();
        let digits = lengths.iter().map(|length| (length - 1).to_string().len() + ", ".len());
        let title = digits.sum::<usize>() - ", ".len();
        let grid = self.gutter() + columns.div_ceil(patch.columns).saturating_mul(cell_width);
        let panel = Panels {
            columns: 1,
            rows: 1,
            width: grid.max(title),
            height: 2 + rows.div_ceil(patch.rows).div_ceil(a_line),
        };
        let most = ((width + GAP) / (panel.width.saturating_add(GAP))).min(slices);
        let inner = lengths.last().copied().unwrap_or(1);
        // The innermost axis begins at the left, as it does in print.
        let columns = if inner <= most { most / inner * inner } else { most };
        let needed = slices.div_ceil(columns.max(1));
        let rows = (lines / panel.height).min(needed).min(MOST / columns.max(1));
        // A blank line below each where that hides none.
        let height = panel.height + usize::from(rows * (panel.height + 1) <= lines + 1);
        (columns * rows > 1).then_some(Panels { columns, rows, height, ..panel })
    }

    /// The lengths of the axes that are slid along, outermost first.
    fn slider_lengths(&self) -> Vec<usize> {
        let Some(shape) = self.source().map(Source::shape) else { return Vec::new() };
        self.walk.sliders().into_iter().map(|axis| shape[axis]).collect()
    }

    /// How many slices there are.
    pub(in crate::tui::viewer) fn slice_count(&self) -> usize {
        self.slider_lengths().iter().product()
    }

    /// The place of the slice under the cursor among all, the innermost axis first.
    pub(in crate::tui::viewer) fn slice_place(&self) -> usize {
        let at = self.walk.sliders().into_iter().map(|axis| self.walk.plane.at[axis]);
        at.zip(self.slider_lengths()).fold(0, |place, (at, length)| place * length + at)
    }

    /// The index of the slice at a place; 0 on all axes that lie in it.
    pub(in crate::tui::viewer) fn slice_at(&self, mut place: usize) -> Vec<usize> {
        let mut at = self.walk.plane.at.clone();
        for axis in self.walk.shown_axes() {
            at[axis] = 0;
        }
        for (axis, length) in self.walk.sliders().into_iter().zip(self.slider_lengths()).rev() {
            at[axis] = place % length;
            place /= length;
        }
        at
    }

    /// The slices in sight: those of all panels, among which the one under the cursor is.
    pub(super) fn slices_in_sight(&mut self, panels: Option<Panels>) -> Vec<Vec<usize>> {
        let here = self.slice_place();
        let Some(panels) = panels else { return vec![self.slice_at(here)] };
        let row = here / panels.columns;
        let first = (self.first_slice / panels.columns).clamp((row + 1).saturating_sub(panels.rows), row);
        let count = self.slice_count();
        let rows = count.div_ceil(panels.columns);
        self.first_slice = first.min(rows.saturating_sub(panels.rows)) * panels.columns;
        (self.first_slice..count.min(self.first_slice + panels.count()))
            .map(|place| self.slice_at(place))
            .collect()
    }

    /// Puts the cursor into another slice; its place in the slice stays.
    pub(in crate::tui::viewer) fn enter(&mut self, slice: &[usize]) {
        for axis in self.walk.sliders() {
            if let Some(&at) = slice.get(axis) {
                self.walk.plane.at[axis] = at;
            }
        }
    }

    /// So many slices on or back, as far as there are any.
    pub(in crate::tui::viewer) fn leaf(&mut self, toward: Toward, slices: usize) {
        let (here, last) = (self.slice_place(), self.slice_count().saturating_sub(1));
        let place = match toward {
            Toward::Next => (here + slices).min(last),
            Toward::Previous => here.saturating_sub(slices),
        };
        let slice = self.slice_at(place);
        self.enter(&slice);
    }
}
