//! Cases as requests and frames as answers. The program's side, and the format in words, are in the kit's
//! `serve.rs` and `wire.rs`. Nothing that comes back is believed: every length is checked before it is used.

use super::clean;
use crate::course::{Input, Layout};
use crate::sandbox::{Progress, Reply};
use crate::tensor::{DType, Scalar, Tensor};
use ndarray::{ArrayD, IxDyn};

/// Sixteen random bytes that every frame of a run begins with.
pub(super) type Token = [u8; 16];

/// The longest message of a panic that is taken in, only to be cut.
const LONGEST_PANIC: u64 = 64 << 20;
/// The most outputs that a function can have. Each takes far more memory here than on the wire.
const MOST_OUTPUTS: u32 = 1024;
/// The most bytes of a panic's message that are kept.
const LONGEST_MESSAGE: usize = 2000;
/// Bytes of a frame before its body.
const HEAD: usize = 16 + 8 + 1 + 8;
/// Where the kind of a frame stands.
const KIND: usize = 16 + 8;
const HIGHEST_RANK: u8 = 8;
/// No program has so much memory that it could return more.
const LARGEST_SAID: u64 = 1 << 40;

const RETURNED: u8 = 0;
const PANICKED: u8 = 1;
const ENDED: u8 = 2;

/// What a function did with a case.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    Returned(Vec<(String, Tensor)>),
    Panicked { message: String, file: String, line: u32 },
}

/// What precedes the first request.
pub(super) fn preamble(token: &Token, memory: u64) -> Vec<u8> {
    [&token[..], &memory.to_le_bytes()].concat()
}

/// The request to call `function` with `inputs`.
pub(super) fn request(sequence: u64, function: &str, inputs: &[Input]) -> Vec<u8> {
    let mut body = sequence.to_le_bytes().to_vec();
    text(&mut body, function);
    body.extend(u32::try_from(inputs.len()).unwrap_or(u32::MAX).to_le_bytes());
    for input in inputs {
        leaf(&mut body, input);
    }
    [&(body.len() as u64).to_le_bytes(), &body[..]].concat()
}

fn leaf(body: &mut Vec<u8>, input: &Input) {
    text(body, &input.name);
    let shape = input.tensor.shape();
    body.extend([
        code(input.tensor.dtype()),
        layout(input.layout),
        u8::try_from(shape.len()).unwrap_or(u8::MAX),
    ]);
    for length in shape {
        body.extend((*length as u64).to_le_bytes());
    }
    for scalar in input.tensor.scalars() {
        match scalar {
            Scalar::F64(value) => body.extend(value.to_le_bytes()),
            Scalar::F32(value) => body.extend(value.to_le_bytes()),
            Scalar::I64(value) => body.extend(value.to_le_bytes()),
            Scalar::U64(value) => body.extend(value.to_le_bytes()),
            Scalar::Bool(value) => body.push(u8::from(value)),
        }
    }
}

fn text(body: &mut Vec<u8>, text: &str) {
    body.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    body.extend(text.as_bytes());
}

const fn code(dtype: DType) -> u8 {
    match dtype {
        DType::F64 => 0,
        DType::F32 => 1,
        DType::I64 => 2,
        DType::U64 => 3,
        DType::Bool => 4,
    }
}

const fn layout(layout: Layout) -> u8 {
    match layout {
        Layout::C => 0,
        Layout::Fortran => 1,
        Layout::Reversed => 2,
        Layout::Window => 3,
    }
}

/// Takes the one frame that answers a request.
pub(super) struct Frame {
    token: Token,
    expected: Expected,
    bytes: Vec<u8>,
    pub(super) answer: Option<Answer>,
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
    pub(super) const fn answer(token: Token, sequence: u64, room: u64) -> Self {
        Self { token, expected: Expected::Answer { sequence, room }, bytes: Vec::new(), answer: None }
    }

    /// The end, after the last answer.
    pub(super) const fn end(token: Token) -> Self {
        Self { token, expected: Expected::End, bytes: Vec::new(), answer: None }
    }

    /// Whether the whole frame was there.
    pub(super) fn is_complete(&self) -> bool {
        matches!(self.progress(), Ok(Some(_)))
    }

    /// Whether not a byte has come.
    pub(super) const fn is_untouched(&self) -> bool {
        self.bytes.is_empty()
    }

    /// The size of what a function returned, where that is more than there is room for.
    pub(super) fn excess(&self) -> Option<u64> {
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

fn returned(body: &[u8]) -> Option<Answer> {
    let mut reader = Reader(body);
    let mut outputs = Vec::new();
    for _ in 0..Some(reader.u32()?).filter(|count| *count <= MOST_OUTPUTS)? {
        outputs.push((clean(reader.text()?), reader.tensor()?));
    }
    reader.0.is_empty().then_some(Answer::Returned(outputs))
}

fn panicked(body: &[u8]) -> Option<Answer> {
    let mut reader = Reader(body);
    let (message, file, line) = (shortened(reader.text()?), shortened(reader.text()?), reader.u32()?);
    reader.0.is_empty().then_some(Answer::Panicked { message, file, line })
}

/// A text of the learner for one line of a report. Only its beginning is looked at: there may be megabytes of it, for
/// each case.
fn shortened(bytes: &[u8]) -> String {
    // Cleaning halves a text at most, where every line feed follows a carriage return.
    let mut text = clean(bytes.get(..2 * LONGEST_MESSAGE + 2).unwrap_or(bytes));
    if text.len() > LONGEST_MESSAGE {
        text.truncate(text.floor_char_boundary(LONGEST_MESSAGE));
        text.push('…');
    }
    text
}

/// Reads from bytes that may be anything; `None` where they end too early.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn byte(&mut self) -> Option<u8> {
        self.take(1).map(|bytes| bytes[0])
    }

