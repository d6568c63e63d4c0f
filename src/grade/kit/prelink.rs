//! A program linked once but for the learner's part, which is then put in place without a linker.
//!
//! A linker spends nearly all of its time on what is the same for every learner. Here it has done that beforehand, with
//! the learner's table of functions at a fixed address. The learner's object comes behind it in memory: its sections
//! are laid out, the few kinds of references that a compiler makes are filled in, and the headers of the program get
//! three more segments. What is not of these kinds (thread-local variables, functions that nobody has linked, …) is
//! left to the linker.

mod headers;
mod image;
mod symbols;
#[cfg(test)]
mod tests;
mod unwind;

use super::link::Harness;
use super::{Site, Toolchain, run};
use crate::grade::c_runtime::StaticRuntime;
use crate::grade::plan::FUNCTIONS;
use crate::grade::toolchain::DirectLinker;
use crate::sandbox::{Draft, Program};
use headers::Headers;
use image::Image;
use object::LittleEndian;
use object::read::elf::{ElfFile64, ProgramHeader as _};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::process::Command;
use symbols::Symbols;

/// An object or a program, of the only kind that is understood here.
type File<'a> = ElfFile64<'a, LittleEndian>;

/// Where the learner's part begins in memory, with its table of functions. The rest ends far below.
const START: u64 = 0x1000_0000;

/// The files of a prelinked program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::grade) struct Prelinked {
    /// What is loaded into memory.
    program: PathBuf,
    /// Where its functions are.
    places: PathBuf,
}

impl Prelinked {
    /// Links everything but the learner's part. Gives paths relative to the site; `None` where that does not work here:
    /// then every program is linked in full, which takes longer and gives the same.
    pub(super) fn build(
        toolchain: &Toolchain,
        linker: &DirectLinker,
        system: &StaticRuntime,
        harness: &Harness,
        site: Site<'_>,
    ) -> Option<Self> {
        let work = tempfile::Builder::new().prefix("prelink").tempdir_in(site).ok()?;
        let (script, whole) = (work.path().join("script"), work.path().join("whole"));
        std::fs::write(&script, SCRIPT).ok()?;
        let archives = harness.archives.iter().map(|archive| site.join(archive));
        // All of ours: what the learner's code alone needs must be there, too.
        let (rust, ours): (Vec<_>, Vec<_>) =
            archives.partition(|archive| archive.starts_with(&toolchain.sysroot));
        let mut command = Command::new(&linker.program);
        command.current_dir("/").args(linker.arguments()).arg("-T").arg(script).arg("-o").arg(&whole);
        command.arg(format!("--defsym={FUNCTIONS}={START:#x}"));
        command.args(&system.start).args(harness.objects.iter().map(|object| site.join(object)));
        command.arg("--whole-archive").args(ours).args(["--no-whole-archive", "--start-group"]);
        command.args(rust).args(&system.archives).arg("--end-group").args(&system.end);
        run(command, "link what programs have in common").ok()?;
        let whole = std::fs::read(whole).ok()?;
        let file = File::parse(&*whole).ok()?;
        let prelinked = Self { program: "lib/prelinked".into(), places: "lib/prelinked.places".into() };
        std::fs::write(site.join(&prelinked.program), loaded_part(&file)?).ok()?;
        std::fs::write(site.join(&prelinked.places), Symbols::of(&file).as_bytes()).ok()?;
        Headers::read(&site.join(&prelinked.program)).map(|_| prelinked)
    }

    /// The same with absolute paths.
    pub(super) fn resolved(self, folder: &Path) -> Self {
        Self { program: folder.join(self.program), places: folder.join(self.places) }
    }

    /// A copy that lacks a learner's object; `None` where there is no room for it.
    pub(in crate::grade) fn copy(&self) -> Option<Unfinished> {
        let draft = Draft::of_file(&self.program).ok()?;
        Some(Unfinished {
            draft,
            headers: Headers::read(&self.program)?,
            symbols: Symbols::read(&self.places).ok()?,
        })
    }
}

/// A program that lacks a learner's object.
pub(in crate::grade) struct Unfinished {
    draft: Draft,
    headers: Headers,
    symbols: Symbols,
}

impl Unfinished {
    /// The program with a learner's object; `None` where a linker has to do it.
    pub(in crate::grade) fn with(self, object: &Path) -> Option<Program> {
        let object = std::fs::read(object).ok()?;
        let image = Image::of(&File::parse(&*object).ok()?, &self.symbols, &self.headers.frames)?;
        self.headers.add(&image, &self.draft).ok()?;
        self.draft.finish().ok()
    }
}

/// The bytes of a program that are loaded into memory, without symbols and the like.
fn loaded_part<'a>(file: &File<'a>) -> Option<&'a [u8]> {
    let headers = file.elf_program_headers().iter();
    let ends = headers.map(|header| {
        let (offset, size) = header.file_range(LittleEndian);
        offset.saturating_add(size)
    });
    file.data().get(..usize::try_from(ends.max()?).ok()?)
}

/// The instance pack is there for its instances; the functions that ask for them are called by nobody.
const SCRIPT: &str =
    "SECTIONS { /DISCARD/ : { *(.text._ZN3kit4pack*) *(.text._R*_3kit4pack*) } } INSERT AFTER .text;";
