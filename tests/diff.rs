//! `diff`: what differs, and the exit code.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "common/cache.rs"]
mod cache;
#[path = "common/command.rs"]
mod command;

use command::{Ran, prepared, run, tensorlings};
use ndarray::{ArrayD, IxDyn};
use std::fs::File;
use std::path::Path;
use tempfile::TempDir;
use tensorlings::formats::{npy, npz};
use tensorlings::tensor::Tensor;

fn diff(arguments: &[&str]) -> Ran {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tensors");
    tensorlings(&folder, &[&["diff"], arguments].concat())
}

/// Numbers that no rule of a test gives by chance.
fn numbers(shape: &[usize]) -> ArrayD<f64> {
    let mut at = 0.0_f64;
    ArrayD::from_shape_simple_fn(IxDyn(shape), || {
        at += 1.0;
        (at * 0.731).sin() * 2.0
    })
}

/// A folder with tensors, each in a file of its own.
fn folder(files: &[(&str, Tensor)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, tensor) in files {
        npy::write(tensor, &mut File::create(folder.path().join(name)).unwrap()).unwrap();
    }
    folder
}

/// `e.npz` and `a.npz` of these tensors.
fn archives(expected: &[(&str, Tensor)], actual: &[(&str, Tensor)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, tensors) in [("e.npz", expected), ("a.npz", actual)] {
        let owned: Vec<(String, Tensor)> =
            tensors.iter().map(|(name, tensor)| ((*name).to_owned(), tensor.clone())).collect();
        npz::write(&owned, File::create(folder.path().join(name)).unwrap()).unwrap();
    }
    folder
}

/// What `diff` prints of two files, and its exit code.
fn printed(folder: &TempDir, arguments: &[&str]) -> String {
    let ran = tensorlings(folder.path(), &[&["diff"], arguments].concat());
    assert_eq!(ran.stderr, "");
    format!("{}exit code {}", ran.stdout, ran.code)
}

#[test]
fn equal_tensors_agree_in_any_order_and_container() {
    for other in ["cube.npy", "fortran.npy", "stored.npz::cube", "deflated.npz::cube"] {
        let ran = diff(&["cube.npy", other]);
        let stdout = "equal: all 315 cells of float64 (5, 7, 9)\n".to_owned();
        assert_eq!(ran, Ran { code: 0, stdout, stderr: String::new() }, "{other}");
    }
}

