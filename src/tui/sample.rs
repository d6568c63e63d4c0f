//! A made-up course for the tests of this layer: `frame` pads, `peak` pools what `frame` gave, `spot` marks.

use super::model::Model;
use super::msg::{CaseData, JobId, Msg};
use super::{Create, Ground, Workbench};
use crate::course::{Course, CourseSource, Progress, Visibility};
use crate::formats::npz;
use crate::grade::{
    CaseOutcome, Diagnosis, DiagnosisKind, ExerciseOutcome, GradeEvent, OutputOutcome, Points, Policy, Setup,
    ToolchainSearch, Verdict,
};
use crate::sandbox::Level;
use crate::style::{DARK, Depth, Theme, UNICODE};
use crate::tensor::{Comparison, Tensor, compare};
use ndarray::{Array2, Array4, Axis, arr2};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The theme of most snapshots.
pub(super) const COLOUR: Theme = Theme { palette: &DARK, depth: Depth::TrueColour, glyphs: &UNICODE };
/// The same without a single colour.
pub(super) const MONOCHROME: Theme = Theme { palette: &DARK, depth: Depth::Monochrome, glyphs: &UNICODE };

/// The course, read from a folder as any other.
pub(super) fn course() -> Arc<Course> {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let file = folder.path().join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    };
    write("course.toml", COURSE);
    write("support.rs", "");
    write("calls.rs", "");
    for (name, manifest) in [("frame", FRAME), ("peak", PEAK), ("spot", SPOT)] {
        write(&format!("{name}/exercise.toml"), manifest);
        write(&format!("{name}/lesson.md"), LESSON);
        write(&format!("{name}/start.rs"), "");
        write(&format!("{name}/solution.rs"), "");
    }
    let (x, y) = (image(), framed());
    let zero = ("terms", Tensor::F64(ndarray::arr0(1.0).into_dyn()));
    store(
        folder.path(),
        "frame",
        &[("ring/input/x", x.clone()), ("ring/y", y.clone()), ("secret/input/x", x), ("secret/y", y)],
    );
    store(
        folder.path(),
        "peak",
        &[("tiles/input/x", tiles()), ("tiles/y", peaks()), ("tiles/terms/y", zero.1)],
    );
    store(folder.path(), "spot", &[("one/input/x", Tensor::F64(grid().into_dyn())), ("one/mask", spot())]);
    Arc::new(Course::load(&CourseSource::Folder(folder.path().to_owned())).unwrap())
}

/// A workbench on that course, in a workspace or before there is one.
pub(super) fn workbench(workspace: Option<&str>) -> Workbench {
    let course = course();
    Workbench {
        progress: Progress::new(&course),
        course,
        workspace: workspace.map(PathBuf::from),
        create: None::<Create>,
        setup: Setup {
            launcher: PathBuf::new(),
            cache: PathBuf::new(),
            toolchain: ToolchainSearch::default(),
            least_level: Level::None,
        },
        policy: Policy::Refuse,
        theme: COLOUR,
        ground: Ground::Chosen,
        editor: Some("vi".to_owned()),
        notice: None,
    }
}

/// The model of a workbench in a workspace.
pub(super) fn model() -> Model {
    Model::of(&workbench(Some("/practice")))
}

/// The tensors of every visible case, as the loading threads send them.
pub(super) fn loaded(course: &Course) -> Vec<Msg> {
    let mut messages = Vec::new();
    for (index, exercise) in course.exercises.iter().enumerate() {
        for (place, case) in exercise.cases.iter().enumerate() {
            if case.visibility == Visibility::Visible {
                let data = CaseData {
                    inputs: exercise.inputs(case).unwrap(),
                    expected: exercise.expected(case).unwrap(),
                };
                let key = super::msg::CaseKey { exercise: index, case: place };
                messages.push(Msg::CaseLoaded(key, Ok(Arc::new(data))));
            }
        }
    }
    messages
}

/// Grading is possible, with a full sandbox.
pub(super) fn ready() -> Msg {
    Msg::Ready(Level::Full)
}

/// An event of a run.
pub(super) fn graded(job: u64, event: GradeEvent) -> Msg {
    Msg::Grade { job: JobId(job), when: 1_000, event }
}

