//! Courses that are refused, each with its sentence.

use crate::made_up::{EXERCISE, course_folder, load, row, store};
use tempfile::TempDir;

/// The sentence with which the changed course is refused, with the folder's name left out.
fn refusal(file: &str, before: &str, after: &str) -> String {
    let folder = course_folder(file, (before, after));
    let prefix = format!("{}/", folder.path().display());
    load(&folder).expect_err("the course is sound").replace(&prefix, "")
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
