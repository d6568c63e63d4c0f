//! Exact relations between what a function returned and what it should have, in words.
//!
//! A relation is told only where it holds in every failing case of an output, within the output's tolerance. Most are
//! about values: flipped, twice as large, the bias left out. Where none fits, it may still be told which cells are
//! wrong ([`region`](super::region)), or which formula the shape seems to follow.

mod axes;
mod cells;
mod marks;
mod moved;
mod precision;
mod size;
mod sources;

use super::evidence::{Compared, Evidence, Sample};
use super::{Reach, Told, condition, region};
use crate::course::{Exercise, Output};
use crate::grade::{Diagnosis, DiagnosisKind, Verdict};
use crate::tensor::DType;

/// What is known when a relation is looked for.
struct Question<'a> {
    evidence: &'a Evidence<'a>,
    exercise: &'a Exercise,
    declared: &'a Output,
    /// Every failing one of an output; never empty.
    samples: Vec<Sample<'a>>,
}

/// What a relation speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Whole,
    EveryCell,
    WrongCells,
}

/// One relation that may hold: what it speaks of, and the words that go on after "is", if it holds.
struct Relation {
    scope: Scope,
    words: fn(&Question<'_>) -> Option<String>,
}

/// What was found out about one output.
struct Finding {
    sentence: String,
    certain: bool,
    reach: Reach,
}

/// Relations of tensors of any shapes.
const OF_ANY_SHAPE: &[Relation] = &[
    Relation { scope: Scope::Whole, words: sources::another_output },
    Relation { scope: Scope::Whole, words: sources::argument },
    Relation { scope: Scope::Whole, words: moved::turned },
];

/// Relations of numbers in tensors of the expected shape, from the most telling to the least.
const OF_NUMBERS: &[Relation] = &[
    Relation { scope: Scope::EveryCell, words: cells::constant },
    Relation { scope: Scope::WrongCells, words: cells::wrong_constant },
    Relation { scope: Scope::EveryCell, words: cells::offset },
    Relation { scope: Scope::EveryCell, words: precision::rounded },
    Relation { scope: Scope::EveryCell, words: precision::single },
    Relation { scope: Scope::EveryCell, words: cells::mapped },
    Relation { scope: Scope::EveryCell, words: cells::same_number },
    Relation { scope: Scope::EveryCell, words: cells::offset_by_argument },
    Relation { scope: Scope::EveryCell, words: cells::plain_multiple },
    Relation { scope: Scope::EveryCell, words: sources::multiple_of_argument },
    Relation { scope: Scope::EveryCell, words: cells::multiple },
    Relation { scope: Scope::Whole, words: axes::along },
    Relation { scope: Scope::EveryCell, words: axes::aggregated },
    Relation { scope: Scope::Whole, words: moved::shifted },
    Relation { scope: Scope::WrongCells, words: cells::wrong_multiple },
    Relation { scope: Scope::WrongCells, words: cells::wrong_offset },
    Relation { scope: Scope::EveryCell, words: sources::picked },
    Relation { scope: Scope::Whole, words: moved::elsewhere },
];

/// The same for masks.
const OF_MASKS: &[Relation] = &[
    Relation { scope: Scope::Whole, words: marks::inverted },
    Relation { scope: Scope::Whole, words: marks::marked },
    Relation { scope: Scope::EveryCell, words: cells::constant },
    Relation { scope: Scope::Whole, words: axes::along },
    Relation { scope: Scope::Whole, words: moved::shifted },
    Relation { scope: Scope::Whole, words: marks::misplaced },
    Relation { scope: Scope::Whole, words: marks::too_many_or_few },
];

/// So many cells that differ must agree with a relation before it is no coincidence.
const ENOUGH: usize = 3;

/// The relation of every output that has one, and the condition under which it fails.
pub(super) fn diagnose(evidence: &Evidence<'_>) -> Option<Told> {
    let failing = evidence.exercise.outputs.iter().map(|declared| (declared, evidence.samples(declared)));
    let failing: Vec<_> = failing.filter(|(_, samples)| !samples.is_empty()).collect();
    let mut findings = Vec::new();
    let mut unexplained = Vec::new();
    for (declared, samples) in failing {
        let question = Question { evidence, exercise: evidence.exercise, declared, samples };
        match question.finding() {
            Some(finding) => findings.push(finding),
            None => unexplained.push(format!("`{}`", declared.name)),
        }
    }
    if findings.is_empty() {
        return None;
    }
    let certain = findings.iter().all(|finding| finding.certain);
    let all = unexplained.is_empty() && findings.iter().all(|finding| finding.reach == Reach::Numbers);
    let reach = if all { Reach::Numbers } else { Reach::Places };
    let mut sentences: Vec<String> = findings.into_iter().map(|finding| finding.sentence).collect();
    if !unexplained.is_empty() {
        let verb = if unexplained.len() == 1 { "is" } else { "are" };
        sentences.push(format!("{} {verb} wrong in another way.", unexplained.join(" and ")));
    }
    let panics = evidence.cases.iter().filter(|examined| examined.verdict == Verdict::Panicked).count();
    let others = || format!("It panics in {panics} other {}.", if panics == 1 { "case" } else { "cases" });
    sentences.extend(condition::sentence(evidence).or_else(|| (panics > 0).then(others)));
    let kind = DiagnosisKind::Relation;
    Some(Told { diagnosis: Diagnosis { kind, mistake: None, message: sentences.join(" "), certain }, reach })
}

impl<'a> Question<'a> {
    fn finding(self) -> Option<Finding> {
        let convincing = weight(&self.samples) >= ENOUGH;
        let empty = self.outputs().all(|output| output.actual.is_empty());
        if empty && !self.samples.is_empty() {
            let sentence = format!("`{}` has no cells at all.", self.declared.name);
            return Some(Finding { sentence, certain: true, reach: Reach::Numbers });
        }
        if convincing && let Some(sentence) = self.first_of(OF_ANY_SHAPE) {
            return Some(Finding { sentence, certain: true, reach: Reach::Numbers });
        }
        let Self { evidence, exercise, declared, samples } = self;
        let (equal, other): (Vec<Sample<'a>>, Vec<Sample<'a>>) =
            samples.into_iter().partition(|sample| sample.output.wrong.is_some());
        let size = (!other.is_empty())
            .then(|| size::finding(&Question { evidence, exercise, declared, samples: other }))
            .flatten();
        let values = (weight(&equal) >= ENOUGH && !equal.is_empty())
            .then(|| Question { evidence, exercise, declared, samples: equal }.values())
            .flatten();
        match (size, values) {
            (Some(size), Some(values)) => Some(Finding {
                sentence: format!("{} Where the shape is right: {}", size.sentence, values.sentence),
                certain: size.certain && values.certain,
                reach: values.reach,
            }),
            (size, values) => size.or(values),
        }
    }

