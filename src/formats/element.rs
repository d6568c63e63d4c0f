//! The types that elements have in files: their sizes, their names, and how bytes become numbers.

mod byte;
mod decode;
mod part;
mod refused;

pub(super) use decode::{Decoder, Gathered};
pub use part::{ByteOrder, Part};
pub(super) use refused::refused;

use crate::tensor::DType;

/// The type of the elements in a file. Each is read as the narrowest [`DType`] that holds all its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Element {
    /// A byte; whatever is not 0 is true.
    Bool,
    /// 8 bits with a sign.
    I8,
    /// 16 bits with a sign.
    I16,
    /// 32 bits with a sign.
    I32,
    /// 64 bits with a sign.
    I64,
    /// 8 bits without a sign.
    U8,
    /// 16 bits without a sign.
    U16,
    /// 32 bits without a sign.
    U32,
    /// 64 bits without a sign.
    U64,
    /// IEEE 754 half precision.
    F16,
    /// The upper half of an `f32`.
    Bf16,
    /// IEEE 754 single precision.
    F32,
    /// IEEE 754 double precision.
    F64,
    /// Two `f32`: the real and the imaginary part.
    C64,
    /// Two `f64`: the real and the imaginary part.
    C128,
    /// 4 bits of exponent, 3 of mantissa; no infinity.
    F8E4M3,
    /// 5 bits of exponent, 2 of mantissa.
    F8E5M2,
    /// 8 bits of exponent alone: a power of two.
    F8E8M0,
    /// As [`Element::F8E4M3`], without a negative zero.
    F8E4M3Fnuz,
    /// As [`Element::F8E5M2`], without infinities and a negative zero.
    F8E5M2Fnuz,
    /// 6 bits, 2 of them of exponent.
    F6E2M3,
    /// 6 bits, 3 of them of exponent.
    F6E3M2,
    /// 4 bits, 2 of them of exponent.
    F4,
}

/// What is known of an element type.
struct Row {
    element: Element,
    bits: usize,
    /// As NumPy (or `ml_dtypes`, which extends it) calls it.
    name: &'static str,
    /// In a `.npy` header, without the byte order; empty where NumPy does not have it.
    npy: &'static str,
    /// In a `.safetensors` header; empty where that format does not have it.
    safetensors: &'static str,
}

const fn row(
    element: Element,
    bits: usize,
    name: &'static str,
    npy: &'static str,
    safetensors: &'static str,
) -> Row {
    Row { element, bits, name, npy, safetensors }
}

/// In the order of [`Element`].
const TABLE: [Row; 23] = [
    row(Element::Bool, 8, "bool", "b1", "BOOL"),
    row(Element::I8, 8, "int8", "i1", "I8"),
    row(Element::I16, 16, "int16", "i2", "I16"),
    row(Element::I32, 32, "int32", "i4", "I32"),
    row(Element::I64, 64, "int64", "i8", "I64"),
    row(Element::U8, 8, "uint8", "u1", "U8"),
    row(Element::U16, 16, "uint16", "u2", "U16"),
    row(Element::U32, 32, "uint32", "u4", "U32"),
    row(Element::U64, 64, "uint64", "u8", "U64"),
    row(Element::F16, 16, "float16", "f2", "F16"),
    row(Element::Bf16, 16, "bfloat16", "", "BF16"),
    row(Element::F32, 32, "float32", "f4", "F32"),
    row(Element::F64, 64, "float64", "f8", "F64"),
    row(Element::C64, 64, "complex64", "c8", "C64"),
    row(Element::C128, 128, "complex128", "c16", ""),
    row(Element::F8E4M3, 8, "float8_e4m3fn", "", "F8_E4M3"),
    row(Element::F8E5M2, 8, "float8_e5m2", "", "F8_E5M2"),
    row(Element::F8E8M0, 8, "float8_e8m0fnu", "", "F8_E8M0"),
    row(Element::F8E4M3Fnuz, 8, "float8_e4m3fnuz", "", "F8_E4M3FNUZ"),
    row(Element::F8E5M2Fnuz, 8, "float8_e5m2fnuz", "", "F8_E5M2FNUZ"),
    row(Element::F6E2M3, 6, "float6_e2m3fn", "", "F6_E2M3"),
    row(Element::F6E3M2, 6, "float6_e3m2fn", "", "F6_E3M2"),
    row(Element::F4, 4, "float4_e2m1fn", "", "F4"),
];

