//! Which system calls a confined process may make.

use super::calls;
use super::launcher::{CONTROL, PROGRAM};
use crate::sandbox::Processes;
use rustix::process::getpid;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
    TargetArch,
};
use std::collections::BTreeMap;
use std::io;
use std::os::fd::{FromRawFd, OwnedFd, RawFd};

/// Whether the parent wants to decide on what a filter does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Listening {
    Wanted,
    Unwanted,
}

/// Rules by system call; a call without conditions is meant as a whole.
type Rules = BTreeMap<i64, Vec<SeccompRule>>;

/// The filter of a static program, with an empty path at the address `empty_path`: what computing takes.
pub(super) fn program(empty_path: u64) -> io::Result<BpfProgram> {
    let mut rules = whole(calls::COMPUTE);
    rules.extend(own_affairs(empty_path)?);
    // Memory may not become executable.
    for call in [libc::SYS_mmap, libc::SYS_mprotect] {
        rules.insert(call, vec![rule(&[(2, SeccompCmpOp::MaskedEq(PROT_EXEC), 0)])?]);
    }
    compile(rules, REPORT, SeccompAction::Allow)
}

/// The filter of a dynamic program, whose loader opens and maps files.
pub(super) fn dynamic_program(empty_path: u64) -> io::Result<BpfProgram> {
    let mut rules = whole(calls::COMPUTE);
    rules.extend(own_affairs(empty_path)?);
    rules.extend(whole(calls::LOAD));
    compile(rules, REPORT, SeccompAction::Allow)
}

/// The filters of a tool: what no compiler needs.
pub(super) fn tool(processes: Processes) -> io::Result<Vec<BpfProgram>> {
    let mut rules = whole(calls::NEVER);
    if processes == Processes::Forbidden {
        rules.extend(whole(calls::START));
        // A clone that is no thread.
        rules.insert(libc::SYS_clone, vec![rule(&[(0, SeccompCmpOp::MaskedEq(CLONE_THREAD), 0)])?]);
    }
    let deny = compile(rules, SeccompAction::Allow, SeccompAction::Errno(EPERM))?;
    // Its flags are behind a pointer, where no filter can look; the C library then falls back to `clone`.
    let opaque = compile(whole(&[libc::SYS_clone3]), SeccompAction::Allow, SeccompAction::Errno(ENOSYS))?;
    Ok(vec![opaque, deny])
}

/// Calls that are allowed only for what the process itself, or the launcher before it, is about.
fn own_affairs(empty_path: u64) -> io::Result<Rules> {
    use SeccompCmpOp::Eq;
    let descriptor = |number: RawFd| u64::from(number.unsigned_abs());
    let process = u64::from(getpid().as_raw_nonzero().get().unsigned_abs());
    let wide = |argument, value| {
        SeccompCondition::new(argument, SeccompCmpArgLen::Qword, Eq, value).map_err(io::Error::other)
    };
    let becoming =
        vec![condition(0, Eq, descriptor(PROGRAM))?, wide(1, empty_path)?, condition(4, Eq, AT_EMPTY_PATH)?];
    Ok(BTreeMap::from([
        // To read limits, not to set them.
        (libc::SYS_prlimit64, vec![SeccompRule::new(vec![wide(2, 0)?]).map_err(io::Error::other)?]),
        // To abort.
        (libc::SYS_tgkill, vec![rule(&[(0, Eq, process)])?]),
        (libc::SYS_fcntl, vec![rule(&[(1, Eq, F_GETFD)])?, rule(&[(1, Eq, F_GETFL)])?]),
        // The launcher's last steps. Neither descriptor can exist afterwards.
        (libc::SYS_execveat, vec![SeccompRule::new(becoming).map_err(io::Error::other)?]),
        (libc::SYS_sendmsg, vec![rule(&[(0, Eq, descriptor(CONTROL))])?]),
    ]))
}

fn whole(calls: &[libc::c_long]) -> Rules {
    calls.iter().map(|&call| (call, Vec::new())).collect()
}

