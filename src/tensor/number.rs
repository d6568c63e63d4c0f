//! Real and complex numbers, and how far two of them lie apart.

use super::compare::distance;
use super::print::complex_text;
use super::{Scalar, scalar_text, value_text};

/// One element of a tensor whose elements may be complex.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Number {
    /// The real part, or all of it.
    pub real: Scalar,
    /// `None` of a real number.
    pub imaginary: Option<Scalar>,
}

impl From<Scalar> for Number {
    fn from(real: Scalar) -> Self {
        Self { real, imaginary: None }
    }
}

impl Number {
    /// Both parts as doubles; a real number has the imaginary part 0.
    #[must_use]
    pub fn parts(self) -> [f64; 2] {
        [self.real.to_f64(), self.imaginary.map_or(0.0, Scalar::to_f64)]
    }

    /// Its absolute value.
    #[must_use]
    #[inline]
    pub fn magnitude(self) -> f64 {
        match self.imaginary {
            None => self.real.to_f64().abs(),
            Some(imaginary) => self.real.to_f64().hypot(imaginary.to_f64()),
        }
    }

    /// `|other − self|`: 0 for equal numbers and for two NaN, infinite where only one is finite or a number.
    #[must_use]
    #[inline]
    pub fn distance(self, other: Self) -> f64 {
        let real = distance(self.real, other.real);
        if self.imaginary.is_none() && other.imaginary.is_none() {
            return real;
        }
        let none = Scalar::F64(0.0);
        real.hypot(distance(self.imaginary.unwrap_or(none), other.imaginary.unwrap_or(none)))
    }

    /// What tells a number from others: equal numbers of one type have the same, zeros of both signs and all NaN too.
    #[must_use]
    pub fn identity(self) -> (u64, u64) {
        let bits = |value: f64| if value.is_nan() { f64::NAN.to_bits() } else { (value + 0.0).to_bits() };
        if let (Scalar::I64(_) | Scalar::U64(_), None) = (self.real, self.imaginary) {
            return (self.real.bits(), 1);
        }
        let [real, imaginary] = self.parts().map(bits);
        (real, imaginary)
    }

    /// In full, as Python writes it: `0.5307`, `1e-09`, `NaN`, `(1+2j)`.
    #[must_use]
    pub fn text(self) -> String {
        self.imaginary.map_or_else(|| value_text(self.real), |imaginary| complex_text(self.real, imaginary))
    }

    /// With at most so many significant digits; integers, booleans and NaN in full.
    #[must_use]
    pub fn short_text(self, digits: usize) -> String {
        let Some(imaginary) = self.imaginary else {
            return if self.real.to_f64().is_nan() { self.text() } else { scalar_text(self.real, digits) };
        };
        let imaginary = scalar_text(imaginary, digits);
        let sign = if imaginary.starts_with('-') { "" } else { "+" };
        format!("({}{sign}{imaginary}j)", scalar_text(self.real, digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complex(real: f64, imaginary: f64) -> Number {
        Number { real: Scalar::F64(real), imaginary: Some(Scalar::F64(imaginary)) }
    }

    #[test]
    fn complex_numbers_lie_as_far_apart_as_in_their_plane() {
        let close = |one: f64, other: f64| assert!((one - other).abs() < 1e-15, "{one} {other}");
        close(complex(1.0, 2.0).distance(complex(4.0, 6.0)), 5.0);
        close(complex(3.0, -4.0).magnitude(), 5.0);
        close(Number::from(Scalar::I64(-3)).magnitude(), 3.0);
        close(Number::from(Scalar::F64(1.0)).distance(complex(1.0, 2.0)), 2.0);
        close(complex(f64::NAN, 1.0).distance(complex(f64::NAN, 1.0)), 0.0);
        assert!(complex(f64::NAN, 1.0).distance(complex(1.0, f64::NAN)).is_infinite());
    }

    #[test]
    fn numbers_are_written_as_python_writes_them() {
        assert_eq!(complex(1.5, -2.0).text(), "(1.5-2j)");
        assert_eq!(complex(1.0 / 3.0, 2.0).short_text(3), "(0.333+2j)");
        assert_eq!(Number::from(Scalar::F64(f64::NAN)).text(), "NaN");
    }
}
