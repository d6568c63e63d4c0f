//! The viewer in a real terminal: what it shows of large and changing files, and how it leaves the terminal behind.

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up, or waits in vain, fails"
)]
#![expect(dead_code, reason = "the sessions of the workbench's tests can do more")]

#[path = "terminal/session.rs"]
mod session;

use portable_pty::CommandBuilder;
use session::Session;
use std::ffi::OsStr;
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A `.npy` file of zeros that takes up no room, with some elements of its own: their places and values.
fn sparse(folder: &Path, name: &str, shape: &[usize], elements: &[(u64, f32)]) -> PathBuf {
    let lengths = shape.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let header = format!("{{'descr': '<f4', 'fortran_order': False, 'shape': ({lengths}), }}");
    let header = format!("{header:<117}\n");
    let path = folder.join(name);
    let mut file = File::create(&path).unwrap();
    file.write_all(b"\x93NUMPY\x01\x00\x76\x00").unwrap();
    file.write_all(header.as_bytes()).unwrap();
    let bytes: u64 = shape.iter().map(|length| *length as u64).product::<u64>() * 4;
    file.set_len(128 + bytes).unwrap();
    for (place, value) in elements {
        file.write_all_at(&value.to_le_bytes(), 128 + 4 * place).unwrap();
    }
    path
}

fn open(folder: &Path, arguments: &[&OsStr]) -> Session {
    open_with(folder, arguments, &[])
}

fn open_with(folder: &Path, arguments: &[&OsStr], variables: &[(&str, &str)]) -> Session {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_tensorlings"));
    for argument in arguments {
        command.arg(argument);
    }
    Session::start(command, folder, &[&[("COLORTERM", "truecolor")], variables].concat())
}

fn view(path: &Path) -> Session {
    open(path.parent().unwrap(), &["view".as_ref(), path.as_os_str()])
}

fn assert_sane(terminal: &vt100::Parser) {
    let screen = terminal.screen();
    assert!(!screen.alternate_screen(), "the alternate screen is left");
    assert!(!screen.hide_cursor(), "the cursor is shown");
    assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None, "the mouse is as before");
}

/// The most memory that a process has had, in kibibytes.
#[cfg(target_os = "linux")]
fn most_memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches("kB").trim().parse().unwrap()
}

#[test]
#[cfg(target_os = "linux")]
fn four_gibibytes_are_walked_in_little_memory() {
    const SIDE: u64 = 32_768;
    let folder = TempDir::new().unwrap();
    let path = sparse(folder.path(), "large.npy", &[32_768, 32_768], &[(SIDE * 30_000 + 31_000, 2.5)]);
    let mut session = view(&path);
    session.wait_for("[0, 0] = 0.0");
    session.press("g30000,31000\r");
    session.wait_for("[30000, 31000] = 2.5");
    session.press("\x1b[F");
    session.wait_for("[32767, 32767] = 0.0");
    // All of it at once, statistics of all of it, and a search through all of it: each begins, and is left.
    session.press("z");
    session.wait_for("% read");
    session.press("s");
    session.wait_for("Esc stops");
    session.press("/> 1\r");
    session.wait_for("searching");
    session.press("\x1b");
    session.wait_for("Stopped");
    session.press("z");
    session.wait_until_gone("% read");
    let most = most_memory(session.process());
    session.press("q");
    let (code, terminal) = session.end();
    assert_eq!(code, 0);
    assert_sane(&terminal);
    assert!(most <= 40 << 10, "{most} KiB");
}

#[test]
#[cfg(target_os = "linux")]
fn an_image_of_four_gibibytes_is_filled_in_little_memory() {
    let folder = TempDir::new().unwrap();
    let path = sparse(folder.path(), "large.npy", &[20_000, 20_000, 3], &[(0, 1.0)]);
    let mut session = open(folder.path(), &["view".as_ref(), path.as_os_str(), "--rgb".as_ref()]);
    session.wait_for("[0, 0, :] = red 1.0  green 0.0  blue 0.0");
    session.wait_for("% read");
    session.press("z");
    session.wait_until_gone("% read");
    session.press("g19999,19999\r");
    session.wait_for("[19999, 19999, :] = red 0.0");
    let most = most_memory(session.process());
    session.press("q");
    assert_eq!(session.end().0, 0);
    assert!(most <= 40 << 10, "{most} KiB");
}

