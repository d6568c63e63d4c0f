//! Runs programs that are not trusted. Knows nothing of tensors or exercises.
//!
//! A child is never confined from inside its own `main`, because code can run before it. It begins as a *launcher*
//! ([`launch`]), forked off a process of this tool that does nothing else, which confines itself step by step and then
//! becomes the child. On Linux the layers are limits on resources, Landlock (files, network), and seccomp (system
//! calls), the last with a notification to the parent, so that an attempt is not only stopped but known. Elsewhere a
//! child has limits of time only.

mod capture;
mod child;
mod level;
mod tool;

#[cfg(not(confining))]
mod direct;
#[cfg(confining)]
mod linux;

#[cfg(not(confining))]
use direct as platform;
#[cfg(confining)]
use linux as platform;

pub use capture::{Captured, Extent};
pub use child::{Budget, Child, Clock, End, Exchange, Progress, Reply};
pub use level::{Attempt, Fate, Level, Trial};
pub use platform::{Draft, Program, finish, launch};
pub use tool::{Processes, RunningTool, Tool, ToolEnd, ToolRun};

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Starts programs and compilers under confinement.
#[derive(Clone, Debug)]
pub struct Sandbox {
    /// The executable that applies the confinement and then becomes the program: this tool itself.
    #[cfg_attr(not(confining), expect(dead_code, reason = "nothing needs a launcher there"))]
    launcher: PathBuf,
    /// Around the programs of learners.
    programs: Layers,
    /// Around compilers and linkers.
    #[cfg_attr(not(confining), expect(dead_code, reason = "nothing is confined there"))]
    tools: Layers,
}

/// Which layers of confinement to apply. All of them, but for tests that show what each one is there for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layers {
    /// Limits on memory, CPU time, file sizes, descriptors, ….
    pub limits: Switch,
    /// Landlock: which files may be touched, no network.
    pub landlock: Switch,
    /// seccomp: which system calls may be made.
    pub seccomp: Switch,
    /// Whether a forbidden system call is reported, rather than only refused.
    pub notify: Switch,
}

/// Whether a layer is applied.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Switch {
    /// The default.
    #[default]
    On,
    /// In tests, and where [`Trial::settle`] finds that the system refuses the layer.
    Off,
}

/// How much a program may use in its whole life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramLimits {
    /// Bytes of address space.
    pub address_space: u64,
    /// CPU time of the whole process, rounded up to a second; a backstop to the [`Budget`] of each exchange.
    pub cpu: Duration,
    /// Bytes kept of each output stream, for each call of [`Child::take_output`].
    pub output: usize,
}

impl Sandbox {
    /// A sandbox with all layers, whose children are started through `launcher`, an absolute path.
    #[must_use]
    pub fn new(launcher: PathBuf) -> Self {
        Self { launcher, programs: Layers::default(), tools: Layers::default() }
    }

    /// The same sandbox with other layers.
    #[must_use]
    pub fn with_layers(self, layers: Layers) -> Self {
        Self { programs: layers, tools: layers, ..self }
    }

    /// The same sandbox with other layers around compilers and linkers only.
    #[must_use]
    pub fn with_tool_layers(self, layers: Layers) -> Self {
        Self { tools: layers, ..self }
    }
}

/// The sandbox itself failed; says nothing of what a program did.
#[derive(Debug, thiserror::Error)]
pub enum SandboxError {
    /// A step in the parent.
    #[error("the sandbox cannot {step}: {source}")]
    Step {
        /// What was to be done, as it follows "cannot".
        step: &'static str,
        /// What the system says.
        source: io::Error,
    },
    /// A step in the launcher.
    #[error("a confined process could not be started: {0}")]
    Launch(String),
    /// The canary neither failed nor succeeded in what it tried.
    #[error("the test of the sandbox was not conclusive: {0}")]
    Canary(String),
}

impl SandboxError {
    /// For `map_err`: names the step that failed.
    fn step<E: Into<io::Error>>(step: &'static str) -> impl FnOnce(E) -> Self {
        move |source| Self::Step { step, source: source.into() }
    }
}

/// Asks work to stop; every clone is the same request.
#[derive(Clone, Debug, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// How long a waiting sandbox may take to notice.
    const LATENCY: Duration = Duration::from_millis(20);

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

/// How the report of a system call ends whose path the parent cannot read. Where it can never read one, every program
/// would look like an attacker.
const UNREADABLE: &str = "of an unreadable path";
