//! One submission for all reports: the verdicts are made up, the comparisons are real.

use std::io::{self, Write};
use tensorlings::course::{Course, CourseSource, Exercise, Visibility};
use tensorlings::grade::{
    CaseOutcome, Cause, CourseId, Diagnosis, DiagnosisKind, Diagnostic, ExerciseOutcome, GradeEvent, Outcome,
    OutputOutcome, Points, Verdict,
};
use tensorlings::report::text::TextReport;
use tensorlings::report::{Answers, json};
use tensorlings::sandbox::Level;
use tensorlings::tensor::{Comparison, Tensor, compare};

/// A graded submission.
pub(crate) struct Sample {
    pub(crate) course: Course,
    pub(crate) outcome: Outcome,
    pub(crate) answers: Answers,
}

type Outputs = Vec<(String, Tensor)>;

/// Mismatches kept of each output.
const KEPT: usize = 20;

impl Sample {
    /// A submission in which everything that a report shows occurs once.
    pub(crate) fn new() -> Self {
        let course = Course::load(&CourseSource::Embedded).unwrap();
        let mut answers = Answers::default();
        let exercises = course
            .exercises
            .iter()
            .map(|exercise| match exercise.name.as_str() {
                "zero_pad" => judge(exercise, &mut answers, fill_a_corner),
                "conv_forward" => ExerciseOutcome {
                    diagnosis: Some(Diagnosis {
                        kind: DiagnosisKind::Mistake,
                        mistake: Some("stride_on_one_axis".to_owned()),
                        message: "the window moves by the stride downwards, but by 1 to the right."
                            .to_owned(),
                        certain: true,
                    }),
                    hints_used: 1,
                    ..judge(exercise, &mut answers, repeat_the_first_column)
                },
                "pool_forward" => compile_error(exercise),
                "conv_backward" => blamed(exercise, &mut answers),
                "create_mask_from_window" => judge(exercise, &mut answers, negate_one_cell),
                "pool_backward" => not_started(exercise),
                _ => judge(exercise, &mut answers, |_, _| {}),
            })
            .collect();
        let id = CourseId { id: course.id.clone(), version: course.version.clone() };
        let outcome = Outcome { course: id, sandbox: Level::Full, exercises };
        Self { course, outcome, answers }
    }

    /// The same submission with these exercises only.
    pub(crate) fn only(mut self, names: &[&str]) -> Self {
        self.outcome.exercises.retain(|exercise| names.contains(&exercise.name.as_str()));
        self
    }
}

/// The text of a report.
pub(crate) fn written(report: &TextReport) -> String {
    text(|out| report.write(out))
}

/// The text of a report on one exercise.
pub(crate) fn written_for(report: &TextReport, exercise: &str) -> String {
    text(|out| report.write_exercise(exercise, out))
}

/// The JSON report.
pub(crate) fn document(sample: &Sample) -> String {
    text(|out| json::write(&sample.outcome, out))
}

