//! The report for people: one line an exercise, then what is wrong, where, and what it looks like.
//!
//! In the order of reading: what failed, by how much, where, what it looks like, under which condition, and the input
//! that made it. Colour adds nothing that the text does not say.

mod case;
mod exercise;
mod gradient;
mod layout;
mod printout;
mod summary;
mod tensors;

use super::Answers;
use super::neutral::{SPACED, disarmed};
use crate::course::{Case, Course, Exercise};
use crate::grade::{CaseOutcome, ExerciseOutcome, GradientCheck, Outcome, OutputOutcome, Verdict};
use crate::style::{self, Line, Meaning, Theme};
use std::io::{self, Write};

/// What to report, and how.
#[derive(Clone, Copy, Debug)]
pub struct TextReport<'a> {
    /// Where inputs and expected outputs come from.
    pub course: &'a Course,
    /// Already neutralised; what is hidden is gone.
    pub outcome: &'a Outcome,
    /// What the functions returned, for the grids; without an answer there are none.
    pub answers: &'a Answers,
    /// Decides on colours and glyphs.
    pub theme: Theme,
    /// How much to say.
    pub detail: Detail,
    /// Columns of the output.
    pub width: usize,
}

/// How much to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// One line an exercise.
    Summary,
    /// The first failing case of each exercise in full, the others in a line each.
    FirstFailure,
    /// Every failing case in full, and all that was printed.
    EveryFailure,
}

/// A case of the course with what became of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    pub(super) exercise: &'a Exercise,
    pub(super) case: &'a Case,
    pub(super) outcome: &'a CaseOutcome,
}

impl<'a> Shown<'a> {
    /// `None` where the course has no such case: it is hidden, or of another version.
    pub(super) fn find(course: &'a Course, exercise: &str, outcome: &'a CaseOutcome) -> Option<Self> {
        let exercise = course.exercise(exercise)?;
        Some(Self { exercise, case: exercise.case(outcome.short_id())?, outcome })
    }
}

/// The narrowest output that is laid out for; a narrower one wraps.
const NARROWEST: usize = 40;

impl TextReport<'_> {
    /// Writes the report of a submission: the score, a line for each exercise, then the failures.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        write(&self.lines(), out)
    }

    /// Writes the report of a single exercise: its verdict, its failures, and what the assignment prints.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write_exercise(&self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        write(&self.exercise_lines(name), out)
    }

    /// Writes what is wrong with a single exercise, without its verdict and points.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write_failures(&self, name: &str, out: &mut dyn Write) -> io::Result<()> {
        let found = self.outcome.exercises.iter().filter(|exercise| exercise.name == name);
        let lines: Vec<Line> = found.flat_map(|exercise| exercise::details(self, exercise)).collect();
        write(&lines, out)
    }

    /// Writes what a gradient check found.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write_gradients(&self, name: &str, check: &GradientCheck, out: &mut dyn Write) -> io::Result<()> {
        write(&gradient::lines(self, name, check), out)
    }

    /// The report of a submission.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let mut lines = summary::head(self);
        lines.push(Line::default());
        lines.extend(summary::exercises(self));
        if self.detail != Detail::Summary {
            for exercise in self.outcome.exercises.iter().filter(|exercise| has_details(exercise)) {
                lines.push(Line::default());
                lines.push(layout::heading(self, &exercise.name));
                lines.extend(exercise::details(self, exercise));
            }
            lines.push(Line::default());
            lines.extend(layout::prose(self, Meaning::Strong, &summary::facts(self)));
        }
        lines
    }

    /// The report of a single exercise; empty where the outcome has none of this name.
    #[must_use]
    pub fn exercise_lines(&self, name: &str) -> Vec<Line> {
        let Some(exercise) = self.outcome.exercises.iter().find(|exercise| exercise.name == name) else {
            return Vec::new();
        };
        let mut lines = summary::single(self, exercise);
        if self.detail != Detail::Summary {
            lines.extend(exercise::details(self, exercise));
            lines.extend(printout::of_passed(self, exercise));
        }
        lines
    }

    /// All that is to be said of an exercise below its line in the list; empty where that says it all.
    pub(super) fn details(&self, exercise: &ExerciseOutcome) -> Vec<Line> {
        if has_details(exercise) { exercise::details(self, exercise) } else { Vec::new() }
    }

    /// A failing case in full.
    pub(super) fn case(&self, exercise: &ExerciseOutcome, case: &CaseOutcome) -> Vec<Line> {
        case::in_full(self, exercise, case)
    }

    /// The grids of a wrong output: expected, yours and the difference; empty where nothing was returned.
    pub(super) fn output_grids(&self, shown: &Shown<'_>, output: &OutputOutcome) -> Vec<Line> {
        tensors::output(self, shown.exercise, shown.case, shown.outcome, output)
    }

    /// The grids of the inputs of a failing case, as far as they are drawn.
    pub(super) fn input_grids(&self, shown: &Shown<'_>) -> Vec<Line> {
        tensors::inputs(self, shown.exercise, shown.case, shown.outcome)
    }

    fn width(&self) -> usize {
        self.width.max(NARROWEST)
    }
}

/// Writes lines so that a CI log that they are printed to sees no command in them.
fn write(lines: &[Line], out: &mut dyn Write) -> io::Result<()> {
    let mut text = Vec::new();
    style::ansi::write(lines, &mut text)?;
    out.write_all(disarmed(&String::from_utf8_lossy(&text), SPACED).as_bytes())
}

/// Whether there is more to say of an exercise than its line in the list.
fn has_details(exercise: &ExerciseOutcome) -> bool {
    !matches!(exercise.verdict, Verdict::Passed | Verdict::NotStarted | Verdict::Missing)
}
