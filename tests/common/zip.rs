//! Zip archives byte by byte, so that any of their fields can be wrong.

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::Write;

/// One entry, as its headers claim it to be.
pub(crate) struct Packed {
    pub(crate) path: String,
    pub(crate) method: u16,
    pub(crate) flags: u16,
    pub(crate) checksum: u32,
    pub(crate) size: u64,
    /// Where the directory says that it begins, if that is not true.
    pub(crate) header: Option<u64>,
    pub(crate) bytes: Vec<u8>,
}

impl Packed {
    pub(crate) fn stored(path: &str, bytes: &[u8]) -> Self {
        Self::of(path, 0, bytes, bytes.to_vec())
    }

    pub(crate) fn deflated(path: &str, bytes: &[u8]) -> Self {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).unwrap();
        Self::of(path, 8, bytes, encoder.finish().unwrap())
    }

    fn of(path: &str, method: u16, bytes: &[u8], packed: Vec<u8>) -> Self {
        let mut checksum = Crc::new();
        checksum.update(bytes);
        let (checksum, size) = (checksum.sum(), bytes.len() as u64);
        Self { path: path.to_owned(), method, flags: 0, checksum, size, header: None, bytes: packed }
    }

    /// What both headers say: from the flags to the length of the name.
    fn fields(&self) -> Vec<u8> {
        let name = u16::try_from(self.path.len()).unwrap();
        let sizes = [u32::MAX.to_le_bytes(); 2].concat();
        [
            &self.flags.to_le_bytes()[..],
            &self.method.to_le_bytes(),
            &[0; 4],
            &self.checksum.to_le_bytes(),
            &sizes,
            &name.to_le_bytes(),
        ]
        .concat()
    }
}

/// An archive of these entries, all sizes in their 64-bit fields.
pub(crate) fn archive(entries: &[Packed]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut directory = Vec::new();
    for entry in entries {
        let header = entry.header.unwrap_or(bytes.len() as u64);
        bytes.extend(
            [b"PK\x03\x04\x2d\0".as_slice(), &entry.fields(), &[0; 2], entry.path.as_bytes()].concat(),
        );
        bytes.extend(&entry.bytes);
        directory
            .extend([b"PK\x01\x02\x2d\0\x2d\0".as_slice(), &entry.fields(), &28_u16.to_le_bytes()].concat());
        directory.extend([[0; 10].as_slice(), &u32::MAX.to_le_bytes(), entry.path.as_bytes()].concat());
        directory.extend([1_u16.to_le_bytes(), 24_u16.to_le_bytes()].concat());
        for number in [entry.size, entry.bytes.len() as u64, header] {
            directory.extend(number.to_le_bytes());
        }
    }
    let start = bytes.len() as u64;
    bytes.extend(&directory);
    bytes.extend(end_of_64_bits(entries.len() as u64, directory.len() as u64, start));
    bytes
}

/// The end of an archive whose numbers need 64 bits, or claim to.
pub(crate) fn end_of_64_bits(count: u64, length: u64, start: u64) -> Vec<u8> {
    let large =
        [b"PK\x06\x06".as_slice(), &44_u64.to_le_bytes(), &[0; 12], &[count.to_le_bytes(); 2].concat()]
            .concat();
    let large = [large, [length.to_le_bytes(), start.to_le_bytes()].concat()].concat();
    let locator =
        [b"PK\x06\x07\0\0\0\0".as_slice(), &start.wrapping_add(length).to_le_bytes(), &[1, 0, 0, 0]].concat();
    let end = [b"PK\x05\x06\0\0\0\0".as_slice(), &[0xff; 12], &[0; 2]].concat();
    [large, locator, end].concat()
}
