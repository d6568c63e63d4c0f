//! A model in several `.safetensors` files, by the index that says which of them holds which tensor.

use super::archive::{Archive, Container, Entry, open_file};
use super::bytes::Bytes;
use super::metadata::Metadata;
use super::{FormatError, excerpt};
use rustix::fs::OFlags;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Component, Path, PathBuf};

/// How the name of an index ends.
pub const EXTENSION: &str = ".index.json";

/// As for a header of `.safetensors`.
const LONGEST: u64 = 16 << 20;

/// Shards of the largest models count by hundreds; each is an open file.
const MOST_SHARDS: usize = 512;

/// What an index says.
#[derive(Debug, Deserialize)]
#[serde(expecting = "an object with weight_map")]
pub struct Index {
    /// Which shard holds which tensor, by the tensor's name.
    pub weight_map: BTreeMap<String, String>,
    /// What else it says of the model.
    #[serde(default)]
    pub metadata: Metadata,
}

/// What this text says.
///
/// # Errors
/// When it is no index.
pub fn parse(text: &[u8]) -> Result<Index, FormatError> {
    serde_json::from_slice(text).map_err(|error| FormatError::NotIndex(error.to_string()))
}

/// The files in which a file's tensors lie: itself and, of an index, the shards beside it, as far as they are read.
#[must_use]
pub fn parts(path: &Path) -> Vec<PathBuf> {
    let is_index = path.to_string_lossy().ends_with(EXTENSION) && path.is_file();
    let shards = if is_index { shards(path).unwrap_or_default() } else { BTreeSet::new() };
    let shards = shards.into_iter().take(MOST_SHARDS).map(|file| path.with_file_name(file));
    std::iter::once(path.to_owned()).chain(shards).collect()
}

/// The names of the shards that an index gives, but those that lead elsewhere.
fn shards(index: &Path) -> Result<BTreeSet<String>, FormatError> {
    let Index { weight_map: names, .. } = read(&Bytes::file(File::open(index)?)?)?;
    Ok(names.into_values().filter(|file| lies_beside(file)).collect())
}

fn read(bytes: &Bytes) -> Result<Index, FormatError> {
    if bytes.len() > LONGEST {
        return Err(FormatError::NotIndex("it is longer than 16 MiB".to_owned()));
    }
    let mut text = vec![0; usize::try_from(bytes.len()).unwrap_or_default()];
    bytes.read_at(0, &mut text)?;
    parse(&text)
}

/// Whether a shard's name leads nowhere else than to the index's folder.
fn lies_beside(file: &str) -> bool {
    let components: Vec<Component<'_>> = Path::new(file).components().collect();
    matches!(components.as_slice(), [Component::Normal(_)])
}

/// Lists the tensors of all shards. What is wrong with one shard is said at its tensors.
pub(super) fn open(path: &Path, bytes: &Bytes) -> Result<Archive, FormatError> {
    let Index { weight_map: names, metadata } = read(bytes)?;
    let mut shards: BTreeMap<&str, Result<BTreeMap<String, Entry>, FormatError>> = BTreeMap::new();
    let mut entries = Vec::with_capacity(names.len());
    for (name, file) in &names {
        let known = shards.len();
        let shard = shards.entry(file).or_insert_with(|| {
            if known < MOST_SHARDS {
                shard(path, file)
            } else {
                Err(FormatError::NotIndex(format!("it names more than {MOST_SHARDS} shards")))
            }
        });
        let missing = || failed(file, "which has no such tensor");
        entries.push(match shard {
            Ok(tensors) => {
                tensors.remove(name).unwrap_or_else(|| Entry::unreadable(name.clone(), 0, &missing()))
            }
            Err(error) => Entry::unreadable(name.clone(), 0, error),
        });
    }
    Ok(Archive { container: Container::Sharded, entries, metadata })
}

fn failed(shard: &str, reason: impl Into<String>) -> FormatError {
    FormatError::Shard { shard: excerpt(shard), reason: reason.into() }
}

/// The tensors of one shard, which lies beside its index and nowhere else.
fn shard(index: &Path, file: &str) -> Result<BTreeMap<String, Entry>, FormatError> {
    let unreadable = |reason: &FormatError| failed(file, format!("which cannot be read: {reason}"));
    if !lies_beside(file) {
        return Err(failed(file, "which does not lie beside the index"));
    }
    // A pipe of this name would be waited for.
    let waits_not = OFlags::NONBLOCK.bits().cast_signed();
    let opened = File::options().read(true).custom_flags(waits_not).open(index.with_file_name(file));
    let opened = opened.map_err(|error| unreadable(&error.into()))?;
    if !opened.metadata().is_ok_and(|metadata| metadata.is_file()) {
        return Err(unreadable(&FormatError::NotAFile));
    }
    let archive = open_file(opened, file).map_err(|error| unreadable(&error))?;
    if archive.container != Container::Safetensors {
        return Err(failed(file, "which is no `.safetensors` file"));
    }
    Ok(archive.entries.into_iter().map(|entry| (entry.name.clone(), entry)).collect())
}
