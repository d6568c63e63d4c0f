//! The launcher: a process of this tool that confines itself and becomes the program.
//!
//! It is forked off a server that has done nothing else. It has one thread and owns nothing, so that every step is
//! ordinary code. The order of the steps matters: each is taken while the rights that it needs are still there.

use super::control;
use super::filter::{self, Listening};
use super::fork_server::{self, Served};
use super::order::{Command, Order, Target};
use super::restrict::{self, Access};
use crate::sandbox::Switch;
use rustix::io::{FdFlags, fcntl_dupfd_cloexec, fcntl_setfd};
use std::convert::Infallible;
use std::ffi::OsString;
use std::io;
use std::os::fd::{AsFd, AsRawFd, IntoRawFd, OwnedFd, RawFd};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::ExitCode;

/// Where the executable of a program stands until it is executed. Above the limit on descriptors, so that no
/// descriptor can have this number afterwards and the filter may trust it.
pub(super) const PROGRAM: RawFd = 100;
/// Where the control socket stands until then, for the same reason.
pub(super) const CONTROL: RawFd = 101;

/// The path of "the descriptor itself". The filter knows it by its address.
static EMPTY_PATH: [u8; 1] = [0];

/// Serves launchers where `arguments`, without the name of the executable, say so; `None` where they do not. Gives the
/// exit code of the server, or that of a launcher of which a step failed, which the parent has then been told. Call it
/// first of all in `main`.
pub fn launch(arguments: impl Iterator<Item = OsString>) -> Option<ExitCode> {
    arguments.eq([fork_server::ARGUMENT]).then(|| ExitCode::from(serve()))
}

/// Serves launchers, in the server's own process; gives its exit code, or that of a launcher.
pub(super) fn serve() -> u8 {
    match fork_server::serve() {
        Ok(Served::Everything) => 0,
        Ok(Served::Fork(order)) => follow(&order),
        Err(_) => FAILED,
    }
}

/// Becomes what is ordered. Returns only where a step fails.
fn follow(order: &Order) -> u8 {
    let Ok(control) = take_control() else { return FAILED };
    let Err(failure) = obey(order, &control);
    // Whom else should it be told?
    let _ = match failure {
        Failure::Step { step, source } => {
            control::send_failure(&control, &format!("cannot {step}: {source}"))
        }
        Failure::NotExecutable(source) => control::send_not_executable(&control, &source),
    };
    FAILED
}

/// What could not be done.
enum Failure {
    Step {
        step: &'static str,
        source: io::Error,
    },
    /// Everything but the last step, which depends on what the program is.
    NotExecutable(io::Error),
}

/// For `map_err`: names the step.
fn cannot<E: Into<io::Error>>(step: &'static str) -> impl FnOnce(E) -> Failure {
    move |source| Failure::Step { step, source: source.into() }
}

/// Moves the control socket from standard input to its place, and closes whatever else was inherited.
fn take_control() -> io::Result<OwnedFd> {
    restrict::close_from(3)?;
    Ok(fcntl_dupfd_cloexec(io::stdin().as_fd(), CONTROL)?)
}

fn obey(order: &Order, control: &OwnedFd) -> Result<Infallible, Failure> {
    let descriptors = control::receive_descriptors(control).map_err(cannot("receive its descriptors"))?;
    restrict::leave_terminal().map_err(cannot("leave the terminal"))?;
    restrict::die_with(order.parent).map_err(cannot("follow its parent"))?;
    restrict::drop_capabilities().map_err(cannot("drop its capabilities"))?;
    match &order.target {
        Target::Program { libraries } => {
            place(descriptors).map_err(cannot("place its descriptors"))?;
            let access = Access { read_execute: libraries, ..Access::default() };
            if order.layers.landlock == Switch::On {
                restrict::files(&access).map_err(cannot("restrict files"))?;
            }
            become_program(order, Linkage::of(libraries), control)
        }
        Target::Tool(command) => {
            take_stdin(descriptors).map_err(cannot("place its descriptors"))?;
            become_tool(order, command, control)
        }
    }
}

