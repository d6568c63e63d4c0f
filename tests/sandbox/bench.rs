//! The programs under test, compiled once, and what is needed to run them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;
use tensorlings::sandbox::{
    Budget, Cancel, Child, End, Exchange, Layers, Level, Program, ProgramLimits, Progress, Reply, Sandbox,
    Switch,
};

/// The executables: one that does as it is asked, the same linked dynamically, and the canary.
pub(crate) struct Bench {
    _folder: tempfile::TempDir,
    pub(crate) subject: PathBuf,
    pub(crate) dynamic: PathBuf,
    pub(crate) canary: PathBuf,
    pub(crate) sysroot: PathBuf,
}

/// Compiles the executables on first use.
pub(crate) fn bench() -> &'static Bench {
    static BENCH: OnceLock<Bench> = OnceLock::new();
    BENCH.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let subject = compile(&root.join("tests/sandbox/subject.rs"), &folder.path().join("subject"), STATIC);
        let dynamic = compile(&root.join("tests/sandbox/subject.rs"), &folder.path().join("dynamic"), &[]);
        let canary = compile(&root.join("exercises/kit/canary.rs"), &folder.path().join("canary"), STATIC);
        let sysroot = Command::new("rustc").args(["--print", "sysroot"]).current_dir("/").output().unwrap();
        let sysroot = PathBuf::from(String::from_utf8(sysroot.stdout).unwrap().trim_end());
        Bench { subject, dynamic, canary, sysroot, _folder: folder }
    })
}

const STATIC: &[&str] = &["-Ctarget-feature=+crt-static", "-Crelocation-model=static"];

fn compile(source: &Path, target: &Path, options: &[&str]) -> PathBuf {
    let mut rustc = Command::new("rustc");
    rustc
        .args(["--edition=2024", "-Copt-level=1", "-o"])
        .arg(target)
        .args(options)
        .arg(source)
        .current_dir("/");
    assert!(rustc.status().unwrap().success(), "{} compiles", source.display());
    target.to_owned()
}

/// The sandbox with all its layers.
pub(crate) fn sandbox() -> Sandbox {
    Sandbox::new(env!("CARGO_BIN_EXE_tensorlings").into())
}

/// The sandbox with other layers.
pub(crate) fn sandbox_with(change: impl FnOnce(&mut Layers)) -> Sandbox {
    let mut layers = Layers::default();
    change(&mut layers);
    sandbox().with_layers(layers)
}

pub(crate) const OFF: Switch = Switch::Off;

/// The level here. Tests of what only the full sandbox does stop where it is not full, and say so.
pub(crate) fn level() -> Level {
    static LEVEL: OnceLock<Level> = OnceLock::new();
    *LEVEL.get_or_init(|| {
        let canary = Program::from_file(&bench().canary).unwrap();
        sandbox().try_out(canary, bench().canary.clone()).settle().unwrap().1
    })
}

/// Ends a test, loudly, where the sandbox is not full.
macro_rules! needs_full_sandbox {
    () => {
        if crate::bench::level() != tensorlings::sandbox::Level::Full {
            eprintln!("SKIPPED: the sandbox here is {:?}, not full", crate::bench::level());
            return;
        }
    };
}
pub(crate) use needs_full_sandbox;

pub(crate) const BUDGET: Budget = Budget { cpu: Duration::from_secs(10), wall: Duration::from_secs(30) };
pub(crate) const LIMITS: ProgramLimits =
    ProgramLimits { address_space: 512 << 20, cpu: Duration::from_secs(20), output: 1 << 10 };

/// A reply that ends with a newline, as the subject answers.
#[derive(Default)]
pub(crate) struct Line(pub(crate) String);

impl Reply for Line {
    fn push(&mut self, bytes: &[u8]) -> Progress {
        self.0.push_str(&String::from_utf8_lossy(bytes));
        match self.0.find('\n') {
            None => Progress::More,
            Some(end) if end + 1 == self.0.len() => Progress::Complete,
            Some(_) => Progress::Refused(String::from("more than one line")),
        }
    }
}

/// Starts the subject.
pub(crate) fn start(sandbox: &Sandbox) -> Child {
    sandbox.start(&Program::from_file(&bench().subject).unwrap(), &LIMITS).unwrap()
}

/// Asks a running subject for one thing, within `budget`. Gives its answer, or how it ended.
pub(crate) fn ask_within(child: &mut Child, request: &str, budget: Budget) -> Result<String, End> {
    let mut line = Line::default();
    let request = format!("{request}\n");
    match child.exchange(request.as_bytes(), budget, &mut line, &Cancel::default()).unwrap() {
        Exchange::Replied { .. } => Ok(line.0.trim_end().to_owned()),
        Exchange::Ended(end) => Err(end),
    }
}

/// Asks a new subject for one thing.
pub(crate) fn ask(request: &str) -> Result<String, End> {
    ask_within(&mut start(&sandbox()), request, BUDGET)
}

/// What a program gets that tries what is forbidden.
pub(crate) fn blocked(call: &str) -> Result<String, End> {
    Err(End::Blocked(call.to_owned()))
}

/// What a subject gives that answers.
#[expect(clippy::unnecessary_wraps, reason = "to compare with what a subject gives")]
pub(crate) fn answered(line: &str) -> Result<String, End> {
    Ok(line.to_owned())
}
