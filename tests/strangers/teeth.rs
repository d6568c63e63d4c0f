//! What each layer is there for: with it off, or with it alone, programs get through that it stops.
//!
//! Nothing on the command line switches a layer off; these tests do it through the library.

use crate::bench::hasty;
use crate::corpus::{FUNCTION, judge, judged, program};
use crate::verdicts::needs_full_sandbox;
use tensorlings::grade::{ExerciseOutcome, Policy, Verdict};
use tensorlings::sandbox::{Layers, Switch};

const ALL: Layers =
    Layers { limits: Switch::On, landlock: Switch::On, seccomp: Switch::On, notify: Switch::On };
const NONE: Layers =
    Layers { limits: Switch::Off, landlock: Switch::Off, seccomp: Switch::Off, notify: Switch::Off };

/// The verdict on a program of the corpus, without the scan, under other layers.
fn under(programs: Layers, tools: Layers, name: &str) -> ExerciseOutcome {
    let grader = hasty().grader.clone().with_layers(programs, tools);
    judge(hasty(), &grader, &program(name).text, Policy::Allow)
}

/// Programs that answer right, as if nothing had happened, under other layers, and are stopped under all.
fn get_through(programs: Layers, tools: Layers, names: &[&str]) {
    for name in names {
        assert_eq!(under(programs, tools, name).verdict, Verdict::Passed, "{name} with the layer off");
        assert_ne!(under(ALL, ALL, name).verdict, Verdict::Passed, "{name} with all layers");
    }
}

#[test]
fn without_the_scan_only_the_run_tells_of_an_attempt() {
    needs_full_sandbox!();
    let text = program("kills_everybody").text;
    assert_eq!(judged(&text, Policy::Refuse).verdict, Verdict::CompileError);
    assert_eq!(judged(&text, Policy::Allow).verdict, Verdict::Blocked);
}

#[test]
fn without_notification_attempts_fail_silently() {
    needs_full_sandbox!();
    let silent = Layers { notify: Switch::Off, ..ALL };
    let names =
        ["reads_the_memory_of_init", "makes_a_pipe", "traces_its_parent", "loads_a_filter_into_the_kernel"];
    get_through(silent, ALL, &names);
}

#[test]
fn without_the_filter_of_calls_only_files_are_guarded() {
    needs_full_sandbox!();
    let unfiltered = Layers { seccomp: Switch::Off, ..ALL };
    let names = ["makes_a_pair_of_sockets", "makes_an_executable_in_memory", "asks_for_executable_memory"];
    get_through(unfiltered, ALL, &names);
}

/// Every call that Landlock refuses a program, the filter refuses it too: the two are there for one another.
#[test]
fn files_are_guarded_twice_while_running() {
    needs_full_sandbox!();
    let names = ["copies_a_file", "writes_to_shared_memory", "becomes_a_shell"];
    let unlocked = Layers { landlock: Switch::Off, ..ALL };
    for name in names {
        assert_eq!(under(unlocked, ALL, name).verdict, Verdict::Blocked, "{name}");
    }
    // The filter does not stand in for Landlock where the kernel opens a file for `execveat`.
    let outcome = under(unlocked, ALL, "asks_for_another_loader");
    let told = crate::bench::told(&outcome);
    assert!(
        !told.iter().any(|text| text.contains("how the program is started")),
        "another loader ran: {told:?}"
    );
}

#[test]
fn without_landlock_the_compiler_takes_in_files() {
    needs_full_sandbox!();
    let unlocked = Layers { landlock: Switch::Off, ..ALL };
    get_through(
        ALL,
        unlocked,
        &["takes_in_a_file_as_documentation", "takes_in_a_file_for_debuggers", "assembles_a_secret"],
    );
}

#[test]
fn without_limits_memory_is_not_bounded() {
    needs_full_sandbox!();
    let unlimited = Layers { limits: Switch::Off, ..ALL };
    get_through(unlimited, ALL, &["asks_for_terabytes_at_its_start"]);
}

/// The compiler's other layers: a time and a size that it may use.
#[test]
fn without_limits_the_compiler_fills_the_disk() {
    needs_full_sandbox!();
    let unlimited = Layers { limits: Switch::Off, ..ALL };
    get_through(ALL, unlimited, &["fills_the_disk"]);
}

/// What no layer of the kernel does: an answer counts only when it was asked for, and only where it is right.
#[test]
fn without_any_layer_no_forged_answer_counts() {
    for name in [
        "sends_every_frame_twice",
        "answers_the_next_case_in_advance",
        "answers_another_case",
        "says_the_end_too_early",
        "invents_a_token",
        "returns_millions_of_outputs",
        "ends_before_main",
        "speaks_before_main",
        "returns_boxed_nans",
    ] {
        let outcome = under(NONE, ALL, name);
        let expected = program(name).without_scan;
        assert_eq!(expected.surprise(&outcome), None, "{name}");
    }
}

/// A program cannot be changed once it is there, not even by the tool itself: no test can switch that off.
#[test]
fn a_program_in_memory_is_sealed() {
    use std::io::Write;
    use std::os::fd::{AsFd, AsRawFd};
    let sealed = tensorlings::sandbox::Program::from_bytes(b"#!/bin/true").unwrap();
    let path = format!("/proc/self/fd/{}", sealed.as_fd().as_raw_fd());
    let written = std::fs::OpenOptions::new().write(true).open(path).and_then(|mut file| file.write(b"x"));
    assert!(written.is_err(), "{FUNCTION} could be replaced");
}
