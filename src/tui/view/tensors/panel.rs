//! One grid to draw: which plane of which tensor, what is marked in it, and on which scale.

use crate::course::{Case, Drawn};
use crate::picture::{Drawing, Scale, ScaleKind};
use crate::tensor::{Mismatch, Plane, Tensor};
use crate::tui::subject::Subject;
use crate::tui::tensors::Range;
use crate::tui::view::pieces::section;
use ndarray::{ArrayD, IxDyn};

/// One grid to draw.
pub(super) struct Panel<'a> {
    pub(super) title: String,
    tensor: &'a Tensor,
    plane: Plane,
    pub(super) drawn: Drawn,
    /// For a difference: what is subtracted.
    minus: Option<&'a Tensor>,
    wrong: Option<ArrayD<bool>>,
    focus: Option<(usize, usize)>,
    pub(super) scale: Scale,
}

impl<'a> Panel<'a> {
    /// An input at a plane.
    pub(super) fn input(case: &Case, subject: &Subject<'a>, plane: Plane, range: Range) -> Self {
        let drawn = roles_on(subject.roles.at(case), subject.tensor, &plane);
        let padded = if drawn.ring > 0 { format!(", padded by {}", drawn.ring) } else { String::new() };
        let title = format!("{}{}{padded}", subject.name, section(subject.tensor, &plane));
        let scale = spanning(subject.tensor, range);
        Self { title, tensor: subject.tensor, plane, drawn, minus: None, wrong: None, focus: None, scale }
    }

    /// Expected, and beside it what was returned and the difference, as far as they can be drawn.
    pub(super) fn outputs(
        case: &Case,
        subject: &Subject<'a>,
        actual: Option<&'a Tensor>,
        plane: &Plane,
        mismatches: &[Mismatch],
        range: Range,
    ) -> Vec<Self> {
        let expected =
            Self { title: "expected".to_owned(), ..Self::input(case, subject, plane.clone(), range) }
                .focused();
        let Some(actual) = actual else { return vec![expected] };
        let scale = expected.scale.shared_with(spanning(actual, range));
        let drawn = expected.drawn;
        let plain = |title: &str, tensor: &'a Tensor, plane: Plane| Panel {
            title: title.to_owned(),
            tensor,
            plane,
            drawn,
            minus: None,
            wrong: None,
            focus: None,
            scale,
        };
        if actual.shape() != subject.tensor.shape() {
            let plane = plane.clamped(actual.shape());
            return vec![Self { scale, ..expected }, plain("yours", actual, plane)];
        }
        let wrong = wrong_cells(actual.shape(), mismatches);
        let yours = Self { wrong: Some(wrong.clone()), ..plain("yours", actual, plane.clone()) }.focused();
        if mismatches.is_empty() {
            return vec![Self { scale, ..expected }, yours];
        }
        let unpadded = Drawn { padding: 0, windows: None, ..drawn };
        let difference = Self {
            minus: Some(subject.tensor),
            wrong: Some(wrong),
            drawn: unpadded,
            scale: difference_scale(mismatches),
            ..plain("difference", actual, plane.clone())
        };
        vec![Self { scale, ..expected }, yours, difference.focused()]
    }

    /// The same with the cursor.
    pub(super) fn focused(mut self) -> Self {
        self.focus = Some(self.plane.place_of(&self.plane.at));
        self
    }

    /// What is to be painted.
    pub(super) fn drawing(&self) -> Drawing<'_> {
        let mut drawing = match self.minus {
            Some(expected) => Drawing::difference(expected, self.tensor, &self.plane),
            None => Drawing::of(self.tensor, &self.plane),
        };
        drawing = drawing.with_ring(self.drawn.ring).with_padding(self.drawn.padding);
        if let Some(windows) = self.drawn.maxima() {
            drawing = drawing.with_maxima(windows);
        }
        if self.drawn.mask && self.minus.is_none() {
            drawing = drawing.as_mask();
        }
        if let Some(wrong) = &self.wrong {
            drawing = drawing.with_wrong(wrong);
        }
        match self.focus {
            Some((row, column)) => drawing.with_focus(row, column),
            None => drawing,
        }
    }

    /// Whether a strip of the scale's colours explains something.
    pub(super) fn has_scale(&self) -> bool {
        !self.drawn.mask && self.tensor.len() > 1
    }

    /// The cursor's place in the drawing.
    pub(super) fn centre(&self) -> (usize, usize) {
        let (row, column) = self.plane.place_of(&self.plane.at);
        (row + self.drawn.ring, column + self.drawn.ring)
    }
}

/// The roles that a plane can show: paddings and windows lie along the axes that the course names.
fn roles_on(drawn: Drawn, tensor: &Tensor, plane: &Plane) -> Drawn {
    let first = Plane::first(tensor.shape(), drawn.plane);
    if (first.rows, first.columns) == (plane.rows, plane.columns) {
        drawn
    } else {
        Drawn { ring: 0, padding: 0, windows: None, ..drawn }
    }
}

fn spanning(tensor: &Tensor, range: Range) -> Scale {
    match range {
        Range::All => Scale::of(tensor),
        Range::Most => Scale::of_most(tensor),
        Range::Spread => Scale::spread(tensor),
    }
}

fn wrong_cells(shape: &[usize], mismatches: &[Mismatch]) -> ArrayD<bool> {
    let mut wrong = ArrayD::from_elem(IxDyn(shape), false);
    for mismatch in mismatches {
        if let Some(cell) = wrong.get_mut(IxDyn(&mismatch.index)) {
            *cell = true;
        }
    }
    wrong
}

fn difference_scale(mismatches: &[Mismatch]) -> Scale {
    let differences = mismatches.iter().map(|one| one.actual.to_f64() - one.expected.to_f64());
    Scale { kind: ScaleKind::Diverging, ..Scale::of_values(differences) }
}
