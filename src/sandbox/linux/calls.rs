//! Tables of system calls.

use libc::c_long;

/// What computing takes: memory, time, one's own descriptors and signals.
pub(super) const COMPUTE: &[c_long] = &[
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_fstat,
    libc::SYS_lseek,
    libc::SYS_munmap,
    libc::SYS_brk,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_membarrier,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_ppoll,
    libc::SYS_futex,
    libc::SYS_set_tid_address,
    libc::SYS_set_robust_list,
    libc::SYS_rseq,
    libc::SYS_sched_yield,
    libc::SYS_sched_getaffinity,
    libc::SYS_nanosleep,
    libc::SYS_clock_nanosleep,
    libc::SYS_clock_gettime,
    libc::SYS_clock_getres,
    libc::SYS_gettimeofday,
    libc::SYS_getrandom,
    libc::SYS_uname,
    libc::SYS_getpid,
    libc::SYS_gettid,
    libc::SYS_getuid,
    libc::SYS_geteuid,
    libc::SYS_getgid,
    libc::SYS_getegid,
    libc::SYS_exit,
    libc::SYS_exit_group,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_poll,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_time,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_getrlimit,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_arch_prctl,
];

/// What a dynamic loader does besides. Landlock says which files.
pub(super) const LOAD: &[c_long] = &[
    libc::SYS_openat,
    libc::SYS_newfstatat,
    libc::SYS_faccessat,
    libc::SYS_pread64,
    libc::SYS_mmap,
    libc::SYS_mprotect,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_access,
];

/// What no compiler and no linker needs.
pub(super) const NEVER: &[c_long] = &[
    // Other processes.
    libc::SYS_ptrace,
    libc::SYS_process_vm_readv,
    libc::SYS_process_vm_writev,
    libc::SYS_kcmp,
    libc::SYS_pidfd_getfd,
    libc::SYS_pidfd_send_signal,
    // Ways out of the group that is killed at the end.
    libc::SYS_setsid,
    libc::SYS_setpgid,
    // The network.
    libc::SYS_socket,
    libc::SYS_connect,
    libc::SYS_bind,
    libc::SYS_listen,
    libc::SYS_accept,
    libc::SYS_accept4,
    // Mounts and namespaces.
    libc::SYS_mount,
    libc::SYS_umount2,
    libc::SYS_pivot_root,
    libc::SYS_chroot,
    libc::SYS_unshare,
    libc::SYS_setns,
    libc::SYS_fsopen,
    libc::SYS_fsconfig,
    libc::SYS_fsmount,
    libc::SYS_fspick,
    libc::SYS_move_mount,
    libc::SYS_open_tree,
    libc::SYS_mount_setattr,
    // Ways around the rights to files.
    libc::SYS_open_by_handle_at,
    libc::SYS_name_to_handle_at,
    libc::SYS_mknodat,
    libc::SYS_symlinkat,
    libc::SYS_io_uring_setup,
    libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register,
    // The kernel and the machine.
    libc::SYS_bpf,
    libc::SYS_perf_event_open,
    libc::SYS_userfaultfd,
    libc::SYS_keyctl,
    libc::SYS_add_key,
    libc::SYS_request_key,
    libc::SYS_init_module,
    libc::SYS_finit_module,
    libc::SYS_delete_module,
    libc::SYS_kexec_load,
    libc::SYS_reboot,
    libc::SYS_swapon,
    libc::SYS_swapoff,
    libc::SYS_quotactl,
    libc::SYS_acct,
    libc::SYS_settimeofday,
    libc::SYS_clock_settime,
    libc::SYS_clock_adjtime,
    libc::SYS_adjtimex,
    libc::SYS_sethostname,
    libc::SYS_setdomainname,
    libc::SYS_syslog,
    libc::SYS_fanotify_init,
    libc::SYS_personality,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_mknod,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_symlink,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_iopl,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_ioperm,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_modify_ldt,
];

/// What starts or ends other processes. `execve` stays, because the launcher needs it; Landlock says which files, and
/// without a new process it can only replace the tool.
pub(super) const START: &[c_long] = &[
    libc::SYS_execveat,
    libc::SYS_kill,
    libc::SYS_tkill,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_fork,
    #[cfg(target_arch = "x86_64")]
    libc::SYS_vfork,
];

/// A system call worth naming in a report.
#[derive(Debug)]
pub(super) struct Call {
    pub(super) number: c_long,
    pub(super) name: &'static str,
    /// Which argument is a path, from 0.
    pub(super) path: Option<usize>,
}

/// The name of a system call, if it has a row in the table.
pub(super) fn find(number: c_long) -> Option<&'static Call> {
    CALLS.iter().find(|call| call.number == number)
}

