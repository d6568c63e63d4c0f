//! One NumPy array, the `.npy` format.
//!
//! Source of the format: NEP 1 (versions 1.0 to 3.0). The size that a header promises is checked against the bytes
//! that are there before anything is allocated.

mod header;

use super::bytes::Bytes;
use super::element::{self, ByteOrder, Element, Part};
use super::source::{Description, Source};
use super::window::Window;
use super::{FormatError, LARGEST};
use crate::tensor::{Scalar, Tensor};
use header::Header;
use std::io::{ErrorKind, Read, Write};

/// A tensor of more axes cannot be shown.
pub const MOST_AXES: usize = 8;

const MAGIC: &[u8] = b"\x93NUMPY";

/// NumPy aligns the elements to as many bytes.
const ALIGNMENT: usize = 64;

/// NumPy's own headers stay far below this, whatever a file claims.
const LONGEST_HEADER: u64 = 1 << 20;

/// Reads a whole array of real or boolean elements into memory.
///
/// # Errors
/// When the bytes are not such an array, end too early, or the array would take up more than 256 MiB.
pub fn read(bytes: &[u8]) -> Result<Tensor, FormatError> {
    let bytes = Bytes::memory(bytes);
    let (description, start) = describe(&mut bytes.clone().reader())?;
    if description.element.is_complex() {
        return Err(FormatError::NotReal(description.element.name()));
    }
    // In memory an element may be wider than in the file; even an empty array's shape has to be addressable there.
    let widened = Element::F64.bytes_of(&description.shape);
    if widened.is_none_or(|widened| widened > LARGEST) {
        return Err(FormatError::TooLarge(description.shape));
    }
    let whole = Window::whole(&description.shape);
    behind(description, &bytes, start)?.read(&whole, Part::Real)
}

/// Opens an array, of which only the header is read.
///
/// # Errors
/// When the bytes are not an array, or end too early.
pub fn open(bytes: &Bytes) -> Result<Source, FormatError> {
    let (description, start) = describe(&mut bytes.clone().reader())?;
    behind(description, bytes, start)
}

fn behind(description: Description, bytes: &Bytes, start: u64) -> Result<Source, FormatError> {
    let elements = bytes.part(start, bytes.len().saturating_sub(start));
    Source::new(description, &elements.ok_or(FormatError::Shrunk)?)
}

/// What the header says, and where the elements begin.
pub(super) fn describe(reader: &mut dyn Read) -> Result<(Description, u64), FormatError> {
    let extent = Extent::read(reader)?;
    let mut text = Vec::new();
    reader.take(extent.length).read_to_end(&mut text)?;
    if (text.len() as u64) < extent.length {
        return Err(FormatError::Header("it ends too early"));
    }
    // Before version 3 a field's name may be in Latin-1; what names a number is in ASCII.
    let text = String::from_utf8_lossy(&text);
    let Header { descr, order, shape } = Header::parse(&text)?;
    if shape.len() > MOST_AXES {
        return Err(FormatError::TooManyAxes(shape.len()));
    }
    let (byte_order, kind) = byte_order(descr);
    let element = Element::from_npy(kind).ok_or_else(|| element::refused(descr, kind))?;
    Ok((Description { element, byte_order, order, shape }, extent.end()))
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

/// Where a header's text lies in the file.
struct Extent {
    start: u64,
    length: u64,
}

impl Extent {
    /// Reads what precedes the text.
    fn read(reader: &mut dyn Read) -> Result<Self, FormatError> {
        let mut magic = [0; MAGIC.len()];
        reader.read_exact(&mut magic).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => FormatError::NotNpy,
            _ => error.into(),
        })?;
        if magic != MAGIC {
            return Err(FormatError::NotNpy);
        }
        let mut version = [0; 2];
        reader.read_exact(&mut version).map_err(short)?;
        let mut field = [0; 4];
        let width = match version {
            [1, 0] => 2,
            [2 | 3, 0] => 4,
            _ => return Err(FormatError::Header("its version is unknown")),
        };
        reader.read_exact(&mut field[..width]).map_err(short)?;
        let length = u64::from(u32::from_le_bytes(field));
        if length > LONGEST_HEADER {
            return Err(FormatError::Header("it is longer than 1 MiB"));
        }
        Ok(Self { start: (MAGIC.len() + version.len() + width) as u64, length })
    }

    const fn end(&self) -> u64 {
        self.start + self.length
    }
}

fn short(error: std::io::Error) -> FormatError {
    match error.kind() {
        ErrorKind::UnexpectedEof => FormatError::Header("it ends too early"),
        _ => error.into(),
    }
}

/// Where the header ends, of an array that begins like this.
pub(super) fn header_end(start: &[u8]) -> Result<u64, FormatError> {
    Ok(Extent::read(&mut &*start)?.end())
}

/// Where the elements end that a header promises.
pub(super) fn end(header: &Bytes) -> Result<u64, FormatError> {
    let (description, start) = describe(&mut header.clone().reader())?;
    let promised = description.bytes();
    Ok(start + promised.ok_or(FormatError::Unaddressable(description.shape))?)
}

/// Takes the byte order off an element type: `<f8` is `f8` in little-endian order.
fn byte_order(descr: &str) -> (ByteOrder, &str) {
    match descr.strip_prefix('>') {
        Some(kind) => (ByteOrder::Big, kind),
        None => (ByteOrder::Little, descr.strip_prefix(['<', '|', '=']).unwrap_or(descr)),
    }
}
