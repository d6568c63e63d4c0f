//! The viewer of tensor files: a list of entries, and one tensor of them as a grid of what is in sight.

mod effect;
mod items;
mod jobs;
mod keys;
mod list;
mod model;
mod msg;
mod outside;
mod reading;
#[cfg(test)]
mod sample;
mod sheet;
mod tree;
mod update;
mod view;

use super::look::Look;
use super::terminal::{self, TakenTerminal};
use super::workers::Workers;
use super::{Ground, TuiError, background, event_loop};
use crate::formats::Archive;
use crate::style::Theme;
use crate::tensor::{AxisNames, Tolerance};
pub use sheet::Display;

use model::Model;
use outside::Outside;
use std::path::PathBuf;
use std::sync::mpsc::channel;

/// What the viewer shows.
#[derive(Debug)]
pub struct Viewer {
    /// In the order in which they were named.
    pub files: Vec<ViewedFile>,
    /// Why they are looked at.
    pub purpose: Purpose,
    /// Where the cursor begins, as NumPy writes it: the first element of this slice.
    pub slice: Option<String>,
    /// What the cells show at first.
    pub display: Display,
    /// Of tensors that have as many axes.
    pub axes: AxisNames,
    /// How things look.
    pub theme: Theme,
    /// Whether the terminal is asked for its background.
    pub ground: Ground,
}

/// An opened file.
#[derive(Debug)]
pub struct ViewedFile {
    /// As it was named: a stranger's text.
    pub name: String,
    /// Where it is opened again when it changes; `None` for what was read from a pipe.
    pub path: Option<PathBuf>,
    /// What is in it.
    pub archive: Archive,
    /// The entry that was asked for; without one, all are listed.
    pub entry: Option<String>,
}

/// Why tensors are looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Purpose {
    /// To see what they hold.
    Look,
    /// The first file holds what is expected, the second what is compared with it.
    Compare(Tolerance),
}

/// What was known of a comparison when the viewer was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Agreement {
    /// Nothing was to be compared.
    Unasked,
    /// All tensors agree, in type, shape and every cell.
    Whole,
    /// Some do not, or it was not waited for.
    Unproven,
    /// So many pairs could not be compared: one of their tensors cannot be read.
    Unreadable(usize),
}

/// Shows the viewer until it is left or the process is asked to end, and tells what came of a comparison. The terminal
/// is given back in every case.
///
/// # Errors
/// When the terminal cannot be read or drawn to.
pub fn look(viewer: Viewer) -> Result<Agreement, TuiError> {
    let (sender, inbox) = channel();
    let workers = Workers::new(sender);
    let mut taken = TakenTerminal::take()?;
    let asked = if viewer.ground == Ground::Asked { background::ask() } else { None };
    let palette = asked.unwrap_or(viewer.theme.palette);
    let look = Look::of(Theme { palette, ..viewer.theme });
    let size = taken.terminal.size()?;
    let mut model = Model::of(viewer.files, viewer.purpose, &look, (size.width, size.height));
    (model.slice, model.display, model.names) = (viewer.slice, viewer.display, viewer.axes);
    terminal::watch_signals(&workers)?;
    let read_on = terminal::read_input(&workers);
    let mut outside = Outside::new(workers, read_on);
    event_loop::run(&mut taken.terminal, &mut model, &look, &inbox, &mut outside)?;
    Ok(model.agreement())
}
