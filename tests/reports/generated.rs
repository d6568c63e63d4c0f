//! Made-up outcomes: every verdict, many counts, and texts that mean harm.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use tensorlings::course::{Course, Visibility};
use tensorlings::grade::{
    CaseOutcome, Cause, CourseId, Diagnosis, DiagnosisKind, Diagnostic, ExerciseOutcome, Outcome,
    OutputOutcome, Points, Verdict,
};
use tensorlings::sandbox::Level;
use tensorlings::tensor::{Mismatch, Scalar};

/// What every text of a hidden case holds.
pub(crate) const SECRET: &str = "s3cr3t";

/// Text out of the pieces of which commands, markup, fences and escape sequences are made.
fn mean() -> impl Strategy<Value = String> {
    let pieces = [
        "::error::",
        "::add-mask::",
        "##[error]",
        "##vso[task]",
        "::",
        "\n",
        "\r",
        "\r\n",
        " ",
        "\t",
        "`",
        "```",
        "~~~",
        "|",
        "<b>",
        "</script>",
        "</pre>",
        "<!--",
        "-->",
        "&amp;",
        "\"",
        "'",
        "]]>",
        "<![CDATA[",
        "[[ATTACHMENT|/etc/x]]",
        "@all",
        "https://x.y",
        "\\",
        "%0A",
        "\u{0}",
        "\u{1b}[31m",
        "\u{1b}]0;t\u{7}",
        "\u{9b}1m",
        "\u{202e}",
        "\u{200b}",
        "\u{2028}",
        "\u{feff}",
        "\u{fffe}",
        "\u{ffff}",
        "\u{85}",
        "Σ",
        "😀",
        "plain words",
    ];
    let short = vec(select(pieces.to_vec()), 0..12).prop_map(|all| all.concat());
    prop_oneof![40 => short, 1 => select(pieces.to_vec()).prop_map(|piece| piece.repeat(20_000))]
}

fn number() -> impl Strategy<Value = Scalar> {
    prop_oneof![
        any::<f64>().prop_map(Scalar::F64),
        select(vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -0.0, f64::MIN_POSITIVE])
            .prop_map(Scalar::F64),
        any::<bool>().prop_map(Scalar::Bool),
        any::<i64>().prop_map(Scalar::I64),
    ]
}

prop_compose! {
    fn output()(expected in number(), actual in number(), shape in vec(0_usize..4, 0..4), returned: bool) -> OutputOutcome {
        OutputOutcome {
            name: "out".to_owned(),
            verdict: if returned { Verdict::WrongAnswer } else { Verdict::WrongShape },
            expected_shape: shape.clone(),
            actual_shape: returned.then(|| shape.clone()),
            mismatched: returned.then_some(3),
            total: returned.then_some(7),
            max_abs_error: returned.then(|| actual.to_f64()),
            max_rel_error: None,
            mismatches: vec![Mismatch { index: vec![0; shape.len()], expected, actual }],
            mismatches_truncated: true,
        }
    }
}

prop_compose! {
    fn case()(
        verdict in select(Verdict::ALL.to_vec()),
        hidden in prop::bool::weighted(0.3),
        message in prop::option::of(mean()),
        stdout in mean(),
        stderr in mean(),
        outputs in vec(output(), 0..3),
        millis in prop_oneof![Just(1.5), Just(f64::NAN), Just(f64::INFINITY), Just(-1.0), Just(1e300)],
    ) -> CaseOutcome {
        let secret = if hidden { SECRET } else { "" };
        CaseOutcome {
            id: String::new(),
            verdict,
            visibility: if hidden { Visibility::Hidden } else { Visibility::Visible },
            millis,
            outputs: outputs.into_iter().map(|output| OutputOutcome { name: format!("out{secret}"), ..output }).collect(),
            message: message.map(|text| format!("{secret}{text}")),
            stdout: format!("{secret}{stdout}"),
            stderr: format!("{secret}{stderr}"),
            output_truncated: hidden,
        }
    }
}

prop_compose! {
    fn exercise()(
        cases in vec(case(), 0..12),
        all_pass in prop::bool::weighted(0.3),
        without_cases in select(vec![Verdict::Missing, Verdict::CompileError, Verdict::CompileTimeout]),
        points in 1_u32..=12,
        texts in vec(mean(), 6),
        line in 0_usize..50,
        extras in vec(any::<bool>(), 3),
    ) -> (u32, ExerciseOutcome) {
        let mut cases = cases;
        if all_pass {
            for case in &mut cases {
                case.verdict = Verdict::Passed;
            }
        }
        let verdict = cases.iter().map(|case| case.verdict).min().unwrap_or(without_cases);
        let diagnostic = Diagnostic {
            level: "error".to_owned(),
            code: Some("E0308".to_owned()),
            message: texts[0].clone(),
            file: "src/x.rs".to_owned(),
            line,
            column: line,
            rendered: texts[1].clone(),
            explanation: extras[0].then(|| texts[2].clone()),
        };
        let diagnosis = Diagnosis {
            kind: DiagnosisKind::Relation,
            mistake: None,
            message: texts[3].clone(),
            certain: true,
        };
        let outcome = ExerciseOutcome {
            name: String::new(),
            graded: true,
            verdict,
            score: Points::default(),
            max_score: Points::whole(points),
            diagnostics: if cases.is_empty() { vec![diagnostic] } else { Vec::new() },
            cases,
            diagnosis: extras[1].then_some(diagnosis),
            cause: extras[2].then(|| Cause { exercise: "other".to_owned(), message: texts[4].clone() }),
            hints_used: 0,
        };
        (points, outcome)
    }
}

/// An outcome of the course, scored by its rules.
pub(crate) fn outcome(course: &Course) -> impl Strategy<Value = Outcome> + use<> {
    let names: Vec<String> = course.exercises.iter().map(|exercise| exercise.name.clone()).collect();
    let declared: Vec<Vec<String>> = course
        .exercises
        .iter()
        .map(|exercise| exercise.cases.iter().map(|case| case.id.clone()).collect())
        .collect();
    let id = CourseId { id: course.id.clone(), version: course.version.clone() };
    let level = select(vec![Level::Full, Level::Contained, Level::Partial, Level::None]);
    (vec((exercise(), any::<bool>()), names.len()), level).prop_map(move |(exercises, sandbox)| {
        let exercises = exercises.into_iter().enumerate().map(|(place, ((points, mut outcome), graded))| {
            outcome.name.clone_from(&names[place]);
            outcome.graded = graded;
            for (number, case) in outcome.cases.iter_mut().enumerate() {
                let secret = if case.visibility == Visibility::Hidden { SECRET } else { "" };
                let known = declared[place].get(number).map_or("more", String::as_str);
                case.id = format!("{}/{secret}{known}", names[place]);
            }
            let passed = outcome.cases.iter().filter(|case| case.verdict == Verdict::Passed).count();
            let passed = if outcome.verdict == Verdict::Blocked { 0 } else { passed };
            outcome.score = Points::share(points, passed, outcome.cases.len());
            outcome
        });
        Outcome { course: id.clone(), sandbox, exercises: exercises.collect() }
    })
}
