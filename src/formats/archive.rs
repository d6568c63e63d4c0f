//! A file of tensors, whatever its format: a list of entries, each of which can be opened.

use super::bytes::Bytes;
use super::metadata::Metadata;
use super::source::{Description, Source};
use super::{FormatError, natural, npy, npz, safetensors, sharded, spool};
use std::fs::File;
use std::io::Read;
use std::os::unix::fs::FileTypeExt;
use std::path::Path;

/// What a file holds.
#[derive(Debug)]
pub struct Archive {
    /// By its first bytes; of shards by the name of their index.
    pub container: Container,
    /// In the order of the file; a `.npy` file has one, without a name.
    pub entries: Vec<Entry>,
    /// What the file says about itself; a `.npy` or `.npz` file says nothing.
    pub metadata: Metadata,
}

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// One array.
    Npy,
    /// A zip of `.npy` files.
    Npz,
    /// Named tensors behind a JSON header.
    Safetensors,
    /// Several `.safetensors` files and an index of them.
    Sharded,
}

/// One tensor of a file.
#[derive(Debug)]
pub struct Entry {
    /// As the file says: a stranger's text, to be cleaned before it is shown.
    pub name: String,
    /// Bytes of its elements; of one that cannot be read, what it takes up.
    pub bytes: u64,
    /// What is known before any element is read, or why it cannot be read.
    pub described: Result<Description, String>,
    pub(super) place: Place,
}

/// Where an entry's elements are.
#[derive(Debug)]
pub(super) enum Place {
    /// In these bytes, from the first on.
    Elements(Bytes),
    /// In this entry of an archive.
    Packed(npz::Packed),
    /// Nowhere that can be read.
    Nowhere,
}

impl Archive {
    /// Positions of the entries in the order of their names, numbers in them by their values.
    #[must_use]
    pub fn by_name(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.entries.len()).collect();
        order.sort_by(|&one, &other| natural(&self.entries[one].name, &self.entries[other].name));
        order
    }

    /// The entry of this name.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

impl Entry {
    /// Opens the tensor. One that is deflated is inflated in the background, into a temporary file without a name,
    /// until the last clone of the source is dropped.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn source(&self) -> Result<Source, FormatError> {
        let failed = |reason: String| match self.name.as_str() {
            "" => FormatError::Inflating(reason),
            name => FormatError::Entry { entry: name.to_owned(), reason },
        };
        let description = self.described.clone().map_err(failed)?;
        if description.element.size().is_none() {
            return Err(failed(FormatError::Packed(description.element.name()).to_string()));
        }
        let opened = match &self.place {
            Place::Elements(bytes) => Source::new(description, bytes),
            Place::Packed(packed) => npz::source(packed),
            Place::Nowhere => Err(FormatError::NotNpy),
        };
        opened.map_err(|error| failed(error.to_string()))
    }

    pub(super) fn of(name: String, source: &Source, place: Bytes) -> Self {
        let description = source.description().clone();
        let bytes = description.bytes().unwrap_or(0);
        Self { name, bytes, described: Ok(description), place: Place::Elements(place) }
    }

    pub(super) fn unreadable(name: String, bytes: u64, reason: &FormatError) -> Self {
        Self { name, bytes, described: Err(reason.to_string()), place: Place::Nowhere }
    }
}

/// Lists the tensors of a file. A pipe is read to its end first, into a temporary file without a name.
///
/// # Errors
/// When it cannot be read or is of no known format; what is wrong with one entry alone is said there.
pub fn open(path: &Path) -> Result<Archive, FormatError> {
    let mut file = File::open(path)?;
    let kind = file.metadata()?.file_type();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if kind.is_fifo() || kind.is_socket() {
        return open_stream(&mut file);
    }
    if !kind.is_file() {
        return Err(FormatError::NotAFile);
    }
    let bytes = Bytes::file(file)?;
    if name.ends_with(sharded::EXTENSION) {
        return sharded::open(path, &bytes);
    }
    recognised(&bytes)?.map_or_else(|| Err(expected(&name)), Ok)
}

/// Lists the tensors in these bytes.
///
/// # Errors
/// When they are of no known format.
pub fn open_bytes(bytes: &Bytes) -> Result<Archive, FormatError> {
    recognised(bytes)?.ok_or(FormatError::Unknown)
}

/// Lists the tensors that a pipe gives, after it has ended.
///
/// # Errors
/// When it cannot be read, is of no known format, or there is no room for it.
pub fn open_stream(stream: &mut dyn Read) -> Result<Archive, FormatError> {
    open_bytes(&Bytes::file(spool::drain(stream)?)?)
}

/// The format follows from the first bytes, not from the name.
fn recognised(bytes: &Bytes) -> Result<Option<Archive>, FormatError> {
    let mut start = Vec::new();
    bytes.clone().reader().take(9).read_to_end(&mut start)?;
    Ok(Some(match start.as_slice() {
        [0x93, b'N', b'U', b'M', b'P', b'Y', ..] => npy_archive(bytes)?,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => npz::open(bytes)?,
        [_, _, _, _, _, _, _, _, b'{'] => safetensors::open(bytes)?,
        [0x80, 2..=5, ..] => return Err(FormatError::Pickle),
        _ => return Ok(None),
    }))
}

/// What a file of this name should have been.
fn expected(name: &str) -> FormatError {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("npy") => FormatError::NotNpy,
        Some("npz") => FormatError::NotArchive,
        Some("safetensors") => {
            FormatError::NotSafetensors("its header does not begin where it should".to_owned())
        }
        _ => FormatError::Unknown,
    }
}

fn npy_archive(bytes: &Bytes) -> Result<Archive, FormatError> {
    let source = npy::open(bytes)?;
    let entry = Entry::of(String::new(), &source, source.bytes().clone());
    Ok(Archive { container: Container::Npy, entries: vec![entry], metadata: Metadata::default() })
}
