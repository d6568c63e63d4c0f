//! The state of one tensor on the screen: which plane of it, how large its cells are, and where the cursor is.

mod cursor;
mod panels;
mod pixels;
mod seen;
mod sight;
mod zoom;

pub(super) use panels::{Panels, Slices};
pub(super) use zoom::{Finest, Room, Space, Zoom};

use super::reading::{Pointed, Readers, Tile, Values, Wanted};
use crate::formats::{Description, Part, Source};
use crate::inspect::plane::{Fold, Reduction};
use crate::inspect::search::Predicate;
use crate::inspect::{Difference, Profile, Relation};
use crate::picture::{Levels, Scale};
use crate::tensor::{Plane, Tolerance};
use crate::tui::tensors::TensorsState;

/// A number for each tensor that was opened; what was read for others is stale.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct SheetId(u64);

impl SheetId {
    /// The next number.
    pub(super) const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// A tensor, or two of one shape, on the screen.
#[derive(Debug)]
pub(super) struct Sheet {
    /// What is read for it is known by this.
    pub(super) id: SheetId,
    /// Position of the item in the list.
    pub(super) item: usize,
    /// Whether it can be read.
    pub(super) state: State,
    /// Plane, cursor, sliders and range of colours.
    pub(super) walk: TensorsState,
    /// Values or pixels.
    pub(super) display: Display,
    /// How large its cells are.
    pub(super) zoom: Zoom,
    /// How a vector is to be laid.
    pub(super) folding: Folding,
    /// The rows that a vector is broken into now.
    pub(super) fold: Option<Fold>,
    /// What stands for a block of elements.
    pub(super) reduction: Reduction,
    /// Of complex numbers.
    pub(super) part: Part,
    /// Row and column of the plane in the upper left cell.
    pub(super) origin: (usize, usize),
    /// Whether several slices are shown at once.
    pub(super) slices: Slices,
    /// The place of the first of them among all.
    pub(super) first_slice: usize,
    /// What was read last.
    pub(super) tile: Option<Tile>,
    /// What was asked for last.
    pub(super) asked: Option<Wanted>,
    /// What was read last under the cursor.
    pub(super) values: Option<Values>,
    /// What was asked for last there.
    pub(super) pointed_at: Option<Pointed>,
    /// Whose numbers were seen so far.
    pub(super) sights: Sights,
    /// Columns of the widest number seen so far.
    pub(super) widest: Option<usize>,
    /// Columns that a number may take without hiding any other.
    pub(super) roomy: usize,
    /// A scale for all values seen so far.
    pub(super) seen: Option<Scale>,
    /// The smallest and the largest value of the pixels seen so far.
    pub(super) levels: Option<Levels>,
    /// The ends of the colours as they were typed.
    pub(super) ends: Option<Levels>,
    /// Of the whole tensor.
    pub(super) whole: Option<Profile>,
    /// Of the one that it is compared with.
    pub(super) actual: Option<Profile>,
    /// Of a plane.
    pub(super) slice: Option<(Plane, Profile)>,
    /// What was asked to be measured, so that it is asked for once.
    pub(super) whole_asked: Option<Part>,
    /// The same for the plane in sight.
    pub(super) slice_asked: Option<(Plane, Part)>,
    /// What is looked for.
    pub(super) predicate: Option<Predicate>,
    /// What comparing the two tensors came to.
    pub(super) difference: Option<Difference>,
    /// The tensor that it cannot be compared with, cell by cell: its shape is another one.
    pub(super) unlike: Option<Description>,
    /// What leads from one shape to the other.
    pub(super) reshaped: Option<Relation>,
}

/// Whether the tensor can be read.
#[derive(Debug)]
pub(super) enum State {
    /// It is not known yet.
    Opening,
    /// By these.
    Open(Readers),
    /// Why it cannot be read: one sentence.
    Failed(String),
}

/// What the cells show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Display {
    /// Numbers, and colours by a scale.
    #[default]
    Values,
    /// The pixels of an image.
    Pixels,
}

/// Whose numbers the scale was made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sights {
    /// Those of the tensor as it is shown.
    Own,
    /// Those of the tensor before its file changed, or of blocks that stood for something else; they serve until others
    /// are read.
    Former,
}

/// How a vector is laid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Folding {
    /// In as many rows as it needs.
    Rows,
    /// In one long row.
    Flat,
}

