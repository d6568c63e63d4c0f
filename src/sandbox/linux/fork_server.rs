//! A process of this tool that has begun and waits. Launchers fork off it, which takes a third of beginning anew: most
//! of a launcher's time went into loading an executable that does far more than launch. For the same reason it is itself
//! forked off this process, where that has but one thread.
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
use std::fs::File;
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
    process: Option<ServerProcess>,
}

/// Who waits for a server's end.
enum ServerProcess {
    /// Forked off this process.
    Forked(Pid),
    /// Began anew, from this thread.
    Executed(JoinHandle<()>),
}

/// Forks a launcher that follows `order`, with these descriptors as its standard input, output and error output.
pub(super) fn launcher(
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
        let process = if has_one_thread() {
            let process = fork_off()?;
            if process.is_none() {
                drop(socket);
                become_server(&theirs);
            }
            process.map(ServerProcess::Forked)
        } else {
            Some(ServerProcess::Executed(Self::execute(launcher, theirs)?))
        };
        Ok(Self { socket: Some(socket), process })
    }

    /// Starts the executable as a server, from a thread that then waits for its end.
    fn execute(launcher: &Path, theirs: OwnedFd) -> io::Result<JoinHandle<()>> {
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
        Ok(guardian)
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
        match self.process.take() {
            Some(ServerProcess::Forked(pid)) => drop(super::process::wait(pid)),
            Some(ServerProcess::Executed(guardian)) => drop(guardian.join()),
            None => {}
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
            Ok(Some(pid)) => {
                control::send(socket.as_fd(), &pid.as_raw_nonzero().get().to_le_bytes(), &[])?;
            }
            Err(error) => {
                let number = error.raw_os_error().unwrap_or(libc::EIO);
                control::send(socket.as_fd(), &(-number).to_le_bytes(), &[])?;
            }
        }
    }
}

/// Nobody else can start a second thread meanwhile.
fn has_one_thread() -> bool {
    std::fs::read_dir("/proc/self/task").is_ok_and(|threads| threads.count() == 1)
}

/// Goes on as a server, in a process that was forked for it, and never comes back.
fn become_server(socket: &OwnedFd) -> ! {
    let prepare = || -> io::Result<()> {
        std::env::set_current_dir("/")?;
        let null = File::options().read(true).write(true).open("/dev/null")?;
        rustix::stdio::dup2_stdin(socket)?;
        rustix::stdio::dup2_stdout(&null)?;
        Ok(rustix::stdio::dup2_stderr(&null)?)
    };
    let code = prepare().map_or(1, |()| super::launcher::serve());
    #[expect(unsafe_code, reason = "std ends a process only after work that is the parent's")]
    // SAFETY: any code will do.
    unsafe {
        libc::_exit(code.into())
    }
}

/// Forks a child of this process. `None` in that child.
fn fork_off() -> io::Result<Option<Pid>> {
    fork(libc::SIGCHLD)
}

/// Forks a child of this process's parent. `None` in that child.
fn fork_sibling() -> io::Result<Option<Pid>> {
    fork(libc::CLONE_PARENT | libc::SIGCHLD)
}

fn fork(flags: libc::c_int) -> io::Result<Option<Pid>> {
    #[expect(unsafe_code, reason = "neither std nor rustix can fork")]
    // SAFETY: this process has one thread, so that its copy is whole; without a stack of its own it goes on here.
    let pid = unsafe { libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0) };
    match i32::try_from(pid) {
        Ok(number @ 0..) => Ok(Pid::from_raw(number)),
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
