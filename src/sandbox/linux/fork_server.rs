//! A process of this tool that has begun and waits. Launchers fork off it, which takes a third of beginning anew: most
//! of a launcher's time went into loading an executable that does far more than launch.
//!
//! Each thread that starts programs has one of its own, because a program is to die with the thread that started it.
//! The server has one thread and nothing but its socket, on standard input. It is ours; what it forks is our child and
//! not its, so that we can wait for it.

use super::control;
use super::order::Order;
use super::restrict;
use crate::sandbox::SandboxError;
use rustix::process::Pid;
use std::cell::RefCell;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The only argument of a process that is to be a server.
pub(super) const ARGUMENT: &str = "__launch";

thread_local! {
    static SERVER: RefCell<Option<Server>> = const { RefCell::new(None) };
}

/// A running server, as the thread that started it sees it.
struct Server {
    /// What it runs.
    launcher: PathBuf,
    process: Child,
    /// `None` once it is to end.
    socket: Option<OwnedFd>,
}

/// Forks a launcher that follows `order`, with these descriptors as its standard input, output and error output.
pub(super) fn fork(
    launcher: &Path,
    order: &Order,
    standard: [BorrowedFd<'_>; 3],
) -> Result<Pid, SandboxError> {
    SERVER.with_borrow_mut(|place| {
        // Whoever kills it must not have stopped all grading.
        let usable = place.take().filter(|server| server.launcher == launcher);
        if let Some(server) = usable
            && let Ok(pid) = server.fork(order, standard)
        {
            *place = Some(server);
            return Ok(pid);
        }
        let server = Server::start(launcher).map_err(SandboxError::step("start its launcher"))?;
        let pid = server.fork(order, standard).map_err(SandboxError::step("start its launcher"))?;
        *place = Some(server);
        Ok(pid)
    })
}

impl Server {
    fn start(launcher: &Path) -> io::Result<Self> {
        let (socket, theirs) = control::pair()?;
        let mut command = Command::new(launcher);
        command.arg(ARGUMENT).env_clear().current_dir("/");
        command.stdin(Stdio::from(theirs)).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn()?;
        Ok(Self { launcher: launcher.to_owned(), process, socket: Some(socket) })
    }

    fn fork(&self, order: &Order, standard: [BorrowedFd<'_>; 3]) -> io::Result<Pid> {
        let socket = self.socket.as_ref().ok_or(io::ErrorKind::NotConnected)?;
        let message = encode(&order.arguments());
        if message.len() > LONGEST_ORDER {
            return Err(io::ErrorKind::ArgumentListTooLong.into());
        }
        control::send(socket, &message, &standard)?;
        let mut answer = [0; 4];
        let (count, _) = control::receive(socket, &mut answer, rustix::net::RecvFlags::empty())?;
        let number = if count == answer.len() { i32::from_le_bytes(answer) } else { 0 };
        match number {
            ..0 => Err(io::Error::from_raw_os_error(-number)),
            pid => Pid::from_raw(pid).ok_or_else(|| io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.socket = None;
        // It ends when nobody can ask it any more.
        let _ = self.process.wait();
    }
}

/// What became of a server.
pub(super) enum Served {
    /// Nobody asks any more.
    Everything,
    /// This is a process that was forked, with its standard descriptors in place.
    Fork(Order),
}

/// Forks as it is asked to, until nobody is left who asks.
pub(super) fn serve() -> io::Result<Served> {
    restrict::close_from(3)?;
    restrict::leave_terminal()?;
    let mut message = vec![0; LONGEST_ORDER];
    loop {
        let socket = io::stdin();
        let (count, standard) = control::receive(&socket, &mut message, rustix::net::RecvFlags::empty())?;
        if count == 0 {
            return Ok(Served::Everything);
        }
        match fork_sibling() {
            Ok(None) => {
                let order = Order::parse(decode(&message[..count]));
                let (Some(order), [input, output, errors]) = (order, standard.as_slice()) else {
                    return Err(io::ErrorKind::InvalidInput.into());
                };
                rustix::stdio::dup2_stdin(input)?;
                rustix::stdio::dup2_stdout(output)?;
                rustix::stdio::dup2_stderr(errors)?;
                return Ok(Served::Fork(order));
            }
            Ok(Some(pid)) => control::send(socket.as_fd(), &pid.to_le_bytes(), &[])?,
            Err(error) => {
                let number = error.raw_os_error().unwrap_or(libc::EIO);
                control::send(socket.as_fd(), &(-number).to_le_bytes(), &[])?;
            }
        }
    }
}

/// Forks a child of this process's parent. `None` in that child.
fn fork_sibling() -> io::Result<Option<i32>> {
    let flags = libc::CLONE_PARENT | libc::SIGCHLD;
    #[expect(unsafe_code, reason = "neither std nor rustix can fork")]
    // SAFETY: this process has one thread, so that its copy is whole; without a stack of its own it goes on here.
    let pid = unsafe { libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0) };
    match i32::try_from(pid) {
        Ok(0) => Ok(None),
        Ok(pid @ 1..) => Ok(Some(pid)),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Arguments as one message: no argument of a command holds a NUL.
fn encode(arguments: &[OsString]) -> Vec<u8> {
    arguments.join(OsStr::from_bytes(&[0])).into_vec()
}

fn decode(message: &[u8]) -> impl Iterator<Item = OsString> {
    message.split(|byte| *byte == 0).map(|argument| OsString::from_vec(argument.to_vec()))
}

/// Bytes: what the socket takes at once. A long order has some thousand.
const LONGEST_ORDER: usize = 128 << 10;
