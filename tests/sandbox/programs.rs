//! Programs of learners.

use crate::bench::{
    BUDGET, LIMITS, Line, OFF, ask, ask_within, bench, level, needs_full_sandbox, sandbox, sandbox_with,
    start,
};
use std::time::Duration;
use tensorlings::sandbox::{
    Attempt, Budget, Cancel, Clock, End, Exchange, Extent, Fate, Level, Program, Progress, Reply,
};

fn blocked(call: &str) -> Result<String, End> {
    Err(End::Blocked(call.to_owned()))
}

#[expect(clippy::unnecessary_wraps, reason = "to compare with what a subject gives")]
fn answered(line: &str) -> Result<String, End> {
    Ok(line.to_owned())
}

// ---- what a program may do -------------------------------------------------------------------------------------

#[test]
fn a_program_answers_one_request_after_the_other() {
    let mut child = start(&sandbox());
    assert_eq!(ask_within(&mut child, "echo first", BUDGET), answered("first"));
    assert_eq!(ask_within(&mut child, "echo second", BUDGET), answered("second"));
    let end = child.finish(BUDGET, &mut Line::default(), &Cancel::default()).unwrap();
    assert_eq!(end, End::Exited(0));
}

#[test]
fn requests_and_answers_may_be_larger_than_a_pipe() {
    let mut child = start(&sandbox());
    let long = "y".repeat(3_000_000);
    assert_eq!(ask_within(&mut child, &format!("echo {long}"), BUDGET), Ok(long));
    assert_eq!(ask_within(&mut child, "big 3000000", BUDGET).unwrap().len(), 3_000_000);
}

