//! `hint`: the next hint, counted.

use super::exit::{Exit, Failure};
use super::notice::warn;
use super::session::{Session, exercise, print};

pub(super) fn run(session: &Session, name: &str) -> Result<Exit, Failure> {
    let course = session.course()?;
    let exercise = exercise(&course, name)?;
    let workspace = session.workspace()?;
    let mut progress = workspace.progress(&course)?;
    let all = exercise.hints.len();
    let seen = progress.record(name).hints_used;
    let shown = all.min(seen + 1);
    progress.hints_seen(name, shown);
    print(|out| {
        for (number, hint) in exercise.hints.iter().enumerate().take(shown) {
            writeln!(out, "Hint {} of {all}: {hint}", number + 1)?;
        }
        if all == 0 {
            writeln!(out, "There are no hints for `{name}`.")?;
        } else if seen >= all {
            writeln!(out, "These are all the hints for `{name}`.")?;
        }
        Ok(())
    })?;
    // Better a hint that is not counted than none.
    if let Err(error) = progress.save(workspace.folder()) {
        warn(&error.to_string());
    }
    Ok(Exit::Yes)
}
