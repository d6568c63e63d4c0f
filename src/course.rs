//! A course: its exercises, their cases, and the inputs and expected outputs of every case.
//!
//! A course is a folder of data and learner-side Rust. Nothing in `src/` knows an exercise by its name: what is
//! drawn and how follows from the roles that `exercise.toml` declares.

mod cases;
mod formula;
mod inputs;
mod legacy;
mod manifest;
mod progress;
mod source;

pub use cases::{Expected, Input};
pub use formula::Formula;
pub use manifest::CourseError;
pub use progress::{Attempt, Progress, ProgressError};
pub use source::CourseSource;

use crate::tensor::DType;
use std::collections::BTreeMap;
use std::time::Duration;

/// A course, read and checked.
#[derive(Clone, Debug)]
pub struct Course {
    pub id: String,
    pub version: String,
    pub title: String,
    pub solutions: SolutionPolicy,
    pub limits: Limits,
    /// In course order.
    pub exercises: Vec<Exercise>,
    /// `support.rs`: the shared types of the course.
    pub support: String,
    /// `calls.rs`: how each function is called with tensors from the wire.
    pub calls: String,
}

/// When a reference solution may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SolutionPolicy {
    /// After the learner's own version passes, or when asked for with `--anyway`.
    AfterPass,
    /// Never.
    Never,
}

/// What a submission may use up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// CPU time of one case.
    pub case_cpu: Duration,
    /// Elapsed time of one case.
    pub case_wall: Duration,
    /// Elapsed time of one compilation.
    pub compile: Duration,
    /// CPU time of all cases of a submission.
    pub submission: Duration,
    /// Bytes of live heap memory.
    pub memory: u64,
    /// Bytes kept of each output stream of a case.
    pub output: usize,
}

/// One function that the learner writes.
#[derive(Clone, Debug)]
pub struct Exercise {
    pub name: String,
    pub title: String,
    /// One sentence.
    pub summary: String,
    pub points: u32,
    pub standing: Standing,
    /// Names of the functions that this one builds on.
    pub needs: Vec<String>,
    /// What can be stepped through.
    pub family: Option<Family>,
    /// The forward function whose gradient this one computes.
    pub gradient_of: Option<String>,
    /// The binding `pub fn …` line, without a body.
    pub signature: String,
    pub arguments: Vec<Argument>,
    pub outputs: Vec<Output>,
    pub symbols: Vec<Symbol>,
    pub cases: Vec<Case>,
    pub printouts: Vec<Printout>,
    pub hints: Vec<String>,
    /// Markdown.
    pub lesson: String,
    /// What the learner starts from.
    pub start: String,
    /// The reference solution.
    pub solution: String,
    /// `expected.npz`, as read.
    expected: BTreeMap<String, crate::tensor::Tensor>,
}

/// Whether an exercise counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Counts toward the score.
    Graded,
    /// Earns bonus points, kept apart from the score.
    Optional,
}

/// What kind of computation a function is; decides how it can be drawn step by step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Family {
    /// Places the input inside a border.
    Pad,
    /// Slides a filter over windows and sums products.
    Window,
    /// Reduces each window to one value.
    Pool,
    /// Adds each gradient to the windows that it came from.
    Scatter,
    /// Shares one value out over a window.
    Share,
}

/// A symbol of the exercise's formulas: `m`, `n_H_prev`, `stride`, `mode` ….
#[derive(Clone, Debug)]
pub struct Symbol {
    pub name: String,
    pub kind: SymbolKind,
}

/// Where a symbol's value comes from.
#[derive(Clone, Debug)]
pub enum SymbolKind {
    /// Each case gives it; fresh cases draw it from this inclusive range.
    Range(i64, i64),
    /// Each case names one of these variants; its value is the position in the list.
    Choice(Vec<String>),
    /// Follows from other symbols.
    Formula(Formula),
}

/// One input tensor (a scalar is a tensor of rank 0). A struct's fields are arguments of their own: `hparameters.pad`.
#[derive(Clone, Debug)]
pub struct Argument {
    pub name: String,
    pub dtype: DType,
    /// The length of each axis.
    pub axes: Vec<Formula>,
    pub content: Content,
    pub roles: Roles,
    /// Present once for each `t` in `0..length`, its name holding `[t]`.
    pub each: Option<Formula>,
}

/// What an argument holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// Drawn from the case's generator.
    Drawn(Draw),
    /// The value of a formula, for hyperparameters and shapes.
    Value(Formula),
}

