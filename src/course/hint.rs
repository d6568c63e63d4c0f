//! Hints: what each of them is about, and which one comes next.

use super::{Exercise, Record};

/// A text that helps on without giving the answer away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// As the manifest has it, for people.
    pub text: String,
    /// What it helps with; nothing where it is for everybody.
    pub about: Vec<About>,
}

/// What a hint helps with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A catalogued mistake, by its id.
    Mistake(String),
    /// A symbol, an argument or an output that the diagnosis names.
    Name(String),
    /// A place or thing that the diagnosis speaks of; one of [`PLACES`].
    Place(&'static str),
    /// A kind of diagnosis; one of [`KINDS`].
    Kind(&'static str),
    /// A verdict of the whole function; one of [`TROUBLES`].
    Verdict(&'static str),
}

/// What a run said of a function beyond its verdict, kept to choose hints by.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Clue {
    /// `mistake`, `relation`, `condition` or `term`.
    pub kind: String,
    /// The id of a catalogued mistake.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mistake: Option<String>,
    /// The diagnosis's sentence, names in backquotes.
    pub message: String,
}

/// The hint that comes next, and why that one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextHint<'a> {
    /// Its position in the manifest.
    pub position: usize,
    /// What of the last run it helps with; `None` where it simply is the next.
    pub by: Option<&'a About>,
}

/// Places and things that a diagnosis may speak of. A plural counts as well.
pub const PLACES: [&str; 14] = [
    "bias",
    "border",
    "channel",
    "column",
    "diagonal",
    "example",
    "factor",
    "filter",
    "memory",
    "padding",
    "precision",
    "row",
    "weight",
    "window",
];

/// Kinds of diagnoses that do not name a mistake.
pub const KINDS: [&str; 3] = ["relation", "condition", "term"];

/// Verdicts of a function that a hint can help with.
pub const TROUBLES: [&str; 12] = [
    "compile_error",
    "compile_timeout",
    "blocked",
    "crashed",
    "out_of_memory",
    "timed_out",
    "exited_early",
    "panicked",
    "nondeterministic",
    "wrong_shape",
    "wrong_answer",
    "not_started",
];

impl About {
    /// How telling it is that this fits: a name more than a place, that more than how things went in general.
    const fn weight(&self) -> u8 {
        match self {
            Self::Mistake(_) => 4,
            Self::Name(_) | Self::Place(_) => 3,
            Self::Kind(_) => 2,
            Self::Verdict(_) => 1,
        }
    }

    /// Whether the last run was about this.
    fn fits(&self, verdict: Option<&str>, clue: Option<&Clue>) -> bool {
        match self {
            Self::Mistake(id) => clue.is_some_and(|clue| clue.mistake.as_ref() == Some(id)),
            Self::Name(name) => clue.is_some_and(|clue| names(&clue.message, name)),
            Self::Place(word) => clue.is_some_and(|clue| speaks_of(&clue.message, word)),
            Self::Kind(kind) => clue.is_some_and(|clue| clue.kind == *kind),
            Self::Verdict(name) => verdict == Some(name),
        }
    }

    /// What it was, to go on after "Chosen by the last run: ".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Mistake(_) => "the mistake was recognised".to_owned(),
            Self::Name(name) => format!("its diagnosis names `{name}`"),
            Self::Place(word) => format!("its diagnosis speaks of the {word}"),
            Self::Kind(kind) => format!("its diagnosis is a {kind}"),
            Self::Verdict(verdict) => format!("its verdict is {}", verdict.replace('_', " ")),
        }
    }
}

impl Exercise {
    /// The hint that comes next: of those not seen the one that fits the last run best, the first of the manifest
    /// where several do. The last hint is nearly the answer and comes after all others. `None` where all were seen.
    #[must_use]
    pub fn next_hint(&self, record: &Record) -> Option<NextHint<'_>> {
        let seen = record.seen_hints(self.hints.len());
        let unseen = |position: &usize| !seen.contains(position);
        let last = self.hints.len().checked_sub(1)?;
        let first = (0..last).find(unseen).or_else(|| Some(last).filter(unseen))?;
        let fitting = |position: usize| {
            let fits = |about: &&About| about.fits(record.last_verdict.as_deref(), record.last_clue.as_ref());
            let by = self.hints[position].about.iter().filter(fits).max_by_key(|about| about.weight())?;
            Some(NextHint { position, by: Some(by) })
        };
        let weight = |next: &NextHint<'_>| next.by.map_or(0, About::weight);
        // Of equals the last one is kept: hence backwards.
        let best = (0..last).rev().filter(unseen).filter_map(fitting).max_by_key(weight);
        Some(best.unwrap_or(NextHint { position: first, by: None }))
    }
}

/// Whether a message names this in backquotes, alone or with an index: `Z`, `Z[0, 1]`.
fn names(message: &str, name: &str) -> bool {
    let quoted = message.split('`').skip(1).step_by(2);
    quoted.into_iter().any(|quoted| {
        quoted.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', ' ']))
    })
}

/// Whether a message uses this word, in the singular or the plural.
fn speaks_of(message: &str, word: &str) -> bool {
    let mut words = message.split(|c: char| !c.is_alphanumeric());
    words.any(|used| {
        let rest = used.to_lowercase();
        rest.strip_prefix(word).is_some_and(|rest| ["", "s", "es"].contains(&rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_message_names_stands_in_backquotes() {
        let message = "It fails exactly where `n_W` > 1: `out[0, 1]` is `x + 1`; pad is no name here.";
        for (name, named) in
            [("n_W", true), ("out", true), ("x", true), ("pad", false), ("n", false), ("is", false)]
        {
            assert_eq!(names(message, name), named, "{name}");
        }
    }

    #[test]
    fn places_are_whole_words_of_either_number() {
        let message = "Exactly the cells in the Padding, of both biases, are wrong.";
        for (word, said) in
            [("padding", true), ("bias", true), ("cell", true), ("pad", false), ("row", false)]
        {
            assert_eq!(speaks_of(message, word), said, "{word}");
        }
    }
}
