//! What is said to people beside the results: one harmless line each.

use crate::grade::clean;
use std::io::Write;
use std::path::Path;

/// One line that is said even with `--quiet`: something of the learner's is at stake.
pub(super) fn warn(text: &str) {
    let _ = writeln!(std::io::stderr(), "tensorlings: {}", one_line(text.trim_end()));
}

/// Text as one line. It may quote names that strangers gave to their files.
pub(super) fn one_line(text: &str) -> String {
    clean(text.as_bytes()).replace('\n', "\\n").replace('\t', "\\t")
}

/// What to tell a learner whose progress could not be understood.
pub(super) fn set_aside(kept: &Path) -> String {
    format!("the progress file was damaged; it is kept as {}, and a new one begins", kept.display())
}
