//! The machine-readable report, schema `tensorlings.report/1`: one JSON object on one line.
//!
//! Fields stand in a fixed order. Numbers that JSON cannot say are the strings `"NaN"`, `"Infinity"` and
//! `"-Infinity"`; a boolean is a JSON boolean, and its errors are null; a scalar's shape and index are `[]`.

use crate::course::Visibility;
use crate::grade::{
    CaseOutcome, Cause, CourseId, Diagnosis, Diagnostic, ExerciseOutcome, Outcome, OutputOutcome, Points,
    Verdict,
};
use crate::sandbox::Level;
use crate::tensor::{Mismatch, Scalar};
use serde::{Serialize, Serializer};
use std::io::{self, Write};

/// The name and version of the format.
pub const SCHEMA: &str = "tensorlings.report/1";

/// Writes the report of an outcome.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &Report::of(outcome))?;
    writeln!(out)
}

#[derive(Serialize)]
struct Report<'a> {
    schema: &'static str,
    tool_version: &'static str,
    course: &'a CourseId,
    sandbox: Level,
    score: Points,
    max_score: Points,
    bonus: Points,
    max_bonus: Points,
    passed: bool,
    exercises: Vec<Exercise<'a>>,
}

#[derive(Serialize)]
struct Exercise<'a> {
    name: &'a str,
    graded: bool,
    verdict: Verdict,
    score: Points,
    max_score: Points,
    cases: Vec<Case<'a>>,
    diagnosis: Option<&'a Diagnosis>,
    cause: Option<&'a Cause>,
    hints_used: usize,
    diagnostics: Vec<Remark<'a>>,
}

#[derive(Serialize)]
struct Case<'a> {
    id: &'a str,
    verdict: Verdict,
    visibility: Visibility,
    /// `None` of a hidden case.
    millis: Option<f64>,
    outputs: Vec<Output<'a>>,
    message: Option<&'a str>,
    stdout: &'a str,
    stderr: &'a str,
    output_truncated: bool,
}

#[derive(Serialize)]
struct Output<'a> {
    name: &'a str,
    verdict: Verdict,
    expected_shape: &'a [usize],
    actual_shape: Option<&'a [usize]>,
    mismatched: Option<usize>,
    total: Option<usize>,
    max_abs_error: Option<Number>,
    max_rel_error: Option<Number>,
    mismatches: Vec<Cell<'a>>,
    mismatches_truncated: bool,
}

#[derive(Serialize)]
struct Cell<'a> {
    index: &'a [usize],
    expected: Number,
    actual: Number,
}

#[derive(Serialize)]
struct Remark<'a> {
    level: &'a str,
    code: Option<&'a str>,
    message: &'a str,
    file: &'a str,
    line: usize,
    column: usize,
}

/// A number or boolean, whatever JSON can say of it.
struct Number(Scalar);

impl<'a> Report<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        Self {
            schema: SCHEMA,
            tool_version: env!("CARGO_PKG_VERSION"),
            course: &outcome.course,
            sandbox: outcome.sandbox,
            score: outcome.score(),
            max_score: outcome.max_score(),
            bonus: outcome.bonus(),
            max_bonus: outcome.max_bonus(),
            passed: outcome.passed(),
            exercises: outcome.exercises.iter().map(Exercise::of).collect(),
        }
    }
}

impl<'a> Exercise<'a> {
    fn of(exercise: &'a ExerciseOutcome) -> Self {
        Self {
            name: &exercise.name,
            graded: exercise.graded,
            verdict: exercise.verdict,
            score: exercise.score,
            max_score: exercise.max_score,
            cases: exercise.cases.iter().map(Case::of).collect(),
            diagnosis: exercise.diagnosis.as_ref(),
            cause: exercise.cause.as_ref(),
            hints_used: exercise.hints_used,
            diagnostics: exercise.diagnostics.iter().map(Remark::of).collect(),
        }
    }
}

impl<'a> Case<'a> {
    fn of(case: &'a CaseOutcome) -> Self {
        Self {
            id: &case.id,
            verdict: case.verdict,
            visibility: case.visibility,
            millis: case.is_visible().then_some(case.millis),
            outputs: case.outputs.iter().map(Output::of).collect(),
            message: case.message.as_deref(),
            stdout: &case.stdout,
            stderr: &case.stderr,
            output_truncated: case.output_truncated,
        }
    }
}

impl<'a> Output<'a> {
    fn of(output: &'a OutputOutcome) -> Self {
        let number = |error: Option<f64>| error.map(|error| Number(Scalar::F64(error)));
        Self {
            name: &output.name,
            verdict: output.verdict,
            expected_shape: &output.expected_shape,
            actual_shape: output.actual_shape.as_deref(),
            mismatched: output.mismatched,
            total: output.total,
            max_abs_error: number(output.max_abs_error),
            max_rel_error: number(output.max_rel_error),
            mismatches: output.mismatches.iter().map(Cell::of).collect(),
            mismatches_truncated: output.mismatches_truncated,
        }
    }
}

impl<'a> Cell<'a> {
    fn of(mismatch: &'a Mismatch) -> Self {
        Self { index: &mismatch.index, expected: Number(mismatch.expected), actual: Number(mismatch.actual) }
    }
}

impl<'a> Remark<'a> {
    fn of(diagnostic: &'a Diagnostic) -> Self {
        Self {
            level: &diagnostic.level,
            code: diagnostic.code.as_deref(),
            message: &diagnostic.message,
            file: &diagnostic.file,
            line: diagnostic.line,
            column: diagnostic.column,
        }
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.0.to_f64();
        match self.0 {
            _ if value.is_nan() => serializer.serialize_str("NaN"),
            _ if value == f64::INFINITY => serializer.serialize_str("Infinity"),
            _ if value == f64::NEG_INFINITY => serializer.serialize_str("-Infinity"),
            Scalar::F64(value) => serializer.serialize_f64(value),
            Scalar::F32(value) => serializer.serialize_f32(value),
            Scalar::I64(value) => serializer.serialize_i64(value),
            Scalar::U64(value) => serializer.serialize_u64(value),
            Scalar::Bool(value) => serializer.serialize_bool(value),
        }
    }
}
