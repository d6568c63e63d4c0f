//! The formats: one line each, one file each.

use super::neutral::{self, Spelling};
use super::text::{Detail, TextReport};
use super::{Answers, classroom, github, gradescope, html, json, junit, markdown};
use crate::course::Course;
use crate::grade::{ExerciseOutcome, Outcome};
use crate::style::{DARK, Depth, Theme, UNICODE};
use std::io::{self, Write};

/// A format of reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, in a terminal or a log.
    Text,
    /// `tensorlings.report/1`.
    Json,
    /// `JUnit`'s XML, which most CI systems show.
    Junit,
    /// GitHub's workflow commands, which mark lines of the files.
    Github,
    /// Gradescope's `results.json`.
    Gradescope,
    /// The result that GitHub Classroom's reporter reads.
    Classroom,
    /// For job summaries and issues.
    Markdown,
    /// One page with its pictures.
    Html,
}

/// Writes one format.
type Writer = fn(&Graded<'_>, &Look, &mut dyn Write) -> io::Result<()>;

/// What is known of a format.
struct Entry {
    format: Format,
    name: &'static str,
    write: Writer,
    /// `None` where the format sees to its lines itself.
    spelling: Option<Spelling>,
}

/// All formats, in the order of their mention.
const FORMATS: [Entry; 8] = [
    entry(Format::Text, "text", text, None),
    entry(Format::Json, "json", |graded, _, out| json::write(&graded.outcome, out), Some(neutral::JSON)),
    entry(Format::Junit, "junit", junit::write, Some(neutral::MARKUP)),
    entry(Format::Github, "github", github::write, None),
    entry(Format::Gradescope, "gradescope", gradescope::write, Some(neutral::JSON)),
    entry(Format::Classroom, "classroom", classroom::write, None),
    entry(Format::Markdown, "markdown", markdown::write, Some(neutral::SPACED)),
    entry(Format::Html, "html", html::write, Some(neutral::MARKUP)),
];

/// Columns of text where no terminal says how many there are.
const WIDTH: usize = 100;

const fn entry(format: Format, name: &'static str, write: Writer, spelling: Option<Spelling>) -> Entry {
    Entry { format, name, write, spelling }
}

impl Format {
    /// The names of all formats.
    pub fn names() -> impl Iterator<Item = &'static str> {
        FORMATS.iter().map(|entry| entry.name)
    }

    /// The format of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        FORMATS.iter().find(|entry| entry.name == name).map(|entry| entry.format)
    }

    /// All formats.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|entry| entry.format)
    }
}

/// How a report looks, where its format leaves that open.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Of the text report.
    pub theme: Theme,
    /// Columns of the text report.
    pub width: usize,
    /// Of the text report, and of what others quote from it.
    pub detail: Detail,
    /// What leads from the root of the repository to the submission: nothing, or a folder that ends in `/`.
    pub root: &'a str,
}

impl Default for Look<'_> {
    fn default() -> Self {
        let theme = Theme { palette: &DARK, depth: Depth::Plain, glyphs: &UNICODE };
        Self { theme, width: WIDTH, detail: Detail::FirstFailure, root: "" }
    }
}

/// A graded submission, fit to be shown: every text is harmless, and what is hidden is gone.
#[derive(Debug)]
pub struct Graded<'a> {
    pub(super) course: &'a Course,
    pub(super) outcome: Outcome,
    pub(super) answers: &'a Answers,
}

impl<'a> Graded<'a> {
    /// What all formats read. `answers` may be empty: then no grids are drawn.
    #[must_use]
    pub fn new(course: &'a Course, outcome: &Outcome, answers: &'a Answers) -> Self {
        Self { course, outcome: neutral::presentable(outcome), answers }
    }

    /// Writes the report in one format.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, format: Format, look: &Look<'_>, out: &mut dyn Write) -> io::Result<()> {
        let Some(Entry { write, spelling, .. }) = FORMATS.iter().find(|entry| entry.format == format) else {
            return Ok(());
        };
        let Some(spelling) = spelling else { return write(self, look, out) };
        let mut document = Vec::new();
        write(self, look, &mut document)?;
        let document = String::from_utf8_lossy(&document);
        out.write_all(neutral::disarmed(&document, *spelling).as_bytes())
    }

    /// The report as one document.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn render(&self, format: Format, look: &Look<'_>) -> io::Result<Vec<u8>> {
        let mut document = Vec::new();
        self.write(format, look, &mut document)?;
        Ok(document)
    }

    /// The text report of this submission, from which other formats quote.
    pub(super) fn text(&self, look: &Look<'_>) -> TextReport<'_> {
        let Look { theme, width, detail, .. } = *look;
        TextReport {
            course: self.course,
            outcome: &self.outcome,
            answers: self.answers,
            theme,
            detail,
            width,
        }
    }

    /// The graded exercises, then the optional ones.
    pub(super) fn exercises(&self) -> impl Iterator<Item = &ExerciseOutcome> {
        let of =
            |graded: bool| self.outcome.exercises.iter().filter(move |exercise| exercise.graded == graded);
        of(true).chain(of(false))
    }
}

fn text(graded: &Graded<'_>, look: &Look<'_>, out: &mut dyn Write) -> io::Result<()> {
    graded.text(look).write(out)
}
