//! `solution`: the reference, for those who have passed.

use super::exit::{Exit, Failure};
use super::session::{Session, print};
use crate::course::SolutionPolicy;

/// Whether a pass is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Condition {
    AfterPass,
    Anyway,
}

impl From<bool> for Condition {
    fn from(anyway: bool) -> Self {
        if anyway { Self::Anyway } else { Self::AfterPass }
    }
}

pub(super) fn run(session: &Session, name: &str, condition: Condition) -> Result<Exit, Failure> {
    let course = session.course()?;
    let exercise = session.exercise(&course, name)?;
    if course.solutions == SolutionPolicy::Never {
        return Err(Failure::usage("this course does not show solutions"));
    }
    if condition == Condition::AfterPass {
        let workspace = session.workspace()?;
        if !workspace.progress(&course)?.record(name).passed {
            return Err(Failure::no(format!(
                "`{name}` has not passed yet; see the solution all the same with `tensorlings solution {name} --anyway`"
            )));
        }
    }
    print(|out| out.write_all(exercise.solution.as_bytes()))?;
    Ok(Exit::Yes)
}
