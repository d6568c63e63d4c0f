//! A course read from a folder: what it yields, and how it is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::path::Path;
use std::time::Duration;
use tempfile::TempDir;
use tensorlings::course::{Course, CourseSource, Layout, StepRole, Visibility};
use tensorlings::formats::npz;
use tensorlings::tensor::{Scalar, Tensor, Tolerance, Windows};

const EXERCISE: &str = "blend/exercise.toml";

/// A course of two made-up exercises, with `change` applied to the text of one of its manifests.
fn course_folder(file: &str, change: (&str, &str)) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let changed = if path == file { text.replacen(change.0, change.1, 1) } else { text.to_owned() };
        assert!(
            path != file || change.0.is_empty() || changed != text,
            "the change fits nothing: {}",
            change.0
        );
        std::fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        std::fs::write(folder.path().join(path), changed).unwrap();
    };
    write("course.toml", COURSE_TOML);
    write("support.rs", "");
    write("calls.rs", "");
    for (name, manifest) in [("shift", SHIFT_TOML), ("blend", BLEND_TOML)] {
        write(&format!("{name}/exercise.toml"), manifest);
        for text in ["lesson.md", "start.rs", "solution.rs"] {
            write(&format!("{name}/{text}"), text);
        }
    }
    store(folder.path(), "shift", &[("first/y", row(&[1.0]))]);
    let stored = [
        ("small/z", row(&[1.0, 2.0])),
        ("small/terms/z", Tensor::from_scalar(Scalar::F64(8.0))),
        ("small/input/x", row(&[5.0, 6.0])),
        ("small/steps[0].h", Tensor::F32(ndarray::array![0.5].into_dyn())),
        ("small/steps[1].h", Tensor::F32(ndarray::array![1.5].into_dyn())),
        ("small/terms/steps[0].h", Tensor::from_scalar(Scalar::F64(1.0))),
        ("small/terms/steps[1].h", Tensor::from_scalar(Scalar::F64(2.0))),
    ];
    store(folder.path(), "blend", &stored);
    folder
}

fn row(values: &[f64]) -> Tensor {
    Tensor::F64(ndarray::Array1::from_vec(values.to_vec()).into_dyn())
}

fn store(folder: &Path, exercise: &str, tensors: &[(&str, Tensor)]) {
    let tensors: Vec<(String, Tensor)> =
        tensors.iter().map(|(name, tensor)| ((*name).to_owned(), tensor.clone())).collect();
    let file = std::fs::File::create(folder.join(exercise).join("expected.npz")).unwrap();
    npz::write(&tensors, file).unwrap();
}

fn load(folder: &TempDir) -> Result<Course, String> {
    Course::load(&CourseSource::Folder(folder.path().to_owned())).map_err(|error| error.to_string())
}

fn sound() -> Course {
    load(&course_folder("", ("", ""))).unwrap()
}

/// The sentence with which the changed course is refused, with the folder's name left out.
fn refusal(file: &str, before: &str, after: &str) -> String {
    let folder = course_folder(file, (before, after));
    let prefix = format!("{}/", folder.path().display());
    load(&folder).expect_err("the course is sound").replace(&prefix, "")
}

#[test]
fn a_course_is_read_in_its_order_with_its_defaults() {
    let course = sound();
    assert_eq!((course.id.as_str(), course.version.as_str()), ("made-up", "3"));
    assert_eq!(course.limits.memory, 64 << 20);
    assert_eq!(course.limits.case_cpu, Duration::from_secs(2));
    assert_eq!(course.limits.compile, Duration::from_secs(9));
    let names: Vec<&str> = course.exercises.iter().map(|exercise| exercise.name.as_str()).collect();
    assert_eq!(names, ["shift", "blend"]);
    let needed: Vec<&str> = course.all_needs("blend").iter().map(|exercise| exercise.name.as_str()).collect();
    assert_eq!(needed, ["shift"]);
    assert_eq!(course.exercise("blend").unwrap().lesson, "lesson.md");
}

