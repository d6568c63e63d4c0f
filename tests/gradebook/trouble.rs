//! Wrong use is exit 2, a failing machine exit 3, and neither is ever a zero for a student.

use crate::class::{Class, VALUE, mistake, solution};
use std::process::Command;

fn refuses(class: &Class, arguments: &str, reason: &str) {
    let ran = class.gradebook(arguments);
    assert_eq!(ran.code, 2, "{arguments}: {}", ran.stderr);
    assert!(ran.stderr.contains(reason), "{arguments}: {}", ran.stderr);
}

#[test]
fn folders_that_cannot_be_used() {
    let class = Class::new();
    refuses(&class, "run in --out out", "in holds no submission");
    refuses(&class, "run nowhere --out out", "nowhere cannot be read");
    class.write("notes.txt", "");
    refuses(&class, "run notes.txt --out out", "notes.txt cannot be read");
    class.write(&format!("one/src/{VALUE}.rs"), solution(VALUE));
    refuses(&class, "run one --out out", "one is itself one submission");
    refuses(&class, "run one/src --out out", "one/src is itself one submission");
    class.hand_in(&format!("ann/{VALUE}.rs"), solution(VALUE));
    refuses(&class, "run in --out in", "the gradebook cannot lie where the submissions do");
    refuses(&class, "run in --out one", "one holds other files");
    refuses(&class, "run in --out out --shard 3/2", "write I/N");
    refuses(&class, "run in --out out --jobs 0", "--jobs");
    refuses(&class, "run in", "--out");
    assert_eq!(class.names("in"), ["ann"], "nothing is written beside the submissions");
}

#[test]
fn the_gradebook_may_lie_among_the_submissions() {
    let class = Class::new();
    class.hand_in(&format!("ann/{VALUE}.rs"), solution(VALUE));
    for _ in 0..2 {
        let ran = class.gradebook("run in --out in/gradebook --cases 0");
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert_eq!(class.rows("in/gradebook").names(), ["ann"]);
    }
}

#[test]
fn one_run_at_a_time() {
    let class = Class::new();
    class.hand_in(&format!("ann/{VALUE}.rs"), solution(VALUE)).write("out/lock", "");
    let lock = std::fs::File::open(class.path("out/lock")).unwrap();
    lock.lock().unwrap();
    refuses(&class, "run in --out out", "out is in use by another run");
}

#[test]
fn hostile_submissions_do_not_stop_the_rest() {
    let class = Class::new();
    let programs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    for verdict in ["blocked", "crashed", "exited_early", "out_of_memory"] {
        let program = std::fs::read_dir(programs.join(verdict)).unwrap().next().unwrap().unwrap();
        class.hand_in(&format!("{verdict}/zero_pad.rs"), std::fs::read(program.path()).unwrap());
    }
    class.hand_in("zz_honest/zero_pad.rs", solution("zero_pad"));
    let ran = class.gradebook("run in --out out --cases 0 --allow-unsafe");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let rows = class.rows("out");
    for verdict in ["blocked", "crashed", "exited_early", "out_of_memory"] {
        assert_eq!(rows.of(verdict)["verdicts"]["zero_pad"], verdict);
    }
    assert_eq!(rows.passed("zz_honest"), ["zero_pad"]);
}

/// Runs `script` where the folder `out` is a disk of so many bytes; `None` where no disk can be mounted.
fn on_small_disk(class: &Class, size: &str, arguments: &str) -> Option<std::process::Output> {
    std::fs::create_dir_all(class.path("out")).unwrap();
    let plain = class.command(arguments);
    let script =
        format!("mount -t tmpfs -o size={size} none out || exit 77; \"$@\"; code=$?; ls out; exit $code");
    let mut command = Command::new("unshare");
    command.args(["--mount", "--map-root-user", "sh", "-c", &script, "sh"]);
    command.arg(plain.get_program()).args(plain.get_args()).current_dir(class.path(""));
    for (name, value) in plain.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let output = command.output().ok()?;
    (output.status.code() != Some(77) && output.status.code() != Some(1)).then_some(output)
}

#[test]
fn a_full_disk_is_exit_3_and_no_gradebook() {
    let class = Class::new();
    for id in ["not_divided", "shape_swapped", "divided_by_width", "divided_by_four"] {
        class.hand_in(&format!("{id}/{VALUE}.rs"), mistake(VALUE, id));
    }
    let Some(output) = on_small_disk(&class, "40k", "run in --out out --cases 0") else {
        eprintln!("SKIPPED: no disk can be mounted here");
        return;
    };
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{told}");
    assert!(told.contains("cannot be written: No space left on device"), "{told}");
    let files = String::from_utf8(output.stdout).unwrap();
    assert!(files.contains("run.json") && !files.contains("gradebook.csv"), "{files}");
}
