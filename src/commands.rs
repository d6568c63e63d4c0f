//! One file a command: inputs → library → text. The edge, where failures become sentences and exit codes.

mod check;
mod completions;
mod course;
mod diff;
mod doctor;
mod environment;
mod exit;
mod fuzz;
mod grade;
mod gradebook;
mod gradescope;
mod hint;
mod init;
mod list;
mod look;
mod man;
mod mistyped;
mod notice;
mod plain;
mod report_file;
mod reset;
mod session;
mod solution;
mod step_summary;
mod tensors;
mod view;
mod workbench;
mod workspace;

use crate::cli::{Cli, Command};
use crate::grade::clean;
use clap::Parser;
use environment::Environment;
use exit::{Exit, Failure};
use session::Session;
use std::ffi::OsString;
use std::io::Write;
use std::process::ExitCode;

/// Runs the command line and gives the exit code.
#[must_use]
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().map(tensors::spelled_out).collect();
    match Cli::try_parse_from(&arguments) {
        Ok(cli) => finish(dispatch(cli)),
        Err(error) if let Some(failure) = mistyped::command(&error, &arguments) => finish(Err(failure)),
        Err(help) => {
            // Help and version go to standard output with code 0, errors to standard error with code 2.
            tell(&help, &arguments);
            ExitCode::from(u8::try_from(help.exit_code()).unwrap_or(2))
        }
    }
}

/// Help as it is; an error may quote a name that a stranger gave to a file, as where a shell expanded `*`.
fn tell(help: &clap::Error, arguments: &[OsString]) {
    let is_strange = |argument: &OsString| clean(argument.as_encoded_bytes()).as_str() != argument;
    let _ = if help.use_stderr() && arguments.iter().any(is_strange) {
        write!(std::io::stderr(), "{}", clean(help.render().to_string().as_bytes()))
    } else {
        help.print()
    };
}

fn dispatch(cli: Cli) -> Result<Exit, Failure> {
    let environment = Environment::read();
    let session = Session::new(cli.global, environment);
    if let (Some(folder), Some(_)) = (&cli.folder, &cli.command) {
        return Err(Failure::usage(format!(
            "a folder stands before the command; write `--workspace {}` instead",
            folder.display()
        )));
    }
    match cli.command {
        None if session.is_plain() => plain::run(&session, cli.folder),
        None => workbench::run(&session, cli.folder),
        Some(Command::Init { folder, ci }) => init::run(&session, folder, ci),
        Some(Command::List) => list::run(&session),
        Some(Command::Check { name, verbose, gradient }) => {
            check::run(&session, &name, verbose.into(), gradient.into())
        }
        Some(Command::Hint { name, last }) => hint::run(&session, &name, last.into()),
        Some(Command::Reset { name }) => reset::run(&session, &name),
        Some(Command::Solution { name, anyway }) => solution::run(&session, &name, anyway.into()),
        Some(Command::Grade(options)) => grade::run(&session, &options),
        Some(Command::Gradebook { task }) => gradebook::run(&session, task),
        Some(Command::Fuzz(options)) => fuzz::run(&session, &options),
        Some(Command::Replay { id, export }) => fuzz::replay(&session, &id, &export),
        Some(Command::View(options)) => view::run(&session, &options),
        Some(Command::Diff(options)) => diff::run(&session, &options),
        Some(Command::Course { task }) => course::run(&session, task),
        Some(Command::Doctor) => doctor::run(&session),
        Some(Command::GradescopeBundle(options)) => gradescope::run(&session, &options),
        Some(Command::Completions { shell }) => completions::run(shell),
        Some(Command::Man { out }) => man::run(out.as_deref()),
    }
}

fn finish(result: Result<Exit, Failure>) -> ExitCode {
    match result {
        Ok(exit) => exit.into(),
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "tensorlings: {}", failure.sentence());
            failure.exit.into()
        }
    }
}
