//! A number that differs from case to case, as an expression of the case's symbols: `2`, `1/f²`, `f²·n_C − 1`.

use crate::course::{Case, Exercise, SymbolKind};
use std::collections::BTreeSet;

/// What a number is in every case.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Quantity {
    /// The same number everywhere.
    Number(f64),
    /// A product of symbols over a product of symbols, and a whole number added to it.
    Symbols { negative: Sign, over: Vec<String>, under: Vec<String>, plus: i32 },
}

/// Whether a product is turned round.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Plus,
    Minus,
}

/// The most symbols in a product and its divisor together.
const LONGEST: usize = 3;
/// Relative difference of numbers that are meant to be the same.
const SAME: f64 = 1e-7;

/// The simplest quantity that has each of these values in its case.
pub(super) fn quantity(exercise: &Exercise, values: &[(&Case, f64)]) -> Option<Quantity> {
    let (_, first) = *values.first()?;
    if values.iter().all(|(_, value)| same(*value, first)) {
        return (values.len() > 1 || is_plain(first)).then_some(Quantity::Number(first));
    }
    let distinct: BTreeSet<String> = values.iter().map(|(_, value)| format!("{value:.6e}")).collect();
    let numeric = |kind: &SymbolKind| !matches!(kind, SymbolKind::Choice(_));
    let symbols: Vec<&str> = exercise
        .symbols
        .iter()
        .filter(|symbol| numeric(&symbol.kind))
        .map(|symbol| symbol.name.as_str())
        .collect();
    let mut candidates = products(&symbols);
    candidates.retain(|(over, under)| over.len() + under.len() < distinct.len() + 1);
    let shapes = [(Sign::Plus, 0), (Sign::Minus, 0), (Sign::Plus, -1), (Sign::Plus, 1), (Sign::Minus, 1)];
    candidates.iter().flat_map(|product| shapes.map(|shape| (product, shape))).find_map(
        |((over, under), (negative, plus))| {
            let fits = |(case, value): &(&Case, f64)| {
                product(case, over, under).is_some_and(|product| {
                    let product = if negative == Sign::Minus { -product } else { product };
                    same(product + f64::from(plus), *value)
                })
            };
            let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
            values.iter().all(fits).then(|| Quantity::Symbols {
                negative,
                over: owned(over),
                under: owned(under),
                plus,
            })
        },
    )
}

impl Quantity {
    /// The quantity times something: `twice what is expected`.
    pub(super) fn times(&self, what: &str) -> String {
        match self {
            Self::Number(number) => number_times(*number, what),
            Self::Symbols { negative: Sign::Plus, over, under, plus: 0 } if over.is_empty() => {
                format!("{what} divided by {}", joined(under))
            }
            Self::Symbols { .. } => format!("{} times {what}", self.text()),
        }
    }

    /// The quantity as it would be written down: `f² / stride`.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Number(number) => format!("{}", rounded(*number)),
            Self::Symbols { negative, over, under, plus } => {
                let sign = if *negative == Sign::Minus { "−" } else { "" };
                let over = if over.is_empty() { "1".to_owned() } else { joined(over) };
                let under = match under.len() {
                    0 => String::new(),
                    1 => format!(" / {}", joined(under)),
                    _ => format!(" / ({})", joined(under)),
                };
                match plus {
                    0 => format!("{sign}{over}{under}"),
                    1.. => format!("({sign}{over}{under} + {plus})"),
                    _ => format!("({sign}{over}{under} − {})", plus.abs()),
                }
            }
        }
    }
}

fn number_times(number: f64, what: &str) -> String {
    let inverse = 1.0 / number;
    if same(number, 1.0) {
        what.to_owned()
    } else if same(number, -1.0) {
        format!("{what} with the opposite sign")
    } else if same(number, 2.0) {
        format!("twice {what}")
    } else if same(number, 0.5) {
        format!("half of {what}")
    } else if number.abs() < 1.0 && same(inverse, inverse.round()) {
        format!("{what} divided by {}", inverse.round())
    } else {
        format!("{} times {what}", rounded(number))
    }
}

