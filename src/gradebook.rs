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
    /// A folder, roster, seed or report is not to be had.
    #[error("{} cannot be read: {reason}", path.display())]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// What the system says.
        reason: Error,
    },
    /// A folder without a child that is a submission.
    #[error("{} holds no submission; give the folder whose folders and archives are submissions", .0.display())]
    Empty(PathBuf),
    /// A folder that holds functions' files itself.
    #[error("{} is itself one submission; `tensorlings grade` judges it", .0.display())]
    Single(PathBuf),
    /// A folder with files that no gradebook has.
    #[error("{} holds other files; name a new folder for the gradebook", .0.display())]
    Occupied(PathBuf),
    /// A folder that another process has locked.
    #[error("{} is in use by another run; wait for it, or name another folder", .0.display())]
    Busy(PathBuf),
    /// A run is resumed only as the shard that it was.
    #[error("{} was begun as shard {kept}; name another folder for shard {asked}", path.display())]
    OtherShard {
        /// The gradebook's folder.
        path: PathBuf,
        /// The shard that the folder notes: `2/8`.
        kept: String,
        /// The shard that was asked for.
        asked: String,
    },
    /// A file, or a gradebook's folder, whose seed is not the one given.
    #[error("{} holds another seed; leave --seed out, or name another folder", .0.display())]
    OtherSeed(PathBuf),
    /// A file that should hold a seed, and does not.
    #[error("{} holds no seed; remove it, and what was graded with it", .0.display())]
    BadSeed(PathBuf),
    /// Each shard would draw a seed of its own.
    #[error("the shards of one run need one seed: give each the same --seed or --seed-file")]
    SharedSeed,
    /// The table of the class says nobody's id.
    #[error("the roster {}: {reason}", path.display())]
    Roster {
        /// The CSV file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A folder without the files of a gradebook, or with other content in them.
    #[error("{} is no gradebook: {reason}", path.display())]
    NotAGradebook {
        /// The folder.
        path: PathBuf,
        /// Which file is missing or wrong.
        reason: String,
    },
    /// A gradebook whose run was killed or goes on.
    #[error("{} is not finished; run it again to its end first", .0.display())]
    Unfinished(PathBuf),
    /// Gradebooks to merge that were made with different settings.
    #[error("{} and {} do not belong together: {what} differs", one.display(), other.display())]
    Mixed {
        /// The first of them.
        one: PathBuf,
        /// The first that differs from it.
        other: PathBuf,
        /// The setting, in words.
        what: &'static str,
    },
    /// Gradebooks to merge that are not the whole run.
    #[error("shard {number} of {of} is missing; give all of them")]
    MissingShard {
        /// The first that is missing, from 1.
        number: usize,
        /// The number of shards.
        of: usize,
    },
    /// Gradebooks to merge that have different rows for one submission.
    #[error("{} and {} judge `{submission}` differently", one.display(), other.display())]
    Conflict {
        /// The first with a row for it.
        one: PathBuf,
        /// Another.
        other: PathBuf,
        /// Its name.
        submission: String,
    },
    /// What was judged until then is kept.
    #[error("{} cannot be written: {reason}; make room or choose another folder, then run it again", path.display())]
    Unwritable {
        /// The folder or a file in it.
        path: PathBuf,
        /// What the system says.
        reason: Error,
    },
    /// Grading failed, in a way in which it would fail for every submission.
    #[error(transparent)]
    Grade(#[from] GradeError),
}