#[test]
fn a_kill_gives_the_terminal_back() {
    let folder = TempDir::new().unwrap();
    let path = sparse(folder.path(), "small.npy", &[20, 30], &[(31, 7.5)]);
    let mut session = view(&path);
    session.wait_for("+7.5");
    session.press("\x1b[B\x1b[C");
    session.wait_for("[1, 1] = 7.5");
    let process = i32::try_from(session.process()).unwrap();
    let process = rustix::process::Pid::from_raw(process).unwrap();
    rustix::process::kill_process(process, rustix::process::Signal::TERM).unwrap();
    let (_, terminal) = session.end();
    assert_sane(&terminal);
}

#[test]
fn a_file_that_changes_is_read_again_and_one_that_shrinks_is_survived() {
    let folder = TempDir::new().unwrap();
    let path = sparse(folder.path(), "changing.npy", &[200, 30], &[(0, 1.5)]);
    let mut session = view(&path);
    session.wait_for("[0, 0] = 1.5");
    let other = sparse(folder.path(), "other.npy", &[200, 30], &[(0, 8.25)]);
    std::fs::rename(other, &path).unwrap();
    session.wait_for("[0, 0] = 8.25");
    File::options().write(true).open(&path).unwrap().set_len(1000).unwrap();
    session.press("\x1b[F");
    session.wait_for("cannot be read");
    session.press("\x1b[H");
    session.wait_for("[0, 0] = 8.25");
    session.wait_for("has changed since");
    let third = sparse(folder.path(), "third.npy", &[100, 40], &[(0, 3.75)]);
    std::fs::rename(third, &path).unwrap();
    session.wait_for("[0, 0] = 3.75");
    session.wait_until_gone("has changed since");
    std::fs::remove_file(&path).unwrap();
    session.wait_for("has changed since");
    session.press("q");
    let (code, terminal) = session.end();
    assert_eq!(code, 0);
    assert_sane(&terminal);
}

#[test]
fn diff_shows_the_worst_cell_first() {
    let folder = TempDir::new().unwrap();
    let expected = sparse(folder.path(), "expected.npy", &[3, 50, 60], &[(0, 1.0)]);
    let actual = sparse(folder.path(), "actual.npy", &[3, 50, 60], &[(0, 1.25), (8_000, 4.0)]);
    let mut session = open(folder.path(), &["diff".as_ref(), expected.as_os_str(), actual.as_os_str()]);
    session.wait_for("[2, 33, 20] expected 0.0  actual 4.0");
    session.wait_for("2 of 9 000 cells differ");
    session.press("n");
    session.wait_for("[0, 0, 0] expected 1.0  actual 1.25");
    session.press("q");
    assert_eq!(session.end().0, 1);
}

#[test]
fn diff_answers_by_its_exit_code_once_the_viewer_is_left() {
    let folder = TempDir::new().unwrap();
    let one = sparse(folder.path(), "one.npy", &[50, 60], &[(0, 1.0)]);
    let same = sparse(folder.path(), "same.npy", &[50, 60], &[(0, 1.0)]);
    let mut session = open(folder.path(), &["diff".as_ref(), one.as_os_str(), same.as_os_str()]);
    session.wait_for("all 3 000 cells agree");
    session.press("q");
    assert_eq!(session.end().0, 0);
    let mut session = open(folder.path(), &["diff".as_ref(), one.as_os_str(), same.as_os_str()]);
    session.wait_for("all 3 000 cells agree");
    File::options().write(true).open(&same).unwrap().set_len(100).unwrap();
    session.wait_for("has changed since");
    std::fs::write(&same, std::fs::read(sparse(folder.path(), "other.npy", &[50, 60], &[])).unwrap())
        .unwrap();
    session.wait_for("1 of 3 000 cells differ");
    session.press("q");
    assert_eq!(session.end().0, 1, "what is compared last counts");
}

