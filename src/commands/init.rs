//! `init`: creates a workspace.

mod ci;

use super::exit::{Exit, Failure};
use super::notice::one_line;
use super::session::{Session, print};
use super::workspace::{DEFAULT, Workspace};
use crate::cli::CiHost;
use crate::course::Course;
use std::path::{Path, PathBuf};

pub(super) fn run(session: &Session, folder: Option<PathBuf>, ci: Option<CiHost>) -> Result<Exit, Failure> {
    let course = session.course()?;
    let folder = folder.or_else(|| session.options.workspace.clone()).unwrap_or_else(|| DEFAULT.into());
    let (workspace, mut created) = Workspace::create(&course, &folder)?;
    if let Some(host) = ci {
        workspace.add(ci::files(&course, host), &mut created)?;
        if let Some(top) = repository_above(workspace.folder()) {
            session.note(&format!(
                "{} is not the top of its repository; CI files are read in {} only, so move them there",
                workspace.folder().display(),
                top.display()
            ));
        }
    }
    let shown = one_line(&workspace.folder().to_string_lossy());
    print(|out| {
        match (created.written, created.kept) {
            (0, kept) => writeln!(out, "{shown} is complete already: all its {kept} files are kept.")?,
            (written, 0) => writeln!(out, "{shown} is ready: {written} files.")?,
            (written, kept) => {
                let files = if written == 1 { "1 file" } else { &format!("{written} files") };
                writeln!(out, "{shown} is ready: {files} added, {kept} kept.")?;
            }
        }
        match ci {
            None => writeln!(out, "{}", practise(session, &course, &workspace)),
            Some(_) => writeln!(out, "{PUSH}"),
        }
    })?;
    Ok(Exit::Yes)
}

/// What a learner does next.
fn practise(session: &Session, course: &Course, workspace: &Workspace) -> String {
    let first = course.exercises.first().map_or("NAME", |exercise| exercise.name.as_str());
    let file = workspace.folder().join("src").join(first).with_extension("rs");
    let file = one_line(&file.strip_prefix(".").unwrap_or(&file).to_string_lossy());
    let (check, open) = arguments(session, workspace.folder());
    format!(
        "Edit {file}, then run `tensorlings check {first}{check}`, or open the workbench: `tensorlings{open}`."
    )
}

/// What a command, and the workbench, must be told to find the workspace and its course: what they find by themselves is
/// left out.
fn arguments(session: &Session, workspace: &Path) -> (String, String) {
    let shown = |path: &Path| one_line(&path.to_string_lossy());
    let course = session.options.course.as_deref();
    let course = course.map_or_else(String::new, |course| format!(" --course {}", shown(course)));
    let is_found = [".", DEFAULT].iter().any(|found| workspace == Path::new(found));
    if is_found {
        return (course.clone(), course);
    }
    let workspace = shown(workspace);
    (format!("{course} --workspace {workspace}"), format!("{course} {workspace}"))
}

/// The repository that a folder belongs to without being its top.
fn repository_above(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    let top = folder.ancestors().find(|folder| folder.join(".git").exists())?;
    (top != folder).then(|| top.to_owned())
}

/// What a teacher does next.
const PUSH: &str = "\
Push the folder as a repository of its own. Whoever clones it runs `tensorlings init .` in it once; every push is graded.";
