//! Numbers in cells of a few columns, with equal decimals all over a grid.

use super::{Picture, ScaleKind};
use crate::tensor::Scalar;

/// How the numbers of a grid are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberFormat {
    /// Columns of a number, its sign included.
    pub width: usize,
    decimals: usize,
    sign: Sign,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Always,
    WhereNegative,
}

impl NumberFormat {
    /// The format that gives the pictures' numbers the most decimals in at most `widest` columns (5 or more), and
    /// is no wider than they need. Positive numbers of a diverging scale carry their sign too.
    #[must_use]
    pub fn fitting(pictures: &[&Picture], kind: ScaleKind, widest: usize) -> Self {
        Self::of_values(pictures.iter().flat_map(|picture| picture.numbers()), kind, widest)
    }

    /// The same for these numbers.
    #[must_use]
    pub fn of_values(numbers: impl IntoIterator<Item = Scalar>, kind: ScaleKind, widest: usize) -> Self {
        let numbers: Vec<Scalar> = numbers.into_iter().collect();
        let widest = widest.max(5);
        let sign = match kind {
            ScaleKind::Diverging => Sign::Always,
            ScaleKind::Sequential | ScaleKind::Spread { .. } => Sign::WhereNegative,
        };
        let finite = || numbers.iter().copied().map(Scalar::to_f64).filter(|value| value.is_finite());
        let largest = finite().fold(0.0, |largest: f64, value| largest.max(value.abs()));
        let most = if finite().all(|value| value.fract() == 0.0) { 0 } else { widest - 3 };
        let decimals = (0..=most).rev().find(|&decimals| format!("{largest:.decimals$}").len() < widest);
        let full = Self { width: widest, decimals: decimals.unwrap_or(0), sign };
        let needed = numbers.iter().map(|number| full.text(*number).chars().count()).max();
        Self { width: needed.unwrap_or(1), ..full }
    }

    /// The number with a sign (`-` in ASCII), at most [`width`](Self::width) columns: `+1.62`, `-0.85`, `+1e-9`,
    /// `NaN`, `-Inf`; `0` for zero. What rounds to zero, or does not fit, is written with an exponent.
    #[must_use]
    pub fn text(&self, scalar: Scalar) -> String {
        let value = scalar.to_f64();
        if value.is_nan() {
            return "NaN".to_owned();
        }
        if value == 0.0 {
            return "0".to_owned();
        }
        let sign = match (value < 0.0, self.sign) {
            (true, _) => "-",
            (false, Sign::Always) => "+",
            (false, Sign::WhereNegative) => "",
        };
        let room = self.width.saturating_sub(sign.len());
        format!("{sign}{}", self.digits(scalar, room))
    }

    /// The magnitude of a number that is not zero, in at most `room` columns.
    fn digits(&self, scalar: Scalar, room: usize) -> String {
        let value = scalar.to_f64().abs();
        if value.is_infinite() {
            return "Inf".to_owned();
        }
        let fixed = match scalar {
            Scalar::I64(value) => value.unsigned_abs().to_string(),
            Scalar::U64(value) => value.to_string(),
            _ => format!("{value:.*}", self.decimals),
        };
        if fixed.len() <= room && fixed.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
            return fixed;
        }
        let exponential = (0..=2).rev().map(|precision| format!("{value:.precision$e}"));
        exponential.into_iter().find(|text| text.len() <= room).unwrap_or_else(|| magnitude(value, room))
    }
}

/// Only the order of magnitude: `e300`, or `~0` for what is too small for even that.
fn magnitude(value: f64, room: usize) -> String {
    let text = format!("{value:e}");
    let exponent = text.find('e').map_or("", |place| &text[place..]);
    if exponent.len() <= room { exponent.to_owned() } else { "~0".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Drawing;
    use crate::tensor::{Plane, Tensor};
    use ndarray::Array1;

    fn texts(values: &[f64], kind: ScaleKind, widest: usize) -> Vec<String> {
        let tensor = Tensor::F64(Array1::from(values.to_vec()).into_dyn());
        let plane = Plane { rows: None, columns: Some(0), at: vec![0] };
        let picture = Drawing::of(&tensor, &plane).paint_all();
        let format = NumberFormat::fitting(&[&picture], kind, widest);
        picture.numbers().map(|number| format.text(number)).collect()
    }

    #[test]
    fn a_grid_has_equal_decimals_and_signs() {
        assert_eq!(texts(&[1.624, -0.85, 0.0], ScaleKind::Diverging, 5), ["+1.62", "-0.85", "0"]);
        assert_eq!(texts(&[12.34, -0.85], ScaleKind::Diverging, 5), ["+12.3", "-0.8"]);
        assert_eq!(texts(&[3.0, -12.0], ScaleKind::Diverging, 5), ["+3", "-12"]);
        assert_eq!(texts(&[0.25, 0.5], ScaleKind::Sequential, 5), ["0.25", "0.50"]);
    }

    #[test]
    fn what_does_not_fit_is_written_with_an_exponent() {
        assert_eq!(texts(&[1.5, 1e-9, -4e-3], ScaleKind::Diverging, 5), ["+1.50", "+1e-9", "-4e-3"]);
        assert_eq!(texts(&[1.25e12, -3.0], ScaleKind::Diverging, 7), ["+1.2e12", "-3"]);
        assert_eq!(texts(&[1e300, -1e-300], ScaleKind::Diverging, 5), ["+e300", "-~0"]);
    }

    #[test]
    fn what_is_not_finite_is_lettered() {
        let values = [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1.0];
        assert_eq!(texts(&values, ScaleKind::Diverging, 5), ["NaN", "+Inf", "-Inf", "+1"]);
    }

    #[test]
    fn integers_keep_every_digit_while_they_fit() {
        let format = NumberFormat { width: 8, decimals: 0, sign: Sign::WhereNegative };
        assert_eq!(format.text(Scalar::I64(-1_234_567)), "-1234567");
        assert_eq!(format.text(Scalar::U64(u64::MAX)), "1.84e19");
    }
}
