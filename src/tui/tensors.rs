//! The state of the Tensors pane: which tensor, which plane of it, and where the cursor is.

use super::keys::Step;
use crate::tensor::Plane;

/// What the Tensors pane shows. The cursor is a whole index, so every slider is a part of it.
#[derive(Clone, Debug)]
pub(super) struct TensorsState {
    /// Position among the case's tensors.
    pub(super) tensor: usize,
    /// `at` is the cursor: also its entries for the row and the column axis are meant.
    pub(super) plane: Plane,
    /// The axis along the colours of pixels, where pixels are drawn.
    pub(super) colours: Option<usize>,
    shape: Vec<usize>,
    /// Position among the plane's other axes.
    slider: usize,
    /// How many mismatches, worst first, the cursor has visited; 0 before the first.
    pub(super) visited: usize,
    /// Whether the cursor is still to be put on the worst mismatch.
    pub(super) seek: Seek,
    pub(super) zoom: Zoom,
    pub(super) range: Range,
}

/// How large a cell is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Zoom {
    /// Numbers where the whole plane fits with them.
    #[default]
    Fitting,
    /// Numbers in the cells.
    Numbers,
    /// Colour alone, two columns a cell.
    Colours,
    /// Colour alone, one column and half a line a cell.
    Halves,
}

/// Which values the colours span.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Range {
    /// All of them.
    #[default]
    All,
    /// All but the largest, which are clipped.
    Most,
    /// All of them in one hue, from the smallest to the largest.
    Spread,
}

impl Range {
    /// The next one; after the last comes the first.
    pub(super) const fn next(self) -> Self {
        match self {
            Self::All => Self::Most,
            Self::Most => Self::Spread,
            Self::Spread => Self::All,
        }
    }
}

impl Zoom {
    /// The next one; after the last comes the first.
    pub(super) const fn next(self) -> Self {
        match self {
            Self::Fitting => Self::Numbers,
            Self::Numbers => Self::Colours,
            Self::Colours => Self::Halves,
            Self::Halves => Self::Fitting,
        }
    }
}

/// Where the cursor goes by itself, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seek {
    /// To the worst wrong cell, as soon as one is known.
    Worst,
    Nowhere,
}

/// Toward which end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Toward {
    Next,
    Previous,
}

impl Default for TensorsState {
    fn default() -> Self {
        Self {
            tensor: 0,
            plane: Plane { rows: None, columns: None, at: Vec::new() },
            colours: None,
            shape: Vec::new(),
            slider: 0,
            visited: 0,
            seek: Seek::Worst,
            zoom: Zoom::Fitting,
            range: Range::All,
        }
    }
}

impl TensorsState {
    /// Adapts to a tensor: keeps plane and cursor where they still make sense.
    pub(super) fn fit(&mut self, shape: &[usize], preferred: Option<(usize, usize)>) {
        if shape == self.shape {
            return;
        }
        if shape.len() != self.shape.len() || self.plane.at.len() != shape.len() {
            self.plane = Plane::first(shape, preferred);
            self.colours = None;
            self.slider = 0;
        }
        self.plane = self.plane.clamped(shape);
        self.shape = shape.to_vec();
        self.visited = 0;
    }

    /// Lays the last two axes that are longer than 1 along rows and columns; a single one, unless it is the last, along
    /// rows.
    pub(super) fn lay_long(&mut self, shape: &[usize]) {
        let long: Vec<usize> = (0..shape.len()).filter(|axis| shape[*axis] > 1).collect();
        let (rows, columns) = match long.as_slice() {
            [.., rows, columns] => (*rows, *columns),
            [only] if only + 1 < shape.len() => (*only, shape.len() - 1),
            _ => return,
        };
        (self.plane.rows, self.plane.columns) = (Some(rows), Some(columns));
    }

    /// Turns to another tensor: its plane is chosen anew.
    pub(super) fn turn_to(&mut self, tensor: usize) {
        let (zoom, range) = (self.zoom, self.range);
        *self = Self { tensor, zoom, range, ..Self::default() };
    }

    /// The axes along rows, columns and colours.
    pub(super) fn shown_axes(&self) -> impl Iterator<Item = usize> {
        [self.plane.rows, self.plane.columns, self.colours].into_iter().flatten()
    }

    /// The axes along neither rows, columns nor colours on which there is something to choose, outermost first.
    pub(super) fn sliders(&self) -> Vec<usize> {
        let axes = self.plane.other_axes().into_iter().filter(|axis| Some(*axis) != self.colours);
        axes.filter(|axis| self.shape.get(*axis).is_some_and(|length| *length > 1)).collect()
    }

    /// The axis that the slice keys move along.
    pub(super) fn slider(&self) -> Option<usize> {
        let sliders = self.sliders();
        sliders.get(self.slider % sliders.len().max(1)).copied()
    }

    /// Chooses the next axis for the slice keys.
    pub(super) fn next_slider(&mut self) {
        self.slider = (self.slider + 1) % self.sliders().len().max(1);
    }

    /// Goes one slice along the chosen axis, around the end.
    pub(super) fn slice(&mut self, toward: Toward) {
        if let Some(axis) = self.slider() {
            self.plane.at[axis] = around(self.plane.at[axis], self.shape[axis], toward);
        }
    }

    /// Goes to an index of an axis, which becomes the one that the slice keys move along.
    pub(super) fn slide(&mut self, axis: usize, index: usize) {
        if let (Some(at), Some(length)) = (self.plane.at.get_mut(axis), self.shape.get(axis)) {
            *at = index.min(length.saturating_sub(1));
            self.slider = self.sliders().iter().position(|slider| *slider == axis).unwrap_or(self.slider);
        }
    }