#[test]
fn inputs_are_drawn_valued_stored_and_repeated() {
    let course = sound();
    let blend = course.exercise("blend").unwrap();
    let case = blend.case("small").unwrap();
    let inputs = blend.inputs(case).unwrap();
    let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    assert_eq!(names, ["x", "token", "mode", "steps.length", "steps[0].h", "steps[1].h"]);
    assert_eq!(inputs[0].tensor, row(&[5.0, 6.0]));
    assert_eq!(inputs[0].layout, Layout::Reversed);
    assert_eq!(inputs[2].tensor, Tensor::from_scalar(Scalar::U64(1)));
    assert_eq!(inputs[3].tensor, Tensor::from_scalar(Scalar::U64(2)));
    assert_eq!(case.visibility, Visibility::Hidden);
    // `draw_order` puts the steps before the token; `steps[1].h` is one longer than `steps[0].h`.
    assert_eq!(inputs[5].tensor.shape(), [2]);
    let Tensor::F32(first) = &inputs[4].tensor else { panic!("f32") };
    // The first number of the stream with seed 7, 0.23384727…, in [10, 20) and rounded to f32.
    assert_eq!(first[[0]].to_string(), "12.338472");
}

#[test]
fn expected_outputs_carry_their_tolerance() {
    let course = sound();
    let blend = course.exercise("blend").unwrap();
    let expected = blend.expected(blend.case("small").unwrap()).unwrap();
    let by_name = |name: &str| expected.iter().find(|output| output.name == name).unwrap();
    assert_eq!(by_name("z").tolerance, Tolerance { relative: 1e-9, absolute: 8e-12 });
    assert_eq!(by_name("steps[1].h").tolerance, Tolerance { relative: 1e-5, absolute: 2e-6 });
    assert_eq!(by_name("cache.x").tolerance, Tolerance { relative: 0.0, absolute: 0.0 });
    assert_eq!(by_name("cache.x").tensor, row(&[5.0, 6.0]));
}

#[test]
fn roles_become_numbers_and_dimensions_become_words() {
    let course = sound();
    let blend = course.exercise("blend").unwrap();
    let case = blend.case("small").unwrap();
    let drawn = blend.drawn_input(case, "x");
    assert_eq!(drawn.ring, 3);
    assert_eq!(drawn.windows, Some(Windows { height: 1, width: 2, stride: 1 }));
    assert_eq!(drawn.maxima(), None);
    assert!(blend.drawn_output(case, "steps[1].h").mask);
    let dimensions: Vec<String> =
        blend.dimensions(case).iter().map(|(name, value)| format!("{name} = {value}")).collect();
    assert_eq!(dimensions, ["n = 2", "mode = Mean", "m = 3"]);
}

#[test]
fn the_roles_of_a_step_are_names_that_fit_the_family() {
    let course = sound();
    let roles: Vec<_> = course.exercise("blend").unwrap().step_roles.clone().into_iter().collect();
    assert_eq!(roles, [(StepRole::Input, "x".to_owned()), (StepRole::Output, "z".to_owned())]);
    for (change, message) in [
        (("input = \"x\"\n", ""), "`[step]` of this family lacks `input`"),
        (("input = \"x\"", "input = \"z\""), "`z` is no argument of this function"),
        (("output = \"z\"", "output = \"z\"\nbias = \"x\""), "this family has no role `bias`"),
        (("family = \"pool\"\n", ""), "`[step]` needs a `family`, which says what is stepped through"),
        (("output = \"z\"", "outptu = \"z\""), "unknown variant `outptu`"),
    ] {
        let folder = course_folder(EXERCISE, change);
        let error = Course::load(&CourseSource::Folder(folder.path().to_owned())).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn a_course_with_structs_and_lists_of_caches_loads_by_the_same_code() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/courses/recurrent");
    let course = Course::load(&CourseSource::Folder(folder)).unwrap();
    let outputs = course.exercises.iter().flat_map(|exercise| {
        let outputs = exercise.cases.iter().flat_map(|case| exercise.expected(case).unwrap());
        outputs.map(|output| output.name).collect::<Vec<_>>()
    });
    assert!(outputs.into_iter().any(|name| name.contains("[1].")), "no output is a list of structs");
}

#[test]
fn a_folder_without_a_course_says_so() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(
        load(&folder).unwrap_err(),
        format!("{} is not a course: it holds no `course.toml`", folder.path().display())
    );
}

#[test]
fn a_missing_or_unreadable_file_is_named() {
    let folder = course_folder("", ("", ""));
    std::fs::write(folder.path().join("blend/lesson.md"), b"\xff\xfe").unwrap();
    assert!(load(&folder).unwrap_err().ends_with("blend/lesson.md: it is not UTF-8 text"));
    std::fs::remove_file(folder.path().join("blend/lesson.md")).unwrap();
    assert!(
        load(&folder).unwrap_err().ends_with("blend/lesson.md is missing: every exercise needs this file")
    );
}

