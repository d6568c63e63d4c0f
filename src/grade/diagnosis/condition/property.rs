//! Properties of cases: `pad` is 0, height and width differ, the division leaves a remainder.

use super::inputs;
use crate::course::{Exercise, Formula, Layout, Symbol, SymbolKind};
use crate::grade::diagnosis::evidence::{Evidence, Examined, planes};
use std::collections::BTreeSet;

/// One property, and in which cases it holds.
pub(super) struct Property {
    pub(super) words: String,
    pub(super) holds: Vec<bool>,
    /// How far-fetched it is: the lowest is preferred.
    pub(super) cost: u32,
}

/// A comparison of two numbers, and its sign.
type Comparison = (&'static str, fn(&i64, &i64) -> bool);

/// A property of an input's layout, how it is said, and how far-fetched it is.
type OfLayout = (&'static str, fn(Layout) -> bool, u32);

const COMPARISONS: [Comparison; 6] =
    [("=", i64::eq), ("≠", i64::ne), (">", i64::gt), ("<", i64::lt), ("≥", i64::ge), ("≤", i64::le)];

/// All properties that divide the cases.
pub(super) fn all(evidence: &Evidence<'_>) -> Vec<Property> {
    let mut found = Vec::new();
    for symbol in &evidence.exercise.symbols {
        match &symbol.kind {
            SymbolKind::Choice(variants) => found.extend(chosen(evidence, symbol, variants)),
            SymbolKind::Range(..) | SymbolKind::Formula(_) => found.extend(alone(evidence, symbol)),
        }
    }
    found.extend(compared(evidence));
    found.extend(in_either_direction(evidence));
    found.extend(rounded(evidence));
    found.extend(layouts(evidence));
    found.extend(inputs::properties(evidence));
    found.retain(|property| property.holds.contains(&true) && property.holds.contains(&false));
    found
}

/// A symbol's value in every case.
fn values(evidence: &Evidence<'_>, name: &str) -> Vec<i64> {
    evidence
        .cases
        .iter()
        .map(|examined| examined.case.symbols.get(name).copied().unwrap_or_default())
        .collect()
}

fn chosen(evidence: &Evidence<'_>, symbol: &Symbol, variants: &[String]) -> Vec<Property> {
    let values = values(evidence, &symbol.name);
    let property = |(position, variant): (usize, &String)| Property {
        words: format!("`{}` is {variant}", symbol.name),
        holds: values.iter().map(|&value| usize::try_from(value) == Ok(position)).collect(),
        cost: 1,
    };
    variants.iter().enumerate().map(property).collect()
}

/// Comparisons with the numbers that occur: 0 and 1 are what one thinks of first.
fn alone(evidence: &Evidence<'_>, symbol: &Symbol) -> Vec<Property> {
    let values = values(evidence, &symbol.name);
    let distinct: BTreeSet<i64> = values.iter().copied().collect();
    let derived = u32::from(matches!(symbol.kind, SymbolKind::Formula(_)));
    let wanted = |sign: &str, number: i64| match sign {
        "=" | ">" => true,
        "<" | "≠" => number > 1,
        _ => false,
    };
    let pairs = distinct.iter().flat_map(|&number| COMPARISONS.map(|comparison| (number, comparison)));
    pairs
        .filter(|(number, (sign, _))| wanted(sign, *number))
        .map(|(number, (sign, compare))| Property {
            words: format!("`{}` {sign} {number}", symbol.name),
            holds: values.iter().map(|value| compare(value, &number)).collect(),
            cost: derived + if (0..=1).contains(&number) { 1 } else { 4 },
        })
        .collect()
}

/// Comparisons of two symbols; of those that one plane has as its axes, first.
fn compared(evidence: &Evidence<'_>) -> Vec<Property> {
    let numeric =
        evidence.exercise.symbols.iter().filter(|symbol| !matches!(symbol.kind, SymbolKind::Choice(_)));
    let names: Vec<&str> = numeric.map(|symbol| symbol.name.as_str()).collect();
    let planes = planes(evidence.exercise);
    let mut found = Vec::new();
    for (place, &first) in names.iter().enumerate() {
        for &second in &names[place + 1..] {
            let cost = match planes.contains(&(first, second)) {
                true => 2,
                false if are_related(evidence.exercise, first, second) => 3,
                false => 5,
            };
            let (left, right) = (values(evidence, first), values(evidence, second));
            let pairs = || left.iter().zip(&right);
            found.extend(COMPARISONS.map(|(sign, compare)| Property {
                words: format!("`{first}` {sign} `{second}`"),
                holds: pairs().map(|(left, right)| compare(left, right)).collect(),
                cost,
            }));
            for (one, other, flip) in [(first, second, false), (second, first, true)] {
                let divides = |(left, right): (&i64, &i64)| {
                    let (divisor, number) = if flip { (right, left) } else { (left, right) };
                    *divisor != 0 && number % divisor == 0
                };
                found.push(Property {
                    words: format!("`{one}` does not divide `{other}`"),
                    holds: pairs().map(|pair| !divides(pair)).collect(),
                    cost: cost + 2,
                });
            }
        }
    }
    found
}

/// What holds of height or of width: more than one row or column, output and input of different size.
fn in_either_direction(evidence: &Evidence<'_>) -> Vec<Property> {
    let planes = planes(evidence.exercise);
    let either = |words: String, cost: u32, holds: &dyn Fn(usize) -> bool| Property {
        words,
        holds: (0..evidence.cases.len()).map(holds).collect(),
        cost,
    };
    let mut found = Vec::new();
    for (place, &(down, right)) in planes.iter().enumerate() {
        let (rows, columns) = (values(evidence, down), values(evidence, right));
        found.push(either(format!("`{down}` > 1 or `{right}` > 1"), 2, &|case| {
            rows[case] > 1 || columns[case] > 1
        }));
        for &(other_down, other_right) in planes.iter().skip(place + 1) {
            let (other_rows, other_columns) = (values(evidence, other_down), values(evidence, other_right));
            for (sign, compare) in COMPARISONS.into_iter().filter(|(sign, _)| ["≠", ">", "<"].contains(sign))
            {
                let words = format!("`{down}` {sign} `{other_down}` or `{right}` {sign} `{other_right}`");
                found.push(either(words, 3, &|case| {
                    compare(&rows[case], &other_rows[case]) || compare(&columns[case], &other_columns[case])
                }));
            }
        }
    }
    found
}

/// Whether two symbols have to do with each other: in one formula, or at one place of two tensors of equal rank.
fn are_related(exercise: &Exercise, first: &str, second: &str) -> bool {
    let arguments = exercise.arguments.iter().map(|argument| &argument.axes);
    let axes: Vec<&Vec<Formula>> =
        arguments.chain(exercise.outputs.iter().map(|output| &output.axes)).collect();
    let derived = exercise.symbols.iter().filter_map(|symbol| match &symbol.kind {
        SymbolKind::Formula(formula) => Some((Some(symbol.name.as_str()), formula)),
        _ => None,
    });
    let formulas = axes.iter().flat_map(|axes| axes.iter().map(|formula| (None, formula))).chain(derived);
    let names = |(name, formula): (Option<&'_ str>, &Formula)| {
        let is_used = |wanted: &str| name == Some(wanted) || formula.symbols().contains(&wanted);
        is_used(first) && is_used(second)
    };
    let in_one_formula = formulas.into_iter().any(names);
    let place = |axes: &[Formula], wanted: &str| axes.iter().position(|axis| axis.text() == wanted);
    let at_one_place = axes.iter().any(|one| {
        axes.iter().any(|other| {
            one.len() == other.len()
                && place(one, first).zip(place(other, second)).is_some_and(|(first, second)| first == second)
        })
    });
    in_one_formula || at_one_place
}

/// Whether a division in a symbol's formula leaves a remainder.
fn rounded(evidence: &Evidence<'_>) -> Vec<Property> {
    let rounds = |symbol: &Symbol| match &symbol.kind {
        SymbolKind::Formula(formula) if formula.text().contains('/') => {
            let rounds = |examined: &Examined<'_>| formula.rounds(&examined.case.symbols);
            Some((symbol.name.clone(), evidence.cases.iter().map(rounds).collect::<Vec<bool>>()))
        }
        _ => None,
    };
    let each: Vec<(String, Vec<bool>)> = evidence.exercise.symbols.iter().filter_map(rounds).collect();
    let any = |place: usize| each.iter().any(|(_, holds)| holds[place]);
    let names: Vec<String> = each.iter().map(|(name, _)| format!("`{name}`")).collect();
    let mut found = Vec::new();
    if each.len() > 1 {
        found.push(Property {
            words: format!("the division in {} leaves a remainder", names.join(" or ")),
            holds: (0..evidence.cases.len()).map(any).collect(),
            cost: 2,
        });
    }
    found.extend(each.iter().zip(&names).map(|((_, holds), name)| Property {
        words: format!("the division in {name} leaves a remainder"),
        holds: holds.clone(),
        cost: 2,
    }));
    found
}

/// How the inputs lie in memory.
fn layouts(evidence: &Evidence<'_>) -> Vec<Property> {
    let kinds: [OfLayout; 4] = [
        ("does not lie in memory in the usual order", |layout| layout != Layout::C, 2),
        ("lies in memory with its first axis fastest", |layout| layout == Layout::Fortran, 3),
        ("is stored backwards", |layout| layout == Layout::Reversed, 3),
        ("is cut out of a larger array", |layout| layout == Layout::Window, 3),
    ];
    let property = |(words, is, cost): OfLayout| Property {
        words: format!("an input {words}"),
        holds: evidence
            .cases
            .iter()
            .map(|examined| examined.inputs.iter().any(|input| is(input.input.layout)))
            .collect(),
        cost,
    };
    kinds.into_iter().map(property).collect()
}
