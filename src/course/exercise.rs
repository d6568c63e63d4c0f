//! One exercise: its arguments, outputs, cases and texts, as the manifest declares them.

mod roles;

pub use roles::{Drawn, Roles, Window};

use super::answers::Answers;
use super::{Case, Catalogue, Family, Formula, Hint, Mistake, Printout, StepRoles};
use crate::tensor::{DType, Tensor};
use std::collections::BTreeMap;

/// One function that the learner writes.
#[derive(Clone, Debug)]
pub struct Exercise {
    /// Of the function, its module and its folder: a Rust identifier in small letters.
    pub name: String,
    /// For people; any text.
    pub title: String,
    /// One sentence.
    pub summary: String,
    /// For passing all cases.
    pub points: u32,
    /// Whether those points are part of the score or a bonus.
    pub standing: Standing,
    /// Names of the functions that this one builds on.
    pub needs: Vec<String>,
    /// What can be stepped through.
    pub family: Option<Family>,
    /// Which tensor plays which role in a step.
    pub step_roles: StepRoles,
    /// The forward function whose gradient this one computes.
    pub gradient_of: Option<String>,
    /// The binding `pub fn …` line, without a body.
    pub signature: String,
    /// In the order of the manifest; `calls.rs` takes them in any.
    pub arguments: Vec<Argument>,
    /// In the order of reports.
    pub outputs: Vec<Output>,
    /// In the order of the manifest: a formula uses only those before it.
    pub symbols: Vec<Symbol>,
    /// In the order in which they are judged and shown; never empty.
    pub cases: Vec<Case>,
    /// Of published cases; at most one each.
    pub printouts: Vec<Printout>,
    /// From gentle to nearly there.
    pub hints: Vec<Hint>,
    /// Markdown.
    pub lesson: String,
    /// What the learner starts from.
    pub start: String,
    /// The reference solution.
    pub solution: String,
    /// Right answers in other styles: proof that the cases do not ask for one of them.
    pub alternatives: Vec<Alternative>,
    /// Wrong answers as learners give them, in the order of their names.
    pub mistakes: Vec<Mistake>,
    /// What each mistake gives in each case.
    pub catalogue: Catalogue,
    /// Positions in `arguments`, in the order in which they are drawn.
    pub(super) draw_order: Vec<usize>,
    /// `expected.npz`.
    pub(super) answers: Answers,
    /// The same for cases that were added, which come first.
    pub(super) added: BTreeMap<String, Tensor>,
    /// How messages name `exercise.toml` and `expected.npz`.
    pub(super) files: Files,
}

/// A right answer in another style than the solution.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The stem of its file.
    pub id: String,
    /// The whole file.
    pub source: String,
}

/// How messages name an exercise's files.
#[derive(Clone, Debug)]
pub(super) struct Files {
    pub(super) manifest: String,
    pub(super) archive: String,
}

/// Whether an exercise counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Counts toward the score.
    #[default]
    Graded,
    /// Earns bonus points, kept apart from the score.
    Optional,
}

/// A symbol of the exercise's formulas: `m`, `n_H_prev`, `stride`, `mode` ….
#[derive(Clone, Debug)]
pub struct Symbol {
    /// Letters, digits and `_`; never `t`, which counts the elements of an `each`.
    pub name: String,
    /// Given by the case, or derived.
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
    /// As on the wire: dots lead into structs, `[t]` into vectors.
    pub name: String,
    /// Of the tensor on the wire; `calls.rs` makes the learner's type of it.
    pub dtype: DType,
    /// The length of each axis.
    pub axes: Vec<Formula>,
    /// Drawn or derived; a case may take it from `expected.npz` instead.
    pub content: Content,
    /// How pictures show it.
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
    /// As reports name it: `Z`, `cache.a_prev`; may hold `[t]`.
    pub name: String,
    /// That the learner's output must have.
    pub dtype: DType,
    /// The length of each axis; the expected tensor has been checked against it.
    pub axes: Vec<Formula>,
    /// The archive, or an argument.
    pub origin: Origin,
    /// Compared bit for bit (data only moves) rather than within a tolerance.
    pub exact: bool,
    /// How pictures show it.
    pub roles: Roles,
    /// Present once for each `t` in `0..length`, its name holding `[t]`.
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

impl Exercise {
    /// How the input of this name is drawn; `[t]` is filled in or not.
    #[must_use]
    pub fn drawn_input(&self, case: &Case, name: &str) -> Drawn {
        self.argument(name).map_or_else(Drawn::default, |argument| argument.roles.at(case))
    }

    /// The declared argument that an input's name belongs to; `[t]` is filled in or not.
    #[must_use]
    pub fn argument(&self, name: &str) -> Option<&Argument> {
        self.arguments.iter().find(|argument| stands_for(&argument.name, name))
    }

    /// The declared output that a tensor's name belongs to; `[t]` is filled in or not.
    #[must_use]
    pub fn output(&self, name: &str) -> Option<&Output> {
        self.outputs.iter().find(|output| stands_for(&output.name, name))
    }

    /// How the output of this name is drawn; `[t]` is filled in or not.
    #[must_use]
    pub fn drawn_output(&self, case: &Case, name: &str) -> Drawn {
        self.output(name).map_or_else(Drawn::default, |output| output.roles.at(case))
    }

    /// The symbols of a case for display, in the order of the manifest: `("stride", "2")`, `("mode", "Max")`.
    #[must_use]
    pub fn dimensions(&self, case: &Case) -> Vec<(&str, String)> {
        let shown = |symbol: &Symbol| {
            let value = case.symbols.get(&symbol.name).copied()?;
            Some(match &symbol.kind {
                SymbolKind::Choice(variants) => variants.get(usize::try_from(value).ok()?)?.clone(),
                SymbolKind::Range(..) | SymbolKind::Formula(_) => value.to_string(),
            })
        };
        self.symbols.iter().filter_map(|symbol| Some((symbol.name.as_str(), shown(symbol)?))).collect()
    }

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

/// Whether a declared name, which may hold `[t]`, stands for a tensor's name.
fn stands_for(declared: &str, name: &str) -> bool {
    declared == name
        || declared.split_once("[t]").is_some_and(|(before, after)| {
            let middle = name.strip_prefix(before).and_then(|rest| rest.strip_suffix(after));
            let digits = middle.and_then(|middle| middle.strip_prefix('[')?.strip_suffix(']'));
            digits
                .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
        })
}
