//! The JSON that the tool writes, and the pages that describe it: each field of one is in the other.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;
#[cfg(test)]
#[path = "docs/reader.rs"]
mod reader;

use command::tensorlings;
use reader::{archive, copy, prepare, repository};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const REPORTS: &str = "docs/report-schema.md";
const TENSORS: &str = "docs/tensors.md";

/// One section of a page.
struct Section {
    /// What its tables list as fields.
    fields: BTreeSet<String>,
    /// All that it spells as code.
    words: BTreeSet<String>,
}

fn section(page: &str, heading: &str) -> Section {
    let page = fs::read_to_string(repository(page)).unwrap();
    let text = page.split("\n## ").find(|text| text.lines().next() == Some(heading));
    assert!(text.is_some(), "no section is called {heading:?}");
    let text = text.unwrap();
    let code = |text: &str| text.split('`').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    let is_row = |line: &&str| line.starts_with("| `");
    let fields = text.lines().filter(is_row).flat_map(|row| code(row.split('|').nth(1).unwrap()));
    // A set in braces lists the fields of an object.
    let words = text.split(['`', '{', '}', ',', ' ']).map(str::to_owned);
    Section { fields: fields.collect(), words: words.collect() }
}

/// The names of all fields, however deep. What is said by name of each function is no field.
fn fields(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| fields(item, found)),
        Value::Object(object) => {
            for (name, value) in object {
                found.insert(name.clone());
                if name != "verdicts" {
                    fields(value, found);
                }
            }
        }
        _ => {}
    }
}

/// Holds the documents against the section that describes them.
fn agree(page: &str, heading: &str, documents: &[Value]) {
    let section = section(page, heading);
    let mut written = BTreeSet::new();
    for document in documents {
        fields(document, &mut written);
    }
    let undocumented: Vec<&String> = written.difference(&section.words).collect();
    assert!(undocumented.is_empty(), "{heading} does not describe {undocumented:?}");
    let unwritten: Vec<&String> = section.fields.difference(&written).collect();
    assert!(unwritten.is_empty(), "{heading} describes {unwritten:?}, which no document has");
}

fn json(folder: &Path, arguments: &[&str]) -> Value {
    let ran = tensorlings(folder, arguments);
    let document = serde_json::from_str(&ran.stdout);
    assert!(document.is_ok(), "{arguments:?}: {ran:#?}");
    document.unwrap()
}

#[test]
fn a_report() {
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path().join("src");
    fs::create_dir_all(&sources).unwrap();
    let course = repository("exercises");
    let wrong = fs::read_dir(course.join("zero_pad/mistakes")).unwrap().next().unwrap().unwrap();
    fs::copy(wrong.path(), sources.join("zero_pad.rs")).unwrap();
    fs::copy(course.join("conv_forward/solution.rs"), sources.join("conv_forward.rs")).unwrap();
    fs::write(sources.join("pool_forward.rs"), "pub fn pool_forward(").unwrap();
    agree(
        REPORTS,
        "JSON: `tensorlings.report/1`",
        &[json(folder.path(), &["--quiet", "grade", ".", "--format", "json"])],
    );
}

#[test]
fn a_gradebook_and_what_changed_in_it() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    fs::create_dir(folder.path().join("submissions/empty")).unwrap();
    let run =
        ["gradebook", "run", "submissions", "--out", "gradebook", "--roster", "class.csv", "--id", "login"];
    assert_eq!(tensorlings(folder.path(), &run).code, 0);
    let rows = fs::read_to_string(folder.path().join("gradebook/gradebook.jsonl")).unwrap();
    let rows: Vec<Value> = rows.lines().map(|row| serde_json::from_str(row).unwrap()).collect();
    agree(REPORTS, "JSON: `gradebook.jsonl`", &rows);

    copy(&folder.path().join("gradebook"), &folder.path().join("last-week"));
    fs::write(folder.path().join("submissions/ada/src/zero_pad.rs"), "").unwrap();
    assert_eq!(tensorlings(folder.path(), &run).code, 0);
    let difference =
        json(folder.path(), &["gradebook", "diff", "last-week", "gradebook", "--format", "json"]);
    agree(REPORTS, "JSON: `tensorlings.gradebook-diff/1`", &[difference]);
}

#[test]
fn tensors_and_their_difference() {
    let tensors = repository("tests/tensors");
    let view = |arguments: &[&str]| json(&tensors, &[&["view", "--json"], arguments].concat());
    agree(
        TENSORS,
        "JSON: `view --json`",
        &[view(&["cube.npy", "--stats"]), view(&["model.safetensors.index.json"]), view(&["complex.npy"])],
    );
    let folder = tempfile::tempdir().unwrap();
    let stored = |name: &str| fs::read(tensors.join(name)).unwrap();
    let (cube, other, objects) = (stored("cube.npy"), stored("big_endian.npy"), stored("objects.npy"));
    archive(&folder.path().join("expected.npz"), &[("a.npy", &cube), ("b.npy", &objects), ("c.npy", &cube)]);
    archive(&folder.path().join("actual.npz"), &[("a.npy", &other), ("b.npy", &objects)]);
    agree(
        TENSORS,
        "JSON: `diff --json`",
        &[json(folder.path(), &["diff", "--json", "expected.npz", "actual.npz"])],
    );
}
