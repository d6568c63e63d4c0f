//! The options of every command.

use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options of every command.
#[derive(Args, Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
pub struct Global {
    /// A course's folder [default: the embedded course].
    #[arg(long, global = true, value_name = "DIR")]
    pub course: Option<PathBuf>,
    /// The workspace's folder [default: the nearest one upward, else ./practice].
    #[arg(long, global = true, value_name = "DIR")]
    pub workspace: Option<PathBuf>,
    /// Refuse to run anything where the sandbox is weaker than this [default: none; gradebook: full].
    #[arg(long, global = true, value_name = "LEVEL")]
    pub min_sandbox: Option<MinSandbox>,
    /// Let files hold `unsafe`, assembly and the like; the sandbox alone decides.
    #[arg(long, global = true)]
    pub allow_unsafe: bool,
    /// When to use colour.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Color,
    /// Draw with ASCII characters only.
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Use words alone: no grids, signs or redraws, for screen readers and terminals that cannot be drawn on.
    #[arg(long, global = true)]
    pub plain: bool,
    /// The colours [default: dark or light, as the terminal's background is where it can be told].
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<Theme>,
    /// Say nothing but results and errors.
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// The value of `--min-sandbox`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum MinSandbox {
    /// Forbidden attempts are stopped and reported.
    Full,
    /// Forbidden attempts are stopped, but not reported.
    Contained,
    /// Running is confined, but compiling can read files.
    Partial,
    /// Limits of time and memory only.
    None,
}

/// The value of `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal that shows any; `NO_COLOR`, `FORCE_COLOR` and their like are heeded.
    Auto,
    /// In files and pipes, too.
    Always,
    /// No colours; in text not even bold.
    Never,
}

/// The value of `--theme`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// For dark backgrounds.
    Dark,
    /// For light backgrounds.
    Light,
    /// Strong contrasts on black.
    HighContrast,
    /// Bold and reverse video, shapes and shades, but no colour.
    Monochrome,
}
