//! `completions`: what makes a shell complete the commands and options.

use super::exit::{Exit, Failure};
use super::session::print;
use crate::cli::Cli;
use clap::CommandFactory;
use clap_complete::{Shell, generate};

pub(super) fn run(shell: Shell) -> Result<Exit, Failure> {
    // Into memory first: the generator panics where its output cannot be written.
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "tensorlings", &mut script);
    print(|out| out.write_all(&script))?;
    Ok(Exit::Yes)
}
