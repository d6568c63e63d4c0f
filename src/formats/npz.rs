//! NumPy archives: a zip of `.npy` entries.

mod directory;
mod packed;

pub(super) use packed::Packed;

use super::archive::{Archive, Container, Entry, Place};
use super::bytes::Bytes;
use super::metadata::Metadata;
use super::source::{Description, Source};
use super::spool::{self, Spool};
use super::{FormatError, LARGEST, excerpt, kind, npy};
use crate::tensor::Tensor;
use directory::{Directory, Listed};
use std::collections::BTreeSet;
use std::io::{self, Read, Seek, Write};
use std::ops::ControlFlow;
use std::sync::Arc;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// NumPy names an entry after its array.
const EXTENSION: &str = ".npy";

/// An entry of at most so many bytes is checked as a whole when it is opened; a larger one when it was read to its
/// end.
const CHECKED_AT_ONCE: u64 = 16 << 20;

/// An entry of at most so many bytes is inflated in memory: archives of thousands of small arrays are usual.
const IN_MEMORY: u64 = 256 << 10;

/// Lists the arrays of an archive, in the order of its directory. A file that is no array is listed as such; folders,
/// which other programs than NumPy write, are passed over.
///
/// # Errors
/// When the bytes are not an archive, its entries overlap, or two of them have one name.
pub fn open(bytes: &Bytes) -> Result<Archive, FormatError> {
    let found = found(bytes)?;
    if let Some(other) = kind::other_zip(found.iter().map(|(listed, _)| listed.path.as_str())) {
        return Err(other);
    }
    let files = found.into_iter().filter(|(listed, _)| !listed.is_folder());
    let entries = files.map(|(listed, packed)| entry(&listed, packed)).collect();
    Ok(Archive { container: Container::Npz, entries, metadata: Metadata::default() })
}

/// Whether there is a directory of an archive at the end, whatever stands at the beginning.
pub(super) fn ends_as_archive(bytes: &Bytes) -> bool {
    Directory::read(bytes).is_ok()
}

/// What the directory says of an entry, and where it is.
type Found = (Listed, Result<Packed, FormatError>);

/// All entries with their places, which are proven to lie apart from each other.
fn found(bytes: &Bytes) -> Result<Vec<Found>, FormatError> {
    let directory = Directory::read(bytes)?;
    let mut names = BTreeSet::new();
    if let Some(twice) = directory.entries.iter().find(|listed| !names.insert(name(&listed.path))) {
        return Err(FormatError::Duplicate(excerpt(name(&twice.path))));
    }
    let place = |listed: Listed| {
        let packed = Packed::find(bytes, &listed);
        (listed, packed)
    };
    let found: Vec<_> = directory.entries.into_iter().map(place).collect();
    let mut ranges: Vec<(u64, u64)> = Vec::with_capacity(found.len());
    for (listed, packed) in &found {
        match packed {
            Ok(packed) => ranges.push((listed.header, packed.end())),
            Err(FormatError::Overlap) => return Err(FormatError::Overlap),
            Err(_) => {}
        }
    }
    ranges.sort_unstable();
    let ends = ranges.iter().skip(1).map(|next| next.0).chain([directory.start]);
    if ranges.iter().zip(ends).any(|(range, next)| range.1 > next) {
        return Err(FormatError::Overlap);
    }
    Ok(found)
}

/// What NumPy calls the array of this path.
fn name(path: &str) -> &str {
    path.strip_suffix(EXTENSION).unwrap_or(path)
}

fn entry(listed: &Listed, packed: Result<Packed, FormatError>) -> Entry {
    let name = name(&listed.path).to_owned();
    let described = packed.and_then(|packed| Ok((described(&packed)?.0, packed)));
    match described {
        Ok((description, packed)) => {
            let bytes = description.bytes().unwrap_or(0);
            Entry { name, bytes, described: Ok(description), place: Place::Packed(packed) }
        }
        Err(error) => Entry::unreadable(name, listed.size, &error),
    }
}