#[test]
fn an_output_that_is_asked_for_is_printed_on_a_terminal_too() {
    let folder = TempDir::new().unwrap();
    let path = sparse(folder.path(), "small.npy", &[2, 2], &[(3, 7.5)]);
    let mut session = open(folder.path(), &["view".as_ref(), path.as_os_str(), "--print".as_ref()]);
    session.wait_for("7.5");
    let (code, terminal) = session.end();
    assert_eq!(code, 0);
    assert!(!terminal.screen().alternate_screen());
}

#[test]
fn what_cannot_be_shown_is_said_without_a_screen() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("broken.npy");
    std::fs::write(&path, "\u{1b}]0;title\u{7} no array").unwrap();
    let session = view(&path);
    let (code, terminal) = session.end();
    assert_eq!(code, 2);
    let shown = terminal.screen().contents();
    assert!(shown.contains("it is not a NumPy array"), "{shown}");
}

#[test]
fn without_colour_the_viewer_has_none() {
    let folder = TempDir::new().unwrap();
    let one = sparse(folder.path(), "one.npy", &[20, 30, 3], &[(1, 7.5), (100, -3.0)]);
    let other = sparse(folder.path(), "other.npy", &[20, 30, 3], &[(1, 7.5)]);
    let looks: [&[&OsStr]; 3] = [
        &["view".as_ref(), one.as_os_str()],
        &["view".as_ref(), one.as_os_str(), "--rgb".as_ref()],
        &["diff".as_ref(), one.as_os_str(), other.as_os_str()],
    ];
    for arguments in looks {
        for variables in [&[][..], &[("NO_COLOR", "1")]] {
            let mut session = open_with(folder.path(), arguments, variables);
            session.wait_for("order C");
            for (key, shown) in
                [("z", "rows axis"), ("c", "olour"), ("i", "rows axis"), ("v", "olo"), ("?", "Keys ")]
            {
                session.press(key);
                session.wait_for(shown);
                assert_eq!(session.coloured_cells() > 0, variables.is_empty(), "{arguments:?} {key}");
            }
            session.press("q");
            session.end();
        }
    }
}

#[test]
fn an_image_is_looked_at_and_printed_when_that_is_asked_for() {
    let folder = TempDir::new().unwrap();
    let path = sparse(folder.path(), "image.npy", &[3, 20, 30], &[(0, 1.0), (600, 0.5)]);
    let arguments =
        ["view".as_ref(), path.as_os_str(), "--rgb".as_ref(), "--axes".as_ref(), "C,H,W".as_ref()];
    let mut session = open(folder.path(), &arguments);
    session.wait_for("[C :, H 0, W 0] = red 1.0  green 0.5  blue 0.0");
    session.wait_for("red, green, blue along C");
    session.press("i");
    session.wait_for("(C 3, H 20, W 30)");
    session.wait_until_gone("blue 0.0");
    session.press("q");
    assert_eq!(session.end().0, 0);
    let printed = open(folder.path(), &[&arguments[..], &["--print".as_ref()]].concat());
    let (code, terminal) = printed.end();
    assert_eq!(code, 0);
    assert!(!terminal.screen().alternate_screen());
    let shown = terminal.screen().contents();
    assert!(shown.contains("(C 3, H 20, W 30)") && shown.contains('▀'), "{shown}");
}

