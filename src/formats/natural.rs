//! The order in which people list names: the numbers in them by their values, so that `layers.10` follows `layers.9`.

use std::cmp::Ordering;

/// How two names follow each other: piece by piece, runs of digits by the numbers that they write. Names that differ
/// in nothing else than zeros before such a number follow each other as texts do.
#[must_use]
pub fn natural(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one.as_bytes(), other.as_bytes());
    while let (Some(first), Some(second)) = (left.first(), right.first()) {
        let step = if first.is_ascii_digit() && second.is_ascii_digit() {
            let (number, rest) = number(left);
            let (against, others) = self::number(right);
            (left, right) = (rest, others);
            number.len().cmp(&against.len()).then(number.cmp(against))
        } else {
            (left, right) = (&left[1..], &right[1..]);
            first.cmp(second)
        };
        if step != Ordering::Equal {
            return step;
        }
    }
    left.len().cmp(&right.len()).then_with(|| one.cmp(other))
}

/// The digits that a text begins with, without zeros before them, and what follows.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(text.len());
    let first = text[..end].iter().position(|&byte| byte != b'0').unwrap_or(end);
    (&text[first..end], &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_count() {
        let sorted = [
            "",
            "a",
            "a.2",
            "a.02",
            "a.10",
            "a.10.b",
            "a.99999999999999999999999",
            "b1c9",
            "b1c10",
            "b2",
            "é",
        ];
        for (place, name) in sorted.iter().enumerate() {
            for (other, against) in sorted.iter().enumerate() {
                let expected = if ["a.2", "a.02"].contains(name) && ["a.2", "a.02"].contains(against) {
                    name.cmp(against)
                } else {
                    place.cmp(&other)
                };
                assert_eq!(natural(name, against), expected, "{name:?} and {against:?}");
            }
        }
    }
}
