//! `man`: the manual, as one page or as a page for each command.

use super::exit::{Exit, Failure};
use super::notice::one_line;
use super::session::print;
use crate::cli::Cli;
use clap::CommandFactory;
use clap_mangen::{Man, generate_to};
use std::path::Path;

pub(super) fn run(folder: Option<&Path>) -> Result<Exit, Failure> {
    match folder {
        None => page()?,
        Some(folder) => pages(folder)?,
    }
    Ok(Exit::Yes)
}

fn page() -> Result<(), Failure> {
    let mut page = Vec::new();
    Man::new(Cli::command()).render(&mut page)?;
    print(|out| out.write_all(&page))
}

fn pages(folder: &Path) -> Result<(), Failure> {
    let shown = one_line(&folder.to_string_lossy());
    std::fs::create_dir_all(folder).and_then(|()| generate_to(Cli::command(), folder)).map_err(|error| {
        Failure::unwritable(&error, format!("cannot write the pages to {shown}: {error}"))
    })?;
    print(|out| writeln!(out, "The pages are in {shown}; `man {shown}/tensorlings.1` shows the first."))
}
