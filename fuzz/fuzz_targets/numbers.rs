//! Numbers of any bits: statistics and search find what a plain loop finds.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::ops::ControlFlow;
use tensorlings::formats::{Bytes, Part, Window, npy};
use tensorlings::inspect::{
    profile,
    search::{Direction, Of, Predicate, Relation, Search, search},
};

/// Whether a predicate holds, in plain words.
fn holds(predicate: Predicate, value: f64) -> bool {
    match predicate {
        Predicate::NotANumber => value.is_nan(),
        Predicate::Infinite => value.is_infinite(),
        Predicate::Compared { relation, with, of, .. } => {
            let value = if of == Of::Magnitude { value.abs() } else { value };
            match relation {
                Relation::Equal => value == with,
                Relation::Unequal => !value.is_nan() && value != with,
                Relation::Less => value < with,
                Relation::LessOrEqual => value <= with,
                Relation::Greater => value > with,
                Relation::GreaterOrEqual => value >= with,
            }
        }
    }
}

/// The predicate as it is meant of `f32`: its number is rounded as the elements are.
fn of_singles(predicate: Predicate) -> Predicate {
    match predicate {
        Predicate::Compared { relation, with, whole, of } if (with as f32).is_finite() => {
            Predicate::Compared { relation, with: f64::from(with as f32), whole, of }
        }
        other => other,
    }
}

/// The next hit in C order, around the end; the start itself comes last.
fn expected(values: &[f64], asked: &Search) -> Option<usize> {
    let (start, length) = (asked.from[0], values.len());
    let step = |step: usize| match asked.direction {
        Direction::Forward => (start + step) % length,
        Direction::Backward => (start + length - step) % length,
    };
    (1..=length).map(step).find(|&place| holds(asked.predicate, values[place]))
}

// The first byte chooses type and direction, the second the start, the third says how long the condition is.
fuzz_target!(|input: &[u8]| {
    let [kind, start, length, rest @ ..] = input else { return };
    let (text, bytes) = rest.split_at(rest.len().min(usize::from(*length) % 24));
    let Ok(text) = std::str::from_utf8(text) else { return };
    let (descr, size) = if kind % 2 == 0 { ("<f8", 8) } else { ("<f4", 4) };
    let count = bytes.len() / size;
    let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({count},), }}\n");
    let before = [b"\x93NUMPY\x01\x00".as_slice(), &(header.len() as u16).to_le_bytes()].concat();
    let file = [&before, header.as_bytes(), &bytes[..count * size]].concat();
    let source = npy::open(&Bytes::memory(&file)).expect("a sound array");
    let values = source.read(&Window::whole(&[count]), Part::Real).expect("all of it").doubles();
    let go_on = &mut |_| ControlFlow::Continue(());

    let found =
        profile(&source, &Window::whole(&[count]), Part::Real, go_on).expect("all of it").expect("the end");
    let number = |holds: fn(f64) -> bool| values.iter().filter(|&&value| holds(value)).count() as u64;
    let statistics = &found.statistics;
    assert_eq!(statistics.count, count as u64);
    assert_eq!(statistics.zeros, number(|value| value == 0.0));
    assert_eq!(statistics.not_a_number, number(f64::is_nan));
    assert_eq!(statistics.positive_infinities, number(|value| value == f64::INFINITY));
    assert_eq!(statistics.negative_infinities, number(|value| value == f64::NEG_INFINITY));
    let finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
    assert_eq!(statistics.finite.map(|finite| finite.min), finite.iter().copied().reduce(f64::min));
    assert_eq!(statistics.finite.map(|finite| finite.max), finite.iter().copied().reduce(f64::max));
    assert_eq!(found.histogram.iter().sum::<u64>(), finite.len() as u64);

    let Ok(predicate) = Predicate::parse(text) else { return };
    if count > 0 {
        let direction = if kind & 2 == 0 { Direction::Forward } else { Direction::Backward };
        let asked = Search { predicate, from: vec![usize::from(*start) % count], direction };
        let hit = search(&source, Part::Real, &asked, go_on).expect("all of it").expect("the end");
        let predicate = if size == 4 { of_singles(predicate) } else { predicate };
        let meant = Search { predicate, ..asked };
        assert_eq!(hit.map(|index| index[0]), expected(&values, &meant), "{text}");
    }
});
