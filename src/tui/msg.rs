//! Everything that can happen to the workbench; every thread sends these to one receiver.

use super::draft::After;
use super::workers::{Message, Thread};
use crate::course::{Course, CourseError, Expected, Input};
use crate::grade::{GradeEvent, KitProgress, Measured};
use crate::sandbox::Level;
use ratatui::crossterm::event::Event;
use std::path::PathBuf;
use std::sync::Arc;

/// Something that happened.
#[derive(Debug)]
pub(super) enum Msg {
    /// What the terminal reported, as much as was there at once.
    Input(Vec<Event>),
    /// The files of these exercises were written.
    Saved(Vec<String>),
    /// How saves are noticed from now on.
    Watching(Watching),
    /// The kit's preparation went on.
    Kit(KitProgress),
    /// Grading is possible.
    Ready(Level),
    /// Grading is not possible, and why.
    Unready(String),
    /// A grading run went on, so many seconds after the beginning of 1970.
    Grade { job: JobId, when: u64, event: GradeEvent },
    /// A grading run is over; an error is the tool's, never the learner's.
    GradeEnded(JobId, Result<(), String>),
    /// A case's tensors are there.
    CaseLoaded(CaseKey, Result<Arc<CaseData>, String>),
    /// What the learner's function adds up in a case; `None` where it cannot be measured.
    Measured(Ticket, Option<Arc<Measured>>),
    /// The workspace was created, or could not be.
    Created(Result<PathBuf, String>),
    /// The learner came back from the editor.
    Edited(Result<(), String>),
    /// A function's file was read, to compare it with the solution.
    SourceRead { exercise: usize, text: Result<String, String> },
    /// A function's file was read for the built-in editor, to open at a line; `unsaved` is kept from before.
    DraftOpened { exercise: usize, line: usize, text: Result<String, String>, unsaved: Option<String> },
    /// Unsaved texts of these functions are kept from an earlier session.
    DraftsFound(Vec<usize>),
    /// An unsaved text could not be kept, and why.
    DraftNotKept(String),
    /// What the file under the built-in editor holds now.
    DraftRead { exercise: usize, text: String },
    /// The built-in editor's text was written, or why not.
    DraftWritten { exercise: usize, result: Result<Written, String> },
    /// The progress file could not be written, and why.
    ProgressUnsaved(String),
    /// A thread of ours panicked.
    Panicked(Worker, String),
    /// The steps that are played go on by one.
    Beat,
    /// The process was asked to end.
    Stop,
}

/// What became of a text to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// The file holds this text now.
    Done { text: String, after: After },
    /// The file was left alone: it holds this text, which somebody else wrote.
    Foreign(String),
}

/// A measurement that was asked for; later ones have greater numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ticket {
    pub(super) key: CaseKey,
    pub(super) number: u64,
}

/// A grading run; later runs have greater numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct JobId(pub(super) u64);

impl JobId {
    /// The run after this one.
    pub(super) const fn next(self) -> Self {
        Self(self.0 + 1)
    }
}

/// How saves are noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Watching {
    /// Nothing is watched yet.
    Starting,
    /// The system reports changes.
    Events,
    /// The files are looked at every second.
    Polling,
    /// Saves are not noticed, and why.
    Off(String),
}

/// A case by position: of its exercise in the course, and of itself in the exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct CaseKey {
    pub(super) exercise: usize,
    pub(super) case: usize,
}

/// The tensors of a case that are known before a line is written.
#[derive(Clone, Debug, Default)]
pub(super) struct CaseData {
    pub(super) inputs: Vec<Input>,
    pub(super) expected: Vec<Expected>,
}

impl CaseData {
    /// Builds a case's tensors.
    ///
    /// # Errors
    /// One sentence, when the course cannot make them.
    pub(super) fn build(course: &Course, key: CaseKey) -> Result<Self, String> {
        let exercise = &course.exercises[key.exercise];
        let case = &exercise.cases[key.case];
        let build = || Ok(Self { inputs: exercise.inputs(case)?, expected: exercise.expected(case)? });
        build().map_err(|error: CourseError| error.to_string())
    }
}

/// A thread of ours, by what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worker {
    Prepare,
    Grade(JobId),
    LoadCase(CaseKey),
    Measure(Ticket),
    Create,
    Draft,
    KeepDraft,
    SaveProgress,
    Watch,
    Input,
    Signals,
}

impl Message for Msg {
    type Worker = Worker;

    fn input(events: Vec<Event>) -> Self {
        Self::Input(events)
    }

    fn stop() -> Self {
        Self::Stop
    }

    fn panicked(worker: Worker, text: String) -> Self {
        Self::Panicked(worker, text)
    }
}

impl Thread for Worker {
    const INPUT: Self = Self::Input;
    const SIGNALS: Self = Self::Signals;

    fn name(self) -> &'static str {
        match self {
            Self::Prepare => "prepare",
            Self::Grade(_) => "grade",
            Self::LoadCase(_) => "load-case",
            Self::Measure(_) => "measure",
            Self::Create => "create",
            Self::Draft => "draft",
            Self::KeepDraft => "keep-draft",
            Self::SaveProgress => "progress",
            Self::Watch => "watch",
            Self::Input => "input",
            Self::Signals => "signals",
        }
    }
}
