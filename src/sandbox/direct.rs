//! No confinement, for systems other than Linux: a child, its time limits, and nothing else.
//!
//! The level here is [`Level::None`](super::Level::None), which the canary confirms. The limits on memory are left to
//! the program itself.

use super::{ProgramLimits, Sandbox, SandboxError, Tool};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::process::{
    Pid, Resource, Rlimit, Signal, WaitId, WaitIdOptions, kill_process_group, setrlimit, waitid,
};
use std::ffi::OsString;
use std::fs::{File, Permissions};
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

/// Nothing needs a launcher here, so that no arguments are an order.
#[must_use]
pub fn launch(_: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    None
}

/// Nothing is left to end here.
pub fn finish() {}

/// An executable in a temporary file of its own. Clones share it.
#[derive(Clone, Debug)]
pub struct Program {
    file: Arc<tempfile::TempPath>,
    libraries: Vec<PathBuf>,
}

/// An executable in a temporary file that can still be written to.
#[derive(Debug)]
pub struct Draft(tempfile::NamedTempFile);

impl Draft {
    /// A copy of the file at `path`.
    ///
    /// # Errors
    /// When it cannot be read, or the disk is full.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        let mut draft = tempfile::NamedTempFile::new()?;
        io::copy(&mut File::open(path)?, &mut draft)?;
        Ok(Self(draft))
    }

    /// Writes bytes in the place of others, or behind them.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn write(&self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.0.as_file().write_all_at(bytes, offset)
    }

    /// The executable that it has become.
    ///
    /// # Errors
    /// When the file cannot be made executable.
    pub fn finish(self) -> io::Result<Program> {
        self.0.as_file().set_permissions(Permissions::from_mode(0o500))?;
        Ok(Program { file: Arc::new(self.0.into_temp_path()), libraries: Vec::new() })
    }
}

impl Program {
    /// Copies the executable at `path`.
    ///
    /// # Errors
    /// When it cannot be read, or the disk is full.
    pub fn from_file(path: &Path) -> io::Result<Self> {
        Draft::of_file(path)?.finish()
    }

    /// Copies an executable.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn from_bytes(bytes: &[u8]) -> io::Result<Self> {
        let draft = Draft(tempfile::NamedTempFile::new()?);
        draft.write(bytes, 0)?;
        draft.finish()
    }

    /// The same executable, dynamically linked.
    #[must_use]
    pub fn dynamic(self, libraries: Vec<PathBuf>) -> Self {
        Self { libraries, ..self }
    }

    pub(super) fn libraries(&self) -> &[PathBuf] {
        &self.libraries
    }
}

/// A process in a group of its own.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    pid: Pid,
    /// How it ended, once that is known. From then on its number may be another's.
    status: Option<ExitStatus>,
}

/// The parent's ends of a program's pipes. None of them blocks.
pub(super) struct Streams {
    pub(super) stdin: File,
    pub(super) result: File,
    pub(super) stdout: File,
    pub(super) stderr: File,
}

/// What a parent must know of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(dead_code, reason = "nothing is blocked here")]
pub(super) enum Alarm {
    Blocked(String),
    NotExecutable(i32),
    /// Has ended and can be reaped.
    Gone,
}

impl Process {
    pub(super) fn program(
        _: &Sandbox,
        program: &Program,
        limits: &ProgramLimits,
    ) -> Result<(Self, Streams), SandboxError> {
        let (our_result, result) = io::pipe().map_err(SandboxError::step("make a pipe"))?;
        let mut command = Command::new(&**program.file);
        command.arg0("learner").env_clear().current_dir("/").stdin(Stdio::piped());
        let seconds = limits.cpu.as_secs().saturating_add(1);
        #[expect(unsafe_code, reason = "std places no descriptor but the first three")]
        // SAFETY: both calls are safe between fork and exec.
        unsafe {
            command.pre_exec(move || {
                setrlimit(Resource::Cpu, Rlimit { current: Some(seconds), maximum: Some(seconds) })?;
                let placed = libc::dup2(result.as_raw_fd(), RESULT);
                if placed == RESULT { Ok(()) } else { Err(io::Error::last_os_error()) }
            });
        }
        let (mut process, (stdout, stderr)) = Self::spawn(command)?;
        let stdin = process.child.stdin.take().map(OwnedFd::from);
        let streams =
            Streams { stdin: unblocked(stdin)?, result: unblocked(Some(our_result.into()))?, stdout, stderr };
        Ok((process, streams))
    }

    pub(super) fn tool(_: &Sandbox, tool: &Tool<'_>) -> Result<(Self, (File, File)), SandboxError> {
        let mut command = Command::new(tool.program);
        command.args(tool.arguments).env_clear().current_dir(tool.folder).stdin(Stdio::null());
        command.env("PATH", "/usr/bin:/bin").env("LC_ALL", "C").env("TMPDIR", tool.folder);
        Self::spawn(command)
    }

    fn spawn(mut command: Command) -> Result<(Self, (File, File)), SandboxError> {
        command.process_group(0).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(SandboxError::step("start a process"))?;
        let (stdout, stderr) =
            (child.stdout.take().map(OwnedFd::from), child.stderr.take().map(OwnedFd::from));
        let process = Self { pid: Pid::from_child(&child), status: None, child };
        Ok((process, (unblocked(stdout)?, unblocked(stderr)?)))
    }

    /// Nothing tells of an end here; it is looked for whenever waiting is over.
    #[expect(clippy::unused_self, reason = "the same face as where there is something to wait for")]
    pub(super) fn alarms(&self) -> impl Iterator<Item = BorrowedFd<'_>> {
        std::iter::empty()
    }

    pub(super) fn attend(&mut self) -> Result<Option<Alarm>, SandboxError> {
        let options = WaitIdOptions::EXITED | WaitIdOptions::NOHANG | WaitIdOptions::NOWAIT;
        let ended = waitid(WaitId::Pid(self.pid), options);
        Ok(ended.map_err(SandboxError::step("wait for a process"))?.map(|_| Alarm::Gone))
    }

    /// Not known here; the limit on the whole process holds by itself.
    #[expect(clippy::unused_self, reason = "the same face as where it is known")]
    pub(super) const fn cpu_time(&self) -> Duration {
        Duration::ZERO
    }

    /// Kills the process and all that it started. Does nothing once it is reaped.
    pub(super) fn kill(&self) {
        if self.status.is_some() {
            return;
        }
        // Fails only where they are gone already.
        let _ = kill_process_group(self.pid, Signal::KILL);
    }

    /// Waits for a process that is gone or was killed.
    pub(super) fn reap(&mut self) -> io::Result<ExitStatus> {
        let status = self.child.wait()?;
        self.status = Some(status);
        Ok(status)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
        // Nothing can be done about a failure here, and the kill stands.
        let _ = self.reap();
    }
}

fn unblocked(descriptor: Option<OwnedFd>) -> Result<File, SandboxError> {
    let descriptor =
        descriptor.ok_or_else(|| SandboxError::Launch(String::from("a process has not all its pipes")))?;
    fcntl_getfl(&descriptor)
        .and_then(|flags| fcntl_setfl(&descriptor, flags | OFlags::NONBLOCK))
        .map_err(SandboxError::step("prepare a pipe"))?;
    Ok(descriptor.into())
}

/// Where a program writes its answers.
const RESULT: i32 = 3;
