//! The `.safetensors` format: a JSON header that says where in the rest of the file each tensor lies.
//!
//! Source of the format: <https://github.com/huggingface/safetensors#format>. The whole rest must be used, without
//! holes or overlaps, as the format demands.

use super::FormatError;
use super::archive::{Archive, Container, Entry, Place};
use super::bytes::Bytes;
use super::element::{ByteOrder, Element};
use super::metadata::Metadata;
use super::npy::MOST_AXES;
use super::source::{Description, Order};
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
#[serde(deny_unknown_fields)]
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
    let refused = |reason: &str| FormatError::NotSafetensors(reason.to_owned());
    let mut prefix = [0; 8];
    bytes.read_at(0, &mut prefix).map_err(|_| refused("it is shorter than 8 bytes"))?;
    let length = u64::from_le_bytes(prefix);
    if bytes.len() - PREFIX < length {
        return Err(refused("it ends within its header"));
    }
    if length > LONGEST_HEADER {
        return Err(refused("its header is longer than 16 MiB"));
    }
    let mut text = vec![0; usize::try_from(length).map_err(|_| refused("its header is too long"))?];
    bytes.read_at(PREFIX, &mut text)?;
    let Header { mut places, metadata } =
        serde_json::from_slice(&text).map_err(|error| refused(&error.to_string()))?;
    places.sort_by_key(|(_, place)| place.data_offsets);
    let elements = bytes.part(PREFIX + length, bytes.len() - PREFIX - length).ok_or(FormatError::Shrunk)?;
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
    let unknown = || FormatError::Unsupported(format!("the type `{}`", place.dtype));
    let element = Element::from_safetensors(&place.dtype).ok_or_else(unknown)?;
    if place.shape.len() > MOST_AXES {
        return Err(FormatError::TooManyAxes(place.shape.len()));
    }
    match element.bytes_of(&place.shape) {
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