impl Sheet {
    pub(super) fn new(id: SheetId, item: usize) -> Self {
        Self {
            id,
            item,
            state: State::Opening,
            walk: TensorsState::default(),
            display: Display::Values,
            zoom: Zoom::Numbers,
            folding: Folding::Rows,
            fold: None,
            reduction: Reduction::Largest,
            part: Part::Real,
            origin: (0, 0),
            slices: Slices::Several,
            first_slice: 0,
            tile: None,
            asked: None,
            values: None,
            pointed_at: None,
            seen: None,
            levels: None,
            ends: None,
            whole: None,
            actual: None,
            slice: None,
            whole_asked: None,
            slice_asked: None,
            widest: None,
            sights: Sights::Own,
            roomy: seen::WIDEST,
            predicate: None,
            difference: None,
            unlike: None,
            reshaped: None,
        }
    }

    /// The same view of the same tensor after its file has changed.
    pub(super) fn again(&self, id: SheetId) -> Self {
        Self {
            walk: self.walk.clone(),
            display: self.display,
            zoom: self.zoom,
            folding: self.folding,
            reduction: self.reduction,
            part: self.part,
            origin: self.origin,
            slices: self.slices,
            first_slice: self.first_slice,
            predicate: self.predicate,
            widest: self.widest,
            tile: self.tile.clone(),
            seen: self.seen,
            levels: self.levels,
            ends: self.ends,
            sights: Sights::Former,
            ..Self::new(id, self.item)
        }
    }

    /// Takes the tensors as they were opened.
    pub(super) fn open(&mut self, sources: Vec<Source>, tolerance: Tolerance) {
        let mut sources = sources.into_iter();
        let readers = match (sources.next(), sources.next()) {
            (Some(one), Some(two)) if one.shape() == two.shape() => {
                Readers::Two(Box::new([one, two]), tolerance)
            }
            (Some(one), _) => Readers::One(one),
            (None, _) => return,
        };
        let source = &readers.sources()[0];
        if source.element().is_complex() && self.part == Part::Real && self.tile.is_none() {
            self.part = Part::Magnitude;
        }
        if self.tile.as_ref().is_some_and(|tile| tile.tensors != readers.sources().len()) {
            self.tile = None;
        }
        let before = self.walk.plane.at.len();
        self.walk.fit(source.shape(), None);
        if before != source.shape().len() {
            // Slices of what was read before are at places that there are no more.
            self.tile = None;
            self.walk.lay_long(source.shape());
        }
        self.state = State::Open(readers);
        if self.display == Display::Pixels {
            self.lay_image();
        }
    }

    /// The tensors, where they are open.
    pub(super) const fn readers(&self) -> Option<&Readers> {
        match &self.state {
            State::Open(readers) => Some(readers),
            _ => None,
        }
    }

    /// The tensor that decides about the shape.
    pub(super) fn source(&self) -> Option<&Source> {
        self.readers().and_then(|readers| readers.sources().first())
    }

    /// The one that it is compared with, cell by cell.
    pub(super) fn other(&self) -> Option<&Source> {
        self.readers().and_then(|readers| readers.sources().get(1))
    }

    /// Rows and columns of the plane, or those that a vector is broken into.
    pub(super) fn lengths(&self) -> (usize, usize) {
        let Some(source) = self.source() else { return (0, 0) };
        if let Some(fold) = self.fold {
            return (fold.length.div_ceil(fold.row), fold.row);
        }
        let plane = &self.walk.plane;
        (plane.row_count(source.shape()), plane.column_count(source.shape()))
    }

    /// The largest number beside a row.
    pub(super) fn last_label(&self) -> usize {
        match self.source().map(Source::shape) {
            Some(&[length]) => length.saturating_sub(1),
            _ => self.lengths().0.saturating_sub(1),
        }
    }

    /// Columns beside a grid for the numbers of its rows.
    pub(super) fn gutter(&self) -> usize {
        self.last_label().to_string().len() + 1
    }

    /// How many grids are drawn of each slice.
    pub(super) fn grids(&self) -> usize {
        match (self.readers(), self.display) {
            (Some(Readers::Two(..)), Display::Values) => 3,
            (Some(Readers::Two(..)), Display::Pixels) => 2,
            _ => 1,
        }
    }
}
