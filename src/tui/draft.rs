//! The built-in editor's state: the text of one function, and what it is asked while it is written.

pub(super) mod rust;

use super::keys::Step;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::style::{Modifier, Style};
use ratatui_textarea::{CursorMove, DataCursor, TextArea};

/// One function's file under the built-in editor.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    /// Position in the course.
    pub(super) exercise: usize,
    pub(super) area: TextArea<'static>,
    /// The file as it was read or written last; only this text may be replaced without asking.
    pub(super) known: String,
    pub(super) question: Question,
}

/// What must be answered before the writing goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Question {
    None,
    /// Leave with changes that are not saved?
    Leave,
    /// This text was never saved and is kept from before: is it to come back?
    Unsaved(String),
    /// The file holds this text now, which somebody else wrote: whose is to stay?
    Foreign(String),
}

/// What happens when a draft is saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum After {
    Stay,
    Close,
}

/// Columns of one step of indentation.
const INDENT: &str = "    ";

impl Draft {
    /// Begins at a line, counted from 1.
    pub(super) fn open(exercise: usize, text: String, line: usize) -> Self {
        let mut area = TextArea::new(lines_of(&text));
        area.set_tab_length(4);
        // The view adds the colours, which depend on the terminal.
        area.set_line_number_style(Style::new());
        area.set_cursor_line_style(Style::new());
        area.set_cursor_style(Style::new().add_modifier(Modifier::REVERSED));
        area.set_selection_style(Style::new().add_modifier(Modifier::REVERSED));
        area.set_search_style(Style::new().add_modifier(Modifier::BOLD | Modifier::UNDERLINED));
        let mut draft = Self { exercise, area, known: text, question: Question::None };
        draft.go_to_line(line);
        draft
    }

    /// The text as it would be saved: every line ends with a newline.
    pub(super) fn text(&self) -> String {
        let text = self.area.lines().join("\n");
        if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" }
    }

    /// Whether the text differs from the file as it was known last.
    pub(super) fn is_changed(&self) -> bool {
        lines_of(&self.known) != self.area.lines()
    }

    /// Replaces the whole text by what the file holds now; the cursor stays on its line.
    pub(super) fn reload(&mut self, text: String) {
        let DataCursor(row, _) = self.area.cursor();
        let question = std::mem::replace(&mut self.question, Question::None);
        *self = Self { question, ..Self::open(self.exercise, text, row + 1) };
    }

    /// Takes up a text that was never saved; the file stays known as it is.
    pub(super) fn take_up(&mut self, unsaved: &str) {
        let known = std::mem::take(&mut self.known);
        self.reload(unsaved.to_owned());
        self.known = known;
    }

    /// The text that would be lost if the process ended now.
    pub(super) fn unsaved(&self) -> Option<String> {
        match &self.question {
            Question::Unsaved(text) => Some(text.clone()),
            _ => self.is_changed().then(|| self.text()),
        }
    }

    /// Types a key. Keys with a meaning of their own in the table never come here.
    pub(super) fn press(&mut self, key: KeyEvent) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Enter => self.break_line(),
            KeyCode::Tab => {
                self.area.insert_str(INDENT);
            }
            KeyCode::BackTab => self.unindent(),
            KeyCode::Char('}') if !control => {
                self.unindent_if_blank();
                self.area.insert_char('}');
            }
            code => match movement(code, key.modifiers) {
                Some(movement) => self.walk(movement, key.modifiers),
                None => {
                    self.area.input_without_shortcuts(key);
                }
            },
        }
    }

    /// Inserts what was pasted.
    pub(super) fn paste(&mut self, text: &str) {
        self.area.insert_str(text.replace("\r\n", "\n").replace('\r', "\n"));
    }

    /// Moves a page, or to an end of the text.
    pub(super) fn leap(&mut self, step: Step, page: usize) {
        let DataCursor(row, _) = self.area.cursor();
        let row = match step {
            Step::PageUp => row.saturating_sub(page),
            Step::PageDown => row + page,
            _ => return,
        };
        self.go_to_line(row + 1);
    }

    /// Looks for text as it is written, not as a pattern; says whether there is such a text.
    pub(super) fn find(&mut self, text: &str) -> bool {
        let escaped: String = text.chars().flat_map(escape).collect();
        self.area.set_search_pattern(escaped).is_ok() && !text.is_empty() && self.area.search_forward(true)
    }

    /// Puts the cursor on a place counted in lines and characters from 0.
    pub(super) fn point(&mut self, row: usize, column: usize) {
        let small = |place: usize| u16::try_from(place).unwrap_or(u16::MAX);
        self.area.cancel_selection();
        self.area.move_cursor(CursorMove::Jump(small(row), small(column)));
    }

    fn go_to_line(&mut self, line: usize) {
        self.point(line.saturating_sub(1), 0);
        self.area.move_cursor(CursorMove::Head);
    }

    /// Holding Shift selects on the way.
    fn walk(&mut self, movement: CursorMove, modifiers: KeyModifiers) {
        match (modifiers.contains(KeyModifiers::SHIFT), self.area.is_selecting()) {
            (true, false) => self.area.start_selection(),
            (false, true) => self.area.cancel_selection(),
            _ => {}
        }
        self.area.move_cursor(movement);
    }

    /// A new line begins where its neighbour does, one step further in after an opening bracket.
    fn break_line(&mut self) {
        let DataCursor(row, column) = self.area.cursor();
        let before: String = self.area.lines()[row].chars().take(column).collect();
        let mut indent: String = before.chars().take_while(|letter| *letter == ' ').collect();
        if before.trim_end().ends_with(['{', '(', '[']) {
            indent.push_str(INDENT);
        }
        self.area.insert_newline();
        self.area.insert_str(indent);
    }

    /// A closing brace stands one step further out than the line it begins.
    fn unindent_if_blank(&mut self) {
        let DataCursor(row, column) = self.area.cursor();
        let before: String = self.area.lines()[row].chars().take(column).collect();
        if before.ends_with(INDENT) && before.trim().is_empty() {
            for _ in INDENT.chars() {
                self.area.delete_char();
            }
        }
    }

    /// Takes one step of indentation from the line.
    fn unindent(&mut self) {
        let DataCursor(row, column) = self.area.cursor();
        let spaces = self.area.lines()[row].chars().take_while(|letter| *letter == ' ').count();
        let taken = spaces.min(INDENT.len());
        self.area.move_cursor(CursorMove::Head);
        for _ in 0..taken {
            self.area.delete_next_char();
        }
        self.point(row, column.saturating_sub(taken));
    }
}

