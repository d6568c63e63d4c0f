//! Everything that can happen to the viewer; every thread sends these to one receiver.

use super::ViewedFile;
use super::jobs::{JobId, Report};
use super::reading::{Tile, Values};
use super::sheet::SheetId;
use crate::formats::Source;
use crate::tui::workers::{Message, Thread};
use ratatui::crossterm::event::Event;

/// Something that happened.
#[derive(Debug)]
pub(super) enum Msg {
    /// What the terminal reported, as much as was there at once.
    Input(Vec<Event>),
    /// The tensors of an item can be read, or not.
    Opened(SheetId, Result<Vec<Source>, String>),
    /// What is in sight was read, maybe in part, or cannot be.
    Painted(SheetId, Result<Box<Tile>, String>),
    /// What is under the cursor was read, or cannot be.
    Valued(SheetId, Result<Box<Values>, String>),
    /// A job in the background went on.
    Worked(JobId, Report),
    /// A file has changed: what it holds now.
    Changed(usize, Result<Box<ViewedFile>, String>),
    /// Time has passed.
    Beat,
    /// A thread of ours panicked.
    Panicked(Worker, String),
    /// The process was asked to end.
    Stop,
}

/// A thread of ours, by what it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Worker {
    /// Opens an item's tensors.
    Open(SheetId),
    /// Reads what comes into sight.
    Read(SheetId),
    /// Reads what is under the cursor.
    Point(SheetId),
    /// Does one job.
    Work(JobId),
    /// Looks at the files for changes.
    Watch,
    /// Reads the terminal.
    Input,
    /// Waits for signals.
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
            Self::Open(_) => "open",
            Self::Read(_) => "read",
            Self::Point(_) => "point",
            Self::Work(_) => "work",
            Self::Watch => "watch",
            Self::Input => "input",
            Self::Signals => "signals",
        }
    }
}