/// Puts the result channel on descriptor 3, the requests on 0, and the executable where the filter expects it.
fn place(descriptors: Vec<OwnedFd>) -> io::Result<()> {
    let [result, stdin, program] =
        <[OwnedFd; 3]>::try_from(descriptors).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    rustix::stdio::dup2_stdin(&stdin)?;
    // A descriptor is received under the lowest free number, and everything above 2 was closed.
    if result.as_raw_fd() != RESULT {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    fcntl_setfd(&result, FdFlags::empty())?;
    let program = fcntl_dupfd_cloexec(&program, PROGRAM)?;
    // They stay open: for the program, and until `execveat`.
    let _ = (result.into_raw_fd(), program.into_raw_fd());
    Ok(())
}

fn take_stdin(descriptors: Vec<OwnedFd>) -> io::Result<()> {
    let [null] =
        <[OwnedFd; 1]>::try_from(descriptors).map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    Ok(rustix::stdio::dup2_stdin(&null)?)
}

/// Whether a program loads libraries as it starts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Linkage {
    Static,
    Dynamic,
}

impl Linkage {
    fn of(libraries: &[PathBuf]) -> Self {
        if libraries.is_empty() { Self::Static } else { Self::Dynamic }
    }
}

fn become_program(order: &Order, linkage: Linkage, control: &OwnedFd) -> Result<Infallible, Failure> {
    let layers = order.layers;
    if layers.limits == Switch::On {
        restrict::program_limits(order.address_space, order.cpu).map_err(cannot("limit its resources"))?;
    }
    let listening = match (linkage, layers.notify) {
        (Linkage::Static, Switch::On) => Listening::Wanted,
        _ => Listening::Unwanted,
    };
    let mut listener = None;
    if layers.seccomp == Switch::On {
        let path = EMPTY_PATH.as_ptr().addr() as u64;
        let rules = match linkage {
            Linkage::Static => filter::program(path),
            Linkage::Dynamic => filter::dynamic_program(path),
        };
        listener = rules
            .and_then(|rules| filter::install(&rules, listening))
            .map_err(cannot("restrict system calls"))?;
    }
    control::send_confined(control, listener.as_ref().map(AsFd::as_fd)).map_err(cannot("report"))?;
    Err(Failure::NotExecutable(execute()))
}

/// Executes the program that stands at [`PROGRAM`]. Returns only the reason why it could not.
fn execute() -> io::Error {
    let arguments = [c"learner".as_ptr(), std::ptr::null()];
    let environment = [std::ptr::null::<libc::c_char>()];
    #[expect(unsafe_code, reason = "neither std nor rustix can execute a descriptor")]
    // SAFETY: the path and both lists are terminated and outlive the call.
    unsafe {
        libc::syscall(
            libc::SYS_execveat,
            PROGRAM,
            EMPTY_PATH.as_ptr(),
            arguments.as_ptr(),
            environment.as_ptr(),
            libc::AT_EMPTY_PATH,
        )
    };
    io::Error::last_os_error()
}

fn become_tool(order: &Order, command: &Command, control: &OwnedFd) -> Result<Infallible, Failure> {
    let layers = order.layers;
    let access = Access { read_execute: &command.read_execute, read: &command.read, write: &command.write };
    if layers.landlock == Switch::On {
        restrict::files(&access).map_err(cannot("restrict files"))?;
    }
    if layers.limits == Switch::On {
        restrict::tool_limits(order.address_space, order.cpu, command.file_size)
            .map_err(cannot("limit its resources"))?;
    }
    if layers.seccomp == Switch::On {
        let rules = filter::tool(command.processes);
        rules
            .and_then(|all| {
                all.into_iter().try_for_each(|rules| filter::install(&rules, Listening::Unwanted).map(drop))
            })
            .map_err(cannot("restrict system calls"))?;
    }
    control::send_confined(control, None).map_err(cannot("report"))?;
    let mut tool = std::process::Command::new(&command.program);
    tool.args(&command.arguments).env_clear().envs(TOOL_ENVIRONMENT.iter().copied());
    tool.env("TMPDIR", &command.folder).current_dir(&command.folder);
    Err(cannot("execute the tool")(tool.exec()))
}

/// What a tool's environment holds, besides `TMPDIR`. `MALLOC_CONF` is for the allocator of rustc, which then has a
/// third fewer page faults; any other does not know it.
const TOOL_ENVIRONMENT: &[(&str, &str)] =
    &[("PATH", "/usr/bin:/bin"), ("LC_ALL", "C"), ("MALLOC_CONF", "narenas:1,thp:always")];
/// Where a program writes its answers.
const RESULT: RawFd = 3;
/// The exit code of a launcher that failed; the reason goes over the control socket.
const FAILED: u8 = 125;