#[test]
fn a_slider_is_dragged_with_the_mouse() {
    let folder = TempDir::new().unwrap();
    let path = sparse(folder.path(), "deep.npy", &[9, 3, 3], &[(9 * 8, 5.5)]);
    let mut session = view(&path);
    session.wait_for("0 of 9");
    let shown = session.screen().contents();
    let (row, line) = shown.lines().enumerate().find(|(_, line)| line.contains("0 of 9")).unwrap();
    let column = line.chars().position(|sign| sign == '◂').unwrap() + 2;
    // SGR mouse reports count columns and lines from 1: a press, a drag beyond the end on another line, a release.
    session.press(&format!("\x1b[<0;{column};{}M\x1b[<32;{};{}M", row + 1, column + 40, row - 2));
    session.wait_for("8 of 9");
    session.wait_for("= 5.5");
    session.press(&format!("\x1b[<0;{};{}m\x1b[<32;{};{}M", column + 40, row - 2, column, row + 1));
    session.press("\x1b[C");
    session.wait_for("[8, 0, 1]");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

/// A `.safetensors` file of vectors of four bytes.
fn archive(path: &Path, metadata: &str, entries: &[(&str, [u8; 4])]) {
    let entry = |(at, (name, _)): (usize, &(&str, [u8; 4]))| {
        let (start, end) = (4 * at, 4 * at + 4);
        format!("\"{name}\":{{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[{start},{end}]}}")
    };
    let described: Vec<String> = entries.iter().enumerate().map(entry).collect();
    let header = format!("{{\"__metadata__\":{metadata},{}}}", described.join(","));
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(entries.iter().flat_map(|(_, values)| values));
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_list_tells_what_is_chosen_and_what_the_file_says_of_itself() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("m.safetensors");
    archive(&path, r#"{"format":"pt"}"#, &[("h.10.w", [7, 7, 9, 0]), ("h.9.w", [1, 2, 3, 250])]);
    let mut session = view(&path);
    session.wait_for("2 tensors · 8 elements · 8 B");
    session.press("j");
    session.wait_for("h.9.w");
    session.wait_for("250");
    session.wait_for("highest bar");
    session.press("m");
    session.wait_for("format  pt");
    session.press("\x1b");
    session.wait_until_gone("format  pt");
    session.press("j\r");
    session.wait_for("[0] = 7");
    // What is written in place of the file is shown, also while a tensor of it is looked at.
    archive(&path, "{}", &[("h.10.w", [77, 7, 9, 0]), ("h.9.w", [1, 2, 3, 4])]);
    session.wait_for("[0] = 77");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

#[test]
fn a_window_too_small_for_anything_comes_back() {
    let folder = TempDir::new().unwrap();
    let path = sparse(folder.path(), "deep.npy", &[5, 4, 3], &[(12, 5.5)]);
    let mut session = view(&path);
    session.wait_for("+5.5");
    session.resize(3, 10);
    session.wait_for("too");
    session.press("j]");
    session.resize(36, 120);
    session.wait_for("columns axis 2");
    session.press("l");
    session.wait_for("[1, 1, 1]");
    session.press("q");
    let (code, terminal) = session.end();
    assert_eq!(code, 0);
    assert_sane(&terminal);
}

#[test]
fn all_tensors_of_two_archives_are_compared() {
    let folder = TempDir::new().unwrap();
    let compared = |name: &str, changed: u8, last: &str| {
        let path = folder.path().join(name);
        let names = ["block.a", "block.b", "block.c", last];
        let values = [[1, 2, 3, 4], [5, 6, 7, changed], [9, 10, 11, 12], [0; 4]];
        archive(&path, "{}", &names.into_iter().zip(values).collect::<Vec<_>>());
        path
    };
    let (expected, actual) = (compared("e.safetensors", 8, "old"), compared("a.safetensors", 80, "new"));
    let mut session = open(folder.path(), &["diff".as_ref(), expected.as_os_str(), actual.as_os_str()]);
    session.wait_for("3 differ");
    session.wait_for("2 the same");
    let shown = session.screen().contents();
    for line in ["1 cell differs", "missing", "extra", "same"] {
        assert!(shown.contains(line), "{line} in\n{shown}");
    }
    session.press("\r");
    session.wait_for("[3] expected 8  actual 80");
    session.press("q");
    assert_eq!(session.end().0, 1);
}

#[test]
fn a_shard_that_changes_is_read_again() {
    let folder = TempDir::new().unwrap();
    let shard = folder.path().join("part.safetensors");
    archive(&shard, "{}", &[("a", [1, 2, 3, 4])]);
    let index = folder.path().join("model.safetensors.index.json");
    std::fs::write(&index, r#"{"weight_map":{"a":"part.safetensors"}}"#).unwrap();
    let mut session = view(&index);
    session.wait_for("[0] = 1");
    archive(&folder.path().join("next.safetensors"), "{}", &[("a", [7, 2, 3, 4])]);
    std::fs::rename(folder.path().join("next.safetensors"), &shard).unwrap();
    session.wait_for("[0] = 7");
    session.press("q");
    assert_eq!(session.end().0, 0);
}
