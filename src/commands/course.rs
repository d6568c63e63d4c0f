//! `course`: an author's proof, and a course to start from.

use super::exit::{Exit, Failure};
use super::session::{Session, print, standard_output};
use crate::author::{self, Audit, Finding, Note, Storing, write_skeleton};
use crate::cli::CourseTask;
use crate::course::{Course, CourseSource};
use crate::sandbox::Cancel;
use crate::style::{Line, Meaning, Theme, ansi, counted};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Progress is told after each so many versions.
const STEP: usize = 25;

pub(super) fn run(session: &Session, task: CourseTask) -> Result<Exit, Failure> {
    match task {
        CourseTask::New { folder } => new(session, &folder),
        CourseTask::Check { folder: Some(folder), write, verbose } => {
            let course = Course::load(&CourseSource::Folder(folder.clone()))?;
            check(session, &Arc::new(course), Some(folder.as_path()).filter(|_| write), verbose.into())
        }
        CourseTask::Check { folder: None, verbose, .. } => {
            check(session, &session.course()?, None, verbose.into())
        }
    }
}

fn new(session: &Session, folder: &Path) -> Result<Exit, Failure> {
    let files = write_skeleton(folder)?;
    let shown = folder.display();
    session.note(&format!(
        "{shown} holds a course of one function ({files} files); prove it with `tensorlings course check {shown}`"
    ));
    Ok(Exit::Yes)
}

/// Whether notes name what they count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Notes {
    Counted,
    Named,
}

impl From<bool> for Notes {
    fn from(verbose: bool) -> Self {
        if verbose { Self::Named } else { Self::Counted }
    }
}

/// `store`: where to put what the mistakes give; nowhere where it is only to be compared.
fn check(
    session: &Session,
    course: &Arc<Course>,
    store: Option<&Path>,
    notes: Notes,
) -> Result<Exit, Failure> {
    let grader = session.grader(course)?;
    let storing = if store.is_some() { Storing::Renewed } else { Storing::Compared };
    let told = AtomicUsize::new(0);
    let audit = author::audit(&grader, storing, &Cancel::default(), &|done, all| {
        if done == all || done >= told.load(Ordering::Relaxed) + STEP {
            told.store(done, Ordering::Relaxed);
            session.note(&format!("{done} of {all} versions judged"));
        }
    })?;
    if let Some(folder) = store {
        for exercise in &audit.exercises {
            let file = folder.join(&exercise.exercise).join("mistakes.npz");
            std::fs::write(&file, &exercise.archive).map_err(|error| {
                Failure::unwritable(&error, format!("cannot write {}: {error}", file.display()))
            })?;
        }
    }
    let theme = session.theme(standard_output());
    print(|out| ansi::write(&lines(&audit, notes, &theme), out))?;
    Ok(Exit::answer(audit.is_sound()))
}

fn lines(audit: &Audit, notes: Notes, theme: &Theme) -> Vec<Line> {
    let mut lines = table(audit, theme);
    let list = |title: &str, sentences: &[String], meaning: Meaning, mark: &str| {
        let mut lines = Vec::new();
        if !sentences.is_empty() {
            lines.extend([Line::default(), theme.line(Meaning::Strong, title)]);
        }
        for sentence in sentences {
            let text = theme.text(&format!(" {sentence}"));
            lines.push(theme.line(meaning, mark).with(text, theme.style(Meaning::Text)));
        }
        lines
    };
    let faults: Vec<String> =
        audit.faults.iter().map(|Finding { exercise, text }| format!("{exercise}: {text}")).collect();
    let counted = audit.notes.iter().any(|note| !note.names.is_empty());
    let title = if counted && notes == Notes::Counted { "Notes (-v names them)" } else { "Notes" };
    lines.extend(list(title, &noted(audit, notes), Meaning::Dim, " "));
    lines.extend(list("Faults", &faults, Meaning::Wrong, theme.glyphs.failed));
    lines.extend([Line::default(), verdict(audit, theme)]);
    lines
}

/// One line an exercise, or one a note where they name what they count.
fn noted(audit: &Audit, notes: Notes) -> Vec<String> {
    let of = |exercise: &str| -> Vec<&Note> {
        audit.notes.iter().filter(|note| note.exercise == exercise).collect()
    };
    let named = |note: &Note| match note.names.as_slice() {
        [] => format!("{}: {}", note.exercise, note.text),
        names => format!("{}: {}: {}", note.exercise, note.text, names.join(", ")),
    };
    match notes {
        Notes::Named => audit.notes.iter().map(named).collect(),
        Notes::Counted => {
            let exercises = audit.exercises.iter().map(|audited| (&audited.exercise, of(&audited.exercise)));
            let told = exercises.filter(|(_, notes)| !notes.is_empty());
            let texts =
                |notes: &[&Note]| notes.iter().map(|note| note.text.as_str()).collect::<Vec<_>>().join(", ");
            told.map(|(exercise, notes)| format!("{exercise}: {}", texts(&notes))).collect()
        }
    }
}

/// One row an exercise.
fn table(audit: &Audit, theme: &Theme) -> Vec<Line> {
    let head = ["function", "cases", "styles", "mistakes", "of them pass the published case", "stored"];
    let mut rows = vec![head.map(str::to_owned)];
    rows.extend(audit.exercises.iter().map(|audited| {
        let counts = [audited.cases, audited.styles, audited.mistakes, audited.pass_published];
        let [cases, styles, mistakes, published] = counts.map(|count| count.to_string());
        let stored = format!("{} KB", audited.archive.len().div_ceil(1000));
        [audited.exercise.clone(), cases, styles, mistakes, published, stored]
    }));
    let width = |column: usize| rows.iter().map(|row| row[column].len()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..head.len()).map(width).collect();
    let row = |(place, row): (usize, &[String; 6])| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| {
            if column == 0 { format!("{cell:<width$}") } else { format!("  {cell:>width$}") }
        });
        let meaning = if place == 0 { Meaning::Dim } else { Meaning::Text };
        theme.line(meaning, cells.collect::<String>())
    };
    rows.iter().enumerate().map(row).collect()
}

fn verdict(audit: &Audit, theme: &Theme) -> Line {
    let sum = |figure: fn(&author::Audited) -> usize| audit.exercises.iter().map(figure).sum::<usize>();
    let facts = format!(
        "{}, {}, {}, {} KB of stored outputs",
        counted(audit.exercises.len(), "function"),
        counted(sum(|audited| audited.cases), "case"),
        counted(sum(|audited| audited.mistakes), "mistake"),
        sum(|audited| audited.archive.len()).div_ceil(1000)
    );
    match audit.faults.len() {
        0 => theme
            .line(Meaning::Right, format!("{} the course is sound", theme.glyphs.passed))
            .with(format!(": {facts}"), theme.style(Meaning::Text)),
        count => theme
            .line(
                Meaning::Wrong,
                format!("{} the course is not sound: {}", theme.glyphs.failed, counted(count, "fault")),
            )
            .with(format!(" in {facts}"), theme.style(Meaning::Text)),
    }
}
