//! The summary of a GitHub workflow step, a file that every command of the step appends to.

use super::notice::warn;
use crate::report::{Graded, Look, step_summary};
use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;

/// GitHub refuses the summary of a step that is larger.
const LARGEST: usize = 1 << 20;

/// Appends as much of the report as the summary has room for. A summary that cannot be written fails no grading.
pub(super) fn append(file: &Path, graded: &Graded<'_>, look: &Look<'_>) {
    let used = file.metadata().map_or(0, |found| usize::try_from(found.len()).unwrap_or(LARGEST));
    let written = step_summary(graded, look, LARGEST.saturating_sub(used + 1)).and_then(|summary| {
        let mut file = OpenOptions::new().append(true).create(true).open(file)?;
        file.write_all(&summary)
    });
    if let Err(error) = written {
        warn(&format!("cannot write the step summary {}: {error}", file.display()));
    }
}
