//! Writing: the learner's own editor, and the built-in one.

use crate::session::Session;
use crate::{assert_sane, first_function, save, workspace};
use std::process::Command;

#[test]
fn the_editor_gets_the_terminal_and_the_screen_comes_back() {
    let workspace = workspace();
    let editor = workspace.path().join("editor.sh");
    std::fs::write(&editor, "echo \"editing $1\"\nread answer\necho \"// $answer\" >> \"$1\"\n").unwrap();
    let command = format!("sh {}", editor.display());
    let mut session = Session::open(workspace.path(), &[("VISUAL", &command)]);
    session.wait_for("Functions");
    session.press("e");
    let (name, _) = first_function();
    session.wait_for(&format!("src/{name}.rs"));
    assert!(!session.screen().alternate_screen());
    session.press("a remark\r");
    session.wait_for("Functions");
    session.press("q");
    let (code, terminal) = session.end();
    assert_eq!(code, 0);
    assert_sane(&terminal);
    let source = std::fs::read_to_string(workspace.path().join(format!("src/{name}.rs"))).unwrap();
    assert!(source.ends_with("// a remark\n"), "no key was lost to the workbench: {source}");
}

#[test]
fn a_pasted_text_is_text_in_the_editor_and_nothing_elsewhere() {
    let workspace = workspace();
    let mut session = Session::open(workspace.path(), &[]);
    session.wait_for("Functions");
    session.press("\x1b[200~q\x1b[201~");
    session.press("e");
    session.wait_for("Ctrl-S");
    session.press("\x1b[200~// one\r// two q\r\x1b[201~");
    session.wait_for("// two q");
    session.wait_for("not saved");
    session.press("\x1b");
    session.wait_for("Leave all the same");
    session.press("d");
    session.wait_for("Functions");
    session.press("q");
    assert_eq!(session.end().0, 0);
}

#[test]
fn without_an_editor_the_built_in_one_saves_and_runs() {
    let (name, solution) = first_function();
    let workspace = workspace();
    let file = workspace.path().join(format!("src/{name}.rs"));
    std::fs::write(&file, solution.replacen("pub fn", "pub fnx", 1)).unwrap();
    let mut session = Session::open(workspace.path(), &[]);
    session.wait_for("0 of 8 passed");
    session.wait_for("sandbox");
    session.press("e");
    session.wait_for("Ctrl-S");
    session.press("\x06fnx\r");
    session.wait_until_gone("Enter take it");
    session.press("\x1b[C\x1b[C\x1b[3~");
    session.wait_for("not saved");
    session.press("\x13");
    session.wait_for("1 of 8 passed");
    session.press("\x1b");
    session.wait_for("Functions");
    session.press("q");
    let (code, terminal) = session.end();
    assert_eq!(code, 0);
    assert_sane(&terminal);
    assert_eq!(std::fs::read_to_string(&file).unwrap(), solution);
}

#[test]
fn a_file_that_changes_under_the_built_in_editor_is_asked_about() {
    let (name, _) = first_function();
    let workspace = workspace();
    let mut session = Session::open(workspace.path(), &[]);
    session.wait_for("watching");
    session.press("e");
    session.wait_for("Ctrl-S");
    session.press("mine");
    session.wait_for("not saved");
    save(workspace.path(), &name, "// theirs\n");
    session.wait_for("Another program changed this file");
    session.press("t");
    session.wait_for("// theirs");
    session.press("\x1b");
    session.wait_for("Functions");
    session.press("q");
    assert_eq!(session.end().0, 0);
    let kept = std::fs::read_to_string(workspace.path().join(format!("src/{name}.rs"))).unwrap();
    assert_eq!(kept, "// theirs\n");
}

#[test]
fn what_was_typed_survives_every_end_of_the_process() {
    let (name, _) = first_function();
    for signal in ["-KILL", "-TERM", "-HUP"] {
        let workspace = workspace();
        let mut session = Session::open(workspace.path(), &[]);
        session.wait_for("Functions");
        session.press("e");
        session.wait_for("Ctrl-S");
        session.press("precious words");
        session.wait_for("precious words");
        let kept = workspace.path().join(format!(".tensorlings/drafts/{name}.rs"));
        session
            .wait_until(|| std::fs::read_to_string(&kept).is_ok_and(|text| text.contains("precious words")));
        let sent = Command::new("kill").arg(signal).arg(session.process().to_string()).status().unwrap();
        assert!(sent.success());
        session.end();

        let mut session = Session::open(workspace.path(), &[]);
        session.wait_for(&format!("Unsaved text of {name} is kept"));
        session.press("e");
        session.wait_for("was never saved");
        session.press("t");
        session.wait_for("precious words");
        session.wait_for("not saved");
        session.press("\x13");
        session.wait_until_gone("not saved");
        session.press("\x1b");
        session.wait_for("Functions");
        session.press("q");
        assert_eq!(session.end().0, 0);
        let source = std::fs::read_to_string(workspace.path().join(format!("src/{name}.rs"))).unwrap();
        assert!(source.contains("precious words"), "{signal}: {source}");
        assert!(!kept.exists(), "what is saved need not be kept");
    }
}
