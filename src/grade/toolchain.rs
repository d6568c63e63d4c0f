//! The Rust toolchain that compiles learners' files: resolved once, from `/`, past rustup's proxies.

use super::GradeError;
use super::c_runtime::StaticRuntime;
use serde::{Deserialize, Serialize};
use std::ffi::{OsStr, OsString};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

/// Where to look for a toolchain, as the environment says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolchainSearch {
    /// `PATH`.
    pub path: OsString,
    /// `RUSTUP_TOOLCHAIN`.
    pub name: Option<OsString>,
    /// `RUSTUP_HOME`, or `~/.rustup`.
    pub rustup: Option<PathBuf>,
}

/// A toolchain's own executables, not rustup's proxies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toolchain {
    /// What `rustc --print sysroot` says.
    pub sysroot: PathBuf,
    /// Inside the sysroot where it is there, else as found on the path.
    pub rustc: PathBuf,
    /// Inside the sysroot where it is there, else as found on the path.
    pub cargo: PathBuf,
    /// The C compiler that links build scripts, and programs on the portable path.
    pub cc: Option<PathBuf>,
    /// The system's own linker.
    pub ld: Option<PathBuf>,
    /// The folders whose shared libraries the compiler maps.
    pub libraries: Vec<PathBuf>,
    /// The target triple.
    pub host: String,
    /// All that `rustc -vV` says.
    pub version: String,
    pub(super) static_runtime: Option<StaticRuntime>,
}

/// A linker, without a compiler in front of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DirectLinker {
    pub(super) program: PathBuf,
    pub(super) kind: LinkerKind,
}

/// Which options a linker has beyond those of all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkerKind {
    /// `rust-lld`, which is several linkers in one.
    Lld,
    /// `ld`.
    Gnu,
}

/// Remembers what was found, so that the proxies, which take 20 ms a call, run only after a change.
#[derive(Serialize, Deserialize)]
struct Memory {
    search: ToolchainSearch,
    /// The files whose change may mean another toolchain.
    stamps: Vec<(PathBuf, Option<Stamp>)>,
    toolchain: Toolchain,
}

/// Length and modification time of a file: changes when the file does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stamp {
    length: u64,
    modified: u128,
}

impl Stamp {
    /// `None` where there is no such file.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let metadata = path.metadata().ok()?;
        let modified = metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH).duration_since(UNIX_EPOCH);
        Some(Self { length: metadata.len(), modified: modified.map_or(0, |time| time.as_nanos()) })
    }
}

const MEMORY: &str = "toolchain.json";

impl Toolchain {
    /// Finds `rustc` on the path and asks it for its sysroot.
    ///
    /// # Errors
    /// When there is no `rustc`, or it does not run.
    pub fn find(search: &ToolchainSearch, cache: &Path) -> Result<Self, GradeError> {
        if let Some(toolchain) = Self::remembered(search, cache) {
            return Ok(toolchain);
        }
        let rustc = on_path(&search.path, "rustc").ok_or(GradeError::NoRustc)?;
        let sysroot = PathBuf::from(ask(&rustc, &["--print", "sysroot"])?);
        let real = sysroot.join("bin/rustc");
        let real = if real.is_file() { real } else { rustc.clone() };
        let version = ask(&real, &["-vV"])?;
        let host =
            version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
        let cargo = sysroot.join("bin/cargo");
        let cargo = if cargo.is_file() {
            cargo
        } else {
            on_path(&search.path, "cargo").ok_or(GradeError::NoCargo)?
        };
        let cc = on_path(&search.path, "cc");
        let ld = on_path(&search.path, "ld");
        let static_runtime = cc.as_deref().and_then(StaticRuntime::find);
        let libraries = mapped_libraries(&real);
        let toolchain =
            Self { sysroot, rustc: real, cargo, cc, ld, libraries, host, version, static_runtime };
        remember(search, &rustc, &toolchain, cache);
        Ok(toolchain)
    }

    /// What was found the last time, where nothing has changed since.
    pub(super) fn remembered(search: &ToolchainSearch, cache: &Path) -> Option<Self> {
        let memory: Memory = serde_json::from_slice(&std::fs::read(cache.join(MEMORY)).ok()?).ok()?;
        let unchanged = memory.stamps.iter().all(|(path, stamp)| Stamp::of(path) == *stamp);
        let Self { static_runtime, cc, .. } = &memory.toolchain;
        // What was missing may have been installed since; no file tells of that.
        let installed = static_runtime.is_none() && cc.as_deref().is_some_and(StaticRuntime::is_likely);
        (memory.search == *search && unchanged && !installed).then_some(memory.toolchain)
    }

    /// A linker that can be asked directly: the toolchain's own, which distributions leave out, else the system's.
    pub(super) fn linker(&self) -> Option<DirectLinker> {
        let lld = self.sysroot.join("lib/rustlib").join(&self.host).join("bin/rust-lld");
        if lld.is_file() {
            return Some(DirectLinker { program: lld, kind: LinkerKind::Lld });
        }
        self.ld.clone().map(|program| DirectLinker { program, kind: LinkerKind::Gnu })
    }
}

/// The folders of the libraries that the system's loader names for a program.
pub(super) fn mapped_libraries(program: &Path) -> Vec<PathBuf> {
    let output = Command::new(program).env("LD_TRACE_LOADED_OBJECTS", "1").current_dir("/").output();
    let listed =
        output.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    let files = listed.split_whitespace().filter(|word| word.starts_with('/')).map(Path::new);
    let mut folders: Vec<PathBuf> = files.filter_map(|file| file.parent().map(Path::to_owned)).collect();
    folders.sort();
    folders.dedup();
    folders
}

/// What cannot be remembered is found again next time.
fn remember(search: &ToolchainSearch, found: &Path, toolchain: &Toolchain, cache: &Path) {
    let mut files = vec![found.to_owned(), toolchain.rustc.clone(), toolchain.cargo.clone()];
    files.extend(toolchain.cc.iter().chain(&toolchain.ld).cloned());
    files.extend(toolchain.static_runtime.iter().flat_map(StaticRuntime::files).cloned());
    files.extend(search.rustup.as_ref().map(|rustup| rustup.join("settings.toml")));
    let stamps = files.into_iter().map(|file| (file.clone(), Stamp::of(&file))).collect();
    let memory = Memory { search: search.clone(), stamps, toolchain: toolchain.clone() };
    if let (Ok(bytes), Ok(mut file)) = (serde_json::to_vec(&memory), tempfile::NamedTempFile::new_in(cache))
        && std::io::Write::write_all(&mut file, &bytes).is_ok()
    {
        let _ = file.persist(cache.join(MEMORY));
    }
}

/// The first executable of this name on a search path.
pub(super) fn on_path(path: &OsStr, name: &str) -> Option<PathBuf> {
    std::env::split_paths(path)
        .filter(|folder| folder.is_absolute())
        .map(|folder| folder.join(name))
        .find(|file| is_executable(file))
}

/// As far as its permissions tell.
fn is_executable(file: &Path) -> bool {
    file.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

/// Runs a tool from `/`, where no folder of a learner can configure it.
pub(super) fn ask(program: &Path, arguments: &[&str]) -> Result<String, GradeError> {
    let failed = |reason: String| GradeError::Toolchain { program: program.to_owned(), reason };
    let output = Command::new(program)
        .args(arguments)
        .current_dir("/")
        .output()
        .map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed(super::error::reason(&String::from_utf8_lossy(&output.stderr))));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}
