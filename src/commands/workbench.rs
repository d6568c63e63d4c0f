//! Without a command: the workbench.

use super::exit::{Exit, Failure};
use super::notice::set_aside;
use super::session::{Session, closest};
use super::workspace::{DEFAULT, Workspace};
use crate::cli::Cli;
use crate::course::Progress;
use crate::style::{Depth, Output};
use crate::tui::{self, Workbench};
use clap::CommandFactory;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) fn run(session: &Session, folder: Option<PathBuf>) -> Result<Exit, Failure> {
    let workspace = find(session, folder)?;
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(tui::TuiError::NotATerminal.into());
    }
    let course = session.course()?;
    let (progress, notice) = match &workspace {
        Some(workspace) => {
            let loaded = Progress::load(workspace.folder(), &course)?;
            (loaded.progress, loaded.set_aside.map(|kept| set_aside(&kept)))
        }
        None => (Progress::new(&course), None),
    };
    let theme = session.theme(Output::Terminal);
    let creating = Arc::clone(&course);
    tui::run(Workbench {
        workspace: workspace.map(|workspace| workspace.folder().to_owned()),
        create: Some(Arc::new(move || match Workspace::create(&creating, DEFAULT.as_ref()) {
            Ok((workspace, _)) => Ok(workspace.folder().to_owned()),
            Err(failure) => Err(failure.reason.to_string()),
        })),
        course,
        setup: session.setup()?,
        theme: crate::style::Theme { depth: screen(theme.depth), ..theme },
        ground: if theme.has_colour() { session.ground() } else { tui::Ground::Chosen },
        progress,
        editor: session.environment.editor.clone(),
        notice,
    })?;
    Ok(Exit::Yes)
}

/// The named folder must be a workspace; without a name, there may be none yet.
fn find(session: &Session, folder: Option<PathBuf>) -> Result<Option<Workspace>, Failure> {
    match (folder, &session.options.workspace) {
        (Some(word), _) if is_one_word(&word) && !word.exists() => Err(no_command(&word.to_string_lossy())),
        (Some(folder), _) => Workspace::open(&folder).map(Some),
        (None, Some(folder)) => Workspace::open(folder).map(Some),
        (None, None) => Ok(session.workspace().ok()),
    }
}

/// What may have been meant as a command.
fn is_one_word(path: &Path) -> bool {
    path.components().count() == 1 && path.file_name().is_some()
}

fn no_command(word: &str) -> Failure {
    let cli = Cli::command();
    let commands: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let meant = match closest(word, &commands) {
        Some(meant) => format!("did you mean `tensorlings {meant}`?"),
        None => {
            format!("`tensorlings --help` lists the commands, `tensorlings init {word}` creates a workspace")
        }
    };
    Failure::usage(format!("`{word}` is neither a command nor a folder; {meant}"))
}

/// A screen always has bold and reverse video.
fn screen(depth: Depth) -> Depth {
    depth.on_screen()
}