/// A distribution.
#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Draw {
    /// Standard Gaussian; only NumPy's legacy generator draws it.
    Normal,
    /// `low + (high − low)·u` with `u` uniform in [0, 1).
    Uniform(f64, f64),
    /// Whole numbers from `low` to `high`, both included: `low + floor((high − low + 1)·u)`.
    Integers(i64, i64),
}

/// One output tensor.
#[derive(Clone, Debug)]
pub struct Output {
    pub name: String,
    pub dtype: DType,
    pub axes: Vec<Formula>,
    pub origin: Origin,
    /// Compared bit for bit (data only moves) rather than within a tolerance.
    pub exact: bool,
    pub roles: Roles,
    pub each: Option<Formula>,
}

/// Where the expected value of an output comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Stored in `expected.npz`.
    Stored,
    /// The argument of this name, unchanged (a cache).
    Argument(String),
}

/// How a tensor is drawn.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    /// The axes drawn downwards and to the right at first; by default the last two.
    pub plane: Option<(usize, usize)>,
    /// The function pads this input by so many cells along the plane's axes: a hatched ring is drawn around it.
    pub padded_by: Option<Formula>,
    /// This tensor holds so many padding cells on each side of the plane's axes: they are drawn hatched.
    pub padding: Option<Formula>,
    /// Windows slide over the plane's axes.
    pub window: Option<Window>,
    /// A mask: true cells are drawn as marks.
    pub mask: bool,
}

/// Windows of `height`×`width` cells, `stride` apart.
#[derive(Clone, Debug)]
pub struct Window {
    pub height: Formula,
    pub width: Formula,
    pub stride: Formula,
    /// Where this formula is not 0, each window's maximum is marked.
    pub maximum: Option<Formula>,
}

/// One set of inputs.
#[derive(Clone, Debug)]
pub struct Case {
    /// Without the exercise's name.
    pub id: String,
    /// One sentence: what this case is there for.
    pub about: String,
    pub seed: Seed,
    /// The value of every symbol, the derived ones included.
    pub symbols: BTreeMap<String, i64>,
    /// Memory layout by argument name; C order where absent.
    pub layouts: BTreeMap<String, Layout>,
    /// Draws that differ from the argument's own.
    pub draws: BTreeMap<String, Draw>,
    /// Arguments taken from `expected.npz`.
    pub stored: Vec<String>,
    pub visibility: Visibility,
}

/// The generator of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seed {
    /// NumPy's legacy `np.random.seed(n)`.
    Legacy(u32),
    /// `rand_pcg::Pcg64`, the state and increment of `Pcg64::seed_from_u64(n)`'s documented derivation.
    Pcg(u64),
}

/// How an input lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Contiguous, last axis fastest.
    C,
    /// Contiguous, first axis fastest.
    Fortran,
    /// Every axis stored backwards: negative strides.
    Reversed,
    /// A window of a larger array: gaps between rows.
    Window,
}

/// Who sees a case's details.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    Visible,
    Hidden,
}

/// What the assignment prints for a published case.
#[derive(Clone, Debug)]
pub struct Printout {
    /// The case's id.
    pub case: String,
    /// Text with `{x.shape}`, `{Z.mean}`, `{Z[3,2,1]}` or `{mask}` in place of values.
    pub template: String,
    /// The text as published.
    pub expected: String,
}

impl Course {
    /// The exercise of this name.
    #[must_use]
    pub fn exercise(&self, name: &str) -> Option<&Exercise> {
        self.exercises.iter().find(|exercise| exercise.name == name)
    }

    /// Every function that `name` needs, directly or through others, in course order.
    #[must_use]
    pub fn all_needs(&self, name: &str) -> Vec<&Exercise> {
        let mut found: Vec<&str> = Vec::new();
        let mut pending: Vec<&str> = vec![name];
        while let Some(next) = pending.pop() {
            for need in self.exercise(next).map_or(&[][..], |exercise| &exercise.needs) {
                if !found.contains(&need.as_str()) {
                    found.push(need);
                    pending.push(need);
                }
            }
        }
        self.exercises.iter().filter(|exercise| found.contains(&exercise.name.as_str())).collect()
    }
}

impl Exercise {
    /// The case of this id.
    #[must_use]
    pub fn case(&self, id: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.id == id)
    }

    /// The name of the learner's file inside a workspace.
    #[must_use]
    pub fn file(&self) -> String {
        format!("src/{}.rs", self.name)
    }
}
