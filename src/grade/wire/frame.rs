//! The frame around an answer: who sent it, to what, and how long it is.

use super::Token;
use super::answer::{Answer, Reader, panicked, returned};
use crate::sandbox::{Progress, Reply};

/// The longest message of a panic that is taken in, only to be cut.
const LONGEST_PANIC: u64 = 64 << 20;
/// Bytes of a frame before its body.
const HEAD: usize = 16 + 8 + 1 + 8;
/// Where the kind of a frame stands.
const KIND: usize = 16 + 8;
/// No program has so much memory that it could return more.
const LARGEST_SAID: u64 = 1 << 40;

const RETURNED: u8 = 0;
const PANICKED: u8 = 1;
const ENDED: u8 = 2;

/// Takes the one frame that answers a request.
pub(in crate::grade) struct Frame {
    token: Token,
    expected: Expected,
    bytes: Vec<u8>,
    /// Once it is complete and not the end.
    pub(in crate::grade) answer: Option<Answer>,
}

/// Which frame may come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Expected {
    Answer {
        sequence: u64,
        /// The most bytes of what a function returned.
        room: u64,
    },
    End,
}

impl Frame {
    /// The answer to the request of this sequence number; what a function returned may have `room` bytes.
    pub(in crate::grade) const fn answer(token: Token, sequence: u64, room: u64) -> Self {
        Self { token, expected: Expected::Answer { sequence, room }, bytes: Vec::new(), answer: None }
    }

    /// The end, after the last answer.
    pub(in crate::grade) const fn end(token: Token) -> Self {
        Self { token, expected: Expected::End, bytes: Vec::new(), answer: None }
    }

    /// Whether the whole frame was there.
    pub(in crate::grade) fn is_complete(&self) -> bool {
        matches!(self.progress(), Ok(Some(_)))
    }

    /// Whether not a byte has come.
    pub(in crate::grade) const fn is_untouched(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The size of what a function returned, where that is more than there is room for.
    pub(in crate::grade) fn excess(&self) -> Option<u64> {
        let head = Head::read(self.bytes.get(..HEAD)?)?;
        let Expected::Answer { sequence, room } = self.expected else { return None };
        let right = head.token == self.token && head.sequence == sequence && head.kind == RETURNED;
        (right && head.length > room && head.length <= LARGEST_SAID).then_some(head.length)
    }

    /// The body, once it is whole.
    fn progress(&self) -> Result<Option<&[u8]>, &'static str> {
        let Some(head) = self.bytes.get(..HEAD).and_then(Head::read) else { return Ok(None) };
        if head.token != self.token {
            return Err("it wrote to the result channel by itself");
        }
        let fits = match self.expected {
            Expected::Answer { sequence, .. } if head.sequence != sequence => false,
            Expected::Answer { room, .. } => match head.kind {
                RETURNED => head.length <= room,
                PANICKED => head.length <= LONGEST_PANIC,
                _ => false,
            },
            Expected::End => head.kind == ENDED && head.length == 0,
        };
        if !fits {
            return Err("it sent an answer that nobody had asked for");
        }
        let end = HEAD + usize::try_from(head.length).unwrap_or(usize::MAX - HEAD);
        match self.bytes.len() {
            count if count > end => Err("it sent more than one answer to a case"),
            count if count < end => Ok(None),
            _ => Ok(Some(&self.bytes[HEAD..])),
        }
    }
}

/// What precedes the body of a frame.
struct Head {
    token: Token,
    sequence: u64,
    kind: u8,
    length: u64,
}

impl Head {
    fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader(bytes);
        let token = reader.take(16)?.try_into().ok()?;
        Some(Self { token, sequence: reader.u64()?, kind: reader.byte()?, length: reader.u64()? })
    }
}

impl Reply for Frame {
    fn push(&mut self, bytes: &[u8]) -> Progress {
        self.bytes.extend_from_slice(bytes);
        let refused = |reason: &str| Progress::Refused(reason.to_owned());
        let body = match self.progress() {
            Err(reason) => return refused(reason),
            Ok(None) => return Progress::More,
            Ok(Some(body)) => body,
        };
        if self.expected == Expected::End {
            return Progress::Complete;
        }
        let answer = if self.bytes[KIND] == RETURNED { returned(body) } else { panicked(body) };
        match answer {
            Some(answer) => self.answer = Some(answer),
            None => return refused("it sent an answer that cannot be read"),
        }
        Progress::Complete
    }
}
