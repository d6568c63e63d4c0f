//! The same numbers in other places: transposed, reversed, shifted, reshaped, a part of them.
//!
//! A guess is tried on single elements all over the tensors, and what fits all of those is proven on every element.

mod guess;
mod lanes;
mod parts;
mod probes;
mod proof;
mod shift;
mod take;
mod turned;
mod views;
mod words;

use super::{Relation, Scope, Watch};
use crate::formats::{Description, FormatError, Source};
use crate::tensor::Tolerance;
use guess::Guesses;
use probes::Probes;
use std::ops::{ControlFlow, Range};
use take::Take;

/// How the elements of one tensor may stand in another.
#[derive(Clone, Debug)]
struct Movement {
    kind: &'static str,
    /// What the second tensor is.
    words: String,
    /// The same for NumPy.
    numpy: Option<String>,
    /// How the bytes of each tensor are understood: that they are reshaped, for example.
    views: [Description; 2],
    /// Axis `k` of the second is axis `axes[k]` of the first.
    axes: Vec<usize>,
    /// For each axis of the second, where its indices come from.
    takes: Vec<Take>,
}

impl Movement {
    /// Everything where it was.
    fn still(views: [Description; 2]) -> Self {
        let rank = views[1].shape.len();
        Self {
            kind: "moved",
            words: String::new(),
            numpy: None,
            views,
            axes: (0..rank).collect(),
            takes: vec![Take::SAME; rank],
        }
    }

    fn named(self, words: impl Into<String>, numpy: impl Into<String>) -> Self {
        Self { words: words.into(), numpy: Some(numpy.into()), ..self }
    }

    /// The length of the axis of the first tensor that axis `k` of the second comes from.
    fn length(&self, axis: usize) -> usize {
        self.views[0].shape.get(self.axes[axis]).copied().unwrap_or(0)
    }

    /// The part of the second tensor that comes from the first.
    fn covered(&self) -> Vec<Range<usize>> {
        let shape = &self.views[1].shape;
        (0..shape.len()).map(|axis| self.takes[axis].covered(shape[axis], self.length(axis))).collect()
    }

    /// Whether so much of the second tensor comes from the first that it says something: all of it, where the shapes
    /// are not the same.
    fn covers_enough(&self) -> bool {
        self.share() >= if self.views[0].shape == self.views[1].shape { MOST } else { 1.0 }
    }

    /// Which part of the second tensor that is.
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    fn share(&self) -> f64 {
        let shape = self.views[1].shape.iter();
        let parts = self.covered().into_iter().zip(shape);
        parts.map(|(range, &length)| range.len() as f64 / length.max(1) as f64).product()
    }
}

/// Which of two tensors stands in the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    /// What is actual comes from what is expected.
    Forward,
    /// What is expected is a part of what is actual.
    Backward,
}

/// A movement must cover this share of the tensor.
const MOST: f64 = 0.5;

/// How the actual elements stand in the expected tensor or, where the shapes differ, the other way round; `Break` where
/// the watch broke off. `cells` are some that differ, where the shapes are equal, of `mismatched` in all.
pub(super) fn find(
    sources: [&Source; 2],
    tolerance: Tolerance,
    (cells, mismatched): (&[&[usize]], u64),
    watch: &mut Watch<'_>,
) -> Result<ControlFlow<(), Option<Relation>>, FormatError> {
    let [expected, actual] = sources;
    let ways: &[Direction] = if expected.shape() == actual.shape() {
        &[Direction::Forward]
    } else {
        &[Direction::Forward, Direction::Backward]
    };
    for &direction in ways {
        let sources = match direction {
            Direction::Forward => [expected, actual],
            Direction::Backward => [actual, expected],
        };
        let probes = Probes::take(sources[1], cells)?;
        let guesses = Guesses { sources, names: names(direction), probes: &probes, tolerance };
        for movement in guesses.all(direction)? {
            if !movement.covers_enough() || !probes.convince(&movement, mismatched) {
                continue;
            }
            match proof::prove(&movement, sources, tolerance, watch)? {
                ControlFlow::Break(()) => return Ok(ControlFlow::Break(())),
                ControlFlow::Continue(None) => {}
                ControlFlow::Continue(Some(remark)) => {
                    return Ok(ControlFlow::Continue(Some(relation(movement, direction, &remark))));
                }
            }
        }
    }
    Ok(ControlFlow::Continue(None))
}

/// What the first tensor is called.
const fn names(direction: Direction) -> &'static str {
    match direction {
        Direction::Forward => "expected",
        Direction::Backward => "actual",
    }
}

fn relation(movement: Movement, direction: Direction, remark: &str) -> Relation {
    let Movement { kind, words, numpy, .. } = movement;
    let (scope, numpy) = match direction {
        Direction::Forward => (Scope::Tensor, numpy.filter(|_| remark.is_empty())),
        Direction::Backward => (Scope::ExpectedTensor, None),
    };
    Relation { kind, scope, words: format!("{words}{remark}"), numpy }
}
