//! A launched process, as its parent sees it.

use super::control::{self, Word};
use super::fork_server;
use super::listener::Listener;
use super::order::{Command, Order, Target};
use super::program::Program;
use crate::sandbox::{ProgramLimits, Sandbox, SandboxError, Tool};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::{
    Pid, PidfdFlags, Signal, WaitOptions, getpid, kill_process, kill_process_group, pidfd_open,
    pidfd_send_signal, waitpid,
};
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::process::ExitStatusExt;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

/// A process that becomes, through the launcher, a program or a tool.
#[derive(Debug)]
pub(in crate::sandbox) struct Process {
    pid: Pid,
    /// How it ended, once that is known. From then on its number may be another's.
    status: Option<ExitStatus>,
    pidfd: OwnedFd,
    /// Of the processor's time that it has used; `None` where the system has no such clock.
    clock: Option<libc::clockid_t>,
    /// `None` once the launcher has closed it.
    control: Option<OwnedFd>,
    listener: Option<Listener>,
    stage: Stage,
}

/// How far the launcher is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Launching,
    Confined,
}

/// The parent's ends of a program's pipes. None of them blocks.
pub(in crate::sandbox) struct Streams {
    pub(in crate::sandbox) stdin: File,
    pub(in crate::sandbox) result: File,
    pub(in crate::sandbox) stdout: File,
    pub(in crate::sandbox) stderr: File,
}

/// What a parent must know of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sandbox) enum Alarm {
    /// Tried something forbidden, and waits for an answer that it must not get.
    Blocked(String),
    /// Is no program that the system executes: the number of the error.
    NotExecutable(i32),
    /// Has ended and can be reaped.
    Gone,
}

impl Process {
    /// Starts the launcher that becomes `program`.
    pub(in crate::sandbox) fn program(
        sandbox: &Sandbox,
        program: &Program,
        limits: &ProgramLimits,
    ) -> Result<(Self, Streams), SandboxError> {
        let (stdin, our_stdin) = pipe()?;
        let (our_result, result) = pipe()?;
        let order = Order {
            layers: sandbox.programs,
            parent: getpid(),
            address_space: limits.address_space,
            cpu: whole_seconds(limits.cpu),
            target: Target::Program { libraries: program.libraries().to_vec() },
        };
        let descriptors = [result.as_fd(), stdin.as_fd(), program.as_fd()];
        let (process, (stdout, stderr)) = Self::launch(sandbox, &order, &descriptors)?;
        let streams =
            Streams { stdin: unblocked(our_stdin)?, result: unblocked(our_result)?, stdout, stderr };
        Ok((process, streams))
    }

    /// Starts the launcher that becomes `tool`. Gives its standard output and error output.
    pub(in crate::sandbox) fn tool(
        sandbox: &Sandbox,
        tool: &Tool<'_>,
    ) -> Result<(Self, (File, File)), SandboxError> {
        let null = File::open("/dev/null").map_err(SandboxError::step("open /dev/null"))?;
        let with = |own: &[PathBuf], more: &[&str]| -> Vec<PathBuf> {
            own.iter().cloned().chain(more.iter().map(PathBuf::from)).collect()
        };
        let mut read_execute = tool.read_execute.to_vec();
        read_execute.push(tool.program.to_owned());
        let command = Command {
            file_size: tool.file_size,
            processes: tool.processes,
            folder: tool.folder.to_owned(),
            read_execute,
            read: with(tool.read, TOOL_READS),
            write: with(tool.write, TOOL_WRITES),
            program: tool.program.into(),
            arguments: tool.arguments.to_vec(),
        };
        let order = Order {
            layers: sandbox.tools,
            parent: getpid(),
            address_space: tool.memory,
            cpu: whole_seconds(tool.wall) + TOOL_GRACE,
            target: Target::Tool(command),
        };
        Self::launch(sandbox, &order, &[null.as_fd()])
    }

    fn launch(
        sandbox: &Sandbox,
        order: &Order,
        descriptors: &[BorrowedFd<'_>],
    ) -> Result<(Self, (File, File)), SandboxError> {
        let (ours, theirs) = control::pair().map_err(SandboxError::step("make a socket"))?;
        control::send_descriptors(&ours, descriptors).map_err(SandboxError::step("hand over descriptors"))?;
        let ((our_stdout, stdout), (our_stderr, stderr)) = (pipe()?, pipe()?);
        let pid = fork_server::launcher(
            &sandbox.launcher,
            order,
            [theirs.as_fd(), stdout.as_fd(), stderr.as_fd()],
        )?;
        let pidfd = match pidfd_open(pid, PidfdFlags::empty()) {
            Ok(pidfd) => pidfd,
            Err(error) => {
                let _ = kill_process(pid, Signal::KILL).and_then(|()| wait(pid));
                return Err(SandboxError::step("watch its launcher")(error));
            }
        };
        let process = Self {
            pid,
            pidfd,
            clock: cpu_clock(pid),
            control: Some(ours),
            listener: None,
            status: None,
            stage: Stage::Launching,
        };
        Ok((process, (unblocked(our_stdout)?, unblocked(our_stderr)?)))
    }

    /// What becomes readable when [`Self::attend`] has something to do.
    pub(in crate::sandbox) fn alarms(&self) -> impl Iterator<Item = BorrowedFd<'_>> {
        let control = self.control.as_ref().map(AsFd::as_fd);
        let listener = self.listener.as_ref().map(AsFd::as_fd);
        [Some(self.pidfd.as_fd()), control, listener].into_iter().flatten()
    }

