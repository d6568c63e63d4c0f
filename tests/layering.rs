//! Imports go down only: the table of layers in `src/lib.rs`, proved over the sources.

#[path = "layering/sources.rs"]
mod sources;

use sources::{Source, all_sources};
use std::collections::{BTreeMap, BTreeSet};

/// The layers, lowest first: the names in a row, and what they may name.
const TABLE: &[(&[&str], &str)] = &[
    (&["tensor", "sandbox"], "nothing of ours"),
    (&["formats", "picture", "explain"], "`tensor`"),
    (&["inspect"], "`tensor`, `formats`"),
    (&["course"], "`tensor`, `formats`"),
    (&["grade"], "`tensor`, `formats`, `picture`, `course`, `sandbox`"),
    (&["author"], "`tensor`, `course`, `sandbox`, `grade`"),
    (&["style"], "`tensor`, `picture`"),
    (&["report"], "everything above"),
    (&["gradebook"], "everything above"),
    (&["tui", "plain"], "everything above but `report`, `gradebook`"),
    (&["cli", "commands"], "everything"),
];

/// What each layer may name.
fn permissions() -> BTreeMap<&'static str, BTreeSet<&'static str>> {
    let everything: BTreeSet<&str> = TABLE.iter().flat_map(|(names, _)| names.iter().copied()).collect();
    let mut above: BTreeSet<&str> = BTreeSet::new();
    let mut permissions = BTreeMap::new();
    for (names, may) in TABLE {
        let listed = || may.split('`').skip(1).step_by(2);
        let allowed: BTreeSet<&str> = if *may == "everything" {
            everything.clone()
        } else if let Some(but) = may.strip_prefix("everything above") {
            above.iter().copied().filter(|name| !but.contains(&format!("`{name}`"))).collect()
        } else {
            listed().collect()
        };
        for name in *names {
            permissions.insert(*name, allowed.clone());
        }
        above.extend(*names);
    }
    permissions
}

/// Every place where a file names a layer that it may not name, or a crate that is not its business.
fn violations(source: &Source) -> Vec<String> {
    let permissions = permissions();
    let mut found = Vec::new();
    let mut report = |what: String| found.push(format!("{}: {what}", source.path));
    if let Some(allowed) = permissions.get(source.layer()) {
        for named in source.crate_modules(|name| permissions.contains_key(name)) {
            if named != source.layer() && !allowed.contains(named.as_str()) {
                report(format!("names `crate::{named}`"));
            }
        }
    } else if source.path != "lib.rs" && source.path != "main.rs" {
        report("belongs to no layer of the table".to_owned());
    }
    for drawing in ["ratatui", "crossterm"] {
        if source.layer() != "tui" && source.has_word(drawing) {
            report(format!("names `{drawing}`"));
        }
    }
    if source.code.contains("super::super") {
        report("goes up by `super::super`".to_owned());
    }
    if source.path == "lib.rs" && source.has_word("use") {
        report("the library's root imports or re-exports something".to_owned());
    }
    found
}

