//! The canary finds each level: this tool itself runs where the kernel, so to say, lacks a part.

use crate::cache::cache_home;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};
use std::ffi::OsStr;
use std::process::{Command, Output};

/// A system call that is answered as by a kernel that does not know it.
struct Lack {
    call: i64,
    /// Only where its second argument has this bit.
    flag: Option<u64>,
}

const NO_LISTENER: Lack =
    Lack { call: libc::SYS_seccomp, flag: Some(libc::SECCOMP_FILTER_FLAG_NEW_LISTENER) };
const NO_FILTER: Lack = Lack { call: libc::SYS_seccomp, flag: None };
const NO_LANDLOCK: Lack = Lack { call: libc::SYS_landlock_create_ruleset, flag: None };

fn filter(lacks: &[Lack]) -> BpfProgram {
    let condition = |bit| SeccompCondition::new(1, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(bit), bit);
    let rules = |flag: Option<u64>| -> Vec<SeccompRule> {
        flag.map(|bit| SeccompRule::new(vec![condition(bit).unwrap()]).unwrap()).into_iter().collect()
    };
    let rules = lacks.iter().map(|lack| (lack.call, rules(lack.flag))).collect();
    let unknown = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    let architecture = std::env::consts::ARCH.try_into().unwrap();
    SeccompFilter::new(rules, SeccompAction::Allow, unknown, architecture).unwrap().try_into().unwrap()
}

/// Runs the tool where something is lacking. A filter holds for a thread and what it starts.
fn tool(lacks: &'static [Lack], arguments: &[&OsStr]) -> Output {
    let mut tool = Command::new(env!("CARGO_BIN_EXE_tensorlings"));
    tool.args(arguments).env("XDG_CACHE_HOME", cache_home());
    let run = move || {
        rustix::thread::set_no_new_privs(true).unwrap();
        seccompiler::apply_filter(&filter(lacks)).unwrap();
        tool.output().unwrap()
    };
    std::thread::Builder::new().spawn(run).unwrap().join().unwrap()
}

fn found(lacks: &'static [Lack], level: &str) {
    let output = tool(lacks, &["doctor".as_ref()]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = text.lines().find(|line| line.contains("sandbox")).unwrap_or_default();
    assert!(line.contains(level), "{level}: {text}{}", String::from_utf8_lossy(&output.stderr));
}

fn refused(lacks: &'static [Lack], least: &str, level: &str) {
    let submission = tempfile::tempdir().unwrap();
    std::fs::create_dir(submission.path().join("src")).unwrap();
    let path = submission.path().as_os_str();
    let output = tool(lacks, &["grade".as_ref(), path, "--min-sandbox".as_ref(), least.as_ref()]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{text}");
    assert!(text.contains(&format!("the sandbox is {level} here")), "{text}");
}

#[test]
fn attempts_that_nobody_hears_of_are_contained() {
    crate::verdicts::needs_full_sandbox!();
    found(&[NO_LISTENER], "contained");
    refused(&[NO_LISTENER], "full", "contained");
}

#[test]
fn a_compiler_that_can_read_files_is_partial() {
    crate::verdicts::needs_full_sandbox!();
    found(&[NO_LANDLOCK], "partial");
    refused(&[NO_LANDLOCK], "contained", "partial");
}

#[test]
fn without_landlock_and_filter_there_is_none() {
    crate::verdicts::needs_full_sandbox!();
    found(&[NO_LANDLOCK, NO_FILTER], "none");
    refused(&[NO_LANDLOCK, NO_FILTER], "partial", "none");
}