    /// The relation of the values, and the region that is wrong.
    fn values(&self) -> Option<Finding> {
        let how = self.first_of(if self.is_logical() { OF_MASKS } else { OF_NUMBERS });
        let whole = how.as_ref().is_some_and(|how| !how.contains("wrong cell"));
        let region = if whole { None } else { region::of_wrong_cells(self.exercise, &self.samples) };
        let name = &self.declared.name;
        match (how, region) {
            (Some(how), None) => Some(Finding { sentence: how, certain: true, reach: Reach::Numbers }),
            (Some(how), Some(region)) => {
                let sentence = format!("{how} {}", region.sentence(name));
                Some(Finding { sentence, certain: true, reach: Reach::Numbers })
            }
            (None, Some(region)) => {
                let sentence = region.sentence(name);
                Some(Finding { sentence, certain: region.is_exact(), reach: Reach::Places })
            }
            (None, None) => None,
        }
    }

    fn first_of(&self, relations: &[Relation]) -> Option<String> {
        let name = &self.declared.name;
        let scalar = self.declared.axes.is_empty();
        relations.iter().find_map(|relation| {
            let words = (relation.words)(self)?;
            Some(match relation.scope {
                Scope::EveryCell if !scalar => format!("Every cell of `{name}` is {words}."),
                Scope::WrongCells if !scalar => format!("Every wrong cell of `{name}` is {words}."),
                _ => format!("`{name}` is {words}."),
            })
        })
    }

    /// Whether the output is a mask.
    fn is_logical(&self) -> bool {
        self.declared.dtype == DType::Bool
    }

    fn outputs(&self) -> impl Iterator<Item = &'a Compared<'a>> {
        self.samples.iter().map(|sample| sample.output)
    }

    /// Whether something holds in every sample.
    fn all(&self, holds: impl Fn(&Sample<'a>) -> bool) -> bool {
        self.samples.iter().all(holds)
    }

    /// How an axis of the output is called.
    fn axis(&self, axis: usize) -> String {
        let text = self.declared.axes.get(axis).map_or("", |formula| formula.text());
        match self.samples.first().and_then(|sample| sample.output.plane()) {
            Some((down, _)) if down == axis => "the height".to_owned(),
            Some((_, right)) if right == axis => "the width".to_owned(),
            _ => format!("`{text}`"),
        }
    }
}

/// How many cells speak for a relation that explains them all. Booleans agree by chance, and speak for less.
fn weight(samples: &[Sample<'_>]) -> usize {
    let of = |output: &Compared<'_>| {
        let all = || output.expected.iter().filter(|value| **value != 0.0).count();
        let wrong = |mask: &ndarray::ArrayD<bool>| mask.iter().filter(|wrong| **wrong).count();
        let cells = output.wrong.as_ref().map_or_else(all, wrong);
        if output.is_logical() { cells / 2 } else { cells }
    };
    samples.iter().map(|sample| of(sample.output)).sum()
}
