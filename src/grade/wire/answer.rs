//! What is in a frame, read from bytes that may be anything.

use crate::grade::clean;
use crate::tensor::Tensor;
use ndarray::{ArrayD, IxDyn};

/// The most outputs that a function can have. Each takes far more memory here than on the wire.
pub(super) const MOST_OUTPUTS: u32 = 1024;
/// The most bytes of a panic's message that are kept.
pub(super) const LONGEST_MESSAGE: usize = 2000;
/// No function of a course has so many axes.
const HIGHEST_RANK: u8 = 8;

/// What a function did with a case.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::grade) enum Answer {
    /// Its outputs by name, in the order in which the course's `calls.rs` sends them.
    Returned(Vec<(String, Tensor)>),
    /// The panic's message and place, neutralised.
    Panicked { message: String, file: String, line: u32 },
}

/// What a function returned.
pub(super) fn returned(body: &[u8]) -> Option<Answer> {
    let mut reader = Reader(body);
    let mut outputs = Vec::new();
    for _ in 0..Some(reader.u32()?).filter(|count| *count <= MOST_OUTPUTS)? {
        outputs.push((clean(reader.text()?), reader.tensor()?));
    }
    reader.0.is_empty().then_some(Answer::Returned(outputs))
}

/// How a function panicked.
pub(super) fn panicked(body: &[u8]) -> Option<Answer> {
    let mut reader = Reader(body);
    let (message, file, line) = (shortened(reader.text()?), shortened(reader.text()?), reader.u32()?);
    reader.0.is_empty().then_some(Answer::Panicked { message, file, line })
}

/// A text of the learner for one line of a report. Only its beginning is looked at: there may be megabytes of it, for
/// each case.
pub(super) fn shortened(bytes: &[u8]) -> String {
    // Cleaning halves a text at most, where every line feed follows a carriage return.
    let mut text = clean(bytes.get(..2 * LONGEST_MESSAGE + 2).unwrap_or(bytes));
    if text.len() > LONGEST_MESSAGE {
        text.truncate(text.floor_char_boundary(LONGEST_MESSAGE));
        text.push('…');
    }
    text
}

/// Reads from bytes that may be anything; `None` where they end too early.
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        Some(u64::from_le_bytes(self.take(8)?.try_into().ok()?))
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        let length = self.u32()?;
        self.take(usize::try_from(length).ok()?)
    }

    fn tensor(&mut self) -> Option<Tensor> {
        let (code, _layout, rank) = (self.byte()?, self.byte()?, self.byte()?);
        if rank > HIGHEST_RANK {
            return None;
        }
        let shape = (0..rank).map(|_| usize::try_from(self.u64()?).ok()).collect::<Option<Vec<_>>>()?;
        let count = shape.iter().try_fold(1_usize, |count, length| count.checked_mul(*length))?;
        match code {
            0 => self.array(&shape, count, f64::from_le_bytes).map(Tensor::F64),
            1 => self.array(&shape, count, f32::from_le_bytes).map(Tensor::F32),
            2 => self.array(&shape, count, i64::from_le_bytes).map(Tensor::I64),
            3 => self.array(&shape, count, u64::from_le_bytes).map(Tensor::U64),
            4 => self.array(&shape, count, |[byte]| byte != 0).map(Tensor::Bool),
            _ => None,
        }
    }

    fn array<T, const SIZE: usize>(
        &mut self,
        shape: &[usize],
        count: usize,
        element: fn([u8; SIZE]) -> T,
    ) -> Option<ArrayD<T>> {
        // The bytes must be there before memory for the elements is asked for.
        let (elements, rest) = self.take(count.checked_mul(SIZE)?)?.as_chunks::<SIZE>();
        debug_assert!(rest.is_empty());
        ArrayD::from_shape_vec(IxDyn(shape), elements.iter().copied().map(element).collect()).ok()
    }
}
