//! What is kept of a stream that may never end: its head and its tail.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{self, Read};

/// What a program wrote. Raw bytes: neutralise them before anyone sees them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captured {
    /// Descriptor 1.
    pub stdout: Vec<u8>,
    /// Descriptor 2.
    pub stderr: Vec<u8>,
    /// Of both streams: truncated if either is.
    pub extent: Extent,
}

/// Whether all that was written was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// Every byte.
    #[default]
    Whole,
    /// The middle is left out; a line in its place says how much.
    Truncated,
}

/// The end of a pipe from which to read without waiting, and what was kept of it.
#[derive(Debug)]
pub(super) struct Stream {
    /// `None` once the other side has closed it.
    source: Option<File>,
    /// Bytes to keep in all, half of them for the head.
    capacity: usize,
    head: Vec<u8>,
    tail: VecDeque<u8>,
    omitted: u64,
}

impl Stream {
    /// `source` must not block.
    pub(super) fn new(source: File, capacity: usize) -> Self {
        Self { source: Some(source), capacity, head: Vec::new(), tail: VecDeque::new(), omitted: 0 }
    }

    /// The descriptor to wait for, while the stream is open.
    pub(super) const fn source(&self) -> Option<&File> {
        self.source.as_ref()
    }

    /// Reads once. Says whether there was anything, so that there may be more.
    pub(super) fn read(&mut self, buffer: &mut [u8]) -> io::Result<Reading> {
        let Some(source) = &self.source else { return Ok(Reading::Empty) };
        match read(source, buffer)? {
            Reading::Bytes(count) => {
                self.keep(&buffer[..count]);
                Ok(Reading::Bytes(count))
            }
            Reading::Closed => {
                self.source = None;
                Ok(Reading::Closed)
            }
            Reading::Empty => Ok(Reading::Empty),
        }
    }

    /// Reads what is there now, but not for ever from someone who writes faster.
    pub(super) fn drain(&mut self, buffer: &mut [u8]) -> io::Result<()> {
        for _ in 0..DRAIN_ROUNDS {
            if !matches!(self.read(buffer)?, Reading::Bytes(_)) {
                break;
            }
        }
        Ok(())
    }

    fn keep(&mut self, bytes: &[u8]) {
        let room = (self.capacity / 2).saturating_sub(self.head.len()).min(bytes.len());
        let (head, rest) = bytes.split_at(room);
        self.head.extend_from_slice(head);
        self.tail.extend(rest);
        let excess = self.tail.len().saturating_sub(self.capacity - self.capacity / 2);
        self.tail.drain(..excess);
        self.omitted += excess as u64;
    }

    /// What was kept, and starts anew.
    pub(super) fn take(&mut self) -> (Vec<u8>, Extent) {
        let mut bytes = std::mem::take(&mut self.head);
        let omitted = std::mem::take(&mut self.omitted);
        if omitted > 0 {
            bytes.extend_from_slice(format!("\n[… {omitted} bytes left out …]\n").as_bytes());
        }
        bytes.extend(self.tail.drain(..));
        (bytes, if omitted > 0 { Extent::Truncated } else { Extent::Whole })
    }
}

/// Takes what both streams of a process have kept.
pub(super) fn take_both(stdout: &mut Stream, stderr: &mut Stream) -> Captured {
    let (stdout, first) = stdout.take();
    let (stderr, second) = stderr.take();
    let extent = if first == second { first } else { Extent::Truncated };
    Captured { stdout, stderr, extent }
}

/// What came of one read that does not wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    Bytes(usize),
    /// Nothing now, perhaps later.
    Empty,
    /// Nothing ever again.
    Closed,
}

/// Reads once from a descriptor that does not block.
pub(super) fn read(mut source: &File, buffer: &mut [u8]) -> io::Result<Reading> {
    match source.read(buffer) {
        Ok(0) => Ok(Reading::Closed),
        Ok(count) => Ok(Reading::Bytes(count)),
        Err(error) if is_momentary(&error) => Ok(Reading::Empty),
        Err(error) => Err(error),
    }
}

/// Whether the same call may succeed a moment later.
pub(super) fn is_momentary(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::Interrupted)
}

/// A pipe holds 64 KiB by default, which is also the size of a read, so that this is ample.
const DRAIN_ROUNDS: usize = 16;

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(capacity: usize) -> Stream {
        Stream { source: None, capacity, head: Vec::new(), tail: VecDeque::new(), omitted: 0 }
    }

    #[test]
    fn a_short_stream_is_kept_whole() {
        let mut stream = stream(10);
        stream.keep(b"01234");
        stream.keep(b"56789");
        assert_eq!(stream.take(), (b"0123456789".to_vec(), Extent::Whole));
        assert_eq!(stream.take(), (Vec::new(), Extent::Whole));
    }

    #[test]
    fn a_long_stream_keeps_head_and_tail_and_counts_the_rest() {
        let mut stream = stream(4);
        stream.keep(b"ab");
        stream.keep(b"1234567");
        stream.keep(b"yz");
        let (bytes, extent) = stream.take();
        assert_eq!(String::from_utf8(bytes).unwrap(), "ab\n[… 7 bytes left out …]\nyz");
        assert_eq!(extent, Extent::Truncated);
    }
}
