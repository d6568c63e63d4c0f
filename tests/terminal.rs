//! The workbench in a real terminal: what it shows, and how it leaves the terminal behind.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up, or waits in vain, fails"
)]

#[path = "terminal/editor.rs"]
mod editor;
#[path = "terminal/session.rs"]
mod session;

use portable_pty::CommandBuilder;
use session::Session;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use tempfile::TempDir;
use tensorlings::course::{Course, CourseSource, Progress};
use tensorlings::grade::{Policy, Setup, ToolchainSearch};
use tensorlings::sandbox::Level;
use tensorlings::style::{DARK, Depth, Theme, UNICODE};
use tensorlings::tui::{Ground, Workbench, run};

/// A fresh workspace of the embedded course.
fn workspace() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let made =
        Command::new(env!("CARGO_BIN_EXE_tensorlings")).arg("init").arg(folder.path()).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    folder
}

/// The first function of the embedded course: its name and its solution.
fn first_function() -> (String, String) {
    let exercise = Course::load(&CourseSource::Embedded).unwrap().exercises.swap_remove(0);
    (exercise.name, exercise.solution)
}

fn assert_sane(terminal: &vt100::Parser) {
    let screen = terminal.screen();
    assert!(!screen.alternate_screen(), "the alternate screen is left");
    assert!(!screen.hide_cursor(), "the cursor is shown");
    assert!(!screen.bracketed_paste(), "pasting is as before");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is as before");
}

#[test]
fn q_quits_and_gives_the_terminal_back() {
    let workspace = workspace();
    let mut session = Session::open(workspace.path(), &[]);
    session.wait_for("Functions");
    assert!(session.screen().alternate_screen());
    session.press("q");
    let (code, terminal) = session.end();
    assert_eq!(code, 0);
    assert_sane(&terminal);
}

#[test]
fn without_colour_the_workbench_has_none() {
    let workspace = workspace();
    for (variables, expects_colour) in [(&[("COLORTERM", "truecolor")][..], true), (&NO_COLOUR, false)] {
        let mut session = Session::open(workspace.path(), variables);
        session.wait_for("Functions");
        for pane in ["2", "3", "4", "?"] {
            session.press(pane);
            session.wait_for(if pane == "?" { "Keys " } else { "Functions" });
            assert_eq!(session.coloured_cells() > 0, expects_colour, "{pane}");
        }
        session.press("q");
        session.end();
    }
}

/// A terminal that can show colours, and somebody who wants none.
const NO_COLOUR: [(&str, &str); 2] = [("COLORTERM", "truecolor"), ("NO_COLOR", "1")];

#[test]
fn ctrl_c_gives_the_terminal_back() {
    let workspace = workspace();
    let mut session = Session::open(workspace.path(), &[]);
    session.wait_for("Functions");
    session.press("\x03");
    let (code, terminal) = session.end();
    assert_eq!(code, 0);
    assert_sane(&terminal);
}

#[test]
fn a_signal_that_ends_the_process_gives_the_terminal_back() {
    for signal in ["-TERM", "-HUP", "-INT"] {
        let workspace = workspace();
        let mut session = Session::open(workspace.path(), &[]);
        session.wait_for("Functions");
        let sent = Command::new("kill").arg(signal).arg(session.process().to_string()).status().unwrap();
        assert!(sent.success());
        let (_, terminal) = session.end();
        assert_sane(&terminal);
    }
}

