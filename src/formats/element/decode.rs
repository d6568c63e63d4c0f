//! How bytes become numbers.

use super::byte::{E4M3, E4M3_FNUZ, E5M2, E5M2_FNUZ, power_of_two};
use super::{ByteOrder, Element, Part};
use crate::formats::FormatError;
use crate::tensor::DType;

/// Elements of one type as they are gathered, in memory of their [`DType`].
#[derive(Debug)]
pub(in crate::formats) enum Gathered {
    F64(Vec<f64>),
    F32(Vec<f32>),
    I64(Vec<i64>),
    U64(Vec<u64>),
    Bool(Vec<bool>),
}

/// How to read elements out of bytes.
#[derive(Clone, Copy, Debug)]
pub(in crate::formats) struct Decoder {
    pub(in crate::formats) element: Element,
    pub(in crate::formats) byte_order: ByteOrder,
    pub(in crate::formats) part: Part,
}

impl Decoder {
    /// Memory for `count` elements.
    pub(in crate::formats) fn room(self, count: usize) -> Gathered {
        match self.element.dtype() {
            DType::F64 => Gathered::F64(Vec::with_capacity(count)),
            DType::F32 => Gathered::F32(Vec::with_capacity(count)),
            DType::I64 => Gathered::I64(Vec::with_capacity(count)),
            DType::U64 => Gathered::U64(Vec::with_capacity(count)),
            DType::Bool => Gathered::Bool(Vec::with_capacity(count)),
        }
    }

    /// Appends the elements that begin at every `stride`-th byte.
    pub(in crate::formats) fn gather(
        self,
        bytes: &[u8],
        stride: usize,
        into: &mut Gathered,
    ) -> Result<(), FormatError> {
        let part = self.part;
        let is_nothing = part == Part::Imaginary && !self.element.is_complex();
        macro_rules! plain {
            ($variant:ident, $from:expr) => {
                match into {
                    Gathered::$variant(into) => {
                        let before = into.len();
                        self.each(bytes, stride, into, $from);
                        if is_nothing {
                            into[before..].fill(Default::default());
                        }
                    }
                    _ => {}
                }
            };
        }
        match self.element {
            Element::Bool => plain!(Bool, |[byte]: [u8; 1]| byte != 0),
            Element::I8 => plain!(I64, |bytes| i64::from(i8::from_le_bytes(bytes))),
            Element::I16 => plain!(I64, |bytes| i64::from(i16::from_le_bytes(bytes))),
            Element::I32 => plain!(I64, |bytes| i64::from(i32::from_le_bytes(bytes))),
            Element::I64 => plain!(I64, i64::from_le_bytes),
            Element::U8 => plain!(U64, |[byte]: [u8; 1]| u64::from(byte)),
            Element::U16 => plain!(U64, |bytes| u64::from(u16::from_le_bytes(bytes))),
            Element::U32 => plain!(U64, |bytes| u64::from(u32::from_le_bytes(bytes))),
            Element::U64 => plain!(U64, u64::from_le_bytes),
            Element::F16 => plain!(F32, |bytes| half::f16::from_le_bytes(bytes).to_f32()),
            Element::Bf16 => plain!(F32, |bytes| half::bf16::from_le_bytes(bytes).to_f32()),
            Element::F32 => plain!(F32, f32::from_le_bytes),
            Element::F64 => plain!(F64, f64::from_le_bytes),
            Element::C64 => plain!(F32, |bytes: [u8; 8]| {
                let (real, imaginary) = halves::<4>(&bytes, self.byte_order);
                part.of(f32::from_le_bytes(real), f32::from_le_bytes(imaginary), f32::hypot, f32::atan2)
            }),
            Element::C128 => plain!(F64, |bytes: [u8; 16]| {
                let (real, imaginary) = halves::<8>(&bytes, self.byte_order);
                part.of(f64::from_le_bytes(real), f64::from_le_bytes(imaginary), f64::hypot, f64::atan2)
            }),
            Element::F8E4M3 => plain!(F32, |[byte]: [u8; 1]| E4M3.decode(byte)),
            Element::F8E5M2 => plain!(F32, |[byte]: [u8; 1]| E5M2.decode(byte)),
            Element::F8E4M3Fnuz => plain!(F32, |[byte]: [u8; 1]| E4M3_FNUZ.decode(byte)),
            Element::F8E5M2Fnuz => plain!(F32, |[byte]: [u8; 1]| E5M2_FNUZ.decode(byte)),
            Element::F8E8M0 => plain!(F32, |[byte]: [u8; 1]| power_of_two(byte)),
            Element::F6E2M3 | Element::F6E3M2 | Element::F4 => {
                return Err(FormatError::Packed(self.element.name()));
            }
        }
        Ok(())
    }

    fn each<const SIZE: usize, T>(
        self,
        bytes: &[u8],
        stride: usize,
        into: &mut Vec<T>,
        from_little: impl Fn([u8; SIZE]) -> T,
    ) {
        let element = |&(mut chunk): &[u8; SIZE]| {
            if self.byte_order == ByteOrder::Big {
                chunk.reverse();
            }
            from_little(chunk)
        };
        if stride == SIZE {
            into.extend(bytes.as_chunks::<SIZE>().0.iter().map(element));
        } else {
            into.extend(bytes.chunks(stride.max(1)).filter_map(|bytes| bytes.first_chunk().map(element)));
        }
    }
}

/// The two parts of a complex number. In big-endian order the whole was turned around, and the parts with it.
fn halves<const SIZE: usize>(bytes: &[u8], order: ByteOrder) -> ([u8; SIZE], [u8; SIZE]) {
    let half = |bytes: &[u8]| bytes.first_chunk().copied().unwrap_or([0; SIZE]);
    let (first, second) = bytes.split_at(SIZE.min(bytes.len()));
    match order {
        ByteOrder::Little => (half(first), half(second)),
        ByteOrder::Big => (half(second), half(first)),
    }
}
