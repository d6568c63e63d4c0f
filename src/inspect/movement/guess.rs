//! The movements that are worth a try, simple ones first.

use super::probes::Probes;
use super::{Direction, Movement, lanes, parts, shift, turned, views};
use crate::formats::{FormatError, Source};
use crate::tensor::Tolerance;

/// What movements are guessed from.
pub(super) struct Guesses<'a> {
    /// From which tensor to which.
    pub(super) sources: [&'a Source; 2],
    /// What the first is called.
    pub(super) names: &'static str,
    pub(super) probes: &'a Probes,
    pub(super) tolerance: Tolerance,
}

/// A source of guesses.
enum Kind {
    /// From shapes and types alone.
    Known(fn(&Guesses<'_>) -> Vec<Movement>),
    /// From elements that are read for it.
    Read(fn(&Guesses<'_>) -> Result<Vec<Movement>, FormatError>),
}

use Kind::{Known, Read};

/// Between tensors of one shape.
const OF_ONE_SHAPE: &[Kind] = &[
    Known(views::bytes),
    Known(turned::turned),
    Read(lanes::along),
    Known(shift::rolled),
    Read(shift::shifted),
    Known(views::orders_mistaken),
    Known(turned::rearranged),
];
/// Between tensors of different shapes.
const OF_SHAPES: &[Kind] = &[
    Known(views::reshaped),
    Known(turned::turned),
    Known(turned::rearranged),
    Known(parts::sliced_parts),
    Read(parts::single),
    Read(lanes::along),
];
/// The same where the first is what is actual.
const BACKWARD: &[Kind] = &[Known(parts::sliced_parts), Read(parts::single), Read(lanes::along)];

/// So many that fit all probes are proven.
const PROVEN: usize = 2;

impl Guesses<'_> {
    /// Those that fit all probes.
    pub(super) fn all(&self, direction: Direction) -> Result<Vec<Movement>, FormatError> {
        let [first, second] = self.sources;
        let kinds = match direction {
            Direction::Forward if first.shape() == second.shape() => OF_ONE_SHAPE,
            Direction::Forward => OF_SHAPES,
            Direction::Backward => BACKWARD,
        };
        let mut fitting = Vec::new();
        for kind in kinds {
            let movements = match kind {
                Known(guess) => guess(self),
                Read(guess) => guess(self)?,
            };
            for movement in movements {
                if self.probes.fit(&movement, self.sources, self.tolerance)? {
                    fitting.push(movement);
                }
                if fitting.len() == PROVEN {
                    return Ok(fitting);
                }
            }
        }
        Ok(fitting)
    }
}
