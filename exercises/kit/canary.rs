//! Tries one thing that the sandbox forbids, and says by its exit code what came of it: 10 where it failed, 11 where it
//! succeeded, 12 where it was asked for nothing that it knows.
//!
//! The attempt is one byte: the only argument, or the first byte of standard input. Where it succeeds, it leaves
//! nothing behind.

use std::io::Read;
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode, Stdio};

fn main() -> ExitCode {
    let succeeded = match requested() {
        Some(b'o') => std::fs::File::open("/etc/passwd").is_ok(),
        Some(b's') => std::fs::metadata("/etc/passwd").is_ok(),
        Some(b'n') => std::net::UdpSocket::bind("127.0.0.1:0").is_ok(),
        Some(b'p') => start_process(),
        Some(b't') => start_thread(),
        Some(b'w') => write_file(),
        // Returns only where it fails.
        Some(b'x') => {
            let _ = Command::new("/bin/true").exec();
            false
        }
        _ => return ExitCode::from(12),
    };
    ExitCode::from(if succeeded { 11 } else { 10 })
}

fn requested() -> Option<u8> {
    if let Some(argument) = std::env::args().nth(1) {
        return argument.bytes().next();
    }
    let mut byte = [0];
    std::io::stdin().read_exact(&mut byte).ok().map(|()| byte[0])
}

fn start_process() -> bool {
    Command::new("/bin/true")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok()
}

fn start_thread() -> bool {
    std::thread::Builder::new().spawn(|| ()).is_ok_and(|thread| thread.join().is_ok())
}

fn write_file() -> bool {
    let path = format!("/tmp/.tensorlings-canary-{}", std::process::id());
    let created = std::fs::File::create_new(&path).is_ok();
    if created {
        let _ = std::fs::remove_file(&path);
    }
    created
}