    fn u32(&mut self) -> Option<u32> {
        Some(u32::from_le_bytes(self.take(4)?.try_into().ok()?))
    }

    fn u64(&mut self) -> Option<u64> {
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

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: Token = [7; 16];

    #[test]
    fn of_a_long_message_the_beginning_is_kept() {
        for text in ["x", "\r\n", "\u{9b}", "é"] {
            let kept = shortened(text.repeat(1 << 20).as_bytes());
            assert!(kept.ends_with('…') && kept.len() <= LONGEST_MESSAGE + '…'.len_utf8(), "{text:?}");
            assert!(kept.capacity() <= 8 * LONGEST_MESSAGE, "{text:?} holds {} bytes", kept.capacity());
        }
        assert_eq!(shortened(b"short"), "short");
    }

    fn frame(sequence: u64, kind: u8, body: &[u8]) -> Vec<u8> {
        [&TOKEN[..], &sequence.to_le_bytes(), &[kind], &(body.len() as u64).to_le_bytes(), body].concat()
    }

    fn leaves(shape: &[u64], elements: &[f64]) -> Vec<u8> {
        let mut body = 1_u32.to_le_bytes().to_vec();
        text(&mut body, "y");
        body.extend([0, 0, u8::try_from(shape.len()).unwrap()]);
        body.extend(shape.iter().flat_map(|length| length.to_le_bytes()));
        body.extend(elements.iter().flat_map(|element| element.to_le_bytes()));
        body
    }

    #[test]
    fn an_answer_may_come_byte_by_byte() {
        let bytes = frame(5, 0, &leaves(&[2], &[1.0, 2.0]));
        let mut reply = Frame::answer(TOKEN, 5, 1000);
        for byte in &bytes[..bytes.len() - 1] {
            assert_eq!(reply.push(&[*byte]), Progress::More);
        }
        assert_eq!(reply.push(&bytes[bytes.len() - 1..]), Progress::Complete);
        let expected = Tensor::F64(ArrayD::from_shape_vec(IxDyn(&[2]), vec![1.0, 2.0]).unwrap());
        assert_eq!(reply.answer, Some(Answer::Returned(vec![("y".to_owned(), expected)])));
    }

    #[test]
    fn what_was_not_asked_for_is_refused() {
        let right = leaves(&[1], &[1.0]);
        let forged = [
            frame(6, 0, &right),
            frame(5, 2, &[]),
            frame(5, 9, &right),
            [frame(5, 0, &right), vec![0]].concat(),
            [vec![8; 16], frame(5, 0, &right)[16..].to_vec()].concat(),
            frame(5, 0, &leaves(&[2], &[1.0])),
            frame(5, 0, &leaves(&[u64::MAX, 2], &[])),
            frame(5, 0, &leaves(&[1; 9], &[1.0])),
            frame(5, 0, &[1, 0]),
            [&TOKEN[..], &5_u64.to_le_bytes(), &[0], &u64::MAX.to_le_bytes()].concat(),
        ];
        for bytes in forged {
            assert!(matches!(Frame::answer(TOKEN, 5, 1000).push(&bytes), Progress::Refused(_)), "{bytes:?}");
        }
    }

    #[test]
    fn an_answer_has_only_the_room_of_its_case() {
        let head = |length: u64| [&TOKEN[..], &5_u64.to_le_bytes(), &[0], &length.to_le_bytes()].concat();
        let mut frame = Frame::answer(TOKEN, 5, 1000);
        assert_eq!((frame.push(&head(1000)), frame.excess()), (Progress::More, None));
        let mut frame = Frame::answer(TOKEN, 5, 1000);
        assert!(matches!(frame.push(&head(1001)), Progress::Refused(_)));
        assert_eq!(frame.excess(), Some(1001));
        let mut other = Frame::answer(TOKEN, 6, 1000);
        assert!(matches!(other.push(&head(1001)), Progress::Refused(_)));
        assert_eq!(other.excess(), None, "not an answer to this request");
    }

    #[test]
    fn a_function_has_only_so_many_outputs() {
        let one = &leaves(&[], &[1.0])[4..];
        let many = |count: u32| [&count.to_le_bytes()[..], &one.repeat(count as usize)].concat();
        assert!(returned(&many(MOST_OUTPUTS)).is_some());
        assert_eq!(returned(&many(MOST_OUTPUTS + 1)), None);
    }

    #[test]
    fn a_long_message_is_cut_between_characters() {
        let mut body = Vec::new();
        text(&mut body, &"é".repeat(5000));
        text(&mut body, "src/blend.rs");
        body.extend(7_u32.to_le_bytes());
        let Some(Answer::Panicked { message, .. }) = panicked(&body) else { panic!("unreadable") };
        assert_eq!(message, format!("{}…", "é".repeat(1000)));
    }

    #[test]
    fn the_end_is_a_frame_without_a_body() {
        assert_eq!(Frame::end(TOKEN).push(&frame(u64::MAX, 2, &[])), Progress::Complete);
        assert!(matches!(Frame::end(TOKEN).push(&frame(3, 0, &leaves(&[1], &[1.0]))), Progress::Refused(_)));
    }
}
