//! The workbench: the only user of ratatui and crossterm.
//!
//! Every thread sends `Msg` to one inbox. `update` changes the model and asks for effects, `view` draws
//! the model, `effects` does what was asked for on named threads.

mod answers;
mod areas;
mod background;
mod change;
mod draft;
mod editor;
mod effect;
mod effects;
mod entry;
mod event_loop;
mod exercise;
mod explanation;
mod jobs;
mod keys;
mod look;
mod markdown;
mod model;
mod msg;
mod palette;
mod pane;
mod program;
mod rehearsal;
#[cfg(test)]
mod sample;
mod solution;
mod step;
mod subject;
mod tensors;
mod terminal;
mod update;
mod view;
mod viewer;
mod watch;
mod workers;
mod wrap;
mod yours;

pub use rehearsal::Rehearsal;
pub use viewer::{Agreement, Display, Purpose, ViewedFile, Viewer, look as look_at};

use crate::course::{Course, Progress};
use crate::grade::{Policy, Setup};
use crate::style::Theme;
use effects::Outside;
use look::Look;
use model::Model;
use std::io::{IsTerminal, stdin, stdout};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::channel;
use terminal::TakenTerminal;
use workers::Workers;

/// Creates the workspace and gives back its folder, or one sentence why it could not.
pub type Create = Arc<dyn Fn() -> Result<PathBuf, String> + Send + Sync>;

/// What the workbench works on.
pub struct Workbench {
    /// As it is graded; its hidden cases are not shown.
    pub course: Arc<Course>,
    /// The folder that holds `src/<function>.rs` and `.tensorlings/`; without one, the workbench offers `create`.
    pub workspace: Option<PathBuf>,
    /// May be called again after it failed.
    pub create: Option<Create>,
    /// For the worker that prepares the grader.
    pub setup: Setup,
    /// What the learner's files may hold.
    pub policy: Policy,
    /// Unless the terminal's background asks for another palette.
    pub theme: Theme,
    /// Whether it may.
    pub ground: Ground,
    /// As loaded from the workspace, or new.
    pub progress: Progress,
    /// The learner's editor as a command line: `$VISUAL`, else `$EDITOR`.
    pub editor: Option<String>,
    /// One sentence to begin with: that a damaged progress file was set aside, for example.
    pub notice: Option<String>,
}

/// How the palette is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// It is the theme's.
    Chosen,
    /// It suits the terminal's background, if the terminal says which that is; else it is the theme's.
    Asked,
}

/// The workbench cannot be shown.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// Standard input or output is a file or a pipe.
    #[error(
        "the workbench needs a terminal for its input and output; without one, use `tensorlings check` or `grade`"
    )]
    NotATerminal,
    /// It cannot be read, drawn to or set up.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] std::io::Error),
}

/// Shows the workbench until the learner quits or the process is asked to end. The terminal is given back in every
/// case.
///
/// # Errors
/// When standard input or output is no terminal, or the terminal cannot be read or drawn to.
pub fn run(workbench: Workbench) -> Result<(), TuiError> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(TuiError::NotATerminal);
    }
    let (sender, inbox) = channel();
    let workers = Workers::new(sender);
    let mut model = Model::of(&workbench);
    let mut taken = TakenTerminal::take()?;
    let asked = if workbench.ground == Ground::Asked { background::ask() } else { None };
    let palette = asked.unwrap_or(workbench.theme.palette);
    let look = Look::of(Theme { palette, ..workbench.theme });
    terminal::watch_signals(&workers)?;
    let read_on = terminal::read_input(&workers);
    let mut outside = Outside::new(workbench, workers, read_on);
    event_loop::run(&mut taken.terminal, &mut model, &look, &inbox, &mut outside)?;
    Ok(())
}
