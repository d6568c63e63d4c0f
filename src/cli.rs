//! What can be typed; no logic.

mod classroom;
mod global;
mod gradebook;
mod judged;

pub use classroom::{CiHost, GradescopeBundle};
pub use global::{Color, Global, MinSandbox, Theme};
pub use gradebook::{DiffFormat, GradebookRun, GradebookTask};
pub use judged::{Export, Fuzz, Grade};

use crate::tensor::AxisNames;
use clap::{Args, Parser, Subcommand};
use clap_complete::Shell;
use judged::function;
use std::ffi::OsString;
use std::path::PathBuf;

/// A terminal workbench and autograder for writing tensor code from scratch.
///
/// Without a command, opens the workbench.
#[derive(Debug, Parser)]
#[command(name = "tensorlings", version, after_help = EXAMPLE_AND_EXIT_CODES)]
pub struct Cli {
    /// What to do; without one, the workbench opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// The workspace to open [default: the nearest one upward, else ./practice].
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
    /// What holds for all commands.
    #[command(flatten, next_help_heading = "Options of all commands")]
    pub global: Global,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Create a workspace to practise in; nothing that exists is overwritten.
    #[command(after_help = "Example: tensorlings init practice --ci github")]
    Init {
        /// Where [default: ./practice].
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Also write what a classroom's starter repository needs: the file that grades each push, and a README.
        #[arg(long, value_name = "HOST")]
        ci: Option<CiHost>,
    },
    /// List the functions, with the points reached in each.
    #[command(after_help = "Example: tensorlings list")]
    List,
    /// Run one function's cases and show what is wrong.
    #[command(after_help = concat!("Example: tensorlings check ", env!("EXAMPLE_FUNCTION")))]
    Check {
        /// The function, or its file.
        #[arg(value_parser = function())]
        name: String,
        /// Show every failing case in full.
        #[arg(short, long)]
        verbose: bool,
        /// Of a backward function: compare its gradients with numerical ones, cell by cell.
        #[arg(long)]
        gradient: bool,
    },
    /// Show the next hint for a function: the one that fits the last run best.
    #[command(after_help = concat!("Example: tensorlings hint ", env!("EXAMPLE_FUNCTION")))]
    Hint {
        /// The function, or its file.
        #[arg(value_parser = function())]
        name: String,
        /// Show the last hint at once, which is nearly the answer.
        #[arg(long)]
        last: bool,
    },
    /// Start a function over; the old file is kept as a backup.
    #[command(after_help = concat!("Example: tensorlings reset ", env!("EXAMPLE_FUNCTION")))]
    Reset {
        /// The function, or its file.
        #[arg(value_parser = function())]
        name: String,
    },
    /// Show the reference solution of a function that you have passed.
    #[command(after_help = concat!("Example: tensorlings solution ", env!("EXAMPLE_FUNCTION"), " --anyway"))]
    Solution {
        /// The function, or its file.
        #[arg(value_parser = function())]
        name: String,
        /// Show it before a pass as well.
        #[arg(long)]
        anyway: bool,
    },
    /// Grade a workspace or a submission: a folder that holds `src/<function>.rs`, a .zip or .tar.gz of one, or a
    /// single `<function>.rs`.
    #[command(after_help = "Example: tensorlings grade submission --format json --min-score 30")]
    Grade(Grade),
    /// Grade many submissions, merge the parts, compare with an earlier run.
    #[command(after_help = "Example: tensorlings gradebook run submissions --out gradebook")]
    Gradebook {
        /// One of three.
        #[command(subcommand)]
        task: GradebookTask,
    },
    /// Try a function on random cases until one fails, then find the smallest that still fails.
    #[command(after_help = concat!("Example: tensorlings fuzz ", env!("EXAMPLE_FUNCTION"), " --seed 7 --cases 500"))]
    Fuzz(Fuzz),
    /// Try a function on a case that `fuzz` has found, here or elsewhere.
    #[command(after_help = concat!("Example: tensorlings replay ", env!("EXAMPLE_CASE"), " --export-test case.rs"))]
    Replay {
        /// As `fuzz` printed it.
        id: String,
        /// Where to write the case.
        #[command(flatten)]
        export: Export,
    },
    /// Look at tensors in .npy, .npz and .safetensors files; `-` is standard input.
    #[command(after_help = "Example: tensorlings view model.safetensors::wte.weight --slice 0,:8")]
    View(View),
    /// Compare two tensors, or all tensors of two files, cell by cell.
    #[command(after_help = "Example: tensorlings diff expected.npz::z actual.npz::z --rtol 1e-6")]
    Diff(Diff),
    /// For authors of courses: prove one, or start one.
    #[command(after_help = "Example: tensorlings course check my-course")]
    Course {
        /// One of two.
        #[command(subcommand)]
        task: CourseTask,
    },
    /// Check the toolchain, the cache and the sandbox, and say what is missing.
    #[command(after_help = "Example: tensorlings doctor")]
    Doctor,
    /// Write an autograder for Gradescope: a .zip that holds this program and the course.
    #[command(after_help = "Example: tensorlings gradescope-bundle --out autograder.zip --seed 7 --cases 20")]
    GradescopeBundle(GradescopeBundle),
    /// Print a script that makes a shell complete commands and options.
    #[command(
        after_help = "Example: tensorlings completions bash > ~/.local/share/bash-completion/completions/tensorlings"
    )]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual page.
    #[command(after_help = "Example: tensorlings man --out ~/.local/share/man/man1")]
    Man {
        /// Write one page for each command into this folder instead.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

/// What to do with a course.
#[derive(Debug, Subcommand)]
pub enum CourseTask {
    /// Prove that start files fail, solutions pass, and every known mistake is caught and told apart.
    #[command(after_help = "Example: tensorlings course check my-course --write")]
    Check {
        /// The course's folder [default: as --course].
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
        /// Store what the mistakes give, in each function's mistakes.npz.
        #[arg(long, requires = "folder")]
        write: bool,
        /// Name the cases and mistakes that the notes count.
        #[arg(short, long)]
        verbose: bool,
    },
    /// Write a small sound course into a new folder, to start from.
    #[command(after_help = "Example: tensorlings course new my-course")]
    New {
        /// Where.
        #[arg(value_name = "DIR")]
        folder: PathBuf,
    },
}

/// What to look at, and how to show it.
#[derive(Args, Debug)]
pub struct View {
    /// Files, or entries of them.
    #[arg(value_name = "FILE[::ENTRY]", required = true)]
    pub tensors: Vec<OsString>,
    /// A part of the tensor, as NumPy writes it: `0,:,::-1,-1`.
    #[arg(long, value_name = "SLICE", allow_hyphen_values = true)]
    pub slice: Option<String>,
    /// Also tell the range, mean, deviation, quantiles, zeros, NaN, infinities and a histogram.
    #[arg(long, conflicts_with_all = ["csv", "svg", "rgb"])]
    pub stats: bool,
    /// Show the tensor as an image: rows, columns and, first or last, one, three or four colours.
    #[arg(long, conflicts_with_all = ["json", "csv"])]
    pub rgb: bool,
    /// What the axes are called, outermost first: `N,H,W,C`.
    #[arg(long, value_name = "NAMES", value_parser = AxisNames::parse, conflicts_with_all = ["json", "csv"])]
    pub axes: Option<AxisNames>,
    /// At most one way; without one, the viewer on a terminal, else a text.
    #[command(flatten)]
    pub shown: Shown,
}

/// How to show a tensor.
#[derive(Args, Debug)]
#[group(multiple = false)]
pub struct Shown {
    /// Print the numbers as NumPy does.
    #[arg(long)]
    pub print: bool,
    /// Print everything as JSON.
    #[arg(long)]
    pub json: bool,
    /// Print one or two axes as comma-separated values.
    #[arg(long)]
    pub csv: bool,
    /// Draw the tensor's grids, or with --rgb its pixels, into an image file.
    #[arg(long, value_name = "FILE")]
    pub svg: Option<PathBuf>,
}

impl View {
    /// Whether an output is asked for: the viewer shows statistics and pixels itself, but writes no files and no text.
    #[must_use]
    pub const fn asks_for_output(&self) -> bool {
        let Shown { print, json, csv, svg } = &self.shown;
        self.stats || *print || *json || *csv || svg.is_some()
    }
}

/// What to compare, and how closely.
#[derive(Args, Debug)]
pub struct Diff {
    /// What is right.
    #[arg(value_name = "EXPECTED[::ENTRY]")]
    pub expected: OsString,
    /// What is compared with it.
    #[arg(value_name = "ACTUAL[::ENTRY]")]
    pub actual: OsString,
    /// How far a cell may lie from what is expected, as a share of that.
    #[arg(long, value_name = "R", default_value = "1e-9", allow_negative_numbers = true, value_parser = tolerance)]
    pub rtol: f64,
    /// How far it may lie from it in addition.
    #[arg(long, value_name = "A", default_value = "0", allow_negative_numbers = true, value_parser = tolerance)]
    pub atol: f64,
    /// Print the differences as JSON.
    #[arg(long)]
    pub json: bool,
}

fn tolerance(text: &str) -> Result<f64, String> {
    let tolerance = text.parse().ok().filter(|number: &f64| number.is_finite() && *number >= 0.0);
    tolerance.ok_or_else(|| "give a number that is not negative, for example 1e-6".to_owned())
}

const EXAMPLE_AND_EXIT_CODES: &str = "\
Example: tensorlings practice

Exit codes: 0 the answer is yes, 1 the answer is no, 2 wrong use or unusable input, 3 the tool or its set-up failed.";
