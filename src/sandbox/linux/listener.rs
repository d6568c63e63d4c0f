//! Decides on the system calls that a program is not simply allowed.
//!
//! No call is ever let through: it is refused with "no such file" where a harmless program makes it, and reported as
//! an attempt otherwise. So nothing depends on what the program's memory holds after it was looked at.

use super::calls;
use crate::sandbox::UNREADABLE;
use rustix::process::Pid;
use std::fmt::Write;
use std::fs::File;
use std::io;
use std::os::fd::{AsFd, AsRawFd, BorrowedFd, OwnedFd};
use std::os::unix::fs::FileExt;

/// The parent's end of a filter with notification.
#[derive(Debug)]
pub(super) struct Listener {
    descriptor: OwnedFd,
    process: Pid,
}

impl Listener {
    pub(super) const fn new(descriptor: OwnedFd, process: Pid) -> Self {
        Self { descriptor, process }
    }

    /// Answers the call that waits, if it still does. Gives the attempt where it is one; its process stays stopped.
    pub(super) fn answer(&self) -> io::Result<Option<String>> {
        let Some(notification) = self.receive()? else { return Ok(None) };
        let number = libc::c_long::from(notification.data.nr);
        let call = calls::find(number);
        let path = call
            .and_then(|call| call.path)
            .map(|argument| read_string(self.process, notification.data.args[argument]));
        let name = call.map(|call| call.name);
        let asks = name != Some("ioctl") || QUESTIONS.contains(&notification.data.args[1]);
        if asks && is_harmless(name.unwrap_or_default(), path.as_ref()) {
            self.refuse(notification.id)?;
            return Ok(None);
        }
        let name = name.map_or_else(|| format!("system call {number}"), str::to_owned);
        Ok(Some(match path {
            None => name,
            Some(None) => format!("{name} {UNREADABLE}"),
            Some(Some(path)) => format!("{name} {}", quote(&path)),
        }))
    }

    fn receive(&self) -> io::Result<Option<libc::seccomp_notif>> {
        #[expect(
            unsafe_code,
            reason = "plain numbers, which the kernel wants to be zero, and its call to fill them"
        )]
        // SAFETY: the structure is the one that this request fills, and zero is a value of all its fields.
        let (given, notification) = unsafe {
            let mut notification: libc::seccomp_notif = std::mem::zeroed();
            let number = self.descriptor.as_raw_fd();
            (libc::ioctl(number, libc::SECCOMP_IOCTL_NOTIF_RECV, &raw mut notification), notification)
        };
        if given == 0 {
            Ok(Some(notification))
        } else {
            unless_gone(io::Error::last_os_error()).map(|()| None)
        }
    }

    fn refuse(&self, id: u64) -> io::Result<()> {
        let response = libc::seccomp_notif_resp { id, val: 0, error: -libc::ENOENT, flags: 0 };
        #[expect(unsafe_code, reason = "an ioctl that neither std nor rustix knows")]
        // SAFETY: the structure is the one that this request reads.
        let given = unsafe {
            libc::ioctl(self.descriptor.as_raw_fd(), libc::SECCOMP_IOCTL_NOTIF_SEND, &raw const response)
        };
        if given == 0 { Ok(()) } else { unless_gone(io::Error::last_os_error()) }
    }
}

impl AsFd for Listener {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.descriptor.as_fd()
    }
}

/// A process that was killed, or a signal, takes a call back while it is looked at.
fn unless_gone(error: io::Error) -> io::Result<()> {
    match error.raw_os_error() {
        Some(libc::ENOENT | libc::EINTR | libc::EINPROGRESS) => Ok(()),
        _ => Err(error),
    }
}

/// The string at `address`, without its end; `None` where it cannot be read.
fn read_string(process: Pid, address: u64) -> Option<Vec<u8>> {
    let memory = File::open(format!("/proc/{}/mem", process.as_raw_nonzero())).ok()?;
    let mut bytes = vec![0; LONGEST_PATH];
    // Stops by itself at the end of what is mapped.
    let count = memory.read_at(&mut bytes, address).ok().filter(|&count| count > 0)?;
    bytes.truncate(count);
    let end = bytes.iter().position(|&byte| byte == 0).unwrap_or(count);
    bytes.truncate(end);
    Some(bytes)
}