    /// Does what has come up, without waiting.
    pub(in crate::sandbox) fn attend(&mut self) -> Result<Option<Alarm>, SandboxError> {
        if let Some(alarm) = self.listen_to_launcher()? {
            return Ok(Some(alarm));
        }
        if let Some(attempt) = self.answer_call()? {
            return Ok(Some(Alarm::Blocked(attempt)));
        }
        if !look(&self.pidfd)?.contains(PollFlags::IN) {
            return Ok(None);
        }
        // Nobody writes any more, but something may have been written since the first look.
        if let Some(alarm) = self.listen_to_launcher()? {
            return Ok(Some(alarm));
        }
        if self.stage == Stage::Launching {
            return Err(SandboxError::Launch(String::from("the launcher died before it was ready")));
        }
        Ok(Some(Alarm::Gone))
    }

    /// Answers the system call that waits, if one does. Gives the attempt where it is one.
    fn answer_call(&mut self) -> Result<Option<String>, SandboxError> {
        let Some(listener) = &self.listener else { return Ok(None) };
        let state = look(listener)?;
        if state.contains(PollFlags::IN) {
            return listener.answer().map_err(SandboxError::step("learn of a system call"));
        }
        // The process is about to end. To go on waiting for its calls would keep it from the processor.
        if state.contains(PollFlags::HUP) {
            self.listener = None;
        }
        Ok(None)
    }

    fn listen_to_launcher(&mut self) -> Result<Option<Alarm>, SandboxError> {
        while let Some(control) = &self.control {
            match control::receive_word(control).map_err(SandboxError::step("hear its launcher"))? {
                Word::Confined(listener) => {
                    self.stage = Stage::Confined;
                    self.listener = listener.map(|descriptor| Listener::new(descriptor, self.pid));
                }
                Word::NotExecutable(error) => return Ok(Some(Alarm::NotExecutable(error))),
                Word::Failed(why) => return Err(SandboxError::Launch(why)),
                Word::Silence => break,
                Word::Closed => self.control = None,
            }
        }
        Ok(None)
    }

    /// The CPU time that the process has used; nothing where the system cannot tell.
    pub(in crate::sandbox) fn cpu_time(&self) -> Duration {
        let Some(clock) = self.clock else { return Duration::ZERO };
        let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
        #[expect(unsafe_code, reason = "rustix knows no clocks of other processes")]
        // SAFETY: the call writes to the place that it is given.
        if unsafe { libc::clock_gettime(clock, &raw mut time) } != 0 {
            return Duration::ZERO;
        }
        Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
    }

    /// Kills the process and all that it started. Does nothing once it is reaped.
    pub(in crate::sandbox) fn kill(&self) {
        if self.status.is_some() {
            return;
        }
        // The group is there only once the launcher has made it; until then the process is alone.
        let _ = kill_process_group(self.pid, Signal::KILL);
        let _ = pidfd_send_signal(&self.pidfd, Signal::KILL);
    }

    /// Waits for a process that is gone or was killed.
    pub(in crate::sandbox) fn reap(&mut self) -> io::Result<ExitStatus> {
        if let Some(status) = self.status {
            return Ok(status);
        }
        let status = wait(self.pid)?;
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

fn cpu_clock(pid: Pid) -> Option<libc::clockid_t> {
    let mut clock = 0;
    #[expect(unsafe_code, reason = "rustix knows no clocks of other processes")]
    // SAFETY: the call writes to the place that it is given.
    let found = unsafe { libc::clock_getcpuclockid(pid.as_raw_nonzero().get(), &raw mut clock) };
    (found == 0).then_some(clock)
}

/// Waits for a child's end.
pub(super) fn wait(pid: Pid) -> rustix::io::Result<ExitStatus> {
    let ended = rustix::io::retry_on_intr(|| waitpid(Some(pid), WaitOptions::empty()))?;
    // Without options it returns only when the child has ended.
    ended.map(|(_, status)| ExitStatus::from_raw(status.as_raw())).ok_or(rustix::io::Errno::CHILD)
}

/// What can be done with a descriptor now.
fn look(descriptor: impl AsFd) -> Result<PollFlags, SandboxError> {
    let mut waits = [PollFd::new(&descriptor, PollFlags::IN)];
    match poll(&mut waits, Some(&Timespec::default())) {
        Ok(_) | Err(rustix::io::Errno::INTR) => Ok(waits[0].revents()),
        Err(error) => Err(SandboxError::step("wait for a program")(error)),
    }
}

fn pipe() -> Result<(OwnedFd, OwnedFd), SandboxError> {
    pipe_with(PipeFlags::CLOEXEC).map_err(SandboxError::step("make a pipe"))
}

fn unblocked(descriptor: OwnedFd) -> Result<File, SandboxError> {
    fcntl_getfl(&descriptor)
        .and_then(|flags| fcntl_setfl(&descriptor, flags | OFlags::NONBLOCK))
        .map_err(SandboxError::step("prepare a pipe"))?;
    Ok(descriptor.into())
}

fn whole_seconds(duration: Duration) -> u64 {
    duration.as_secs() + u64::from(duration.subsec_nanos() > 0)
}

/// What every tool may read: the loader's cache, randomness for hash maps, the bounds of its own stack, and how the
/// system gives out memory. Without that, rustc's allocator takes it in a thousand small pieces.
const TOOL_READS: &[&str] = &[
    "/etc/ld.so.cache",
    "/dev/urandom",
    "/proc/self/maps",
    "/proc/sys/vm/overcommit_memory",
    "/sys/kernel/mm/transparent_hugepage/enabled",
];
/// What every tool may write.
const TOOL_WRITES: &[&str] = &["/dev/null"];
/// Seconds of CPU time beyond the wall time of a tool: a backstop for when nobody is left to watch it.
const TOOL_GRACE: u64 = 5;
