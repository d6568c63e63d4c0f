//! A word that is no command, told from a folder to open.

use super::exit::Failure;
use super::session::closest;
use crate::cli::Cli;
use clap::error::ErrorKind;
use clap::{CommandFactory, Error};
use std::ffi::OsString;
use std::path::Path;

/// The failure that a wrong command line really is, where it begins with a word that is no command and goes on: to clap
/// the word is the folder, and what follows too much.
pub(super) fn command(error: &Error, arguments: &[OsString]) -> Option<Failure> {
    let word = Path::new(arguments.get(1)?);
    let is_option = word.as_os_str().as_encoded_bytes().starts_with(b"-");
    let may_be = error.kind() == ErrorKind::UnknownArgument && !is_option;
    let is_command = Cli::command().find_subcommand(word).is_some();
    (may_be && !is_command).then(|| no_command(word)).flatten()
}

/// Where a path is neither a folder nor could become one unasked: what was probably meant.
pub(super) fn no_command(path: &Path) -> Option<Failure> {
    let is_one_word = path.components().count() == 1 && path.file_name().is_some();
    if !is_one_word || path.exists() {
        return None;
    }
    let word = path.to_string_lossy();
    let cli = Cli::command();
    let commands: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let meant = match closest(&word, &commands) {
        Some(meant) => format!("did you mean `tensorlings {meant}`?"),
        None => {
            format!("`tensorlings --help` lists the commands, `tensorlings init {word}` creates a workspace")
        }
    };
    Some(Failure::usage(format!("`{word}` is neither a command nor a folder; {meant}")))
}