impl Element {
    fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// As NumPy, or `ml_dtypes`, calls it: `float32`, `bfloat16`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// Bits of one element.
    #[must_use]
    pub fn bits(self) -> usize {
        self.row().bits
    }

    /// Bytes of one element, or `None` where it is not a whole number of them: such elements cannot be shown.
    #[must_use]
    pub fn size(self) -> Option<usize> {
        self.bits().is_multiple_of(8).then_some(self.bits() / 8)
    }

    /// Whether an element has a real and an imaginary part.
    #[must_use]
    pub const fn is_complex(self) -> bool {
        matches!(self, Self::C64 | Self::C128)
    }

    /// What the elements are read as; of complex ones, each part.
    #[must_use]
    pub const fn dtype(self) -> DType {
        match self {
            Self::Bool => DType::Bool,
            Self::I8 | Self::I16 | Self::I32 | Self::I64 => DType::I64,
            Self::U8 | Self::U16 | Self::U32 | Self::U64 => DType::U64,
            Self::F64 | Self::C128 => DType::F64,
            _ => DType::F32,
        }
    }

    /// The type that a `.npy` header names, such as `f8` (its byte order taken off).
    pub(super) fn from_npy(kind: &str) -> Option<Self> {
        TABLE.iter().find(|row| !kind.is_empty() && row.npy == kind).map(|row| row.element)
    }

    /// The type that a `.safetensors` header names, such as `BF16`.
    pub(super) fn from_safetensors(name: &str) -> Option<Self> {
        TABLE.iter().find(|row| !name.is_empty() && row.safetensors == name).map(|row| row.element)
    }

    /// Bytes of so many elements, or `None` where they are more than an address can reach or not whole bytes.
    pub(super) fn bytes_of(self, shape: &[usize]) -> Option<u64> {
        let bits = self.bits_of(shape)?;
        if bits.is_multiple_of(8) { u64::try_from(bits / 8).ok() } else { None }
    }

    /// Bits of so many elements, or `None` where they are more than an address can reach.
    pub(super) fn bits_of(self, shape: &[usize]) -> Option<u128> {
        // Every index must be addressable even where another axis is empty.
        let lengths = shape.iter().filter(|&&length| length > 0);
        let bits = lengths
            .copied()
            .try_fold(self.bits() as u128, |bits, length| bits.checked_mul(length as u128))?;
        if bits / 8 > isize::MAX as u128 {
            return None;
        }
        Some(if shape.contains(&0) { 0 } else { bits })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_type() {
        for (place, row) in TABLE.iter().enumerate() {
            assert_eq!(row.element as usize, place, "{}", row.name);
            assert_eq!(row.element.row().name, row.name);
        }
    }

    #[test]
    fn shapes_that_no_address_reaches_have_no_size() {
        assert_eq!(Element::F64.bytes_of(&[2, 3]), Some(48));
        assert_eq!(Element::F4.bytes_of(&[3]), None);
        assert_eq!(Element::F4.bytes_of(&[4]), Some(2));
        assert_eq!(Element::F4.bytes_of(&[3, 0]), Some(0));
        assert_eq!(Element::U8.bytes_of(&[usize::MAX, 2]), None);
        assert_eq!(Element::U8.bytes_of(&[usize::MAX, 0]), None);
        assert_eq!(Element::U8.bytes_of(&[0, 5]), Some(0));
    }
}
