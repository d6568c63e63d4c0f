//! Whole tensors reshaped, or read from the same bytes in another way.

use super::Movement;
use super::guess::Guesses;
use crate::formats::{ByteOrder, Description, Order, Source};
use crate::tensor::shape_text;

/// The same bytes, understood in another way.
pub(super) fn bytes(guesses: &Guesses<'_>) -> Vec<Movement> {
    let [from, to] = guesses.sources.map(Source::description);
    let mut found = Vec::new();
    let swapped = Description {
        byte_order: match to.byte_order {
            ByteOrder::Little => ByteOrder::Big,
            ByteOrder::Big => ByteOrder::Little,
        },
        ..to.clone()
    };
    let mut push = |views: [Description; 2], words: String, numpy: String| {
        found.push(Movement { kind: "bytes", ..Movement::still(views).named(words, numpy) });
    };
    if to.element.size().is_some_and(|size| size > 1) && from.element == to.element {
        let words = "expected with the bytes of each element in reverse order";
        push([from.clone(), swapped], words.to_owned(), "expected.byteswap()".to_owned());
    }
    if from.element != to.element && from.element.size() == to.element.size() && !to.element.is_complex() {
        let read = Description { element: to.element, ..from.clone() };
        let name = to.element.name();
        let words = format!("made of the bytes of expected, taken for {name}");
        push([read, to.clone()], words, format!("expected.view({name:?})"));
    }
    found
}

/// Written with one axis densest and read with another.
pub(super) fn orders_mistaken(guesses: &Guesses<'_>) -> Vec<Movement> {
    let [from, to] = guesses.sources.map(Source::description);
    let mut found = Vec::new();
    if from.shape.iter().filter(|&&length| length > 1).count() < 2 {
        return found;
    }
    let shape = shape_text(&to.shape);
    let turned = |description: &Description| Description {
        order: if description.order == Order::C { Order::Fortran } else { Order::C },
        ..description.clone()
    };
    // The bytes of a tensor in C order, taken for Fortran order, and the other way round.
    let mistakes = [
        (
            "expected, written in C order and read in Fortran order",
            format!("expected.ravel().reshape({shape}, order='F')"),
        ),
        (
            "expected, written in Fortran order and read in C order",
            format!("expected.ravel(order='F').reshape({shape})"),
        ),
    ];
    let of = |is_first: bool| mistakes[usize::from(!is_first)].clone();
    for (views, (words, numpy)) in [
        ([turned(from), to.clone()], of(from.order == Order::C)),
        ([from.clone(), turned(to)], of(to.order != Order::C)),
    ] {
        found.push(Movement { kind: "reshaped", ..Movement::still(views).named(words, numpy) });
    }
    found
}

/// The elements one after the other in another shape.
pub(super) fn reshaped(guesses: &Guesses<'_>) -> Vec<Movement> {
    let [from, to] = guesses.sources.map(Source::description);
    let Some(view) = reshape(from, &to.shape) else { return Vec::new() };
    let without = |description: &Description| squeezed(description).map(|description| description.shape);
    let words = if without(from) == without(to) {
        "expected, but for axes of length 1".to_owned()
    } else {
        format!("expected, reshaped to {}", shape_text(&to.shape))
    };
    let numpy = format!("expected.reshape({})", shape_text(&to.shape));
    vec![Movement { kind: "reshaped", ..Movement::still([view, to.clone()]).named(words, numpy) }]
}

/// The same bytes with axes of these lengths, where that is a reshape of the tensor; `None` where it is not.
pub(super) fn reshape(description: &Description, shape: &[usize]) -> Option<Description> {
    let long =
        |shape: &[usize]| -> Vec<usize> { shape.iter().copied().filter(|&length| length != 1).collect() };
    let is_in_order = description.order == Order::C || long(&description.shape) == long(shape);
    let view = Description { shape: shape.to_vec(), ..description.clone() };
    (is_in_order && view.bytes() == description.bytes()).then_some(view)
}

/// The same without axes of length 1.
pub(super) fn squeezed(description: &Description) -> Option<Description> {
    let shape: Vec<usize> = description.shape.iter().copied().filter(|&length| length != 1).collect();
    reshape(description, &shape)
}
