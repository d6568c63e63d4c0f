//! Many submissions: a row for each, resumable, in shards, comparable with an earlier run.
//!
//! What has been judged lies in the gradebook's folder, one report for each distinct work, under a name made of all
//! that decides the outcome. A run that was killed finds it there, and nothing is judged twice.

mod claims;
mod collect;
mod diff;
mod merge;
mod metadata;
mod roster;
mod row;
mod run;
mod seed;
mod settings;
mod store;

pub use collect::{Collection, Submitted};
pub use diff::{Change, Difference};
pub use merge::merge;
pub use roster::{Roster, Unmatched};
pub use row::{Row, Verdicts};
pub use run::{Progress, Run};
pub use settings::{Settings, Shard};
pub use store::Store;

use crate::grade::GradeError;
use std::io::Error;
use std::path::PathBuf;

/// Why there is no gradebook.
#[derive(Debug, thiserror::Error)]
pub enum GradebookError {
    #[error("{} cannot be read: {reason}", path.display())]
    Unreadable { path: PathBuf, reason: Error },
    #[error("{} holds no submission; give the folder whose folders and archives are submissions", .0.display())]
    Empty(PathBuf),
    #[error("{} is itself one submission; `tensorlings grade` judges it", .0.display())]
    Single(PathBuf),
    #[error("{} holds other files; name a new folder for the gradebook", .0.display())]
    Occupied(PathBuf),
    #[error("{} is in use by another run; wait for it, or name another folder", .0.display())]
    Busy(PathBuf),
    #[error("{} was begun as shard {kept}; name another folder for shard {asked}", path.display())]
    OtherShard { path: PathBuf, kept: String, asked: String },
    #[error("{} holds another seed; leave --seed out, or name another folder", .0.display())]
    OtherSeed(PathBuf),
    #[error("{} holds no seed; remove it, and what was graded with it", .0.display())]
    BadSeed(PathBuf),
    #[error("the shards of one run need one seed: give each the same --seed or --seed-file")]
    SharedSeed,
    #[error("the roster {}: {reason}", path.display())]
    Roster { path: PathBuf, reason: String },
    #[error("{} is no gradebook: {reason}", path.display())]
    NotAGradebook { path: PathBuf, reason: String },
    #[error("{} is not finished; run it again to its end first", .0.display())]
    Unfinished(PathBuf),
    #[error("{} and {} do not belong together: {what} differs", one.display(), other.display())]
    Mixed { one: PathBuf, other: PathBuf, what: &'static str },
    #[error("shard {number} of {of} is missing; give all of them")]
    MissingShard { number: usize, of: usize },
    #[error("{} and {} judge `{submission}` differently", one.display(), other.display())]
    Conflict { one: PathBuf, other: PathBuf, submission: String },
    #[error("{} cannot be written: {reason}; make room or choose another folder, then run it again", path.display())]
    Unwritable { path: PathBuf, reason: Error },
    #[error(transparent)]
    Grade(#[from] GradeError),
}