/// Whether a single case is enough to believe in this number.
fn is_plain(number: f64) -> bool {
    [-1.0, 2.0, 0.5].into_iter().any(|plain| same(number, plain))
}

/// Six digits.
fn rounded(number: f64) -> f64 {
    format!("{number:.5e}").parse().unwrap_or(number)
}

fn same(left: f64, right: f64) -> bool {
    (left - right).abs() <= SAME * left.abs().max(right.abs())
}

fn product(case: &Case, over: &[&str], under: &[&str]) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "symbols are lengths, far below 2^53")]
    let all =
        |names: &[&str]| names.iter().try_fold(1.0, |all, &name| Some(all * *case.symbols.get(name)? as f64));
    Some(all(over)? / all(under)?).filter(|product| product.is_finite())
}

/// All products over products of at most so many symbols, short ones first.
fn products<'a>(symbols: &[&'a str]) -> Vec<(Vec<&'a str>, Vec<&'a str>)> {
    let mut found = Vec::new();
    for length in 1..=LONGEST {
        for over in (0..=length).rev() {
            for numerator in selections(symbols, over) {
                let coprime = selections(symbols, length - over)
                    .into_iter()
                    .filter(|denominator| !denominator.iter().any(|name| numerator.contains(name)));
                found.extend(coprime.map(|denominator| (numerator.clone(), denominator)));
            }
        }
    }
    found
}

/// All selections of so many symbols, with repetition, in their order.
fn selections<'a>(symbols: &[&'a str], length: usize) -> Vec<Vec<&'a str>> {
    if length == 0 {
        return vec![Vec::new()];
    }
    let mut found = Vec::new();
    for (position, &first) in symbols.iter().enumerate() {
        for mut rest in selections(&symbols[position..], length - 1) {
            rest.insert(0, first);
            found.push(rest);
        }
    }
    found
}

/// `f²·n_C`.
fn joined(names: &[String]) -> String {
    let mut groups: Vec<(&str, usize)> = Vec::new();
    for name in names {
        match groups.last_mut() {
            Some((last, count)) if *last == name => *count += 1,
            _ => groups.push((name, 1)),
        }
    }
    let power = |count| ["", "", "²", "³"].get(count).copied().unwrap_or("");
    groups.iter().map(|&(name, count)| format!("{name}{}", power(count))).collect::<Vec<_>>().join("·")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_read_as_people_write_them() {
        let symbols = |over: &[&str], under: &[&str], plus| Quantity::Symbols {
            negative: Sign::Plus,
            over: over.iter().map(ToString::to_string).collect(),
            under: under.iter().map(ToString::to_string).collect(),
            plus,
        };
        for (quantity, text) in [
            (Quantity::Number(2.0), "twice it"),
            (Quantity::Number(0.5), "half of it"),
            (Quantity::Number(-1.0), "it with the opposite sign"),
            (Quantity::Number(0.25), "it divided by 4"),
            (Quantity::Number(3.0), "3 times it"),
            (symbols(&[], &["f", "f"], 0), "it divided by f²"),
            (symbols(&["f", "f", "k"], &[], -1), "(f²·k − 1) times it"),
            (symbols(&["m"], &["f"], 0), "m / f times it"),
        ] {
            assert_eq!(quantity.times("it"), text);
        }
    }

    #[test]
    fn short_products_come_first() {
        let found = products(&["a", "b"]);
        assert_eq!(found[0], (vec!["a"], vec![]));
        assert_eq!(found[2], (vec![], vec!["a"]));
        assert!(found.contains(&(vec!["a", "a"], vec!["b"])));
        assert!(!found.contains(&(vec!["a"], vec!["a"])));
    }
}
