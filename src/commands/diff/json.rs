//! What was found, for programs. `docs/tensors.md` has the fields.

use super::{Compared, Finding, Found, Prefix, Row, Verdict};
use crate::commands::view::{number, visible};
use crate::formats::Description;
use crate::inspect::region::Fit;
use crate::inspect::{Cell, Difference, Region, Relation};
use crate::tensor::{Number, Scalar};
use serde_json::{Map, Value, json};

/// Fields are only ever added within this version.
const SCHEMA: &str = "tensorlings.diff/1";

pub(super) fn text(found: &Found<'_>) -> String {
    let counts: Map<String, Value> = Verdict::ALL
        .iter()
        .map(|verdict| (verdict.name().to_owned(), found.count(*verdict).into()))
        .collect();
    let prefix = found.prefix.as_ref().map(|prefix| match prefix {
        Prefix::Expected(prefix) => json!({ "side": "expected", "prefix": prefix }),
        Prefix::Actual(prefix) => json!({ "side": "actual", "prefix": prefix }),
    });
    let [expected, actual] = found.files.map(|named| &named.file);
    let value = json!({
        "schema": SCHEMA, "equal": found.is_equal(),
        "expected": expected, "actual": actual,
        "rtol": found.tolerance.relative, "atol": found.tolerance.absolute,
        "counts": counts, "prefix": prefix,
        "tensors": found.rows.iter().map(tensor).collect::<Vec<_>>(),
    });
    visible(&value.to_string())
}

fn tensor(row: &Row) -> Value {
    let (expected, actual, compared, error) = match &row.finding {
        Finding::Missing(description) => (description.as_ref(), None, None, None),
        Finding::Extra(description) => (None, description.as_ref(), None, None),
        Finding::Unreadable(reason) => (None, None, None, Some(reason.as_str())),
        Finding::Compared(compared) => {
            let [expected, actual] = &compared.described;
            (Some(expected), Some(actual), Some(&**compared), None)
        }
    };
    let cells = compared.and_then(|compared: &Compared| compared.cells());
    json!({
        "name": row.name, "actual_name": row.actual_name, "verdict": row.verdict().name(), "error": error,
        "expected": expected.map(description), "actual": actual.map(description),
        "total": cells.map(|cells| cells.total),
        "mismatched": cells.map(|cells| cells.mismatched),
        "max_abs_error": cells.and_then(|cells| cells.max_abs_error).map(double),
        "max_rel_error": cells.and_then(|cells| cells.max_rel_error).map(double),
        "max_finite_error": cells.and_then(|cells| cells.max_finite_error).map(double),
        "unbounded": cells.map(|cells| cells.unbounded),
        "relation": compared.and_then(Compared::relation).map(relation),
        "region": cells.and_then(|cells| cells.region.as_ref()).map(region),
        "mismatches": cells.map_or_else(Vec::new, mismatches),
        "mismatches_truncated": cells.is_some_and(|cells| cells.mismatched > cells.worst.len() as u64),
    })
}

fn description(description: &Description) -> Value {
    json!({ "dtype": description.element.name(), "shape": description.shape })
}

fn relation(relation: &Relation) -> Value {
    let Relation { kind, scope, numpy, .. } = relation;
    json!({ "kind": kind, "scope": scope.name(), "message": relation.sentence(), "numpy": numpy })
}

fn region(region: &Region) -> Value {
    let Region { kind, slice, cells, fit, .. } = region;
    let exact = *fit == Fit::Exact;
    json!({ "kind": kind, "message": region.sentence(), "slice": slice, "cells": cells, "exact": exact })
}

fn mismatches(cells: &Difference) -> Vec<Value> {
    let cell = |cell: &Cell| {
        let Cell { index, expected, actual } = cell;
        json!({ "index": index, "expected": exact(*expected), "actual": exact(*actual), "error": double(cell.error()) })
    };
    cells.worst.iter().map(cell).collect()
}

/// A number as JSON has it; what is not finite is a string, a complex one a pair.
fn exact(value: Number) -> Value {
    let parts: Vec<Scalar> = std::iter::once(value.real).chain(value.imaginary).collect();
    serde_json::from_str(&number(&parts)).unwrap_or(Value::Null)
}

fn double(value: f64) -> Value {
    exact(Number::from(Scalar::F64(value)))
}
