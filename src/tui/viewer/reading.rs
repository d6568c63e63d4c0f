//! What is in sight of a tensor, and how it is read.

use crate::formats::{FormatError, Part, Progress, Source, Window};
use crate::inspect::plane::{Cells, Rectangle, cells, element};
use crate::tensor::{Scalar, Tensor};
use ndarray::{ArrayD, IxDyn};
use std::ops::ControlFlow;

/// What is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    pub(super) rectangle: Rectangle,
    pub(super) part: Part,
    /// The index under the cursor.
    pub(super) cursor: Vec<usize>,
}

/// The tensors that are read.
#[derive(Clone, Debug)]
pub(super) enum Readers {
    One(Source),
    /// Expected and actual.
    Two(Box<[Source; 2]>),
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Tile {
    pub(super) wanted: Wanted,
    /// What the cells of each grid hold; a grid that is not read yet is missing at the end.
    pub(super) cells: Vec<Cells>,
    /// The value under the cursor in each tensor, in every part that it has.
    pub(super) values: Vec<Vec<(Part, Scalar)>>,
    /// How far it is, unless everything is read.
    pub(super) progress: Option<Progress>,
}

/// Told what was read so far; may break it off.
type Told<'a> = dyn FnMut(&dyn Fn() -> Tile, Progress) -> ControlFlow<()> + 'a;

impl Readers {
    /// All of them.
    pub(super) fn sources(&self) -> &[Source] {
        match self {
            Self::One(source) => std::slice::from_ref(source),
            Self::Two(sources) => &**sources,
        }
    }

    /// Reads what is wanted; `None` where it was broken off.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn read(&self, wanted: &Wanted, told: &mut Told<'_>) -> Result<Option<Tile>, FormatError> {
        let mut tile = Tile { wanted: wanted.clone(), cells: Vec::new(), values: Vec::new(), progress: None };
        for source in self.sources() {
            tile.values.push(values(source, &wanted.cursor)?);
        }
        for (read, densest) in self.grids(wanted.part) {
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
            match cells(&*read, &densest, &wanted.rectangle, &mut painter)? {
                Some(cells) => tile.cells.push(cells),
                None => return Ok(None),
            }
        }
        Ok(Some(tile))
    }

    /// What each grid is read from.
    fn grids(&self, part: Part) -> Vec<(Box<Reader<'_>>, Vec<Vec<usize>>)> {
        let alone = |source: &Source| -> (Box<Reader<'_>>, Vec<Vec<usize>>) {
            let (own, densest) = (source.clone(), vec![source.densest_first()]);
            (Box::new(move |window| own.read(window, part)), densest)
        };
        let mut grids: Vec<_> = self.sources().iter().map(alone).collect();
        if let Self::Two(sources) = self {
            let [expected, actual] = &**sources;
            let orders = [expected.densest_first(), actual.densest_first()];
            let orders = if orders[0] == orders[1] { &orders[..1] } else { &orders[..] };
            let read = move |window: &Window| {
                let (expected, actual) = (expected.read(window, part)?, actual.read(window, part)?);
                minus(&actual, &expected).ok_or(FormatError::Outside)
            };
            grids.push((Box::new(read), orders.to_vec()));
        }
        grids
    }
}

type Reader<'a> = dyn Fn(&Window) -> Result<Tensor, FormatError> + 'a;

/// The element in every part that it has.
fn values(source: &Source, index: &[usize]) -> Result<Vec<(Part, Scalar)>, FormatError> {
    if source.shape().contains(&0) {
        return Ok(Vec::new());
    }
    let parts: &[Part] = if source.element().is_complex() { &Part::ALL } else { &[Part::Real] };
    let mut found = Vec::new();
    for &part in parts {
        found.extend(element(source, index, part)?.map(|value| (part, value)));
    }
    Ok(found)
}

/// `left − right`; what is the same is 0, also where it is infinite or no number.
fn minus(left: &Tensor, right: &Tensor) -> Option<Tensor> {
    let pairs = left.scalars().zip(right.scalars());
    let difference = |(left, right): (Scalar, Scalar)| {
        let (one, other) = (left.to_f64(), right.to_f64());
        if left == right || (one.is_nan() && other.is_nan()) { 0.0 } else { one - other }
    };
    ArrayD::from_shape_vec(IxDyn(left.shape()), pairs.map(difference).collect()).ok().map(Tensor::F64)
}
