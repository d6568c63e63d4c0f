//! The condition under which a function fails: the simplest property of the cases that separates them.
//!
//! With many properties to choose from, some property fits any few cases by chance. A condition is certain only
//! where a random choice of so many failing cases would hardly ever fit one of the properties tried.

mod inputs;
mod property;

use super::evidence::{Evidence, Examined};
use super::parts;
use crate::course::Visibility;
use crate::grade::{Diagnosis, DiagnosisKind, Verdict};
use property::Property;

/// What a function does in some cases, and how that is said.
type Group = (&'static str, fn(&Examined<'_>) -> bool);

/// All failures together first, then each kind of failure by itself.
const GROUPS: &[Group] = &[
    ("fails", |examined| examined.fails()),
    ("panics", |examined| examined.verdict == Verdict::Panicked),
    ("has a wrong shape", |examined| examined.verdict == Verdict::WrongShape),
    ("gives wrong numbers", |examined| examined.verdict == Verdict::WrongAnswer),
];

/// How many times rarer than the properties tried a coincidence must be.
const RARE: f64 = 10.0;
/// A condition that may be a coincidence is told only if it is as simple as this.
const SIMPLE: u32 = 2;
/// Conjunctions of properties that cost more than this are no help to anyone.
const DEAREST: u32 = 3;

/// A condition in words.
struct Condition {
    sentence: String,
    certain: bool,
}

/// The condition as a diagnosis of its own.
pub(super) fn diagnose(evidence: &Evidence<'_>) -> Option<Diagnosis> {
    let Condition { sentence, certain } = find(evidence)?;
    let message = match parts::sentence(evidence) {
        Some(parts) => format!("{sentence} {parts}"),
        None => sentence,
    };
    Some(Diagnosis { kind: DiagnosisKind::Condition, mistake: None, message, certain })
}

/// The condition as an addition to what else is known, if it is certain.
pub(super) fn sentence(evidence: &Evidence<'_>) -> Option<String> {
    find(evidence).filter(|condition| condition.certain).map(|condition| condition.sentence)
}

fn find(evidence: &Evidence<'_>) -> Option<Condition> {
    let properties = property::all(evidence);
    let groups = || GROUPS.iter().filter_map(|group| Split::of(evidence, group));
    let single = groups().find_map(|split| split.by_one(&properties));
    // Two properties together divide failures that differ in kind by chance all too easily.
    let both = || groups().next()?.by_two(&properties);
    let within = || groups().find_map(|split| split.within(&properties));
    single.or_else(both).or_else(within).or_else(|| lone(evidence))
}

/// What the one failing case is there for, where its details may be seen.
fn lone(evidence: &Evidence<'_>) -> Option<Condition> {
    let mut failing = evidence.cases.iter().filter(|examined| examined.fails());
    let case = failing.next().filter(|_| failing.next().is_none())?.case;
    let told = case.visibility == Visibility::Visible && evidence.cases.len() > 3;
    let sentence = format!("It fails in one case only, `{}`: {}", case.id, case.about);
    told.then_some(Condition { sentence, certain: false })
}

/// Cases divided by what the function does in them.
struct Split {
    verb: &'static str,
    members: Vec<bool>,
    count: usize,
    /// Whether all others pass.
    rest: Rest,
}

/// What becomes of the cases that are not in a group.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rest {
    Passes,
    FailsOtherwise,
}

impl Split {
    /// `None` where too few cases are on either side to say anything.
    fn of(evidence: &Evidence<'_>, (verb, selects): &Group) -> Option<Self> {
        let members: Vec<bool> = evidence.cases.iter().map(selects).collect();
        let count = members.iter().filter(|&&member| member).count();
        let others = members.len() - count;
        let passes =
            evidence.cases.iter().zip(&members).all(|(examined, member)| *member || !examined.fails());
        let rest = if passes { Rest::Passes } else { Rest::FailsOtherwise };
        let telling = count > 0 && others > 0 && (count > 1 || others > 2);
        telling.then_some(Self { verb, members, count, rest })
    }

    fn by_one(&self, properties: &[Property]) -> Option<Condition> {
        let fitting: Vec<&Property> =
            properties.iter().filter(|property| property.holds == self.members).collect();
        let first = fitting.iter().min_by_key(|property| property.cost)?;
        let equal = fitting.iter().find(|other| other.cost == first.cost && other.words != first.words);
        let also =
            equal.map_or_else(String::new, |other| format!(" (the same cases: where {})", other.words));
        let sentence = format!("It {} exactly where {}{also}: {}.", self.verb, first.words, self.counts());
        let tried = properties.iter().filter(|property| property.cost <= first.cost).count();
        let certain = self.is_no_coincidence(tried);
        let telling = certain || first.cost <= SIMPLE && self.rest == Rest::Passes;
        telling.then_some(Condition { sentence, certain })
    }

