//! Programs of learners: what they may do, how they end, and what they say.

use crate::bench::{
    BUDGET, LIMITS, Line, answered, ask, ask_within, bench, needs_full_sandbox, sandbox, start,
};
use std::time::Duration;
use tensorlings::sandbox::{Budget, Cancel, Clock, End, Exchange, Extent, Program, Progress, Reply};

// ---- what a program may do ------------------------------------------------------------------------------------------

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

// ---- how a program ends ---------------------------------------------------------------------------------------------

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

// ---- abuse of the channels ------------------------------------------------------------------------------------------

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
