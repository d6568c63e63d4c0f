//! Compilers and linkers.

use crate::bench::{bench, needs_full_sandbox, sandbox};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tensorlings::sandbox::{Cancel, Extent, Processes, Tool, ToolEnd, ToolRun};

/// A folder to compile in: `src/` to read, `out/` to write.
struct Workplace {
    folder: tempfile::TempDir,
}

impl Workplace {
    fn with(source: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["src", "out"] {
            std::fs::create_dir(folder.path().join(name)).unwrap();
        }
        std::fs::write(folder.path().join("src/lib.rs"), source).unwrap();
        Self { folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Compiles the source to `out/lib.o` as the grader does.
    fn compile(&self) -> ToolRun {
        self.compile_within(Duration::from_mins(1), &Cancel::default())
    }

    fn compile_within(&self, wall: Duration, cancel: &Cancel) -> ToolRun {
        let (source, target) = (self.path("src/lib.rs"), self.path("out/lib.o"));
        let options = ["--edition=2024", "--crate-type=lib", "--emit=obj", "-o"].map(OsString::from);
        let arguments: Vec<_> = options.into_iter().chain([target.into(), source.into()]).collect();
        let libraries = ["lib", "lib64", "usr/lib"].map(|name| Path::new("/").join(name));
        let read_execute: Vec<_> = libraries.into_iter().chain([bench().sysroot.join("lib")]).collect();
        let (read, write) = ([self.path("src")], [self.path("out")]);
        let tool = Tool {
            program: &bench().sysroot.join("bin/rustc"),
            arguments: &arguments,
            read_execute: &read_execute,
            read: &read,
            write: &write,
            folder: &self.path("out"),
            wall,
            memory: 3 << 30,
            file_size: 1 << 20,
            processes: Processes::Forbidden,
        };
        sandbox().tool(&tool, cancel).unwrap()
    }
}

/// Runs a script in a folder of its own, which it may write.
fn shell(script: &str, processes: Processes) -> ToolRun {
    let folder = tempfile::tempdir().unwrap();
    let folder_path = folder.path().to_owned();
    let everything = ["bin", "usr", "lib", "lib64"].map(|name| Path::new("/").join(name));
    let tool = Tool {
        program: Path::new("/bin/sh"),
        arguments: &["-c".into(), script.into()],
        read_execute: &everything,
        read: &[],
        write: std::slice::from_ref(&folder_path),
        folder: &folder_path,
        wall: Duration::from_secs(30),
        memory: 1 << 30,
        file_size: 4096,
        processes,
    };
    sandbox().tool(&tool, &Cancel::default()).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn rustc_compiles() {
    let workplace = Workplace::with("pub fn shift(x: f64) -> f64 { x + 1.0 }");
    let run = workplace.compile();
    assert_eq!((run.end, text(&run.stderr)), (ToolEnd::Exited(0), String::new()));
    assert!(workplace.path("out/lib.o").exists());
}

#[test]
fn an_error_of_rustc_is_its_exit_code_and_its_text() {
    let run = Workplace::with("pub fn shift(x: f64) -> f64 { x + }").compile();
    assert_eq!(run.end, ToolEnd::Exited(1));
    assert!(text(&run.stderr).contains("expected expression"), "{}", text(&run.stderr));
}

#[test]
fn a_source_cannot_take_in_files() {
    needs_full_sandbox!();
    for source in [
        r#"pub const TEXT: &str = include_str!("/etc/passwd");"#,
        r#"#[path = "/etc/passwd"] mod other;"#,
        r#"#![doc = include_str!("/etc/passwd")]"#,
        r#"#![debugger_visualizer(gdb_script_file = "/etc/passwd")]"#,
        r#"core::arch::global_asm!(".incbin \"/etc/passwd\"");"#,
        r#"pub const BYTES: &[u8] = include_bytes!("/proc/self/environ");"#,
    ] {
        let run = Workplace::with(source).compile();
        let message = text(&run.stderr);
        assert_eq!(run.end, ToolEnd::Exited(1), "{source}: {message}");
        assert!(
            message.contains("ermission denied") || message.contains("Could not find incbin"),
            "{source}: {message}"
        );
    }
}

#[test]
fn a_source_sees_no_environment_of_ours() {
    let source = r#"
        const _: () = assert!(option_env!("HOME").is_none() && option_env!("CARGO_MANIFEST_DIR").is_none());
        pub const PATH: &str = env!("PATH");
    "#;
    let run = Workplace::with(source).compile();
    assert_eq!((run.end, text(&run.stderr)), (ToolEnd::Exited(0), String::new()));
}

#[test]
fn a_tool_that_takes_too_long_is_ended() {
    let source = "#![allow(long_running_const_eval)] pub const X: u64 = { let mut i = 0; while i < u64::MAX { i += 1; } i };";
    let workplace = Workplace::with(source);
    assert_eq!(
        workplace.compile_within(Duration::from_millis(700), &Cancel::default()).end,
        ToolEnd::TimedOut
    );
}

#[test]
fn a_tool_can_be_cancelled() {
    let cancel = Cancel::default();
    cancel.cancel();
    let run = Workplace::with("").compile_within(Duration::from_mins(1), &cancel);
    assert_eq!(run.end, ToolEnd::Cancelled);
}

#[test]
fn output_comes_from_both_streams_and_input_is_empty() {
    let run = shell("cat; echo out; echo err >&2; exit 3", Processes::Allowed);
    assert_eq!(
        (run.end, text(&run.stdout), text(&run.stderr)),
        (ToolEnd::Exited(3), "out\n".into(), "err\n".into())
    );
    assert_eq!(run.extent, Extent::Whole);
}

#[test]
fn a_flood_of_output_is_cut_in_the_middle() {
    let run = shell(
        "i=0; while [ $i -lt 20000 ]; do echo $i; i=$((i+1)); done; yes | head -c 9000000; echo end",
        Processes::Allowed,
    );
    assert_eq!((run.end, run.extent), (ToolEnd::Exited(0), Extent::Truncated));
    assert!(text(&run.stdout).starts_with("0\n1\n") && text(&run.stdout).ends_with("y\nend\n"));
}

#[test]
fn a_tool_has_only_our_variables_in_its_environment() {
    let run = shell("/usr/bin/env", Processes::Allowed);
    let output = text(&run.stdout);
    let mut names: Vec<_> =
        output.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name).collect();
    names.sort_unstable();
    // The shell adds its folder.
    assert_eq!(names, ["LC_ALL", "MALLOC_CONF", "PATH", "PWD", "TMPDIR"]);
}

#[test]
fn a_tool_writes_only_where_it_may() {
    needs_full_sandbox!();
    let run =
        shell("echo mine > here && cat here; echo theirs > /tmp/tensorlings-not-here", Processes::Allowed);
    assert_eq!(text(&run.stdout), "mine\n");
    assert!(text(&run.stderr).contains("ermission denied"), "{}", text(&run.stderr));
    assert!(!Path::new("/tmp/tensorlings-not-here").exists());
}

#[test]
fn what_a_tool_may_write_it_may_not_execute() {
    needs_full_sandbox!();
    let run = shell("echo '#!/bin/sh' > mine && chmod 700 mine && ./mine", Processes::Allowed);
    assert_eq!(run.end, ToolEnd::Exited(126), "{}", text(&run.stderr));
}

#[test]
fn a_tool_cannot_make_links_devices_or_channels() {
    needs_full_sandbox!();
    let run = shell("ln -s /etc/passwd l; mkfifo f; mknod d c 1 3; ls", Processes::Allowed);
    assert_eq!(text(&run.stdout), "");
}

#[test]
fn large_files_are_refused() {
    let run = shell("head -c 100000 /dev/urandom > big; wc -c < big", Processes::Allowed);
    assert_eq!(text(&run.stdout).trim(), "4096");
}

#[test]
fn a_tool_starts_processes_only_where_it_may() {
    needs_full_sandbox!();
    let run = shell("/bin/true; echo $?", Processes::Allowed);
    assert_eq!(text(&run.stdout), "0\n");
    let run = shell("/bin/true; echo $?", Processes::Forbidden);
    assert_ne!(run.end, ToolEnd::Exited(0));
    assert!(text(&run.stderr).contains("fork"), "{}", text(&run.stderr));
}

#[test]
fn what_a_tool_leaves_behind_is_killed() {
    let run = shell("sleep 1000 & echo $!", Processes::Allowed);
    assert_eq!(run.end, ToolEnd::Exited(0));
    let process = text(&run.stdout).trim().to_owned();
    assert!(becomes_true(|| is_dead(&process)), "process {process} is still there");
}

/// Whether a process has ended, though perhaps nobody has reaped it.
fn is_dead(process: &str) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    matches!(stat.rsplit(')').next().unwrap_or_default().trim_start().chars().next(), None | Some('Z' | 'X'))
}

/// Waits for what happens soon, but not at once.
fn becomes_true(condition: impl Fn() -> bool) -> bool {
    (0..1000).any(|_| {
        std::thread::sleep(Duration::from_millis(10));
        condition()
    })
}

#[test]
fn a_tool_that_is_not_there_is_an_error_of_ours() {
    let folder = std::env::temp_dir();
    let tool = Tool {
        program: Path::new("/nowhere/rustc"),
        arguments: &[],
        read_execute: &[],
        read: &[],
        write: &[],
        folder: &folder,
        wall: Duration::from_secs(5),
        memory: 1 << 30,
        file_size: 1,
        processes: Processes::Forbidden,
    };
    let error = sandbox().tool(&tool, &Cancel::default()).unwrap_err().to_string();
    assert_eq!(
        error,
        "a confined process could not be started: cannot execute the tool: No such file or directory (os error 2)"
    );
}
