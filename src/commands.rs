//! One file a command: inputs → library → text. The edge, where failures become sentences and exit codes.

mod check;
mod doctor;
mod environment;
mod exit;
mod grade;
mod hint;
mod init;
mod list;
mod plain;
mod reset;
mod session;
mod solution;
mod workbench;
mod workspace;

use crate::cli::{Cli, Command};
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
    match Cli::try_parse_from(arguments) {
        Ok(cli) => finish(dispatch(cli)),
        Err(help) => {
            // Help and version go to standard output with code 0, errors to standard error with code 2.
            let _ = help.print();
            ExitCode::from(u8::try_from(help.exit_code()).unwrap_or(2))
        }
    }
}

fn dispatch(cli: Cli) -> Result<Exit, Failure> {
    let environment = Environment::read();
    let session = Session::new(cli.global, environment);
    if let (Some(folder), Some(_)) = (&cli.folder, &cli.command) {
        return Err(Failure::usage(format!(
            "a command takes its workspace by --workspace, not before its name: {}",
            folder.display()
        )));
    }
    match cli.command {
        None if session.is_plain() => plain::run(&session, cli.folder),
        None => workbench::run(&session, cli.folder),
        Some(Command::Init { folder }) => init::run(&session, folder),
        Some(Command::List) => list::run(&session),
        Some(Command::Check { name, verbose }) => check::run(&session, &name, verbose.into()),
        Some(Command::Hint { name }) => hint::run(&session, &name),
        Some(Command::Reset { name }) => reset::run(&session, &name),
        Some(Command::Solution { name, anyway }) => solution::run(&session, &name, anyway.into()),
        Some(Command::Grade(options)) => grade::run(&session, &options),
        Some(Command::Doctor) => doctor::run(&session),
    }
}

fn finish(result: Result<Exit, Failure>) -> ExitCode {
    match result {
        Ok(exit) => exit.into(),
        Err(failure) => {
            let _ = writeln!(std::io::stderr(), "tensorlings: {:#}", failure.reason);
            failure.exit.into()
        }
    }
}
