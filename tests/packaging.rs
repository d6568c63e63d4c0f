//! What a package of this crate holds: the whole course, and nothing that only the repository needs.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

#[cfg(test)]
fn packaged() -> BTreeSet<String> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["package", "--list", "--allow-dirty", "--offline"]).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = cargo.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// Every file below a folder of the repository, with its path in it.
#[cfg(test)]
fn files(folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}

#[test]
fn a_package_holds_every_file_of_the_course() {
    let packaged = packaged();
    // Python's own remains are ignored by git, and by cargo.
    let wanted = files("exercises").into_iter().filter(|file| !file.contains("__pycache__"));
    let missing: Vec<String> = wanted.filter(|file| !packaged.contains(file)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    for needed in ["exercises/kit/Cargo.toml.in", "exercises/kit/Cargo.lock.in", "build.rs", "src/main.rs"] {
        assert!(packaged.contains(needed), "{needed}");
    }
}

#[test]
fn no_folder_of_the_course_is_a_package_of_its_own() {
    // Cargo would leave it out without a word.
    let manifests: Vec<String> =
        files("exercises").into_iter().filter(|file| file.ends_with("/Cargo.toml")).collect();
    assert!(manifests.is_empty(), "{manifests:?}");
}

#[test]
fn a_package_holds_nothing_that_only_the_repository_needs() {
    for file in packaged() {
        for folder in ["tests/", "docs/", ".ci/", "target/"] {
            assert!(!file.starts_with(folder), "{file}");
        }
    }
}

#[test]
fn every_dependency_has_its_reason() {
    let read =
        |name: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
    let (manifest, page) = (read("Cargo.toml"), read("CONTRIBUTING.md"));
    let manifest: toml::Table = manifest.parse().unwrap();
    let section = page.split("## Dependencies").nth(1).unwrap();
    let targets = manifest["target"].as_table().unwrap().values().filter_map(toml::Value::as_table);
    let kinds =
        |table: &'_ toml::Table| ["dependencies", "dev-dependencies"].map(|kind| table.get(kind).cloned());
    let tables = targets.chain([&manifest]).flat_map(kinds).flatten();
    let dependencies: Vec<String> =
        tables.flat_map(|table| table.as_table().unwrap().keys().cloned().collect::<Vec<_>>()).collect();
    assert!(dependencies.len() > 30, "{dependencies:?}");
    for name in &dependencies {
        assert!(section.contains(&format!("`{name}`")), "CONTRIBUTING does not say why `{name}` is there");
    }
    let listed = section.lines().filter_map(|line| line.strip_prefix("| `")?.split(" |").next());
    for name in listed.flat_map(|names| names.split(", ")).map(|name| name.trim_matches('`')) {
        assert!(
            dependencies.iter().any(|dependency| dependency == name),
            "CONTRIBUTING explains `{name}`, which is no dependency"
        );
    }
}

#[test]
fn the_promised_rust_is_the_same_everywhere() {
    let promised = env!("CARGO_PKG_RUST_VERSION");
    for (file, words) in [
        ("README.md", "[Rust](https://rustup.rs) "),
        ("CONTRIBUTING.md", "You need Rust "),
        ("action.yml", "rustup default "),
        (".github/workflows/ci.yml", "rustup toolchain install "),
        (".github/workflows/release.yml", "rustup toolchain install "),
        ("deploy/gitlab/gradebook.yml", "image: rust:"),
    ] {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        assert!(text.contains(&format!("{words}{promised}")), "{file}");
    }
}
