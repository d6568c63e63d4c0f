//! The cases of an exercise: each gives exactly the symbols that are free, and names only what exists.

use super::Reader;
use crate::course::manifest::{CaseEntry, ValueEntry, Word};
use crate::course::{Argument, Case, CourseError, Seed, Symbol, SymbolKind};
use std::collections::BTreeMap;

impl Reader<'_> {
    pub(super) fn case(&self, entry: &CaseEntry, arguments: &[Argument]) -> Result<Case, CourseError> {
        let id = entry.id.get_ref();
        if id.is_empty() || !id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_') {
            return Err(self
                .document
                .wrong(&entry.id, "a case's `id` consists of small letters, digits and `_`"));
        }
        for word in entry.layouts.keys().chain(&entry.stored) {
            self.known_argument(word, arguments)?;
        }
        for (word, &draw) in &entry.draws {
            let argument = self.known_argument(word, arguments)?;
            self.check_draw(word, draw, argument.dtype)?;
        }
        let plain = |word: &Word| word.get_ref().clone();
        Ok(Case {
            id: id.clone(),
            about: entry.about.clone(),
            seed: self.seed(entry)?,
            symbols: self.values(entry)?,
            layouts: entry.layouts.iter().map(|(word, &layout)| (plain(word), layout)).collect(),
            draws: entry.draws.iter().map(|(word, &draw)| (plain(word), draw)).collect(),
            stored: entry.stored.iter().map(plain).collect(),
            visibility: entry.visibility,
        })
    }

    fn seed(&self, entry: &CaseEntry) -> Result<Seed, CourseError> {
        match (entry.seed, entry.legacy_seed) {
            (Some(seed), None) => Ok(Seed::Pcg(seed)),
            (None, Some(seed)) => Ok(Seed::Legacy(seed)),
            _ => Err(self.document.wrong(&entry.id, "a case has either a `seed` or a `legacy_seed`")),
        }
    }

    /// The value of every symbol in a case.
    fn values(&self, entry: &CaseEntry) -> Result<BTreeMap<String, i64>, CourseError> {
        let case = entry.id.get_ref();
        let is_free = |name: &str| {
            self.symbols
                .iter()
                .any(|symbol| symbol.name == name && !matches!(symbol.kind, SymbolKind::Formula(_)))
        };
        if let Some(word) = entry.at.keys().find(|word| !is_free(word.get_ref())) {
            let message =
                format!("the case `{case}` gives `{}`, which is no symbol to choose", word.get_ref());
            return Err(self.document.wrong(word, message));
        }
        let mut values = BTreeMap::new();
        for symbol in &self.symbols {
            let given =
                entry.at.iter().find(|(word, _)| *word.get_ref() == symbol.name).map(|(_, value)| value);
            let value = symbol_value(symbol, given, &values).map_err(|reason| {
                self.document.wrong(&entry.id, format!("in the case `{case}`, {reason}"))
            })?;
            values.insert(symbol.name.clone(), value);
        }
        Ok(values)
    }
}

fn symbol_value(
    symbol: &Symbol,
    given: Option<&ValueEntry>,
    values: &BTreeMap<String, i64>,
) -> Result<i64, String> {
    let name = &symbol.name;
    match (&symbol.kind, given) {
        (SymbolKind::Formula(formula), _) => formula.evaluate(values).map_err(|error| error.to_string()),
        (_, None) => Err(format!("`{name}` has no value in `at`")),
        (SymbolKind::Range(..), Some(&ValueEntry::Number(value))) => Ok(value),
        (SymbolKind::Range(..), Some(ValueEntry::Variant(_))) => {
            Err(format!("`{name}` must be a whole number"))
        }
        (SymbolKind::Choice(variants), Some(ValueEntry::Variant(variant))) => variants
            .iter()
            .position(|known| known == variant)
            .and_then(|position| i64::try_from(position).ok())
            .ok_or_else(|| format!("`{name}` must be one of {variants:?}, not {variant:?}")),
        (SymbolKind::Choice(variants), Some(ValueEntry::Number(_))) => {
            Err(format!("`{name}` must be one of {variants:?}"))
        }
    }
}
