//! What an attempt at a forbidden system call means to somebody who writes Rust.

/// A sentence about an attempt, as the sandbox describes it: the call's name, and what it was about.
pub(super) fn sentence(attempt: &str) -> String {
    let call = attempt.split(' ').next().unwrap_or_default();
    let meaning = MEANINGS.iter().find(|(calls, _)| calls.contains(&call));
    meaning.map_or_else(
        || format!("tried what is not allowed here: {attempt}"),
        |(_, meaning)| format!("tried to {meaning}, which is not allowed here: {attempt}"),
    )
}

const MEANINGS: &[(&[&str], &str)] = &[
    (&["clone", "clone3", "fork", "vfork"], "start a thread or a process"),
    (&["execve", "execveat"], "run a program"),
    (&["kill", "tkill", "tgkill", "ptrace", "wait4", "waitid"], "reach another process"),
    (&["socket", "socketpair", "connect", "bind", "sendto", "recvfrom"], "use the network"),
    (&["open", "openat", "openat2", "creat", "truncate"], "open a file"),
    (&["stat", "lstat", "newfstatat", "statx", "access", "faccessat", "faccessat2"], "look for a file"),
    (&["readlink", "readlinkat", "statfs", "getdents64"], "look for a file"),
    (&["mkdir", "mkdirat", "rename", "renameat", "renameat2"], "change files"),
    (&["rmdir", "unlink", "unlinkat", "link", "linkat", "symlink", "symlinkat"], "change files"),
    (&["chmod", "fchmodat", "chown", "fchownat", "utimensat"], "change files"),
    (&["chdir", "chroot"], "change its folder"),
    (&["setrlimit", "prlimit64"], "change its limits"),
];

#[cfg(test)]
mod tests {
    use super::sentence;

    #[test]
    fn a_call_is_explained_where_it_is_known() {
        assert_eq!(
            sentence("openat \"/etc/passwd\""),
            "tried to open a file, which is not allowed here: openat \"/etc/passwd\""
        );
        assert_eq!(sentence("bpf"), "tried what is not allowed here: bpf");
    }
}
