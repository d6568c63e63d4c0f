//! Functions of one number that a tensor may have gone through, and their words.

/// A function of the expected value.
#[derive(Clone, Copy, Debug)]
pub struct Map {
    /// What it makes of a number.
    pub apply: fn(f64) -> f64,
    /// The words before what it is applied to.
    pub before: &'static str,
    /// The words after it.
    pub after: &'static str,
    /// The same in NumPy, with `{}` or `{0}` for what it is applied to.
    pub numpy: &'static str,
}

const fn map(apply: fn(f64) -> f64, before: &'static str, after: &'static str, numpy: &'static str) -> Map {
    Map { apply, before, after, numpy }
}

/// The functions that are looked for, the most telling first.
pub const MAPS: &[Map] = &[
    map(f64::abs, "the magnitude of ", "", "numpy.abs({})"),
    map(|value| -value.abs(), "minus the magnitude of ", "", "-numpy.abs({})"),
    map(|value| value.max(0.0), "", ", but 0 where that is negative", "numpy.maximum({}, 0)"),
    map(|value| value.min(0.0), "", ", but 0 where that is positive", "numpy.minimum({}, 0)"),
    map(|value| 1.0 - value, "1 − ", "", "1 - {}"),
    map(|value| value * value, "the square of ", "", "{} ** 2"),
    map(f64::trunc, "", " without its decimals", "numpy.trunc({})"),
    map(f64::floor, "", ", rounded down to a whole number", "numpy.floor({})"),
    map(f64::round_ties_even, "", ", rounded to a whole number", "numpy.round({})"),
    map(f64::round, "", ", rounded to a whole number", "numpy.trunc({0} + numpy.copysign(0.5, {0}))"),
    map(f64::ceil, "", ", rounded up to a whole number", "numpy.ceil({})"),
    map(f64::recip, "1 divided by ", "", "1 / {}"),
    map(|value| value.abs().sqrt(), "the square root of ", "", "numpy.sqrt(numpy.abs({}))"),
    map(f64::exp, "the exponential of ", "", "numpy.exp({})"),
    map(f64::tanh, "the tanh of ", "", "numpy.tanh({})"),
];
