//! From values to strengths of colour.

use super::Picture;
use crate::tensor::{Scalar, Tensor};

/// The range of values that colours stand for. Zero is the background, but of a spread its smallest value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// Also says what the smallest value is.
    pub kind: ScaleKind,
    /// The value of full strength; negative only for a spread.
    pub high: f64,
}

/// Which hues a scale uses.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ScaleKind {
    /// Two hues, for signed data; symmetric about zero.
    Diverging,
    /// One hue, for data without a negative value.
    Sequential,
    /// One hue from `low` to the largest value, for data whose zero means nothing.
    Spread {
        /// The value of strength 0; less than [`Scale::high`].
        low: f64,
    },
}

/// How strong a value's colour is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shade {
    /// From −1 (negative, full) over 0 (background) to 1 (positive, full).
    pub strength: f64,
    /// Whether the strength tells the whole value.
    pub fit: Fit,
}

/// How a value lies in its scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// Within the scale, its ends included.
    Inside,
    /// Beyond full strength.
    Clipped,
    /// NaN or an infinity, which are lettered instead of coloured.
    NotFinite,
}

/// The weakest strength of a value that is not zero, so that it can be told from the background.
const WEAKEST: f64 = 0.12;
/// Strength is the share of `high` to this power: small values are lifted a little.
const POWER: f64 = 0.8;
/// How far a second tensor may widen a shared scale; more than that is clipped, or the first would fade.
const WIDEST: f64 = 2.0;

/// The share of the values that a scale of most values holds.
const MOST: (usize, usize) = (19, 20);

impl Scale {
    /// A scale that every finite value fits.
    #[must_use]
    pub fn of_values(values: impl IntoIterator<Item = f64>) -> Self {
        let mut scale = Self { kind: ScaleKind::Sequential, high: 0.0 };
        for value in values.into_iter().filter(|value| value.is_finite()) {
            scale.high = scale.high.max(value.abs());
            if value < 0.0 {
                scale.kind = ScaleKind::Diverging;
            }
        }
        scale
    }

    /// A scale for all values of a tensor; reads all of them.
    #[must_use]
    pub fn of(tensor: &Tensor) -> Self {
        Self::of_values(tensor.scalars().map(Scalar::to_f64))
    }

    /// A scale for most values of a tensor: the largest ones, one in twenty, are clipped, so that a few giants do not
    /// make everything else pale. Where the rest is zero, nothing is clipped.
    #[must_use]
    pub fn of_most(tensor: &Tensor) -> Self {
        let all = Self::of(tensor);
        let finite = tensor.scalars().map(|value| value.to_f64().abs()).filter(|value| value.is_finite());
        let mut magnitudes: Vec<f64> = finite.collect();
        magnitudes.sort_unstable_by(f64::total_cmp);
        let last = magnitudes.len() * MOST.0 / MOST.1;
        let high = magnitudes[..last].last().copied().filter(|high| *high > 0.0);
        Self { high: high.unwrap_or(all.high), ..all }
    }

    /// A scale of one hue from the smallest to the largest finite value of a tensor; where all are equal, or there is
    /// none, a scale as usual.
    #[must_use]
    pub fn spread(tensor: &Tensor) -> Self {
        let finite = tensor.scalars().map(Scalar::to_f64).filter(|value| value.is_finite());
        let ends = finite
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        match ends {
            (low, high) if low < high => Self { kind: ScaleKind::Spread { low }, high },
            _ => Self::of(tensor),
        }
    }

    /// A scale from one value to another: of two hues where zero lies in the middle, else of one hue.
    #[must_use]
    pub fn between(low: f64, high: f64) -> Self {
        let kind = if low + high == 0.0 {
            ScaleKind::Diverging
        } else if low == 0.0 {
            ScaleKind::Sequential
        } else {
            ScaleKind::Spread { low }
        };
        Self { kind, high }
    }

    /// A scale for the numbers in sight.
    #[must_use]
    pub fn of_picture(picture: &Picture) -> Self {
        Self::of_values(picture.numbers().map(Scalar::to_f64))
    }

    /// This scale, widened to share it with `other`, to at most twice its width: what lies beyond is clipped.
    #[must_use]
    pub fn shared_with(self, other: Self) -> Self {
        if let ScaleKind::Spread { low } = self.kind {
            let span = self.high - low;
            let low = low.min(other.low().max(self.high - WIDEST * span));
            let high = self.high.max(other.high.min(self.high - span + WIDEST * span));
            return Self { kind: ScaleKind::Spread { low }, high };
        }
        let kind = match (self.kind, other.kind) {
            (ScaleKind::Sequential, ScaleKind::Sequential) => ScaleKind::Sequential,
            _ => ScaleKind::Diverging,
        };
        let high =
            if self.high > 0.0 { self.high.max(other.high.min(WIDEST * self.high)) } else { other.high };
        Self { kind, high }
    }

    /// The smallest value of the scale.
    #[must_use]
    pub fn low(&self) -> f64 {
        match self.kind {
            ScaleKind::Diverging => -self.high,
            ScaleKind::Sequential => 0.0,
            ScaleKind::Spread { low } => low,
        }
    }