macro_rules! calls {
    ($($(#[$condition:meta])? $number:ident $name:literal $($path:literal)?;)*) => {
        &[$($(#[$condition])? Call { number: libc::$number, name: $name, path: calls!(@ $($path)?) }),*]
    };
    (@) => { None };
    (@ $path:literal) => { Some($path) };
}

/// What programs are known to try.
const CALLS: &[Call] = calls! {
    SYS_openat "openat" 1;
    SYS_openat2 "openat2" 1;
    SYS_newfstatat "newfstatat" 1;
    SYS_statx "statx" 1;
    SYS_faccessat "faccessat" 1;
    SYS_faccessat2 "faccessat2" 1;
    SYS_readlinkat "readlinkat" 1;
    SYS_unlinkat "unlinkat" 1;
    SYS_mkdirat "mkdirat" 1;
    SYS_mknodat "mknodat" 1;
    SYS_renameat2 "renameat2" 1;
    SYS_linkat "linkat" 1;
    SYS_symlinkat "symlinkat" 0;
    SYS_fchmodat "fchmodat" 1;
    SYS_fchownat "fchownat" 1;
    SYS_utimensat "utimensat" 1;
    SYS_truncate "truncate" 0;
    SYS_statfs "statfs" 0;
    SYS_chdir "chdir" 0;
    SYS_chroot "chroot" 0;
    SYS_execve "execve" 0;
    SYS_execveat "execveat" 1;
    SYS_getcwd "getcwd";
    SYS_getdents64 "getdents64";
    SYS_inotify_init1 "inotify_init1";
    SYS_ioctl "ioctl";
    SYS_fcntl "fcntl";
    SYS_dup "dup";
    SYS_dup3 "dup3";
    SYS_pipe2 "pipe2";
    SYS_eventfd2 "eventfd2";
    SYS_epoll_create1 "epoll_create1";
    SYS_epoll_pwait "epoll_pwait";
    SYS_ftruncate "ftruncate";
    SYS_fallocate "fallocate";
    SYS_flock "flock";
    SYS_pread64 "pread64";
    SYS_pwrite64 "pwrite64";
    SYS_sendfile "sendfile";
    SYS_splice "splice";
    SYS_copy_file_range "copy_file_range";
    SYS_memfd_create "memfd_create";
    SYS_socket "socket";
    SYS_socketpair "socketpair";
    SYS_connect "connect";
    SYS_bind "bind";
    SYS_sendto "sendto";
    SYS_sendmsg "sendmsg";
    SYS_recvfrom "recvfrom";
    SYS_clone "clone";
    SYS_clone3 "clone3";
    SYS_wait4 "wait4";
    SYS_waitid "waitid";
    SYS_kill "kill";
    SYS_tkill "tkill";
    SYS_tgkill "tgkill";
    SYS_getppid "getppid";
    SYS_setsid "setsid";
    SYS_setpgid "setpgid";
    SYS_setuid "setuid";
    SYS_setresuid "setresuid";
    SYS_capset "capset";
    SYS_prctl "prctl";
    SYS_prlimit64 "prlimit64";
    SYS_setpriority "setpriority";
    SYS_sched_setaffinity "sched_setaffinity";
    SYS_setitimer "setitimer";
    SYS_timer_create "timer_create";
    SYS_timerfd_create "timerfd_create";
    SYS_signalfd4 "signalfd4";
    SYS_ptrace "ptrace";
    SYS_process_vm_readv "process_vm_readv";
    SYS_process_vm_writev "process_vm_writev";
    SYS_pidfd_open "pidfd_open";
    SYS_pidfd_getfd "pidfd_getfd";
    SYS_mmap "mmap of executable memory";
    SYS_mprotect "mprotect of executable memory";
    SYS_mlock "mlock";
    SYS_mount "mount" 1;
    SYS_unshare "unshare";
    SYS_setns "setns";
    SYS_seccomp "seccomp";
    SYS_landlock_create_ruleset "landlock_create_ruleset";
    SYS_bpf "bpf";
    SYS_perf_event_open "perf_event_open";
    SYS_userfaultfd "userfaultfd";
    SYS_io_uring_setup "io_uring_setup";
    SYS_keyctl "keyctl";
    SYS_shmget "shmget";
    SYS_mq_open "mq_open" 0;
    SYS_sysinfo "sysinfo";
    SYS_times "times";
    SYS_getrusage "getrusage";
    #[cfg(target_arch = "x86_64")] SYS_open "open" 0;
    #[cfg(target_arch = "x86_64")] SYS_creat "creat" 0;
    #[cfg(target_arch = "x86_64")] SYS_stat "stat" 0;
    #[cfg(target_arch = "x86_64")] SYS_lstat "lstat" 0;
    #[cfg(target_arch = "x86_64")] SYS_access "access" 0;
    #[cfg(target_arch = "x86_64")] SYS_readlink "readlink" 0;
    #[cfg(target_arch = "x86_64")] SYS_unlink "unlink" 0;
    #[cfg(target_arch = "x86_64")] SYS_mkdir "mkdir" 0;
    #[cfg(target_arch = "x86_64")] SYS_rmdir "rmdir" 0;
    #[cfg(target_arch = "x86_64")] SYS_mknod "mknod" 0;
    #[cfg(target_arch = "x86_64")] SYS_rename "rename" 0;
    #[cfg(target_arch = "x86_64")] SYS_renameat "renameat" 1;
    #[cfg(target_arch = "x86_64")] SYS_link "link" 0;
    #[cfg(target_arch = "x86_64")] SYS_symlink "symlink" 0;
    #[cfg(target_arch = "x86_64")] SYS_chmod "chmod" 0;
    #[cfg(target_arch = "x86_64")] SYS_chown "chown" 0;
    #[cfg(target_arch = "x86_64")] SYS_dup2 "dup2";
    #[cfg(target_arch = "x86_64")] SYS_pipe "pipe";
    #[cfg(target_arch = "x86_64")] SYS_fork "fork";
    #[cfg(target_arch = "x86_64")] SYS_vfork "vfork";
    #[cfg(target_arch = "x86_64")] SYS_setrlimit "setrlimit";
    #[cfg(target_arch = "x86_64")] SYS_alarm "alarm";
};
