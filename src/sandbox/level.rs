//! How strong the sandbox is here, as a canary finds out: a program of ours that tries what is forbidden.
//!
//! The canary makes one attempt and says by its exit code what came of it: 10 where it was refused, 11 where it
//! succeeded. Which attempt is one byte, on standard input where it runs as a program, as its only argument where it
//! runs as a tool.

use super::{
    Budget, Cancel, Child, End, Exchange, Layers, Processes, Program, ProgramLimits, Progress, Reply,
    RunningTool, Sandbox, SandboxError, Switch, Tool, ToolEnd, UNREADABLE,
};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

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

impl Level {
    /// The name in reports and options.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Partial => "partial",
            Self::Contained => "contained",
            Self::Full => "full",
        }
    }
}

/// Something forbidden that the canary can try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// To open `/etc/passwd`.
    Open,
    /// To look at the size of `/etc/passwd`.
    Stat,
    /// To open a network socket.
    Socket,
    /// To start a process.
    Process,
    /// To become another program.
    Exec,
    /// To start a thread.
    Thread,
    /// To create a file in the folder for temporary files.
    Write,
}

impl Attempt {
    /// All attempts, in the order in which to show them.
    pub const ALL: [Self; 7] =
        [Self::Open, Self::Stat, Self::Write, Self::Socket, Self::Process, Self::Thread, Self::Exec];

    /// The byte that asks the canary for it.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Open => b'o',
            Self::Stat => b's',
            Self::Socket => b'n',
            Self::Process => b'p',
            Self::Exec => b'x',
            Self::Thread => b't',
            Self::Write => b'w',
        }
    }

    /// In words: `open a file`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Open => "open a file",
            Self::Stat => "look at a file's size",
            Self::Socket => "open a socket",
            Self::Process => "start a process",
            Self::Exec => "become another program",
            Self::Thread => "start a thread",
            Self::Write => "write a file",
        }
    }
}

/// What came of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Stopped, and known: the system call.
    Reported(String),
    /// Stopped.
    Refused,
    /// Not stopped at all.
    Succeeded,
}

/// A canary on its way: what a sandbox is worth comes out later.
#[derive(Debug)]
pub struct Trial {
    sandbox: Sandbox,
    program: Program,
    file: PathBuf,
    begun: Result<Canaries, SandboxError>,
}

/// A canary where programs run, and one where tools run.
#[derive(Debug)]
struct Canaries {
    program: Child,
    tool: RunningTool,
}

impl Trial {
    /// The sandbox as it works here, and its level: without notification where the system cannot report, without
    /// system call filter where it has none.
    ///
    /// # Errors
    /// When the canary does not do what it should.
    pub fn settle(self) -> Result<(Sandbox, Level), SandboxError> {
        let Self { sandbox, program, file, begun } = self;
        let weaker = sandbox.ever_weaker();
        let mut found = begun.and_then(Canaries::level).map(|level| (sandbox, level));
        for sandbox in weaker {
            if found.is_ok() {
                break;
            }
            found = sandbox.level(&program, &file).map(|level| (sandbox, level));
        }
        found
    }
}

impl Canaries {
    fn level(self) -> Result<Level, SandboxError> {
        let running = try_in(self.program, Attempt::Open)?;
        let compiling = match self.tool.finish(&Cancel::default())?.end {
            ToolEnd::Exited(code) => fate(code)?,
            other => {
                return Err(SandboxError::Canary(format!("as a tool, the canary ended with {other:?}")));
            }
        };
        Ok(match (running, compiling) {
            (Fate::Succeeded, _) => Level::None,
            (_, Fate::Succeeded) => Level::Partial,
            (Fate::Reported(_), _) => Level::Full,
            (Fate::Refused, _) => Level::Contained,
        })
    }
}

impl Sandbox {
    /// Lets the canary begin to try what this sandbox is worth. `program` is the canary, `file` the same executable as
    /// a file.
    #[must_use]
    pub fn try_out(self, program: Program, file: PathBuf) -> Trial {
        let begun = self.canaries(&program, &file);
        Trial { sandbox: self, program, file, begun }
    }

    fn canaries(&self, program: &Program, file: &Path) -> Result<Canaries, SandboxError> {
        Ok(Canaries { program: self.canary(program)?, tool: self.canary_tool(program, file)? })
    }

    /// The same sandbox with fewer and fewer layers.
    fn ever_weaker(&self) -> [Self; 3] {
        let silent = Layers { notify: Switch::Off, ..self.programs };
        let unfiltered = Layers { seccomp: Switch::Off, ..silent };
        let open = Layers { landlock: Switch::Off, ..unfiltered };
        [silent, unfiltered, open].map(|layers| self.clone().with_layers(layers))
    }

    /// The level of this sandbox exactly as it is.
    ///
    /// # Errors
    /// When the canary does not do what it should, as where the system refuses a layer.
    pub fn level(&self, program: &Program, file: &Path) -> Result<Level, SandboxError> {
        self.canaries(program, file)?.level()
    }

    /// Lets the canary try something where learners' programs run.
    ///
    /// # Errors
    /// When the canary ends in a way that says nothing.
    pub fn attempt(&self, program: &Program, attempt: Attempt) -> Result<Fate, SandboxError> {
        try_in(self.canary(program)?, attempt)
    }

    /// Starts the canary where learners' programs run; it then waits to be told what to try.
    fn canary(&self, program: &Program) -> Result<Child, SandboxError> {
        self.start(program, &ProgramLimits { address_space: MEMORY, cpu: PATIENCE, output: 1024 })
    }

    /// Starts the canary where compilers run; it tries to open a file.
    fn canary_tool(&self, program: &Program, file: &Path) -> Result<RunningTool, SandboxError> {
        let argument = OsString::from(char::from(Attempt::Open.byte()).to_string());
        self.start_tool(&Tool {
            program: file,
            arguments: &[argument],
            read_execute: program.libraries(),
            read: &[],
            write: &[],
            folder: Path::new("/"),
            wall: PATIENCE,
            memory: MEMORY,
            file_size: 1024,
            processes: Processes::Forbidden,
        })
    }
}

/// Lets a running canary try something.
fn try_in(mut canary: Child, attempt: Attempt) -> Result<Fate, SandboxError> {
    let budget = Budget { cpu: PATIENCE, wall: PATIENCE };
    match canary.exchange(&[attempt.byte()], budget, &mut Silence, &Cancel::default())? {
        // A path that cannot be read is not a report, and would make every program look like an attacker.
        Exchange::Ended(End::Blocked(call)) if !call.ends_with(UNREADABLE) => Ok(Fate::Reported(call)),
        Exchange::Ended(End::Exited(code)) => fate(code),
        other => Err(SandboxError::Canary(format!("as a program, the canary ended with {other:?}"))),
    }
}

fn fate(code: i32) -> Result<Fate, SandboxError> {
    match code {
        REFUSED => Ok(Fate::Refused),
        // `true`, which the canary becomes where it may, ends with 0.
        SUCCEEDED | 0 => Ok(Fate::Succeeded),
        other => Err(SandboxError::Canary(format!("the canary ended with exit code {other}"))),
    }
}

/// The canary answers nothing.
struct Silence;

impl Reply for Silence {
    fn push(&mut self, _: &[u8]) -> Progress {
        Progress::Refused(String::from("the canary has nothing to say"))
    }
}

const REFUSED: i32 = 10;
const SUCCEEDED: i32 = 11;
const MEMORY: u64 = 512 << 20;
/// Ample, even on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(20);
