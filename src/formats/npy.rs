//! One NumPy array, the `.npy` format.
//!
//! Source of the format: NEP 1 (versions 1.0 to 3.0). The header is parsed by `npyz`; this file keeps hostile
//! headers from it, and checks the promised size against the bytes that are there before anything is allocated.

use super::{FormatError, LARGEST};
use crate::tensor::{Tensor, with_array};
use ndarray::{ArrayD, IxDyn, ShapeBuilder};
use npyz::{DType, Deserialize, NpyFile, NpyHeader, Order, TypeChar, TypeStr, WriterBuilder};
use std::io::Write;

/// A tensor of more axes cannot be shown, and NumPy itself stops at 64.
pub const MOST_AXES: usize = 8;

const MAGIC: &[u8] = b"\x93NUMPY";

/// Reads an array: `f4`, `f8`, signed, unsigned and boolean elements in either byte order and in C or Fortran order.
/// Narrower integers are widened to 64 bits.
///
/// # Errors
/// When the bytes are not such an array, or end too early.
pub fn read(bytes: &[u8]) -> Result<Tensor, FormatError> {
    check_header(bytes)?;
    let file = NpyFile::new(bytes).map_err(|error| FormatError::Header(error.to_string()))?;
    let header = file.header().clone();
    let (shape, DType::Plain(element)) = (shape(&header)?, header.dtype()) else {
        return Err(FormatError::Unsupported(header.dtype().descr()));
    };
    let unsupported = || FormatError::Unsupported(format!("`{element}`"));
    let size =
        element.num_bytes().map(|size| size as u64).filter(|&size| size > 0).ok_or_else(unsupported)?;
    let present = file.into_inner();
    let promised = header.len().saturating_mul(size);
    if promised > LARGEST || header.len().saturating_mul(8) > LARGEST {
        return Err(FormatError::TooLarge(header.shape().to_vec()));
    }
    if (present.len() as u64) < promised {
        return Err(FormatError::Truncated { promised, present: present.len() as u64 });
    }
    decode(&element, header, present, &shape)?.ok_or_else(unsupported)
}

/// Writes an array in C order, version 1.0 of the format.
///
/// # Errors
/// When the writer fails.
pub fn write(tensor: &Tensor, writer: &mut dyn Write) -> Result<(), FormatError> {
    let shape: Vec<u64> = tensor.shape().iter().map(|&length| length as u64).collect();
    with_array!(tensor, array => {
        let mut npy = npyz::WriteOptions::new().default_dtype().shape(&shape).writer(writer).begin_nd()?;
        npy.extend(array.iter().copied())?;
        npy.finish()?;
    });
    Ok(())
}

/// Refuses what `npyz` would trust: a header longer than the file, brackets nested without end, and lengths whose
/// product overflows.
fn check_header(bytes: &[u8]) -> Result<(), FormatError> {
    let rest = bytes.strip_prefix(MAGIC).ok_or(FormatError::NotNpy)?;
    let (length, rest) = match rest {
        [1, 0, a, b, rest @ ..] => (usize::from(u16::from_le_bytes([*a, *b])), rest),
        [2 | 3, 0, a, b, c, d, rest @ ..] => (u32::from_le_bytes([*a, *b, *c, *d]) as usize, rest),
        [_, _, _, _, ..] => return Err(FormatError::Header("its version is unknown".to_owned())),
        _ => return Err(FormatError::Header("it ends too early".to_owned())),
    };
    let header = rest.get(..length).ok_or_else(|| FormatError::Header("it ends too early".to_owned()))?;
    let strange = || FormatError::Header("it is not one that NumPy writes".to_owned());
    if header.iter().filter(|byte| b"([{-+~".contains(byte)).count() > MOST_BRACKETS {
        return Err(strange());
    }
    let mut product = 1_u64;
    let mut digits = header;
    while let Some(start) = digits.iter().position(u8::is_ascii_digit) {
        let number = &digits[start..];
        let end = number.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(number.len());
        if number.get(end).is_some_and(|byte| b"_xXoObBeEjJ.".contains(byte)) {
            return Err(strange());
        }
        let value: u64 = std::str::from_utf8(&number[..end])
            .ok()
            .and_then(|text| text.parse().ok())
            .ok_or_else(strange)?;
        product = product.checked_mul(value.max(1)).ok_or_else(strange)?;
        digits = &number[end..];
    }
    Ok(())
}

/// NumPy's headers of plain arrays hold a dictionary and a tuple.
const MOST_BRACKETS: usize = 16;

fn shape(header: &NpyHeader) -> Result<Vec<usize>, FormatError> {
    if header.shape().len() > MOST_AXES {
        return Err(FormatError::TooManyAxes(header.shape().len()));
    }
    let lengths = header.shape().iter().map(|&length| usize::try_from(length));
    lengths.collect::<Result<_, _>>().map_err(|_| FormatError::TooLarge(header.shape().to_vec()))
}

/// The elements as a tensor; `None` where their type is none of ours.
fn decode(
    element: &TypeStr,
    header: NpyHeader,
    bytes: &[u8],
    shape: &[usize],
) -> Result<Option<Tensor>, FormatError> {
    Ok(Some(match (element.type_char(), element.size_field()) {
        (TypeChar::Float, 8) => Tensor::F64(elements::<f64, f64>(header, bytes, shape)?),
        (TypeChar::Float, 4) => Tensor::F32(elements::<f32, f32>(header, bytes, shape)?),
        (TypeChar::Int, 8) => Tensor::I64(elements::<i64, i64>(header, bytes, shape)?),
        (TypeChar::Int, 4) => Tensor::I64(elements::<i32, i64>(header, bytes, shape)?),
        (TypeChar::Int, 2) => Tensor::I64(elements::<i16, i64>(header, bytes, shape)?),
        (TypeChar::Int, 1) => Tensor::I64(elements::<i8, i64>(header, bytes, shape)?),
        (TypeChar::Uint, 8) => Tensor::U64(elements::<u64, u64>(header, bytes, shape)?),
        (TypeChar::Uint, 4) => Tensor::U64(elements::<u32, u64>(header, bytes, shape)?),
        (TypeChar::Uint, 2) => Tensor::U64(elements::<u16, u64>(header, bytes, shape)?),
        (TypeChar::Uint, 1) => Tensor::U64(elements::<u8, u64>(header, bytes, shape)?),
        (TypeChar::Bool, 1) => Tensor::Bool(elements::<bool, bool>(header, bytes, shape)?),
        _ => return Ok(None),
    }))
}

fn elements<Stored, Widened>(
    header: NpyHeader,
    bytes: &[u8],
    shape: &[usize],
) -> Result<ArrayD<Widened>, FormatError>
where
    Stored: Deserialize + Into<Widened>,
    Widened: Clone,
{
    let order = header.order();
    let unreadable = |error: std::io::Error| FormatError::Header(error.to_string());
    let stored = NpyFile::with_header(header, bytes).into_vec::<Stored>().map_err(unreadable)?;
    let widened: Vec<Widened> = stored.into_iter().map(Into::into).collect();
    let array = ArrayD::from_shape_vec(IxDyn(shape).set_f(order == Order::Fortran), widened)
        .map_err(|error| FormatError::Header(error.to_string()))?;
    Ok(if order == Order::Fortran { array.as_standard_layout().into_owned() } else { array })
}
