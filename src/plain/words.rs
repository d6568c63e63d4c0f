//! Outcomes as sentences.

use crate::course::{Course, Exercise};
use crate::grade::{
    CaseOutcome, CheckedGradient, ExerciseOutcome, GradientCheck, Outcome, OutputOutcome, Verdict,
};
use crate::tensor::{Mismatch, Scalar, Tensor, scalar_text};

/// Digits tried for two numbers until they read differently; the last is enough for any two.
const DIGITS: [usize; 4] = [5, 8, 12, 17];

/// A whole submission: the score, then each function.
#[must_use]
pub fn submission(course: &Course, outcome: &Outcome) -> Vec<String> {
    let passed = outcome.exercises.iter().filter(|exercise| exercise.verdict == Verdict::Passed).count();
    let mut sentences = vec![
        format!("{}: {} of {} points.", course.title, outcome.score(), outcome.max_score()),
        format!("{passed} of {} functions pass.", outcome.exercises.len()),
    ];
    sentences.extend(outcome.exercises.iter().flat_map(exercise));
    sentences
}

/// A function's verdict, what it looks like, and its first failing case.
#[must_use]
pub fn exercise(outcome: &ExerciseOutcome) -> Vec<String> {
    let mut sentences = vec![format!(
        "{}: {}, {} of {} points.",
        outcome.name,
        outcome.verdict.words(),
        outcome.score,
        outcome.max_score
    )];
    let passed = outcome.cases.iter().filter(|case| case.verdict == Verdict::Passed).count();
    if !outcome.cases.is_empty() && outcome.verdict != Verdict::Passed {
        sentences.push(format!("{passed} of {} cases pass.", outcome.cases.len()));
    }
    sentences.extend(outcome.diagnostics.iter().map(|diagnostic| {
        let place = if diagnostic.line > 0 { format!(", line {}", diagnostic.line) } else { String::new() };
        format!("{} in {}{place}: {}.", diagnostic.level, diagnostic.file, sentence(&diagnostic.message))
    }));
    sentences.extend(outcome.cause.iter().map(|cause| cause.message.clone()));
    sentences.extend(
        outcome.diagnosis.iter().map(|diagnosis| format!("{} {}", diagnosis.lead(), diagnosis.message)),
    );
    sentences.extend(outcome.cases.iter().find(|one| failed(one)).map(case).unwrap_or_default());
    sentences.extend(outcome.hidden().map(|hidden| {
        format!("{} of {} hidden cases pass; their details are not shown.", hidden.passed, hidden.all)
    }));
    sentences
}

/// Whether a case has something to be said about what is wrong with it.
#[must_use]
pub fn failed(case: &CaseOutcome) -> bool {
    case.is_visible() && !matches!(case.verdict, Verdict::Passed | Verdict::NotStarted | Verdict::Skipped)
}

/// How a case went, with its worst cell.
#[must_use]
pub fn case(outcome: &CaseOutcome) -> Vec<String> {
    let mut sentences = vec![format!("Case {}: {}.", outcome.short_id(), outcome.verdict.words())];
    sentences.extend(outcome.message.clone());
    let wrong = outcome.outputs.iter().filter(|output| output.verdict != Verdict::Passed);
    for one in wrong {
        sentences.push(output(one));
        sentences.extend(one.mismatches.first().map(|worst| format!("The worst: {}", cell(worst))));
    }
    if !outcome.stdout.is_empty() {
        sentences.push("It printed:".to_owned());
        sentences.extend(outcome.stdout.lines().map(str::to_owned));
    }
    sentences
}

/// The gradients of one case, each with its worst cell.
#[must_use]
pub fn gradients(check: &GradientCheck) -> Vec<String> {
    let mut sentences = vec![format!("Gradients in case {}, compared with numerical ones:", check.case)];
    sentences.extend(check.gradients.iter().map(gradient));
    sentences
}

