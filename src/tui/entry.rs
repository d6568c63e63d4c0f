//! The line at the foot of the screen into which text is typed: to filter, to find, to choose an action.

use super::keys::{Action, Context, KEYS, Key, Letters};

/// A text being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) purpose: Purpose,
    pub(super) text: String,
    /// Position of the chosen action among those that match.
    pub(super) chosen: usize,
}

/// What the text is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Show only functions whose name holds the text.
    Filter,
    /// Find the text in the pane.
    Find,
    /// Find the text in the built-in editor.
    FindInDraft,
    /// Choose one of the actions that mean something here.
    Palette(Vec<Offer>),
}

/// An action that can be chosen by its description.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) action: Action,
    pub(super) text: String,
    /// The key that does the same.
    pub(super) key: (String, String),
}

impl Entry {
    /// An empty line.
    pub(super) const fn new(purpose: Purpose) -> Self {
        Self { purpose, text: String::new(), chosen: 0 }
    }

    /// What stands before the text.
    pub(super) const fn label(&self) -> &'static str {
        match self.purpose {
            Purpose::Filter => "functions with",
            Purpose::Find | Purpose::FindInDraft => "find",
            Purpose::Palette(_) => "do",
        }
    }

    /// Adds text; control characters are left out.
    pub(super) fn push(&mut self, text: &str) {
        self.text.extend(text.chars().filter(|letter| !letter.is_control()));
        self.chosen = 0;
    }

    /// Takes the last letter away.
    pub(super) fn pop(&mut self) {
        self.text.pop();
        self.chosen = 0;
    }

    /// The actions that match what was typed, the best first.
    pub(super) fn offers(&self) -> Vec<&Offer> {
        let Purpose::Palette(all) = &self.purpose else { return Vec::new() };
        let scored = all.iter().filter_map(|offer| Some((likeness(&self.text, &offer.text)?, offer)));
        let mut scored: Vec<(usize, &Offer)> = scored.collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, offer)| offer).collect()
    }
}

/// What a text scores that holds the query as it is: more than its letters can.
const WHOLE: usize = 1000;

/// Every action of these contexts once, in the order of the table of keys. Cursor movements are left to the keys.
pub(super) fn offers(contexts: &[Context]) -> Vec<Offer> {
    let mut all: Vec<Offer> = Vec::new();
    for row in KEYS.iter().filter(|row| contexts.contains(&row.context)) {
        for (index, (chord, action)) in row.bindings.iter().enumerate() {
            let is_new = all.iter().all(|offer| offer.action != *action);
            if is_new && !matches!(action, Action::Move(_) | Action::Palette) {
                let key = (chord.label(Letters::Unicode), chord.label(Letters::Ascii));
                all.push(Offer { action: *action, text: description(row, index), key });
            }
        }
    }
    all
}

/// What one of a row's keys does: of `next, previous function`, the second is `previous function`.
fn description(row: &Key, index: usize) -> String {
    if let Action::Show(pane) = row.bindings[index].1 {
        return format!("show the pane {}", pane.title());
    }
    let same = row.bindings.iter().all(|(_, action)| *action == row.bindings[0].1);
    let Some((first, rest)) = row.help.split_once(", ").filter(|_| row.bindings.len() == 2 && !same) else {
        return row.help.to_owned();
    };
    let (before, word) = first.rsplit_once(' ').map_or(("", first), |(before, word)| (before, word));
    let (other, after) = rest.split_once(' ').unwrap_or((rest, ""));
    let word = if index == 0 { word } else { other };
    [before, word, after].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How well a text holds all letters of a query in order, case aside; `None` where it does not. Letters that follow
/// each other, and those that begin a word, count more; a text that holds the query as it is counts most.
fn likeness(query: &str, text: &str) -> Option<usize> {
    let text = text.to_lowercase();
    let letters: Vec<char> = text.chars().collect();
    let (mut score, mut from) = (0, 0);
    if text.contains(query.trim().to_lowercase().as_str()) {
        score += WHOLE;
    }
    for wanted in query.to_lowercase().chars().filter(|letter| !letter.is_whitespace()) {
        let at = from + letters.get(from..)?.iter().position(|letter| *letter == wanted)?;
        let follows = from > 0 && at == from;
        let begins = at == 0 || !letters[at - 1].is_alphanumeric();
        score += 1 + 3 * usize::from(follows) + 2 * usize::from(begins);
        from = at + 1;
    }
    Some(score)
}

/// Whether a name holds what a filter says, case aside.
pub(super) fn passes(filter: &str, name: &str) -> bool {
    name.to_lowercase().contains(&filter.trim().to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::pane::Pane;

    fn palette(text: &str) -> Entry {
        let contexts = [Context::In(Pane::Tensors), Context::Workbench, Context::Everywhere];
        let mut entry = Entry::new(Purpose::Palette(offers(&contexts)));
        entry.push(text);
        entry
    }

    #[test]
    fn each_key_of_a_row_is_described_by_itself() {
        let texts: Vec<String> = offers(&[Context::In(Pane::Tensors), Context::Workbench])
            .into_iter()
            .map(|offer| offer.text)
            .collect();
        for expected in ["next slice", "previous slice", "next function", "show the pane Cases"] {
            assert!(texts.iter().any(|text| text == expected), "{expected} in {texts:?}");
        }
    }

    #[test]
    fn every_action_that_means_something_is_offered() {
        let offered = offers(&[Context::In(Pane::Tensors), Context::Workbench, Context::Everywhere]);
        let rows = KEYS.iter().filter(|row| matches!(row.context, Context::Workbench | Context::Everywhere));
        for (_, action) in rows.flat_map(|row| row.bindings) {
            let left_out = matches!(action, Action::Move(_) | Action::Palette);
            assert!(left_out || offered.iter().any(|offer| offer.action == *action), "{action:?}");
        }
    }

    #[test]
    fn a_few_letters_find_an_action() {
        assert_eq!(palette("nxsl").offers()[0].action, Action::NextSlice);
        assert_eq!(palette("hint").offers()[0].action, Action::Hint);
        assert!(palette("qqqq").offers().is_empty());
    }

    #[test]
    fn filters_do_not_care_for_case() {
        assert!(passes("FWD", "blend_fwd"));
        assert!(passes("", "shift"));
        assert!(!passes("x", "shift"));
    }
}
