//! Where `view` and `diff` open the viewer.

use super::exit::{Exit, Failure};
use super::session::Session;
use super::tensors::Named;
use crate::style::{Output, Theme};
use crate::tui::{self, Ground, Purpose, Viewer};
use std::io::IsTerminal;

/// Whether there is a terminal to look at tensors on. Where a tensor comes from standard input, keys come from the
/// terminal itself.
pub(super) fn is_possible(session: &Session, arguments: &[std::ffi::OsString]) -> bool {
    let piped =
        arguments.iter().any(|argument| argument == "-" || argument.to_string_lossy().starts_with("-::"));
    let keys = std::io::stdin().is_terminal() || piped;
    keys && std::io::stdout().is_terminal() && !session.is_plain()
}

/// Shows the viewer until it is left.
pub(super) fn look(
    session: &Session,
    files: Vec<Named>,
    purpose: Purpose,
    slice: Option<&str>,
) -> Result<Exit, Failure> {
    let theme = session.theme(Output::Terminal);
    let asks = theme.has_colour() && std::io::stdin().is_terminal();
    tui::look_at(Viewer {
        files: files.into_iter().map(Named::viewed).collect(),
        purpose,
        slice: slice.map(str::to_owned),
        theme: Theme { depth: theme.depth.on_screen(), ..theme },
        ground: if asks { session.ground() } else { Ground::Chosen },
    })?;
    Ok(Exit::Yes)
}
