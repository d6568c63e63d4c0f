//! Tensors of any rank and of the element types that the tool reads, compares and draws.

mod axes;
mod compare;
mod map;
mod number;
mod print;
mod slice;
mod windows;

pub use axes::{AxisNameError, AxisNames};
pub use compare::{Comparison, Mismatch, Rank, Tolerance, compare, index_of, relative, wrong_cells};
pub use map::{MAPS, Map};
pub use number::Number;
pub use print::{Digits, EDGE, Layout, THRESHOLD, array_text, laid_out, scalar_text, shape_text, value_text};
pub use slice::{Plane, Section};
pub use windows::Windows;

use ndarray::{ArrayD, ArrayViewD, IxDyn};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// An owned tensor; the elements are `ndarray`'s, the element type is known at run time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Tensor {
    /// IEEE doubles, in which the course computes.
    F64(ArrayD<f64>),
    /// IEEE singles; also what 16-bit floats of a file become, without loss.
    F32(ArrayD<f32>),
    /// Signed integers of any width up to 64 bits.
    I64(ArrayD<i64>),
    /// Unsigned integers of any width up to 64 bits.
    U64(ArrayD<u64>),
    /// Truth values, as of a mask.
    Bool(ArrayD<bool>),
}

/// The type of a tensor's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DType {
    /// IEEE 754 double precision.
    F64,
    /// IEEE 754 single precision.
    F32,
    /// Signed, two's complement.
    I64,
    /// Unsigned.
    U64,
    /// One byte on the wire and in files: 0 or 1.
    Bool,
}

/// One element of a tensor.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Scalar {
    /// Of a tensor of doubles.
    F64(f64),
    /// Of a tensor of singles.
    F32(f32),
    /// Of a tensor of signed integers.
    I64(i64),
    /// Of a tensor of unsigned integers.
    U64(u64),
    /// Of a tensor of truth values.
    Bool(bool),
}

/// Evaluates `$body` with `$array` bound to the `ArrayD` inside a [`Tensor`], whatever its element type.
macro_rules! with_array {
    ($tensor:expr, $array:ident => $body:expr) => {
        match $tensor {
            Tensor::F64($array) => $body,
            Tensor::F32($array) => $body,
            Tensor::I64($array) => $body,
            Tensor::U64($array) => $body,
            Tensor::Bool($array) => $body,
        }
    };
}

impl Tensor {
    /// The length of every axis, outermost first; empty for a scalar.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        with_array!(self, array => array.shape())
    }

    /// The type of the elements.
    #[must_use]
    pub fn dtype(&self) -> DType {
        match self {
            Self::F64(_) => DType::F64,
            Self::F32(_) => DType::F32,
            Self::I64(_) => DType::I64,
            Self::U64(_) => DType::U64,
            Self::Bool(_) => DType::Bool,
        }
    }

    /// The number of elements.
    #[must_use]
    pub fn len(&self) -> usize {
        with_array!(self, array => array.len())
    }

    /// Whether there is no element at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The element at `index`, or `None` where the index has another rank or lies outside.
    #[must_use]
    pub fn get(&self, index: &[usize]) -> Option<Scalar> {
        match self {
            Self::F64(array) => array.get(IxDyn(index)).copied().map(Scalar::F64),
            Self::F32(array) => array.get(IxDyn(index)).copied().map(Scalar::F32),
            Self::I64(array) => array.get(IxDyn(index)).copied().map(Scalar::I64),
            Self::U64(array) => array.get(IxDyn(index)).copied().map(Scalar::U64),
            Self::Bool(array) => array.get(IxDyn(index)).copied().map(Scalar::Bool),
        }
    }

    /// Whether both have the same shape, element type and bits; NaN equals a NaN of the same bits.
    #[must_use]
    pub fn same_bits(&self, other: &Self) -> bool {
        fn same<T: Copy, B: PartialEq>(one: &ArrayD<T>, other: &ArrayD<T>, bits: fn(T) -> B) -> bool {
            one.shape() == other.shape()
                && one.iter().zip(other).all(|(&one, &other)| bits(one) == bits(other))
        }
        match (self, other) {
            (Self::F64(one), Self::F64(other)) => same(one, other, f64::to_bits),
            (Self::F32(one), Self::F32(other)) => same(one, other, f32::to_bits),
            (Self::I64(one), Self::I64(other)) => one == other,
            (Self::U64(one), Self::U64(other)) => one == other,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            _ => false,
        }
    }

    /// Every element in C order.
    pub fn scalars(&self) -> Box<dyn Iterator<Item = Scalar> + '_> {
        match self {
            Self::F64(array) => Box::new(array.iter().copied().map(Scalar::F64)),
            Self::F32(array) => Box::new(array.iter().copied().map(Scalar::F32)),
            Self::I64(array) => Box::new(array.iter().copied().map(Scalar::I64)),
            Self::U64(array) => Box::new(array.iter().copied().map(Scalar::U64)),
            Self::Bool(array) => Box::new(array.iter().copied().map(Scalar::Bool)),
        }
    }

    /// Every element in C order as a double; true is 1.
    #[must_use]
    pub fn doubles(&self) -> Vec<f64> {
        let mut doubles = Vec::new();
        self.doubles_into(&mut doubles);
        doubles
    }

    /// The same in memory that is there already, in place of what it held.
    #[expect(
        clippy::cast_precision_loss,
        reason = "integers beyond 2^53 keep their size, not their last digits"
    )]
    pub fn doubles_into(&self, doubles: &mut Vec<f64>) {
        doubles.clear();
        match self {
            Self::F64(array) => extend(doubles, array, |value| value),
            Self::F32(array) => extend(doubles, array, f64::from),
            Self::I64(array) => extend(doubles, array, |value| value as f64),
            Self::U64(array) => extend(doubles, array, |value| value as f64),
            Self::Bool(array) => extend(doubles, array, |value| f64::from(u8::from(value))),
        }
    }

    /// The elements as a view, if they are `f64`.
    #[must_use]
    pub fn as_f64(&self) -> Option<ArrayViewD<'_, f64>> {
        match self {
            Self::F64(array) => Some(array.view()),
            _ => None,
        }
    }

    /// A tensor of this shape from its elements in C order, or `None` where their number or a type does not fit.
    #[must_use]
    pub fn from_scalars(dtype: DType, shape: &[usize], scalars: &[Scalar]) -> Option<Self> {
        macro_rules! gather {
            ($variant:ident) => {{
                let element = |scalar: &Scalar| match scalar {
                    Scalar::$variant(value) => Some(*value),
                    _ => None,
                };
                let elements = scalars.iter().map(element).collect::<Option<Vec<_>>>()?;
                ArrayD::from_shape_vec(IxDyn(shape), elements).ok().map(Self::$variant)
            }};
        }
        match dtype {
            DType::F64 => gather!(F64),
            DType::F32 => gather!(F32),
            DType::I64 => gather!(I64),
            DType::U64 => gather!(U64),
            DType::Bool => gather!(Bool),
        }
    }

    /// A tensor of rank 0.
    #[must_use]
    pub fn from_scalar(scalar: Scalar) -> Self {
        let shape = IxDyn(&[]);
        match scalar {
            Scalar::F64(value) => Self::F64(ArrayD::from_elem(shape, value)),
            Scalar::F32(value) => Self::F32(ArrayD::from_elem(shape, value)),
            Scalar::I64(value) => Self::I64(ArrayD::from_elem(shape, value)),
            Scalar::U64(value) => Self::U64(ArrayD::from_elem(shape, value)),
            Scalar::Bool(value) => Self::Bool(ArrayD::from_elem(shape, value)),
        }
    }
}

