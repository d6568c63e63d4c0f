//! What can be typed after `gradebook`.

use crate::gradebook::Shard;
use clap::{Args, Subcommand, ValueEnum};
use std::num::NonZeroUsize;
use std::path::PathBuf;

/// What to do with a class.
#[derive(Debug, Subcommand)]
pub enum GradebookTask {
    /// Grade every submission in a folder; the same command continues a run that was killed.
    ///
    /// A submission is each folder or archive in it, as Moodle, Canvas, Gradescope and GitHub Classroom export them.
    #[command(
        after_help = "Example: tensorlings gradebook run submissions --out gradebook --roster class.csv --id login"
    )]
    Run(GradebookRun),
    /// Merge the gradebooks of all shards.
    #[command(after_help = "Example: tensorlings gradebook merge shard-1 shard-2 --out gradebook")]
    Merge {
        /// The gradebooks' folders.
        #[arg(value_name = "OUT", required = true)]
        parts: Vec<PathBuf>,
        /// The folder of the result.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Say which submissions changed, and by which cases. Succeeds where none did.
    #[command(after_help = "Example: tensorlings gradebook diff last-week gradebook --format csv")]
    Diff {
        /// The earlier gradebook's folder.
        old: PathBuf,
        /// The later gradebook's folder.
        new: PathBuf,
        /// What to print.
        #[arg(long, value_name = "FORMAT", default_value = "text")]
        format: DiffFormat,
    },
}

/// Which submissions, and how to grade them.
#[derive(Args, Debug)]
pub struct GradebookRun {
    /// The folder of submissions.
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
    /// The gradebook's folder.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// A table of the class: everyone in it gets a row.
    #[arg(long, value_name = "CSV", requires = "id")]
    pub roster: Option<PathBuf>,
    /// The roster's column that the submissions are named by.
    #[arg(long, value_name = "COLUMN", requires = "roster")]
    pub id: Option<String>,
    /// How many submissions to grade at once [default: as many as there are cores].
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Grade only this part of the submissions, I from 1 to N.
    #[arg(long, value_name = "I/N", default_value = "1/1")]
    pub shard: Shard,
    /// The seed of the hidden cases [default: a random one, kept in the gradebook's folder].
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// The file that keeps the seed, made where there is none: shards share it.
    #[arg(long, value_name = "FILE", conflicts_with = "seed")]
    pub seed_file: Option<PathBuf>,
    /// How many hidden cases each function gets.
    #[arg(long, value_name = "K", default_value_t = 10)]
    pub cases: usize,
}

/// How to print what changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffFormat {
    /// For people: a line for each change.
    Text,
    /// For spreadsheets: a row for each case with another verdict.
    Csv,
    /// For programs: schema tensorlings.gradebook-diff/1.
    Json,
}
