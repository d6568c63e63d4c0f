//! Whole submissions: all start files, and all solutions.

use super::Finding;
use crate::course::Exercise;
use crate::grade::{GradeError, Grader, Outcome, Request, Verdict};
use crate::sandbox::Cancel;

/// Start files that are anything but not started.
pub(super) fn not_started(grader: &Grader, cancel: &Cancel) -> Result<Vec<Finding>, GradeError> {
    let outcome = grade(grader, |exercise| &exercise.start, cancel)?;
    Ok(unexpected(&outcome, Verdict::NotStarted, "the start file"))
}

/// Solutions that do not pass.
pub(super) fn solved(grader: &Grader, cancel: &Cancel) -> Result<Vec<Finding>, GradeError> {
    let outcome = grade(grader, |exercise| &exercise.solution, cancel)?;
    Ok(unexpected(&outcome, Verdict::Passed, "the solution"))
}

fn unexpected(outcome: &Outcome, expected: Verdict, what: &str) -> Vec<Finding> {
    let wrong = outcome.exercises.iter().filter(|exercise| exercise.verdict != expected);
    let told = wrong.map(|exercise| {
        let case = exercise.cases.iter().find(|case| case.verdict != expected);
        let place = case.map_or_else(String::new, |case| format!(" in {}", case.id));
        let reason =
            exercise.diagnostics.first().map_or_else(String::new, |first| format!(": {}", first.message));
        let (verdict, expected) = (exercise.verdict.words(), expected.words());
        let text = format!("{what} grades as {verdict}{place}, and should grade as {expected}{reason}");
        Finding { exercise: exercise.name.clone(), text }
    });
    told.collect()
}

fn grade(grader: &Grader, text: fn(&Exercise) -> &String, cancel: &Cancel) -> Result<Outcome, GradeError> {
    let failed = |error: std::io::Error| GradeError::Step {
        step: "put a submission into the folder for temporary files",
        reason: error.to_string(),
    };
    let folder = tempfile::tempdir().map_err(failed)?;
    std::fs::create_dir(folder.path().join("src")).map_err(failed)?;
    for exercise in &grader.course().exercises {
        std::fs::write(folder.path().join(exercise.file()), text(exercise)).map_err(failed)?;
    }
    grader.grade(folder.path(), &Request::default(), cancel, &mut |_| {})
}
