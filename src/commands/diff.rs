//! `diff`: two tensors, or all tensors of two files, cell by cell.

use super::exit::{Exit, Failure};
use super::look;
use super::notice::one_line;
use super::session::{Session, print};
use super::tensors::{Named, unusable};
use super::view::{number, visible};
use crate::cli::Diff;
use crate::formats::Entry;
use crate::inspect::{Difference, difference};
use crate::tensor::{Mismatch, Tolerance, value_text};
use crate::tui::Purpose;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::ops::ControlFlow;

/// So many of the worst cells are told.
const KEPT: usize = 10;

/// What was found about one name.
struct Row {
    name: String,
    finding: Finding,
}

enum Finding {
    /// Only the expected file has it.
    Missing,
    /// Only the actual file has it.
    Extra,
    /// Why it cannot be read, in one sentence.
    Unreadable(String),
    /// The shapes or element types of the two, and the cells where the shapes are equal.
    Compared { expected: String, actual: String, cells: Option<Difference> },
}

impl Row {
    fn is_equal(&self) -> bool {
        match &self.finding {
            Finding::Compared { expected, actual, cells } => {
                expected == actual && cells.as_ref().is_some_and(|cells| cells.mismatched == 0)
            }
            _ => false,
        }
    }
}

pub(super) fn run(session: &Session, options: &Diff) -> Result<Exit, Failure> {
    let (expected, actual) = (Named::open(&options.expected)?, Named::open(&options.actual)?);
    let arguments = [options.expected.clone(), options.actual.clone()];
    let looks = !options.json && look::is_possible(session, &arguments);
    let tolerance = Tolerance { relative: options.rtol, absolute: options.atol };
    if looks {
        return look::look(
            session,
            vec![expected, actual],
            Purpose::Compare(tolerance),
            &look::Shown::default(),
        );
    }
    let rows = match (expected.one(), actual.one()) {
        (Some(left), Some(right)) => {
            vec![compared(String::new(), (&expected, left), (&actual, right), tolerance)?]
        }
        _ => by_name(&expected, &actual, tolerance)?,
    };
    let equal = rows.iter().all(Row::is_equal);
    print(|out| {
        if options.json {
            let tensors: Vec<Value> = rows.iter().map(json_row).collect();
            let text = json!({ "equal": equal, "tensors": tensors }).to_string();
            return writeln!(out, "{}", visible(&text));
        }
        rows.iter().try_for_each(|row| text_row(row, out))
    })?;
    match rows.iter().filter(|row| matches!(row.finding, Finding::Unreadable(_))).count() {
        0 => Ok(Exit::answer(equal)),
        1 => Err(Failure::usage("1 entry could not be compared")),
        count => Err(Failure::usage(format!("{count} entries could not be compared"))),
    }
}

fn by_name(expected: &Named, actual: &Named, tolerance: Tolerance) -> Result<Vec<Row>, Failure> {
    let names = |named: &Named| -> BTreeMap<String, usize> {
        let entries = named.archive.entries.iter().enumerate();
        entries.map(|(place, entry)| (entry.name.clone(), place)).collect()
    };
    let (left, mut right) = (names(expected), names(actual));
    let mut rows = Vec::new();
    for (name, place) in left {
        rows.push(match right.remove(&name) {
            None => Row { name, finding: Finding::Missing },
            Some(other) => {
                let entries = (&expected.archive.entries[place], &actual.archive.entries[other]);
                match compared(name.clone(), (expected, entries.0), (actual, entries.1), tolerance) {
                    Err(failure) if failure.exit == Exit::Usage => {
                        Row { name, finding: Finding::Unreadable(failure.sentence()) }
                    }
                    row => row?,
                }
            }
        });
    }
    rows.extend(right.into_keys().map(|name| Row { name, finding: Finding::Extra }));
    Ok(rows)
}

fn compared(
    name: String,
    (expected, left): (&Named, &Entry),
    (actual, right): (&Named, &Entry),
    tolerance: Tolerance,
) -> Result<Row, Failure> {
    let (left, right) = (expected.source(left)?, actual.source(right)?);
    let kind = |source: &crate::formats::Source| format!("{} {:?}", source.element().name(), source.shape());
    let cells = if left.shape() == right.shape() {
        let found = difference([&left, &right], tolerance, KEPT, &mut |_| ControlFlow::Continue(()));
        found.map_err(|error| unusable(&format!("{} or {}", expected.file, actual.file), &error))?
    } else {
        None
    };
    Ok(Row { name, finding: Finding::Compared { expected: kind(&left), actual: kind(&right), cells } })
}

fn text_row(row: &Row, out: &mut dyn Write) -> io::Result<()> {
    let label = if row.name.is_empty() { String::new() } else { format!("{}: ", one_line(&row.name)) };
    let (expected, actual, cells) = match &row.finding {
        Finding::Missing => return writeln!(out, "{label}missing"),
        Finding::Extra => return writeln!(out, "{label}extra"),
        Finding::Unreadable(reason) => return writeln!(out, "{label}{reason}"),
        Finding::Compared { expected, actual, cells } => (expected, actual, cells),
    };
    if expected != actual {
        writeln!(out, "{label}expected {expected}, actual {actual}")?;
    }
    let Some(cells) = cells else { return Ok(()) };
    if cells.mismatched == 0 {
        return writeln!(out, "{label}all {} cells agree", cells.total);
    }
    let largest = cells.max_abs_error.map_or_else(String::new, |error| format!("; largest error {error:e}"));
    writeln!(out, "{label}{} of {} cells differ{largest}", cells.mismatched, cells.total)?;
    for Mismatch { index, expected, actual } in &cells.worst {
        writeln!(out, "  {index:?}  expected {}, actual {}", value_text(*expected), value_text(*actual))?;
    }
    Ok(())
}

fn json_row(row: &Row) -> Value {
    let (expected, actual, cells) = match &row.finding {
        Finding::Missing => return json!({ "name": row.name, "verdict": "missing" }),
        Finding::Extra => return json!({ "name": row.name, "verdict": "extra" }),
        Finding::Unreadable(reason) => {
            return json!({ "name": row.name, "verdict": "unreadable", "error": reason });
        }
        Finding::Compared { expected, actual, cells } => (expected, actual, cells),
    };
    let exact = |scalar| serde_json::from_str::<Value>(&number(&[scalar])).unwrap_or(Value::Null);
    let worst = |cells: &Difference| -> Vec<Value> {
        let cell = |cell: &Mismatch| json!({ "index": cell.index, "expected": exact(cell.expected), "actual": exact(cell.actual) });
        cells.worst.iter().map(cell).collect()
    };
    let error =
        |error: Option<f64>| error.map_or(Value::Null, |error| exact(crate::tensor::Scalar::F64(error)));
    json!({
        "name": row.name, "verdict": if row.is_equal() { "equal" } else { "different" },
        "expected": expected, "actual": actual,
        "total": cells.as_ref().map(|cells| cells.total),
        "mismatched": cells.as_ref().map(|cells| cells.mismatched),
        "max_abs_error": error(cells.as_ref().and_then(|cells| cells.max_abs_error)),
        "max_rel_error": error(cells.as_ref().and_then(|cells| cells.max_rel_error)),
        "mismatches": cells.as_ref().map(worst).unwrap_or_default(),
        "mismatches_truncated": cells.as_ref().is_some_and(|cells| cells.mismatched > cells.worst.len() as u64),
    })
}
