//! `list`: the functions, and what is reached in each.

use super::exit::{Exit, Failure};
use super::session::{Session, print, standard_output};
use super::workspace::Workspace;
use crate::course::{Course, Exercise, Progress, Record, Standing};
use crate::grade::Verdict;
use crate::style::{Line, Meaning, Theme, ansi};

/// Columns of the longest points, `10/10`, and of the verdict.
const POINTS: usize = 9;

pub(super) fn run(session: &Session) -> Result<Exit, Failure> {
    let course = session.course()?;
    // The list is of use before there is a workspace, too.
    let workspace: Option<Workspace> = match session.options.workspace {
        Some(_) => Some(session.workspace()?),
        None => session.workspace().ok(),
    };
    let progress = match &workspace {
        Some(workspace) => workspace.progress(&course)?,
        None => Progress::new(&course),
    };
    let lines = lines(&course, &progress, &session.theme(standard_output()));
    print(|out| ansi::write(&lines, out))?;
    if workspace.is_none() {
        session.note("there is no workspace yet; `tensorlings init` creates one");
    }
    Ok(Exit::Yes)
}

fn lines(course: &Course, progress: &Progress, theme: &Theme) -> Vec<Line> {
    let mut lines = vec![theme.line(Meaning::Strong, course.title.clone()), Line::default()];
    let name_width = course.exercises.iter().map(|exercise| exercise.name.len()).max().unwrap_or(0);
    let mut standing = Standing::Graded;
    for exercise in &course.exercises {
        if exercise.standing != standing {
            standing = exercise.standing;
            lines.push(theme.line(Meaning::Dim, "  optional, for bonus points"));
        }
        lines.push(line(exercise, &progress.record(&exercise.name), name_width, theme));
    }
    lines
}

fn line(exercise: &Exercise, record: &Record, name_width: usize, theme: &Theme) -> Line {
    let verdict = record.last_verdict.as_deref().map(Verdict::named);
    let (glyph, meaning) = match verdict {
        Some(Some(Verdict::Passed)) => (theme.glyphs.passed, Meaning::Right),
        None | Some(Some(Verdict::NotStarted | Verdict::Missing)) => (theme.glyphs.untouched, Meaning::Dim),
        Some(_) if record.best_score > 0.0 => (theme.glyphs.partial, Meaning::Wrong),
        Some(_) => (theme.glyphs.failed, Meaning::Wrong),
    };
    let points = match record.last_verdict {
        Some(_) => format!("{}/{}", record.best_score, exercise.points),
        None => format!("{}/{}", theme.glyphs.none, exercise.points),
    };
    let mut line = theme.line(meaning, format!("  {glyph} "));
    line.push(format!("{:<name_width$}", exercise.name), theme.style(Meaning::Strong));
    line.push(format!("  {points:>POINTS$}  "), theme.style(meaning));
    line.push(exercise.summary.clone(), theme.style(Meaning::Dim));
    line
}
