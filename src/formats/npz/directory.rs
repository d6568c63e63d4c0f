//! The directory at the end of a zip archive.
//!
//! Source of the format: PKWARE's `APPNOTE.TXT`, 4.3.12 (the directory), 4.3.14 to 4.3.16 (its end) and 4.5.3 (sizes
//! of 64 bits). It is parsed here because what it claims has to be doubted before memory is taken for it.

use crate::formats::{Bytes, FormatError};

/// An archive lists no more entries than this.
const MOST_ENTRIES: u64 = 100_000;
/// A directory of so many entries with names of ordinary length is shorter.
const LONGEST: u64 = 16 << 20;

/// What follows the directory, without the archive's comment.
const END: usize = 22;
const END_64: usize = 56;
const LOCATOR: usize = 20;
/// A comment's length has 16 bits.
const LONGEST_COMMENT: u64 = 0xffff;
/// One entry of the directory, without its name, extra fields and comment.
const FIXED: usize = 46;

/// Where a number has no room, this stands for it and the number itself elsewhere.
const ELSEWHERE_16: u64 = 0xffff;
const ELSEWHERE_32: u64 = 0xffff_ffff;

/// What the directory says of one entry.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    /// The path in the archive: a stranger's text.
    pub(super) path: String,
    /// 0 is stored, 8 is deflated.
    pub(super) method: u16,
    pub(super) is_encrypted: bool,
    pub(super) checksum: u32,
    /// Bytes in the archive.
    pub(super) packed: u64,
    /// Bytes once inflated.
    pub(super) size: u64,
    /// Where its own header begins.
    pub(super) header: u64,
}

impl Listed {
    /// Whether it only says that there is a folder of this name.
    pub(super) fn is_folder(&self) -> bool {
        self.path.ends_with('/') && self.size == 0
    }
}

/// A directory and where it begins, which is where the entries end.
#[derive(Debug)]
pub(super) struct Directory {
    pub(super) entries: Vec<Listed>,
    pub(super) start: u64,
}

/// What the end of an archive says of its directory.
struct End {
    count: u64,
    length: u64,
    /// Where the directory begins, by the archive's own count.
    claimed: u64,
    /// Where it really ends.
    place: u64,
}

impl Directory {
    /// Reads the directory of an archive, however many entries it claims to have.
    pub(super) fn read(bytes: &Bytes) -> Result<Self, FormatError> {
        let End { count, length, claimed, place } = End::find(bytes)?;
        if count > MOST_ENTRIES {
            return Err(FormatError::Directory("it lists more than 100,000 entries"));
        }
        if length > LONGEST {
            return Err(FormatError::Directory("it is longer than 16 MiB"));
        }
        let start = place.checked_sub(length).ok_or(FormatError::Overlap)?;
        // Something else may stand before the archive; offsets count from its own beginning.
        let before = start.checked_sub(claimed).ok_or(FormatError::Overlap)?;
        let text = taken(bytes, start, length)?;
        let mut rest = text.as_slice();
        let mut entries = Vec::new();
        for _ in 0..count {
            let (mut entry, after) = entry(rest).ok_or(FormatError::Directory("it is damaged"))?;
            entry.header = entry.header.checked_add(before).ok_or(FormatError::Overlap)?;
            entries.push(entry);
            rest = after;
        }
        Ok(Self { entries, start })
    }
}

impl End {
    fn find(bytes: &Bytes) -> Result<Self, FormatError> {
        let length = bytes.len().min(LONGEST_COMMENT + (END + LOCATOR + END_64) as u64);
        let start = bytes.len() - length;
        let tail = taken(bytes, start, length)?;
        let is_end = |&at: &usize| tail[at..].starts_with(b"PK\x05\x06");
        // The comment reaches to the end of the file; but something may have been put behind an archive.
        let is_last = |&at: &usize| number(&tail[at..], 20, 2) == Some((tail.len() - at - END) as u64);
        let last = tail.len().checked_sub(END).ok_or(FormatError::NotArchive)?;
        let ends: Vec<usize> = (0..=last).rev().filter(is_end).collect();
        let at = ends.iter().copied().find(is_last).or(ends.first().copied());
        let at = at.ok_or(FormatError::NotArchive)?;
        let field = |place, width| number(&tail[at..], place, width).ok_or(FormatError::NotArchive);
        let (count, length, claimed) = (field(10, 2)?, field(12, 4)?, field(16, 4)?);
        let place = start + at as u64;
        let is_large = count == ELSEWHERE_16 || length == ELSEWHERE_32 || claimed == ELSEWHERE_32;
        if is_large && let Some(large) = Self::of_64_bits(&tail[..at], place) {
            return Ok(large);
        }
        Ok(Self { count, length, claimed, place })
    }

    /// The same numbers with more room, right before.
    fn of_64_bits(before: &[u8], place: u64) -> Option<Self> {
        let at = before.len().checked_sub(LOCATOR + END_64)?;
        let (record, locator) = before[at..].split_at(END_64);
        if !record.starts_with(b"PK\x06\x06") || !locator.starts_with(b"PK\x06\x07") {
            return None;
        }
        Some(Self {
            count: number(record, 32, 8)?,
            length: number(record, 40, 8)?,
            claimed: number(record, 48, 8)?,
            place: place - (LOCATOR + END_64) as u64,
        })
    }
}

/// The first entry of what is left of a directory, and what is left after it.
fn entry(rest: &[u8]) -> Option<(Listed, &[u8])> {
    let field = |place, width| number(rest, place, width);
    let length = |place| field(place, 2).and_then(|length| usize::try_from(length).ok());
    if !rest.starts_with(b"PK\x01\x02") {
        return None;
    }
    let (name, after) = rest.get(FIXED..)?.split_at_checked(length(28)?)?;
    let (extra, after) = after.split_at_checked(length(30)?)?;
    let after = after.get(length(32)?..)?;
    let mut wide = numbers_of_64_bits(extra);
    let mut widened = |stated: u64| if stated == ELSEWHERE_32 { wide.next() } else { Some(stated) };
    let size = widened(field(24, 4)?)?;
    let packed = widened(field(20, 4)?)?;
    let header = widened(field(42, 4)?)?;
    let listed = Listed {
        path: String::from_utf8_lossy(name).into_owned(),
        method: u16::try_from(field(10, 2)?).ok()?,
        is_encrypted: field(8, 2)? & 1 == 1,
        checksum: u32::try_from(field(16, 4)?).ok()?,
        packed,
        size,
        header,
    };
    Some((listed, after))
}

/// The numbers that an entry's extra fields hold for want of room elsewhere, in their order.
fn numbers_of_64_bits(mut extra: &[u8]) -> impl Iterator<Item = u64> {
    let mut found: &[u8] = &[];
    while let (Some(kind), Some(length)) = (number(extra, 0, 2), number(extra, 2, 2)) {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        let body = extra[4..].get(..length).unwrap_or_default();
        if kind == 1 {
            found = body;
        }
        extra = extra[4..].get(length..).unwrap_or_default();
    }
    found.as_chunks::<8>().0.iter().map(|bytes| u64::from_le_bytes(*bytes))
}

/// The number in `width` bytes at a place, the least first.
pub(super) fn number(bytes: &[u8], place: usize, width: usize) -> Option<u64> {
    let bytes = bytes.get(place..place + width)?;
    Some(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)))
}

fn taken(bytes: &Bytes, start: u64, length: u64) -> Result<Vec<u8>, FormatError> {
    let mut taken = vec![0; usize::try_from(length).map_err(|_| FormatError::NotArchive)?];
    bytes.read_at(start, &mut taken)?;
    Ok(taken)
}
