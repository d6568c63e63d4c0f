//! Elements out of a file, read together where they lie close to each other.

use crate::formats::FormatError;
use crate::formats::bytes::Bytes;
use crate::formats::element::{Decoder, Gathered};
use crate::formats::window::Run;

/// Read at once where rows lie close to each other; little enough to stay in a processor's cache.
const BLOCK: usize = 64 << 10;
/// From this distance on, what lies between two elements is skipped.
const GAP: u64 = 4 << 10;

/// Rows of elements, with the block of the file that was read last.
pub(super) struct Rows<'a> {
    bytes: &'a Bytes,
    block: Vec<u8>,
    start: u64,
}

impl<'a> Rows<'a> {
    pub(super) const fn of(bytes: &'a Bytes) -> Self {
        Self { bytes, block: Vec::new(), start: 0 }
    }

    /// Gathers the elements of one run that begins a row at `offset`.
    pub(super) fn gather_run(
        &mut self,
        run: &Run,
        (offset, apart): (u64, u64),
        (size, decoder): (usize, Decoder),
        into: &mut Gathered,
    ) -> Result<(), FormatError> {
        let stride = run.step.unsigned_abs().saturating_mul(size);
        let at = |place: usize| {
            let distance = (place * run.step.unsigned_abs()) as u64;
            let index = if run.step < 0 { run.start as u64 - distance } else { run.start as u64 + distance };
            offset + index * size as u64
        };
        if run.step == 1 || (run.step > 0 && (stride as u64) < GAP) {
            let ahead = if apart < GAP { BLOCK } else { 0 };
            let most = (BLOCK / stride).max(1);
            let mut place = 0;
            while place < run.count {
                let count = most.min(run.count - place);
                let length = (count - 1) * stride + size;
                decoder.gather(self.fetch(at(place), length, ahead)?, stride, into)?;
                place += count;
            }
            return Ok(());
        }
        let ahead = if (stride as u64) < GAP || apart < GAP { BLOCK } else { 0 };
        for place in 0..run.count {
            decoder.gather(self.fetch(at(place), size, ahead)?, size, into)?;
        }
        Ok(())
    }

    /// `length` bytes from `offset` on, read together with what lies around them where `ahead` says so.
    pub(super) fn fetch(&mut self, offset: u64, length: usize, ahead: usize) -> Result<&[u8], FormatError> {
        let end = self.start + self.block.len() as u64;
        if offset < self.start || offset + length as u64 > end {
            let wanted = length.max(ahead);
            // Whoever comes from behind goes on backwards.
            let backwards = !self.block.is_empty() && offset < self.start;
            let start =
                if backwards { (offset + length as u64).saturating_sub(wanted as u64) } else { offset };
            let left = usize::try_from(self.bytes.len().saturating_sub(start)).unwrap_or(usize::MAX);
            self.block.resize(wanted.min(left), 0);
            self.start = start;
            self.bytes.read_at(start, &mut self.block)?;
        }
        let from = usize::try_from(offset - self.start).map_err(|_| FormatError::Shrunk)?;
        self.block.get(from..from + length).ok_or(FormatError::Shrunk)
    }
}
