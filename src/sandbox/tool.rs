//! Runs a compiler or a linker, which read what a learner wrote.

use super::capture::{self, Extent, Stream};
use super::child::wait_for;
use super::platform::{Alarm, Process};
use super::{Cancel, Sandbox, SandboxError};
use rustix::event::{PollFd, PollFlags};
use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// A command, and all that it may touch.
#[derive(Clone, Copy, Debug)]
pub struct Tool<'a> {
    /// An absolute path.
    pub program: &'a Path,
    /// Without the name of the program.
    pub arguments: &'a [OsString],
    /// Files and folders that it may read and execute, besides `program`. Those that do not exist are left out.
    pub read_execute: &'a [PathBuf],
    /// Files and folders that it may read.
    pub read: &'a [PathBuf],
    /// Files and folders that it may read and change.
    pub write: &'a [PathBuf],
    /// Where it runs; also its `TMPDIR`.
    pub folder: &'a Path,
    /// After this time it is killed; a backstop limits its CPU time to a little more.
    pub wall: Duration,
    /// Bytes of address space.
    pub memory: u64,
    /// Bytes of the largest file that it may write.
    pub file_size: u64,
    /// Forbidden for rustc and linkers that run alone.
    pub processes: Processes,
}

/// A tool that runs. Dropped, it is killed.
#[derive(Debug)]
pub struct RunningTool {
    process: Process,
    streams: [Stream; 2],
    deadline: Instant,
}

/// Whether a tool may start other processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Processes {
    /// Threads are still allowed.
    Forbidden,
    /// For `cc`, which starts an assembler and a linker.
    Allowed,
}

/// What a tool did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolRun {
    /// By itself or by us.
    pub end: ToolEnd,
    /// Raw bytes: neutralise them before anyone sees them.
    pub stdout: Vec<u8>,
    /// As `stdout`.
    pub stderr: Vec<u8>,
    /// Whether both streams are whole.
    pub extent: Extent,
}

/// How a tool ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ToolEnd {
    /// The exit code; 0 is success.
    Exited(i32),
    /// The number of the signal.
    Signalled(i32),
    /// Killed, because [`Tool::wall`] had passed.
    TimedOut,
    /// Killed, because [`Cancel`] was asked for.
    Cancelled,
}

impl Sandbox {
    /// Runs `tool` to its end, under limits, Landlock and a list of denied system calls, with empty standard input
    /// and an environment of `PATH`, `TMPDIR`, `LC_ALL` and advice to rustc's allocator. Kills what it leaves behind.
    ///
    /// # Errors
    /// When the tool cannot be started, never because of what it does.
    pub fn tool(&self, tool: &Tool<'_>, cancel: &Cancel) -> Result<ToolRun, SandboxError> {
        self.start_tool(tool)?.finish(cancel)
    }

    /// The same, but does not wait for the end.
    ///
    /// # Errors
    /// When the tool cannot be started.
    pub fn start_tool(&self, tool: &Tool<'_>) -> Result<RunningTool, SandboxError> {
        let deadline = Instant::now() + tool.wall;
        let (process, (stdout, stderr)) = Process::tool(self, tool)?;
        Ok(RunningTool { process, streams: [Stream::new(stdout, KEPT), Stream::new(stderr, KEPT)], deadline })
    }
}

impl RunningTool {
    /// Waits for the end, and kills what is left behind.
    ///
    /// # Errors
    /// When the tool could not be started after all, never because of what it does.
    pub fn finish(self, cancel: &Cancel) -> Result<ToolRun, SandboxError> {
        let Self { mut process, mut streams, deadline } = self;
        let interrupted = attend(&mut process, &mut streams, deadline, cancel)?;
        process.kill();
        let status = process.reap().map_err(SandboxError::step("wait for a tool"))?;
        let end = interrupted.unwrap_or_else(|| match status.signal() {
            Some(signal) => ToolEnd::Signalled(signal),
            None => ToolEnd::Exited(status.code().unwrap_or(0)),
        });
        let mut buffer = vec![0; capture::READ];
        for stream in &mut streams {
            stream.drain(&mut buffer).map_err(SandboxError::step("read what a tool wrote"))?;
        }
        let [mut stdout, mut stderr] = streams;
        let capture::Captured { stdout, stderr, extent } = capture::take_both(&mut stdout, &mut stderr);
        Ok(ToolRun { end, stdout, stderr, extent })
    }
}

/// Reads the streams until the tool is gone, or a reason to end it.
fn attend(
    process: &mut Process,
    streams: &mut [Stream; 2],
    deadline: Instant,
    cancel: &Cancel,
) -> Result<Option<ToolEnd>, SandboxError> {
    let mut buffer = vec![0; capture::READ];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if cancel.is_cancelled() {
            return Ok(Some(ToolEnd::Cancelled));
        }
        if left.is_zero() {
            return Ok(Some(ToolEnd::TimedOut));
        }
        let sources =
            streams.iter().filter_map(Stream::source).map(|source| PollFd::new(source, PollFlags::IN));
        let alarms = process.alarms().map(|alarm| PollFd::from_borrowed_fd(alarm, PollFlags::IN));
        let mut waits: Vec<_> = alarms.chain(sources).collect();
        wait_for(&mut waits, left.min(Cancel::LATENCY))?;
        if let Some(Alarm::Gone) = process.attend()? {
            return Ok(None);
        }
        for stream in &mut *streams {
            stream.read(&mut buffer).map_err(SandboxError::step("read what a tool wrote"))?;
        }
    }
}

/// Bytes kept of each stream: rustc's messages as JSON can be long.
const KEPT: usize = 4 << 20;
