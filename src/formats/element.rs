//! The types that elements have in files: their sizes, their names, and how bytes become numbers.

use super::FormatError;
use crate::tensor::DType;

/// The type of the elements in a file. Each is read as the narrowest [`DType`] that holds all its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Element {
    Bool,
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
    F16,
    Bf16,
    F32,
    F64,
    /// Two `f32`: the real and the imaginary part.
    C64,
    /// Two `f64`: the real and the imaginary part.
    C128,
    F8E4M3,
    F8E5M2,
    F8E8M0,
    F8E4M3Fnuz,
    F8E5M2Fnuz,
    F6E2M3,
    F6E3M2,
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
        // Every index must be addressable even where another axis is empty.
        let lengths = shape.iter().filter(|&&length| length > 0);
        let bits = lengths
            .copied()
            .try_fold(self.bits() as u128, |bits, length| bits.checked_mul(length as u128))?;
        let bytes = bits / 8;
        if !bits.is_multiple_of(8) || bytes > isize::MAX as u128 {
            return None;
        }
        if shape.contains(&0) { Some(0) } else { u64::try_from(bytes).ok() }
    }
}

/// Which byte of an element comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteOrder {
    Little,
    Big,
}

/// What to read of each element.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// The number itself; of a complex one, the real part.
    #[default]
    Real,
    /// 0 for what is not complex.
    Imaginary,
    /// The absolute value of a complex number.
    Magnitude,
    /// The angle of a complex number in radians, from −π to π.
    Phase,
}

impl Part {
    /// All of them, in the order in which a key steps through.
    pub const ALL: [Self; 4] = [Self::Magnitude, Self::Phase, Self::Real, Self::Imaginary];

    /// As it is called on the screen.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Real => "real part",
            Self::Imaginary => "imaginary part",
            Self::Magnitude => "magnitude",
            Self::Phase => "phase",
        }
    }

    fn of<T>(self, real: T, imaginary: T, hypot: fn(T, T) -> T, atan2: fn(T, T) -> T) -> T {
        match self {
            Self::Real => real,
            Self::Imaginary => imaginary,
            Self::Magnitude => hypot(real, imaginary),
            Self::Phase => atan2(imaginary, real),
        }
    }
}

/// Elements of one type as they are gathered, in memory of their [`DType`].
#[derive(Debug)]
pub(super) enum Gathered {
    F64(Vec<f64>),
    F32(Vec<f32>),
    I64(Vec<i64>),
    U64(Vec<u64>),
    Bool(Vec<bool>),
}

/// How to read elements out of bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Decoder {
    pub(super) element: Element,
    pub(super) byte_order: ByteOrder,
    pub(super) part: Part,
}

impl Decoder {
    /// Memory for `count` elements.
    pub(super) fn room(self, count: usize) -> Gathered {
        match self.element.dtype() {
            DType::F64 => Gathered::F64(Vec::with_capacity(count)),
            DType::F32 => Gathered::F32(Vec::with_capacity(count)),
            DType::I64 => Gathered::I64(Vec::with_capacity(count)),
            DType::U64 => Gathered::U64(Vec::with_capacity(count)),
            DType::Bool => Gathered::Bool(Vec::with_capacity(count)),
        }
    }

