//! Without a command: the workbench.

use super::exit::{Exit, Failure};
use super::mistyped::no_command;
use super::notice::set_aside;
use super::session::{Session, current_folder};
use super::workspace::{DEFAULT, Workspace};
use crate::course::Progress;
use crate::style::{Output, Theme};
use crate::tui::{self, Workbench};
use std::io::IsTerminal;
use std::path::PathBuf;
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
        policy: session.policy(),
        theme: Theme { depth: theme.depth.on_screen(), ..theme },
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
        (Some(folder), _) => match no_command(&folder) {
            Some(failure) => Err(failure),
            None => Workspace::open(&folder).map(Some),
        },
        (None, Some(folder)) => Workspace::open(folder).map(Some),
        (None, None) => Workspace::near(&current_folder()?),
    }
}
