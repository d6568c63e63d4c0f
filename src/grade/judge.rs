//! From what a function returned to verdicts: every cell is compared, in this process.

use super::run::{Ran, Run, Task};
use super::wire::Answer;
use super::{CaseOutcome, OutputOutcome, Verdict, wording};
use crate::course::{CourseError, Exercise, Expected};
use crate::sandbox::Extent;
use crate::tensor::{Comparison, Tensor, compare};

/// Named tensors that a function returned.
pub(super) type Actual = Vec<(String, Tensor)>;

/// So many mismatches of an output are kept, the worst ones.
const MOST_MISMATCHES: usize = 20;

/// The outcome of one case.
pub(super) fn judge(
    task: &Task<'_>,
    first: &Run,
    second: Option<&Run>,
) -> Result<(CaseOutcome, Actual), CourseError> {
    let mut outcome = CaseOutcome {
        id: format!("{}/{}", task.exercise.name, task.case.id),
        verdict: Verdict::Passed,
        visibility: task.case.visibility,
        millis: first.wall.as_secs_f64() * 1e3,
        outputs: Vec::new(),
        message: None,
        stdout: first.stdout.clone(),
        stderr: first.stderr.clone(),
        output_truncated: first.extent == Extent::Truncated,
    };
    let mut actual = Actual::new();
    match (&first.result, second.map(|run| &run.result)) {
        (Ran::Skipped, _) => outcome.verdict = Verdict::Skipped,
        (Ran::Died(verdict, message), _) | (_, Some(Ran::Died(verdict, message))) => {
            (outcome.verdict, outcome.message) = (*verdict, Some(message.clone()));
        }
        (first, Some(second)) if second != &Ran::Skipped && !same_bits(first, second) => {
            outcome.verdict = Verdict::Nondeterministic;
            outcome.message =
                Some("gave different results for the same inputs, called again in another order".to_owned());
        }
        (Ran::Answered(Answer::Panicked { message, file, line }), _) => {
            outcome.verdict = panicked(task.exercise, message, file);
            let place = if file.starts_with("src/") { format!(" ({file}:{line})") } else { String::new() };
            let meaning = wording::panic(message).map_or_else(String::new, |words| format!("\n{words}"));
            outcome.message = Some(format!("{message}{place}{meaning}"));
        }
        (Ran::Answered(Answer::Returned(outputs)), _) => {
            outcome.outputs =
                task.exercise.expected(task.case)?.iter().map(|expected| output(expected, outputs)).collect();
            outcome.verdict =
                outcome.outputs.iter().map(|output| output.verdict).min().unwrap_or(Verdict::Passed);
            outcome.message = wording::shape(task.exercise, task.case, &outcome.outputs);
            actual.clone_from(outputs);
        }
    }
    Ok((outcome, actual))
}

/// A `todo!()` in the function's own file means that nobody has begun.
fn panicked(exercise: &Exercise, message: &str, file: &str) -> Verdict {
    let todo = message.starts_with("not yet implemented") && file == exercise.file();
    if todo { Verdict::NotStarted } else { Verdict::Panicked }
}

/// Whether two answers agree in every bit; NaN equals itself here.
fn same_bits(first: &Ran, second: &Ran) -> bool {
    match (first, second) {
        (Ran::Answered(Answer::Returned(first)), Ran::Answered(Answer::Returned(second))) => {
            first.len() == second.len()
                && first.iter().zip(second).all(|((name, a), (other, b))| name == other && a.same_bits(b))
        }
        (Ran::Answered(Answer::Panicked { .. }), Ran::Answered(Answer::Panicked { .. })) => true,
        _ => false,
    }
}

fn output(expected: &Expected, outputs: &Actual) -> OutputOutcome {
    let actual = outputs.iter().find(|(name, _)| *name == expected.name).map(|(_, tensor)| tensor);
    let comparison = actual
        .map_or(Comparison::Incomparable, |actual| compare(&expected.tensor, actual, expected.tolerance));
    let mut outcome = OutputOutcome {
        name: expected.name.clone(),
        verdict: Verdict::WrongShape,
        expected_shape: expected.tensor.shape().to_vec(),
        actual_shape: actual.map(|tensor| tensor.shape().to_vec()),
        mismatched: None,
        total: None,
        max_abs_error: None,
        max_rel_error: None,
        mismatches: Vec::new(),
        mismatches_truncated: false,
    };
    if let Comparison::Cells { total, mut mismatches, max_abs_error, max_rel_error } = comparison {
        outcome.verdict = if mismatches.is_empty() { Verdict::Passed } else { Verdict::WrongAnswer };
        outcome.mismatched = Some(mismatches.len());
        outcome.total = Some(total);
        outcome.max_abs_error = max_abs_error;
        outcome.max_rel_error = max_rel_error;
        outcome.mismatches_truncated = mismatches.len() > MOST_MISMATCHES;
        mismatches.truncate(MOST_MISMATCHES);
        outcome.mismatches = mismatches;
    }
    outcome
}