    /// How far along the scale a value lies: 0 at its lower end, 1 at its upper one.
    #[must_use]
    pub fn position(&self, value: f64) -> f64 {
        // Halved, so that the distance of two large numbers is finite.
        let share = (value / 2.0 - self.low() / 2.0) / (self.high / 2.0 - self.low() / 2.0);
        if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) }
    }

    /// `sign(v) · (|v| / high)^0.8`, at least 12 % for a value that is not zero; of a spread, the share of the way from
    /// `low` to `high` in place of `|v| / high`.
    #[must_use]
    pub fn shade(&self, value: f64) -> Shade {
        if !value.is_finite() {
            return Shade { strength: 0.0, fit: Fit::NotFinite };
        }
        if let ScaleKind::Spread { low } = self.kind {
            let share = (value - low) / (self.high - low);
            let fit = if (0.0..=1.0).contains(&share) { Fit::Inside } else { Fit::Clipped };
            let strength = if share > 0.0 { share.min(1.0).powf(POWER).max(WEAKEST) } else { 0.0 };
            return Shade { strength, fit };
        }
        if value == 0.0 || self.high <= 0.0 {
            return Shade { strength: 0.0, fit: Fit::Inside };
        }
        let share = value.abs() / self.high;
        let strength = share.min(1.0).powf(POWER).max(WEAKEST).copysign(value);
        Shade { strength, fit: if share > 1.0 { Fit::Clipped } else { Fit::Inside } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_of_most_values_leaves_giants_out() {
        let values = |giant: f64| {
            let mut values = vec![1.0; 39];
            values.push(giant);
            Tensor::F64(ndarray::Array1::from(values).into_dyn())
        };
        let high = |tensor: &Tensor| Scale::of_most(tensor).high;
        assert!((high(&values(1e6)) - 1.0).abs() < f64::EPSILON);
        let lone = Tensor::F64(ndarray::arr1(&[0.0, 0.0, 3.0]).into_dyn());
        assert!((high(&lone) - 3.0).abs() < f64::EPSILON, "where the rest is zero, nothing is clipped");
    }

    #[test]
    fn signed_data_diverge_symmetrically_and_others_start_at_zero() {
        let signed = Scale::of_values([-3.0, 1.0, f64::NAN, f64::INFINITY]);
        assert_eq!((signed.kind, signed.low(), signed.high), (ScaleKind::Diverging, -3.0, 3.0));
        let counts = Scale::of_values([4.0, 9.0]);
        assert_eq!((counts.kind, counts.low(), counts.high), (ScaleKind::Sequential, 0.0, 9.0));
    }

    #[test]
    fn strength_grows_from_twelve_per_cent_to_full_and_zero_is_the_background() {
        let scale = Scale { kind: ScaleKind::Diverging, high: 8.0 };
        assert_eq!(scale.shade(0.0), Shade { strength: 0.0, fit: Fit::Inside });
        assert_eq!(scale.shade(-1e-300), Shade { strength: -0.12, fit: Fit::Inside });
        assert!((scale.shade(4.0).strength - 0.5_f64.powf(0.8)).abs() < 1e-15);
        assert_eq!(scale.shade(-9.0), Shade { strength: -1.0, fit: Fit::Clipped });
        assert_eq!(scale.shade(f64::NEG_INFINITY).fit, Fit::NotFinite);
    }

    #[test]
    fn a_spread_is_one_hue_from_the_smallest_to_the_largest() {
        let tensor = Tensor::F64(ndarray::arr1(&[-2.0, f64::NAN, 6.0, 2.0]).into_dyn());
        let spread = Scale::spread(&tensor);
        assert_eq!((spread.low(), spread.high), (-2.0, 6.0));
        assert_eq!(spread.shade(-2.0), Shade { strength: 0.0, fit: Fit::Inside });
        assert!((spread.shade(2.0).strength - 0.5_f64.powf(0.8)).abs() < 1e-15);
        assert_eq!(spread.shade(6.0), Shade { strength: 1.0, fit: Fit::Inside });
        assert_eq!((spread.shade(7.0).fit, spread.shade(-3.0).fit), (Fit::Clipped, Fit::Clipped));
        let absurd = Scale { kind: ScaleKind::Spread { low: -1e30 }, high: 1e30 };
        let shared = spread.shared_with(absurd);
        assert_eq!((shared.low(), shared.high), (-10.0, 14.0));
        let even = Tensor::F64(ndarray::arr1(&[3.0, 3.0]).into_dyn());
        assert_eq!(Scale::spread(&even), Scale::of(&even));
    }

    #[test]
    fn a_scale_between_two_values_ends_at_them() {
        let ends = |low, high| {
            let scale = Scale::between(low, high);
            (scale.low(), scale.high, scale.position(low), scale.position(high))
        };
        assert_eq!(ends(-2.0, 2.0), (-2.0, 2.0, 0.0, 1.0));
        assert_eq!(ends(0.0, 9.0), (0.0, 9.0, 0.0, 1.0));
        assert_eq!(ends(-9.0, -3.0), (-9.0, -3.0, 0.0, 1.0));
        assert_eq!(ends(-f64::MAX, f64::MAX), (-f64::MAX, f64::MAX, 0.0, 1.0));
        assert_eq!(Scale::between(-2.0, 2.0).kind, ScaleKind::Diverging);
        assert!((Scale::between(1.0, 5.0).position(2.0) - 0.25).abs() < 1e-15);
    }

    #[test]
    fn an_absurd_answer_does_not_fade_the_expected_one() {
        let expected = Scale::of_values([1.0, 2.0]);
        let shared = |values: [f64; 1]| expected.shared_with(Scale::of_values(values));
        assert_eq!(shared([1e30]), Scale { kind: ScaleKind::Sequential, high: 4.0 });
        assert_eq!(shared([-3.0]), Scale { kind: ScaleKind::Diverging, high: 3.0 });
        let five = Scale::of_values([5.0]);
        assert_eq!(Scale::of_values([0.0]).shared_with(five), five);
    }
}
