//! The `.safetensors` format: a JSON header that says where in the rest of the file each tensor lies.
//!
//! Source of the format: <https://github.com/huggingface/safetensors#format>. The whole rest must be used, without
//! holes or overlaps, as the format demands.

use super::archive::{Archive, Container, Entry, Place};
use super::bytes::Bytes;
use super::element::{ByteOrder, Element};
use super::metadata::Metadata;
use super::npy::MOST_AXES;
use super::source::{Description, Order};
use super::{FormatError, excerpt};
use serde::Deserialize;
use serde::de::{Error as _, MapAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

/// A header of 100 000 tensors is shorter.
const LONGEST_HEADER: u64 = 16 << 20;

/// The bytes that say how long the header is.
const PREFIX: u64 = 8;

/// What the header says of one tensor.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an object with dtype, shape and data_offsets")]
struct Stated {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (u64, u64),
}

/// What a header says.
struct Header {
    /// Of each tensor, in the header's order.
    places: Vec<(String, Stated)>,
    metadata: Metadata,
}

/// Lists the tensors in these bytes, in the order in which they lie in the file.
///
/// # Errors
/// When the header cannot be read, or what it says does not fit the bytes.
pub fn open(bytes: &Bytes) -> Result<Archive, FormatError> {
    let (Header { mut places, metadata }, length) = header(bytes)?;
    places.sort_by_key(|(_, place)| place.data_offsets);
    let elements = bytes.part(length, bytes.len() - length).ok_or(FormatError::Shrunk)?;
    let mut end = 0;
    let mut entries = Vec::with_capacity(places.len());
    for (name, place) in places {
        let (from, to) = place.data_offsets;
        if from != end || to < from {
            return Err(FormatError::Overlap);
        }
        end = to;
        let there = elements
            .part(from, to - from)
            .ok_or(FormatError::Truncated { promised: to, present: elements.len() })?;
        entries.push(entry(name, place, there));
    }
    if end != elements.len() {
        return Err(refused("it goes on after its last tensor"));
    }
    Ok(Archive { container: Container::Safetensors, entries, metadata })
}

fn refused(reason: &str) -> FormatError {
    FormatError::NotSafetensors(excerpt(reason))
}

/// Where the header ends, of a file that begins like this.
pub(super) fn header_end(start: &[u8]) -> Result<u64, FormatError> {
    let prefix = start.first_chunk().ok_or_else(|| refused("it is shorter than 8 bytes"))?;
    let length = u64::from_le_bytes(*prefix);
    if length > LONGEST_HEADER {
        return Err(refused("its header is longer than 16 MiB"));
    }
    Ok(PREFIX + length)
}

/// Where the last tensor ends, by the header alone.
pub(super) fn end(bytes: &Bytes) -> Result<u64, FormatError> {
    let (header, length) = header(bytes)?;
    let last = header.places.iter().map(|(_, place)| place.data_offsets.1).max().unwrap_or(0);
    Ok(length.saturating_add(last))
}

/// What the header says, and where it ends.
fn header(bytes: &Bytes) -> Result<(Header, u64), FormatError> {
    let mut start = vec![0; usize::try_from(bytes.len().min(PREFIX)).unwrap_or_default()];
    bytes.read_at(0, &mut start)?;
    let end = header_end(&start)?;
    if bytes.len() < end {
        return Err(refused("it ends within its header"));
    }
    let mut text = vec![0; usize::try_from(end - PREFIX).unwrap_or_default()];
    bytes.read_at(PREFIX, &mut text)?;
    let header = serde_json::from_slice(&text).map_err(|error| refused(&error.to_string()))?;
    Ok((header, end))
}

fn entry(name: String, place: Stated, bytes: Bytes) -> Entry {
    let size = bytes.len();
    match described(place, size) {
        Ok(description) => {
            Entry { name, bytes: size, described: Ok(description), place: Place::Elements(bytes) }
        }
        Err(reason) => Entry::unreadable(name, size, &reason),
    }
}

fn described(place: Stated, bytes: u64) -> Result<Description, FormatError> {
    let unknown = || FormatError::Unsupported {
        name: excerpt(&place.dtype),
        what: "of a kind that is not known here",
        advice: "convert them to F32 to look at them",
    };
    let element = Element::from_safetensors(&place.dtype).ok_or_else(unknown)?;
    if place.shape.len() > MOST_AXES {
        return Err(FormatError::TooManyAxes(place.shape.len()));
    }
    match element.bytes_of(&place.shape) {
        None if element.bits_of(&place.shape).is_some() => Err(FormatError::Uneven(place.shape)),
        None => Err(FormatError::Unaddressable(place.shape)),
        Some(promised) if promised != bytes => Err(FormatError::Truncated { promised, present: bytes }),
        Some(_) => {
            Ok(Description { element, byte_order: ByteOrder::Little, order: Order::C, shape: place.shape })
        }
    }
}

impl<'de> Deserialize<'de> for Header {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(HeaderVisitor)
    }
}

struct HeaderVisitor;

impl<'de> Visitor<'de> for HeaderVisitor {
    type Value = Header;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of tensors")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Header, A::Error> {
        let mut names = BTreeSet::new();
        let mut places = Vec::new();
        let mut metadata = Metadata::default();
        while let Some(name) = map.next_key::<String>()? {
            if !names.insert(name.clone()) {
                return Err(A::Error::custom(format_args!("two of its entries are named `{name}`")));
            }
            if name == "__metadata__" {
                metadata = map.next_value()?;
            } else {
                places.push((name, map.next_value()?));
            }
        }
        Ok(Header { places, metadata })
    }
}
