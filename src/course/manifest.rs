//! The words of `course.toml` and `exercise.toml`, before they are checked against each other.
//!
//! Names and formulas keep their place in the file, so that a contradiction found later can name the line.

use super::{CourseError, Draw, Family, Layout, SolutionPolicy, Standing, StepRole, Visibility};
use crate::tensor::DType;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// Text with its place in the file.
pub(super) type Word = Spanned<String>;

/// `course.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CourseFile {
    pub(super) id: Word,
    pub(super) version: String,
    pub(super) title: String,
    #[serde(default)]
    pub(super) solutions: SolutionPolicy,
    #[serde(default)]
    pub(super) limits: LimitsTable,
    #[serde(default, rename = "exercise")]
    pub(super) exercises: Vec<ExerciseEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LimitsTable {
    pub(super) case_cpu_seconds: f64,
    pub(super) case_wall_seconds: f64,
    pub(super) compile_seconds: f64,
    pub(super) submission_seconds: f64,
    pub(super) memory_mib: u32,
    pub(super) output_kib: u32,
}

impl Default for LimitsTable {
    fn default() -> Self {
        Self {
            case_cpu_seconds: 2.0,
            case_wall_seconds: 10.0,
            compile_seconds: 20.0,
            submission_seconds: 60.0,
            memory_mib: 256,
            output_kib: 64,
        }
    }
}

/// An exercise's place in the course.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExerciseEntry {
    pub(super) name: Word,
    pub(super) points: u32,
    #[serde(default)]
    pub(super) standing: Standing,
    #[serde(default)]
    pub(super) needs: Vec<Word>,
}

/// `exercise.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExerciseFile {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) signature: String,
    pub(super) family: Option<Family>,
    pub(super) gradient_of: Option<Word>,
    pub(super) draw_order: Option<Vec<Word>>,
    #[serde(default)]
    pub(super) hints: Vec<Spanned<HintEntry>>,
    pub(super) cases: Vec<CaseEntry>,
    #[serde(default)]
    pub(super) symbols: BTreeMap<Word, SymbolEntry>,
    #[serde(default)]
    pub(super) step: BTreeMap<StepRole, Word>,
    #[serde(default, rename = "argument")]
    pub(super) arguments: Vec<ArgumentEntry>,
    #[serde(rename = "output")]
    pub(super) outputs: Vec<OutputEntry>,
    #[serde(default, rename = "printout")]
    pub(super) printouts: Vec<PrintoutEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(
    untagged,
    expecting = "a symbol is a range `[1, 3]`, a list of variants `[\"A\", \"B\"]` or a formula `\"n + 1\"`"
)]
pub(super) enum SymbolEntry {
    Range([i64; 2]),
    Choice(Vec<String>),
    Formula(String),
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a hint is a text, or a table `{ text = \"…\", about = [\"…\"] }`")]
pub(super) enum HintEntry {
    Text(String),
    Chosen(ChosenHintEntry),
}

/// A hint that is chosen by the diagnosis.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChosenHintEntry {
    pub(super) text: String,
    pub(super) about: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ArgumentEntry {
    pub(super) name: Word,
    pub(super) dtype: DType,
    pub(super) axes: Vec<Word>,
    pub(super) draw: Option<Draw>,
    pub(super) value: Option<Word>,
    pub(super) each: Option<EachEntry>,
    plane: Option<[usize; 2]>,
    padded_by: Option<Word>,
    padding: Option<Word>,
    window: Option<WindowEntry>,
    #[serde(default)]
    mask: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutputEntry {
    pub(super) name: Word,
    pub(super) dtype: DType,
    pub(super) axes: Vec<Word>,
    #[serde(default)]
    pub(super) exact: bool,
    pub(super) argument: Option<Word>,
    pub(super) each: Option<EachEntry>,
    plane: Option<[usize; 2]>,
    padding: Option<Word>,
    window: Option<WindowEntry>,
    #[serde(default)]
    mask: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EachEntry {
    pub(super) t: Word,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WindowEntry {
    pub(super) height: Word,
    pub(super) width: Word,
    pub(super) stride: Word,
    pub(super) maximum: Option<Word>,
}

/// The roles of an argument or an output.
pub(super) struct RolesEntry<'a> {
    pub(super) plane: Option<[usize; 2]>,
    pub(super) padded_by: Option<&'a Word>,
    pub(super) padding: Option<&'a Word>,
    pub(super) window: Option<&'a WindowEntry>,
    pub(super) mask: bool,
}

impl ArgumentEntry {
    pub(super) fn roles(&self) -> RolesEntry<'_> {
        RolesEntry {
            plane: self.plane,
            padded_by: self.padded_by.as_ref(),
            padding: self.padding.as_ref(),
            window: self.window.as_ref(),
            mask: self.mask,
        }
    }
}

impl OutputEntry {
    pub(super) fn roles(&self) -> RolesEntry<'_> {
        RolesEntry {
            plane: self.plane,
            padded_by: None,
            padding: self.padding.as_ref(),
            window: self.window.as_ref(),
            mask: self.mask,
        }
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CaseEntry {
    pub(super) id: Word,
    pub(super) about: String,
    pub(super) seed: Option<u64>,
    pub(super) legacy_seed: Option<u32>,
    #[serde(default)]
    pub(super) at: BTreeMap<Word, ValueEntry>,
    #[serde(default)]
    pub(super) layouts: BTreeMap<Word, Layout>,
    #[serde(default)]
    pub(super) draws: BTreeMap<Word, Draw>,
    #[serde(default)]
    pub(super) stored: Vec<Word>,
    #[serde(default)]
    pub(super) visibility: Visibility,
}

#[derive(Debug, Deserialize)]
#[serde(untagged, expecting = "a symbol's value is a whole number or the name of a variant")]
pub(super) enum ValueEntry {
    Number(i64),
    Variant(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrintoutEntry {
    pub(super) case: Word,
    pub(super) template: String,
    pub(super) expected: String,
}

/// A manifest's text and name, to say where something is wrong.
pub(super) struct Document {
    pub(super) file: String,
    pub(super) text: String,
}

impl Document {
    /// The manifest as its words.
    pub(super) fn parse<T: serde::de::DeserializeOwned>(&self) -> Result<T, CourseError> {
        toml::from_str(&self.text).map_err(|error| {
            let place = error.span().unwrap_or(0..0);
            // The library's message may be followed by hints on lines of their own.
            self.error(&place, error.message().lines().next().unwrap_or("this is not TOML"))
        })
    }

    /// What is wrong at this place.
    pub(super) fn error(&self, place: &Range<usize>, message: impl Into<String>) -> CourseError {
        let before = self.text.get(..place.start).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        CourseError::Manifest { file: self.file.clone(), line, message: message.into() }
    }

    /// What is wrong with this word.
    pub(super) fn wrong(&self, word: &Word, message: impl Into<String>) -> CourseError {
        self.error(&word.span(), message)
    }
}