/// The events with which a function whose every case returns `actual` is judged.
pub(super) fn judged(course: &Course, name: &str, actual: &Tensor) -> Vec<GradeEvent> {
    // The model's course does not tell what its hidden cases are; the one that is graded does.
    let whole = self::course();
    let course = if whole.exercise(name).is_some() { &*whole } else { course };
    let exercise = course.exercise(name).unwrap();
    let mut cases: Vec<CaseOutcome> =
        exercise.cases.iter().map(|case| case_outcome(course, name, &case.id, actual)).collect();
    let hidden = cases.iter_mut().filter(|case| !case.is_visible());
    hidden.zip(1..).for_each(|(case, number)| case.withhold(number));
    let output = exercise.outputs[0].name.clone();
    let passed = cases.iter().filter(|case| case.verdict == Verdict::Passed).count();
    let verdict = cases.iter().map(|case| case.verdict).min().unwrap();
    let diagnosis = (verdict == Verdict::WrongAnswer).then(|| Diagnosis {
        kind: DiagnosisKind::Mistake,
        mistake: Some("sign_turned".to_owned()),
        message: "every value has the wrong sign.".to_owned(),
        certain: true,
    });
    let events = cases.iter().map(|case| GradeEvent::CaseJudged {
        exercise: name.to_owned(),
        case: case.clone(),
        actual: vec![(output.clone(), actual.clone())],
    });
    let outcome = ExerciseOutcome {
        name: name.to_owned(),
        graded: true,
        verdict,
        score: Points::share(exercise.points, passed, cases.len()),
        max_score: Points::whole(exercise.points),
        cases: cases.clone(),
        diagnosis,
        cause: None,
        hints_used: 0,
        diagnostics: Vec::new(),
    };
    events.collect::<Vec<_>>().into_iter().chain([GradeEvent::ExerciseJudged(outcome)]).collect()
}

/// The final outcome of a function without cases: it did not come to run.
pub(super) fn unrun(name: &str, verdict: Verdict) -> ExerciseOutcome {
    ExerciseOutcome {
        name: name.to_owned(),
        graded: true,
        verdict,
        score: Points::default(),
        max_score: Points::whole(10),
        cases: Vec::new(),
        diagnosis: None,
        cause: None,
        hints_used: 0,
        diagnostics: Vec::new(),
    }
}

fn case_outcome(course: &Course, name: &str, id: &str, actual: &Tensor) -> CaseOutcome {
    let exercise = course.exercise(name).unwrap();
    let case = exercise.case(id).unwrap();
    let expected = exercise.expected(case).unwrap().remove(0);
    let (verdict, mismatches, total) = match compare(&expected.tensor, actual, expected.tolerance) {
        Comparison::Cells { mismatches, total, .. } if mismatches.is_empty() => {
            (Verdict::Passed, Some(mismatches), Some(total))
        }
        Comparison::Cells { mismatches, total, .. } => (Verdict::WrongAnswer, Some(mismatches), Some(total)),
        Comparison::Incomparable => (Verdict::WrongShape, None, None),
    };
    let output = OutputOutcome {
        name: expected.name,
        verdict,
        expected_shape: expected.tensor.shape().to_vec(),
        actual_shape: Some(actual.shape().to_vec()),
        mismatched: mismatches.as_ref().map(Vec::len),
        total,
        max_abs_error: None,
        max_rel_error: None,
        mismatches: mismatches.unwrap_or_default(),
        mismatches_truncated: false,
    };
    CaseOutcome {
        id: format!("{name}/{id}"),
        verdict,
        visibility: case.visibility,
        millis: 0.5,
        outputs: vec![output],
        message: None,
        stdout: String::new(),
        stderr: String::new(),
        output_truncated: false,
    }
}

/// What `frame` gets: 2 images of 3×3, 1 channel.
pub(super) fn image() -> Tensor {
    Tensor::F64(pixels().into_dyn())
}

/// What `frame` must give: 7×7, of which 40 cells are padding.
pub(super) fn framed() -> Tensor {
    let mut padded = Array4::zeros((2, 7, 7, 1));
    padded.slice_mut(ndarray::s![.., 2..5, 2..5, ..]).assign(&pixels());
    Tensor::F64(padded.into_dyn())
}

/// What `frame` gives when it turns every sign.
pub(super) fn framed_negated() -> Tensor {
    match framed() {
        Tensor::F64(values) => Tensor::F64(-values),
        other => other,
    }
}

/// What `spot` must give: one true cell.
pub(super) fn spot() -> Tensor {
    Tensor::Bool(grid().mapv(|value| value > 8.0).into_dyn())
}

