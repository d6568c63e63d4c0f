//! How near a computed number must come to the actual one.

use super::precision::{digits, least};
use crate::formats::Element;
use crate::tensor::{Scalar, Tolerance};
use std::cmp::Ordering;

/// What separates a number from the next: the tolerance that was asked for, or what rounding to the element types does,
/// whichever is more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::inspect) struct Slack {
    /// Share of the numbers that enter a computation.
    pub(super) relative: f64,
    /// In the unit of the numbers.
    pub(super) absolute: f64,
}

/// An error that is to be explained is at least so many times what rounding leaves.
const CLEAR: f64 = 4.0;
/// From so many binary digits on a library may be off by more than the last one.
const LONG: i32 = 20;

impl Slack {
    pub(in crate::inspect) fn of(elements: [Element; 2], tolerance: Tolerance) -> Self {
        let rounding = |element: Element| {
            digits(element).map_or(0.0, |digits| {
                let last = 2_f64.powi(-digits);
                if digits < LONG { last } else { 4.0 * last }
            })
        };
        let least = elements.map(least).into_iter().fold(tolerance.absolute, f64::max);
        let [expected, actual] = elements.map(rounding);
        Self { relative: expected.max(actual).max(tolerance.relative), absolute: least }
    }

    /// Whether a number is as good as the one computed; `scale` is the size of what entered the computation.
    pub(in crate::inspect) fn near(self, computed: f64, actual: f64, scale: f64) -> bool {
        let same = computed.total_cmp(&actual).is_eq() || (computed.is_nan() && actual.is_nan());
        same || computed.is_finite()
            && (computed - actual).abs() <= self.relative * computed.abs().max(scale) + self.absolute
    }

    /// Whether an error is so large that one number is not the other rounded; `size` is that of the larger one.
    pub(super) fn tells(self, error: f64, size: f64) -> bool {
        !error.is_finite() || error > CLEAR * (self.relative * size + self.absolute)
    }
}

/// Whether two numbers are equal: zeros of both signs are, NaN is not.
pub(super) fn equal(one: f64, other: f64) -> bool {
    one.partial_cmp(&other).is_some_and(Ordering::is_eq)
}

/// The whole number that an element of an integer type is.
pub(super) fn whole(scalar: Scalar) -> Option<i128> {
    match scalar {
        Scalar::I64(_) | Scalar::U64(_) | Scalar::Bool(_) => scalar.integer(),
        Scalar::F64(_) | Scalar::F32(_) => None,
    }
}

/// The number as a double, where that is exact.
pub(super) fn exact(scalar: Scalar) -> Option<f64> {
    const LARGEST: i128 = 1 << 53;
    match whole(scalar) {
        Some(whole) if whole.abs() > LARGEST => None,
        _ => Some(scalar.to_f64()),
    }
}
