//! What the tool says of itself: `--help`, the manual and the completions.

#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;
#[cfg(test)]
#[path = "docs/reader.rs"]
mod reader;

use clap::{CommandFactory, Parser};
use command::tensorlings;
use reader::{copy, prepare};
use std::process::Command;
use tensorlings::cli::Cli;

/// Every command and the words that lead to it, the tool itself first.
fn all_commands() -> Vec<(String, clap::Command)> {
    fn collect(words: &str, command: &clap::Command, all: &mut Vec<(String, clap::Command)>) {
        all.push((words.to_owned(), command.clone()));
        for inner in command.get_subcommands() {
            collect(&format!("{words} {}", inner.get_name()), inner, all);
        }
    }
    let mut all = Vec::new();
    collect("tensorlings", &Cli::command(), &mut all);
    all
}

fn example(command: &clap::Command) -> Option<String> {
    let help = command.get_after_help()?.to_string();
    Some(help.lines().find_map(|line| line.strip_prefix("Example: "))?.to_owned())
}

#[test]
fn every_command_has_an_example_that_can_be_typed() {
    let commands = all_commands();
    assert!(commands.len() > 12, "{}", commands.len());
    for (words, command) in commands {
        let example = example(&command).unwrap_or_else(|| panic!("`{words} --help` has no example"));
        assert!(example.starts_with(&words), "`{words} --help` shows another command: {example}");
        // What follows is the shell's.
        let typed = example.split_whitespace().take_while(|word| *word != ">");
        if let Err(error) = Cli::try_parse_from(typed) {
            panic!("{example}: {error}");
        }
    }
}

/// Examples that somebody with nothing written yet gets a "no" for.
const ANSWERED_BY_NO: [&str; 5] = ["check", "gradebook diff", "fuzz", "replay", "diff"];

#[test]
fn every_example_does_something_where_its_files_exist() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    for shard in ["1", "2"] {
        let (out, part) = (format!("shard-{shard}"), format!("{shard}/2"));
        let run = ["gradebook", "run", "submissions", "--out", &out, "--shard", &part, "--seed-file", "seed"];
        assert_eq!(tensorlings(folder.path(), &run).code, 0);
    }
    copy(&folder.path().join("shard-1"), &folder.path().join("last-week"));
    let mut commands = all_commands();
    // The workbench itself needs a terminal; and a course is written before it is proved.
    commands.retain(|(words, _)| words != "tensorlings");
    commands.sort_by_key(|(words, _)| words != "tensorlings course new");
    let mut refused = Vec::new();
    for (words, command) in commands {
        let example = example(&command).unwrap();
        let home = folder.path().to_str().unwrap();
        let typed: Vec<String> =
            example.split_whitespace().skip(1).map(|word| word.replace('~', home)).collect();
        let typed: Vec<&str> = typed.iter().map(String::as_str).take_while(|word| *word != ">").collect();
        let ran = tensorlings(folder.path(), &typed);
        match ran.code {
            0 => {}
            1 => refused.push(words.trim_start_matches("tensorlings ").to_owned()),
            _ => panic!("{example}: {ran:#?}"),
        }
    }
    assert_eq!(refused, ANSWERED_BY_NO);
}

#[test]
fn every_command_and_option_says_what_it_does() {
    for (words, command) in all_commands() {
        assert!(command.get_about().is_some(), "{words}");
        for argument in command.get_arguments() {
            assert!(argument.get_help().is_some(), "{words}: {}", argument.get_id());
        }
    }
}

#[test]
fn the_commands_agree_with_clap() {
    Cli::command().debug_assert();
}

#[test]
fn completions_name_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = tensorlings("/".as_ref(), &["completions", shell]);
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{shell}");
        for command in Cli::command().get_subcommands() {
            assert!(ran.stdout.contains(command.get_name()), "{shell}: {}", command.get_name());
        }
    }
    let ran = tensorlings("/".as_ref(), &["completions", "tcsh"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
}

#[test]
fn bash_completes_a_command_an_option_and_its_value() {
    let script = tensorlings("/".as_ref(), &["completions", "bash"]).stdout;
    for (typed, completed) in [
        ("tensorlings gra", "grade"),
        ("tensorlings grade --min-sc", "--min-score"),
        ("tensorlings grade --format gradesc", "gradescope"),
        ("tensorlings completions fi", "fish"),
    ] {
        let words: Vec<&str> = typed.split(' ').collect();
        let (last, before) = (words[words.len() - 1], words[words.len() - 2]);
        let ask = format!(
            "{script}\nCOMP_WORDS=({typed}); COMP_CWORD={}; _tensorlings tensorlings {last} {before}; echo \"${{COMPREPLY[@]}}\"",
            words.len() - 1
        );
        let output = Command::new("bash").args(["--norc", "-c", &ask]).output().unwrap();
        let replies = String::from_utf8(output.stdout).unwrap();
        assert!(replies.split_whitespace().any(|reply| reply == completed), "{typed}: {replies}");
    }
}

#[test]
fn the_manual_is_one_page_or_a_page_for_each_command() {
    let page = tensorlings("/".as_ref(), &["man"]);
    assert_eq!((page.code, page.stderr.as_str()), (0, ""));
    assert!(page.stdout.contains(".TH tensorlings 1"), "{}", page.stdout);
    assert!(page.stdout.contains("Exit codes: "), "{}", page.stdout);
    let folder = tempfile::tempdir().unwrap();
    let ran = tensorlings(folder.path(), &["man", "--out", "pages/man1"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""));
    for (words, _) in all_commands() {
        let file = folder.path().join("pages/man1").join(words.replace(' ', "-")).with_added_extension("1");
        let text =
            std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert!(text.contains("Example: tensorlings"), "{words}");
    }
}

#[test]
fn a_folder_that_cannot_hold_the_manual_is_wrong_use() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("file"), "").unwrap();
    let ran = tensorlings(folder.path(), &["man", "--out", "file"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.starts_with("tensorlings: cannot write the pages to file: "), "{}", ran.stderr);
    assert_eq!(ran.stderr.lines().count(), 1);
}