fn gradient(checked: &CheckedGradient) -> String {
    let (name, wrong, total) = (&checked.output, checked.wrong_cells(), checked.numerical.len());
    let left_out = match checked.left_out {
        0 => String::new(),
        1 => " 1 cell has no gradient and is left out.".to_owned(),
        count => format!(" {count} cells have no gradient and are left out."),
    };
    let fact = match (&checked.actual, checked.worst()) {
        (None, _) => format!("{name} has not the shape of what it is the gradient of."),
        (_, None) => format!("{name} agrees."),
        (Some(actual), Some(worst)) => {
            let number = |tensor: &Tensor| tensor.get(&worst);
            let cell = number(&checked.numerical)
                .zip(number(actual))
                .map(|(expected, actual)| cell(&Mismatch { index: worst.clone(), expected, actual }));
            format!("{name}: {wrong} of {total} cells disagree. The worst: {}", cell.unwrap_or_default())
        }
    };
    format!("{fact}{left_out}")
}

/// How an output differs.
fn output(output: &OutputOutcome) -> String {
    let name = &output.name;
    match (&output.actual_shape, output.mismatched, output.total) {
        (None, ..) => format!("Output {name} was not returned."),
        (Some(actual), None, _) => {
            format!(
                "Output {name}: expected shape {}, yours {}.",
                shape(&output.expected_shape),
                shape(actual)
            )
        }
        (Some(_), Some(wrong), Some(total)) => format!("Output {name}: {wrong} of {total} cells differ."),
        (Some(_), Some(wrong), None) => format!("Output {name}: {wrong} cells differ."),
    }
}

/// `cell 0,0,1,2: expected 0.5307, yours 1.0614.`
#[must_use]
pub fn cell(mismatch: &Mismatch) -> String {
    let index: Vec<String> = mismatch.index.iter().map(ToString::to_string).collect();
    let place = if index.is_empty() { "the number".to_owned() } else { format!("cell {}", index.join(",")) };
    let (expected, yours) = apart(mismatch.expected, mismatch.actual);
    format!("{place}: expected {expected}, yours {yours}.")
}

/// Two numbers with as few digits as tell them apart.
fn apart(one: Scalar, other: Scalar) -> (String, String) {
    let texts = |digits: usize| (scalar_text(one, digits), scalar_text(other, digits));
    let short = DIGITS.into_iter().map(texts).find(|(one, other)| one != other);
    short.unwrap_or_else(|| texts(DIGITS[DIGITS.len() - 1]))
}

/// A shape in words: `2 by 3`.
fn shape(lengths: &[usize]) -> String {
    match lengths {
        [] => "a single number".to_owned(),
        [one] => format!("{one} in a row"),
        many => many.iter().map(ToString::to_string).collect::<Vec<_>>().join(" by "),
    }
}

/// A message on one line, without the full stop at its end.
fn sentence(message: &str) -> String {
    message.lines().map(str::trim).collect::<Vec<_>>().join(" ").trim_end_matches('.').to_owned()
}

/// What a function is called with and for which points.
#[must_use]
pub fn introduction(exercise: &Exercise) -> Vec<String> {
    let mut sentences = vec![format!("{}, {} points.", exercise.name, exercise.points)];
    sentences.extend(super::markdown::sentences(&exercise.lesson));
    sentences.push(format!("Write in {}:", exercise.file()));
    sentences.push(exercise.signature.clone());
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(expected: f64, actual: f64) -> String {
        let (expected, actual) = (Scalar::F64(expected), Scalar::F64(actual));
        cell(&Mismatch { index: vec![0, 0, 1, 2], expected, actual })
    }

    #[test]
    fn a_cell_is_one_sentence() {
        assert_eq!(wrong(0.5307, 1.0614), "cell 0,0,1,2: expected 0.5307, yours 1.0614.");
    }

    #[test]
    fn digits_are_added_until_the_numbers_read_differently() {
        assert_eq!(wrong(1.0, 1.000_000_1), "cell 0,0,1,2: expected 1, yours 1.0000001.");
    }

    #[test]
    fn shapes_are_spoken() {
        assert_eq!(
            (shape(&[]), shape(&[3]), shape(&[2, 3])),
            ("a single number".to_owned(), "3 in a row".to_owned(), "2 by 3".to_owned())
        );
    }
}
