//! The files of the built-in editor. What somebody else wrote is never overwritten without being asked for.

use super::Outside;
use super::unsaved::{self, Keeper};
use crate::course::Exercise;
use crate::tui::draft::After;
use crate::tui::editor;
use crate::tui::msg::{Msg, Worker, Written};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Outside {
    pub(super) fn open_draft(&self, exercise: usize, line: Option<usize>) {
        let (Some(file), name) = (self.file(exercise), self.course.exercises[exercise].name.clone()) else {
            return;
        };
        let kept = self.unsaved_file(exercise);
        self.workers.spawn(Worker::Draft, move |inbox| {
            let text = read(&file);
            let unsaved = kept.and_then(|kept| unsaved::read(&kept));
            let unsaved = unsaved.filter(|unsaved| text.as_ref().is_ok_and(|text| text != unsaved));
            let find = |text: &String| editor::line_to_edit(text, &name);
            let line = line.unwrap_or_else(|| text.as_ref().map_or(1, find));
            let _ = inbox.send(Msg::DraftOpened { exercise, line, text, unsaved });
        });
    }

    pub(super) fn read_source(&self, exercise: usize) {
        let Some(file) = self.file(exercise) else { return };
        self.workers.spawn(Worker::Draft, move |inbox| {
            let _ = inbox.send(Msg::SourceRead { exercise, text: read(&file) });
        });
    }

    pub(super) fn read_draft(&self, exercise: usize) {
        let Some(file) = self.file(exercise) else { return };
        self.workers.spawn(Worker::Draft, move |inbox| {
            // A file that is gone for the moment of a rename is no news.
            if let Ok(text) = read(&file) {
                let _ = inbox.send(Msg::DraftRead { exercise, text });
            }
        });
    }

    pub(super) fn write_draft(&self, exercise: usize, text: String, over: String, after: After) {
        let Some(file) = self.file(exercise) else { return };
        self.workers.spawn(Worker::Draft, move |inbox| {
            let result = write(&file, text, &over, after);
            let _ = inbox.send(Msg::DraftWritten { exercise, result });
        });
    }

    /// Where the unsaved text of the exercise at this position is kept.
    fn unsaved_file(&self, exercise: usize) -> Option<PathBuf> {
        let exercise = self.course.exercises.get(exercise)?;
        Some(unsaved::file(self.workspace.as_ref()?, &exercise.name))
    }

    pub(super) fn look_for_unsaved(&self, workspace: &Path) {
        let (course, workspace) = (Arc::clone(&self.course), workspace.to_owned());
        self.workers.spawn(Worker::Draft, move |inbox| {
            let differs = |exercise: &Exercise| {
                let unsaved = unsaved::read(&unsaved::file(&workspace, &exercise.name));
                let saved = read(&workspace.join(exercise.file()));
                unsaved.is_some_and(|unsaved| saved.as_ref() != Ok(&unsaved))
            };
            let kept = course.exercises.iter().enumerate().filter(|(_, exercise)| differs(exercise));
            let left: Vec<usize> = kept.map(|(index, _)| index).collect();
            if !left.is_empty() {
                let _ = inbox.send(Msg::DraftsFound(left));
            }
        });
    }

    pub(super) fn keep_draft(&mut self, exercise: usize, unsaved: Option<String>) {
        let Some(file) = self.unsaved_file(exercise) else { return };
        let workers = &self.workers;
        self.unsaved.get_or_insert_with(|| Keeper::start(workers)).keep(file, unsaved);
    }
}

/// A source file's text; one that is not there yet is empty.
///
/// # Errors
/// One sentence, when the file cannot be read as text.
fn read(file: &Path) -> Result<String, String> {
    match std::fs::read_to_string(file) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            Err(format!("{} is not UTF-8 text and cannot be edited here.", file.display()))
        }
        other => other.map_err(|error| format!("{} cannot be read: {error}.", file.display())),
    }
}

/// Replaces a file in one step, if it still holds `over`.
///
/// # Errors
/// One sentence, when the file cannot be read or written.
fn write(file: &Path, text: String, over: &str, after: After) -> Result<Written, String> {
    let there = read(file)?;
    if there != over && there != text {
        return Ok(Written::Foreign(there));
    }
    replace(file, &text).map_err(|error| format!("{} cannot be written: {error}.", file.display()))?;
    Ok(Written::Done { text, after })
}

/// The new text is complete before it takes the old one's place; a link keeps pointing to where it did, and the
/// file's permissions stay.
fn replace(file: &Path, text: &str) -> io::Result<()> {
    let file = std::fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    let mut new = tempfile::NamedTempFile::new_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    match std::fs::metadata(&file) {
        Ok(old) => std::fs::set_permissions(new.path(), old.permissions())?,
        Err(_) => make_readable(new.path())?,
    }
    new.persist(&file)?;
    Ok(())
}

/// A new source file can be read by others, as files of any editor can.
#[cfg(unix)]
fn make_readable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn make_readable(_file: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_somebody_else_wrote_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shift.rs");
        std::fs::write(&file, "theirs\n").unwrap();
        let result = write(&file, "mine\n".to_owned(), "before\n", After::Stay).unwrap();
        assert_eq!(result, Written::Foreign("theirs\n".to_owned()));
        assert_eq!(read(&file).unwrap(), "theirs\n");

        let result = write(&file, "mine\n".to_owned(), "theirs\n", After::Close).unwrap();
        assert_eq!(result, Written::Done { text: "mine\n".to_owned(), after: After::Close });
        assert_eq!(read(&file).unwrap(), "mine\n");
    }

    #[test]
    fn a_file_that_is_not_there_is_empty_and_can_be_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shift.rs");
        assert_eq!(read(&file).unwrap(), "");
        write(&file, "new\n".to_owned(), "", After::Stay).unwrap();
        assert_eq!(read(&file).unwrap(), "new\n");
    }

    #[test]
    fn what_is_no_text_is_refused_in_one_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("shift.rs");
        std::fs::write(&file, [0xff, 0xfe]).unwrap();
        assert!(read(&file).unwrap_err().contains("not UTF-8"));
    }

    #[cfg(unix)]
    #[test]
    fn permissions_and_links_survive_a_save() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("real.rs"), folder.path().join("shift.rs"));
        std::fs::write(&file, "old\n").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        write(&link, "new\n".to_owned(), "old\n", After::Stay).unwrap();
        assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        assert_eq!(read(&file).unwrap(), "new\n");
    }
}
