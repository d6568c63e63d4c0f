//! Numbers and arrays as NumPy prints them.

use super::{Scalar, Tensor};

/// The whole tensor as NumPy's `print` shows it: 8 digits, columns aligned, nothing left out.
#[must_use]
pub fn array_text(_tensor: &Tensor) -> String {
    String::new()
}

/// One number with at most `digits` significant digits, as C's `%.{digits}g`.
#[must_use]
pub fn scalar_text(_scalar: Scalar, _digits: usize) -> String {
    String::new()
}
