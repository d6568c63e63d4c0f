//! A number that differs from case to case, as an expression of the case's symbols: `2`, `1/f²`, `f²·n_C − 1`.

use crate::course::{Case, Exercise, SymbolKind};
use std::collections::BTreeSet;

/// What a number is in every case.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Quantity {
    /// The same number everywhere.
    Number(f64),
    /// A number times a product of symbols over a product of symbols.
    Ratio { coefficient: f64, over: Vec<String>, under: Vec<String> },
    /// A product of symbols and a whole number added to it.
    Shifted { over: Vec<String>, plus: i32 },
    /// The sum of two symbols.
    Sum(String, String),
}

/// The most symbols in a product and its divisor together.
const LONGEST: usize = 4;
/// Relative difference of numbers that are meant to be the same.
const SAME: f64 = 1e-9;
/// With fewer cases, some expression always fits.
const FEWEST: usize = 3;
/// The largest whole number that a ratio is multiplied or divided by.
const LARGEST: f64 = 100.0;

/// The simplest quantity that has each of these values in its case.
pub(super) fn quantity(exercise: &Exercise, values: &[(&Case, f64)]) -> Option<Quantity> {
    let (_, first) = *values.first()?;
    if values.iter().all(|(_, value)| same(*value, first)) {
        return (values.len() > 1 || is_plain(first)).then_some(Quantity::Number(first));
    }
    if values.len() < FEWEST {
        return None;
    }
    let distinct: BTreeSet<String> = values.iter().map(|(_, value)| format!("{value:.8e}")).collect();
    let numeric = exercise.symbols.iter().filter(|symbol| !matches!(symbol.kind, SymbolKind::Choice(_)));
    let names: Vec<&str> = numeric.map(|symbol| symbol.name.as_str()).collect();
    // Each symbol of an expression is a choice that the values have to pay for.
    let affordable = |(over, under): &(Vec<&str>, Vec<&str>)| {
        let used: BTreeSet<&&str> = over.iter().chain(under).collect();
        used.len() < distinct.len()
    };
    let products: Vec<_> = products(&names, LONGEST).into_iter().filter(affordable).collect();
    let ratio = |products: &[(Vec<&str>, Vec<&str>)], exactly: Option<f64>| {
        products.iter().find_map(|(over, under)| ratio(values, over, under, exactly))
    };
    let alone = products.iter().position(|(over, under)| over.len() + under.len() > 1);
    let alone = &products[..alone.unwrap_or(products.len())];
    ratio(&products, Some(1.0))
        .or_else(|| ratio(&products, Some(-1.0)))
        .or_else(|| ratio(alone, Some(2.0)))
        .or_else(|| {
            let dearer = products.iter().filter(|(over, _)| over.len() + 1 < distinct.len());
            dearer.into_iter().find_map(|(over, under)| shifted(values, over, under))
        })
        .or_else(|| if distinct.len() > 2 { sum(values, &names) } else { None })
        .or_else(|| if distinct.len() > 2 { ratio(&products, None) } else { None })
}

/// The ratio times one number in all cases: `exactly` this, or any small whole number or its inverse.
fn ratio(values: &[(&Case, f64)], over: &[&str], under: &[&str], exactly: Option<f64>) -> Option<Quantity> {
    let (case, first) = values.first()?;
    let coefficient = exactly.map_or_else(|| Some(first / product(case, over, under)?), Some)?;
    let fits = |(case, value): &(&Case, f64)| {
        product(case, over, under).is_some_and(|product| same(coefficient * product, *value))
    };
    let plain = is_whole(coefficient) || is_whole(1.0 / coefficient);
    (plain && values.iter().all(fits)).then(|| Quantity::Ratio {
        coefficient,
        over: owned(over),
        under: owned(under),
    })
}

fn shifted(values: &[(&Case, f64)], over: &[&str], under: &[&str]) -> Option<Quantity> {
    let plus = [-1, 1].into_iter().filter(|_| under.is_empty());
    let fits = |plus: i32| {
        values.iter().all(|(case, value)| {
            product(case, over, under).is_some_and(|product| same(product + f64::from(plus), *value))
        })
    };
    plus.into_iter().find(|&plus| fits(plus)).map(|plus| Quantity::Shifted { over: owned(over), plus })
}

