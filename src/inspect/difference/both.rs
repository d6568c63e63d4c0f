//! One piece of two tensors of one shape.

use crate::formats::{FormatError, Part, Source, Window};
use crate::inspect::Block;
use crate::tensor::{Number, Scalar, Tensor, Tolerance, index_of};
use ndarray::{ArrayD, IxDyn};
use std::ops::Range;

/// Cells that are compared at a time: few enough to stay close to the processor.
const CELLS: usize = 2048;

/// Some cells of both tensors.
pub(in crate::inspect) struct Both<'a> {
    /// The places of a block that they are in.
    ranges: &'a [Range<usize>],
    /// Cells of the block before the first of them, in C order.
    start: usize,
    /// In C order.
    pub(in crate::inspect) cells: &'a [Pairing],
    /// How many of them differ.
    pub(in crate::inspect) mismatched: usize,
}

/// Two numbers that should be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::inspect) struct Pairing {
    pub(in crate::inspect) expected: Number,
    pub(in crate::inspect) actual: Number,
    /// `|actual − expected|`
    pub(in crate::inspect) error: f64,
    /// `|expected|`
    pub(in crate::inspect) magnitude: f64,
    /// Whether the error is within the tolerance.
    pub(in crate::inspect) agrees: bool,
}

impl Pairing {
    #[inline]
    pub(in crate::inspect) fn of(expected: Number, actual: Number, tolerance: Tolerance) -> Self {
        let (error, magnitude) = (expected.distance(actual), expected.magnitude());
        Self { expected, actual, error, magnitude, agrees: tolerance.admits(error, magnitude) }
    }
}

/// The elements of a block of both tensors, as they were read.
pub(in crate::inspect) struct Read {
    block: Block,
    tensors: [Vec<Tensor>; 2],
}

impl Read {
    pub(in crate::inspect) fn block(sources: [&Source; 2], block: Block) -> Result<Self, FormatError> {
        let [expected, actual] = sources;
        let tensors = [parts(expected, &block.window)?, parts(actual, &block.window)?];
        Ok(Self { block, tensors })
    }

    /// Cells of the block.
    pub(in crate::inspect) fn len(&self) -> usize {
        self.tensors[0].first().map_or(0, Tensor::len)
    }

    /// Whether every bit is the same.
    pub(in crate::inspect) fn is_identical(&self) -> bool {
        let [expected, actual] = &self.tensors;
        expected.len() == actual.len()
            && expected.iter().zip(actual).all(|(expected, actual)| expected.same_bits(actual))
    }

    /// Whether a relative error can be told of any cell.
    pub(in crate::inspect) fn has_magnitude(&self) -> bool {
        self.tensors[0].iter().any(|part| part.scalars().any(|scalar| scalar.to_f64() != 0.0))
    }

    /// Goes through the cells, some at a time.
    ///
    /// # Errors
    /// The first that is met on the way.
    pub(in crate::inspect) fn compared(
        &self,
        tolerance: Tolerance,
        see: &mut dyn FnMut(&Both<'_>) -> Result<(), FormatError>,
    ) -> Result<(), FormatError> {
        let count = self.len();
        let mut cells = Vec::with_capacity(CELLS.min(count));
        let mut numbers = [Vec::new(), Vec::new()];
        for start in (0..count).step_by(CELLS) {
            let range = start..(start + CELLS).min(count);
            for (numbers, parts) in numbers.iter_mut().zip(&self.tensors) {
                gather(parts, &range, numbers);
            }
            let [expected, actual] = &numbers;
            let pairs = expected.iter().zip(actual);
            cells.clear();
            cells.extend(pairs.map(|(&expected, &actual)| Pairing::of(expected, actual, tolerance)));
            let mismatched = cells.iter().filter(|cell| !cell.agrees).count();
            see(&Both { ranges: &self.block.ranges, start, cells: &cells, mismatched })?;
        }
        Ok(())
    }
}

impl Both<'_> {
    /// Goes through the cells with their indices.
    pub(in crate::inspect) fn each(&self, mut see: impl FnMut(&[usize], &Pairing)) {
        let shape: Vec<usize> = self.ranges.iter().map(ExactSizeIterator::len).collect();
        let mut index = index_of(self.start, &shape);
        index.iter_mut().zip(self.ranges).for_each(|(place, range)| *place += range.start);
        for cell in self.cells {
            see(&index, cell);
            for (place, range) in index.iter_mut().zip(self.ranges).rev() {
                *place += 1;
                if *place < range.end {
                    break;
                }
                *place = range.start;
            }
        }
    }
}

/// The elements of a window as numbers, in the shape of what the window keeps.
pub(in crate::inspect) fn numbers(source: &Source, window: &Window) -> Result<ArrayD<Number>, FormatError> {
    let read = parts(source, window)?;
    let mut numbers = Vec::new();
    gather(&read, &(0..read.first().map_or(0, Tensor::len)), &mut numbers);
    ArrayD::from_shape_vec(IxDyn(&window.shape()), numbers).map_err(|_| FormatError::Outside)
}

/// The real and, of complex elements, the imaginary part.
fn parts(source: &Source, window: &Window) -> Result<Vec<Tensor>, FormatError> {
    let parts: &[Part] =
        if source.element().is_complex() { &[Part::Real, Part::Imaginary] } else { &[Part::Real] };
    parts.iter().map(|&part| source.read(window, part)).collect()
}

/// Some elements, in C order, in place of what was there.
fn gather(parts: &[Tensor], range: &Range<usize>, into: &mut Vec<Number>) {
    into.clear();
    if let Some(real) = parts.first() {
        scalars(real, range, |scalar| into.push(scalar.into()));
    }
    if let Some(imaginary) = parts.get(1) {
        let mut numbers = into.iter_mut();
        scalars(imaginary, range, |scalar| {
            if let Some(number) = numbers.next() {
                number.imaginary = Some(scalar);
            }
        });
    }
}

/// Decides the type once and not for every element.
fn scalars(tensor: &Tensor, range: &Range<usize>, take: impl FnMut(Scalar)) {
    /// Tensors that were read lie in C order, and are slices.
    fn each<T: Copy>(
        array: &ArrayD<T>,
        range: &Range<usize>,
        scalar: fn(T) -> Scalar,
        take: impl FnMut(Scalar),
    ) {
        let slice = array.as_slice().and_then(|slice| slice.get(range.clone()));
        slice.unwrap_or_default().iter().map(|&value| scalar(value)).for_each(take);
    }
    match tensor {
        Tensor::F64(array) => each(array, range, Scalar::F64, take),
        Tensor::F32(array) => each(array, range, Scalar::F32, take),
        Tensor::I64(array) => each(array, range, Scalar::I64, take),
        Tensor::U64(array) => each(array, range, Scalar::U64, take),
        Tensor::Bool(array) => each(array, range, Scalar::Bool, take),
    }
}
