//! The restrictions that a launcher puts on itself, but for system calls.

use landlock::{
    ABI, Access as _, AccessFs, AccessNet, BitFlags, CompatLevel, Compatible, PathBeneath, PathFd, Ruleset,
    RulesetAttr, RulesetCreated, RulesetCreatedAttr, Scope, make_bitflags,
};
use rustix::io::Errno;
use rustix::process::{
    Pid, Resource, Rlimit, Signal, getppid, set_parent_process_death_signal, setrlimit, setsid,
};
use rustix::thread::{
    CapabilitySet, CapabilitySets, capabilities, clear_ambient_capability_set,
    remove_capability_from_bounding_set, set_capabilities, set_no_new_privs,
};
use std::io;
use std::os::fd::RawFd;
use std::path::{Path, PathBuf};

/// Closes every descriptor from `first` on.
pub(super) fn close_from(first: RawFd) -> io::Result<()> {
    #[expect(unsafe_code, reason = "std and rustix close only what they own")]
    // SAFETY: the launcher has just begun and owns no descriptor of these.
    let closed = unsafe { libc::syscall(libc::SYS_close_range, first, libc::c_uint::MAX, 0) };
    if closed == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// Starts a session of its own: no terminal to control, and a process group that can be killed as a whole.
pub(super) fn leave_terminal() -> io::Result<()> {
    setsid()?;
    Ok(())
}

/// Dies when the thread does that started the launchers' server, even if that has happened already.
pub(super) fn die_with(parent: Pid) -> io::Result<()> {
    set_parent_process_death_signal(Some(Signal::KILL))?;
    if getppid() == Some(parent) { Ok(()) } else { Err(Errno::SRCH.into()) }
}

/// Keeps the user, but none of root's powers, and no way to gain any.
pub(super) fn drop_capabilities() -> io::Result<()> {
    set_no_new_privs(true)?;
    let held = capabilities(None)?;
    if held.permitted.contains(CapabilitySet::SETPCAP) {
        drop_bounding_set()?;
    }
    match clear_ambient_capability_set() {
        // A kernel that knows no ambient set has none to clear.
        Ok(()) | Err(Errno::INVAL) => {}
        Err(error) => return Err(error.into()),
    }
    let none = CapabilitySet::empty();
    Ok(set_capabilities(None, CapabilitySets { effective: none, permitted: none, inheritable: none })?)
}

fn drop_bounding_set() -> io::Result<()> {
    for bit in 0..u64::BITS {
        match remove_capability_from_bounding_set(CapabilitySet::from_bits_retain(1 << bit)) {
            Ok(()) => {}
            // The first number that the kernel does not know.
            Err(Errno::INVAL) => break,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Limits for a learner's program.
pub(super) fn program_limits(address_space: u64, cpu: u64) -> io::Result<()> {
    set_limits(&[
        (Resource::Core, 0),
        (Resource::Fsize, 0),
        (Resource::Stack, STACK),
        (Resource::Cpu, cpu),
        (Resource::Nproc, 0),
        (Resource::Memlock, 0),
        (Resource::Msgqueue, 0),
        (Resource::Nice, 0),
        (Resource::Nofile, PROGRAM_FILES),
        (Resource::As, address_space),
    ])
}

/// Limits for a compiler or linker.
pub(super) fn tool_limits(address_space: u64, cpu: u64, file_size: u64) -> io::Result<()> {
    set_limits(&[
        (Resource::Core, 0),
        (Resource::Fsize, file_size),
        (Resource::Cpu, cpu),
        (Resource::Memlock, 0),
        (Resource::Msgqueue, 0),
        (Resource::Nofile, TOOL_FILES),
        (Resource::As, address_space),
    ])
}

/// Lowers limits; one that is lower already stays.
fn set_limits(limits: &[(Resource, u64)]) -> io::Result<()> {
    for &(resource, value) in limits {
        let ceiling = rustix::process::getrlimit(resource).maximum.unwrap_or(u64::MAX);
        // CPU time first brings a signal of its own, and a second later death.
        let maximum = if resource == Resource::Cpu { value.saturating_add(1) } else { value };
        setrlimit(
            resource,
            Rlimit { current: Some(value.min(ceiling)), maximum: Some(maximum.min(ceiling)) },
        )?;
    }
    Ok(())
}

/// Which files may be touched. Paths that do not exist are left out.
#[derive(Clone, Copy, Default)]
pub(super) struct Access<'a> {
    pub(super) read_execute: &'a [PathBuf],
    pub(super) read: &'a [PathBuf],
    pub(super) write: &'a [PathBuf],
}

/// Forbids all files but those of `access`, all of TCP, and signals to processes outside, as far as the kernel can.
pub(super) fn files(access: &Access<'_>) -> io::Result<()> {
    let ruleset = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(LANDLOCK))
        .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(LANDLOCK)))
        .and_then(|ruleset| ruleset.scope(Scope::from_all(LANDLOCK)))
        .and_then(Ruleset::create)
        .map_err(io::Error::other)?;
    let read = AccessFs::ReadFile | AccessFs::ReadDir;
    let rules = [
        (access.read_execute, read | AccessFs::Execute),
        (access.read, read),
        (access.write, AccessFs::from_all(LANDLOCK) & !UNWRITABLE),
    ];
    let ruleset =
        rules.into_iter().try_fold(ruleset, |ruleset, (paths, rights)| allow(ruleset, paths, rights))?;
    ruleset.restrict_self().map_err(io::Error::other)?;
    Ok(())
}

fn allow(
    mut ruleset: RulesetCreated,
    paths: &[PathBuf],
    rights: BitFlags<AccessFs>,
) -> io::Result<RulesetCreated> {
    for path in paths {
        // Rights to a folder's entries mean nothing for a file, and the kernel refuses them.
        let rights = if path.is_dir() { rights } else { rights & AccessFs::from_file(LANDLOCK) };
        let Some(file) = open(path)? else { continue };
        ruleset = ruleset.add_rule(PathBeneath::new(file, rights)).map_err(io::Error::other)?;
    }
    Ok(ruleset)
}

fn open(path: &Path) -> io::Result<Option<PathFd>> {
    match PathFd::new(path) {
        Ok(file) => Ok(Some(file)),
        Err(landlock::PathFdError::OpenCall { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Ok(None)
        }
        Err(error) => Err(io::Error::other(error)),
    }
}

/// The newest version of Landlock whose rights are asked for; an older kernel enforces those that it knows.
const LANDLOCK: ABI = ABI::V6;
/// What a folder that may be written still does not admit: programs, devices, links, channels.
const UNWRITABLE: BitFlags<AccessFs> = make_bitflags!(AccessFs::{
    Execute | MakeChar | MakeBlock | MakeSock | MakeFifo | MakeSym | IoctlDev
});
const STACK: u64 = 8 << 20;
/// Lower than [`super::launcher::PROGRAM`].
const PROGRAM_FILES: u64 = 16;
const TOOL_FILES: u64 = 256;
