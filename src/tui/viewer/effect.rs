//! What `update` asks the world outside of the model for.

use super::items::Place;
use super::jobs::{JobId, Stop, Work};
use super::reading::{Pointed, Readers, Wanted};
use super::sheet::SheetId;
use crate::formats::Archive;
use std::path::PathBuf;
use std::sync::Arc;

/// Something to be done.
#[derive(Debug)]
pub(super) enum Effect {
    /// Tell when one of these files changes: its number, name, place and the entry that was asked for.
    Watch(Vec<(usize, String, PathBuf, Option<String>)>),
    /// Open these tensors.
    Open(SheetId, Vec<(Arc<Archive>, Place)>),
    /// Read what is in sight; what was asked for before need not be read any more.
    Read(SheetId, Readers, Wanted),
    /// Read what is under the cursor.
    Point(SheetId, Readers, Pointed),
    /// Work in the background.
    Work(JobId, Stop, Work),
    /// Put a text into the terminal's clipboard.
    Copy(String),
    /// Give the terminal to the shell until the process is continued.
    Suspend,
}