fn extend<T: Copy>(doubles: &mut Vec<f64>, array: &ArrayD<T>, double: impl Fn(T) -> f64) {
    match array.as_slice() {
        // Many at once, which an iterator over axes does not do.
        Some(elements) => doubles.extend(elements.iter().map(|&element| double(element))),
        None => doubles.extend(array.iter().map(|&element| double(element))),
    }
}

impl DType {
    /// Bytes an element takes on the wire and in a `.npy` file.
    #[must_use]
    pub const fn size(self) -> usize {
        match self {
            Self::F64 | Self::I64 | Self::U64 => 8,
            Self::F32 => 4,
            Self::Bool => 1,
        }
    }

    /// The Rust name of the type.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::F64 => "f64",
            Self::F32 => "f32",
            Self::I64 => "i64",
            Self::U64 => "u64",
            Self::Bool => "bool",
        }
    }
}

impl Scalar {
    /// The bits of the element, in the lower end; a negative integer in two's complement of 64 bits.
    #[must_use]
    pub fn bits(self) -> u64 {
        match self {
            Self::F64(value) => value.to_bits(),
            Self::F32(value) => u64::from(value.to_bits()),
            Self::I64(value) => value.cast_unsigned(),
            Self::U64(value) => value,
            Self::Bool(value) => u64::from(value),
        }
    }

    /// The nearest `f64`; `true` is 1 and `false` is 0.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "drawing and ranking need magnitude, not every digit")]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::F64(value) => value,
            Self::F32(value) => f64::from(value),
            Self::I64(value) => value as f64,
            Self::U64(value) => value as f64,
            Self::Bool(value) => f64::from(u8::from(value)),
        }
    }

    /// The whole number that it is, exactly; `None` for what has decimals, is not finite, or is beyond 128 bits.
    #[must_use]
    pub fn integer(self) -> Option<i128> {
        match self {
            Self::I64(value) => Some(value.into()),
            Self::U64(value) => Some(value.into()),
            Self::Bool(value) => Some(value.into()),
            Self::F32(_) | Self::F64(_) => {
                let value = self.to_f64();
                #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2^126")]
                (value.fract() == 0.0 && value.abs() < 2_f64.powi(126)).then_some(value as i128)
            }
        }
    }

    /// Which of two values is larger, exactly, of whatever types they are; `None` where one is NaN.
    #[must_use]
    pub fn compared(self, other: Self) -> Option<Ordering> {
        let is_float = |scalar: Self| matches!(scalar, Self::F64(_) | Self::F32(_));
        // Of two floating point numbers doubles lose nothing.
        let integers =
            || if is_float(self) && is_float(other) { None } else { self.integer().zip(other.integer()) };
        match integers() {
            Some((one, another)) => Some(one.cmp(&another)),
            None => self.to_f64().partial_cmp(&other.to_f64()),
        }
    }
}
