//! A program that does what it is asked, one line at a time, and answers on descriptor 3.

use std::ffi::{CStr, c_char, c_int, c_long, c_ulong, c_void};
use std::fs::File;
use std::io::{BufRead, Read, Write};
use std::os::fd::FromRawFd;

unsafe extern "C" {
    fn fork() -> c_int;
    fn syscall(number: c_long, ...) -> c_long;
    fn kill(process: c_int, signal: c_int) -> c_int;
    fn fcntl(descriptor: c_int, command: c_int, ...) -> c_int;
    fn close(descriptor: c_int) -> c_int;
    fn dup2(old: c_int, new: c_int) -> c_int;
    fn open(path: *const c_char, flags: c_int, ...) -> c_int;
    fn mmap(
        at: *mut c_void,
        length: usize,
        rights: c_int,
        flags: c_int,
        file: c_int,
        offset: c_long,
    ) -> *mut c_void;
    fn signal(number: c_int, action: usize) -> usize;
    fn setrlimit(resource: c_int, limit: *const [c_ulong; 2]) -> c_int;
    fn prctl(option: c_int, ...) -> c_int;
}

fn main() {
    let mut result = unsafe { File::from_raw_fd(3) };
    for request in std::io::stdin().lock().lines() {
        let request = request.unwrap();
        let (verb, object) = request.split_once(' ').unwrap_or((&request, ""));
        let answer = obey(verb, object, &mut result);
        let _ = writeln!(result, "{answer}");
    }
}

/// Says "ok" and what was found, or "error" and why not.
fn told<T: std::fmt::Debug>(outcome: std::io::Result<T>) -> String {
    match outcome {
        Ok(found) => format!("ok {found:?}"),
        Err(error) => format!("error {}", error.raw_os_error().unwrap_or(-1)),
    }
}

fn number(value: impl Into<i64>) -> String {
    let value = value.into();
    if value < 0 { told::<()>(Err(std::io::Error::last_os_error())) } else { format!("ok {value}") }
}

