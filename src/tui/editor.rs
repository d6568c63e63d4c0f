//! The learner's own editor: which command, and at which line.

use std::path::Path;
use std::process::{Command, ExitStatus};

/// Editors that take `+LINE` before the file.
const PLUS_LINE: &[&str] = &[
    "vi",
    "vim",
    "nvim",
    "view",
    "gvim",
    "nano",
    "pico",
    "emacs",
    "emacsclient",
    "micro",
    "kak",
    "joe",
    "jed",
    "mg",
    "ne",
    "vis",
];
/// Editors that take `FILE:LINE`.
const COLON_LINE: &[&str] = &["hx", "helix", "subl", "zed"];
/// Editors that take `--goto FILE:LINE`, and must be told to wait.
const GOTO_LINE: &[&str] = &["code", "codium", "code-insiders", "cursor"];

/// Runs the editor and waits for it.
///
/// # Errors
/// One sentence, when the editor cannot be started or says that it failed.
pub(super) fn edit(command: &str, file: &Path, line: usize) -> Result<(), String> {
    let Some((program, arguments)) = command_line(command, file, line) else {
        return Err("The editor's command is empty: put one into $EDITOR.".to_owned());
    };
    let status = Command::new(&program).args(arguments).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("The editor `{program}` ended with {}.", describe(status))),
        Err(error) => Err(format!(
            "The editor `{program}` could not be started: {error}. Put its command into $EDITOR."
        )),
    }
}

/// The line to open: where the function still has its `todo!`, else where it begins, else the first.
pub(super) fn line_to_edit(source: &str, function: &str) -> usize {
    let head = format!("fn {function}(");
    let find = |what: &str| source.lines().position(|line| line.contains(what)).map(|index| index + 1);
    find("todo!(").or_else(|| find(&head)).unwrap_or(1)
}

/// The program and its arguments. The command may hold arguments of its own; quotes keep spaces together.
fn command_line(command: &str, file: &Path, line: usize) -> Option<(String, Vec<String>)> {
    let mut words = split(command).into_iter();
    let program = words.next()?;
    let mut arguments: Vec<String> = words.collect();
    let file = file.display().to_string();
    let name =
        Path::new(&program).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    if PLUS_LINE.contains(&name.as_str()) {
        arguments.extend([format!("+{line}"), file]);
    } else if COLON_LINE.contains(&name.as_str()) {
        arguments.push(format!("{file}:{line}"));
    } else if GOTO_LINE.contains(&name.as_str()) {
        arguments.extend(["--wait".to_owned(), "--goto".to_owned(), format!("{file}:{line}")]);
    } else {
        arguments.push(file);
    }
    Some((program, arguments))
}

/// Splits at spaces outside quotes, as a shell does.
fn split(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    for letter in command.chars() {
        match (quote, letter) {
            (Some(open), letter) if open == letter => quote = None,
            (None, '"' | '\'') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (None, letter) if letter.is_whitespace() => words.extend(word.take()),
            (_, letter) => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

fn describe(status: ExitStatus) -> String {
    status.code().map_or_else(|| "a signal".to_owned(), |code| format!("exit code {code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(command: &str) -> Vec<String> {
        let (program, arguments) = command_line(command, Path::new("/w/src/shift.rs"), 7).unwrap();
        std::iter::once(program).chain(arguments).collect()
    }

    #[test]
    fn editors_are_told_the_line_in_their_own_way() {
        assert_eq!(words("nvim"), ["nvim", "+7", "/w/src/shift.rs"]);
        assert_eq!(words("/usr/bin/vim -n"), ["/usr/bin/vim", "-n", "+7", "/w/src/shift.rs"]);
        assert_eq!(words("hx"), ["hx", "/w/src/shift.rs:7"]);
        assert_eq!(words("code"), ["code", "--wait", "--goto", "/w/src/shift.rs:7"]);
        assert_eq!(words("ed"), ["ed", "/w/src/shift.rs"]);
    }

    #[test]
    fn quotes_keep_spaces_together() {
        assert_eq!(split(r#""my editor" -c 'a b' x"#), ["my editor", "-c", "a b", "x"]);
        assert_eq!(command_line("  ", Path::new("f"), 1), None);
    }

    #[test]
    fn the_line_is_where_the_work_is() {
        let start = "//! Doc.\n\npub fn shift(x: f64) -> f64 {\n    todo!()\n}\n";
        assert_eq!(line_to_edit(start, "shift"), 4);
        assert_eq!(line_to_edit("//! Doc.\npub fn shift(x: f64) {}\n", "shift"), 2);
        assert_eq!(line_to_edit("", "shift"), 1);
    }

    #[test]
    fn an_editor_that_cannot_be_started_gives_one_sentence() {
        let error = edit("/nonexistent/editor", Path::new("f"), 1).unwrap_err();
        assert!(error.starts_with("The editor `/nonexistent/editor` could not be started"));
    }
}
