//! Wrong use: a sentence that says what to do, and exit code 2.

use crate::place::Place;

const NO_WORKSPACE: &str =
    "there is no workspace here; create one with `tensorlings init`, or name one with --workspace";

#[test]
fn an_unknown_function() {
    let place = Place::new().initialised();
    for command in ["check", "hint", "reset", "solution"] {
        place
            .test(&format!("{command} zeropad"))
            .code(2)
            .says("the course has no function `zeropad`; did you mean `zero_pad`?")
            .run();
    }
    place
        .test("grade --exercise nope")
        .code(2)
        .says(
            "the course has no function `nope`; it has zero_pad, conv_single_step, conv_forward, pool_forward, \
             conv_backward, create_mask_from_window, distribute_value, pool_backward",
        )
        .run();
}

#[test]
fn a_function_by_its_file() {
    let place = Place::new().initialised();
    for name in ["zero_pad.rs", "src/zero_pad.rs", "practice/src/zero_pad.rs"] {
        place.test(&format!("reset {name}")).stdout_has("as at the start").run();
    }
    place
        .test("hint src/zeropad.rs")
        .code(2)
        .says("the course has no function `zeropad`; did you mean `zero_pad`?")
        .run();
}

#[test]
fn no_workspace() {
    let place = Place::new();
    for command in ["check zero_pad", "hint zero_pad", "reset zero_pad", "solution zero_pad", "grade"] {
        place.test(command).code(2).says(NO_WORKSPACE).run();
    }
    place
        .test("list")
        .stdout_has("zero_pad")
        .says("there is no workspace yet; `tensorlings init` creates one")
        .run();
    place.test("solution zero_pad --anyway").stdout(&crate::place::solution("zero_pad")).run();
}

#[test]
fn a_path_that_is_no_folder() {
    let place = Place::new();
    place.write("notes.txt", "");
    place
        .test("grade notes.txt")
        .code(2)
        .says("notes.txt is no submission; give a folder that holds src/<function>.rs, a .zip or .tar.gz of one, or a <function>.rs")
        .run();
    place
        .test("list --workspace notes.txt")
        .code(2)
        .says("notes.txt is a file; a workspace is a folder")
        .run();
    place.test("init notes.txt").code(2).says("notes.txt is a file; name a folder for the workspace").run();
    place.test("notes.txt").code(2).says("notes.txt is a file; a workspace is a folder").run();
    place
        .test("list --course notes.txt")
        .code(2)
        .says("cannot read notes.txt/course.toml: Not a directory (os error 20)")
        .run();
}

#[test]
fn a_path_that_is_not_there() {
    let place = Place::new();
    place
        .test("grade nope")
        .code(2)
        .says("nope does not exist; give a folder that holds src/<function>.rs")
        .run();
    place
        .test("list --workspace nope")
        .code(2)
        .says("nope does not exist; `tensorlings init nope` creates a workspace there")
        .run();
    place.test("list --course nope").code(2).says("nope is not a course: it holds no `course.toml`").run();
}

#[test]
fn a_folder_of_something_else() {
    let place = Place::new();
    place.write("other/Cargo.toml", "");
    place
        .test("grade other")
        .code(2)
        .says("other holds no `src` folder; give a folder that holds src/<function>.rs")
        .run();
    place
        .test("list --workspace other")
        .code(2)
        .says("other is not a workspace; `tensorlings init other` makes it one")
        .run();
    place
        .test("init other")
        .code(2)
        .says("other holds another Rust project; name a new folder for the workspace")
        .run();
    assert_eq!(place.names("other"), ["Cargo.toml"]);
}

#[test]
fn the_workbench_without_a_terminal() {
    let place = Place::new();
    place
        .test("")
        .code(2)
        .says("the workbench needs a terminal for its input and output; without one, use `tensorlings check` or `grade`")
        .run();
    assert_eq!(place.names("."), [""; 0], "nothing is created");
}