    /// Two properties together, on either side.
    fn by_two(&self, properties: &[Property]) -> Option<Condition> {
        let cheap: Vec<&Property> = properties.iter().filter(|property| property.cost <= DEAREST).collect();
        let others: Vec<bool> = self.members.iter().map(|member| !member).collect();
        let both = |wanted: &[bool]| {
            let enough = |property: &&&Property| implied(wanted, &property.holds);
            let around: Vec<&&Property> = cheap.iter().filter(enough).collect();
            let pairs = around
                .iter()
                .enumerate()
                .flat_map(|(place, first)| around[place + 1..].iter().map(move |second| (**first, **second)));
            let fitting = pairs.filter(|(first, second)| {
                first
                    .holds
                    .iter()
                    .zip(&second.holds)
                    .zip(wanted)
                    .all(|((a, b), wanted)| (*a && *b) == *wanted)
            });
            let (first, second) = fitting.min_by_key(|(first, second)| first.cost + second.cost)?;
            let rival = |property: &&&Property| property.cost <= first.cost.max(second.cost);
            let rivals = cheap.iter().filter(rival).count();
            self.is_no_coincidence(rivals * rivals / 2).then_some((first, second))
        };
        if self.rest != Rest::Passes {
            return None;
        }
        let failing = both(&self.members).map(|(first, second)| {
            format!("It {} exactly where {} and {}: {}.", self.verb, first.words, second.words, self.counts())
        });
        let passing = || {
            both(&others).map(|(first, second)| {
                format!("It passes only where {} and {}: {}.", first.words, second.words, self.counts())
            })
        };
        failing.or_else(passing).map(|sentence| Condition { sentence, certain: true })
    }

    /// One property that all members have, and few others.
    fn within(&self, properties: &[Property]) -> Option<Condition> {
        let exceptions = |property: &&Property| {
            let pairs = property.holds.iter().zip(&self.members);
            pairs.filter(|(holds, member)| **holds && !**member).count()
        };
        let around = properties.iter().filter(|property| implied(&self.members, &property.holds));
        let nearest = around.min_by_key(|property| (exceptions(property), property.cost))?;
        let exceptions = exceptions(&nearest);
        let having = self.count + exceptions;
        let others = self.members.len() - having;
        let tried = properties.iter().filter(|property| property.cost <= nearest.cost).count();
        // All cases without the property pass: how rare would that be, with as many that pass placed at random?
        let passing = self.members.len() - self.count;
        let rare = ways(self.members.len(), others) >= RARE * float(tried) * ways(passing, others);
        let single = exceptions == 1 && nearest.cost <= SIMPLE && others > 1;
        let telling =
            self.count > 3 && self.rest == Rest::Passes && exceptions * 4 <= having && (rare || single);
        telling.then(|| Condition {
            sentence: format!(
                "It {} only where {}: in {} of {having} such cases.",
                self.verb, nearest.words, self.count
            ),
            certain: false,
        })
    }

    fn counts(&self) -> String {
        let cases = |count: usize| format!("{count} {}", if count == 1 { "case" } else { "cases" });
        let others = self.members.len() - self.count;
        match self.rest {
            Rest::Passes if self.verb == "fails" => {
                let fail = if self.count == 1 { "fails" } else { "fail" };
                let pass = if others == 1 { "passes" } else { "pass" };
                format!("{} {fail}, {others} {pass}", cases(self.count))
            }
            _ => format!("in {} of {}", self.count, cases(self.members.len())),
        }
    }

    /// Whether so many properties would hardly fit a random choice of so many cases.
    fn is_no_coincidence(&self, tried: usize) -> bool {
        ways(self.members.len(), self.count) >= RARE * float(tried)
    }
}

/// The number of ways to choose so many.
fn ways(from: usize, choose: usize) -> f64 {
    (0..choose).fold(1.0, |ways, step| ways * float(from.saturating_sub(step)) / float(step + 1))
}

#[expect(clippy::cast_precision_loss, reason = "there are far fewer than 2^53 cases and properties")]
const fn float(count: usize) -> f64 {
    count as f64
}

/// Whether every true place of the first is true in the second.
fn implied(first: &[bool], second: &[bool]) -> bool {
    first.iter().zip(second).all(|(first, second)| !first || *second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(members: &[bool]) -> Split {
        let count = members.iter().filter(|&&member| member).count();
        Split { verb: "fails", members: members.to_vec(), count, rest: Rest::Passes }
    }

    fn property(words: &str, holds: &[bool], cost: u32) -> Property {
        Property { words: words.to_owned(), holds: holds.to_vec(), cost }
    }

    const HALF: [bool; 12] = [true, false, true, false, true, false, true, false, true, false, true, false];

    #[test]
    fn the_simplest_property_is_told() {
        let properties = [
            property("far-fetched", &HALF, 3),
            property("simple", &HALF, 1),
            property("always", &[true; 12], 1),
        ];
        let condition = split(&HALF).by_one(&properties).unwrap();
        assert_eq!(condition.sentence, "It fails exactly where simple: 6 cases fail, 6 pass.");
        assert!(condition.certain);
    }

    #[test]
    fn what_may_be_a_coincidence_is_not_certain() {
        let one: Vec<bool> = (0..12).map(|case| case == 0).collect();
        let properties = vec![property("simple", &one, 1), property("other", &HALF, 1)];
        assert!(!split(&one).by_one(&properties).unwrap().certain);
        let properties = vec![property("far-fetched", &one, 3), property("other", &HALF, 1)];
        assert!(split(&one).by_one(&properties).is_none());
    }

    #[test]
    fn two_properties_may_be_needed() {
        let first: Vec<bool> = (0..24).map(|case| case < 16).collect();
        let second: Vec<bool> = (0..24).map(|case| case >= 8).collect();
        let both: Vec<bool> = (0..24).map(|case| (8..16).contains(&case)).collect();
        let properties = [property("low", &first, 1), property("high", &second, 1)];
        let condition = split(&both).by_two(&properties).unwrap();
        assert_eq!(condition.sentence, "It fails exactly where low and high: 8 cases fail, 16 pass.");
    }
}
