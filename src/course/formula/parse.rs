//! Recursive descent over the characters of a formula.

use super::{Node, Operator};

/// Nested deeper, a formula is no longer meant to be read.
const DEEPEST: usize = 50;

/// Longer, it would nest deeper than the stack allows.
const LONGEST: usize = 500;

type Operators = &'static [(&'static str, Operator)];

/// A longer sign stands before its prefix, or it would never be found.
const COMPARISONS: Operators = &[
    ("==", Operator::Equal),
    ("!=", Operator::NotEqual),
    ("<=", Operator::LessOrEqual),
    (">=", Operator::GreaterOrEqual),
    ("<", Operator::Less),
    (">", Operator::Greater),
];
const SUMS: Operators = &[("+", Operator::Add), ("-", Operator::Subtract)];
const PRODUCTS: Operators = &[("*", Operator::Multiply), ("/", Operator::Divide), ("%", Operator::Remainder)];

/// The tree of a formula, or the reason why it is none.
pub(super) fn parse(text: &str) -> Result<Node, String> {
    if text.len() > LONGEST {
        return Err(format!("it is longer than {LONGEST} characters"));
    }
    let mut parser = Parser { rest: text.trim(), depth: 0 };
    let node = parser.comparison()?;
    if parser.rest.is_empty() { Ok(node) } else { Err(parser.expected("an operator")) }
}

struct Parser<'a> {
    /// What is left to read; never begins with a blank.
    rest: &'a str,
    depth: usize,
}

impl Parser<'_> {
    fn comparison(&mut self) -> Result<Node, String> {
        let left = self.sum()?;
        match self.operator(COMPARISONS) {
            Some(operator) => Ok(binary(operator, left, self.sum()?)),
            None => Ok(left),
        }
    }

    fn sum(&mut self) -> Result<Node, String> {
        let mut node = self.product()?;
        while let Some(operator) = self.operator(SUMS) {
            node = binary(operator, node, self.product()?);
        }
        Ok(node)
    }

    fn product(&mut self) -> Result<Node, String> {
        let mut node = self.atom()?;
        while let Some(operator) = self.operator(PRODUCTS) {
            node = binary(operator, node, self.atom()?);
        }
        Ok(node)
    }

    fn atom(&mut self) -> Result<Node, String> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("parentheses are nested too deeply".to_owned());
        }
        let node = if self.take("-") {
            Node::Negative(Box::new(self.atom()?))
        } else if self.take("(") {
            let inner = self.comparison()?;
            if !self.take(")") {
                return Err(self.expected("`)`"));
            }
            inner
        } else {
            self.word()?
        };
        self.depth -= 1;
        Ok(node)
    }

    fn word(&mut self) -> Result<Node, String> {
        let length =
            self.rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(self.rest.len());
        let word = &self.rest[..length];
        let node = match word.as_bytes().first() {
            Some(b'0'..=b'9') if word.bytes().all(|byte| byte.is_ascii_digit()) => {
                Node::Number(word.parse().map_err(|_| "a number exceeds 64-bit integers".to_owned())?)
            }
            Some(first) if !first.is_ascii_digit() => Node::Symbol(word.to_owned()),
            _ => return Err(self.expected("a number, a symbol or `(`")),
        };
        self.advance(length);
        Ok(node)
    }

    fn operator(&mut self, operators: Operators) -> Option<Operator> {
        operators.iter().find(|(sign, _)| self.take(sign)).map(|&(_, operator)| operator)
    }

    fn take(&mut self, sign: &str) -> bool {
        let there = self.rest.starts_with(sign);
        if there {
            self.advance(sign.len());
        }
        there
    }

    fn advance(&mut self, length: usize) {
        self.rest = self.rest[length..].trim_start();
    }

    fn expected(&self, what: &str) -> String {
        if self.rest.is_empty() {
            format!("{what} is expected at the end")
        } else {
            format!("{what} is expected at `{}`", self.rest)
        }
    }
}

fn binary(operator: Operator, left: Node, right: Node) -> Node {
    Node::Binary(operator, Box::new(left), Box::new(right))
}
