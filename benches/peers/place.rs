//! The same eight functions as every peer wants to find them, in a temporary folder.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs::{create_dir_all, read_to_string, write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use tensorlings::course::{Course, CourseSource};
use tensorlings::grade::{Grader, Policy, Request, Setup, ToolchainSearch, Verdict};
use tensorlings::sandbox::{Cancel, Level};

pub(crate) struct Place {
    folder: tempfile::TempDir,
    course: Course,
    pub(crate) names: Vec<String>,
    /// No two edits are the same.
    edits: AtomicUsize,
    grader: OnceLock<Grader>,
}

const TENSORLINGS: &str = env!("CARGO_BIN_EXE_tensorlings");
const ROOT: &str = env!("CARGO_MANIFEST_DIR");

impl Place {
    pub(crate) fn new() -> Self {
        let course = Course::load(&CourseSource::Embedded).unwrap();
        let names = course.exercises.iter().map(|exercise| exercise.name.clone()).collect();
        let folder = tempfile::tempdir().unwrap();
        let place = Self { folder, course, names, edits: AtomicUsize::new(0), grader: OnceLock::new() };
        succeed(Command::new(TENSORLINGS).arg("init").arg(place.workspace()));
        for name in &place.names {
            place.write_test(name);
            place.edit(name);
        }
        place
    }

    fn workspace(&self) -> PathBuf {
        self.folder.path().join("workspace")
    }

