//! A course of two made-up exercises.

use std::path::Path;
use tempfile::TempDir;
use tensorlings::course::{Course, CourseSource};
use tensorlings::formats::npz;
use tensorlings::tensor::{Scalar, Tensor};

/// The manifest of the second exercise.
pub(crate) const EXERCISE: &str = "blend/exercise.toml";

/// A course of two made-up exercises, with `change` applied to the text of one of its manifests.
pub(crate) fn course_folder(file: &str, change: (&str, &str)) -> TempDir {
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

pub(crate) fn row(values: &[f64]) -> Tensor {
    Tensor::F64(ndarray::Array1::from_vec(values.to_vec()).into_dyn())
}

pub(crate) fn store(folder: &Path, exercise: &str, tensors: &[(&str, Tensor)]) {
    let tensors: Vec<(String, Tensor)> =
        tensors.iter().map(|(name, tensor)| ((*name).to_owned(), tensor.clone())).collect();
    let file = std::fs::File::create(folder.join(exercise).join("expected.npz")).unwrap();
    npz::write(&tensors, file).unwrap();
}

pub(crate) fn load(folder: &TempDir) -> Result<Course, String> {
    Course::load(&CourseSource::Folder(folder.path().to_owned())).map_err(|error| error.to_string())
}

pub(crate) fn sound() -> Course {
    load(&course_folder("", ("", ""))).unwrap()
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