#[test]
fn a_word_that_is_no_command() {
    let place = Place::new();
    for line in ["chek", "chek zero_pad", "chek zero_pad --verbose", "chek --verbose"] {
        place
            .test(line)
            .code(2)
            .says("`chek` is neither a command nor a folder; did you mean `tensorlings check`?")
            .run();
    }
    for (line, argument) in [("--nonsense", "--nonsense"), ("check zero_pad more", "more")] {
        place.test(line).code(2).stderr_has(&format!("unexpected argument '{argument}' found")).run();
    }
    place
        .test("frobnicate")
        .code(2)
        .says(
            "`frobnicate` is neither a command nor a folder; `tensorlings --help` lists the commands, \
             `tensorlings init frobnicate` creates a workspace",
        )
        .run();
    place
        .test("w list")
        .code(2)
        .says("a folder stands before the command; write `--workspace w` instead")
        .run();
}

#[test]
fn bad_values_of_options() {
    let place = Place::new();
    for (line, problem) in [
        ("grade --min-score nan", "invalid value 'nan' for '--min-score <POINTS>': give a number of points"),
        ("grade --min-score=-1", "give a number of points, for example 30 or 27.5"),
        ("grade --report json", "write FORMAT=FILE, for example json=report.json"),
        ("grade --report json=", "the file's name is missing: write FORMAT=FILE"),
        ("grade --report xml=x", "there is no format `xml`, only text, json"),
        (
            "grade --format xml",
            "[possible values: text, json, junit, github, gradescope, classroom, markdown, html]",
        ),
        ("list --min-sandbox most", "[possible values: full, contained, partial, none]"),
        ("list --colour", "a similar argument exists: '--color'"),
        ("check", "the following required arguments were not provided"),
    ] {
        place.test(line).code(2).stderr_has("error: ").stderr_has(problem).run();
    }
}

#[test]
fn a_report_that_cannot_be_written_is_known_before_the_work() {
    // No kit, no workspace's files: nothing but the report's place is looked at.
    let place = Place::new().initialised();
    place
        .test("grade --report json=nowhere/report.json")
        .env("XDG_CACHE_HOME", place.path("cache"))
        .code(2)
        .says("cannot write the report nowhere/report.json: No such file or directory (os error 2)")
        .run();
    assert!(!place.path("cache").exists());
}

#[test]
fn a_wrong_path_is_known_before_the_kit_is_built() {
    let place = Place::new();
    place
        .test("grade nope")
        .env("XDG_CACHE_HOME", place.path("cache"))
        .code(2)
        .stderr_has("does not exist")
        .run();
    assert!(!place.path("cache").exists());
}

#[test]
fn names_of_strangers_cannot_reach_the_terminal() {
    let place = Place::new();
    let hostile = "a\x1b[2Jb\nc\u{202e}d";
    let shown = "a\\x1b[2Jb\\nc\\u{202e}d";
    place
        .test_words(&["grade", hostile])
        .code(2)
        .says(&format!("{shown} does not exist; give a folder that holds src/<function>.rs"))
        .run();
    place.test_words(&["check", hostile]).code(2).stderr_has(&format!("no function `{shown}`")).run();
    place.test_words(&["init", hostile]).stdout_has(&format!("{shown} is ready: 13 files.")).run();
    let shown_by_clap =
        place.test_words(&["grade", "x", hostile]).code(2).stderr_has("unexpected argument").run();
    assert_eq!(shown_by_clap, "");
}

#[test]
fn help_and_version_are_results() {
    let place = Place::new();
    place.test("--version").stdout(concat!("tensorlings ", env!("CARGO_PKG_VERSION"), "\n")).run();
    let help = place.test("--help").stdout_has("Exit codes: 0 the answer is yes").run();
    for command in ["init", "list", "check", "hint", "reset", "solution", "grade", "doctor"] {
        assert!(help.contains(&format!("\n  {command} ")), "{command} in {help}");
    }
}
