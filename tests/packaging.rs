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
