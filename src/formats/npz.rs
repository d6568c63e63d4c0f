//! NumPy archives: a zip of `.npy` entries.

use super::{FormatError, LARGEST, npy};
use crate::tensor::Tensor;
use std::collections::BTreeSet;
use std::io::{Cursor, Read, Seek, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// NumPy names an entry after its array.
const EXTENSION: &str = ".npy";

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
        left = left.checked_sub(length).ok_or(FormatError::Bomb)?;
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
