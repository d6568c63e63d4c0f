//! What is looked for in a tensor: `> 3`, `abs >= 1e4`, `nan`.

use crate::formats::Element;
use crate::inspect::lanes::{self, End};
use crate::tensor::{DType, Scalar, Tensor};
use std::cmp::Ordering;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Predicate {
    /// `nan`.
    NotANumber,
    /// `inf`: an infinity of either sign.
    Infinite,
    /// `> 3`, `abs >= 1e4`, or a number alone. Never true of NaN.
    Compared {
        /// How the element lies to `with`.
        relation: Relation,
        /// A number, never NaN.
        with: f64,
        /// The same where it is a whole number that doubles may not hold exactly.
        whole: Option<i128>,
        /// What of the element is compared.
        of: Of,
    },
}

/// How a value lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `==`, `=`, or no sign.
    Equal,
    /// `!=`.
    Unequal,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
}

/// What of an element is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// With its sign.
    Value,
    /// Without its sign: `abs` before the relation.
    Magnitude,
}

/// A predicate that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no condition; write for example 3, > 3, abs >= 1e4, != 0, nan or inf")]
pub struct PredicateError(String);

/// Doubles hold all whole numbers up to this, but also stand for its neighbour by it.
const FIRST_INEXACT: u128 = 1 << f64::MANTISSA_DIGITS;

#[expect(clippy::cast_possible_truncation, reason = "rounded as the elements are")]
fn single(value: f64) -> f64 {
    f64::from(value as f32)
}

/// The longer signs first.
const RELATIONS: [(&str, Relation); 8] = [
    ("==", Relation::Equal),
    ("!=", Relation::Unequal),
    ("<=", Relation::LessOrEqual),
    (">=", Relation::GreaterOrEqual),
    ("=", Relation::Equal),
    ("<", Relation::Less),
    (">", Relation::Greater),
    ("", Relation::Equal),
];

impl Predicate {
    /// `> 3`, `abs >= 1e4`, `== 0`, `nan`, `inf`; a number alone is what is to be equal.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse(text: &str) -> Result<Self, PredicateError> {
        let wrong = || PredicateError(text.trim().to_owned());
        let lower = text.trim().to_lowercase();
        match lower.as_str() {
            "nan" => return Ok(Self::NotANumber),
            "inf" | "infinity" => return Ok(Self::Infinite),
            _ => {}
        }
        let (of, rest) = match lower.strip_prefix("abs") {
            Some(rest) => (Of::Magnitude, rest.trim_start()),
            None => (Of::Value, lower.as_str()),
        };
        let sign = RELATIONS.iter().find_map(|(sign, relation)| Some((rest.strip_prefix(sign)?, *relation)));
        let (number, relation) = sign.ok_or_else(wrong)?;
        let with = match number.trim() {
            "true" => 1.0,
            "false" => 0.0,
            number => number.parse().map_err(|_| wrong())?,
        };
        if f64::is_nan(with) {
            return if relation == Relation::Equal { Ok(Self::NotANumber) } else { Err(wrong()) };
        }
        let is_large = |whole: &i128| whole.unsigned_abs() >= FIRST_INEXACT;
        let whole = number.trim().parse().ok().filter(is_large);
        Ok(Self::Compared { relation, with, whole, of })
    }

    /// The same for elements of a type, to which its number is rounded: nobody who looks for the `0.1` of a `float32`
    /// means another number. Source of the rule: NEP 50. What is too large for the type is kept.
    pub(super) fn among(self, element: Element) -> Self {
        let Self::Compared { relation, with, whole, of } = self else { return self };
        let rounded = match element {
            Element::F16 => half::f16::from_f64(with).to_f64(),
            Element::Bf16 => half::bf16::from_f64(with).to_f64(),
            _ if element.dtype() == DType::F32 => single(with),
            _ => with,
        };
        let with = if rounded.is_finite() { rounded } else { with };
        let whole = whole.filter(|_| matches!(element, Element::I64 | Element::U64));
        Self::Compared { relation, with, whole, of }
    }

    /// The elements as doubles, and what is to be looked for in them. Where a whole number is too large for doubles,
    /// they are the signs of what each element lies above it.
    pub(super) fn measure(self, tensor: &Tensor, into: &mut Vec<f64>) -> Self {
        let Self::Compared { relation, whole: Some(whole), of, .. } = self else {
            tensor.doubles_into(into);
            return self;
        };
        let above = |scalar: Scalar| {
            let value = scalar.integer().unwrap_or_default();
            let value = if of == Of::Magnitude { value.abs() } else { value };
            match value.cmp(&whole) {
                Ordering::Less => -1.0,
                Ordering::Equal => 0.0,
                Ordering::Greater => 1.0,
            }
        };
        into.clear();
        into.extend(tensor.scalars().map(above));
        Self::Compared { relation, with: 0.0, whole: None, of: Of::Value }
    }

    /// The place of the first or the last element for which it holds.
    pub(super) fn find(self, values: &[f64], end: End) -> Option<usize> {
        let Self::Compared { relation, with, of, .. } = self else {
            let is_meant = if self == Self::NotANumber { f64::is_nan } else { f64::is_infinite };
            return lanes::find(values, end, is_meant);
        };
        let sign = if of == Of::Magnitude { !(1 << 63) } else { u64::MAX };
        let part = |value: f64| f64::from_bits(value.to_bits() & sign);
        match relation {
            Relation::Equal => lanes::find(values, end, |value| part(value) <= with && part(value) >= with),
            // NaN is not equal to anything, but nobody who looks for `!= 0` means it.
            Relation::Unequal => lanes::find(values, end, |value| part(value) < with || part(value) > with),
            Relation::Less => lanes::find(values, end, |value| part(value) < with),
            Relation::LessOrEqual => lanes::find(values, end, |value| part(value) <= with),
            Relation::Greater => lanes::find(values, end, |value| part(value) > with),
            Relation::GreaterOrEqual => lanes::find(values, end, |value| part(value) >= with),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_are_read_as_they_are_written() {
        let holds =
            |text: &str, value: f64| Predicate::parse(text).unwrap().find(&[value], End::First).is_some();
        assert!(holds("> 3", 3.5) && !holds(">3", 3.0) && holds(">= 3", 3.0));
        assert!(holds("< 3", 2.5) && !holds("<3", 3.0) && holds("<= 3", 3.0));
        assert!(holds("abs > 2", -3.0) && !holds("> 2", -3.0));
        assert!(holds("-1.5", -1.5) && holds("== -0", 0.0) && holds("!=0", 1.0) && !holds("!= 0", f64::NAN));
        assert!(holds("NaN", f64::NAN) && holds("inf", f64::NEG_INFINITY) && !holds("-inf", f64::INFINITY));
        assert!(holds("true", 1.0) && !holds("true", 0.0));
        for wrong in ["", ">", "three", "> nan", "< >", "abs"] {
            assert!(Predicate::parse(wrong).is_err(), "{wrong}");
        }
    }
}