    /// Lays the axes differently: columns become rows, and the next axis becomes columns.
    pub(super) fn turn(&mut self) {
        let rank = self.shape.len();
        if let (Some(rows), Some(columns)) = (self.plane.rows, self.plane.columns) {
            let pairs: Vec<(usize, usize)> =
                (0..rank).flat_map(|first| (0..rank).map(move |second| (first, second))).collect();
            let pairs: Vec<_> = pairs.into_iter().filter(|(first, second)| first != second).collect();
            let here = pairs.iter().position(|pair| *pair == (rows, columns)).unwrap_or(0);
            let (rows, columns) = pairs[(here + 1) % pairs.len()];
            (self.plane.rows, self.plane.columns) = (Some(rows), Some(columns));
            self.slider = 0;
        }
    }

    /// Moves the cursor inside the plane.
    pub(super) fn step(&mut self, step: Step) {
        let (rows, columns) = (self.plane.rows, self.plane.columns);
        match step {
            Step::Up => self.shift(rows, Toward::Previous),
            Step::Down => self.shift(rows, Toward::Next),
            Step::Left => self.shift(columns, Toward::Previous),
            Step::Right => self.shift(columns, Toward::Next),
            Step::PageUp => self.slice(Toward::Previous),
            Step::PageDown => self.slice(Toward::Next),
            Step::First => self.set(rows, columns, |_| 0),
            Step::Last => self.set(rows, columns, |length| length.saturating_sub(1)),
        }
    }

    /// Puts the cursor on this row and column of the plane, if it has them.
    pub(super) fn point(&mut self, row: usize, column: usize) {
        for (axis, place) in [(self.plane.rows, row), (self.plane.columns, column)] {
            if let Some(axis) = axis.filter(|axis| place < self.shape[*axis]) {
                self.plane.at[axis] = place;
            }
        }
    }

    /// Puts the cursor on this index.
    pub(super) fn jump(&mut self, index: &[usize]) {
        if index.len() == self.plane.at.len() {
            self.plane.at.copy_from_slice(index);
        }
    }

    fn shift(&mut self, axis: Option<usize>, toward: Toward) {
        if let Some(axis) = axis {
            let index = &mut self.plane.at[axis];
            *index = match toward {
                Toward::Next => (*index + 1).min(self.shape[axis].saturating_sub(1)),
                Toward::Previous => index.saturating_sub(1),
            };
        }
    }

    fn set(&mut self, rows: Option<usize>, columns: Option<usize>, place: impl Fn(usize) -> usize) {
        for axis in [rows, columns].into_iter().flatten() {
            self.plane.at[axis] = place(self.shape[axis]);
        }
    }
}

/// The next or previous of `length` places in a ring.
pub(super) const fn around(place: usize, length: usize, toward: Toward) -> usize {
    match toward {
        _ if length == 0 => 0,
        Toward::Next => (place + 1) % length,
        Toward::Previous => (place + length - 1) % length,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fitted(shape: &[usize], preferred: Option<(usize, usize)>) -> TensorsState {
        let mut state = TensorsState::default();
        state.fit(shape, preferred);
        state
    }

    #[test]
    fn images_show_height_and_width_and_slide_over_the_rest() {
        let mut state = fitted(&[2, 5, 7, 3], Some((1, 2)));
        assert_eq!((state.plane.rows, state.plane.columns), (Some(1), Some(2)));
        assert_eq!(state.plane.other_axes(), [0, 3]);
        state.next_slider();
        state.slice(Toward::Previous);
        assert_eq!(state.plane.at, [0, 0, 0, 2]);
    }

    #[test]
    fn another_case_keeps_the_plane_and_pulls_the_cursor_inside() {
        let mut state = fitted(&[2, 5, 7, 3], Some((1, 2)));
        state.jump(&[1, 4, 6, 2]);
        state.fit(&[1, 3, 3, 3], Some((1, 2)));
        assert_eq!(state.plane.at, [0, 2, 2, 2]);
    }

    #[test]
    fn the_cursor_stops_at_the_edges() {
        let mut state = fitted(&[2, 2], None);
        for step in [Step::Right, Step::Right, Step::Down, Step::Down] {
            state.step(step);
        }
        assert_eq!(state.plane.at, [1, 1]);
        state.step(Step::First);
        assert_eq!(state.plane.at, [0, 0]);
    }

    #[test]
    fn scalars_vectors_and_empty_tensors_can_be_walked() {
        for shape in [&[][..], &[3], &[0, 2]] {
            let mut state = fitted(shape, Some((1, 2)));
            for step in [Step::Down, Step::Right, Step::Last, Step::PageDown] {
                state.step(step);
            }
            state.turn();
            assert_eq!(state.plane.at.len(), shape.len());
        }
    }

    #[test]
    fn axes_of_one_index_are_not_laid_where_longer_ones_are() {
        let laid = |shape: &[usize]| {
            let mut state = fitted(shape, None);
            state.lay_long(shape);
            (state.plane.rows, state.plane.columns)
        };
        assert_eq!(laid(&[1, 1, 8, 1, 6, 1]), (Some(2), Some(4)));
        assert_eq!(laid(&[64, 1, 1]), (Some(0), Some(2)));
        assert_eq!([laid(&[1, 1, 9]), laid(&[1, 1, 1])], [(Some(1), Some(2)); 2]);
        assert_eq!([laid(&[9]), laid(&[1])], [(None, Some(0)); 2]);
        assert_eq!(laid(&[0, 5]), (Some(0), Some(1)));
    }

    #[test]
    fn turning_visits_every_pair_of_axes() {
        let mut state = fitted(&[2, 3, 4], None);
        let mut seen = vec![(state.plane.rows, state.plane.columns)];
        for _ in 0..5 {
            state.turn();
            seen.push((state.plane.rows, state.plane.columns));
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 6);
    }
}
