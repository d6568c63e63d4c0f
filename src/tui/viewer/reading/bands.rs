//! Several grids of blocks that are filled together, band by band, so that what is done of one is done of all.

use super::{Layer, Progress, Rectangle, Wanted};
use crate::formats::FormatError;
use crate::inspect::plane::{Cells, cells};
use crate::tensor::{Scalar, Tensor};
use ndarray::{ArrayD, IxDyn};
use std::ops::{ControlFlow, Range};

/// Bands of a rectangle, at most.
const MOST: usize = 64;

/// Is shown the cells of all grids so far, and how far they are; may break it off.
pub(super) type Painter<'a> = dyn FnMut(&dyn Fn() -> Vec<Cells>, Progress) -> ControlFlow<()> + 'a;

/// Along which side of a rectangle its bands follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    Down,
    Right,
}

impl Course {
    /// The one in which the file is read from front to back; the densest axis of the file comes first.
    fn of(wanted: &Wanted, densest: &[usize]) -> Self {
        let plane = &wanted.rectangle.plane;
        let density =
            |axis: Option<usize>| axis.and_then(|axis| densest.iter().position(|dense| *dense == axis));
        if wanted.rectangle.fold.is_none() && density(plane.columns) > density(plane.rows) {
            Self::Right
        } else {
            Self::Down
        }
    }
}

/// Reads all layers; `None` where the painter broke it off.
///
/// # Errors
/// When a part cannot be read.
pub(super) fn read(
    layers: &[Layer<'_>],
    wanted: &Wanted,
    painter: &mut Painter<'_>,
) -> Result<Option<Vec<Cells>>, FormatError> {
    let rectangle = &wanted.rectangle;
    let densest = layers.first().and_then(|layer| layer.densest.first());
    let course = Course::of(wanted, densest.map_or(&[], Vec::as_slice));
    let mut canvases: Vec<Canvas> = layers.iter().map(|_| Canvas::of(rectangle)).collect();
    let (along, across) = match course {
        Course::Down => (&rectangle.rows, rectangle.columns.len()),
        Course::Right => (&rectangle.columns, rectangle.rows.len()),
    };
    let count =
        |length: usize| (length as u64).saturating_mul(across as u64).saturating_mul(layers.len() as u64);
    let total = count(along.len());
    let block = match course {
        Course::Down => rectangle.patch.rows,
        Course::Right => rectangle.patch.columns,
    };
    for band in bands(along, block) {
        for place in 0..layers.len() {
            let Layer { read, densest, rectangle: own } = &layers[place];
            let part = match course {
                Course::Down => Rectangle { rows: band.clone(), ..own.clone() },
                Course::Right => Rectangle { columns: band.clone(), ..own.clone() },
            };
            let before = count(band.start - along.start);
            let mut watch = |_: &dyn Fn() -> Option<Cells>, progress: Progress| {
                let here = progress.done.saturating_add(progress.total.saturating_mul(place as u64));
                let so_far = || canvases.iter().map(Canvas::cells).collect();
                painter(&so_far, Progress { done: before.saturating_add(here), total })
            };
            let Some(found) = cells(&**read, densest, &part, &mut watch)? else { return Ok(None) };
            let first = (band.start - along.start) / block;
            canvases[place].put(if course == Course::Down { (first, 0) } else { (0, first) }, &found);
        }
    }
    Ok(Some(canvases.iter().map(Canvas::cells).collect()))
}

/// Parts of a range, each a whole number of blocks but the last.
fn bands(range: &Range<usize>, block: usize) -> impl Iterator<Item = Range<usize>> {
    let step = range.len().div_ceil(MOST).next_multiple_of(block.max(1)).max(1);
    let end = range.end;
    range.clone().step_by(step).map(move |start| start..start.saturating_add(step).min(end))
}

/// The cells of a grid, as far as they are known.
struct Canvas {
    columns: usize,
    values: Vec<f64>,
    known: Vec<bool>,
}

impl Canvas {
    fn of(rectangle: &Rectangle) -> Self {
        let (rows, columns) = rectangle.size();
        Self { columns, values: vec![0.0; rows * columns], known: vec![false; rows * columns] }
    }

    /// Takes cells whose upper left one lies at this row and column.
    fn put(&mut self, (row, column): (usize, usize), cells: &Cells) {
        let width = cells.values.shape().get(1).copied().unwrap_or(1).max(1);
        let known = cells.known.iter().flatten().copied().chain(std::iter::repeat(true));
        for (at, (value, known)) in cells.values.scalars().map(Scalar::to_f64).zip(known).enumerate() {
            let place = (row + at / width) * self.columns + column + at % width;
            (self.values[place], self.known[place]) = (value, known);
        }
    }

    fn cells(&self) -> Cells {
        let rows = self.values.len().checked_div(self.columns).unwrap_or(0);
        let shape = IxDyn(&[rows, self.columns]);
        // There are as many values as the shape says.
        let values = ArrayD::from_shape_vec(shape.clone(), self.values.clone()).unwrap_or_default();
        let known = ArrayD::from_shape_vec(shape, self.known.clone()).ok();
        Cells { values: Tensor::F64(values), known: known.filter(|_| self.known.contains(&false)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_whole_blocks_and_leave_nothing_out() {
        for (range, block) in [(0..1000, 4), (8..1000, 8), (16..17, 16), (0..100_000, 1), (0..63, 64)] {
            let all: Vec<Range<usize>> = bands(&range, block).collect();
            assert!(all.len() <= MOST, "{range:?}");
            assert_eq!((all[0].start, all[all.len() - 1].end), (range.start, range.end));
            assert!(all.windows(2).all(|pair| pair[0].end == pair[1].start));
            assert!(all[..all.len() - 1].iter().all(|band| band.len() % block == 0), "{range:?}");
        }
        assert_eq!(bands(&(5..5), 4).count(), 0);
    }
}
