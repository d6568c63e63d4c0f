//! The header of an array: a Python dictionary with the keys `descr`, `fortran_order` and `shape`.

use crate::formats::{FormatError, Order};

/// What a header says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header<'a> {
    /// The element type: `<f8`.
    pub(super) descr: &'a str,
    pub(super) order: Order,
    pub(super) shape: Vec<usize>,
}

impl<'a> Header<'a> {
    /// Parses a header as NumPy writes it, in any order of keys.
    pub(super) fn parse(text: &'a str) -> Result<Self, FormatError> {
        let strange = || FormatError::Header("it is not one that NumPy writes");
        let mut scanner = Scanner { rest: text };
        let (mut descr, mut order, mut shape) = (None, None, None);
        scanner.take("{").ok_or_else(strange)?;
        while scanner.take("}").is_none() {
            let key = scanner.quoted().ok_or_else(strange)?;
            scanner.take(":").ok_or_else(strange)?;
            match key {
                "descr" if descr.is_none() => {
                    if scanner.is_nested() {
                        return Err(FormatError::Records);
                    }
                    descr = Some(scanner.quoted().ok_or_else(strange)?);
                }
                "fortran_order" if order.is_none() => order = Some(scanner.order().ok_or_else(strange)?),
                "shape" if shape.is_none() => shape = Some(scanner.tuple().ok_or_else(strange)?),
                _ => return Err(strange()),
            }
            if scanner.take(",").is_none() && !scanner.is_at("}") {
                return Err(strange());
            }
        }
        let (Some(descr), Some(order), Some(shape), "") = (descr, order, shape, scanner.rest.trim()) else {
            return Err(strange());
        };
        Ok(Self { descr, order, shape })
    }
}

/// Reads a header's words one after the other.
struct Scanner<'a> {
    rest: &'a str,
}

impl<'a> Scanner<'a> {
    fn take(&mut self, sign: &str) -> Option<()> {
        self.rest = self.rest.trim_start().strip_prefix(sign)?;
        Some(())
    }

    fn is_at(&self, sign: &str) -> bool {
        self.rest.trim_start().starts_with(sign)
    }

    /// Whether a list of fields follows, or what older versions wrote for one.
    fn is_nested(&self) -> bool {
        ["[", "(", "{"].iter().any(|sign| self.is_at(sign))
    }

    fn quoted(&mut self) -> Option<&'a str> {
        let rest = self.rest.trim_start();
        let quote = rest.chars().next().filter(|quote| matches!(quote, '\'' | '"'))?;
        let (word, rest) = rest.get(1..)?.split_once(quote)?;
        self.rest = rest;
        (!word.contains('\\')).then_some(word)
    }

    fn order(&mut self) -> Option<Order> {
        if self.take("False").is_some() { Some(Order::C) } else { self.take("True").map(|()| Order::Fortran) }
    }

    fn tuple(&mut self) -> Option<Vec<usize>> {
        let mut lengths = Vec::new();
        self.take("(")?;
        while self.take(")").is_none() {
            let rest = self.rest.trim_start();
            let digits = rest.find(|c: char| !c.is_ascii_digit())?;
            lengths.push(rest.get(..digits)?.parse().ok()?);
            // Python 2 wrote long integers as `3L`.
            self.rest = rest.get(digits..)?.trim_start_matches('L');
            if self.take(",").is_none() && !self.is_at(")") {
                return None;
            }
        }
        Some(lengths)
    }
}