    /// One case as a Rust test, as this tool exports it where a function fails.
    fn write_test(&self, name: &str) {
        let source = self.workspace().join(format!("src/{name}.rs"));
        write(&source, read_to_string(&source).unwrap().replace("todo!(", "panic!(")).unwrap();
        let file = self.workspace().join(format!("tests/{name}.rs"));
        create_dir_all(file.parent().unwrap()).unwrap();
        let mut fuzz = self.tensorlings(&["fuzz", name, "--seed", "1", "--export-test"]);
        let output = fuzz.arg(&file).output().unwrap();
        assert!(file.exists(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// Saves the solution with a comment that changes.
    pub(crate) fn edit(&self, name: &str) {
        let text = self.edited(name);
        write(self.workspace().join(format!("src/{name}.rs")), &text).unwrap();
        let exercise = self.folder.path().join(format!("rustlings/exercises/{name}.rs"));
        if exercise.exists() {
            write(exercise, self.rustlings_exercise(name)).unwrap();
        }
    }

    fn edited(&self, name: &str) -> String {
        let edit = self.edits.fetch_add(1, Ordering::Relaxed);
        format!(
            "{}\n// Edit {edit}.\nfn _edit() -> usize {{ {edit} }}\n",
            self.course.exercise(name).unwrap().solution
        )
    }

    pub(crate) fn tensorlings(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(TENSORLINGS);
        command
            .args(["--quiet", "--min-sandbox", "full", "--workspace"])
            .arg(self.workspace())
            .args(arguments);
        command
    }

    /// What an open workbench holds.
    pub(crate) fn grader(&self) -> &Grader {
        self.grader.get_or_init(|| {
            let setup = Setup {
                launcher: TENSORLINGS.into(),
                cache: caches().join("tensorlings"),
                toolchain: ToolchainSearch {
                    path: environment("PATH").unwrap_or_default(),
                    ..ToolchainSearch::default()
                },
                least_level: Level::Full,
            };
            Grader::prepare(Arc::new(self.course.clone()), &setup, &mut |_| {}).unwrap()
        })
    }

    /// Judges one function of the workspace, which must pass.
    pub(crate) fn judge(&self, grader: &Grader, name: &str) -> Result<(), String> {
        let request =
            Request { exercises: vec![name.to_owned()], hints_used: BTreeMap::new(), policy: Policy::Refuse };
        let outcome = grader.grade(&self.workspace(), &request, &Cancel::default(), &mut |_| {});
        let outcome = outcome.map_err(|error| error.to_string())?;
        let passed = outcome.exercises.iter().all(|exercise| exercise.verdict == Verdict::Passed);
        if passed { Ok(()) } else { Err(format!("{name} does not pass")) }
    }

    /// A function and those that it needs, compiled to a program that only names it.
    pub(crate) fn rustc(&self, name: &str) -> Command {
        let folder = self.folder.path().join("rustc").join(name);
        create_dir_all(&folder).unwrap();
        let mut root = String::from("#![allow(unused)]\nmod support;\npub use support::*;\n");
        for needed in self.with_needs(name) {
            _ = write!(root, "pub mod {needed};\npub use {needed}::{needed};\n");
            write(folder.join(format!("{needed}.rs")), self.edited(&needed)).unwrap();
        }
        _ = writeln!(root, "fn main() {{ std::hint::black_box({name} as *const ()); }}");
        write(folder.join("support.rs"), &self.course.support).unwrap();
        write(folder.join("main.rs"), root).unwrap();
        let libraries = self.ndarray();
        // The compiler itself: rustup's proxy takes 5 ms to find it.
        let mut command = Command::new(&self.grader().toolchain().rustc);
        command.current_dir(&folder).args(["--edition=2024", "-Copt-level=0", "-Cdebuginfo=0", "-Awarnings"]);
        command.arg(format!("-Ldependency={}", libraries.display()));
        command.arg(format!("--extern=ndarray={}", archive(&libraries, "libndarray-").display()));
        command.arg("main.rs");
        command
    }

    /// ndarray at level 3, built once by cargo.
    fn ndarray(&self) -> PathBuf {
        let folder = self.folder.path().join("ndarray");
        let libraries = folder.join("target/release/deps");
        if !libraries.exists() {
            create_dir_all(folder.join("src")).unwrap();
            write(folder.join("src/lib.rs"), "").unwrap();
            let manifest = format!(
                "[package]\nname = \"peer\"\nedition = \"2024\"\n[dependencies]\n{NDARRAY}\n[workspace]\n"
            );
            write(folder.join("Cargo.toml"), manifest).unwrap();
            succeed(Command::new("cargo").args(["build", "--release", "--quiet"]).current_dir(&folder));
        }
        libraries
    }

    fn with_needs(&self, name: &str) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for need in &self.course.exercise(name).unwrap().needs {
            all.extend(self.with_needs(need));
        }
        all.push(name.to_owned());
        all.sort();
        all.dedup();
        all
    }

    /// Of one function, or of all.
    pub(crate) fn cargo_test(&self, name: Option<&str>) -> Command {
        let mut command = Command::new("cargo");
        command.current_dir(self.workspace()).args(["test", "--quiet"]);
        command.args(name.into_iter().flat_map(|name| ["--test", name]));
        command
    }

    pub(crate) fn rustlings(&self, name: &str) -> Result<Command, String> {
        let folder = self.folder.path().join("rustlings");
        if !folder.exists() {
            self.rustlings_course(&folder)?;
        }
        let mut command = Command::new("rustlings");
        command.current_dir(folder).args(["run", name]);
        Ok(command)
    }

    /// A community course of the same functions; each exercise has the helpers that it needs and one case.
    fn rustlings_course(&self, folder: &Path) -> Result<(), String> {
        let version = Command::new("rustlings").arg("--version").output();
        version.map_err(|_| {
            "`rustlings` is not on the path; `cargo install rustlings` puts it there".to_owned()
        })?;
        create_dir_all(folder.join("exercises")).unwrap();
        create_dir_all(folder.join("solutions")).unwrap();
        let mut info = String::from("format_version = 1\nwelcome_message = \"\"\nfinal_message = \"\"\n");
        let mut binaries = String::new();
        let mut exercises: Vec<_> =
            self.names.iter().map(|name| (name.as_str(), self.rustlings_exercise(name))).collect();
        // Once all is done, rustlings runs all of it again: something is left to do.
        exercises.push(("left_to_do", "fn main() {}\n".to_owned()));
        for (name, text) in exercises {
            write(folder.join(format!("exercises/{name}.rs")), text).unwrap();
            _ = write!(info, "[[exercises]]\nname = \"{name}\"\nhint = \"\"\nstrict_clippy = false\n");
            _ = writeln!(binaries, "  {{ name = \"{name}\", path = \"exercises/{name}.rs\" }},");
        }
        write(folder.join("info.toml"), info).unwrap();
        write(folder.join(".rustlings-state.txt"), format!("DON'T EDIT THIS FILE!\n\n{}\n\n", self.names[0]))
            .unwrap();
        let package = "[package]\nname = \"peer\"\nedition = \"2024\"\npublish = false\n";
        let manifest = format!(
            "bin = [\n{binaries}]\n{package}[dependencies]\n{NDARRAY}\n[profile.dev.package.\"*\"]\nopt-level = 3\n[workspace]\n"
        );
        write(folder.join("Cargo.toml"), manifest).unwrap();
        Ok(())
    }

    fn rustlings_exercise(&self, name: &str) -> String {
        let support = &self.course.support;
        let mut text = format!(
            "#![allow(warnings)]\nmod learner {{\npub mod support {{ {support} }}\npub use support::*;\n"
        );
        for needed in self.with_needs(name) {
            let source = self.edited(&needed);
            _ = writeln!(text, "pub mod {needed} {{ {source} }}\npub use {needed}::{needed};");
        }
        text += "}\nfn main() {}\n#[cfg(test)]\nmod tests {\nuse super::learner as practice;\n";
        let exported = read_to_string(self.workspace().join(format!("tests/{name}.rs"))).unwrap();
        for line in exported.lines().filter(|line| !line.starts_with("//!")) {
            _ = writeln!(text, "{line}");
        }
        text + "}\n"
    }

    /// A Python program in the folder of the Python peers, where these modules are installed.
    pub(crate) fn python(&self, modules: &[&str], arguments: &[&str]) -> Result<Command, String> {
        let python = environment("PEERS_PYTHON").unwrap_or_else(|| "python3".into());
        answer(Command::new(&python).args(["-c", MISSING_MODULES]).args(modules))?;
        let folder = self.folder.path().join("python");
        if !folder.exists() {
            create_dir_all(&folder).unwrap();
            let prepare = Path::new(ROOT).join("benches/peers/prepare.py");
            answer(Command::new(&python).arg(prepare).arg(&folder)).inspect_err(|_| {
                std::fs::remove_dir_all(&folder).unwrap();
            })?;
        }
        let mut command = Command::new(python);
        command.current_dir(folder).args(arguments).env("PYTHONDONTWRITEBYTECODE", "1");
        command.env("OPENBLAS_NUM_THREADS", "1");
        Ok(command)
    }
}

/// Runs a Python program; where it fails, the last line says why.
fn answer(program: &mut Command) -> Result<(), String> {
    let output = program.output().map_err(|error| format!("{}: {error}", program.get_program().display()))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(said.lines().last().unwrap_or("no reason given").to_owned())
}

/// Where the command keeps its kits, too.
fn caches() -> PathBuf {
    let home = || Path::new(&environment("HOME").unwrap()).join(".cache");
    environment("XDG_CACHE_HOME").map_or_else(home, PathBuf::from)
}

#[expect(clippy::disallowed_methods, reason = "a bench has no other way to be told")]
fn environment(variable: &str) -> Option<OsString> {
    std::env::var_os(variable)
}

fn archive(folder: &Path, start: &str) -> PathBuf {
    let mut files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let named = |file: &PathBuf| {
        let name = file.file_name().unwrap().to_string_lossy();
        name.starts_with(start) && name.ends_with(".rlib")
    };
    files.find(named).unwrap()
}

fn succeed(command: &mut Command) {
    let output = command.output().unwrap();
    let said =
        String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{command:?}: {said}");
}

const NDARRAY: &str = "ndarray = \"0.17.2\"";

const MISSING_MODULES: &str = "\
import importlib.util, sys
missing = [name for name in sys.argv[1:] if importlib.util.find_spec(name) is None]
if missing:
    sys.exit(f'{sys.executable} has no {\", \".join(missing)}; docs/benchmarks.md says what to install')
";