/// Lines as the editor holds them: a text that ends with a newline has no empty line after it.
fn lines_of(text: &str) -> Vec<String> {
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() { vec![String::new()] } else { lines }
}

const fn movement(code: KeyCode, modifiers: KeyModifiers) -> Option<CursorMove> {
    Some(match (code, modifiers.contains(KeyModifiers::CONTROL)) {
        (KeyCode::Left, false) => CursorMove::Back,
        (KeyCode::Right, false) => CursorMove::Forward,
        (KeyCode::Left, true) => CursorMove::WordBack,
        (KeyCode::Right, true) => CursorMove::WordForward,
        (KeyCode::Up, _) => CursorMove::Up,
        (KeyCode::Down, _) => CursorMove::Down,
        (KeyCode::Home, false) => CursorMove::Head,
        (KeyCode::End, false) => CursorMove::End,
        (KeyCode::Home, true) => CursorMove::Top,
        (KeyCode::End, true) => CursorMove::Bottom,
        _ => return None,
    })
}

/// A character that patterns give a meaning to stands for itself after a backslash.
fn escape(letter: char) -> impl Iterator<Item = char> {
    r"\.+*?()|[]{}^$#&-~".contains(letter).then_some('\\').into_iter().chain([letter])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(draft: &mut Draft, keys: &[KeyCode]) {
        for code in keys {
            draft.press(KeyEvent::new(*code, KeyModifiers::NONE));
        }
    }

    #[test]
    fn what_was_not_touched_is_not_changed() {
        let draft = Draft::open(0, "fn shift() {\n}\n".to_owned(), 1);
        assert!(!draft.is_changed());
        assert_eq!(draft.text(), "fn shift() {\n}\n");
        assert!(!Draft::open(0, String::new(), 1).is_changed());
    }

    #[test]
    fn new_lines_keep_the_indentation_and_braces_take_it_back() {
        let mut draft = Draft::open(0, "fn shift() {".to_owned(), 1);
        typed(&mut draft, &[KeyCode::End, KeyCode::Enter, KeyCode::Char('a'), KeyCode::Enter]);
        typed(&mut draft, &[KeyCode::Char('}')]);
        assert_eq!(draft.text(), "fn shift() {\n    a\n}\n");
        assert!(draft.is_changed());
        assert!(draft.area.undo());
    }

    #[test]
    fn search_takes_text_literally() {
        let mut draft = Draft::open(0, "a.b\nx[0] + (y)\n".to_owned(), 1);
        assert!(draft.find("[0] + ("));
        assert_eq!(draft.area.cursor(), DataCursor(1, 1));
        assert!(!draft.find("a+b"));
        assert!(!draft.find(""));
    }

    #[test]
    fn another_text_on_disk_replaces_everything_but_the_line() {
        let mut draft = Draft::open(0, "one\ntwo\nthree\n".to_owned(), 2);
        draft.reload("1\n2\n".to_owned());
        assert_eq!((draft.text().as_str(), draft.area.cursor()), ("1\n2\n", DataCursor(1, 0)));
        assert!(!draft.is_changed());
    }

    #[test]
    fn a_pasted_text_keeps_its_lines() {
        let mut draft = Draft::open(0, String::new(), 1);
        draft.paste("a\r\nb\rc");
        assert_eq!(draft.text(), "a\nb\nc\n");
    }
}
