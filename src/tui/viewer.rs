//! The viewer of tensor files: a list of entries, and one tensor of them as a grid of what is in sight.

mod effect;
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
use crate::tensor::Tolerance;
use model::Model;
use outside::Outside;
use std::path::PathBuf;
use std::sync::mpsc::channel;

/// What the viewer shows.
#[derive(Debug)]
pub struct Viewer {
    pub files: Vec<ViewedFile>,
    pub purpose: Purpose,
    /// Where the cursor begins, as NumPy writes it: the first element of this slice.
    pub slice: Option<String>,
    pub theme: Theme,
    pub ground: Ground,
}

/// An opened file.
#[derive(Debug)]
pub struct ViewedFile {
    /// As it was named: a stranger's text.
    pub name: String,
    /// Where it is opened again when it changes; `None` for what was read from a pipe.
    pub path: Option<PathBuf>,
    pub archive: Archive,
    /// The entry that was asked for; without one, all are listed.
    pub entry: Option<String>,
}

/// Why tensors are looked at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Purpose {
    Look,
    /// The first file holds what is expected, the second what is compared with it.
    Compare(Tolerance),
}

/// Shows the viewer until it is left or the process is asked to end. The terminal is given back in every case.
///
/// # Errors
/// When the terminal cannot be read or drawn to.
pub fn look(viewer: Viewer) -> Result<(), TuiError> {
    let (sender, inbox) = channel();
    let workers = Workers::new(sender);
    let mut taken = TakenTerminal::take()?;
    let asked = if viewer.ground == Ground::Asked { background::ask() } else { None };
    let palette = asked.unwrap_or(viewer.theme.palette);
    let look = Look::of(Theme { palette, ..viewer.theme });
    let size = taken.terminal.size()?;
    let mut model = Model::of(viewer.files, viewer.purpose, &look, (size.width, size.height));
    model.slice = viewer.slice;
    terminal::watch_signals(&workers)?;
    let read_on = terminal::read_input(&workers);
    let mut outside = Outside::new(workers, read_on);
    event_loop::run(&mut taken.terminal, &mut model, &look, &inbox, &mut outside)?;
    Ok(())
}
