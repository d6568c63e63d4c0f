//! What programs could leave behind.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Entries of the folders that anyone can write to, and processes that run a learner's program.
pub(crate) struct Traces {
    entries: BTreeSet<PathBuf>,
    processes: BTreeSet<PathBuf>,
}

impl Traces {
    /// What is there now.
    pub(crate) fn look() -> Self {
        Self { entries: entries(), processes: processes() }
    }

    /// Fails where something new stays. Other tests, too, have folders and processes, but not for long.
    pub(crate) fn assert_nothing_new(&self) {
        for folder in FOLDERS.iter().map(Path::new).chain([home().as_path()]) {
            for name in NAMES {
                assert!(!folder.join(name).exists(), "{name} in {}", folder.display());
            }
        }
        gone("entries", &self.entries, entries);
        gone("processes", &self.processes, processes);
    }
}

/// Waits until each thing that was not there before has been seen to be gone.
fn gone(what: &str, before: &BTreeSet<PathBuf>, look: fn() -> BTreeSet<PathBuf>) {
    let mut new: BTreeSet<PathBuf> = look().difference(before).cloned().collect();
    for _ in 0..600 {
        let now = look();
        new.retain(|path| now.contains(path));
        if new.is_empty() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{what} are left behind: {new:?}");
}

/// Folders of this tool, by their prefix, and whatever the corpus tries to write, in every folder for such things.
fn entries() -> BTreeSet<PathBuf> {
    let below = |folder: &str| std::fs::read_dir(folder).map(Iterator::collect::<Vec<_>>).unwrap_or_default();
    let all = FOLDERS.iter().flat_map(|folder| below(folder)).flatten().map(|entry| entry.path());
    all.filter(|path| {
        path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"tensorlings-"))
    })
    .collect()
}

/// `/proc` folders of processes that execute a program in memory.
fn processes() -> BTreeSet<PathBuf> {
    let all = std::fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
    all.filter(|path| {
        let executable = std::fs::read_link(path.join("exe")).unwrap_or_default();
        executable.as_os_str().as_encoded_bytes().starts_with(b"/memfd:learner")
    })
    .collect()
}

#[expect(clippy::disallowed_methods, reason = "a test has no other way to learn where home is")]
fn home() -> PathBuf {
    std::env::var_os("HOME").map_or_else(|| "/".into(), PathBuf::from)
}

const FOLDERS: &[&str] = &["/tmp", "/dev/shm", "/var/tmp", "/"];
/// What the programs of the corpus try to make.
const NAMES: &[&str] = &["tensorlings-was-here", "tensorlings-is-here"];
