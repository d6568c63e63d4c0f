//! A file of tensors, whatever its format: a list of entries, each of which can be opened.

use super::bytes::Bytes;
use super::kind::{self, Kind, TELLING};
use super::metadata::Metadata;
use super::source::{Description, Source};
use super::stream::open_stream;
use super::{FormatError, excerpt, natural, npy, npz, safetensors, sharded};
use std::fs::File;
use std::io::{Read, Seek};
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
    /// What stands in, among files that can be read, for one that cannot.
    #[must_use]
    pub fn unreadable(reason: &FormatError) -> Self {
        let entries = vec![Entry::unreadable(String::new(), 0, reason)];
        Self { container: Container::Npy, entries, metadata: Metadata::default() }
    }

    /// Whether it holds nothing but one array that cannot be read.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.container == Container::Npy && self.entries.iter().all(|entry| entry.described.is_err())
    }

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
            "" => FormatError::Only(reason),
            name => FormatError::Entry { entry: excerpt(name), reason },
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
        opened.map_err(|error| match error {
            // Not the entry is at fault, but the machine.
            FormatError::NoRoom(_) => error,
            _ => failed(error.to_string()),
        })
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

/// Lists the tensors of a file. A pipe is read first, into a temporary file without a name.
///
/// # Errors
/// When it cannot be read or is of no known format; what is wrong with one entry alone is said there.
pub fn open(path: &Path) -> Result<Archive, FormatError> {
    let file = File::open(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if name.ends_with(sharded::EXTENSION) && file.metadata()?.is_file() {
        return sharded::open(path, &Bytes::file(file)?);
    }
    open_file(file, &name)
}

/// Lists the tensors of a file that is open already, from where it stands.
///
/// # Errors
/// As for [`open`]; the name says what the file should have been.
pub fn open_file(mut file: File, name: &str) -> Result<Archive, FormatError> {
    let kind = file.metadata()?.file_type();
    if kind.is_fifo() || kind.is_socket() {
        return open_stream(&mut file);
    }
    if kind.is_dir() {
        return Err(FormatError::Folder);
    }
    if !kind.is_file() {
        return Err(FormatError::NotAFile);
    }
    let start = file.stream_position()?;
    let whole = Bytes::file(file)?;
    let bytes = whole.part(start, whole.len().saturating_sub(start)).ok_or(FormatError::Empty)?;
    recognised(&bytes)?.map_or_else(|| Err(kind::unknown(name)), Ok)
}

/// Lists the tensors in these bytes.
///
/// # Errors
/// When they are of no known format.
pub fn open_bytes(bytes: &Bytes) -> Result<Archive, FormatError> {
    recognised(bytes)?.ok_or(FormatError::Unknown)
}

/// The format follows from the bytes, not from the name.
fn recognised(bytes: &Bytes) -> Result<Option<Archive>, FormatError> {
    let mut start = Vec::new();
    bytes.clone().reader().take(TELLING as u64).read_to_end(&mut start)?;
    Ok(Some(match Kind::of(&start)? {
        Some(Kind::Npy) => npy_archive(bytes)?,
        Some(Kind::Npz) => npz::open(bytes)?,
        // Something else may stand before an archive, as a program that unpacks it.
        Some(Kind::Safetensors) => match safetensors::open(bytes) {
            Err(_) if npz::ends_as_archive(bytes) => npz::open(bytes)?,
            opened => opened?,
        },
        None if npz::ends_as_archive(bytes) => npz::open(bytes)?,
        None => return Ok(None),
    }))
}

fn npy_archive(bytes: &Bytes) -> Result<Archive, FormatError> {
    let source = npy::open(bytes)?;
    let entry = Entry::of(String::new(), &source, source.bytes().clone());
    Ok(Archive { container: Container::Npy, entries: vec![entry], metadata: Metadata::default() })
}
