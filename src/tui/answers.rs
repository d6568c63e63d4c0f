//! Answers of the terminal that come after nobody waits for them any more: they must not be taken for keys.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// An answer is no longer than this; what goes on longer was typed.
const LONGEST: usize = 64;

/// Takes late answers to the question for the background out of what the terminal reports: `ESC ] 11 ; rgb:… ESC \`,
/// which arrives as Alt-], the letters, and Alt-\ or Ctrl-G. It may come in several bursts.
#[derive(Debug, Default)]
pub(super) struct Answers {
    /// What may be an answer, from its Alt-] on.
    begun: Vec<Event>,
}

impl Answers {
    /// What of a burst is no answer. An unfinished one is held back until the next burst shows what it is.
    pub(super) fn strip(&mut self, burst: Vec<Event>) -> Vec<Event> {
        let mut rest = Vec::with_capacity(burst.len());
        for event in burst {
            match (self.begun.is_empty(), part(&event)) {
                (true, Some(Part::Begin)) => self.begun.push(event),
                (true, _) => rest.push(event),
                (false, Some(Part::End)) => self.begun.clear(),
                (false, Some(Part::Inside)) if self.begun.len() < LONGEST => self.begun.push(event),
                (false, _) => {
                    rest.append(&mut self.begun);
                    rest.push(event);
                }
            }
        }
        rest
    }

    /// Nothing followed: what was held back was typed.
    pub(super) fn give_up(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.begun)
    }

    pub(super) fn is_waiting(&self) -> bool {
        !self.begun.is_empty()
    }
}

/// What a key may be in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Begin,
    Inside,
    End,
}

fn part(event: &Event) -> Option<Part> {
    let Event::Key(KeyEvent { code: KeyCode::Char(letter), modifiers, .. }) = event else { return None };
    match (letter, *modifiers - KeyModifiers::SHIFT) {
        (']', KeyModifiers::ALT) => Some(Part::Begin),
        ('\\', KeyModifiers::ALT) | ('g', KeyModifiers::CONTROL) => Some(Part::End),
        ('0'..='9' | 'a'..='f' | 'A'..='F' | 'r' | 'g' | ':' | ';' | '/', KeyModifiers::NONE) => {
            Some(Part::Inside)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(letter: char, modifiers: KeyModifiers) -> Event {
        Event::Key(KeyEvent::new(KeyCode::Char(letter), modifiers))
    }

    fn typed(text: &str) -> Vec<Event> {
        text.chars().map(|letter| key(letter, KeyModifiers::NONE)).collect()
    }

    /// The answer as crossterm reads it.
    fn answer(end: Event) -> Vec<Event> {
        let mut events = vec![key(']', KeyModifiers::ALT)];
        events.extend(typed("11;rgb:1e1e/1E1E/ffff"));
        events.push(end);
        events
    }

    #[test]
    fn a_late_answer_is_no_key() {
        for end in [key('\\', KeyModifiers::ALT), key('g', KeyModifiers::CONTROL)] {
            let burst = [typed("j"), answer(end), typed("k")].concat();
            assert_eq!(Answers::default().strip(burst), typed("jk"));
        }
    }

    #[test]
    fn an_answer_may_come_in_pieces() {
        let whole = answer(key('\\', KeyModifiers::ALT));
        for cut in 1..whole.len() {
            let mut answers = Answers::default();
            let (first, second) = whole.split_at(cut);
            assert_eq!(answers.strip(first.to_vec()), []);
            assert!(answers.is_waiting());
            assert_eq!(answers.strip(second.to_vec()), []);
            assert!(!answers.is_waiting());
        }
    }

    #[test]
    fn what_only_looks_like_an_answer_is_typed() {
        let mut burst = vec![key(']', KeyModifiers::ALT)];
        burst.extend(typed("11x"));
        assert_eq!(Answers::default().strip(burst.clone()), burst);

        let mut answers = Answers::default();
        assert_eq!(answers.strip(burst[..2].to_vec()), []);
        assert_eq!(answers.give_up(), burst[..2]);

        let long = [vec![key(']', KeyModifiers::ALT)], typed(&"1".repeat(200))].concat();
        assert_eq!(Answers::default().strip(long.clone()), long);
    }
}
