//! `reset`: the start file again.

use super::exit::{Exit, Failure};
use super::notice::one_line;
use super::session::{Session, current_folder, print};
use super::workspace::below;
use std::path::Path;

pub(super) fn run(session: &Session, name: &str) -> Result<Exit, Failure> {
    let course = session.course()?;
    let exercise = session.exercise(&course, name)?;
    let workspace = session.workspace()?;
    // Only in a workspace of this course.
    workspace.progress(&course)?;
    let backup = workspace.reset(exercise)?;
    let here = current_folder()?;
    let shown = |path: &Path| one_line(&below(&here, path).to_string_lossy());
    let file = shown(&workspace.file(exercise));
    print(|out| match backup {
        Some(backup) => {
            writeln!(out, "{file} is as at the start; the old file is kept as {}.", shown(&backup))
        }
        None => writeln!(out, "{file} is as at the start."),
    })?;
    Ok(Exit::Yes)
}