#[test]
fn a_program_gets_one_argument_no_environment_and_four_descriptors() {
    assert_eq!(ask("arguments"), answered(r#"["learner"]"#));
    assert_eq!(ask("environment"), answered("[]"));
    assert_eq!(ask("descriptors"), answered("[0, 1, 2, 3]"));
}

#[test]
fn what_a_runtime_does_by_itself_is_no_attempt() {
    for request in ["parallelism", "hash", "panic harmless", "folder"] {
        let answer = ask(request);
        assert!(answer.is_ok(), "{request}: {answer:?}");
    }
}

#[test]
fn what_a_runtime_looks_for_is_not_found() {
    needs_full_sandbox!();
    for path in ["/proc/self/maps", "/sys/fs/cgroup/cpu.max", "/etc/localtime"] {
        assert_eq!(ask(&format!("open {path}")), answered("error 2"), "{path}");
    }
}

#[test]
fn output_is_kept_apart_from_answers_and_given_once() {
    let mut child = start(&sandbox());
    assert_eq!(ask_within(&mut child, "print hello", BUDGET), answered("printed"));
    let captured = child.take_output().unwrap();
    assert_eq!((&captured.stdout[..], &captured.stderr[..]), (&b"hello\n"[..], &b"hello!\n"[..]));
    assert_eq!(captured.extent, Extent::Whole);
    assert_eq!(child.take_output().unwrap().stdout, b"");
}

#[test]
fn a_flood_of_output_is_cut_in_the_middle() {
    let mut child = start(&sandbox());
    assert_eq!(ask_within(&mut child, "flood 200000", BUDGET), answered("flooded"));
    let captured = child.take_output().unwrap();
    let text = String::from_utf8(captured.stdout).unwrap();
    assert_eq!(captured.extent, Extent::Truncated);
    assert!(text.starts_with("line 0\nline 1\n") && text.ends_with("line 199998\nline 199999\n"), "{text}");
    assert!(text.len() < LIMITS.output + 100, "{}", text.len());
}

// ---- how a program ends ----------------------------------------------------------------------------------------

#[test]
fn an_exit_gives_its_code_and_is_remembered() {
    let mut child = start(&sandbox());
    assert_eq!(ask_within(&mut child, "exit 7", BUDGET), Err(End::Exited(7)));
    assert_eq!(ask_within(&mut child, "echo anyone", BUDGET), Err(End::Exited(7)));
}

#[test]
fn a_crash_gives_its_signal() {
    assert_eq!(ask("abort"), Err(End::Signalled(6)));
    assert_eq!(
        ask("abort-in-panic"),
        Err(End::Signalled(6)),
        "its backtrace looks for files, which is no attempt"
    );
    assert_eq!(ask("overflow"), Err(End::Signalled(11)));
}

#[test]
fn last_words_of_a_crash_are_kept() {
    let mut child = start(&sandbox());
    assert!(ask_within(&mut child, "abort-in-panic", BUDGET).is_err());
    let stderr = String::from_utf8(child.take_output().unwrap().stderr).unwrap();
    assert!(stderr.contains("panic in a destructor during cleanup"), "{stderr}");
}

#[test]
fn computing_for_too_long_uses_up_cpu_time() {
    let budget = Budget { cpu: Duration::from_millis(100), ..BUDGET };
    assert_eq!(ask_within(&mut start(&sandbox()), "spin", budget), Err(End::TimedOut(Clock::Cpu)));
}

#[test]
fn cpu_time_is_counted_for_each_exchange() {
    let mut child = start(&sandbox());
    let budget = Budget { cpu: Duration::from_millis(500), ..BUDGET };
    for _ in 0..3 {
        assert_eq!(ask_within(&mut child, "flood 10000", budget), answered("flooded"));
    }
    assert_eq!(ask_within(&mut child, "spin", budget), Err(End::TimedOut(Clock::Cpu)));
}

#[test]
fn sleeping_uses_up_wall_time_only() {
    let budget = Budget { cpu: Duration::from_millis(50), wall: Duration::from_millis(300) };
    assert_eq!(ask_within(&mut start(&sandbox()), "sleep 60", budget), Err(End::TimedOut(Clock::Wall)));
    assert_eq!(ask_within(&mut start(&sandbox()), "park", budget), Err(End::TimedOut(Clock::Wall)));
}

#[test]
fn the_limit_on_cpu_time_holds_by_itself() {
    let program = Program::from_file(&bench().subject).unwrap();
    let limits = tensorlings::sandbox::ProgramLimits { cpu: Duration::from_secs(1), ..LIMITS };
    let mut child = sandbox().start(&program, &limits).unwrap();
    assert_eq!(ask_within(&mut child, "spin", BUDGET), Err(End::TimedOut(Clock::Cpu)));
    let mut child = sandbox().start(&program, &limits).unwrap();
    assert_eq!(ask_within(&mut child, "deaf-spin", BUDGET), Err(End::TimedOut(Clock::Cpu)));
}

#[test]
fn memory_is_limited() {
    assert_eq!(ask("allocate 300000000"), answered("true"));
    assert_eq!(ask("allocate 600000000"), answered("false"));
}

#[test]
fn work_can_be_cancelled() {
    let cancel = Cancel::default();
    let mut child = start(&sandbox());
    let exchange = std::thread::scope(|scope| {
        let canceller = std::thread::Builder::new().spawn_scoped(scope, || {
            std::thread::sleep(Duration::from_millis(50));
            cancel.cancel();
        });
        let exchange = child.exchange(b"spin\n", BUDGET, &mut Line::default(), &cancel).unwrap();
        canceller.unwrap().join().unwrap();
        exchange
    });
    assert_eq!(exchange, Exchange::Ended(End::Cancelled));
}

// ---- abuse of the channels -------------------------------------------------------------------------------------

#[test]
fn more_than_one_answer_is_refused() {
    assert_eq!(ask("twice"), Err(End::Refused(String::from("more than one line"))));
}

#[test]
fn an_answer_before_the_question_is_refused() {
    let mut child = start(&sandbox());
    assert_eq!(ask_within(&mut child, "unasked 200", BUDGET), answered("now"));
    std::thread::sleep(Duration::from_secs(1));
    let end = ask_within(&mut child, "echo then", BUDGET);
    assert_eq!(end, Err(End::Refused(String::from("wrote to the result channel before it was asked"))));
}

#[test]
fn a_reply_may_refuse_what_it_hears() {
    struct Never;
    impl Reply for Never {
        fn push(&mut self, _: &[u8]) -> Progress {
            Progress::Refused(String::from("no"))
        }
    }
    let exchange = start(&sandbox()).exchange(b"echo hi\n", BUDGET, &mut Never, &Cancel::default()).unwrap();
    assert_eq!(exchange, Exchange::Ended(End::Refused(String::from("no"))));
}

#[test]
fn closing_a_channel_gains_nothing() {
    let budget = Budget { wall: Duration::from_millis(300), ..BUDGET };
    for descriptor in 0..4 {
        let mut child = start(&sandbox());
        let end = ask_within(&mut child, &format!("close {descriptor}"), budget);
        assert_eq!(end, Err(End::TimedOut(Clock::Wall)), "descriptor {descriptor}");
    }
}

#[test]
fn an_attempt_after_the_answer_is_still_seen() {
    needs_full_sandbox!();
    let mut child = start(&sandbox());
    let first = ask_within(&mut child, "answer-and-open", BUDGET);
    let end = child.finish(BUDGET, &mut Line::default(), &Cancel::default()).unwrap();
    assert_eq!(end, End::Blocked(String::from("openat \"/etc/passwd\"")));
    assert!(first == answered("innocent") || first == Err(end));
}

// ---- attempts --------------------------------------------------------------------------------------------------

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

// ---- what each layer is there for ------------------------------------------------------------------------------

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

// ---- the level -------------------------------------------------------------------------------------------------

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

// ---- failures of ours ------------------------------------------------------------------------------------------

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
