//! What is asked of functions that are judged: `grade`, `fuzz` and `replay`.

use crate::report::Format;
use clap::Args;
use clap::builder::{NonEmptyStringValueParser, PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// What to grade, and how to report it.
#[derive(Args, Debug)]
pub struct Grade {
    /// The folder, archive or file [default: the workspace].
    #[arg(value_name = "PATH")]
    pub path: Option<PathBuf>,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = format())]
    pub format: Format,
    /// Also write a report to a file (`-` is standard output); may be given several times.
    #[arg(long = "report", value_name = "FORMAT=FILE", value_parser = report_file)]
    pub reports: Vec<(Format, PathBuf)>,
    /// Grade only this function; may be given several times.
    #[arg(long = "exercise", value_name = "NAME", value_parser = function())]
    pub exercises: Vec<String>,
    /// Succeed with this many points, rather than when every graded function passes.
    #[arg(long, value_name = "POINTS", value_parser = points)]
    pub min_score: Option<f64>,
    /// Show every failing case in full.
    #[arg(short, long)]
    pub verbose: bool,
    /// Also grade each function on fresh cases of this seed, whose details stay hidden.
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How many fresh cases each function gets [default: 10 with --seed, else none].
    #[arg(long, value_name = "K", requires = "seed")]
    pub cases: Option<usize>,
}

/// What to try, and how often.
#[derive(Args, Debug)]
pub struct Fuzz {
    /// The function, or its file.
    #[arg(value_parser = function())]
    pub name: String,
    /// The seed of the cases [default: another one each time].
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// How many cases to try at most.
    #[arg(long, value_name = "K", default_value_t = 300)]
    pub cases: usize,
    /// Where to write a case that fails.
    #[command(flatten)]
    pub export: Export,
}

/// Where to write a case.
#[derive(Args, Debug)]
pub struct Export {
    /// Write the case's tensors to a NumPy archive.
    #[arg(long, value_name = "FILE.npz")]
    pub export: Option<PathBuf>,
    /// Write the case as a Rust test.
    #[arg(long, value_name = "FILE.rs")]
    pub export_test: Option<PathBuf>,
}

/// A function's name; of a path of its file, which is what a shell completes, only that.
pub(super) fn function() -> impl TypedValueParser<Value = String> {
    NonEmptyStringValueParser::new().map(|text| {
        text.strip_suffix(".rs").and_then(|path| path.rsplit('/').next()).unwrap_or(&text).to_owned()
    })
}

fn format() -> impl TypedValueParser<Value = Format> {
    PossibleValuesParser::new(Format::names())
        .try_map(|name| Format::named(&name).ok_or_else(|| format!("there is no format `{name}`")))
}

fn report_file(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, file) = text.split_once('=').ok_or("write FORMAT=FILE, for example json=report.json")?;
    if file.is_empty() {
        return Err("the file's name is missing: write FORMAT=FILE, for example json=report.json".to_owned());
    }
    let format = Format::named(format).ok_or_else(|| {
        let names: Vec<&str> = Format::names().collect();
        format!("there is no format `{format}`, only {}", names.join(", "))
    })?;
    Ok((format, file.into()))
}

fn points(text: &str) -> Result<f64, String> {
    let points = text.parse().ok().filter(|points: &f64| points.is_finite() && *points >= 0.0);
    points.ok_or_else(|| "give a number of points, for example 30 or 27.5".to_owned())
}
