//! One entry of a zip archive, stored or deflated, with its checksum.

use super::directory::{Listed, number};
use crate::formats::{Bytes, FormatError};
use flate2::Crc;
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufReader, Read};

/// An entry's own header, without its name and extra fields.
const HEADER: usize = 30;
/// Deflating makes bytes fewer by at most this factor.
const MOST_DEFLATED: u64 = 1032;
/// Read at once to be inflated.
const BLOCK: usize = 8 << 10;

/// An entry whose place in the archive is known.
#[derive(Clone, Debug)]
pub(in crate::formats) struct Packed {
    /// As they lie in the archive.
    bytes: Bytes,
    method: Method,
    pub(super) size: u64,
    checksum: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Method {
    Stored,
    Deflated,
}

impl Packed {
    /// Finds the entry's bytes behind its own header.
    pub(super) fn find(archive: &Bytes, listed: &Listed) -> Result<Self, FormatError> {
        if listed.is_encrypted {
            return Err(FormatError::Encrypted);
        }
        let method = match listed.method {
            0 => Method::Stored,
            8 => Method::Deflated,
            other => return Err(FormatError::Method(packer(other))),
        };
        let mut header = [0; HEADER];
        archive.read_at(listed.header, &mut header).map_err(|_| FormatError::Overlap)?;
        let length = |place| number(&header, place, 2).unwrap_or(0);
        if !header.starts_with(b"PK\x03\x04") {
            return Err(FormatError::Header("the archive points to something else"));
        }
        let start = listed.header + HEADER as u64 + length(26) + length(28);
        let bytes = archive.part(start, listed.packed).ok_or(FormatError::Overlap)?;
        match method {
            Method::Stored if listed.size != listed.packed => {
                return Err(FormatError::Header("the archive gives it two sizes"));
            }
            Method::Deflated if listed.size / MOST_DEFLATED > listed.packed => {
                return Err(FormatError::Overpromised);
            }
            _ => {}
        }
        Ok(Self { bytes, method, size: listed.size, checksum: listed.checksum })
    }

    /// Where its bytes end in the archive.
    pub(super) fn end(&self) -> u64 {
        self.bytes.end()
    }

    /// The bytes as they are to be read, where they are stored.
    pub(super) fn stored(&self) -> Option<&Bytes> {
        (self.method == Method::Stored).then_some(&self.bytes)
    }

    /// A reader of the inflated bytes, which fails at the end where they are not those that were packed.
    pub(in crate::formats) fn reader(&self) -> impl Read + Send + 'static {
        let bytes = self.bytes.clone().reader();
        let inflated: Box<dyn Read + Send> = match self.method {
            Method::Stored => Box::new(bytes),
            Method::Deflated => Box::new(DeflateDecoder::new(BufReader::with_capacity(BLOCK, bytes))),
        };
        Checked { inner: inflated, left: self.size, checksum: self.checksum, so_far: Crc::new() }
    }
}

/// What packs by a method. Source of the numbers: PKWARE's `APPNOTE.TXT`, 4.4.5.
fn packer(method: u16) -> String {
    match method {
        9 => "Deflate64".to_owned(),
        12 => "bzip2".to_owned(),
        14 => "LZMA".to_owned(),
        93 => "zstd".to_owned(),
        95 => "xz".to_owned(),
        other => format!("the unknown method {other}"),
    }
}

/// Compares the number of bytes and their checksum with what the archive says.
struct Checked<R> {
    inner: R,
    left: u64,
    checksum: u32,
    so_far: Crc,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let wrong = |reason: &str| Err(io::Error::new(io::ErrorKind::InvalidData, reason));
        self.so_far.update(&buffer[..count]);
        match self.left.checked_sub(count as u64) {
            None => return wrong("it inflates to more than its directory says"),
            Some(left) => self.left = left,
        }
        if count > 0 || buffer.is_empty() {
            Ok(count)
        } else if self.left > 0 {
            wrong("it inflates to less than its directory says")
        } else if self.so_far.sum() != self.checksum {
            wrong("its checksum is not that of its bytes")
        } else {
            Ok(0)
        }
    }
}
