//! A tensor as an image: which of its axes are rows, columns and colours, and which numbers are bright.

/// Which axis of an image is which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageAxes {
    /// The axis drawn downwards.
    pub rows: usize,
    /// The axis drawn to the right.
    pub columns: usize,
    /// Along it lie grey alone, or red, green and blue, and maybe how opaque a pixel is, which is passed over.
    pub colours: Option<usize>,
}

impl ImageAxes {
    /// The axes of a tensor that is one image: rows and columns, and colours last or first.
    #[must_use]
    pub fn of(shape: &[usize]) -> Option<Self> {
        let is_colours = |length: usize| matches!(length, 1 | 3 | 4);
        match shape {
            [_, _] => Some(Self { rows: 0, columns: 1, colours: None }),
            [_, _, last] if is_colours(*last) => Some(Self { rows: 0, columns: 1, colours: Some(2) }),
            [first, _, _] if is_colours(*first) => Some(Self { rows: 1, columns: 2, colours: Some(0) }),
            _ => None,
        }
    }

    /// The axes of a tensor whose last three axes are an image in colours, or whose last two are one in grey. `None`
    /// for a scalar or a vector.
    #[must_use]
    pub fn of_last(shape: &[usize]) -> Option<Self> {
        let outer = shape.len().saturating_sub(3);
        let inner = Self::of(&shape[outer..]).map(|axes| Self {
            rows: axes.rows + outer,
            columns: axes.columns + outer,
            colours: axes.colours.map(|axis| axis + outer),
        });
        let grey =
            || Some(Self { rows: shape.len().checked_sub(2)?, columns: shape.len() - 1, colours: None });
        inner.or_else(grey)
    }
}

/// What kind of numbers the elements are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbers {
    /// Integers: the bytes of an image.
    Whole,
    /// With decimals, or booleans.
    Real,
}

/// Which numbers are black and which have full brightness.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Levels {
    /// Black.
    pub low: f64,
    /// Full brightness.
    pub high: f64,
}

/// Real numbers up to less than this are no bytes.
const FEWEST: f64 = 16.0;
/// The share of the values that is cut off at each end when a contrast is raised: one in so many.
const TAIL: usize = 50;

impl Levels {
    /// 0 to 1 or 0 to 255 where the numbers are of such a kind, else from the smallest to the largest. Real numbers that
    /// exceed 1 a little are no bytes: of these, 0 to the largest.
    #[must_use]
    pub fn of(values: &[f64], numbers: Numbers) -> Self {
        Self::between(Self::spread(values), numbers)
    }

    /// The same of numbers whose smallest and largest are known.
    #[must_use]
    pub fn between(ends: Self, numbers: Numbers) -> Self {
        match (ends.low >= 0.0, ends.high) {
            (true, high) if high <= 1.0 && numbers == Numbers::Real => Self { low: 0.0, high: 1.0 },
            (true, high) if high < FEWEST && numbers == Numbers::Real => Self { low: 0.0, high },
            (true, high) if high <= 255.0 => Self { low: 0.0, high: 255.0 },
            _ => ends,
        }
    }

    /// From the smallest to the largest finite number; of none, from +∞ to −∞.
    #[must_use]
    pub fn spread(values: &[f64]) -> Self {
        let finite = || values.iter().copied().filter(|value| value.is_finite());
        Self { low: finite().fold(f64::INFINITY, f64::min), high: finite().fold(f64::NEG_INFINITY, f64::max) }
    }

    /// From the smallest to the largest but for one in fifty at each end, so that a few extremes do not make everything
    /// else grey.
    #[must_use]
    pub fn of_most(values: &[f64]) -> Self {
        let mut finite: Vec<f64> = values.iter().copied().filter(|value| value.is_finite()).collect();
        finite.sort_unstable_by(f64::total_cmp);
        let tail = finite.len() / TAIL;
        match finite.get(tail..finite.len() - tail) {
            Some([low, .., high]) if low < high => Self { low: *low, high: *high },
            _ => Self::spread(values),
        }
    }

    /// The levels that hold both.
    #[must_use]
    pub const fn joined(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }

    /// How bright a number is, from 0 to 255. What is no number is black.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "rounded and clamped to a byte"
    )]
    pub fn level(&self, value: f64) -> u8 {
        // Halved, so that the distance of two large numbers is finite.
        let share = (value / 2.0 - self.low / 2.0) / (self.high / 2.0 - self.low / 2.0);
        if share.is_nan() { 0 } else { (share.clamp(0.0, 1.0) * 255.0).round() as u8 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_of_a_batch_of_images_are_found_first_or_last() {
        let axes = |rows, columns, colours| Some(ImageAxes { rows, columns, colours });
        for (shape, expected) in [
            (&[7][..], None),
            (&[], None),
            (&[5, 6], axes(0, 1, None)),
            (&[5, 6, 3], axes(0, 1, Some(2))),
            (&[3, 5, 6], axes(1, 2, Some(0))),
            (&[8, 5, 6, 4], axes(1, 2, Some(3))),
            (&[8, 3, 5, 6], axes(2, 3, Some(1))),
            (&[2, 8, 5, 6], axes(2, 3, None)),
        ] {
            assert_eq!(ImageAxes::of_last(shape), expected, "{shape:?}");
        }
    }

    #[test]
    fn the_kind_of_numbers_says_what_is_bright() {
        let level = |values: &[f64], numbers, value| Levels::of(values, numbers).level(value);
        assert_eq!(level(&[0.2, 0.5], Numbers::Real, 0.5), 128);
        assert_eq!(level(&[0.0, 1.0], Numbers::Whole, 1.0), 1);
        assert_eq!(level(&[3.0, 200.0], Numbers::Real, 200.0), 200);
        assert_eq!(level(&[0.0, 1.3], Numbers::Real, 1.3), 255);
        assert_eq!(level(&[0.0, 3.0], Numbers::Whole, 3.0), 3);
        assert_eq!(level(&[-1.0, f64::NAN, 1.0], Numbers::Real, 0.0), 128);
        assert_eq!(level(&[-1.0, 1.0], Numbers::Real, f64::INFINITY), 255);
        assert_eq!(level(&[-f64::MAX, f64::MAX], Numbers::Real, f64::MAX), 255);
        assert_eq!(level(&[], Numbers::Real, f64::NAN), 0);
    }

    #[test]
    fn a_few_extremes_do_not_hide_the_rest() {
        let mut values: Vec<f64> = (0..98).map(f64::from).collect();
        values.extend([-1e9, 1e9]);
        let most = Levels::of_most(&values);
        assert!(most.low >= -1.0 && most.high <= 98.0, "{most:?}");
        assert_eq!(Levels::of_most(&[4.0, 4.0]), Levels { low: 4.0, high: 4.0 });
    }
}
