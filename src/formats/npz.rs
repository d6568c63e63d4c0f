//! NumPy archives: a zip of `.npy` entries.

use super::archive::{Archive, Container, Entry, Place};
use super::bytes::{Bytes, Reader};
use super::source::{Description, Source};
use super::spool::{self, Spool};
use super::{FormatError, LARGEST, npy};
use crate::tensor::Tensor;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// NumPy names an entry after its array.
const EXTENSION: &str = ".npy";

/// An archive that can be read from any place.
pub(super) type Zip = ZipArchive<Reader>;

/// An entry of at most so many bytes is checked as a whole when it is opened; of a larger one, what is wrong is found
/// when its place is reached.
const CHECKED_AT_ONCE: u64 = 16 << 20;

/// Lists the arrays of an archive, in the order of its directory; what is no array is listed as such.
///
/// # Errors
/// When the bytes are not an archive, its entries overlap, or two of them have one name.
pub fn open(bytes: &Bytes) -> Result<Archive, FormatError> {
    let mut zip = ZipArchive::new(bytes.clone().reader()).map_err(|_| FormatError::NotArchive)?;
    if zip.has_overlapping_files().map_err(|_| FormatError::NotArchive)? {
        return Err(FormatError::Overlap);
    }
    let mut seen = BTreeSet::new();
    let mut entries = Vec::with_capacity(zip.len());
    for position in 0..zip.len() {
        let entry = listed(&zip.clone(), &mut zip, position);
        if !seen.insert(entry.name.clone()) {
            return Err(FormatError::Duplicate(entry.name));
        }
        entries.push(entry);
    }
    Ok(Archive { container: Container::Npz, entries })
}

fn listed(shared: &Zip, zip: &mut Zip, position: usize) -> Entry {
    let failed = |error: &dyn std::fmt::Display| FormatError::Inflating(error.to_string());
    let named = zip.name_for_index(position).and_then(Result::ok).map(std::borrow::Cow::into_owned);
    let path = named.unwrap_or_else(|| format!("number {}", position + 1));
    let name = path.strip_suffix(EXTENSION).unwrap_or(&path).to_owned();
    let mut entry = match zip.by_index(position) {
        Ok(entry) => entry,
        Err(error) => return Entry::unreadable(name, 0, &failed(&error)),
    };
    let size = entry.size();
    match described(&mut entry, size) {
        Ok((description, _)) => {
            let bytes = description.bytes().unwrap_or(0);
            Entry { name, bytes, described: Ok(description), place: Place::Packed(shared.clone(), position) }
        }
        Err(error) => Entry::unreadable(name, size, &error),
    }
}

/// What an entry's header says, and where its elements begin.
fn described(entry: &mut dyn Read, size: u64) -> Result<(Description, u64), FormatError> {
    let (description, start) = npy::describe(entry)?;
    let promised = description.bytes();
    let promised = promised.ok_or_else(|| FormatError::Unaddressable(description.shape.clone()))?;
    let present = size.saturating_sub(start);
    if promised > present {
        Err(FormatError::Truncated { promised, present })
    } else {
        Ok((description, start))
    }
}

/// Opens the array in an entry.
pub(super) fn source(zip: &Zip, position: usize) -> Result<Source, FormatError> {
    let failed = |error: zip::result::ZipError| FormatError::Inflating(error.to_string());
    let mut own = zip.clone();
    let mut entry = own.by_index(position).map_err(failed)?;
    let (size, packed, method) = (entry.size(), entry.compressed_size(), entry.compression());
    let (description, start) = described(&mut entry, size)?;
    let stored = entry.data_start().filter(|_| method == CompressionMethod::Stored);
    drop(entry);
    let bytes = if let Some(place) = stored {
        if size <= CHECKED_AT_ONCE {
            let mut entry = own.by_index(position).map_err(failed)?;
            std::io::copy(&mut entry, &mut std::io::sink())
                .map_err(|error| FormatError::Inflating(error.to_string()))?;
        }
        own.into_inner().source().part(place, packed).ok_or(FormatError::Overlap)?
    } else {
        let spool = Spool::fill(size, move |write| {
            let mut entry = own.by_index(position).map_err(std::io::Error::from)?;
            spool::copy(&mut entry, write)
        })?;
        if size <= CHECKED_AT_ONCE {
            spool.wait()?;
        }
        Bytes::spooled(spool, size)
    };
    let elements = bytes.part(start, bytes.len().saturating_sub(start)).ok_or(FormatError::Shrunk)?;
    Source::new(description, &elements)
}

/// Reads every array of an archive, in the order of its directory; entries of other kinds are passed over.
///
/// # Errors
/// When the bytes are not an archive, an array in it cannot be read, or all together inflate to more than 256 MiB.
pub fn read(bytes: &[u8]) -> Result<Vec<(String, Tensor)>, FormatError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| FormatError::NotArchive)?;
    let mut left = LARGEST;
    let mut seen = BTreeSet::new();
    let mut tensors = Vec::new();
    for position in 0..archive.len() {
        let unnamed = |error: zip::result::ZipError| FormatError::Entry {
            entry: format!("number {}", position + 1),
            reason: error.to_string(),
        };
        let mut entry = archive.by_index(position).map_err(unnamed)?;
        let path = entry.name().map_err(unnamed)?.into_owned();
        let Some(name) = path.strip_suffix(EXTENSION) else { continue };
        let failed = |reason: String| FormatError::Entry { entry: name.to_owned(), reason };
        let mut inflated = Vec::new();
        let length = entry.by_ref().take(left + 1).read_to_end(&mut inflated);
        let length = length.map_err(|error| failed(error.to_string()))? as u64;
        left = left.checked_sub(length).ok_or(FormatError::Bomb("256 MiB"))?;
        let tensor = npy::read(&inflated).map_err(|error| failed(error.to_string()))?;
        if !seen.insert(name.to_owned()) {
            return Err(FormatError::Duplicate(name.to_owned()));
        }
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
