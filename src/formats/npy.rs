//! One NumPy array, the `.npy` format.
//!
//! Source of the format: NEP 1 (versions 1.0 to 3.0). The size that a header promises is checked against the bytes
//! that are there before anything is allocated.

mod header;

use super::{FormatError, LARGEST};
use crate::tensor::{Scalar, Tensor};
use header::{Header, Order};
use ndarray::{ArrayD, IxDyn, ShapeBuilder};
use std::io::Write;

/// A tensor of more axes cannot be shown.
pub const MOST_AXES: usize = 8;

const MAGIC: &[u8] = b"\x93NUMPY";

/// NumPy aligns the elements to as many bytes.
const ALIGNMENT: usize = 64;

/// Reads an array: `f4`, `f8`, signed, unsigned and boolean elements in either byte order and in C or Fortran order.
/// Narrower integers are widened to 64 bits.
///
/// # Errors
/// When the bytes are not such an array, or end too early.
pub fn read(bytes: &[u8]) -> Result<Tensor, FormatError> {
    let (text, elements) = split(bytes)?;
    let Header { descr, order, shape } = Header::parse(text)?;
    if shape.len() > MOST_AXES {
        return Err(FormatError::TooManyAxes(shape.len()));
    }
    let unsupported = || FormatError::Unsupported(format!("the type `{descr}`"));
    let (byte_order, kind) = byte_order(descr);
    let size = kind.get(1..).and_then(|size| size.parse().ok()).ok_or_else(unsupported)?;
    let count = shape.iter().try_fold(1_u64, |count, &length| count.checked_mul(length));
    let fits = |&count: &u64| count.checked_mul(8).is_some_and(|widened| widened <= LARGEST);
    let count = count.filter(fits).ok_or_else(|| FormatError::TooLarge(shape.clone()))?;
    let promised = count.saturating_mul(size);
    let present = elements.len() as u64;
    let lengths: Vec<usize> = shape.iter().map_while(|&length| usize::try_from(length).ok()).collect();
    let promised_bytes = usize::try_from(promised).ok().and_then(|promised| elements.get(..promised));
    let elements = promised_bytes.ok_or(FormatError::Truncated { promised, present })?;
    decode(kind, byte_order, elements, &(lengths, order)).ok_or_else(unsupported)
}

/// Writes an array in C order, version 1.0 of the format.
///
/// # Errors
/// When the writer fails.
pub fn write(tensor: &Tensor, writer: &mut dyn Write) -> Result<(), FormatError> {
    let descr = match tensor {
        Tensor::F64(_) => "<f8",
        Tensor::F32(_) => "<f4",
        Tensor::I64(_) => "<i8",
        Tensor::U64(_) => "<u8",
        Tensor::Bool(_) => "|b1",
    };
    let shape = match tensor.shape() {
        [length] => format!("{length},"),
        lengths => lengths.iter().map(usize::to_string).collect::<Vec<_>>().join(", "),
    };
    let dictionary = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({shape}), }}");
    let before = MAGIC.len() + 4;
    let length = (before + dictionary.len() + 1).next_multiple_of(ALIGNMENT) - before;
    let field = u16::try_from(length).map_err(|_| FormatError::TooManyAxes(tensor.shape().len()))?;
    writer.write_all(MAGIC)?;
    writer.write_all(&[1, 0])?;
    writer.write_all(&field.to_le_bytes())?;
    writeln!(writer, "{dictionary:width$}", width = length - 1)?;
    for scalar in tensor.scalars() {
        match scalar {
            Scalar::F64(value) => writer.write_all(&value.to_le_bytes())?,
            Scalar::F32(value) => writer.write_all(&value.to_le_bytes())?,
            Scalar::I64(value) => writer.write_all(&value.to_le_bytes())?,
            Scalar::U64(value) => writer.write_all(&value.to_le_bytes())?,
            Scalar::Bool(value) => writer.write_all(&[u8::from(value)])?,
        }
    }
    Ok(())
}

/// The header's text, and everything behind it.
fn split(bytes: &[u8]) -> Result<(&str, &[u8]), FormatError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(FormatError::NotNpy)?;
    let short = || FormatError::Header("it ends too early");
    let (length, rest) = match rest {
        [1, 0, a, b, rest @ ..] => (usize::from(u16::from_le_bytes([*a, *b])), rest),
        [2 | 3, 0, a, b, c, d, rest @ ..] => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, rest),
        [1..=3, 0, ..] | [] | [_] => return Err(short()),
        _ => return Err(FormatError::Header("its version is unknown")),
    };
    let (header, elements) = rest.split_at_checked(length).ok_or_else(short)?;
    let text = std::str::from_utf8(header).map_err(|_| FormatError::Header("it is not text"))?;
    Ok((text, elements))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ByteOrder {
    Little,
    Big,
}

/// Takes the byte order off an element type: `<f8` is `f8` in little-endian order.
fn byte_order(descr: &str) -> (ByteOrder, &str) {
    match descr.strip_prefix('>') {
        Some(kind) => (ByteOrder::Big, kind),
        None => (ByteOrder::Little, descr.trim_start_matches(['<', '|', '='])),
    }
}

/// The elements as a tensor; `None` where their type is none of ours.
fn decode(kind: &str, order: ByteOrder, bytes: &[u8], shape: &(Vec<usize>, Order)) -> Option<Tensor> {
    match kind {
        "f8" => gather(bytes, order, shape, f64::from_le_bytes).map(Tensor::F64),
        "f4" => gather(bytes, order, shape, f32::from_le_bytes).map(Tensor::F32),
        "i8" => gather(bytes, order, shape, i64::from_le_bytes).map(Tensor::I64),
        "i4" => gather(bytes, order, shape, |bytes| i64::from(i32::from_le_bytes(bytes))).map(Tensor::I64),
        "i2" => gather(bytes, order, shape, |bytes| i64::from(i16::from_le_bytes(bytes))).map(Tensor::I64),
        "i1" => gather(bytes, order, shape, |bytes| i64::from(i8::from_le_bytes(bytes))).map(Tensor::I64),
        "u8" => gather(bytes, order, shape, u64::from_le_bytes).map(Tensor::U64),
        "u4" => gather(bytes, order, shape, |bytes| u64::from(u32::from_le_bytes(bytes))).map(Tensor::U64),
        "u2" => gather(bytes, order, shape, |bytes| u64::from(u16::from_le_bytes(bytes))).map(Tensor::U64),
        "u1" => gather(bytes, order, shape, |[byte]| u64::from(byte)).map(Tensor::U64),
        "b1" => gather(bytes, order, shape, |[byte]| byte != 0).map(Tensor::Bool),
        _ => None,
    }
}

fn gather<const SIZE: usize, T: Clone>(
    bytes: &[u8],
    byte_order: ByteOrder,
    (lengths, order): &(Vec<usize>, Order),
    from_little: impl Fn([u8; SIZE]) -> T,
) -> Option<ArrayD<T>> {
    let (chunks, _) = bytes.as_chunks::<SIZE>();
    let element = |&(mut chunk): &[u8; SIZE]| {
        if byte_order == ByteOrder::Big {
            chunk.reverse();
        }
        from_little(chunk)
    };
    let is_fortran = *order == Order::Fortran;
    let shape = IxDyn(lengths).set_f(is_fortran);
    let array = ArrayD::from_shape_vec(shape, chunks.iter().map(element).collect()).ok()?;
    Some(if is_fortran { array.as_standard_layout().into_owned() } else { array })
}