#[test]
fn the_screen_follows_the_terminals_size() {
    let workspace = workspace();
    let mut session = Session::open(workspace.path(), &[]);
    session.wait_for("Functions");
    session.resize(24, 80);
    session.wait_until_gone("Functions");
    session.wait_for("q quit");
    session.resize(5, 20);
    session.wait_for("40x12");
    session.resize(36, 120);
    session.wait_for("Functions");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

#[test]
fn a_burst_of_sizes_ends_with_the_last_one() {
    let workspace = workspace();
    let mut session = Session::open(workspace.path(), &[]);
    session.wait_for("Functions");
    for step in 0..60 {
        session.resize(10 + step % 40, 30 + 3 * step);
    }
    session.resize(80, 250);
    // Only a window of this size shows other panes beside the lesson.
    session.wait_for("Cases ────");
    session.wait_for("q quit");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

#[test]
fn a_late_answer_of_the_terminal_is_no_key() {
    let workspace = workspace();
    let mut session = Session::open(workspace.path(), &[]);
    session.wait_for("Functions");
    session.press("\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\");
    session.press("\x1b]11;rgb:eeee/");
    session.press("eeee/eeee\x07");
    session.press("?");
    session.wait_for("Keys");
    assert!(!session.screen().contents().contains("Ctrl-S save"), "e would have opened the editor");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_until_it_is_continued() {
    let workspace = workspace();
    let mut shell = CommandBuilder::new("sh");
    let tool = env!("CARGO_BIN_EXE_tensorlings");
    let script = format!(
        "set -m; '{tool}' '{}'; echo the shell is back; read answer; fg; exit 7",
        workspace.path().display()
    );
    shell.args(["-c", &script]);
    let mut session = Session::start(shell, workspace.path(), &[]);
    session.wait_for("Functions");
    session.press("\x1a");
    session.wait_for("the shell is back");
    assert!(!session.screen().alternate_screen(), "the shell has its own screen");
    assert!(!session.screen().hide_cursor());
    session.press("\r");
    session.wait_for("Functions");
    session.press("?");
    session.wait_for("Keys");
    session.press("q");
    let (code, terminal) = session.end();
    assert_eq!(code, 7);
    assert_sane(&terminal);
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_reported() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "a_workbench_that_panics", "--ignored", "--nocapture", "--test-threads=1"]);
    let mut session = Session::start(command, folder.path(), &[]);
    session.wait_for("panicked at");
    let (_, terminal) = session.end();
    assert_sane(&terminal);
}

/// Run by the test above in a terminal of its own: a course without a function is more than the workbench can bear.
#[test]
#[ignore = "it panics"]
fn a_workbench_that_panics() {
    let mut course = Course::load(&CourseSource::Embedded).unwrap();
    course.exercises.clear();
    let progress = Progress::new(&course);
    let setup = Setup {
        launcher: std::path::PathBuf::new(),
        cache: std::path::PathBuf::new(),
        toolchain: ToolchainSearch::default(),
        least_level: Level::None,
    };
    let theme = Theme { palette: &DARK, depth: Depth::TrueColour, glyphs: &UNICODE };
    let workbench = Workbench {
        course: Arc::new(course),
        workspace: Some(std::path::PathBuf::from(".")),
        create: None,
        setup,
        policy: Policy::Refuse,
        theme,
        ground: Ground::Chosen,
        progress,
        editor: None,
        notice: None,
    };
    run(workbench).unwrap();
}

#[test]
fn a_save_is_graded_by_itself() {
    let (name, solution) = first_function();
    let workspace = workspace();
    let mut session = Session::open(workspace.path(), &[]);
    session.wait_for("sandbox");
    session.wait_for("0 of 8 passed");
    save(workspace.path(), &name, &solution);
    session.wait_for("1 of 8 passed");
    save(workspace.path(), &name, "pub fn broken(");
    session.press("5");
    session.wait_for("0 of 8 passed");
    session.wait_for("error");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

#[test]
fn unsafe_is_refused_unless_it_is_allowed() {
    let (name, solution) = first_function();
    let workspace = workspace();
    save(
        workspace.path(),
        &name,
        &(solution + "\npub fn beside() -> u8 {\n    unsafe { *[7_u8].as_ptr() }\n}\n"),
    );
    let mut session = Session::open(workspace.path(), &[]);
    session.wait_for("sandbox");
    session.wait_for("0 of 8 passed");
    session.press("5");
    session.wait_for("unsafe");
    session.press("q");
    assert_eq!(session.end().0, 0);
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tensorlings"));
    command.arg("--allow-unsafe");
    let mut session = Session::start(command, workspace.path(), &[]);
    session.wait_for("1 of 8 passed");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

/// Writes a file as editors do: beside it first, then over it.
fn save(workspace: &Path, name: &str, text: &str) {
    let file = workspace.join(format!("src/{name}.rs"));
    let new = file.with_extension("rs.new");
    std::fs::write(&new, text).unwrap();
    std::fs::rename(&new, &file).unwrap();
}

#[test]
fn a_dumb_terminal_is_talked_to_in_words() {
    let (name, solution) = first_function();
    let workspace = workspace();
    let mut session = Session::open(workspace.path(), &[("TERM", "dumb")]);
    session.wait_for("Type help for the commands");
    assert!(!session.screen().alternate_screen());
    save(workspace.path(), &name, &solution);
    session.wait_for(&format!("Saved {name}. Checking."));
    session.wait_for(&format!("{name}: passed"));
    session.press("list\r");
    session.wait_for("1 of 8 functions passed.");
    session.press("quit\r");
    assert_eq!(session.end().0, 0);
}
