//! `init --ci`: what a classroom's starter repository holds besides the workspace.

use crate::cli::CiHost;
use crate::course::{Course, Exercise, Standing};

/// Each file's path in the workspace, which is the repository's top, and its text.
pub(super) fn files(course: &Course, host: CiHost) -> Vec<(String, String)> {
    let (path, workflow) = match host {
        CiHost::Github => (".github/workflows/grade.yml", GITHUB),
        CiHost::Gitlab => (".gitlab-ci.yml", GITLAB),
    };
    let readme = README.replace("@TITLE@", &course.title).replace("@ROWS@", rows(course).trim_end());
    vec![(path.to_owned(), versioned(workflow)), ("README.md".to_owned(), versioned(&readme))]
}

/// One line of the table a function.
fn rows(course: &Course) -> String {
    let row = |exercise: &Exercise| {
        let note = match exercise.standing {
            Standing::Graded => "",
            Standing::Optional => "optional",
        };
        format!("| `{}` | {} | {note} |\n", exercise.name, exercise.points)
    };
    course.exercises.iter().map(row).collect()
}

/// This version of the tool, and the oldest Rust that builds it.
fn versioned(text: &str) -> String {
    text.replace("@VERSION@", env!("CARGO_PKG_VERSION")).replace("@RUST@", env!("CARGO_PKG_RUST_VERSION"))
}

const GITHUB: &str = include_str!("github.yml");
const GITLAB: &str = include_str!("gitlab.yml");
const README: &str = include_str!("README.md.in");
