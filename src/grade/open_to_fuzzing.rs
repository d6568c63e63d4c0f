//! The readers of what strangers wrote, for the fuzz targets in `fuzz/`. Not part of an ordinary build.

use super::scan;
use super::wire::{Answer, Frame, Token};
use crate::sandbox::{Progress, Reply};

/// The token of every frame.
pub const TOKEN: Token = [7; 16];

/// What came of a frame.
pub enum Reading {
    /// An answer or the end, complete.
    Whole {
        /// Tensors that were returned; none after a panic and at the end.
        outputs: usize,
        /// Their cells in all.
        cells: usize,
        /// Their names without a gap, or what a panic said and where; neutralised.
        message: String,
    },
    /// Nothing wrong so far.
    Incomplete,
    /// No answer to what was asked, and why.
    Refused(String),
}

/// Reads a frame that comes in pieces: the end where `sequence` is 255, else the answer to this request.
pub fn read_frame<'a>(chunks: impl Iterator<Item = &'a [u8]>, sequence: u64, room: u64) -> Reading {
    let ended = sequence == 255;
    let mut frame = if ended { Frame::end(TOKEN) } else { Frame::answer(TOKEN, sequence, room) };
    for chunk in chunks {
        match frame.push(chunk) {
            Progress::Refused(reason) => return Reading::Refused(reason),
            Progress::More => {}
            Progress::Complete => assert!(frame.is_complete() && frame.excess().is_none()),
        }
    }
    match frame.answer {
        Some(Answer::Returned(outputs)) => Reading::Whole {
            cells: outputs.iter().map(|(_, tensor)| tensor.shape().iter().product::<usize>()).sum(),
            message: outputs.iter().map(|(name, _)| name.as_str()).collect(),
            outputs: outputs.len(),
        },
        Some(Answer::Panicked { message, file, .. }) => {
            Reading::Whole { outputs: 0, cells: 0, message: message + &file }
        }
        None => Reading::Incomplete,
    }
}

/// The first thing that is refused in a text: why, and its line and column from 1.
#[must_use]
pub fn scan(text: &str) -> Option<(String, usize, usize)> {
    scan::scan(text).map(|refusal| (refusal.reason, refusal.line, refusal.column))
}