/// All of these conditions, each on the lower half of an argument, which is all that the kernel looks at there.
fn rule(conditions: &[(u8, SeccompCmpOp, u64)]) -> io::Result<SeccompRule> {
    let conditions =
        conditions.iter().map(|(argument, operator, value)| condition(*argument, operator.clone(), *value));
    SeccompRule::new(conditions.collect::<io::Result<_>>()?).map_err(io::Error::other)
}

fn condition(argument: u8, operator: SeccompCmpOp, value: u64) -> io::Result<SeccompCondition> {
    SeccompCondition::new(argument, SeccompCmpArgLen::Dword, operator, value).map_err(io::Error::other)
}

fn compile(rules: Rules, otherwise: SeccompAction, matched: SeccompAction) -> io::Result<BpfProgram> {
    let architecture = TargetArch::try_from(std::env::consts::ARCH).map_err(io::Error::other)?;
    SeccompFilter::new(rules, otherwise, matched, architecture)
        .and_then(BpfProgram::try_from)
        .map_err(io::Error::other)
}

/// Puts a filter in force. Gives the listener where one is wanted and the system has one to give; where it has none,
/// what would be reported is refused.
pub(super) fn install(filter: &BpfProgram, listening: Listening) -> io::Result<Option<OwnedFd>> {
    if listening == Listening::Wanted {
        let reporting = replace_report(filter, libc::SECCOMP_RET_USER_NOTIF);
        match attach(&reporting, libc::SECCOMP_FILTER_FLAG_NEW_LISTENER) {
            Ok(number) => {
                #[expect(unsafe_code, reason = "the kernel gives a plain number")]
                // SAFETY: it has just been opened for us.
                return Ok(Some(unsafe { OwnedFd::from_raw_fd(number) }));
            }
            // There is a listener above us already, or the kernel knows none.
            Err(error) if matches!(error.raw_os_error(), Some(libc::EBUSY | libc::EINVAL | libc::ENOSYS)) => {
            }
            Err(error) => return Err(error),
        }
    }
    attach(&replace_report(filter, libc::SECCOMP_RET_ERRNO | EPERM), 0).map(|_| None)
}

/// The same filter, which answers `answer` where it said [`REPORT`].
fn replace_report(filter: &BpfProgram, answer: u32) -> BpfProgram {
    let mut filter = filter.clone();
    for instruction in &mut filter {
        if u32::from(instruction.code) == libc::BPF_RET | libc::BPF_K && instruction.k == u32::from(REPORT) {
            instruction.k = answer;
        }
    }
    filter
}

/// Gives what the kernel gives: 0, or with [`libc::SECCOMP_FILTER_FLAG_NEW_LISTENER`] a new descriptor.
fn attach(filter: &BpfProgram, flags: libc::c_ulong) -> io::Result<RawFd> {
    let length = u16::try_from(filter.len()).map_err(io::Error::other)?;
    let program = libc::sock_fprog { len: length, filter: filter.as_ptr().cast_mut().cast() };
    #[expect(unsafe_code, reason = "no crate installs a filter and gives its listener")]
    // SAFETY: seccompiler's instructions have the kernel's layout; the kernel copies them and changes nothing.
    let given =
        unsafe { libc::syscall(libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER, flags, &raw const program) };
    if given < 0 { Err(io::Error::last_os_error()) } else { RawFd::try_from(given).map_err(io::Error::other) }
}

/// Stands for "let the parent decide" until a filter is installed, because seccompiler has no such action. No rule
/// uses this action for anything else.
const REPORT: SeccompAction = SeccompAction::Trace(0x5bf);

const PROT_EXEC: u64 = libc::PROT_EXEC as u64;
const CLONE_THREAD: u64 = libc::CLONE_THREAD as u64;
const AT_EMPTY_PATH: u64 = libc::AT_EMPTY_PATH as u64;
const F_GETFD: u64 = libc::F_GETFD as u64;
const F_GETFL: u64 = libc::F_GETFL as u64;
const EPERM: u32 = libc::EPERM as u32;
const ENOSYS: u32 = libc::ENOSYS as u32;
