//! One piece of two tensors of one shape.

use crate::formats::{FormatError, Part, Source, Window};
use crate::inspect::Block;
use crate::tensor::{Number, Scalar, Tensor, Tolerance};
use ndarray::{ArrayD, IxDyn};

/// The cells of one piece.
pub(in crate::inspect) struct Both {
    /// Index of its first cell.
    pub(in crate::inspect) origin: Vec<usize>,
    /// Cells on every axis.
    pub(in crate::inspect) shape: Vec<usize>,
    /// In C order.
    pub(in crate::inspect) cells: Vec<Pairing>,
    /// How many cells differ.
    pub(in crate::inspect) mismatched: usize,
}

/// Two numbers that should be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::inspect) struct Pairing {
    pub(in crate::inspect) expected: Number,
    pub(in crate::inspect) actual: Number,
    /// `|actual − expected|`
    pub(in crate::inspect) error: f64,
    /// Whether that is within the tolerance.
    pub(in crate::inspect) agrees: bool,
}

impl Pairing {
    pub(in crate::inspect) fn of(expected: Number, actual: Number, tolerance: Tolerance) -> Self {
        let error = expected.distance(actual);
        // An infinite part leaves no neighbourhood, nor does NaN.
        let agrees = error == 0.0 || tolerance.admits(error, expected.magnitude());
        Self { expected, actual, error, agrees }
    }
}

/// The elements of a piece of both tensors, as they were read.
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

    /// Cells of the piece.
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

    /// The cells, compared.
    pub(in crate::inspect) fn compared(&self, tolerance: Tolerance) -> Both {
        let [expected, actual] = [0, 1].map(|side| numbers_of(&self.tensors[side]));
        let pairs = expected.into_iter().zip(actual);
        let cells: Vec<Pairing> =
            pairs.map(|(expected, actual)| Pairing::of(expected, actual, tolerance)).collect();
        Both {
            origin: self.block.ranges.iter().map(|range| range.start).collect(),
            shape: self.block.ranges.iter().map(ExactSizeIterator::len).collect(),
            mismatched: cells.iter().filter(|cell| !cell.agrees).count(),
            cells,
        }
    }
}

impl Both {
    /// Goes through the cells with their indices.
    pub(in crate::inspect) fn each(&self, mut see: impl FnMut(&[usize], &Pairing)) {
        let mut index = self.origin.clone();
        for cell in &self.cells {
            see(&index, cell);
            for axis in (0..index.len()).rev() {
                index[axis] += 1;
                if index[axis] < self.origin[axis] + self.shape[axis] {
                    break;
                }
                index[axis] = self.origin[axis];
            }
        }
    }
}

/// The elements of a window as numbers, in the shape of what the window keeps.
pub(in crate::inspect) fn numbers(source: &Source, window: &Window) -> Result<ArrayD<Number>, FormatError> {
    let read = parts(source, window)?;
    ArrayD::from_shape_vec(IxDyn(&window.shape()), numbers_of(&read)).map_err(|_| FormatError::Outside)
}

/// The real and, of complex elements, the imaginary part.
fn parts(source: &Source, window: &Window) -> Result<Vec<Tensor>, FormatError> {
    let parts: &[Part] =
        if source.element().is_complex() { &[Part::Real, Part::Imaginary] } else { &[Part::Real] };
    parts.iter().map(|&part| source.read(window, part)).collect()
}

fn numbers_of(parts: &[Tensor]) -> Vec<Number> {
    let scalars = |tensor: &Tensor| -> Vec<Scalar> {
        match tensor {
            Tensor::F64(values) => values.iter().map(|&value| Scalar::F64(value)).collect(),
            Tensor::F32(values) => values.iter().map(|&value| Scalar::F32(value)).collect(),
            Tensor::I64(values) => values.iter().map(|&value| Scalar::I64(value)).collect(),
            Tensor::U64(values) => values.iter().map(|&value| Scalar::U64(value)).collect(),
            Tensor::Bool(values) => values.iter().map(|&value| Scalar::Bool(value)).collect(),
        }
    };
    match parts {
        [real, imaginary] => {
            let pairs = scalars(real).into_iter().zip(scalars(imaginary));
            pairs.map(|(real, imaginary)| Number { real, imaginary: Some(imaginary) }).collect()
        }
        [real] => scalars(real).into_iter().map(Number::from).collect(),
        _ => Vec::new(),
    }
}