#[test]
fn a_contradiction_in_the_course_is_named_with_its_line() {
    for (before, after, message) in [
        (
            "id = \"made-up\"",
            "id = \"made up\"",
            "line 1: a course's `id` consists of letters, digits, `-` and `_`",
        ),
        ("title", "titel", "line 3: unknown field `titel`, expected one of"),
        ("\"blend\"", "\"shift\"", "line 13: there are two exercises named `shift`"),
        ("\"blend\"", "\"match\"", "line 13: `match` cannot name a Rust module and function"),
        ("\"blend\"", "\"../x\"", "line 13: `../x` cannot name a Rust module and function"),
        ("[\"shift\"]", "[\"blend\"]", "line 15: `blend` needs `blend`, which is no earlier exercise"),
        (
            "compile_seconds = 9",
            "compile_seconds = -1",
            "line 7: `compile_seconds` must be a positive number",
        ),
        ("points = 5", "points = \"5\"", "line 14: invalid type: string \"5\", expected u32"),
    ] {
        let refusal = refusal("course.toml", before, after);
        assert!(refusal.starts_with(&format!("course.toml, {message}")), "{refusal}");
        assert!(!refusal.contains('\n'));
    }
}

#[test]
fn a_contradiction_in_an_exercise_is_named_with_its_line() {
    for (before, after, message) in [
        ("\nm = \"n + 1\"", "\nm = \"n + k\"", "line 11: `n + k` uses `k`, which is no symbol known here"),
        ("\nm = \"n + 1\"", "\nm = \"n +\"", "line 11: `n +` is not a formula: a number, a symbol or `(`"),
        ("\nm = \"n + 1\"", "\nt = \"n + 1\"", "line 11: `t` cannot name a symbol"),
        ("n = [1, 3]", "n = [3, 1]", "line 9: the range of `n` is empty"),
        ("n = [1, 3]", "n = true", "line 9: a symbol is a range"),
        ("n = 2, ", "", "line 5: in the case `small`, `n` has no value in `at`"),
        ("n = 2, ", "n = 2, m = 3, ", "line 5: the case `small` gives `m`, which is no symbol to choose"),
        (
            "mode = \"Mean\"",
            "mode = \"mean\"",
            "line 5: in the case `small`, `mode` must be one of [\"Max\", \"Mean\"]",
        ),
        (
            "family = \"pool\"",
            "hints = [\"One.\", { text = \"Two.\", about = [\"row\", \"rwo\"] }]\nfamily = \"pool\"",
            "line 6: a hint is about `rwo`, which is no mistake and no name of this function (n, mode, m, x,",
        ),
        (
            "family = \"pool\"",
            "hints = [{ text = \" \", about = [\"row\"] }]\nfamily = \"pool\"",
            "line 6: a hint needs a text",
        ),
        ("family = \"pool\"", "hints = [7]\nfamily = \"pool\"", "line 6: a hint is a text, or a table"),
        (
            "family = \"pool\"",
            "hints = [{ text = \"One.\", abuot = [] }]\nfamily = \"pool\"",
            "line 6: a hint is a text, or a table",
        ),
        ("seed = 7", "seed = 7, legacy_seed = 1", "line 5: a case has either a `seed` or a `legacy_seed`"),
        ("stored = [\"x\"]", "stored = [\"y\"]", "line 5: `y` is no argument of this function"),
        ("layouts = { x", "layouts = { q", "line 5: `q` is no argument of this function"),
        ("\"reversed\"", "\"sideways\"", "line 5: unknown variant `sideways`"),
        ("id = \"small\"", "id = \"../small\"", "line 5: a case's `id` consists of small letters"),
        ("name = \"token\"", "name = \"x\"", "line 21: there are two arguments named `x`"),
        ("name = \"token\"", "name = \"/x\"", "line 21: `/x` cannot name a tensor"),
        ("[\"steps[t].h\", ", "[", "line 3: `draw_order` leaves out `steps[t].h`"),
        ("[\"steps[t].h\", ", "[\"mode\", ", "line 3: `draw_order` names `mode`, which is no drawn argument"),
        ("integers = [0, 9]", "uniform = [0, 9]", "line 21: an argument of type i64 draws `integers`"),
        (
            "value = \"mode\"",
            "value = \"mode\"\ndraw = \"normal\"",
            "line 27: an argument has a `value` or a `draw`",
        ),
        ("padded_by", "plane = [0, 1]\npadded_by", "line 14: `plane` must name two of the 1 axes"),
        (
            "each = { t = \"n\" }",
            "",
            "line 38: `steps[t].h` needs both `each` and `[t]` in its name, or neither",
        ),
        ("argument = \"x\"", "argument = \"y\"", "line 53: `y` is no argument of this function"),
        (
            "case = \"small\"",
            "case = \"large\"",
            "line 63: a printout names the case `large`, which does not exist",
        ),
        ("axes = [\"n\"]", "axes = [\"n - 2\"]", "case `small`: the axis `n - 2` of `x` has the length 0"),
    ] {
        let refusal = refusal(EXERCISE, before, after);
        let place = format!("{EXERCISE}, {message}");
        assert!(refusal.starts_with(&place), "{refusal}\n{place}");
        assert!(!refusal.contains('\n'));
    }
}

