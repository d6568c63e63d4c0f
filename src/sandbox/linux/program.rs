//! An executable in memory that nobody can change any more.

use rustix::fs::{MemfdFlags, Mode, OFlags, SealFlags, fcntl_add_seals, memfd_create, open};
use rustix::io::Errno;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// An executable in a sealed memory file. Clones share it.
///
/// Landlock does not govern memory files, so that a program can be executed without the right to open any file.
#[derive(Clone, Debug)]
pub struct Program {
    file: Arc<OwnedFd>,
    libraries: Vec<PathBuf>,
}

/// An executable in a memory file that can still be written to.
#[derive(Debug)]
pub struct Draft(File);

impl Draft {
    /// A copy of the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, or memory is short.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut draft = File::from(create()?);
        io::copy(&mut File::open(path)?, &mut draft)?;
        Ok(Self(draft))
    }

    /// Writes bytes in the place of others, or behind them.
    ///
    /// # Errors
    /// When memory is short.
    pub fn write(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.0.write_all_at(bytes, offset)
    }

    /// The statically linked executable that it has become.
    ///
    /// # Errors
    /// When there are too many open files.
    pub fn finish(self) -> io::Result<Program> {
        // Nothing can be executed that is open for writing, so it is opened once more for reading only.
        let again = format!("/proc/self/fd/{}", self.0.as_raw_fd());
        let file = open(again, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty())?;
        fcntl_add_seals(&self.0, SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL)?;
        Ok(Program { file: Arc::new(file), libraries: Vec::new() })
    }
}

impl Program {
    /// Copies the statically linked executable at `path`.
    ///
    /// # Errors
    /// When it cannot be read, or memory is short.
    pub fn from_file(path: &Path) -> io::Result<Self> {
        Draft::of_file(path)?.finish()
    }

    /// Copies a statically linked executable.
    ///
    /// # Errors
    /// When memory is short.
    pub fn from_bytes(bytes: &[u8]) -> io::Result<Self> {
        let draft = Draft(create()?.into());
        draft.write(bytes, 0)?;
        draft.finish()
    }

    /// The same executable, dynamically linked: it may read and execute `libraries`, folders or files. Its attempts
    /// are stopped, but not reported, because its loader opens files of its own.
    #[must_use]
    pub fn dynamic(self, libraries: Vec<PathBuf>) -> Self {
        Self { libraries, ..self }
    }

    /// What a dynamic executable loads; empty for a static one.
    pub(in crate::sandbox) fn libraries(&self) -> &[PathBuf] {
        &self.libraries
    }
}

impl AsFd for Program {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.file.as_fd()
    }
}

/// Asks for the right to execute, which systems from Linux 6.3 may want and older ones do not know.
fn create() -> io::Result<OwnedFd> {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    match memfd_create(NAME, flags | MemfdFlags::EXEC) {
        Err(Errno::INVAL) => Ok(memfd_create(NAME, flags)?),
        created => Ok(created?),
    }
}

const NAME: &str = "learner";
