//! Runs programs that are not trusted. Knows nothing of tensors or exercises.

use serde::{Deserialize, Serialize};

/// What confinement a program runs under, as a canary found it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Limits of time and memory only.
    None,
    /// Running is confined, but compiling can read files.
    Partial,
    /// Attempts are stopped but not reported.
    Contained,
    /// Attempts are stopped and reported.
    Full,
}

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Starts programs and compilers under confinement.
#[derive(Clone, Debug)]
pub struct Sandbox {
    /// The executable that applies the confinement and then becomes the program: this tool itself.
    launcher: PathBuf,
}

impl Sandbox {
    /// A sandbox whose children are started through `launcher`.
    #[must_use]
    pub const fn new(launcher: PathBuf) -> Self {
        Self { launcher }
    }
}

/// Asks work to stop; every clone is the same request.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks everyone who holds a clone to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether stopping was asked for.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}
