//! What each layer is there for, how strong they are together, and failures of ours.

use crate::bench::{
    BUDGET, LIMITS, Line, OFF, answered, ask_within, bench, blocked, level, needs_full_sandbox, sandbox,
    sandbox_with, start,
};
use std::time::Duration;
use tensorlings::sandbox::{Attempt, Cancel, End, Exchange, Fate, Level, Program};

// ---- what each layer is there for -----------------------------------------------------------------------------------

fn ask_with(layers: impl FnOnce(&mut tensorlings::sandbox::Layers), request: &str) -> Result<String, End> {
    ask_within(&mut start(&sandbox_with(layers)), request, BUDGET)
}

#[test]
fn without_notification_attempts_are_stopped_but_not_reported() {
    needs_full_sandbox!();
    for request in ["open /etc/passwd", "udp 127.0.0.1:0", "thread", "stat /etc/passwd"] {
        assert_eq!(ask_with(|layers| layers.notify = OFF, request), answered("error 1"), "{request}");
    }
}

#[test]
fn without_system_call_filter_landlock_still_guards_files() {
    needs_full_sandbox!();
    assert_eq!(ask_with(|layers| layers.seccomp = OFF, "open /etc/passwd"), answered("error 13"));
    assert!(
        ask_with(|layers| layers.seccomp = OFF, "stat /etc/passwd").unwrap().starts_with("ok"),
        "but not all"
    );
}

#[test]
fn without_landlock_the_system_call_filter_guards_files() {
    needs_full_sandbox!();
    assert_eq!(
        ask_with(|layers| layers.landlock = OFF, "open /etc/passwd"),
        blocked("openat \"/etc/passwd\"")
    );
}

#[test]
fn root_has_no_powers_and_the_process_a_group_of_its_own() {
    let open = |layers: &mut tensorlings::sandbox::Layers| (layers.seccomp, layers.landlock) = (OFF, OFF);
    let none = "0000000000000000".to_owned();
    let mut sets = vec![none; 5];
    if !rustix::process::geteuid().is_root() {
        // Only root can, and needs to, give up what it could gain by executing something.
        let status = std::fs::read_to_string("/proc/self/status").unwrap();
        sets[3] = status.lines().find_map(|line| line.strip_prefix("CapBnd:\t")).unwrap().to_owned();
    }
    assert_eq!(ask_with(open, "capabilities"), answered(&format!("ok {sets:?}")));
    assert_eq!(ask_with(open, "group"), answered("ok true"));
}

// ---- the level ------------------------------------------------------------------------------------------------------

#[test]
fn the_canary_finds_the_level() {
    needs_full_sandbox!();
    let canary = Program::from_file(&bench().canary).unwrap();
    let level = |sandbox: tensorlings::sandbox::Sandbox| sandbox.level(&canary, &bench().canary).unwrap();
    assert_eq!(level(sandbox()), Level::Full);
    assert_eq!(level(sandbox_with(|layers| layers.notify = OFF)), Level::Contained);
    assert_eq!(level(sandbox_with(|layers| layers.landlock = OFF)), Level::Partial);
    assert_eq!(level(sandbox_with(|layers| (layers.landlock, layers.seccomp) = (OFF, OFF))), Level::None);
}

#[test]
fn every_attempt_of_the_canary_is_reported_and_succeeds_without_sandbox() {
    needs_full_sandbox!();
    let canary = Program::from_file(&bench().canary).unwrap();
    let open = sandbox_with(|layers| (layers.limits, layers.landlock, layers.seccomp) = (OFF, OFF, OFF));
    for attempt in Attempt::ALL {
        assert!(matches!(sandbox().attempt(&canary, attempt).unwrap(), Fate::Reported(_)), "{attempt:?}");
        assert_eq!(open.attempt(&canary, attempt).unwrap(), Fate::Succeeded, "{attempt:?}");
    }
}

#[test]
fn a_dynamic_program_is_contained() {
    if level() < Level::Contained {
        eprintln!("SKIPPED: the sandbox here is {:?}", level());
        return;
    }
    let libraries = ["/lib", "/lib64", "/usr/lib", "/etc/ld.so.cache"].map(Into::into).to_vec();
    let program = Program::from_file(&bench().dynamic).unwrap().dynamic(libraries);
    let mut child = sandbox().start(&program, &LIMITS).unwrap();
    assert_eq!(ask_within(&mut child, "echo here", BUDGET), answered("here"));
    assert_eq!(ask_within(&mut child, "open /etc/passwd", BUDGET), answered("error 13"));
    assert_eq!(ask_within(&mut child, "udp 127.0.0.1:0", BUDGET), answered("error 1"));
}

// ---- failures of ours -----------------------------------------------------------------------------------------------

#[test]
fn what_cannot_be_executed_is_no_error_of_ours() {
    let program = Program::from_bytes(b"not an executable").unwrap();
    let mut child = sandbox().start(&program, &LIMITS).unwrap();
    let exchange = child.exchange(b"", BUDGET, &mut Line::default(), &Cancel::default()).unwrap();
    assert_eq!(exchange, Exchange::Ended(End::NotExecuted(8)), "ENOEXEC");
}

#[test]
fn a_launcher_that_is_not_there_is_an_error_of_ours() {
    let sandbox = tensorlings::sandbox::Sandbox::new("/nowhere/at/all".into());
    let error = sandbox.start(&Program::from_bytes(b"").unwrap(), &LIMITS).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the sandbox cannot start its launcher: No such file or directory (os error 2)"
    );
}

#[test]
fn what_launchers_fork_off_is_replaced_when_it_was_killed() {
    let folder = tempfile::tempdir().unwrap();
    // A path of its own, so that no other test loses its programs.
    let launcher = folder.path().join("launcher");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_tensorlings"), &launcher).unwrap();
    let sandbox = tensorlings::sandbox::Sandbox::new(launcher.clone());
    let echo = || ask_within(&mut start(&sandbox), "echo here", BUDGET);
    assert_eq!(echo(), answered("here"));
    let [first] = running(&launcher)[..] else { panic!("there is one server") };
    assert_eq!(echo(), answered("here"));
    assert_eq!(running(&launcher), [first], "it serves more than once");
    rustix::process::kill_process(first, rustix::process::Signal::KILL).unwrap();
    while running(&launcher).contains(&first) {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(echo(), answered("here"));
    assert_ne!(running(&launcher), [first]);
}

/// The processes that were started as this executable.
fn running(executable: &std::path::Path) -> Vec<rustix::process::Pid> {
    let processes = std::fs::read_dir("/proc").unwrap().map(|entry| entry.unwrap());
    let started = processes.filter(|process| {
        let command = std::fs::read(process.path().join("cmdline")).unwrap_or_default();
        command.starts_with(executable.as_os_str().as_encoded_bytes())
    });
    let number = |process: std::fs::DirEntry| process.file_name().to_str()?.parse().ok();
    started.filter_map(number).filter_map(rustix::process::Pid::from_raw).collect()
}