fn text(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> String {
    let mut out = Vec::new();
    write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn f64s(outputs: &mut Outputs, place: usize) -> &mut ndarray::ArrayD<f64> {
    match &mut outputs[place].1 {
        Tensor::F64(array) => array,
        other => panic!("not f64: {other:?}"),
    }
}

/// One value in the padding; once, no padding at all.
fn fill_a_corner(case: &str, outputs: &mut Outputs) {
    let array = f64s(outputs, 0);
    match case {
        "published" => array[[1, 1, 1, 0]] = 0.25,
        "wide" => *array = array.slice(ndarray::s![.., 1.., .., ..]).to_owned().into_dyn(),
        _ => {}
    }
}

fn repeat_the_first_column(case: &str, outputs: &mut Outputs) {
    if !case.contains("stride") {
        return;
    }
    let array = f64s(outputs, 0);
    let first = array.index_axis(ndarray::Axis(2), 0).to_owned();
    for mut column in array.axis_iter_mut(ndarray::Axis(2)).skip(1) {
        column.assign(&first);
    }
    array[[0, 0, 1, 1]] = f64::NAN;
}

fn negate_one_cell(case: &str, outputs: &mut Outputs) {
    if case == "published"
        && let Tensor::Bool(mask) = &mut outputs[0].1
    {
        mask[[1, 2]] = !mask[[1, 2]];
    }
}

/// Judges every case of an exercise whose answers are the expected ones after `alter`.
fn judge(exercise: &Exercise, answers: &mut Answers, alter: fn(&str, &mut Outputs)) -> ExerciseOutcome {
    let cases = exercise.cases.iter().map(|case| {
        let expected = exercise.expected(case).unwrap();
        let mut outputs: Outputs =
            expected.iter().map(|expected| (expected.name.clone(), expected.tensor.clone())).collect();
        alter(&case.id, &mut outputs);
        let judged: Vec<OutputOutcome> = expected
            .iter()
            .zip(&outputs)
            .map(|(expected, (_, actual))| {
                let comparison = compare(&expected.tensor, actual, expected.tolerance);
                output(&expected.name, &expected.tensor, actual, comparison)
            })
            .collect();
        let outcome = CaseOutcome { outputs: judged, ..case_outcome(exercise, &case.id) };
        let verdict = outcome.outputs.iter().map(|output| output.verdict).min().unwrap();
        let outcome = CaseOutcome { verdict, ..outcome };
        answers.push(&GradeEvent::CaseJudged {
            exercise: exercise.name.clone(),
            case: outcome.clone(),
            actual: outputs,
        });
        outcome
    });
    let mut cases: Vec<CaseOutcome> = cases.collect();
    if exercise.name == "conv_forward" {
        "shape of z: [10, 4, 4, 8]\n".clone_into(&mut cases[0].stdout);
    }
    of_cases(exercise, cases)
}

fn output(name: &str, expected: &Tensor, actual: &Tensor, comparison: Comparison) -> OutputOutcome {
    let blank = OutputOutcome {
        name: name.to_owned(),
        verdict: Verdict::WrongShape,
        expected_shape: expected.shape().to_vec(),
        actual_shape: Some(actual.shape().to_vec()),
        mismatched: None,
        total: None,
        max_abs_error: None,
        max_rel_error: None,
        mismatches: Vec::new(),
        mismatches_truncated: false,
    };
    match comparison {
        Comparison::Incomparable => blank,
        Comparison::Cells { total, mismatches, max_abs_error, max_rel_error } => OutputOutcome {
            verdict: if mismatches.is_empty() { Verdict::Passed } else { Verdict::WrongAnswer },
            mismatched: Some(mismatches.len()),
            total: Some(total),
            max_abs_error,
            max_rel_error,
            mismatches_truncated: mismatches.len() > KEPT,
            mismatches: mismatches.into_iter().take(KEPT).collect(),
            ..blank
        },
    }
}

fn case_outcome(exercise: &Exercise, id: &str) -> CaseOutcome {
    CaseOutcome {
        id: format!("{}/{id}", exercise.name),
        verdict: Verdict::Passed,
        visibility: Visibility::Visible,
        millis: 1.25,
        outputs: Vec::new(),
        message: None,
        stdout: String::new(),
        stderr: String::new(),
        output_truncated: false,
    }
}

fn of_cases(exercise: &Exercise, cases: Vec<CaseOutcome>) -> ExerciseOutcome {
    let passed = cases.iter().filter(|case| case.verdict == Verdict::Passed).count();
    ExerciseOutcome {
        name: exercise.name.clone(),
        graded: exercise.standing == tensorlings::course::Standing::Graded,
        verdict: cases.iter().map(|case| case.verdict).min().unwrap_or(Verdict::NotStarted),
        score: Points::share(exercise.points, passed, cases.len()),
        max_score: Points::whole(exercise.points),
        cases,
        diagnosis: None,
        cause: None,
        hints_used: 0,
        diagnostics: Vec::new(),
    }
}

fn compile_error(exercise: &Exercise) -> ExerciseOutcome {
    ExerciseOutcome {
        verdict: Verdict::CompileError,
        diagnostics: vec![Diagnostic {
            level: "error".to_owned(),
            code: Some("E0308".to_owned()),
            message: "mismatched types".to_owned(),
            file: exercise.file(),
            line: 12,
            column: 9,
            rendered: RENDERED.to_owned(),
            explanation: Some("This is a reference to a number: `*x` is the number itself.".to_owned()),
        }],
        ..of_cases(exercise, Vec::new())
    }
}

/// A panic in one case, after a needed function failed.
fn blamed(exercise: &Exercise, answers: &mut Answers) -> ExerciseOutcome {
    let mut outcome = judge(exercise, answers, |_, _| {});
    let case = &mut outcome.cases[3];
    case.verdict = Verdict::Panicked;
    case.message = Some("panicked at src/conv_backward.rs:31:18: index out of bounds".to_owned());
    case.outputs.clear();
    ExerciseOutcome {
        cause: Some(Cause {
            exercise: "zero_pad".to_owned(),
            message: "with the reference in its place, 28 of 29 cases pass.".to_owned(),
        }),
        ..of_cases(exercise, outcome.cases)
    }
}

fn not_started(exercise: &Exercise) -> ExerciseOutcome {
    let cases = exercise
        .cases
        .iter()
        .map(|case| CaseOutcome { verdict: Verdict::NotStarted, ..case_outcome(exercise, &case.id) });
    of_cases(exercise, cases.collect())
}

const RENDERED: &str = "error[E0308]: mismatched types
  --> src/pool_forward.rs:12:9
   |
12 |         best
   |         ^^^^ expected `f64`, found `&f64`
";
