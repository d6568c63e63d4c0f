//! What is in sight of a tensor, and how it is read.

mod bands;

use crate::formats::{FormatError, Part, Progress, Source, Window};
use crate::inspect::plane::{Cells, Rectangle, Reduction, cells, element};
use crate::tensor::{Scalar, Tensor, Tolerance};
use ndarray::{ArrayD, IxDyn};
use std::ops::ControlFlow;

/// What is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// Of the plane; the indices of its own axes are 0.
    pub(super) rectangle: Rectangle,
    /// The indices of the slices that are in sight; on the plane's own axes they are 0. The first is the rectangle's.
    pub(super) slices: Vec<Vec<usize>>,
    /// Of complex numbers.
    pub(super) part: Part,
    /// What is seen in the cells.
    pub(super) shows: Shows,
}

/// The element under the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pointed {
    /// All of its index.
    pub(super) index: Vec<usize>,
    /// Which part of a pixel is seen; of numbers all are read.
    pub(super) part: Part,
    /// What is seen in its cell.
    pub(super) shows: Shows,
}

/// What is under the cursor.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Values {
    /// What was asked for.
    pub(super) pointed: Pointed,
    /// In each tensor, every part that the element has, or every channel of the pixel.
    pub(super) of_tensors: Vec<Vec<(Part, Scalar)>>,
}

/// What is seen in the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// Numbers, or colours by a scale; of two tensors, their difference too.
    Values,
    /// How bright a pixel is: in grey, or in red, green and blue, which are the first three along an axis.
    Pixels { colours: Option<usize> },
}

impl Shows {
    /// How many values of a tensor a cell stands for.
    pub(super) const fn channels(self) -> usize {
        match self {
            Self::Pixels { colours: Some(_) } => 3,
            Self::Pixels { colours: None } | Self::Values => 1,
        }
    }

    /// The index for each of those.
    fn indices(self, at: &[usize]) -> Vec<Vec<usize>> {
        let Self::Pixels { colours: Some(axis) } = self else { return vec![at.to_vec()] };
        let of_colour = |colour: usize| {
            let mut at = at.to_vec();
            at[axis] = colour;
            at
        };
        (0..self.channels()).map(of_colour).collect()
    }
}

/// The tensors that are read.
#[derive(Clone, Debug)]
pub(super) enum Readers {
    /// A tensor that is looked at.
    One(Source),
    /// Expected and actual, and how far they may lie apart.
    Two(Box<[Source; 2]>, Tolerance),
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tile {
    /// What was asked for.
    pub(super) wanted: Wanted,
    /// How many tensors were read.
    pub(super) tensors: usize,
    /// What the cells of each grid hold; a grid that is not read yet is missing at the end. Of one tensor: each slice
    /// in sight. Of two tensors: expected, actual, and by how much they differ where that is beyond the tolerance, else
    /// 0; where that is a mean, then also 1 for each cell of which anything differs. Of pixels: the channels of each
    /// slice or tensor.
    pub(super) cells: Vec<Cells>,
    /// How far it is, unless everything is read.
    pub(super) progress: Option<Progress>,
}

impl Tile {
    /// The grids of the tensors' own values, without those of their difference.
    pub(super) fn own(&self) -> &[Cells] {
        let count = if self.tensors > 1 { self.cells.len().min(self.tensors) } else { self.cells.len() };
        &self.cells[..count]
    }

    /// The position among the slices in sight of the one that an index lies in.
    pub(super) fn slice_of(&self, index: &[usize]) -> Option<usize> {
        self.wanted.slices.iter().position(|slice| slice == index)
    }
}

/// Told what was read so far; may break it off.
type Told<'a> = dyn FnMut(&dyn Fn() -> Tile, Progress) -> ControlFlow<()> + 'a;

impl Readers {
    /// All of them.
    pub(super) fn sources(&self) -> &[Source] {
        match self {
            Self::One(source) => std::slice::from_ref(source),
            Self::Two(sources, _) => &**sources,
        }
    }

    /// Reads what is wanted; `None` where it was broken off.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn read(&self, wanted: &Wanted, told: &mut Told<'_>) -> Result<Option<Tile>, FormatError> {
        let tensors = self.sources().len();
        let mut tile = Tile { wanted: wanted.clone(), tensors, cells: Vec::new(), progress: None };
        let layers = self.layers(wanted);
        if layers.len() > 1 && wanted.rectangle.patch.is_several() {
            let mut painter = |cells: &dyn Fn() -> Vec<Cells>, progress: Progress| {
                told(&|| Tile { cells: cells(), progress: Some(progress), ..tile.clone() }, progress)
            };
            let cells = bands::read(&layers, wanted, &mut painter)?;
            return Ok(cells.map(|cells| Tile { cells, ..tile }));
        }
        for Layer { read, densest, rectangle } in layers {
            let so_far = tile.clone();
            let mut painter = |cells: &dyn Fn() -> Option<Cells>, progress: Progress| {
                let partly = || {
                    let mut tile = so_far.clone();
                    tile.cells.extend(cells());
                    tile.progress = Some(progress);
                    tile
                };
                told(&partly, progress)
            };
            match cells(&*read, &densest, &rectangle, &mut painter)? {
                Some(cells) => tile.cells.push(cells),
                None => return Ok(None),
            }
        }
        Ok(Some(tile))
    }

