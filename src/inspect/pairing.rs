//! Which tensor of one archive belongs to which of another: by their names.

use std::collections::{HashMap, HashSet};

/// Positions in the two lists of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pairing {
    /// Of one name, in the order of the expected ones.
    pub pairs: Vec<(usize, usize)>,
    /// Expected names that there are not.
    pub missing: Vec<usize>,
    /// Names that nobody expects.
    pub extra: Vec<usize>,
    /// What had to be left out of the names of one side to find the pairs.
    pub prefix: Option<Prefix>,
}

/// A beginning that the names of one side have and those of the other have not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Prefix {
    /// Of the expected names.
    Expected(String),
    /// Of the actual names.
    Actual(String),
}

/// Names from which prefixes are guessed.
const TRIED: usize = 8;

/// Pairs names. Where one prefix more or less leaves no name of one side alone, it is passed over.
#[must_use]
pub fn pairing(expected: &[&str], actual: &[&str]) -> Pairing {
    let plain = paired(expected, actual, None);
    if plain.missing.is_empty() || plain.extra.is_empty() {
        return plain;
    }
    let missing: Vec<&str> = plain.missing.iter().map(|&at| expected[at]).collect();
    let extra: Vec<&str> = plain.extra.iter().map(|&at| actual[at]).collect();
    let in_actual = prefixes(&missing, &extra).into_iter().map(Prefix::Actual);
    let in_expected = prefixes(&extra, &missing).into_iter().map(Prefix::Expected);
    let tried = in_actual.chain(in_expected).map(|prefix| paired(expected, actual, Some(prefix)));
    let complete = tried.filter(|found| found.missing.is_empty() || found.extra.is_empty());
    let best = complete.max_by_key(|found| found.pairs.len());
    best.filter(|found| found.pairs.len() > plain.pairs.len()).unwrap_or(plain)
}

/// What stands before the short names in the long ones.
fn prefixes(short: &[&str], long: &[&str]) -> HashSet<String> {
    let of_name = |name: &&str| -> Vec<String> {
        let before = long.iter().filter_map(|long| long.strip_suffix(*name));
        before.filter(|prefix| !prefix.is_empty()).take(TRIED).map(str::to_owned).collect()
    };
    short.iter().filter(|name| !name.is_empty()).take(TRIED).flat_map(of_name).collect()
}

fn paired(expected: &[&str], actual: &[&str], prefix: Option<Prefix>) -> Pairing {
    let (of_expected, of_actual) = match &prefix {
        Some(Prefix::Expected(prefix)) => (prefix.as_str(), ""),
        Some(Prefix::Actual(prefix)) => ("", prefix.as_str()),
        None => ("", ""),
    };
    let short = |name: &'_ str, prefix: &str| name.strip_prefix(prefix).unwrap_or(name).to_owned();
    let mut places: HashMap<String, usize> = HashMap::new();
    for (place, name) in actual.iter().enumerate().rev() {
        // A name that is there as it is comes before one that only is without its prefix.
        let name = short(name, of_actual);
        let is_free = places.get(&name).is_none_or(|&taken| actual[taken] != name);
        if is_free {
            places.insert(name, place);
        }
    }
    let mut found = Pairing::default();
    for (place, name) in expected.iter().enumerate() {
        match places.remove(&short(name, of_expected)) {
            Some(other) => found.pairs.push((place, other)),
            None => found.missing.push(place),
        }
    }
    let paired: HashSet<usize> = found.pairs.iter().map(|(_, other)| *other).collect();
    found.extra = (0..actual.len()).filter(|place| !paired.contains(place)).collect();
    found.prefix = prefix;
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_names_are_paired_in_the_order_of_the_expected_ones() {
        let found = pairing(&["b", "gone", "a"], &["a", "b", "more"]);
        let expected =
            Pairing { pairs: vec![(0, 1), (2, 0)], missing: vec![1], extra: vec![2], prefix: None };
        assert_eq!(found, expected);
    }

    #[test]
    fn one_prefix_that_explains_all_is_passed_over() {
        let (plain, with) = (["w", "b", "head"], ["model.w", "model.b", "head"]);
        let found = pairing(&plain, &with);
        assert_eq!(found.pairs, [(0, 0), (1, 1), (2, 2)]);
        assert_eq!(found.prefix, Some(Prefix::Actual("model.".to_owned())));
        let found = pairing(&with, &plain);
        assert_eq!(found.prefix, Some(Prefix::Expected("model.".to_owned())));
        assert_eq!(pairing(&plain[..2], &with).pairs.len(), 2, "one more than expected is extra");
    }

    #[test]
    fn a_prefix_that_leaves_names_on_both_sides_is_none() {
        let found = pairing(&["w", "b", "gone"], &["model.w", "model.b", "other"]);
        assert_eq!((found.pairs.len(), found.prefix), (0, None));
        let found = pairing(&["a.w", "b.w"], &["c.w", "d.w"]);
        assert_eq!((found.pairs.len(), found.prefix), (0, None));
    }
}