fn sum(values: &[(&Case, f64)], names: &[&str]) -> Option<Quantity> {
    let pairs = names
        .iter()
        .enumerate()
        .flat_map(|(place, first)| names[place + 1..].iter().map(move |second| (*first, *second)));
    let fits = |(first, second): &(&str, &str)| {
        values.iter().all(|(case, value)| {
            let part = |name: &str| product(case, &[name], &[]);
            part(first).zip(part(second)).is_some_and(|(first, second)| same(first + second, *value))
        })
    };
    pairs.into_iter().find(fits).map(|(first, second)| Quantity::Sum(first.to_owned(), second.to_owned()))
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

fn is_whole(number: f64) -> bool {
    number.abs() < LARGEST && number.abs() > 0.5 && same(number, number.round())
}

impl Quantity {
    /// The quantity times something: `twice what is expected`.
    pub(super) fn times(&self, what: &str) -> String {
        match self {
            Self::Number(number) => number_times(*number, what),
            Self::Ratio { coefficient, over, under } if over.is_empty() && same(*coefficient, 1.0) => {
                format!("{what} divided by {}", joined(under))
            }
            Self::Ratio { .. } | Self::Shifted { .. } | Self::Sum(..) => {
                format!("{what} times {}", self.text())
            }
        }
    }

    /// Something divided by the quantity.
    pub(super) fn under(&self, what: &str) -> String {
        match self {
            Self::Ratio { under, coefficient, .. } if !under.is_empty() || !is_whole(*coefficient) => {
                format!("{what} divided by ({})", self.text())
            }
            _ => format!("{what} divided by {}", self.text()),
        }
    }

    /// The quantity as it would be written down: `f² / stride`.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Number(number) => format!("{}", rounded(*number)),
            Self::Shifted { over, plus } if *plus > 0 => format!("({} + {plus})", joined(over)),
            Self::Shifted { over, plus } => format!("({} − {})", joined(over), plus.abs()),
            Self::Sum(first, second) => format!("({first} + {second})"),
            Self::Ratio { coefficient, over, under } => fraction(*coefficient, over, under),
        }
    }
}

/// `−2·f² / (3·stride)`.
fn fraction(coefficient: f64, over: &[String], under: &[String]) -> String {
    let sign = if coefficient < 0.0 { "−" } else { "" };
    let (times, by) =
        if is_whole(coefficient) { (coefficient.abs(), 1.0) } else { (1.0, 1.0 / coefficient.abs()) };
    let part = |number: f64, names: &[String]| match (same(number, 1.0), names.is_empty()) {
        (true, true) => "1".to_owned(),
        (true, false) => joined(names),
        (false, true) => format!("{}", number.round()),
        (false, false) => format!("{}·{}", number.round(), joined(names)),
    };
    let (numerator, denominator) = (part(times, over), part(by, under));
    match denominator.as_str() {
        "1" => format!("{sign}{numerator}"),
        plain if !plain.contains('·') => format!("{sign}{numerator} / {plain}"),
        product => format!("{sign}{numerator} / ({product})"),
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
fn products<'a>(symbols: &[&'a str], longest: usize) -> Vec<(Vec<&'a str>, Vec<&'a str>)> {
    let mut found = Vec::new();
    for length in 1..=longest {
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
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let ratio = |coefficient, over, under| Quantity::Ratio {
            coefficient,
            over: names(over),
            under: names(under),
        };
        for (quantity, text) in [
            (Quantity::Number(2.0), "twice it"),
            (Quantity::Number(0.5), "half of it"),
            (Quantity::Number(-1.0), "it with the opposite sign"),
            (Quantity::Number(0.25), "it divided by 4"),
            (Quantity::Number(3.0), "3 times it"),
            (ratio(1.0, &[], &["f", "f"]), "it divided by f²"),
            (ratio(1.0, &["m"], &["f", "k"]), "it times m / (f·k)"),
            (ratio(0.25, &["f", "f"], &[]), "it times f² / 4"),
            (ratio(-2.0, &["f"], &[]), "it times −2·f"),
            (Quantity::Shifted { over: names(&["f", "f", "k"]), plus: -1 }, "it times (f²·k − 1)"),
            (Quantity::Sum("f".to_owned(), "k".to_owned()), "it times (f + k)"),
        ] {
            assert_eq!(quantity.times("it"), text);
        }
    }

    #[test]
    fn short_products_come_first() {
        let found = products(&["a", "b"], 3);
        assert_eq!(found[0], (vec!["a"], vec![]));
        assert_eq!(found[2], (vec![], vec!["a"]));
        assert!(found.contains(&(vec!["a", "a"], vec!["b"])));
        assert!(!found.contains(&(vec!["a"], vec!["a"])));
    }
}