    /// Reads the element under the cursor.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn values(&self, pointed: &Pointed) -> Result<Values, FormatError> {
        let of_tensors = self.sources().iter().map(|source| values(source, pointed));
        Ok(Values { pointed: pointed.clone(), of_tensors: of_tensors.collect::<Result<_, _>>()? })
    }

    /// What is read for each of the tile's cells.
    fn layers(&self, wanted: &Wanted) -> Vec<Layer<'_>> {
        let (part, rectangle) = (wanted.part, &wanted.rectangle);
        let alone = |source: &Source, at: Vec<usize>| -> Layer<'_> {
            let (own, densest) = (source.clone(), vec![source.densest_first()]);
            let mut rectangle = rectangle.clone();
            rectangle.plane.at = at;
            Layer { read: Box::new(move |window| own.read(window, part)), densest, rectangle }
        };
        let channels: Vec<Vec<usize>> =
            wanted.slices.iter().flat_map(|at| wanted.shows.indices(at)).collect();
        let of_source = |source| channels.iter().map(move |at| alone(source, at.clone()));
        let mut layers: Vec<Layer<'_>> = self.sources().iter().flat_map(of_source).collect();
        if let (Self::Two(sources, tolerance), Shows::Values) = (self, wanted.shows) {
            let [expected, actual] = &**sources;
            let mut densest = vec![expected.densest_first(), actual.densest_first()];
            densest.dedup();
            let layer = |rectangle: Rectangle, answer: fn(Scalar, Scalar) -> f64| -> Layer<'_> {
                let read = move |window: &Window| {
                    let (expected, actual) = (expected.read(window, part)?, actual.read(window, part)?);
                    beyond(*tolerance, &expected, &actual, answer).ok_or(FormatError::Outside)
                };
                Layer { read: Box::new(read), densest: densest.clone(), rectangle }
            };
            layers.push(layer(rectangle.clone(), minus));
            if rectangle.patch.is_several() && rectangle.reduction == Reduction::Mean {
                // Differences of both signs may have the mean 0.
                let largest = Rectangle { reduction: Reduction::Largest, ..rectangle.clone() };
                layers.push(layer(largest, |_, _| 1.0));
            }
        }
        layers
    }
}

/// How the cells of a grid are read.
struct Layer<'a> {
    /// Reads a window of it.
    read: Box<Reader<'a>>,
    /// As in [`cells`].
    densest: Vec<Vec<usize>>,
    /// What is read for it.
    rectangle: Rectangle,
}

type Reader<'a> = dyn Fn(&Window) -> Result<Tensor, FormatError> + 'a;

/// The element under the cursor in every part or channel that it has.
fn values(source: &Source, pointed: &Pointed) -> Result<Vec<(Part, Scalar)>, FormatError> {
    if source.shape().contains(&0) {
        return Ok(Vec::new());
    }
    let parts: &[Part] = match pointed.shows {
        Shows::Pixels { .. } => &[pointed.part],
        Shows::Values if source.element().is_complex() => &Part::ALL,
        Shows::Values => &[Part::Real],
    };
    let mut found = Vec::new();
    for index in pointed.shows.indices(&pointed.index) {
        for &part in parts {
            found.extend(element(source, &index, part)?.map(|value| (part, value)));
        }
    }
    Ok(found)
}

/// What is answered for the cells that differ by more than the tolerance, actual first; 0 for all others.
fn beyond(
    tolerance: Tolerance,
    expected: &Tensor,
    actual: &Tensor,
    answer: fn(Scalar, Scalar) -> f64,
) -> Option<Tensor> {
    let cells = expected.scalars().zip(actual.scalars());
    let one = |(expected, actual)| {
        if tolerance.accepts(expected, actual) { 0.0 } else { answer(actual, expected) }
    };
    ArrayD::from_shape_vec(IxDyn(expected.shape()), cells.map(one).collect()).ok().map(Tensor::F64)
}

/// `left − right` of values that differ: never 0, also where doubles cannot tell two large integers apart.
#[expect(clippy::cast_precision_loss, reason = "a difference is shown with few digits")]
fn minus(left: Scalar, right: Scalar) -> f64 {
    match left.integer().zip(right.integer()) {
        Some((left, right)) => (left - right) as f64,
        None => left.to_f64() - right.to_f64(),
    }
}