/// What an entry's header says, and where its elements begin.
fn described(packed: &Packed) -> Result<(Description, u64), FormatError> {
    let (description, start) = npy::describe(&mut packed.reader()).map_err(|error| match error {
        FormatError::Io(error) => FormatError::Inflating(error.to_string()),
        error => error,
    })?;
    let promised = description.bytes();
    let promised = promised.ok_or_else(|| FormatError::Unaddressable(description.shape.clone()))?;
    let present = packed.size.saturating_sub(start);
    if promised > present {
        Err(FormatError::Truncated { promised, present })
    } else {
        Ok((description, start))
    }
}

/// Opens the array in an entry.
pub(super) fn source(packed: &Packed) -> Result<Source, FormatError> {
    let (description, start) = described(packed)?;
    let is_small = packed.size <= CHECKED_AT_ONCE;
    let bytes = match packed.stored() {
        Some(bytes) => {
            if is_small {
                let _ = verify(packed, &mut || ControlFlow::Continue(()))?;
            }
            bytes.clone()
        }
        None if packed.size <= IN_MEMORY => inflated(packed)?,
        None => {
            let spool = spooled(packed)?;
            if is_small {
                spool.wait()?;
            }
            Bytes::spooled(spool, packed.size)
        }
    };
    let elements = bytes.part(start, bytes.len().saturating_sub(start)).ok_or(FormatError::Shrunk)?;
    let source = Source::new(description, &elements)?;
    Ok(if is_small { source } else { source.packed_as(packed) })
}

fn inflated(packed: &Packed) -> Result<Bytes, FormatError> {
    let mut bytes = Vec::new();
    let inflated = packed.reader().read_to_end(&mut bytes);
    inflated.map_err(|error| FormatError::Inflating(error.to_string()))?;
    Ok(Bytes::memory(&bytes))
}

fn spooled(packed: &Packed) -> Result<Arc<Spool>, FormatError> {
    let mut reader = packed.reader();
    Spool::fill(packed.size, move |write| spool::copy(&mut reader, write))
}

/// Reads an entry to its end, and compares its checksum. The watch is asked now and then.
pub(super) fn verify(
    packed: &Packed,
    go_on: &mut dyn FnMut() -> ControlFlow<()>,
) -> Result<ControlFlow<()>, FormatError> {
    let mut broken = ControlFlow::Continue(());
    let copied = spool::copy(&mut packed.reader(), &mut |_| {
        broken = go_on();
        if broken.is_break() { Err(io::ErrorKind::Interrupted.into()) } else { Ok(()) }
    });
    match copied {
        Err(error) if broken.is_continue() => Err(FormatError::Inflating(error.to_string())),
        _ => Ok(broken),
    }
}

/// Reads every array of an archive, in the order of its directory; entries of other kinds are passed over.
///
/// # Errors
/// When the bytes are not an archive, an array in it cannot be read, or all together inflate to more than 256 MiB.
pub fn read(bytes: &[u8]) -> Result<Vec<(String, Tensor)>, FormatError> {
    let mut left = LARGEST;
    let mut tensors = Vec::new();
    for (listed, packed) in found(&Bytes::memory(bytes))? {
        let Some(name) = listed.path.strip_suffix(EXTENSION) else { continue };
        let failed = |reason: String| FormatError::Entry { entry: excerpt(name), reason };
        let packed = packed.map_err(|error| failed(error.to_string()))?;
        let mut inflated = Vec::new();
        let length = packed.reader().take(left + 1).read_to_end(&mut inflated);
        let length = length.map_err(|error| failed(error.to_string()))? as u64;
        left = left.checked_sub(length).ok_or(FormatError::Bomb("256 MiB"))?;
        let tensor = npy::read(&inflated).map_err(|error| failed(error.to_string()))?;
        tensors.push((name.to_owned(), tensor));
    }
    Ok(tensors)
}

/// Writes an archive of these arrays, deflated. The same tensors give the same bytes: entries carry a fixed date.
///
/// # Errors
/// When the writer fails.
pub fn write(tensors: &[(String, Tensor)], writer: impl Write + Seek) -> Result<(), FormatError> {
    let mut archive = ZipWriter::new(writer);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let failed = |error: zip::result::ZipError| FormatError::Io(error.into());
    for (name, tensor) in tensors {
        archive.start_file(format!("{name}{EXTENSION}"), options).map_err(failed)?;
        npy::write(tensor, &mut archive)?;
    }
    archive.finish().map_err(failed)?;
    Ok(())
}
