//! Where `view` and `diff` open the viewer.

use super::exit::Failure;
use super::session::Session;
use super::tensors::{Named, is_piped};
use crate::style::{Output, Theme};
use crate::tensor::AxisNames;
use crate::tui::{self, Agreement, Display, Ground, Purpose, Viewer};
use std::io::IsTerminal;

/// Whether there is a terminal to look at tensors on. Where a tensor comes from standard input, keys come from the
/// terminal itself.
pub(super) fn is_possible(session: &Session, arguments: &[std::ffi::OsString]) -> bool {
    let piped = arguments.iter().any(|argument| is_piped(argument));
    let keys = std::io::stdin().is_terminal() || piped;
    keys && std::io::stdout().is_terminal() && !session.is_plain()
}

/// What is seen at first.
#[derive(Default)]
pub(super) struct Shown<'a> {
    /// As NumPy writes it.
    pub(super) slice: Option<&'a str>,
    pub(super) display: Display,
    /// What the axes are called.
    pub(super) axes: Option<&'a AxisNames>,
}

/// Shows the viewer until it is left, and tells what came of a comparison.
pub(super) fn look(
    session: &Session,
    files: Vec<Named>,
    purpose: Purpose,
    shown: &Shown<'_>,
) -> Result<Agreement, Failure> {
    let theme = session.theme(Output::Terminal);
    let asks = theme.has_colour() && std::io::stdin().is_terminal();
    Ok(tui::look_at(Viewer {
        files: files.into_iter().map(Named::viewed).collect(),
        purpose,
        slice: shown.slice.map(str::to_owned),
        display: shown.display,
        axes: shown.axes.cloned().unwrap_or_default(),
        theme: Theme { depth: theme.depth.on_screen(), ..theme },
        ground: if asks { session.ground() } else { Ground::Chosen },
    })?)
}
