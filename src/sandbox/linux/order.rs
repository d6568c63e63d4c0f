//! What the launcher is to do, as the list of arguments in which the parent says it.

use crate::sandbox::{Layers, Processes, Switch};
use rustix::process::Pid;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// A confinement to apply, and what to become under it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) layers: Layers,
    /// Who gives the order: the launched process dies with it.
    pub(super) parent: Pid,
    /// Bytes of address space.
    pub(super) address_space: u64,
    /// Seconds of CPU time.
    pub(super) cpu: u64,
    pub(super) target: Target,
}

/// What to become.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The executable that comes over the control socket.
    Program {
        libraries: Vec<PathBuf>,
    },
    Tool(Command),
}

/// A tool with all that it may touch.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Command {
    pub(super) file_size: u64,
    pub(super) processes: Processes,
    /// Where it runs; also its `TMPDIR`.
    pub(super) folder: PathBuf,
    pub(super) read_execute: Vec<PathBuf>,
    pub(super) read: Vec<PathBuf>,
    pub(super) write: Vec<PathBuf>,
    pub(super) program: OsString,
    pub(super) arguments: Vec<OsString>,
}

/// The first argument of a launcher that becomes a program.
const PROGRAM: &str = "__launch-program";
/// The first argument of a launcher that becomes a tool.
const TOOL: &str = "__launch-tool";
/// Between the paths and the command.
const COMMAND: &str = "--";

impl Order {
    /// The arguments that [`Self::parse`] understands.
    pub(super) fn arguments(&self) -> Vec<OsString> {
        let name = if matches!(self.target, Target::Tool(_)) { TOOL } else { PROGRAM };
        let mut all = vec![OsString::from(name), encode_layers(self.layers).into()];
        let parent = self.parent.as_raw_nonzero().get().unsigned_abs();
        all.extend([u64::from(parent), self.address_space, self.cpu].map(|number| number.to_string().into()));
        match &self.target {
            Target::Program { libraries } => push_paths(&mut all, "x", libraries),
            Target::Tool(command) => command.push_to(&mut all),
        }
        all
    }

    /// Reads arguments. `None` where they are no order.
    pub(super) fn parse(mut arguments: impl Iterator<Item = OsString>) -> Option<Self> {
        let name = arguments.next()?;
        let is_tool = name == TOOL;
        if !is_tool && name != PROGRAM {
            return None;
        }
        let layers = decode_layers(arguments.next()?.to_str()?)?;
        let parent = Pid::from_raw(i32::try_from(number(&mut arguments)?).ok()?)?;
        let (address_space, cpu) = (number(&mut arguments)?, number(&mut arguments)?);
        let target = if is_tool {
            Target::Tool(Command::parse(&mut arguments)?)
        } else {
            Target::Program { libraries: Paths::parse(&mut arguments)?.read_execute }
        };
        Some(Self { layers, parent, address_space, cpu, target })
    }
}

impl Command {
    fn push_to(&self, all: &mut Vec<OsString>) {
        let processes = if self.processes == Processes::Allowed { "processes" } else { "alone" };
        all.extend([
            self.file_size.to_string().into(),
            OsString::from(processes),
            self.folder.clone().into(),
        ]);
        push_paths(all, "x", &self.read_execute);
        push_paths(all, "r", &self.read);
        push_paths(all, "w", &self.write);
        all.extend([OsString::from(COMMAND), self.program.clone()]);
        all.extend_from_slice(&self.arguments);
    }

    fn parse(arguments: &mut impl Iterator<Item = OsString>) -> Option<Self> {
        let file_size = number(arguments)?;
        let processes =
            if arguments.next()? == "processes" { Processes::Allowed } else { Processes::Forbidden };
        let folder = arguments.next()?.into();
        let Paths { read_execute, read, write } = Paths::parse(arguments)?;
        let program = arguments.next()?;
        Some(Self {
            file_size,
            processes,
            folder,
            read_execute,
            read,
            write,
            program,
            arguments: arguments.collect(),
        })
    }
}

/// Paths by the right to them.
#[derive(Default)]
struct Paths {
    read_execute: Vec<PathBuf>,
    read: Vec<PathBuf>,
    write: Vec<PathBuf>,
}

impl Paths {
    /// Reads pairs of a right and a path, up to the end or the command.
    fn parse(arguments: &mut impl Iterator<Item = OsString>) -> Option<Self> {
        let mut paths = Self::default();
        while let Some(right) = arguments.next().filter(|right| right != COMMAND) {
            let list = match right.to_str()? {
                "x" => &mut paths.read_execute,
                "r" => &mut paths.read,
                "w" => &mut paths.write,
                _ => return None,
            };
            list.push(arguments.next()?.into());
        }
        Some(paths)
    }
}

fn push_paths(all: &mut Vec<OsString>, right: &str, paths: &[PathBuf]) {
    all.extend(paths.iter().flat_map(|path| [OsStr::new(right), path.as_os_str()]).map(OsStr::to_owned));
}

fn number(arguments: &mut impl Iterator<Item = OsString>) -> Option<u64> {
    arguments.next()?.to_str()?.parse().ok()
}

/// One digit for each layer, in the order of the fields.
fn encode_layers(layers: Layers) -> String {
    let Layers { limits, landlock, seccomp, notify } = layers;
    let digit = |switch| if switch == Switch::On { '1' } else { '0' };
    [limits, landlock, seccomp, notify].map(digit).into_iter().collect()
}

fn decode_layers(digits: &str) -> Option<Layers> {
    let mut switches = digits.chars().map(|digit| if digit == '1' { Switch::On } else { Switch::Off });
    let mut next = || switches.next();
    Some(Layers { limits: next()?, landlock: next()?, seccomp: next()?, notify: next()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(target: Target) -> Order {
        let layers = Layers { landlock: Switch::Off, ..Layers::default() };
        Order { layers, parent: rustix::process::getpid(), address_space: 1 << 40, cpu: 7, target }
    }

    #[test]
    fn an_order_for_a_program_is_understood() {
        let order = order(Target::Program { libraries: vec!["/lib".into(), "--".into()] });
        assert_eq!(Order::parse(order.arguments().into_iter()), Some(order));
    }

    #[test]
    fn an_order_for_a_tool_is_understood() {
        use std::os::unix::ffi::OsStringExt;
        let order = order(Target::Tool(Command {
            file_size: 12,
            processes: Processes::Allowed,
            folder: "/dev/shm/x y".into(),
            read_execute: vec!["/usr".into()],
            read: vec!["x".into(), "".into()],
            write: vec![],
            program: "/usr/bin/cc".into(),
            arguments: vec!["--".into(), OsString::from_vec(vec![b'a', 0xff])],
        }));
        assert_eq!(Order::parse(order.arguments().into_iter()), Some(order));
    }

    #[test]
    fn other_command_lines_are_no_orders() {
        for line in [&[][..], &["grade", "."], &[PROGRAM], &[TOOL, "1111", "1", "2"]] {
            assert_eq!(Order::parse(line.iter().map(OsString::from)), None, "{line:?}");
        }
    }
}
