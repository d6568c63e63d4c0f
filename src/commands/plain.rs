//! The workbench in words.

use super::exit::{Exit, Failure};
use super::session::{Session, print};
use super::workspace::Workspace;
use crate::plain::{self, Plain};
use std::path::PathBuf;
use std::sync::Arc;

pub(super) fn run(session: &Session, folder: Option<PathBuf>) -> Result<Exit, Failure> {
    let course = session.course()?;
    let workspace = match folder {
        Some(folder) => Workspace::open(&folder)?,
        None => session.workspace()?,
    };
    let talk = Plain {
        progress: workspace.progress(&course)?,
        grader: session.grader(&course)?,
        course: Arc::new(course.as_learners_see_it()),
        workspace: workspace.folder().to_owned(),
        policy: session.policy(),
    };
    let input = std::io::BufReader::new(std::io::stdin());
    print(|out| plain::run(talk, input, out))?;
    Ok(Exit::Yes)
}

/// Sentences, one a line, neutralised: they may hold what a learner's program printed.
pub(super) fn say(sentences: &[String]) -> Result<(), Failure> {
    print(|out| sentences.iter().try_for_each(|one| writeln!(out, "{}", crate::grade::clean(one.as_bytes()))))
}
