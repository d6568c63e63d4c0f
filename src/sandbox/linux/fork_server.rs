//! A process of this tool that has begun and waits. Launchers fork off it, which takes a third of beginning anew: most
//! of a launcher's time went into loading an executable that does far more than launch.
//!
//! There is one for each executable that launches, as long as this process lives. It has one thread and nothing but its
//! socket, on standard input. It is ours; what it forks is our child and not its, so that we can wait for it, and dies
//! with the thread that started the server.

use super::control;
use super::order::Order;
use super::restrict;
use crate::sandbox::SandboxError;
use rustix::process::Pid;
use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

/// The only argument of a process that is to be a server.
pub(super) const ARGUMENT: &str = "__launch";

/// The running servers, by what they run.
static SERVERS: Mutex<BTreeMap<PathBuf, Server>> = Mutex::new(BTreeMap::new());

/// A running server, as its parent sees it.
struct Server {
    /// `None` once it is to end.
    socket: Option<OwnedFd>,
    /// Started it, and waits for its end.
    guardian: Option<JoinHandle<()>>,
}

/// Forks a launcher that follows `order`, with these descriptors as its standard input, output and error output.
pub(super) fn fork(
    launcher: &Path,
    order: &Order,
    standard: [BorrowedFd<'_>; 3],
) -> Result<Pid, SandboxError> {
    let mut servers = SERVERS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(server) = servers.get(launcher) {
        match server.fork(order, standard) {
            // Something killed it; there can be another.
            Err(error) if is_gone(&error) => drop(servers.remove(launcher)),
            forked => return forked.map_err(SandboxError::step("start its launcher")),
        }
    }
    let server = Server::start(launcher).map_err(SandboxError::step("start its launcher"))?;
    let forked = server.fork(order, standard).map_err(SandboxError::step("start its launcher"));
    servers.insert(launcher.to_owned(), server);
    forked
}

/// Ends what launchers were forked off, and waits for it. Call it last of all in `main`.
pub fn finish() {
    SERVERS.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

impl Server {
    fn start(launcher: &Path) -> io::Result<Self> {
        let (socket, theirs) = control::pair()?;
        let mut command = Command::new(launcher);
        command.arg(ARGUMENT).env_clear().current_dir("/");
        command.stdin(Stdio::from(theirs)).stdout(Stdio::null()).stderr(Stdio::null());
        let (sender, started) = channel();
        let guard = move || {
            let process = command.spawn();
            // It holds the server's end of the socket, whose closing must be seen.
            drop(command);
            let (process, started) = match process {
                Ok(process) => (Some(process), Ok(())),
                Err(error) => (None, Err(error)),
            };
            // Nobody waits for more than this.
            let _ = sender.send(started);
            if let Some(mut process) = process {
                let _ = process.wait();
            }
        };
        let guardian = thread::Builder::new().name("launcher".to_owned()).spawn(guard)?;
        started.recv().map_err(|_| io::ErrorKind::BrokenPipe)??;
        Ok(Self { socket: Some(socket), guardian: Some(guardian) })
    }

    fn fork(&self, order: &Order, standard: [BorrowedFd<'_>; 3]) -> io::Result<Pid> {
        let socket = self.socket.as_ref().ok_or(io::ErrorKind::BrokenPipe)?;
        let message = encode(&order.arguments());
        if message.len() > LONGEST_ORDER {
            return Err(io::ErrorKind::ArgumentListTooLong.into());
        }
        control::send(socket, &message, &standard)?;
        let mut answer = [0; 4];
        let (count, _) = control::receive(socket, &mut answer, rustix::net::RecvFlags::empty())?;
        if count < answer.len() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        match i32::from_le_bytes(answer) {
            number @ ..0 => Err(io::Error::from_raw_os_error(-number)),
            pid => Pid::from_raw(pid).ok_or_else(|| io::ErrorKind::InvalidData.into()),
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.socket = None;
        // It ends when nobody can ask it any more.
        if let Some(guardian) = self.guardian.take() {
            let _ = guardian.join();
        }
    }
}

fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_come_back_as_they_were() {
        let odd = OsString::from_vec(vec![b'a', 0xff, b'\n', b' ']);
        for arguments in [vec![OsString::new()], vec!["x".into(), OsString::new(), odd]] {
            assert_eq!(decode(&encode(&arguments)).collect::<Vec<_>>(), arguments);
        }
    }
}
