//! One width for all cells of an array, as NumPy chooses it.
//!
//! Source: NumPy's `arrayprint`, with its default options `precision=8`, `floatmode='maxprec'`, `sign='-'`.

use super::number::{self, Digits};
use crate::tensor::Scalar;

/// NumPy's `precision`: the most digits after the point.
const PRECISION: usize = 8;

/// Whether positive numbers have a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Negative,
    /// As the imaginary part of a complex number, which the real one precedes.
    Both,
}

/// How the numbers of one array are written.
pub(super) struct Columns {
    form: Form,
    sign: Sign,
    digits: Digits,
}

enum Form {
    /// Integers and booleans: right-aligned.
    Plain { width: usize },
    /// `-0.61175641`: the points in one column.
    Positional { before: usize, after: usize },
    /// `1.23456789e+05`: equally many digits everywhere.
    Scientific { before: usize, fraction: usize, exponent: usize },
}

impl Columns {
    /// The way to write an array of these elements.
    pub(super) fn of(scalars: &[Scalar], sign: Sign, digits: Digits) -> Self {
        let mut columns = Self { form: Form::Plain { width: 0 }, sign, digits };
        let is_real = |scalar: &Scalar| matches!(scalar, Scalar::F64(_) | Scalar::F32(_));
        if !scalars.iter().all(is_real) {
            columns.form = Form::Plain { width: scalars.iter().map(plain_width).max().unwrap_or(0) };
            return columns;
        }
        let finite: Vec<Scalar> =
            scalars.iter().copied().filter(|scalar| scalar.to_f64().is_finite()).collect();
        columns.form = if needs_exponents(&finite, digits) {
            columns.scientific(&finite)
        } else {
            columns.positional(&finite)
        };
        columns.widened_for(scalars)
    }

    fn positional(&self, finite: &[Scalar]) -> Form {
        let (mut before, mut after) = (0, 0);
        for &scalar in finite {
            let text = self.signed(scalar, positional_text(scalar, self.digits));
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            before = before.max(whole.len());
            after = after.max(fraction.len());
        }
        Form::Positional { before, after }
    }

    fn scientific(&self, finite: &[Scalar]) -> Form {
        let (mut before, mut fraction, mut exponent) = (0, 0, 0);
        for &scalar in finite {
            let parts = number::scientific(scalar, PRECISION, self.digits);
            before = before.max(self.signed(scalar, parts.whole).len());
            fraction = fraction.max(parts.fraction.len());
            exponent = exponent.max(number::exponent_digits(parts.exponent).len());
        }
        Form::Scientific { before, fraction, exponent }
    }

    /// Makes room for `nan` and `-inf`, where the array holds any.
    fn widened_for(mut self, scalars: &[Scalar]) -> Self {
        let words = scalars.iter().filter(|scalar| !scalar.to_f64().is_finite());
        let words = words.map(|&scalar| self.signed(scalar, number::python_text(scalar)).len());
        let missing = words.max().unwrap_or(0).saturating_sub(self.width());
        match &mut self.form {
            Form::Positional { before, .. } | Form::Scientific { before, .. } => *before += missing,
            Form::Plain { width } => *width += missing,
        }
        self
    }

    /// The text with a plus where positive numbers have one.
    fn signed(&self, scalar: Scalar, text: String) -> String {
        let value = scalar.to_f64();
        match self.sign {
            Sign::Both if value.is_nan() || value.is_sign_positive() => format!("+{text}"),
            _ => text,
        }
    }

    /// With so many digits after the point. Those beyond the shortest ones are the number's own, not zeros, which an
    /// `f32` shows.
    fn with_fraction(&self, scalar: Scalar, length: usize) -> number::Scientific {
        let shortest = number::scientific(scalar, PRECISION, self.digits);
        if shortest.fraction.len() == length { shortest } else { number::exact(scalar, length) }
    }

    /// The width of a cell.
    fn width(&self) -> usize {
        match self.form {
            Form::Plain { width } => width,
            Form::Positional { before, after } => before + 1 + after,
            Form::Scientific { before, fraction, exponent } => before + 1 + fraction + 2 + exponent,
        }
    }

    /// One element, as wide as every other.
    pub(super) fn cell(&self, scalar: Scalar) -> String {
        let text = match self.form {
            _ if !scalar.to_f64().is_finite() => number::python_text(scalar),
            Form::Plain { .. } => number::python_text(scalar),
            Form::Positional { after, .. } => {
                let text = positional_text(scalar, self.digits);
                let fraction = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
                text + &" ".repeat(after - fraction)
            }
            Form::Scientific { fraction, exponent, .. } => {
                let number::Scientific { whole, fraction, exponent: power } =
                    self.with_fraction(scalar, fraction);
                let sign = if power < 0 { '-' } else { '+' };
                format!("{whole}.{fraction}e{sign}{:0>exponent$}", number::exponent_digits(power))
            }
        };
        format!("{:>width$}", self.signed(scalar, text), width = self.width())
    }
}

/// The `j` of an imaginary part stands right behind its digits.
pub(super) fn imaginary(cell: &str) -> String {
    let digits = cell.trim_end();
    format!("{digits}j{}", &cell[digits.len()..])
}

/// The width of an integer or boolean; NumPy leaves room for `False` even where every element is true.
fn plain_width(scalar: &Scalar) -> usize {
    match scalar {
        Scalar::Bool(_) => "False".len(),
        _ => number::python_text(*scalar).len(),
    }
}

/// Whether NumPy writes an array of these finite elements with exponents: a number is large or tiny, or they differ
/// by more than a factor of 1000. `f32` and 16-bit floats are judged in themselves, where a quotient may overflow.
fn needs_exponents(finite: &[Scalar], digits: Digits) -> bool {
    let magnitudes = || finite.iter().map(|scalar| scalar.to_f64().abs()).filter(|&value| value > 0.0);
    let Some(largest) = magnitudes().reduce(f64::max) else { return false };
    let smallest = magnitudes().fold(f64::INFINITY, f64::min);
    if digits == Digits::Half {
        let ratio = half::f16::from_f64(largest / smallest).to_f32();
        largest >= 1e3 || smallest < f64::from(half::f16::from_f64(0.0001).to_f32()) || ratio > 1000.0
    } else if finite.iter().any(|scalar| matches!(scalar, Scalar::F32(_))) {
        let ratio = narrowed(largest) / narrowed(smallest);
        largest >= 1e6 || narrowed(smallest) < 0.0001 || ratio > 1000.0
    } else {
        largest >= 1e8 || smallest < 0.0001 || largest / smallest > 1000.0
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the value came from an f32")]
fn narrowed(value: f64) -> f32 {
    value as f32
}

/// The shortest text that reads back as the same number, cut to 8 digits after the point: `0.5`, `1.`, `-0.61175641`.
fn positional_text(scalar: Scalar, digits: Digits) -> String {
    let shortest = number::shortest(scalar, digits);
    let fraction = shortest.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if fraction <= PRECISION {
        return if fraction == 0 { shortest + "." } else { shortest };
    }
    format!("{:.PRECISION$}", scalar.to_f64()).trim_end_matches('0').to_owned()
}
