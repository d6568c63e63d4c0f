//! Integer formulas over a case's symbols: `(n_H_prev - f + 2*pad) / stride + 1`.
//!
//! The operators, weakest first: comparisons (`== != < <= > >=`, which give 1 or 0 and do not chain), `+ -`,
//! `* / %`, unary minus. Division and remainder round towards minus infinity, as Python's `//` and `%`, so that the
//! oracle evaluates the same text to the same number.

mod parse;

use std::collections::BTreeMap;

/// A parsed formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    text: String,
    root: Node,
}

/// A formula that cannot be parsed or has no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormulaError {
    /// Not in the grammar.
    #[error("`{text}` is not a formula: {reason}")]
    Syntax {
        /// The whole formula.
        text: String,
        /// What is expected where.
        reason: String,
    },
    /// A symbol without a value.
    #[error("`{text}` uses `{symbol}`, which is not a symbol with a value here")]
    UnknownSymbol {
        /// The whole formula.
        text: String,
        /// The first such symbol.
        symbol: String,
    },
    /// A division or remainder with these values.
    #[error("`{text}` divides by zero")]
    DivisionByZero {
        /// The whole formula.
        text: String,
    },
    /// The result, or one on the way to it.
    #[error("`{text}` exceeds 64-bit integers")]
    Overflow {
        /// The whole formula.
        text: String,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Number(i64),
    Symbol(String),
    Negative(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Why a node has no value.
enum Undefined {
    Symbol(String),
    Division,
    Overflow,
}

impl Formula {
    /// Parses a formula.
    ///
    /// # Errors
    /// When the text is not a formula.
    pub fn parse(text: &str) -> Result<Self, FormulaError> {
        let root =
            parse::parse(text).map_err(|reason| FormulaError::Syntax { text: text.to_owned(), reason })?;
        Ok(Self { text: text.to_owned(), root })
    }

    /// The formula as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The formula's value where the symbols have these values.
    ///
    /// # Errors
    /// When a symbol has no value, a divisor is zero, or a result exceeds 64 bits.
    pub fn evaluate(&self, symbols: &BTreeMap<String, i64>) -> Result<i64, FormulaError> {
        let text = || self.text.clone();
        self.root.evaluate(symbols).map_err(|undefined| match undefined {
            Undefined::Symbol(symbol) => FormulaError::UnknownSymbol { text: text(), symbol },
            Undefined::Division => FormulaError::DivisionByZero { text: text() },
            Undefined::Overflow => FormulaError::Overflow { text: text() },
        })
    }

    /// Whether a division in the formula leaves a remainder where the symbols have these values.
    #[must_use]
    pub fn rounds(&self, symbols: &BTreeMap<String, i64>) -> bool {
        self.root.rounds(symbols)
    }

    /// The symbols that the formula uses, in the order of their first use.
    #[must_use]
    pub fn symbols(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.root.collect(&mut found);
        found
    }
}

impl Node {
    fn evaluate(&self, symbols: &BTreeMap<String, i64>) -> Result<i64, Undefined> {
        match self {
            Self::Number(value) => Ok(*value),
            Self::Symbol(name) => symbols.get(name).copied().ok_or_else(|| Undefined::Symbol(name.clone())),
            Self::Negative(node) => node.evaluate(symbols)?.checked_neg().ok_or(Undefined::Overflow),
            Self::Binary(operator, left, right) => operator.apply_to(left, right, symbols),
        }
    }

    fn rounds(&self, symbols: &BTreeMap<String, i64>) -> bool {
        match self {
            Self::Number(_) | Self::Symbol(_) => false,
            Self::Negative(node) => node.rounds(symbols),
            Self::Binary(operator, left, right) => {
                let remainder = Operator::Remainder.apply_to(left, right, symbols);
                (*operator == Operator::Divide && remainder.is_ok_and(|remainder| remainder != 0))
                    || left.rounds(symbols)
                    || right.rounds(symbols)
            }
        }
    }

    fn collect<'a>(&'a self, found: &mut Vec<&'a str>) {
        match self {
            Self::Number(_) => {}
            Self::Symbol(name) if found.contains(&name.as_str()) => {}
            Self::Symbol(name) => found.push(name),
            Self::Negative(node) => node.collect(found),
            Self::Binary(_, left, right) => {
                left.collect(found);
                right.collect(found);
            }
        }
    }
}

impl Operator {
    fn apply_to(self, left: &Node, right: &Node, symbols: &BTreeMap<String, i64>) -> Result<i64, Undefined> {
        self.apply(left.evaluate(symbols)?, right.evaluate(symbols)?)
    }

    fn apply(self, left: i64, right: i64) -> Result<i64, Undefined> {
        let truth = |condition: bool| Some(i64::from(condition));
        let value = match self {
            Self::Divide | Self::Remainder if right == 0 => return Err(Undefined::Division),
            Self::Add => left.checked_add(right),
            Self::Subtract => left.checked_sub(right),
            Self::Multiply => left.checked_mul(right),
            Self::Divide => floor_division(left, right),
            Self::Remainder => floor_division(left, right)
                .and_then(|quotient| quotient.checked_mul(right))
                .and_then(|product| left.checked_sub(product)),
            Self::Equal => truth(left == right),
            Self::NotEqual => truth(left != right),
            Self::Less => truth(left < right),
            Self::LessOrEqual => truth(left <= right),
            Self::Greater => truth(left > right),
            Self::GreaterOrEqual => truth(left >= right),
        };
        value.ok_or(Undefined::Overflow)
    }
}

/// The quotient rounded towards minus infinity; `right` is not zero.
fn floor_division(left: i64, right: i64) -> Option<i64> {
    let quotient = left.checked_div(right)?;
    let inexact = left.checked_rem(right)? != 0;
    Some(if inexact && (left < 0) != (right < 0) { quotient - 1 } else { quotient })
}

impl std::fmt::Display for Formula {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Result<i64, FormulaError> {
        let symbols = [("n", 7), ("f", 3), ("pad", 1), ("stride", 2), ("mode", 0)];
        let symbols = symbols.map(|(name, value)| (name.to_owned(), value)).into();
        Formula::parse(text)?.evaluate(&symbols)
    }

    #[test]
    fn formulas_follow_the_usual_precedence() {
        for (text, expected) in [
            ("(n - f + 2*pad) / stride + 1", 4),
            ("1 - mode", 1),
            ("2 + 3 * 4 - 5", 9),
            ("10 - 3 - 2", 5),
            ("-f + 1", -2),
            ("2 * -f", -6),
            ("n == 7", 1),
            ("n + 1 <= 7", 0),
            ("n != f", 1),
            ("(n > f) * 5", 5),
            ("n % f", 1),
        ] {
            assert_eq!(value(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn division_and_remainder_round_down() {
        for (text, expected) in
            [("7 / 2", 3), ("-7 / 2", -4), ("7 / -2", -4), ("-7 / -2", 3), ("-7 % 2", 1), ("7 % -2", -1)]
        {
            assert_eq!(value(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_has_no_value_says_why() {
        for (text, message) in [
            ("", "`` is not a formula: a number, a symbol or `(` is expected at the end"),
            ("n +", "`n +` is not a formula: a number, a symbol or `(` is expected at the end"),
            ("(n", "`(n` is not a formula: `)` is expected at the end"),
            ("n f", "`n f` is not a formula: an operator is expected at `f`"),
            ("n // 2", "`n // 2` is not a formula: a number, a symbol or `(` is expected at `/ 2`"),
            ("1 < 2 < 3", "`1 < 2 < 3` is not a formula: an operator is expected at `< 3`"),
            ("n $ 2", "`n $ 2` is not a formula: an operator is expected at `$ 2`"),
            ("k + 1", "`k + 1` uses `k`, which is not a symbol with a value here"),
            ("n / (f - 3)", "`n / (f - 3)` divides by zero"),
            ("9223372036854775807 + 1", "`9223372036854775807 + 1` exceeds 64-bit integers"),
            (
                "99999999999999999999",
                "`99999999999999999999` is not a formula: a number exceeds 64-bit integers",
            ),
        ] {
            assert_eq!(value(text).unwrap_err().to_string(), message);
        }
        let long = "1+".repeat(500);
        assert!(value(&long).unwrap_err().to_string().ends_with("it is longer than 500 characters"));
        let deep = "(".repeat(300);
        assert!(value(&deep).unwrap_err().to_string().ends_with("parentheses are nested too deeply"));
    }

    #[test]
    fn a_formula_rounds_where_a_division_leaves_a_remainder() {
        let rounds = |text: &str| {
            Formula::parse(text)
                .unwrap()
                .rounds(&[("n", 7), ("f", 3)].map(|(name, value)| (name.to_owned(), value)).into())
        };
        assert!(rounds("(n - f + 1) / 2 + 1") && rounds("-(n / f)"));
        assert!(!rounds("(n - f) / 2 + 1") && !rounds("n % f") && !rounds("n / (f - 3)"));
    }

    #[test]
    fn a_formula_lists_its_symbols_once() {
        assert_eq!(Formula::parse("a + b*a - (c < b)").unwrap().symbols(), ["a", "b", "c"]);
    }
}
