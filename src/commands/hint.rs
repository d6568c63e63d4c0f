//! `hint`: the hint that fits the last run best, counted.

use super::exit::{Exit, Failure};
use super::notice::warn;
use super::session::{Session, print};
use crate::course::{Exercise, Record};

/// Which hint comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// The one that fits best; the last of all comes after the others.
    Next,
    /// The last of all, at once.
    Last,
}

impl From<bool> for Asked {
    fn from(last: bool) -> Self {
        if last { Self::Last } else { Self::Next }
    }
}

pub(super) fn run(session: &Session, name: &str, asked: Asked) -> Result<Exit, Failure> {
    let course = session.course()?;
    let exercise = session.exercise(&course, name)?;
    let workspace = session.workspace()?;
    let mut progress = workspace.progress(&course)?;
    let count = exercise.hints.len();
    let before = progress.record(name);
    let wanted = match asked {
        Asked::Next => exercise.next_hint(&before).map(|next| next.position),
        Asked::Last => count.checked_sub(1),
    };
    let already = before.seen_hints(count);
    let position = wanted.filter(|position| !already.contains(position));
    if let Some(position) = position {
        progress.see_hint(name, position, count);
    }
    let seen = progress.record(name).seen_hints(count);
    print(|out| {
        for (number, position) in (1..).zip(&seen) {
            writeln!(out, "Hint {number} of {count}: {}", exercise.hints[*position].text)?;
        }
        if count == 0 {
            writeln!(out, "There are no hints for `{name}`.")?;
        } else if position.is_none() && seen.len() == count {
            writeln!(out, "These are all the hints for `{name}`.")?;
        }
        Ok(())
    })?;
    if position.is_some() && asked == Asked::Next {
        say_why(session, exercise, &before);
    }
    // Better a hint that is not counted than none.
    if let Err(error) = progress.save(workspace.folder()) {
        warn(&error.to_string());
    }
    Ok(Exit::Yes)
}

/// Says why this hint came.
fn say_why(session: &Session, exercise: &Exercise, before: &Record) {
    let name = &exercise.name;
    if before.last_verdict.is_none() {
        session.note(&format!(
            "no run of `{name}` is remembered, so its hints come in their order; after `tensorlings check {name}` they \
             are chosen by what it finds"
        ));
    } else if let Some(by) = exercise.next_hint(before).and_then(|next| next.by) {
        session.note(&format!("chosen by the last run: {}", by.words()));
    }
}
