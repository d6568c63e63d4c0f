//! The table by which a panic finds its way up the stack: `.eh_frame_hdr`, as the Linux Standard Base describes it.
//!
//! It begins with a version and the encodings of what follows; then come the place of `.eh_frame`, the number of
//! entries, and the entries: where a function begins, and where its frame is described, by the function.

/// The table of a whole program.
pub(super) struct Frames {
    /// Where it lies in memory.
    address: u64,
    bytes: Vec<u8>,
}

/// Version 1; the place of `.eh_frame` is a distance from where it is told, the number is plain, entries are distances
/// from the table's beginning.
const VERSION_AND_ENCODINGS: [u8; 4] = [1, 0x1b, 0x03, 0x3b];
/// Bytes before the entries.
const HEAD: usize = 12;
/// A 32-bit distance from where it is told, the one way in which compilers say where a function begins.
const DISTANCE: u8 = 0x1b;

impl Frames {
    /// `None` where the table is not encoded as linkers do it.
    pub(super) fn new(address: u64, bytes: Vec<u8>) -> Option<Self> {
        let frames = Self { address, bytes };
        let known = frames.bytes.starts_with(&VERSION_AND_ENCODINGS) && frames.entries().is_some();
        known.then_some(frames)
    }

    /// A table at `address` that has also the functions that `section` describes, an `.eh_frame` at `section_address`.
    /// They must lie behind all others.
    pub(super) fn with(&self, section: &[u8], section_address: u64, address: u64) -> Option<Vec<u8>> {
        let mut own = described(section, section_address)?;
        own.sort_unstable();
        let moved = self.address.cast_signed().checked_sub(address.cast_signed())?;
        let described_at = i64::from(self.number(4)?).checked_add(moved)?;
        let entries = self.entries()?;
        let count = u32::try_from(entries.len() + own.len()).ok()?;
        let mut table = VERSION_AND_ENCODINGS.to_vec();
        table.extend(i32::try_from(described_at).ok()?.to_le_bytes());
        table.extend(count.to_le_bytes());
        let others = entries.iter().flat_map(|entry| entry.map(|distance| i64::from(distance) + moved));
        let own = own.iter().flat_map(|entry| entry.map(|place| place.wrapping_sub(address).cast_signed()));
        for distance in others.chain(own) {
            table.extend(i32::try_from(distance).ok()?.to_le_bytes());
        }
        Some(table)
    }

    fn number(&self, place: usize) -> Option<i32> {
        self.bytes.get(place..)?.first_chunk().copied().map(i32::from_le_bytes)
    }

    /// Where functions begin and where they are described, as distances from the table.
    fn entries(&self) -> Option<Vec<[i32; 2]>> {
        let count = usize::try_from(self.number(8)?).ok()?;
        let (numbers, _) = self.bytes.get(HEAD..)?.as_chunks::<4>();
        let (entries, _) = numbers.as_chunks::<2>();
        Some(entries.get(..count)?.iter().map(|entry| entry.map(i32::from_le_bytes)).collect())
    }
}

/// Where functions begin and where they are described, from an `.eh_frame` at `address`.
fn described(section: &[u8], address: u64) -> Option<Vec<[u64; 2]>> {
    let number = |place: usize| section.get(place..)?.first_chunk().copied().map(u32::from_le_bytes);
    let mut found = Vec::new();
    let mut place = 0;
    while place < section.len() {
        let length = usize::try_from(number(place)?).ok()?;
        if length == 0 {
            break;
        }
        // A length of more than 32 bits is marked by one that is beyond the section.
        let (kind, next) = (place + 4, place.checked_add(4)?.checked_add(length)?);
        section.get(kind..next)?;
        // 0 stands before what several functions have in common; before others, how far behind that they are.
        let back = usize::try_from(number(kind)?).ok()?;
        if back != 0 {
            let common = kind.checked_sub(back)?;
            if !begins_by_distance(section.get(common + 8..)?)? {
                return None;
            }
            let told = kind + 4;
            let distance = i64::from(number(told)?.cast_signed());
            let begin = address.checked_add(told as u64)?.checked_add_signed(distance)?;
            found.push([begin, address.checked_add(place as u64)?]);
        }
        place = next;
    }
    Some(found)
}

/// Whether functions say by [`DISTANCE`] where they begin, from what they have in common, its length and the 0 left out.
/// `None` where it cannot be read.
fn begins_by_distance(common: &[u8]) -> Option<bool> {
    let (&1, rest) = common.split_first()? else { return None };
    let end = rest.iter().position(|byte| *byte == 0)?;
    let (kinds, mut rest) = (rest[..end].strip_prefix(b"z")?, &rest[end + 1..]);
    // Two factors, the register of the return address, and the length of what follows.
    for _ in 0..4 {
        let last = rest.iter().position(|byte| byte & 0x80 == 0)?;
        rest = &rest[last + 1..];
    }
    for kind in kinds {
        let encoding = *rest.first()?;
        match kind {
            b'R' => return Some(encoding == DISTANCE),
            b'L' => rest = &rest[1..],
            // An encoding and a pointer of it, of four bytes.
            b'P' if encoding & 0x07 == 0x03 => rest = rest.get(5..)?,
            _ => return None,
        }
    }
    None
}
