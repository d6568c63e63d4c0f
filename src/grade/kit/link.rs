//! How a learner's object becomes a program: one direct static link, or the C compiler on the portable path.

use super::prelink::Prelinked;
use super::{Site, Toolchain};
use crate::grade::GradeError;
use crate::grade::toolchain::{DirectLinker, LinkerKind};
use crate::sandbox::Processes;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Which C runtime a program brings along.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::grade) enum Runtime {
    /// Linked into it: it needs no file to start.
    Static,
    /// The system's shared libraries.
    Dynamic,
}

impl Runtime {
    /// The static one where there are a linker and the files for it.
    pub(super) fn available(toolchain: &Toolchain) -> Self {
        if toolchain.linker().is_some() && toolchain.static_runtime.is_some() {
            Self::Static
        } else {
            Self::Dynamic
        }
    }

    /// Tells kits apart.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Static => "static",
            Self::Dynamic => "dynamic",
        }
    }

    pub(super) const fn compiler_arguments(self) -> &'static [&'static str] {
        match self {
            Self::Static => &["-Ctarget-feature=+crt-static", "-Crelocation-model=static"],
            Self::Dynamic => &[],
        }
    }
}

/// A linker and what it links with every learner's object.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::grade) struct Linker {
    pub(in crate::grade) runtime: Runtime,
    pub(in crate::grade) program: PathBuf,
    /// What stands before the objects of a submission.
    before: Vec<Argument>,
    /// What stands behind them.
    after: Vec<Argument>,
    /// Spares most programs the linker.
    pub(in crate::grade) prelinked: Option<Prelinked>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
enum Argument {
    Text(String),
    /// Relative to the course kit's folder until resolved, or absolute.
    File(PathBuf),
}

/// What rustc would link for the harness, taken from `--print=link-args`.
pub(super) struct Harness {
    /// Relative to the site of the build.
    pub(super) objects: Vec<PathBuf>,
    /// In the site where relative.
    pub(super) archives: Vec<PathBuf>,
    libraries: Vec<String>,
}

impl Harness {
    pub(super) fn read(listed: &str, site: &Path) -> Result<Self, GradeError> {
        let mut harness = Self { objects: Vec::new(), archives: Vec::new(), libraries: Vec::new() };
        for argument in quoted(listed) {
            let path = PathBuf::from(&argument);
            let path = path.strip_prefix(site).map_or(path.clone(), Path::to_owned);
            match path.extension().and_then(|extension| extension.to_str()) {
                Some("o") if argument.ends_with(".rcgu.o") => harness.objects.push(path),
                Some("rlib") => harness.archives.push(path),
                _ if argument.starts_with("-l") => harness.libraries.push(argument),
                _ => {}
            }
        }
        if harness.objects.is_empty() || harness.archives.is_empty() {
            return Err(GradeError::step("list what a program is linked from", listed));
        }
        Ok(harness)
    }
}

/// The parts of a text that stand in double quotes.
fn quoted(text: &str) -> Vec<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

impl DirectLinker {
    /// What is asked of it at every link. An object must not name further files to link: `ld` knows no such names.
    pub(super) fn arguments(&self) -> impl Iterator<Item = &'static str> {
        let own: &[&str] = match self.kind {
            LinkerKind::Lld => &["-flavor", "gnu", "--no-dependent-libraries", "--threads=1"],
            LinkerKind::Gnu => &[],
        };
        own.iter().chain(&["-static", "--eh-frame-hdr", "-z", "noexecstack"]).copied()
    }
}

/// Leaves out what nobody calls, and all names.
const SMALL: &[&str] = &["--gc-sections", "-s"];

impl Linker {
    /// The linker for a runtime; `site` is where a prelinked program may be left.
    pub(super) fn new(
        toolchain: &Toolchain,
        runtime: Runtime,
        harness: &Harness,
        site: Site<'_>,
    ) -> Result<Self, GradeError> {
        let (Runtime::Static, Some(linker), Some(system)) =
            (runtime, toolchain.linker(), &toolchain.static_runtime)
        else {
            return Self::portable(toolchain, harness);
        };
        let prelinked = Prelinked::build(toolchain, &linker, system, harness, site);
        let mut before: Vec<_> = texts(linker.arguments().chain(SMALL.iter().copied())).collect();
        before.extend(files(&system.start));
        before.extend(files(&harness.objects));
        let mut after: Vec<_> = texts(["--start-group"]).collect();
        after.extend(files(&harness.archives));
        after.extend(files(&system.archives));
        after.extend(texts(["--end-group"]));
        after.extend(files(&system.end));
        Ok(Self { runtime: Runtime::Static, program: linker.program, before, after, prelinked })
    }

    /// The C compiler, with shared libraries.
    fn portable(toolchain: &Toolchain, harness: &Harness) -> Result<Self, GradeError> {
        let program = toolchain.cc.clone().ok_or(GradeError::NoLinker)?;
        let before = files(&harness.objects).collect();
        let mut after: Vec<_> = files(&harness.archives).collect();
        after.extend(harness.libraries.iter().cloned().map(Argument::Text));
        Ok(Self { runtime: Runtime::Dynamic, program, before, after, prelinked: None })
    }

    /// The same with absolute paths.
    pub(super) fn resolved(mut self, folder: &Path) -> Self {
        for argument in self.before.iter_mut().chain(&mut self.after) {
            if let Argument::File(path) = argument {
                *path = folder.join(&*path);
            }
        }
        self.prelinked = self.prelinked.map(|prelinked| prelinked.resolved(folder));
        self
    }

    /// The files of the system and of the base that programs are linked with, and what links them.
    pub(super) fn outside_files(&self) -> Vec<PathBuf> {
        let files = self.files().filter(|file| file.is_absolute());
        files.chain([&self.program]).cloned().collect()
    }

    /// The C compiler starts other programs; a linker does not.
    pub(in crate::grade) const fn processes(&self) -> Processes {
        match self.runtime {
            Runtime::Static => Processes::Forbidden,
            Runtime::Dynamic => Processes::Allowed,
        }
    }

    /// Every folder that the linker reads from.
    pub(in crate::grade) fn folders(&self) -> Vec<PathBuf> {
        let mut folders: Vec<_> = self.files().filter_map(|file| file.parent().map(Path::to_owned)).collect();
        folders.sort();
        folders.dedup();
        folders
    }

    fn files(&self) -> impl Iterator<Item = &PathBuf> {
        self.before.iter().chain(&self.after).filter_map(|argument| match argument {
            Argument::File(path) => Some(path),
            Argument::Text(_) => None,
        })
    }

    /// The arguments that link `objects` into `output`.
    pub(in crate::grade) fn arguments(&self, objects: &[PathBuf], output: &Path) -> Vec<OsString> {
        let objects = objects.iter().cloned().map(Argument::File).collect::<Vec<_>>();
        let output = [Argument::Text("-o".to_owned()), Argument::File(output.to_owned())];
        let all = self.before.iter().chain(&objects).chain(&self.after).chain(&output);
        all.map(|argument| match argument {
            Argument::Text(text) => text.into(),
            Argument::File(path) => path.into(),
        })
        .collect()
    }
}

fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> impl Iterator<Item = Argument> {
    texts.into_iter().map(|text| Argument::Text(text.to_owned()))
}

fn files(paths: &[PathBuf]) -> impl Iterator<Item = Argument> {
    paths.iter().cloned().map(Argument::File)
}
