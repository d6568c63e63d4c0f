//! What every command needs: the options, the course, the workspace, the grader, and how to write.

use super::environment::{Background, Charset, Environment};
use super::exit::Failure;
use super::notice::warn;
use super::workspace::Workspace;
use crate::cli::{Color, Global, MinSandbox, Theme as ThemeName};
use crate::course::{Course, CourseSource, Exercise};
use crate::grade::{Grader, Groundwork, KitProgress, Policy, Setup};
use crate::sandbox::Level;
use crate::style::{self, ColourChoice, Depth, Output, Theme};
use crate::tui::Ground;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

/// The options and surroundings of one command.
pub(super) struct Session {
    pub(super) options: Global,
    pub(super) environment: Environment,
}

/// From here on, two names are alike.
const ALIKE: f32 = 0.75;

/// Where the output is not a terminal and nothing says how wide it is.
const COLUMNS: usize = 100;

impl Session {
    pub(super) const fn new(options: Global, environment: Environment) -> Self {
        Self { options, environment }
    }

    /// The course that `--course` names, or the embedded one.
    pub(super) fn course(&self) -> Result<Arc<Course>, Failure> {
        let source = self.options.course.clone().map_or(CourseSource::Embedded, CourseSource::Folder);
        Ok(Arc::new(Course::load(&source)?))
    }

    /// The workspace that the options or the current folder name.
    pub(super) fn workspace(&self) -> Result<Workspace, Failure> {
        Workspace::find(self.options.workspace.as_deref(), &current_folder()?)
    }