#[test]
fn what_is_within_the_tolerance_tells_how_near_it_is() {
    let expected = numbers(&[3, 4]);
    let near = expected.mapv(|value| value * (1.0 + 1e-7));
    let folder = folder(&[("e.npy", Tensor::F64(expected)), ("a.npy", Tensor::F64(near))]);
    insta::assert_snapshot!(printed(&folder, &["e.npy", "a.npy", "--rtol", "1e-6"]), @r"
    equal: all 12 cells of float64 (3, 4) within rtol 1e-06; largest error 1.99e-07
    exit code 0
    ");
}

#[test]
fn another_type_is_a_difference_even_where_the_values_agree() {
    let ran = diff(&["single.npy", "cube.npy", "--rtol", "1e-6"]);
    assert_eq!(ran.code, 1);
    let first =
        "different: type float64 instead of float32; but equal values within rtol 1e-06; largest error ";
    assert!(ran.stdout.starts_with(first), "{}", ran.stdout);
}

#[test]
fn a_few_cells_are_told_with_what_they_have_in_common() {
    let expected = numbers(&[4, 6, 8]);
    let mut actual = expected.clone();
    actual.slice_mut(ndarray::s![1, 3..6, 2]).map_inplace(|value| *value *= 2.0);
    let folder = folder(&[("e.npy", Tensor::F64(expected)), ("a.npy", Tensor::F64(actual))]);
    insta::assert_snapshot!(printed(&folder, &["e.npy", "a.npy"]));
}

#[test]
fn cells_that_are_not_finite_are_counted_apart() {
    let expected = numbers(&[4, 6]);
    let mut actual = expected.clone();
    actual[[0, 0]] = f64::NAN;
    actual[[3, 1]] = f64::NEG_INFINITY;
    actual[[2, 2]] += 0.5;
    let folder = folder(&[("e.npy", Tensor::F64(expected)), ("a.npy", Tensor::F64(actual))]);
    insta::assert_snapshot!(printed(&folder, &["e.npy", "a.npy", "--rtol", "0"]));
}

#[test]
fn neighbouring_numbers_are_told_in_all_digits() {
    let integers = |last: i64| Tensor::I64(ArrayD::from_elem(IxDyn(&[1]), (1 << 60) + last));
    let doubles = |value: f64| Tensor::F64(ArrayD::from_elem(IxDyn(&[1]), value));
    let folder = folder(&[
        ("e.npy", integers(0)),
        ("a.npy", integers(1)),
        ("one.npy", doubles(1.0)),
        ("next.npy", doubles(1.0 + f64::EPSILON)),
        ("zero.npy", doubles(0.0)),
        ("minus.npy", doubles(-0.0)),
    ]);
    let whole = printed(&folder, &["e.npy", "a.npy", "--rtol", "0"]);
    assert!(whole.contains("1152921504606846976   1152921504606846977       1"), "{whole}");
    let next = printed(&folder, &["one.npy", "next.npy", "--rtol", "0"]);
    assert!(next.contains("1   1.0000000000000002"), "{next}");
    assert!(printed(&folder, &["zero.npy", "minus.npy", "--rtol", "0"]).starts_with("equal: the one cell"));
}

#[test]
fn another_shape_is_a_difference_that_may_have_a_reason() {
    let expected = numbers(&[4, 6]);
    let turned = expected.t().as_standard_layout().into_owned();
    let folder = folder(&[("e.npy", Tensor::F64(expected)), ("a.npy", Tensor::F64(turned))]);
    insta::assert_snapshot!(printed(&folder, &["e.npy", "a.npy"]), @r"
    different: shape (6, 4) instead of (4, 6)
      expected  e.npy  float64 (4, 6)
      actual    a.npy  float64 (6, 4)
      Actual is expected, transposed.
    exit code 1
    ");
}

/// Two archives of which some tensors are alike.
fn two_archives() -> TempDir {
    let (weight, bias) = (numbers(&[3, 4]), numbers(&[5]));
    let mut other = weight.clone();
    other[[1, 2]] = 7.0;
    let single = |values: &ArrayD<f64>| Tensor::F64(values.clone());
    archives(
        &[
            ("a.weight", single(&weight)),
            ("a.bias", single(&bias)),
            ("b.weight", single(&weight)),
            ("gone", single(&bias)),
        ],
        &[
            ("a.weight", single(&weight)),
            ("a.bias", Tensor::F64(&bias * 3.0)),
            ("b.weight", single(&other)),
            ("\u{1b}[31mnew\u{7}", single(&bias)),
        ],
    )
}

#[test]
fn names_are_matched_and_the_others_listed() {
    insta::assert_snapshot!(printed(&two_archives(), &["e.npz", "a.npz"]));
    let ran = diff(&["stored.npz", "deflated.npz"]);
    insta::assert_snapshot!(ran.stdout, @r"
      equal       cube  float64 (5, 7, 9)
      equal       mask  bool (7, 9)
      extra       long  int64 (5000,)
    2 of 3 tensors are equal; 1 extra
    ");
    assert_eq!(ran.code, 1);
}

#[test]
fn colours_and_narrow_lines_are_for_those_who_ask() {
    let folder = two_archives();
    let mut command = prepared(folder.path(), &["diff", "e.npz", "a.npz", "--color", "always"]);
    command.env("COLUMNS", "56");
    let coloured = run(command).stdout;
    assert!(coloured.contains("\u{1b}["), "{coloured}");
    let mut command = prepared(folder.path(), &["diff", "e.npz", "a.npz"]);
    command.env("COLUMNS", "56");
    let plain = run(command).stdout;
    assert!(!plain.contains('\u{1b}'));
    insta::assert_snapshot!(plain);
}

#[test]
fn many_equal_tensors_are_counted_only() {
    let names: Vec<String> = (0..40).map(|number| format!("layer.{number}")).collect();
    let tensors: Vec<(&str, Tensor)> =
        names.iter().map(|name| (name.as_str(), Tensor::F64(numbers(&[2, 2])))).collect();
    let folder = archives(&tensors, &tensors);
    assert_eq!(
        printed(&folder, &["e.npz", "a.npz"]),
        "all 40 tensors are equal within rtol 1e-09\nexit code 0"
    );
    let renamed: Vec<String> = names.iter().map(|name| format!("model.{name}")).collect();
    let renamed: Vec<(&str, Tensor)> =
        renamed.iter().map(|name| (name.as_str(), Tensor::F64(numbers(&[2, 2])))).collect();
    insta::assert_snapshot!(printed(&archives(&tensors, &renamed), &["e.npz", "a.npz"]), @r"
    The names differ: they match once `model.` is taken off those of actual.
    40 of 40 tensors are equal, names aside
    exit code 1
    ");
}

#[test]
fn one_tensor_beside_a_file_of_many_is_the_one_of_its_name() {
    let folder = two_archives();
    assert!(printed(&folder, &["e.npz::a.weight", "a.npz"]).starts_with("equal: all 12 cells"));
    npy::write(&Tensor::F64(numbers(&[3, 4])), &mut File::create(folder.path().join("w.npy")).unwrap())
        .unwrap();
    let ran = tensorlings(folder.path(), &["diff", "w.npy", "a.npz"]);
    let stderr = "tensorlings: a.npz holds 4 tensors; name the one to compare with w.npy, for example a.npz::a.weight\n";
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (2, "", stderr));
}

#[test]
fn standard_input_may_be_one_side() {
    let folder = folder(&[("e.npy", Tensor::F64(numbers(&[2])))]);
    let mut command = prepared(folder.path(), &["diff", "-", "e.npy"]);
    command.stdin(File::open(folder.path().join("e.npy")).unwrap());
    assert_eq!(run(command).stdout, "equal: all 2 cells of float64 (2,)\n");
}

#[test]
fn quiet_says_it_by_the_exit_code_alone() {
    let folder = two_archives();
    for (arguments, code) in [(["e.npz", "a.npz"], 1), (["e.npz", "e.npz"], 0)] {
        let ran = tensorlings(folder.path(), &["diff", arguments[0], arguments[1], "-q"]);
        assert_eq!(ran, Ran { code, stdout: String::new(), stderr: String::new() });
    }
}

#[test]
fn json_has_every_field_of_every_tensor() {
    let folder = two_archives();
    let ran = tensorlings(folder.path(), &["diff", "e.npz", "a.npz", "--json"]);
    assert!(ran.stdout.lines().count() == 1 && !ran.stdout.trim_end().contains(char::is_control), "{ran:?}");
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&json).unwrap());
}

#[test]
fn unusable_input_is_exit_2() {
    for arguments in [["objects.npy", "cube.npy"], ["cube.npy", "none.npy"]] {
        let ran = diff(&arguments);
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{}", ran.stderr);
        assert_eq!(ran.stderr.lines().count(), 1);
    }
}
