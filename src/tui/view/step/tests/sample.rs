//! A made-up course for the tests of the Step pane: `weigh` slides two filters, `unweigh` is its gradient.

use crate::course::{Course, CourseSource};
use crate::formats::npz;
use crate::tensor::Tensor;
use ndarray::{Array4, s};
use std::path::Path;
use std::sync::Arc;

pub(super) fn images() -> Array4<f64> {
    Array4::from_shape_fn((2, 4, 4, 2), |(i, h, w, k)| number(i * 7 + h * 5 + w * 3 + k * 2) / 4.0)
}

pub(super) fn filters() -> Array4<f64> {
    Array4::from_shape_fn((2, 2, 2, 2), |(h, w, k, c)| number(h * 3 + w + k * 5 + c * 2) / 2.0)
}

fn biases() -> Array4<f64> {
    Array4::from_shape_fn((1, 1, 1, 2), |(_, _, _, c)| [0.5, -1.5][c])
}

fn gradients() -> Array4<f64> {
    Array4::from_shape_fn((2, 3, 3, 2), |(i, h, w, c)| number(i + h * 2 + w * 3 + c) / 2.0)
}

/// Small whole numbers of both signs that do not repeat soon.
fn number(seed: usize) -> f64 {
    f64::from(u32::try_from(seed * 5 % 13).unwrap()) - 6.0
}

/// The images in a border of one zero.
fn padded() -> Array4<f64> {
    let mut padded = Array4::zeros((2, 6, 6, 2));
    padded.slice_mut(s![.., 1..5, 1..5, ..]).assign(&images());
    padded
}

pub(super) fn weighed() -> Array4<f64> {
    let padded = padded();
    Array4::from_shape_fn((2, 3, 3, 2), |(i, h, w, c)| {
        let window = padded.slice(s![i, 2 * h..2 * h + 2, 2 * w..2 * w + 2, ..]);
        (&window * &filters().slice(s![.., .., .., c])).sum() + biases()[[0, 0, 0, c]]
    })
}

/// The gradients of images, filters and biases.
fn unweighed() -> [Array4<f64>; 3] {
    let mut images = Array4::<f64>::zeros((2, 6, 6, 2));
    let (mut weights, mut biases) = (Array4::<f64>::zeros((2, 2, 2, 2)), Array4::<f64>::zeros((1, 1, 1, 2)));
    for ((i, h, w, c), gradient) in gradients().indexed_iter() {
        let window = s![i, 2 * h..2 * h + 2, 2 * w..2 * w + 2, ..];
        images.slice_mut(window).scaled_add(*gradient, &filters().slice(s![.., .., .., c]));
        weights.slice_mut(s![.., .., .., c]).scaled_add(*gradient, &padded().slice(window));
        biases[[0, 0, 0, c]] += gradient;
    }
    [images.slice(s![.., 1..5, 1..5, ..]).to_owned(), weights, biases]
}

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
    for (name, manifest) in [("weigh", WEIGH), ("unweigh", UNWEIGH)] {
        write(&format!("{name}/exercise.toml"), &format!("{manifest}{ARGUMENTS}"));
        for file in ["lesson.md", "start.rs", "solution.rs"] {
            write(&format!("{name}/{file}"), "");
        }
    }
    let inputs = [("input/a", images()), ("input/w", filters()), ("input/b", biases())];
    store(folder.path(), "weigh", inputs.clone().into_iter().chain([("z", weighed())]));
    let [da, dw, db] = unweighed();
    let outputs = [("input/g", gradients()), ("da", da), ("dw", dw), ("db", db)];
    store(folder.path(), "unweigh", inputs.into_iter().chain(outputs));
    Arc::new(Course::load(&CourseSource::Folder(folder.path().to_owned())).unwrap())
}

fn store<'a>(folder: &Path, exercise: &str, tensors: impl Iterator<Item = (&'a str, Array4<f64>)>) {
    let mut all: Vec<(String, Tensor)> = Vec::new();
    for (name, tensor) in tensors {
        if !name.starts_with("input/") {
            all.push((format!("one/terms/{name}"), Tensor::F64(ndarray::arr0(1.0).into_dyn())));
        }
        all.push((format!("one/{name}"), Tensor::F64(tensor.into_dyn())));
    }
    npz::write(&all, std::fs::File::create(folder.join(exercise).join("expected.npz")).unwrap()).unwrap();
}

const COURSE: &str = r#"
id = "made-up"
version = "1"
title = "Weights"
solutions = "never"
[[exercise]]
name = "weigh"
points = 10
needs = []
[[exercise]]
name = "unweigh"
points = 10
needs = []
"#;

const WEIGH: &str = r#"
title = "Weigh"
summary = "Slide two filters."
signature = "pub fn weigh()"
family = "window"
hints = []
cases = [{ id = "one", about = "Two images.", seed = 1, at = { n = 4, stride = 2, pad = 1 }, stored = ["a", "w", "b"] }]
[step]
input = "a"
filter = "w"
bias = "b"
output = "z"
[[output]]
name = "z"
dtype = "f64"
axes = ["2", "n / 2 + 1", "n / 2 + 1", "2"]
plane = [1, 2]
"#;

const UNWEIGH: &str = r#"
title = "Unweigh"
summary = "Send the gradients back."
signature = "pub fn unweigh()"
family = "scatter"
hints = []
cases = [{ id = "one", about = "Two images.", seed = 1, at = { n = 4, stride = 2, pad = 1 }, stored = ["a", "w", "b", "g"] }]
[step]
input = "a"
filter = "w"
gradient = "g"
input_gradient = "da"
filter_gradient = "dw"
bias_gradient = "db"
[[argument]]
name = "g"
dtype = "f64"
axes = ["2", "n / 2 + 1", "n / 2 + 1", "2"]
plane = [1, 2]
[[output]]
name = "da"
dtype = "f64"
axes = ["2", "n", "n", "2"]
plane = [1, 2]
[[output]]
name = "dw"
dtype = "f64"
axes = ["2", "2", "2", "2"]
plane = [0, 1]
[[output]]
name = "db"
dtype = "f64"
axes = ["1", "1", "1", "2"]
"#;

const ARGUMENTS: &str = r#"
[symbols]
n = [4, 8]
stride = [1, 2]
pad = [0, 1]
[[argument]]
name = "a"
dtype = "f64"
axes = ["2", "n", "n", "2"]
plane = [1, 2]
padded_by = "pad"
window = { height = "2", width = "2", stride = "stride" }
[[argument]]
name = "w"
dtype = "f64"
axes = ["2", "2", "2", "2"]
plane = [0, 1]
[[argument]]
name = "b"
dtype = "f64"
axes = ["1", "1", "1", "2"]
"#;
