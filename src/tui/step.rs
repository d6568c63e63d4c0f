//! The state of the Step pane: which output is explained, at which cell, and whether it plays.

use super::tensors::Toward;
use std::time::Duration;

/// What the Step pane shows.
#[derive(Clone, Debug, Default)]
pub(super) struct StepState {
    /// Position among the outputs that can be explained.
    pub(super) output: usize,
    /// The cell, by its place in the walk.
    pub(super) number: usize,
    /// The part of the cell's sum that is looked at.
    pub(super) part: usize,
    pub(super) play: Play,
    pub(super) pace: Pace,
}

/// Whether the steps go on by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Play {
    #[default]
    Paused,
    Playing,
}

/// How fast: a position in `PACES`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pace(usize);

/// Beats of a walk: their name and their length in milliseconds.
const PACES: [(&str, u64); 5] = [("1/2", 1600), ("1", 800), ("2", 400), ("4", 200), ("8", 100)];

impl Default for Pace {
    fn default() -> Self {
        Self(1)
    }
}

impl Pace {
    /// The time between two beats.
    pub(super) const fn pause(self) -> Duration {
        Duration::from_millis(PACES[self.0].1)
    }

    /// How many times the usual pace.
    pub(super) const fn name(self) -> &'static str {
        PACES[self.0].0
    }

    pub(super) fn faster(self) -> Self {
        Self((self.0 + 1).min(PACES.len() - 1))
    }

    pub(super) const fn slower(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

impl StepState {
    /// To the first cell of the first output; the pace stays.
    pub(super) fn restart(&mut self) {
        *self = Self { pace: self.pace, ..Self::default() };
    }

    /// To the first part of this step.
    pub(super) const fn go(&mut self, number: usize) {
        self.number = number;
        self.part = 0;
    }

    /// One part on or back; `None` where the cell has no further part.
    pub(super) fn turn_part(&mut self, parts: usize, toward: Toward) -> Option<()> {
        self.part = match toward {
            Toward::Next => Some(self.part + 1).filter(|part| *part < parts)?,
            Toward::Previous => self.part.checked_sub(1)?,
        };
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pace_has_two_ends() {
        let pace = Pace::default();
        assert_eq!((pace.name(), pace.faster().name(), pace.slower().name()), ("1", "2", "1/2"));
        assert_eq!(pace.slower().slower(), pace.slower());
        let fastest = (0..9).fold(pace, |pace, _| pace.faster());
        assert_eq!(fastest.pause(), Duration::from_millis(100));
    }

    #[test]
    fn parts_end_where_the_sum_does() {
        let mut state = StepState::default();
        assert_eq!(state.turn_part(2, Toward::Next), Some(()));
        assert_eq!(state.turn_part(2, Toward::Next), None);
        assert_eq!((state.turn_part(2, Toward::Previous), state.part), (Some(()), 0));
        assert_eq!(state.turn_part(2, Toward::Previous), None);
    }
}
