//! The bytes of a file, read where they are needed and never mapped.
//!
//! A file that shrinks while it is mapped kills its reader, and what was mapped counts as memory; a positioned read
//! does neither.

use super::FormatError;
use super::spool::Spool;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::sync::Arc;

/// A stretch of bytes at rest: a file or a part of one, an entry that is still being inflated, or memory.
#[derive(Clone, Debug)]
pub struct Bytes {
    store: Store,
    start: u64,
    length: u64,
}

#[derive(Clone, Debug)]
enum Store {
    File(Arc<File>),
    Memory(Arc<[u8]>),
    Spool(Arc<Spool>),
}

impl Bytes {
    /// A whole file.
    ///
    /// # Errors
    /// When its length cannot be told.
    pub fn file(file: File) -> Result<Self, FormatError> {
        let length = file.metadata()?.len();
        Ok(Self { store: Store::File(Arc::new(file)), start: 0, length })
    }

    /// Bytes in memory.
    #[must_use]
    pub fn memory(bytes: &[u8]) -> Self {
        Self { store: Store::Memory(bytes.into()), start: 0, length: bytes.len() as u64 }
    }

    /// The first `length` bytes of something that is still being written.
    pub(super) fn spooled(spool: Arc<Spool>, length: u64) -> Self {
        Self { store: Store::Spool(spool), start: 0, length }
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> u64 {
        self.length
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Where they end in what they are a part of.
    pub(super) const fn end(&self) -> u64 {
        self.start + self.length
    }

    /// `length` bytes from `start` on, or `None` where they are not all there.
    #[must_use]
    pub fn part(&self, start: u64, length: u64) -> Option<Self> {
        let inside = start.checked_add(length).is_some_and(|end| end <= self.length);
        inside.then(|| Self { start: self.start + start, length, store: self.store.clone() })
    }

    /// Fills the buffer with the bytes from `offset` on. Waits for those that are not inflated yet.
    ///
    /// # Errors
    /// When there are not as many, or the file cannot be read.
    pub fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), FormatError> {
        let end = offset.checked_add(buffer.len() as u64);
        if end.is_none_or(|end| end > self.length) {
            return Err(FormatError::Shrunk);
        }
        let place = self.start + offset;
        let read = match &self.store {
            Store::File(file) => file.read_exact_at(buffer, place),
            Store::Spool(spool) => return spool.read_at(place, buffer),
            Store::Memory(bytes) => {
                let from = usize::try_from(place).ok().and_then(|place| bytes.get(place..));
                let from = from.and_then(|bytes| bytes.get(..buffer.len())).ok_or(FormatError::Shrunk)?;
                buffer.copy_from_slice(from);
                Ok(())
            }
        };
        read.map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => FormatError::Shrunk,
            _ => error.into(),
        })
    }

    /// Waits until all of it is there, where it is being inflated, and gives the error that this ended with.
    pub(super) fn settled(&self) -> Result<(), FormatError> {
        match &self.store {
            Store::Spool(spool) => spool.wait(),
            _ => Ok(()),
        }
    }

    /// How much of it is there already, where it is being inflated.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        match &self.store {
            Store::Spool(spool) => Some(spool.progress()),
            _ => None,
        }
    }

    /// A reader from the start to the end.
    #[must_use]
    pub const fn reader(self) -> Reader {
        Reader { bytes: self, place: 0, block: Vec::new(), block_start: 0 }
    }
}

/// How much of some work is done; the unit is the work's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// At most `total`.
    pub done: u64,
    /// Known from the start, and the same in every report of one work.
    pub total: u64,
}

/// Reads bytes one after the other, small amounts of them together.
#[derive(Clone, Debug)]
pub struct Reader {
    bytes: Bytes,
    place: u64,
    block: Vec<u8>,
    block_start: u64,
}

/// Read at once: little where a header is looked for, more by and by.
const FIRST: usize = 512;
const BLOCK: usize = 16 << 10;

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.bytes.len().saturating_sub(self.place)).unwrap_or(usize::MAX);
        let block_end = self.block_start + self.block.len() as u64;
        let count = left.min(buffer.len());
        let buffer = &mut buffer[..count];
        if count >= BLOCK {
            self.bytes.read_at(self.place, buffer).map_err(io::Error::other)?;
            self.place += count as u64;
            return Ok(count);
        }
        if count > 0 && !(self.block_start..block_end).contains(&self.place) {
            let length = (self.block.len() * 2).clamp(FIRST, BLOCK);
            self.block.resize(left.min(length), 0);
            self.block_start = self.place;
            if let Err(error) = self.bytes.read_at(self.place, &mut self.block) {
                self.block.clear();
                return Err(io::Error::other(error));
            }
        }
        let from = usize::try_from(self.place.saturating_sub(self.block_start)).unwrap_or(usize::MAX);
        let here = self.block.get(from..).unwrap_or_default();
        let count = count.min(here.len());
        buffer[..count].copy_from_slice(&here[..count]);
        self.place += count as u64;
        Ok(count)
    }
}

impl Seek for Reader {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(distance) => self.bytes.len().checked_add_signed(distance),
            SeekFrom::Current(distance) => self.place.checked_add_signed(distance),
        };
        self.place = place.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.place)
    }
}
