//! What can be typed to set up a class's machines.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What a bundle for Gradescope grades besides the course's own cases.
#[derive(Args, Debug)]
pub struct GradescopeBundle {
    /// The file to write; one that exists stays as it is.
    #[arg(long, value_name = "FILE.zip", default_value = "autograder.zip")]
    pub out: PathBuf,
    /// Also grade each function on fresh cases of this seed, whose details stay hidden.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How many fresh cases each function gets [default: 10 with --seed, else none].
    #[arg(long, value_name = "K", requires = "seed")]
    pub cases: Option<usize>,
}

/// The value of `init --ci`: who runs the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CiHost {
    /// GitHub Actions.
    Github,
    /// GitLab's pipelines.
    Gitlab,
}
