//! The bundle for Gradescope: its scripts run in a folder that stands for `/autograder`, as Gradescope runs them.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;

use command::{Ran, run, tensorlings};
use serde_json::Value;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// What `/autograder` is on Gradescope's machine.
struct Machine(TempDir);

impl Machine {
    /// The bundle made with these options, unpacked and set up.
    fn set_up(options: &[&str]) -> Self {
        let root = tempfile::tempdir().unwrap();
        let made = tensorlings(root.path(), &[&["gradescope-bundle"], options].concat());
        assert_eq!((made.code, made.stderr.as_str()), (0, ""));
        let machine = Self(root);
        let mut archive =
            zip::ZipArchive::new(fs::File::open(machine.path("autograder.zip")).unwrap()).unwrap();
        archive.extract(machine.path("source")).unwrap();
        // Gradescope puts it there.
        fs::copy(machine.path("source/run_autograder"), machine.path("run_autograder")).unwrap();
        let ran = machine.script("source/setup.sh");
        assert_eq!(ran.code, 0, "{ran:#?}");
        machine
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Starts a script as Gradescope does: from elsewhere, with little of an environment.
    fn script(&self, name: &str) -> Ran {
        let mut script = Command::new(self.path(name));
        script.current_dir("/").stdin(Stdio::null()).env("AUTOGRADER_ROOT", self.0.path());
        script.env_remove("XDG_CACHE_HOME").env_remove("CARGO");
        run(script)
    }

    /// What Gradescope reads after a submission of these files.
    fn grade(&self, files: &[(&str, &str)]) -> (Ran, Option<Value>) {
        let submission = self.path("submission");
        fs::remove_dir_all(&submission).ok();
        fs::create_dir_all(&submission).unwrap();
        for (name, text) in files {
            let file = submission.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        let ran = self.script("run_autograder");
        let results = fs::read(self.path("results/results.json")).ok();
        (ran, results.map(|text| serde_json::from_slice(&text).unwrap()))
    }
}

/// The small course that goes along with the bundle: setting up a course takes its time, once.
fn skeleton() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("skeleton")
}

#[test]
fn a_submission_is_graded_and_what_is_no_submission_is_told_so() {
    let machine = Machine::set_up(&["--course", skeleton().to_str().unwrap(), "--seed", "7", "--cases", "2"]);
    let right = fs::read_to_string(skeleton().join("scale_rows/solution.rs")).unwrap();
    let (ran, results) = machine.grade(&[("src/scale_rows.rs", &right)]);
    assert_eq!(ran.code, 0, "{ran:#?}");
    let results = results.unwrap();
    assert_eq!(results["score"], results["extra_data"]["max_score"], "{results}");
    assert!(results["score"].as_f64().unwrap() > 0.0, "{results}");
    let said = results["tests"][0]["output"].as_str().unwrap();
    assert!(said.contains("hidden: 2 of 2"), "the fresh cases of the seed are counted: {said}");

    // Nothing is left of the last result.
    let (ran, results) = machine.grade(&[("readme \"1\".txt", "")]);
    assert_eq!(ran.code, 0, "{ran:#?}");
    let results = results.unwrap();
    assert_eq!(results["score"].as_f64(), Some(0.0), "{results}");
    let output = results["output"].as_str().unwrap();
    assert!(output.contains("src"), "{output}");

    // A tool that fails is no zero: there is no result.
    fs::remove_file(machine.path("source/bin/tensorlings")).unwrap();
    let (ran, results) = machine.grade(&[("src/scale_rows.rs", &right)]);
    assert_ne!(ran.code, 0, "{ran:#?}");
    assert_eq!(results, None);
}

#[test]
fn the_bundle_holds_scripts_that_can_be_started_and_overwrites_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let ran = tensorlings(folder.path(), &["gradescope-bundle", "--out", "mine.zip"]);
    let said = "mine.zip is ready: upload it as the autograder of a programming assignment, then test it with a submission.\n";
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, said, ""));
    let mut archive = zip::ZipArchive::new(fs::File::open(folder.path().join("mine.zip")).unwrap()).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    assert_eq!(names, ["setup.sh", "run_autograder", "bin/tensorlings"]);
    for name in names {
        let permissions = archive.by_name(&name).unwrap().unix_mode().unwrap();
        assert_eq!(permissions & 0o777, 0o755, "{name}");
    }
    let permissions = folder.path().join("mine.zip").metadata().unwrap().permissions().mode();
    assert_ne!(permissions & 0o044, 0, "only its owner could upload it: {permissions:o}");

    fs::write(folder.path().join("autograder.zip"), "mine").unwrap();
    let refused = tensorlings(folder.path(), &["gradescope-bundle"]);
    let why = "tensorlings: autograder.zip exists already; remove it, or name another file with --out\n";
    assert_eq!((refused.code, refused.stdout.as_str(), refused.stderr.as_str()), (2, "", why));
    assert_eq!(fs::read_to_string(folder.path().join("autograder.zip")).unwrap(), "mine");
}

#[test]
fn a_course_that_cannot_be_read_is_known_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let refused = tensorlings(folder.path(), &["gradescope-bundle", "--course", "nowhere"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""));
    assert!(refused.stderr.contains("nowhere"), "{}", refused.stderr);
    assert!(!folder.path().join("autograder.zip").exists());
}
