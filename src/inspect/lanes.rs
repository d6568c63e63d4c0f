//! Loops over many numbers that a processor goes through several at once.

/// Results that are kept beside each other.
const LANES: usize = 8;

/// Numbers that are asked together whether any of them is looked for.
const GROUP: usize = 64;

/// From which end numbers are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    First,
    Last,
}

/// Folds every so manieth number into a lane of its own, from `start` on, and then the lanes.
pub(super) fn folded<T: Copy>(
    values: &[f64],
    start: T,
    step: impl Fn(T, f64) -> T,
    join: impl Fn(T, T) -> T,
) -> T {
    let mut lanes = [start; LANES];
    let (rows, rest) = values.as_chunks::<LANES>();
    for row in rows {
        for (lane, &value) in lanes.iter_mut().zip(row) {
            *lane = step(*lane, value);
        }
    }
    for (lane, &value) in lanes.iter_mut().zip(rest) {
        *lane = step(*lane, value);
    }
    lanes.into_iter().fold(start, join)
}

/// The sum of what each number gives.
pub(super) fn sum(values: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    folded(values, 0.0, |sum, value| sum + of(value), |one, other| one + other)
}

/// For how many numbers something holds.
pub(super) fn count(values: &[f64], holds: impl Fn(f64) -> bool) -> u64 {
    values.iter().map(|&value| u64::from(holds(value))).sum()
}

/// The place of the first or the last number for which something holds.
pub(super) fn find(values: &[f64], end: End, holds: impl Fn(f64) -> bool) -> Option<usize> {
    let among = |group: &[f64]| group.iter().fold(false, |any, &value| any | holds(value));
    let (mut groups, start) = (values.chunks(GROUP), |group: usize| group * GROUP);
    match end {
        End::First => {
            let group = groups.position(among)?;
            let rest = &values[start(group)..];
            Some(start(group) + rest.iter().position(|&value| holds(value))?)
        }
        End::Last => {
            let group = groups.rposition(among)?;
            let rest = &values[start(group)..values.len().min(start(group + 1))];
            Some(start(group) + rest.iter().rposition(|&value| holds(value))?)
        }
    }
}

/// The smaller of two numbers, neither of them NaN.
pub(super) const fn less(one: f64, other: f64) -> f64 {
    if other < one { other } else { one }
}

/// The larger of two numbers, neither of them NaN.
pub(super) const fn more(one: f64, other: f64) -> f64 {
    if other > one { other } else { one }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_counts_once_whatever_their_number() {
        for length in [0, 1, 7, 8, 9, 63, 64, 65, 200] {
            let values: Vec<f64> = (1..=length).map(f64::from).collect();
            let all = f64::from(length * (length + 1) / 2);
            let largest = folded(&values, 0.0, more, more);
            let found = [sum(&values, |value| value), largest].map(f64::to_bits);
            assert_eq!(found, [all, f64::from(length)].map(f64::to_bits), "{length}");
            assert_eq!(count(&values, |value| value > 0.0), values.len() as u64);
        }
    }

    #[test]
    fn the_first_and_the_last_are_found_at_every_place() {
        let mut values = vec![0.0; 150];
        for (first, last) in [(0, 149), (63, 64), (64, 127), (128, 128), (149, 149)] {
            values.fill(0.0);
            (values[first], values[last]) = (1.0, 1.0);
            assert_eq!(find(&values, End::First, |value| value > 0.0), Some(first));
            assert_eq!(find(&values, End::Last, |value| value > 0.0), Some(last));
        }
        assert_eq!(find(&values, End::Last, |value| value > 1.0), None);
        assert_eq!(find(&[], End::First, |_| true), None);
    }
}
