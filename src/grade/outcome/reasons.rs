//! Why something failed: what the mistake looks like, whose it is, and what the compiler says.

use serde::{Deserialize, Serialize};

/// What the mistake looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnosis {
    /// How sure one may be follows from it.
    pub kind: DiagnosisKind,
    /// The id of a catalogued mistake.
    pub mistake: Option<String>,
    /// One sentence for the learner, names in backquotes, without the answer.
    pub message: String,
    /// Whether it can hardly fit by accident; what is not certain is told as a clue.
    pub certain: bool,
}

impl Diagnosis {
    /// What introduces the message, for people.
    #[must_use]
    pub const fn lead(&self) -> &'static str {
        match (self.kind, self.certain) {
            (DiagnosisKind::Mistake, _) => "Recognised:",
            (_, false) => "Perhaps a clue:",
            (DiagnosisKind::Relation | DiagnosisKind::Term, true) => "The pattern:",
            (DiagnosisKind::Condition, true) => "The condition:",
        }
    }
}

/// How a diagnosis was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DiagnosisKind {
    /// The outputs are those of a catalogued mistake.
    Mistake,
    /// How wrong tensors follow from right ones: moved, scaled, transposed.
    Relation,
    /// What the failing cases have in common and the passing ones have not.
    Condition,
    /// Which terms of a sum are missing, doubled or misplaced.
    Term,
}

impl DiagnosisKind {
    /// As reports and progress name it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mistake => "mistake",
            Self::Relation => "relation",
            Self::Condition => "condition",
            Self::Term => "term",
        }
    }
}

/// The function that made this one fail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// Its name; one that the failing function needs.
    pub exercise: String,
    /// One sentence for the learner.
    pub message: String,
}

/// A message of the compiler, or the reason why a file was refused before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// `error`, `warning` ….
    pub level: String,
    /// `E0308` ….
    pub code: Option<String>,
    /// One line, neutralised.
    pub message: String,
    /// Relative to the submission: `src/NAME.rs`.
    pub file: String,
    /// From 1; 0 where there is no place.
    pub line: usize,
    /// In characters, from 1; 0 where there is no place.
    pub column: usize,
    /// The compiler's own rendering, without colour and neutralised. Not part of the JSON report.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rendered: String,
    /// What a usual error means, in plain words. Not part of the JSON report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
}

impl Diagnostic {
    /// Whether both say the same of the same place.
    pub(in crate::grade) fn is_about_the_same_as(&self, other: &Self) -> bool {
        (self.line, self.column, &self.message) == (other.line, other.column, &other.message)
    }
}