    /// Appends the elements that begin at every `stride`-th byte.
    pub(super) fn gather(self, bytes: &[u8], stride: usize, into: &mut Gathered) -> Result<(), FormatError> {
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

/// A format of 8 bits: a sign, an exponent and a mantissa. Sources: the OCP 8-bit floating point specification, and
/// for the `FNUZ` forms (no infinity, one NaN, no negative zero) <https://arxiv.org/abs/2206.02915>.
struct Byte {
    mantissa: u32,
    bias: i32,
    special: Special,
}

/// What a format keeps codes for besides finite numbers.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Special {
    /// NaN with all bits set, no infinity.
    NanOnly,
    /// The highest exponent means infinity or NaN.
    Ieee,
    /// The code of negative zero is NaN.
    NegativeZero,
}

const E4M3: Byte = Byte { mantissa: 3, bias: 7, special: Special::NanOnly };
const E5M2: Byte = Byte { mantissa: 2, bias: 15, special: Special::Ieee };
const E4M3_FNUZ: Byte = Byte { mantissa: 3, bias: 8, special: Special::NegativeZero };
const E5M2_FNUZ: Byte = Byte { mantissa: 2, bias: 16, special: Special::NegativeZero };

impl Byte {
    fn decode(&self, byte: u8) -> f32 {
        let code = u32::from(byte & 0x7f);
        let sign = if byte & 0x80 == 0 { 1.0 } else { -1.0 };
        let (exponent, mantissa) = (code >> self.mantissa, code & ((1 << self.mantissa) - 1));
        let highest = 0x7f >> self.mantissa;
        match self.special {
            Special::NanOnly if code == 0x7f => return f32::NAN,
            Special::NegativeZero if byte == 0x80 => return f32::NAN,
            Special::Ieee if exponent == highest && mantissa == 0 => return sign * f32::INFINITY,
            Special::Ieee if exponent == highest => return f32::NAN,
            _ => {}
        }
        // A subnormal has no implied leading bit, and the exponent of the smallest normal.
        let leading = if exponent == 0 { 0 } else { 1 << self.mantissa };
        let power = exponent.max(1).cast_signed() - self.bias - self.mantissa.cast_signed();
        #[expect(clippy::cast_precision_loss, reason = "at most five bits")]
        let digits = (mantissa + leading) as f32;
        sign * digits * 2_f32.powi(power)
    }
}

/// Eight bits of exponent alone, with a bias of 127: a power of two, or NaN.
fn power_of_two(byte: u8) -> f32 {
    if byte == u8::MAX { f32::NAN } else { 2_f32.powi(i32::from(byte) - 127) }
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
    fn eight_bits_reach_as_far_as_their_formats_say() {
        // Largest, smallest normal and smallest subnormal number of each format, from its specification.
        for (format, codes, values) in [
            (&E4M3, [0x7e, 0x08, 0x01], [448.0, 0.015_625, 0.001_953_125]),
            (&E5M2, [0x7b, 0x04, 0x01], [57_344.0, 6.103_515_6e-5, 1.525_878_9e-5]),
            (&E4M3_FNUZ, [0x7f, 0x08, 0x01], [240.0, 0.007_812_5, 0.000_976_562_5]),
            (&E5M2_FNUZ, [0x7f, 0x04, 0x01], [57_344.0, 3.051_757_8e-5, 7.629_394_5e-6]),
        ] {
            let bits = |values: [f32; 3]| values.map(f32::to_bits);
            assert_eq!(bits(codes.map(|code| format.decode(code))), bits(values));
            assert_eq!(bits(codes.map(|code| format.decode(code | 0x80))), bits(values.map(|value| -value)));
        }
        assert!(E4M3.decode(0xff).is_nan() && E5M2.decode(0x7d).is_nan() && E4M3_FNUZ.decode(0x80).is_nan());
        let is = |value: f32, expected: f32| value.to_bits() == expected.to_bits();
        assert!(is(E5M2.decode(0x7c), f32::INFINITY) && is(E5M2.decode(0xfc), f32::NEG_INFINITY));
        assert!(is(power_of_two(127), 1.0) && is(power_of_two(0), 2_f32.powi(-127)));
        assert!(power_of_two(255).is_nan());
    }

    #[test]
    fn shapes_that_no_address_reaches_have_no_size() {
        assert_eq!(Element::F64.bytes_of(&[2, 3]), Some(48));
        assert_eq!(Element::F4.bytes_of(&[3]), None);
        assert_eq!(Element::F4.bytes_of(&[4]), Some(2));
        assert_eq!(Element::U8.bytes_of(&[usize::MAX, 2]), None);
        assert_eq!(Element::U8.bytes_of(&[usize::MAX, 0]), None);
        assert_eq!(Element::U8.bytes_of(&[0, 5]), Some(0));
    }
}
