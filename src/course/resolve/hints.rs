//! What hints are about: each word of `about` means one thing.

use crate::course::hint::{KINDS, PLACES, TROUBLES};
use crate::course::manifest::{Document, HintEntry};
use crate::course::{About, Argument, CourseError, Hint, Mistake, Output, Symbol};
use toml::Spanned;

/// What a hint may be about beside the words of every course.
pub(super) struct Vocabulary<'a> {
    pub(super) mistakes: &'a [Mistake],
    pub(super) symbols: &'a [Symbol],
    pub(super) arguments: &'a [Argument],
    pub(super) outputs: &'a [Output],
}

/// Checks the hints of a manifest.
pub(super) fn hints(
    document: &Document,
    entries: Vec<Spanned<HintEntry>>,
    vocabulary: &Vocabulary<'_>,
) -> Result<Vec<Hint>, CourseError> {
    let read = |entry: Spanned<HintEntry>| {
        let place = entry.span();
        let (text, words) = match entry.into_inner() {
            HintEntry::Text(text) => (text, Vec::new()),
            HintEntry::Chosen(chosen) => (chosen.text, chosen.about),
        };
        if text.trim().is_empty() {
            return Err(document.error(&place, "a hint needs a text"));
        }
        let about = |word: String| {
            vocabulary.about(&word).ok_or_else(|| document.error(&place, unknown(&word, vocabulary)))
        };
        Ok(Hint { about: words.into_iter().map(about).collect::<Result<_, _>>()?, text })
    };
    entries.into_iter().map(read).collect()
}

impl Vocabulary<'_> {
    /// What a word means; the function's own words go before those of every course.
    fn about(&self, word: &str) -> Option<About> {
        let among = |table: &[&'static str]| table.iter().copied().find(|known| *known == word);
        if self.mistakes.iter().any(|mistake| mistake.id == word) {
            return Some(About::Mistake(word.to_owned()));
        }
        if self.names().any(|name| name == word) {
            return Some(About::Name(word.to_owned()));
        }
        let place = among(&PLACES).map(About::Place);
        place.or_else(|| among(&KINDS).map(About::Kind)).or_else(|| among(&TROUBLES).map(About::Verdict))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        let symbols = self.symbols.iter().map(|symbol| symbol.name.as_str());
        let arguments = self.arguments.iter().map(|argument| argument.name.as_str());
        symbols.chain(arguments).chain(self.outputs.iter().map(|output| output.name.as_str()))
    }
}

fn unknown(word: &str, vocabulary: &Vocabulary<'_>) -> String {
    let names: Vec<&str> = vocabulary.names().collect();
    format!(
        "a hint is about `{word}`, which is no mistake and no name of this function ({}), and none of the words {}",
        names.join(", "),
        [&PLACES[..], &KINDS, &TROUBLES].concat().join(", "),
    )
}