/// Whether programs that only compute make this call, as the C library and the runtime of Rust do.
///
/// `path` is `None` for a call without a path; a path that cannot be read is never harmless.
fn is_harmless(name: &str, path: Option<&Option<Vec<u8>>>) -> bool {
    match (name, path) {
        // Whether output goes to a terminal; the folder, for a backtrace.
        ("ioctl" | "getcwd", None) => true,
        (
            "open" | "openat" | "stat" | "newfstatat" | "statx" | "readlink" | "readlinkat" | "access",
            Some(Some(path)),
        ) => HARMLESS.contains(&path.as_slice()) || is_below(path, CGROUPS),
        _ => false,
    }
}

fn is_below(path: &[u8], folder: &[u8]) -> bool {
    path.starts_with(folder) && !path.split(|&byte| byte == b'/').any(|part| part == b"..")
}

/// A path between quotes, not too long, with nothing in it that a terminal or a report could mistake for its own.
fn quote(path: &[u8]) -> String {
    let mut quoted = String::from('"');
    let text = String::from_utf8_lossy(path);
    for character in text.chars().take(SHOWN) {
        if character.is_alphanumeric()
            || character.is_ascii_graphic() && !"\"\\".contains(character)
            || character == ' '
        {
            quoted.push(character);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(quoted, "{}", character.escape_unicode());
        }
    }
    quoted.push_str(if text.chars().nth(SHOWN).is_some() { "…\"" } else { "\"" });
    quoted
}

/// What is looked for at the start of a process and while it aborts: the bounds of the stack, the number of
/// processors, the executable itself (by an empty path, too), the time zone.
const HARMLESS: &[&[u8]] = &[
    b"",
    b"/proc/self/maps",
    b"/proc/self/cgroup",
    b"/proc/self/mountinfo",
    b"/proc/self/exe",
    b"/etc/localtime",
];
/// What a runtime asks of a descriptor: whether it is a terminal and of which size, and to be closed by `exec`:
/// `TCGETS`, `TIOCGWINSZ`, `FIOCLEX`, `FIONBIO`. The C libraries disagree on the type of these constants.
const QUESTIONS: &[u64] = &[0x5401, 0x5413, 0x5451, 0x5421];
const CGROUPS: &[u8] = b"/sys/fs/cgroup/";
/// The kernel's own limit on a path, its end included.
const LONGEST_PATH: usize = 4096;
/// Characters of a path in a report.
const SHOWN: usize = 200;

#[cfg(test)]
mod tests {
    use super::*;

    fn opens_harmlessly(path: Option<&str>) -> bool {
        is_harmless("openat", Some(&path.map(|path| path.as_bytes().to_vec())))
    }

    #[test]
    fn what_a_runtime_looks_for_is_harmless() {
        assert!(is_harmless("ioctl", None));
        assert!(opens_harmlessly(Some("/proc/self/maps")));
        assert!(opens_harmlessly(Some("/sys/fs/cgroup/user.slice/cpu.max")));
    }

    #[test]
    fn anything_else_is_an_attempt() {
        assert!(!is_harmless("socket", None));
        assert!(!opens_harmlessly(Some("/proc/self/mem")));
        assert!(!opens_harmlessly(Some("/sys/fs/cgroup/../../../etc/passwd")));
        assert!(!is_harmless("unlink", Some(&Some(b"/etc/localtime".to_vec()))));
        assert!(!opens_harmlessly(None), "a path that cannot be read");
        assert!(!is_harmless("", None), "a call that has no name");
    }

    #[test]
    fn a_quoted_path_is_safe_to_show() {
        assert_eq!(quote(b"/etc/pass wd"), "\"/etc/pass wd\"");
        assert_eq!(quote("/\u{1b}[2J\"\u{202e}é".as_bytes()), r#""/\u{1b}[2J\u{22}\u{202e}é""#);
        assert_eq!(quote(&[b'a'; 5000]).chars().count(), SHOWN + 3);
    }

    #[test]
    fn a_string_is_read_from_a_process_up_to_its_end() {
        let text = c"/some/path";
        let address = text.as_ptr().addr() as u64;
        assert_eq!(read_string(rustix::process::getpid(), address), Some(b"/some/path".to_vec()));
        assert_eq!(read_string(rustix::process::getpid(), 1), None);
        assert_eq!(read_string(rustix::process::getpid(), u64::MAX), None);
    }
}