#[test]
fn imports_go_down_only() {
    let sources = all_sources();
    assert!(sources.len() > 30, "the sources were not found");
    let found: Vec<String> = sources.iter().flat_map(violations).collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_table_is_the_one_in_the_librarys_documentation() {
    let library = std::fs::read_to_string(sources::root().join("src/lib.rs")).unwrap();
    let rows: Vec<&str> = library.lines().filter_map(|line| line.strip_prefix("//! | `")).collect();
    let expected: Vec<String> =
        TABLE.iter().map(|(names, may)| format!("{}` | {may} |", names.join("`, `"))).collect();
    assert_eq!(rows, expected);
}

#[test]
fn the_page_on_architecture_has_every_layer_in_its_order() {
    let page = std::fs::read_to_string(sources::root().join("docs/architecture.md")).unwrap();
    let table = page.lines().skip_while(|line| !line.starts_with("| layer ")).skip(2);
    let rows: Vec<&str> = table.map_while(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    let layers: Vec<&str> = TABLE.iter().flat_map(|(names, _)| names.iter().copied()).collect();
    assert_eq!(rows, layers);
    let picture = std::fs::read_to_string(sources::root().join("docs/pictures/layers.svg")).unwrap();
    let bold = picture.lines().filter_map(|line| line.split_once("font-weight=\"bold\"")?.1.split_once('>'));
    let mut drawn: Vec<&str> = bold.filter_map(|(_, text)| text.strip_suffix("</text>")).collect();
    drawn.reverse();
    let rows: Vec<String> = TABLE.iter().map(|(names, _)| names.join(" · ")).collect();
    assert_eq!(drawn, rows);
}

#[test]
fn the_page_on_architecture_names_files_that_exist() {
    let page = std::fs::read_to_string(sources::root().join("docs/architecture.md")).unwrap();
    let words = page.split(|c: char| c.is_whitespace() || c == '`' || c == ',');
    let paths: Vec<&str> =
        words.filter(|word| word.starts_with("src/") || word.starts_with("tests/")).collect();
    assert!(paths.len() > 15, "{paths:?}");
    for path in paths {
        assert!(sources::root().join(path.trim_end_matches('.')).exists(), "{path}");
    }
}

#[test]
fn every_module_of_the_library_has_a_layer() {
    let library = std::fs::read_to_string(sources::root().join("src/lib.rs")).unwrap();
    let permissions = permissions();
    for module in library.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        assert!(permissions.contains_key(module.trim_end_matches(';')), "{module}");
    }
}

#[test]
fn no_layer_may_name_another_that_may_name_it() {
    let permissions = permissions();
    for (layer, allowed) in permissions.iter().filter(|(layer, _)| !["cli", "commands"].contains(layer)) {
        for named in allowed {
            assert!(!permissions[named].contains(layer), "{layer} and {named}");
        }
    }
}

#[test]
fn no_exercise_is_named_in_the_sources() {
    let manifest = std::fs::read_to_string(sources::root().join("exercises/course.toml")).unwrap();
    let names: Vec<&str> = manifest
        .lines()
        .filter_map(|line| line.trim().strip_prefix("name = \"")?.split('"').next())
        .collect();
    assert!(names.len() >= 8, "{names:?}");
    for source in all_sources() {
        for name in &names {
            // Comments and texts count as well.
            assert!(!source.text.contains(name), "{} names `{name}`", source.path);
        }
    }
}

#[test]
fn violations_are_found() {
    let check = |path: &str, text: &str| violations(&Source::new(path, text));
    for (path, text, what) in [
        ("tensor/compare.rs", "use crate::grade::Verdict;", "names `crate::grade`"),
        ("tensor.rs", "fn f() -> crate::course::Course {}", "names `crate::course`"),
        (
            "course/load.rs",
            "use crate::{\n    tensor::{DType, Tensor},\n    style,\n};",
            "names `crate::style`",
        ),
        ("grade.rs", "use crate::{self as root, tui::{model::Msg}};", "names `crate::tui`"),
        ("tui/view.rs", "use crate :: report::text;", "names `crate::report`"),
        ("sandbox.rs", "use super::tensor::Tensor;", "names `crate::tensor`"),
        ("style.rs", "use ratatui::style::Color;", "names `ratatui`"),
        ("grade/build.rs", "use super::super::tensor;", "goes up by `super::super`"),
        ("attic.rs", "", "belongs to no layer of the table"),
        ("lib.rs", "pub use tensor::Tensor;", "the library's root imports or re-exports something"),
    ] {
        assert_eq!(check(path, text), [format!("{path}: {what}")]);
    }
    for (path, text) in [
        ("course.rs", "use crate::tensor::Tensor; use crate::{formats::npz, tensor};"),
        ("course.rs", "// Like crate::grade, but lower.\nconst TEXT: &str = \"crate::tui\";"),
        ("tui.rs", "use ratatui::Frame; use crate::{grade, style::{self, Theme}};"),
        ("commands.rs", "use crate::{report, tui};"),
        ("style.rs", "mod tests { use super::{paint, *}; }"),
    ] {
        assert_eq!(check(path, text), [""; 0], "{text}");
    }
}
