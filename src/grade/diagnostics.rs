//! The compiler's messages, read from its JSON and laid at the right function's door.

use super::plan::{Plan, Root};
use super::{Diagnostic, clean, wording};
use crate::course::Exercise;
use serde::Deserialize;

/// The file name of a program's root, as the compiler sees it.
pub(super) const ROOT: &str = "program.rs";
/// What the folder of the sources is called in messages.
pub(super) const SOURCES: &str = "src";

/// A message and the function that it concerns, where that is known.
#[derive(Debug)]
pub(super) struct Located {
    pub(super) exercise: Option<String>,
    pub(super) diagnostic: Diagnostic,
}

#[derive(Deserialize)]
struct Message {
    #[serde(rename = "message")]
    text: String,
    code: Option<Code>,
    level: String,
    spans: Vec<Span>,
    rendered: Option<String>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

#[derive(Deserialize)]
struct Span {
    file_name: String,
    line_start: usize,
    column_start: usize,
    is_primary: bool,
    expansion: Option<Box<Expansion>>,
}

#[derive(Deserialize)]
struct Expansion {
    span: Span,
}

/// The errors among what the compiler wrote, one JSON object a line.
pub(super) fn errors(output: &[u8], plan: &Plan<'_>, root: &Root) -> Vec<Located> {
    let lines = output.split(|byte| *byte == b'\n');
    let messages = lines.filter_map(|line| serde_json::from_slice::<Message>(line).ok());
    messages
        .filter(|message| message.level.starts_with("error"))
        .filter_map(|message| locate(message, plan, root))
        .collect()
}

/// What a tool wrote, with the compiler's messages as it would print them for people.
pub(super) fn readable(output: &[u8]) -> String {
    let text = String::from_utf8_lossy(output);
    let lines = text.lines().map(|line| match serde_json::from_str::<Message>(line) {
        Ok(message) => message.rendered.unwrap_or_else(|| format!("{}: {}", message.level, message.text)),
        Err(_) => line.to_owned(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn locate(message: Message, plan: &Plan<'_>, root: &Root) -> Option<Located> {
    // "aborting due to …" has neither a place nor a code.
    let place = message
        .spans
        .iter()
        .filter(|span| span.is_primary)
        .chain(&message.spans)
        .find_map(|span| outermost(span, plan));
    let mut diagnostic = Diagnostic {
        level: "error".to_owned(),
        code: message.code.map(|code| code.code),
        message: clean(message.text.as_bytes()),
        file: String::new(),
        line: 0,
        column: 0,
        rendered: clean(message.rendered.unwrap_or_default().as_bytes()),
        explanation: None,
    };
    let text = format!("{}\n{}", diagnostic.message, diagnostic.rendered);
    diagnostic.explanation =
        wording::compiler_error(diagnostic.code.as_deref(), &text).map(ToOwned::to_owned);
    match place {
        Some(Place::File { exercise, line, column }) => {
            diagnostic.file = exercise.file();
            (diagnostic.line, diagnostic.column) = (line, column);
            Some(Located { exercise: Some(exercise.name.clone()), diagnostic })
        }
        Some(Place::Root { line }) => {
            let owner = root.owners.get(line.wrapping_sub(1)).cloned().flatten();
            let (exercise, text) = plan.own().find(|(exercise, _)| Some(&exercise.name) == owner.as_ref())?;
            Some(Located { exercise: owner, diagnostic: signature(exercise, text, diagnostic) })
        }
        None if message.spans.is_empty()
            && diagnostic.code.is_none()
            && diagnostic.message.starts_with("aborting") =>
        {
            None
        }
        None => Some(Located { exercise: None, diagnostic }),
    }
}

enum Place<'a> {
    File { exercise: &'a Exercise, line: usize, column: usize },
    Root { line: usize },
}

/// The place in a file of the submission, or in the root, from which a span was expanded.
fn outermost<'a>(span: &Span, plan: &Plan<'a>) -> Option<Place<'a>> {
    let file = span.file_name.strip_prefix(SOURCES).unwrap_or(&span.file_name).trim_start_matches('/');
    if file == ROOT {
        return Some(Place::Root { line: span.line_start });
    }
    let exercise =
        plan.own().map(|(exercise, _)| exercise).find(|exercise| exercise.file() == format!("src/{file}"));
    match (exercise, &span.expansion) {
        (Some(exercise), _) => {
            Some(Place::File { exercise, line: span.line_start, column: span.column_start })
        }
        (None, Some(expansion)) => outermost(&expansion.span, plan),
        (None, None) => None,
    }
}

/// An error in the generated root is one of the signature: shown at the learner's own line, with what is expected.
fn signature(exercise: &Exercise, text: &str, error: Diagnostic) -> Diagnostic {
    let found = text.lines().position(|line| declares(line, &exercise.name));
    let (line, message) = match found {
        Some(position) => {
            (position + 1, format!("`{}` must have the signature `{}`", exercise.name, exercise.signature))
        }
        None => (
            0,
            format!(
                "{} has no function `{}`; it must have `{}`",
                exercise.file(),
                exercise.name,
                exercise.signature
            ),
        ),
    };
    let column = usize::from(line > 0);
    let rendered = format!("{message}\n\n{}", error.rendered);
    Diagnostic { message, file: exercise.file(), line, column, rendered, explanation: None, ..error }
}

/// Whether a line declares the function of this name, outside a comment.
fn declares(line: &str, name: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    let mut words = code.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    words.any(|word| word == "fn") && words.next() == Some(name)
}

#[cfg(test)]
mod tests {
    use super::declares;

    #[test]
    fn a_declaration_is_found_however_it_is_written() {
        assert!(declares("pub fn shift(x: f64) -> f64 {", "shift"));
        assert!(declares("fn  shift<'a>(x: &'a f64)", "shift"));
        assert!(!declares("    let y = shift(x);", "shift"));
        assert!(!declares("pub fn shift_all(x: f64)", "shift"));
        assert!(!declares("/// Does what fn shift(x) does.", "shift"));
    }
}