fn obey(verb: &str, object: &str, result: &mut File) -> String {
    match verb {
        // What everybody may do.
        "echo" => object.to_owned(),
        "big" => "x".repeat(object.parse().unwrap()),
        "print" => {
            println!("{object}");
            eprintln!("{object}!");
            String::from("printed")
        }
        "flood" => {
            for line in 0..object.parse().unwrap() {
                println!("line {line}");
            }
            String::from("flooded")
        }
        "arguments" => format!("{:?}", std::env::args().collect::<Vec<_>>()),
        "environment" => format!("{:?}", std::env::vars_os().collect::<Vec<_>>()),
        "descriptors" => {
            format!("{:?}", (0..1100).filter(|&fd| unsafe { fcntl(fd, 1) } >= 0).collect::<Vec<_>>())
        }
        "parallelism" => format!("{}", std::thread::available_parallelism().is_ok()),
        "allocate" => format!("{}", Vec::<u8>::new().try_reserve_exact(object.parse().unwrap()).is_ok()),
        "hash" => format!("{}", std::collections::HashMap::from([(1, 2)]).len()),
        // Ways to end.
        "exit" => std::process::exit(object.parse().unwrap()),
        "abort" => std::process::abort(),
        "panic" => {
            let outcome = std::panic::catch_unwind(|| panic!("{object}"));
            format!("{}", outcome.is_err())
        }
        "abort-in-panic" => {
            struct Bomb;
            impl Drop for Bomb {
                fn drop(&mut self) {
                    panic!("again");
                }
            }
            let _bomb = Bomb;
            panic!("once");
        }
        "overflow" => format!("{}", recurse(0)),
        "spin" => loop {
            std::hint::spin_loop();
        },
        "sleep" => {
            std::thread::sleep(std::time::Duration::from_secs(object.parse().unwrap()));
            String::from("slept")
        }
        "park" => loop {
            std::thread::park();
        },
        "deaf-spin" => {
            unsafe { signal(24, 1) };
            loop {
                std::hint::spin_loop();
            }
        }
        // Abuse of the channels.
        "twice" => "one\ntwo".into(),
        "unasked" => {
            let _ = result.write_all(b"now\n");
            std::thread::sleep(std::time::Duration::from_millis(object.parse().unwrap()));
            let _ = result.write_all(b"and again");
            loop {
                std::thread::park();
            }
        }
        "close" => {
            unsafe { close(object.parse().unwrap()) };
            std::thread::sleep(std::time::Duration::from_secs(60));
            String::new()
        }
        "answer-and-open" => {
            let _ = result.write_all(b"innocent\n");
            told(File::open("/etc/passwd").map(drop))
        }
        // Attempts.
        "open" => told(File::open(object).map(drop)),
        "read" => told(std::fs::read(object).map(|bytes| bytes.len())),
        "open-at" => number(unsafe { open(usize::from_str_radix(object, 16).unwrap() as *const c_char, 0) }),
        "open-across-pages" => open_across_pages(),
        "create" => told(File::create(object).map(drop)),
        "stat" => told(std::fs::metadata(object).map(|found| found.len())),
        "list" => told(std::fs::read_dir(object).map(Iterator::count)),
        "link" => told(std::fs::read_link(object)),
        "remove" => told(std::fs::remove_file(object)),
        "folder" => told(std::env::current_dir()),
        "tcp" => told(std::net::TcpStream::connect(object).map(drop)),
        "udp" => told(std::net::UdpSocket::bind(object).map(drop)),
        "unix" => told(std::os::unix::net::UnixDatagram::unbound().map(drop)),
        "fork" => number(unsafe { fork() }),
        "thread" => told(std::thread::Builder::new().spawn(|| ()).map(|thread| thread.join().is_ok())),
        "spawn" => told(std::process::Command::new(object).status()),
        "exec" => {
            told::<()>(Err(std::os::unix::process::CommandExt::exec(&mut std::process::Command::new(object))))
        }
        "exec-descriptor" => {
            let environment = [std::ptr::null::<c_char>()];
            let path: &CStr = c"/bin/true";
            number(unsafe {
                syscall(322, 100, path.as_ptr(), environment.as_ptr(), environment.as_ptr(), 0x1000)
            })
        }
        "kill" => number(unsafe { kill(object.parse().unwrap(), 9) }),
        "duplicate" => number(unsafe { dup2(1, object.parse().unwrap()) }),
        "execute-memory" => {
            let at = unsafe { mmap(std::ptr::null_mut(), 4096, 7, 0x22, -1, 0) };
            format!("{}", at as isize > 0)
        }
        "raise-limit" => number(unsafe { setrlimit(7, &[1000, 1000]) }),
        "dumpable" => number(unsafe { prctl(4, 0) }),
        "call" => number(unsafe { syscall(object.parse().unwrap(), 0, 0, 0, 0, 0, 0) }),
        "old-call" => old_call(),
        "capabilities" => {
            told(std::fs::read_to_string("/proc/self/status").map(|status| capabilities(&status)))
        }
        "group" => told(std::fs::read_to_string("/proc/self/stat").map(|stat| {
            let fields: Vec<_> =
                stat.rsplit(')').next().unwrap().split_whitespace().map(str::to_owned).collect();
            fields[2] == fields[3]
        })),
        _ => {
            let mut rest = Vec::new();
            let _ = std::io::stdin().read_to_end(&mut rest);
            format!("unknown {verb}")
        }
    }
}

#[expect(unconditional_recursion, reason = "to overflow the stack")]
fn recurse(depth: u64) -> u64 {
    std::hint::black_box([depth; 64]).iter().sum::<u64>() + recurse(depth + 1)
}

/// A path whose middle lies on the boundary of two pages, and whose end lies at the end of what is mapped.
fn open_across_pages() -> String {
    let path = b"/etc/passwd\0";
    unsafe {
        let pages = mmap(std::ptr::null_mut(), 3 * 4096, 3, 0x22, -1, 0).cast::<u8>();
        let at = pages.add(4096 - 5);
        std::ptr::copy_nonoverlapping(path.as_ptr(), at, path.len());
        number(open(at.cast(), 0))
    }
}

/// `getpid` by the system call interface of another architecture.
fn old_call() -> String {
    let outcome: i64;
    unsafe { std::arch::asm!("int 0x80", inlateout("rax") 20_i64 => outcome) };
    number(outcome)
}

fn capabilities(status: &str) -> Vec<String> {
    status.lines().filter(|line| line.starts_with("Cap")).map(|line| line[8..].trim().to_owned()).collect()
}
