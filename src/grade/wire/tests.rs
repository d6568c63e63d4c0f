//! Answers that are right, forged, too long or in pieces.

use super::answer::{LONGEST_MESSAGE, MOST_OUTPUTS, panicked, returned, shortened};
use super::{Answer, Frame, Token, text};
use crate::sandbox::{Progress, Reply};
use crate::tensor::Tensor;
use ndarray::{ArrayD, IxDyn};

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
