//! `init`: creates a workspace.

use super::exit::{Exit, Failure};
use super::notice::one_line;
use super::session::{Session, print};
use super::workspace::{DEFAULT, Workspace};
use std::path::{Path, PathBuf};

pub(super) fn run(session: &Session, folder: Option<PathBuf>) -> Result<Exit, Failure> {
    let course = session.course()?;
    let folder = folder.or_else(|| session.options.workspace.clone()).unwrap_or_else(|| DEFAULT.into());
    let (workspace, created) = Workspace::create(&course, &folder)?;
    let shown = one_line(&workspace.folder().to_string_lossy());
    print(|out| {
        match (created.written, created.kept) {
            (0, kept) => {
                writeln!(out, "{shown} is complete already: all its {kept} files stay as they are.")?;
            }
            (written, 0) => writeln!(out, "{shown} is ready: {written} files.")?,
            (written, kept) => {
                writeln!(out, "{shown} is ready: {written} files added, {kept} kept as they are.")?;
            }
        }
        let first = course.exercises.first().map_or("NAME", |exercise| exercise.name.as_str());
        let (place, argument) = if workspace.folder() == Path::new(DEFAULT) {
            (String::new(), String::new())
        } else {
            (format!(" in {shown}"), format!(" {shown}"))
        };
        writeln!(
            out,
            "Edit {shown}/src/{first}.rs, then run `tensorlings check {first}`{place}, or open the workbench: `tensorlings{argument}`."
        )
    })?;
    Ok(Exit::Yes)
}
