//! What the panics of these exercises mean: of `ndarray`, of indices, of `usize`.

use Meaning::{Always, Told};

/// How a panic's text begins or what it holds, and what it means. The numbers are those in the text, in its order.
type Panic = (&'static str, Meaning);

/// What a panic means: the same always, or told with its numbers.
enum Meaning {
    Always(&'static str),
    Told(fn(&[u64]) -> Option<String>),
}

const PANICS: &[Panic] = &[
    ("attempt to subtract with overflow", Always(SUBTRACTED)),
    ("attempt to multiply with overflow", Always("The product is larger than its type can hold.")),
    ("attempt to add with overflow", Always("The sum is larger than its type can hold.")),
    ("attempt to divide by zero", Always("A whole number was divided by 0.")),
    ("with a divisor of zero", Always("The remainder of a division by 0 was asked for.")),
    (
        "index out of bounds: the len is",
        Told(|numbers| match numbers {
            [0, index] => Some(format!("There are no elements at all, so there is none at {index}.")),
            [length, index] => Some(format!("{}: there is no {index}.", places(*length))),
            _ => None,
        }),
    ),
    ("ndarray: index out of bounds", Always(ELEMENT)),
    (
        "is past end of axis of length",
        Told(|numbers| match numbers {
            [end, length] if *end > u64::MAX / 2 => Some(format!("{} {LESS_THAN_NONE}", axis(*length))),
            [end, length] => Some(format!(
                "A range reaches {end} along an axis of {length}: {} too far.",
                end.saturating_sub(*length)
            )),
            _ => None,
        }),
    ),
    ("must be less than length of Axis", Always(ELEMENT)),
    ("index < dim", Always(ELEMENT)),
    ("incompatible shapes in reshape", Always("Both shapes must have the same number of elements.")),
    (
        "not compatible for matrix multiplication",
        Told(|numbers| match numbers {
            [rows, inner, other, columns, ..] => Some(format!(
                "A matrix product needs as many columns on the left as rows on the right: {rows}×{inner} and {other}×{columns} do not fit."
            )),
            _ => None,
        }),
    ),
    ("called `Option::unwrap()` on a `None` value", Always(NOTHING)),
    ("ShapeError/OutOfBounds", Always(TOO_FEW)),
    ("called `Result::unwrap()` on an `Err` value: ShapeError", Always(SHAPES)),
    ("Zip: Producer dimension mismatch", Always(SHAPES)),
    ("Window dimension", Always("The window must have as many axes as the array that it slides over.")),
];

/// A sentence on what a panic means, if it is a usual one.
pub(in crate::grade) fn explain(message: &str) -> Option<String> {
    if let Some(sentence) = indexed(message).or_else(|| broadcast(message)) {
        return Some(sentence);
    }
    let (_, meaning) = PANICS.iter().find(|(text, _)| message.contains(text))?;
    match meaning {
        Always(words) => Some((*words).to_owned()),
        Told(words) => words(&numbers(message)),
    }
}

fn places(length: u64) -> String {
    format!("The places of {length} elements are 0 to {}", length.saturating_sub(1))
}

fn axis(length: u64) -> String {
    format!("An axis of length {length} was cut with a range")
}

/// `ndarray: index [0, 4] is out of bounds for array of shape [2, 4]`.
fn indexed(message: &str) -> Option<String> {
    let (index, shape) =
        message.strip_prefix("ndarray: index ")?.split_once(" is out of bounds for array of shape ")?;
    let (index, shape) = (numbers(index), numbers(shape));
    let axis = index.iter().zip(&shape).position(|(place, length)| place >= length)?;
    let (place, length) = (index[axis], shape[axis]);
    let places = match length {
        1 => "1 place".to_owned(),
        _ => format!("{length} places, 0 to {}", length.saturating_sub(1)),
    };
    Some(format!("Axis {axis} has {places}: there is no {place}."))
}

/// `ndarray: could not broadcast array from shape: [3, 4] to: [3, 5]`.
fn broadcast(message: &str) -> Option<String> {
    let (from, to) = message.split_once("could not broadcast array from shape: ")?.1.split_once(" to: ")?;
    let (from, to) = (numbers(from), numbers(to));
    if from.len() > to.len() {
        return Some(format!("An array of {} axes does not fit into one of {}.", from.len(), to.len()));
    }
    // Shapes are compared from their last axis.
    let lead = to.len() - from.len();
    let axis = (0..from.len()).find(|&axis| from[axis] != to[lead + axis] && from[axis] != 1)?;
    Some(format!(
        "Two arrays whose shapes do not fit came together: along axis {}, one has {} and the other {}.",
        lead + axis,
        from[axis],
        to[lead + axis]
    ))
}

/// All whole numbers in a text.
fn numbers(text: &str) -> Vec<u64> {
    text.split(|character: char| !character.is_ascii_digit())
        .filter_map(|digits| digits.parse().ok())
        .collect()
}

const SUBTRACTED: &str = "A `usize` cannot go below zero: here something larger was taken away from something \
    smaller. What is added should be added first.";
const ELEMENT: &str = "An index is as large as its axis is long, or larger: the last place is one less than the \
    length. Compare the ranges of the loops with the shape of the array.";
const LESS_THAN_NONE: &str = "whose end lies before the array begins.";
const NOTHING: &str =
    "`unwrap` was called where there is no value: an empty array has no mean and no maximum.";
const TOO_FEW: &str =
    "The shape asks for more elements than there are: their number must be the product of its lengths.";
const SHAPES: &str = "Arrays that are worked through together must have the same shape.";

#[cfg(test)]
mod tests {
    use super::explain;

    #[test]
    fn usual_panics_are_put_in_plain_words() {
        for (message, words) in [
            (
                "index out of bounds: the len is 4 but the index is 4",
                "The places of 4 elements are 0 to 3: there is no 4.",
            ),
            (
                "ndarray: index [0, 4, 1] is out of bounds for array of shape [2, 4, 3]",
                "Axis 1 has 4 places, 0 to 3: there is no 4.",
            ),
            (
                "ndarray: could not broadcast array from shape: [3, 5] to: [2, 3, 4]",
                "Two arrays whose shapes do not fit came together: along axis 2, one has 5 and the other 4.",
            ),
            (
                "Slice end 7 is past end of axis of length 5",
                "A range reaches 7 along an axis of 5: 2 too far.",
            ),
            (
                "called `Result::unwrap()` on an `Err` value: ShapeError/OutOfBounds: out of bounds indexing",
                "The shape asks for more elements than there are: their number must be the product of its lengths.",
            ),
        ] {
            assert_eq!(explain(message).as_deref(), Some(words), "{message}");
        }
    }

    #[test]
    fn a_learners_own_panic_is_left_alone() {
        for message in ["the shapes differ", "index", "assertion failed: a == b", ""] {
            assert_eq!(explain(message), None, "{message}");
        }
    }
}