    /// The exercise of this name, or a sentence that names those that there are. Where the workspace belongs to another
    /// course, that is the reason.
    pub(super) fn exercise<'a>(&self, course: &'a Course, name: &str) -> Result<&'a Exercise, Failure> {
        if let Some(exercise) = course.exercise(name) {
            return Ok(exercise);
        }
        if let Ok(workspace) = self.workspace() {
            workspace.progress(course)?;
        }
        let names: Vec<&str> = course.exercises.iter().map(|exercise| exercise.name.as_str()).collect();
        let meant = match closest(name, &names) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("it has {}", names.join(", ")),
        };
        Err(Failure::usage(format!("the course has no function `{name}`; {meant}")))
    }

    /// What the grader needs to know.
    pub(super) fn setup(&self) -> Result<Setup, Failure> {
        let cache = self.environment.cache.clone();
        let cache = cache
            .ok_or_else(|| Failure::setup("there is no place for the cache: set HOME or XDG_CACHE_HOME"))?;
        let launcher = std::env::current_exe().map_err(|error| {
            Failure::setup(format!("this program cannot find its own executable: {error}"))
        })?;
        let toolchain = self.environment.toolchain.clone();
        Ok(Setup { launcher, cache, toolchain, least_level: self.least_level() })
    }

    /// What of the grader is there already: ask for it first, since part of it goes on by itself.
    pub(super) fn groundwork(&self) -> Option<Groundwork> {
        // A failure is told where the rest is asked for.
        Groundwork::there(&self.setup().ok()?)
    }

    /// The grader, its kit built where needed, with progress on standard error.
    pub(super) fn grader(&self, course: &Arc<Course>) -> Result<Grader, Failure> {
        self.grader_on(None, course)
    }

    /// The same from what was there already.
    pub(super) fn grader_on(
        &self,
        groundwork: Option<Groundwork>,
        course: &Arc<Course>,
    ) -> Result<Grader, Failure> {
        self.prepared(groundwork, &self.setup()?, course)
    }

    /// The grader for strangers' work: the sandbox must be whole, unless the options say otherwise.
    pub(super) fn grader_of_strangers(&self, course: &Arc<Course>) -> Result<Grader, Failure> {
        let least_level = self.options.min_sandbox.map_or(Level::Full, level);
        self.prepared(None, &Setup { least_level, ..self.setup()? }, course)
    }

    fn prepared(
        &self,
        groundwork: Option<Groundwork>,
        setup: &Setup,
        course: &Arc<Course>,
    ) -> Result<Grader, Failure> {
        let mut told = None;
        let mut tell = |progress| {
            if told.as_ref().is_none_or(|told| !same_step(told, &progress)) {
                self.tell(&progress);
            }
            told = Some(progress);
        };
        let course = Arc::clone(course);
        Ok(match groundwork {
            Some(groundwork) => Grader::on(groundwork, course, setup, &mut tell)?,
            None => Grader::prepare(course, setup, &mut tell)?,
        })
    }

    /// The level that `--min-sandbox` asks for.
    pub(super) fn least_level(&self) -> Level {
        self.options.min_sandbox.map_or(Level::None, level)
    }

    /// What files may hold.
    pub(super) const fn policy(&self) -> Policy {
        if self.options.allow_unsafe { Policy::Allow } else { Policy::Refuse }
    }

    fn tell(&self, progress: &KitProgress) {
        match progress {
            KitProgress::Waiting => self.note("waiting for another process that builds the kit"),
            KitProgress::Building { step, .. } => {
                self.note(&format!("building the kit, once for this toolchain: {step}"));
            }
            KitProgress::Ready => {}
        }
    }

    /// One line for people, beside the results.
    pub(super) fn note(&self, text: &str) {
        if !self.options.quiet {
            warn(text);
        }
    }

    /// How output to `output` looks.
    pub(super) fn theme(&self, output: Output) -> Theme {
        let choice = match self.options.color {
            Color::Auto => ColourChoice::Auto,
            Color::Always => ColourChoice::Always,
            Color::Never => ColourChoice::Never,
        };
        let depth = choice.depth(&self.environment.colour, output);
        let ascii = self.options.ascii || self.environment.charset == Charset::Ascii;
        Theme {
            palette: match (self.options.theme, self.environment.background) {
                (Some(ThemeName::Light), _) | (None, Some(Background::Light)) => &style::LIGHT,
                (Some(ThemeName::HighContrast), _) => &style::HIGH_CONTRAST,
                _ => &style::DARK,
            },
            depth: match self.options.theme {
                Some(ThemeName::Monochrome) => depth.min(Depth::Monochrome),
                _ => depth,
            },
            glyphs: if ascii { &style::ASCII } else { &style::UNICODE },
        }
    }

    /// Whether the terminal itself must be asked for its background: nothing else says which palette to use.
    pub(super) const fn ground(&self) -> Ground {
        match (self.options.theme, self.environment.background) {
            (None, None) => Ground::Asked,
            _ => Ground::Chosen,
        }
    }

    /// Whether to use words alone: asked for, or because the terminal says that it cannot do more.
    pub(super) fn is_plain(&self) -> bool {
        self.options.plain || self.environment.colour.term.as_deref() == Some("dumb")
    }

    /// The columns of standard output.
    pub(super) fn width(&self) -> usize {
        self.known_width().unwrap_or(COLUMNS)
    }

    /// The columns of standard output, where the terminal or the environment says how many there are.
    pub(super) fn known_width(&self) -> Option<usize> {
        let terminal =
            rustix::termios::tcgetwinsize(std::io::stdout()).ok().map(|size| usize::from(size.ws_col));
        terminal.filter(|columns| *columns > 0).or(self.environment.columns)
    }
}

const fn level(option: MinSandbox) -> Level {
    match option {
        MinSandbox::Full => Level::Full,
        MinSandbox::Contained => Level::Contained,
        MinSandbox::Partial => Level::Partial,
        MinSandbox::None => Level::None,
    }
}

/// Whether there is nothing new to tell: a step may have many parts.
fn same_step(one: &KitProgress, other: &KitProgress) -> bool {
    match (one, other) {
        (KitProgress::Building { step, .. }, KitProgress::Building { step: other, .. }) => step == other,
        _ => one == other,
    }
}

/// What standard output is.
pub(super) fn standard_output() -> Output {
    if std::io::stdout().is_terminal() { Output::Terminal } else { Output::Other }
}

/// Writes to standard output; a reader that has gone is no failure.
pub(super) fn print(write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Failure> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// The name that was probably meant.
pub(super) fn closest<'a>(word: &str, names: &[&'a str]) -> Option<&'a str> {
    similar::get_close_matches(word, names, 1, ALIKE).first().copied()
}

/// Where the shell stands.
pub(super) fn current_folder() -> Result<PathBuf, Failure> {
    std::env::current_dir()
        .map_err(|error| Failure::usage(format!("the current folder cannot be used: {error}")))
}