fn pixels() -> Array4<f64> {
    Array4::from_shape_fn((2, 3, 3, 1), |(image, row, column, _)| {
        [0.5, -1.25, 2.0, 0.75, -0.5, 1.5, -2.0, 0.25, 1.0][row * 3 + column] * [1.0, -1.0][image]
    })
}

fn tiles() -> Tensor {
    Tensor::F64(
        arr2(&[[1.0, 5.0, -3.0, 0.5], [2.0, 4.0, 6.0, 1.5], [-1.0, -2.0, 7.0, 3.0], [-4.0, -8.0, 2.5, 9.0]])
            .into_dyn(),
    )
}

fn peaks() -> Tensor {
    Tensor::F64(arr2(&[[5.0, 6.0], [-1.0, 9.0]]).into_dyn())
}

fn grid() -> Array2<f64> {
    arr2(&[[1.0, 9.0, 3.0], [4.0, 5.0, 6.0]]).insert_axis(Axis(0)).remove_axis(Axis(0))
}

fn store(folder: &Path, exercise: &str, tensors: &[(&str, Tensor)]) {
    let tensors: Vec<(String, Tensor)> =
        tensors.iter().map(|(name, tensor)| ((*name).to_owned(), tensor.clone())).collect();
    let file = std::fs::File::create(folder.join(exercise).join("expected.npz")).unwrap();
    npz::write(&tensors, file).unwrap();
}

const COURSE: &str = r#"
id = "made-up"
version = "1"
title = "Frames and peaks"
solutions = "never"
[[exercise]]
name = "frame"
points = 10
standing = "graded"
needs = []
[[exercise]]
name = "peak"
points = 10
standing = "graded"
needs = ["frame"]
[[exercise]]
name = "spot"
points = 5
standing = "optional"
needs = []
"#;

const LESSON: &str = "# The idea\n\nA border of zeros lets the window stand at the **rim**.\n\n- `x`: the images\n- `pad`: the border\n\n```text\n╱╱╱╱╱\n╱ x ╱\n╱╱╱╱╱\n```\n";

const FRAME: &str = r#"
title = "A frame"
summary = "Put a border of zeros around every image."
signature = "pub fn frame(x: ArrayView4<f64>, pad: usize) -> Array4<f64>"
hints = ["Begin with `zeros`.", { text = "Then place the image.", about = ["wrong_answer"] }, "`assign` copies it."]
cases = [
  { id = "ring", about = "Two cells on each side.", seed = 1, at = { m = 2, n = 3, pad = 2 }, stored = ["x"] },
  { id = "secret", about = "Nobody sees this one.", seed = 2, at = { m = 2, n = 3, pad = 2 }, stored = ["x"], visibility = "hidden" },
]
[symbols]
m = [1, 3]
n = [3, 8]
pad = [0, 3]
[[argument]]
name = "x"
dtype = "f64"
axes = ["m", "n", "n", "1"]
plane = [1, 2]
padded_by = "pad"
[[argument]]
name = "pad"
dtype = "u64"
axes = []
value = "pad"
[[output]]
name = "y"
dtype = "f64"
axes = ["m", "n + 2*pad", "n + 2*pad", "1"]
exact = true
plane = [1, 2]
padding = "pad"
"#;

const PEAK: &str = r#"
title = "Peaks"
summary = "Keep the largest value of every window."
signature = "pub fn peak(x: ArrayView2<f64>) -> Array2<f64>"
hints = []
cases = [{ id = "tiles", about = "Windows that touch.", seed = 1, at = { n = 4, f = 2 }, stored = ["x"] }]
[symbols]
n = [4, 8]
f = [2, 2]
[[argument]]
name = "x"
dtype = "f64"
axes = ["n", "n"]
window = { height = "f", width = "f", stride = "f", maximum = "1" }
[[output]]
name = "y"
dtype = "f64"
axes = ["n / f", "n / f"]
"#;

const SPOT: &str = r#"
title = "The spot"
summary = "Mark the largest value."
signature = "pub fn spot(x: ArrayView2<f64>) -> Array2<bool>"
hints = []
cases = [{ id = "one", about = "One cell is the largest.", seed = 1, at = { n = 2 }, stored = ["x"] }]
[symbols]
n = [2, 4]
[[argument]]
name = "x"
dtype = "f64"
axes = ["n", "n + 1"]
[[output]]
name = "mask"
dtype = "bool"
axes = ["n", "n + 1"]
exact = true
mask = true
"#;
