//! What programs of learners try in vain.

use crate::bench::{ask, blocked, needs_full_sandbox};
use tensorlings::sandbox::End;

#[test]
fn files_are_out_of_reach() {
    needs_full_sandbox!();
    for (request, call) in [
        ("open /etc/passwd", "openat \"/etc/passwd\""),
        ("open /proc/self/mem", "openat \"/proc/self/mem\""),
        ("open /dev/null", "openat \"/dev/null\""),
        ("read /proc/1/environ", "openat \"/proc/1/environ\""),
        ("open-across-pages", "open \"/etc/passwd\""),
        ("create /tmp/x", "openat \"/tmp/x\""),
        ("stat /etc/passwd", "statx \"/etc/passwd\""),
        ("list /", "openat \"/\""),
        ("link /proc/self/cwd", "readlink \"/proc/self/cwd\""),
        ("remove /tmp/x", "unlink \"/tmp/x\""),
    ] {
        let end = ask(request);
        // The C library may prefer the newer call.
        let also = call.replacen("open ", "openat ", 1);
        assert!(end == blocked(call) || end == blocked(&also), "{request}: {end:?}");
    }
}

#[test]
fn a_path_that_cannot_be_read_is_an_attempt() {
    needs_full_sandbox!();
    for address in ["1", "ffffffffffff0000"] {
        let end = ask(&format!("open-at {address}"));
        assert!(
            matches!(&end, Err(End::Blocked(call)) if call.ends_with("of an unreadable path")),
            "{end:?}"
        );
    }
}

#[test]
fn a_reported_path_is_neutralised() {
    needs_full_sandbox!();
    assert_eq!(ask("open /\u{1b}[2J\u{202e}x"), blocked("openat \"/\\u{1b}[2J\\u{202e}x\""));
}

#[test]
fn the_network_is_out_of_reach() {
    needs_full_sandbox!();
    assert_eq!(ask("tcp 127.0.0.1:9"), blocked("socket"));
    assert_eq!(ask("udp 127.0.0.1:0"), blocked("socket"));
    assert_eq!(ask("unix"), blocked("socket"));
}

#[test]
fn other_processes_are_out_of_reach() {
    needs_full_sandbox!();
    assert_eq!(ask("fork"), blocked("clone"));
    assert_eq!(ask("thread"), blocked("clone3"));
    assert!(matches!(ask("spawn /bin/true"), Err(End::Blocked(_))));
    assert_eq!(ask("exec /bin/true"), blocked("execve \"/bin/true\""));
    assert_eq!(ask("exec-descriptor"), blocked("execveat \"/bin/true\""));
    assert_eq!(ask(&format!("kill {}", std::process::id())), blocked("kill"));
}

#[test]
fn the_process_cannot_change_its_own_bounds() {
    needs_full_sandbox!();
    assert_eq!(ask("execute-memory"), blocked("mmap of executable memory"));
    assert_eq!(ask("raise-limit"), blocked("prlimit64"));
    assert_eq!(ask("dumpable"), blocked("prctl"));
    assert_eq!(ask("duplicate 5"), blocked("dup2"));
}

#[test]
fn a_system_call_without_a_name_is_reported_by_number() {
    needs_full_sandbox!();
    assert_eq!(ask("call 4000"), blocked("system call 4000"));
    // `getpid` of the x32 interface.
    assert_eq!(ask("call 1073741863"), blocked("system call 1073741863"));
}

#[test]
#[cfg(target_arch = "x86_64")]
fn the_calls_of_another_architecture_are_blocked() {
    needs_full_sandbox!();
    assert_eq!(ask("old-call"), blocked("a system call of another architecture"));
}