#[test]
fn stored_tensors_must_fit_the_manifest() {
    let folder = course_folder("", ("", ""));
    let sentence = |folder: &TempDir| {
        let text = load(folder).unwrap_err();
        text.replace(&format!("{}/", folder.path().display()), "")
    };
    let remedy = "; run the course's `oracle.py --write` to store them anew";
    store(folder.path(), "shift", &[]);
    assert_eq!(sentence(&folder), format!("shift/expected.npz: it holds no entry `first/y`{remedy}"));
    store(folder.path(), "shift", &[("first/y", row(&[1.0, 2.0]))]);
    let mismatch = "`first/y` is f64 [2], but the manifest says f64 [1]";
    assert_eq!(sentence(&folder), format!("shift/expected.npz: {mismatch}{remedy}"));
    std::fs::write(folder.path().join("shift/expected.npz"), "no zip").unwrap();
    assert_eq!(sentence(&folder), format!("shift/expected.npz: it is not a NumPy archive (`.npz`){remedy}"));
}

const COURSE_TOML: &str = r#"id = "made-up"
version = "3"
title = "A made-up course"

[limits]
memory_mib = 64
compile_seconds = 9

[[exercise]]
name = "shift"
points = 10
[[exercise]]
name = "blend"
points = 5
needs = ["shift"]
standing = "optional"
"#;

const SHIFT_TOML: &str = r#"title = "Shift"
summary = "Moves everything."
signature = "pub fn shift(x: f64) -> Array1<f64>"
cases = [{ id = "first", about = "The first.", legacy_seed = 1 }]

[[argument]]
name = "x"
dtype = "f64"
axes = []

[[output]]
name = "y"
dtype = "f64"
axes = ["1"]
exact = true
"#;

const BLEND_TOML: &str = r#"title = "Blend"
summary = "Mixes things."
draw_order = ["steps[t].h", "x", "token"]
signature = "pub fn blend()"
cases = [{ id = "small", about = "Small.", seed = 7, at = { n = 2, mode = "Mean" }, layouts = { x = "reversed" }, stored = ["x"], visibility = "hidden" }]
family = "pool"

[symbols]
n = [1, 3]
mode = ["Max", "Mean"]
m = "n + 1"

[[argument]]
name = "x"
dtype = "f64"
axes = ["n"]
padded_by = "m"
window = { height = "1", width = "n", stride = "1", maximum = "1 - mode" }

[[argument]]
name = "token"
dtype = "i64"
axes = ["m"]
draw = { integers = [0, 9] }

[[argument]]
name = "mode"
dtype = "u64"
axes = []
value = "mode"

[[argument]]
name = "steps.length"
dtype = "u64"
axes = []
value = "n"
[[argument]]
name = "steps[t].h"
dtype = "f32"
axes = ["t + 1"]
draw = { uniform = [10, 20] }
each = { t = "n" }

[[output]]
name = "z"
dtype = "f64"
axes = ["n"]

[[output]]
name = "cache.x"
dtype = "f64"
axes = ["n"]
argument = "x"

[[output]]
name = "steps[t].h"
dtype = "f32"
axes = ["1"]
mask = true
each = { t = "n" }

[[printout]]
case = "small"
template = "{z}"
expected = "[1. 2.]"

[step]
input = "x"
output = "z"
"#;
