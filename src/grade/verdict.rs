//! Verdicts and points.

use serde::{Deserialize, Serialize};

/// What became of a case or an exercise, from worst to best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The grader itself failed; says nothing of the learner.
    InternalError,
    /// There is no file.
    Missing,
    /// Refused at intake or by the compiler.
    CompileError,
    /// The compiler used up its time or memory.
    CompileTimeout,
    /// Tried something forbidden at run time.
    Blocked,
    /// Ended by a signal.
    Crashed,
    /// Used more memory than the course allows, on the heap or as a whole.
    OutOfMemory,
    /// Used more CPU or elapsed time than the course allows.
    TimedOut,
    /// The process ended before it had answered.
    ExitedEarly,
    /// The function panicked.
    Panicked,
    /// Different bits for the same inputs.
    Nondeterministic,
    /// An output is absent, or of another shape or element type.
    WrongShape,
    /// Cells lie beyond the tolerance.
    WrongAnswer,
    /// Not run, because earlier cases used up the patience for this function.
    Skipped,
    /// Every cell of every output is right, in both passes.
    Passed,
    /// Every case ran into a `todo!()` in the function's own file.
    NotStarted,
}

impl Verdict {
    /// All verdicts, from worst to best.
    pub const ALL: [Self; 16] = [
        Self::InternalError,
        Self::Missing,
        Self::CompileError,
        Self::CompileTimeout,
        Self::Blocked,
        Self::Crashed,
        Self::OutOfMemory,
        Self::TimedOut,
        Self::ExitedEarly,
        Self::Panicked,
        Self::Nondeterministic,
        Self::WrongShape,
        Self::WrongAnswer,
        Self::Skipped,
        Self::Passed,
        Self::NotStarted,
    ];

    /// The name in reports.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::InternalError => "internal_error",
            Self::Missing => "missing",
            Self::CompileError => "compile_error",
            Self::CompileTimeout => "compile_timeout",
            Self::Blocked => "blocked",
            Self::Crashed => "crashed",
            Self::OutOfMemory => "out_of_memory",
            Self::TimedOut => "timed_out",
            Self::ExitedEarly => "exited_early",
            Self::Panicked => "panicked",
            Self::Nondeterministic => "nondeterministic",
            Self::WrongShape => "wrong_shape",
            Self::WrongAnswer => "wrong_answer",
            Self::Skipped => "skipped",
            Self::Passed => "passed",
            Self::NotStarted => "not_started",
        }
    }

    /// The verdict of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        serde_json::from_value(serde_json::Value::from(name)).ok()
    }

    /// The name for people: `wrong answer`.
    #[must_use]
    pub fn words(self) -> String {
        self.name().replace('_', " ")
    }
}

/// Points in hundredths, so that sums are exact. Serialises as a number of points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Points(u64);

impl Points {
    /// Whole points.
    #[must_use]
    pub const fn whole(points: u32) -> Self {
        Self(points as u64 * 100)
    }

    /// `points × passed ÷ all`, rounded down to 0.01; nothing where there is no case.
    #[must_use]
    pub fn share(points: u32, passed: usize, all: usize) -> Self {
        if all == 0 { Self(0) } else { Self(u64::from(points) * 100 * passed as u64 / all as u64) }
    }

    /// The nearest hundredth; nothing for what is negative or no number.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded, and never negative"
    )]
    pub fn from_f64(points: f64) -> Self {
        Self((points.max(0.0) * 100.0).round() as u64)
    }

    /// The share of `most` in lowest terms: so many of so many equal parts. Nothing of one part where `most` is 0.
    #[must_use]
    pub fn fraction_of(self, most: Self) -> (usize, usize) {
        let divisor = gcd(self.0, most.0).max(1);
        let parts = |hundredths: u64| usize::try_from(hundredths / divisor).unwrap_or(usize::MAX);
        if most.0 == 0 { (0, 1) } else { (parts(self.0), parts(most.0)) }
    }

    /// As a number of points.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a course has far fewer than 2^53 hundredths of a point")]
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

const fn gcd(one: u64, other: u64) -> u64 {
    if other == 0 { one } else { gcd(other, one % other) }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        Self(iter.map(|points| points.0).sum())
    }
}

impl std::ops::Add for Points {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl std::fmt::Display for Points {
    /// As few decimals as needed: `10`, `7.5`, `6.66`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.to_f64())
    }
}

impl Serialize for Points {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_f64())
    }
}

impl<'de> Deserialize<'de> for Points {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::from_f64(f64::deserialize(deserializer)?))
    }
}
