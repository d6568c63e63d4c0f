//! What can be typed in the talk.

/// One line, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    List,
    /// With a function's name, or the one talked about.
    Show(Option<String>),
    Check(Option<String>),
    /// For the function of this name, or the one talked about: the next one, or the last of all.
    Hint(Option<String>, Which),
    /// With a case's name, or the next one.
    Case(Option<String>),
    /// The next wrong cell.
    Next,
    File,
    Help,
    Quit,
    Nothing,
    Unknown(String),
}

/// Which hint is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    Next,
    Last,
}

/// A command's name, what may follow it, and what it does.
pub(super) const COMMANDS: [(&str, &str, &str); 9] = [
    ("list", "", "every function and what is reached in it"),
    ("show", "NAME", "what a function is to do; it is the one talked about from then on"),
    ("check", "NAME", "run all cases of a function"),
    ("case", "NAME", "another case, or the next one"),
    ("next", "", "the next wrong cell of the case"),
    ("hint", "NAME", "the next hint for a function; hint last: at once the last, which is nearly the answer"),
    ("file", "", "the file to write in"),
    ("help", "", "these commands"),
    ("quit", "", "leave"),
];

impl Command {
    /// Understands a line; the beginning of a command's name is enough.
    pub(super) fn of(line: &str) -> Self {
        let mut words = line.split_whitespace();
        let Some(word) = words.next().map(str::to_lowercase) else { return Self::Nothing };
        let name = words.next().map(str::to_owned);
        let command = COMMANDS.iter().find(|(command, ..)| command.starts_with(&word));
        match command.map(|(command, ..)| *command) {
            Some("list") => Self::List,
            Some("show") => Self::Show(name),
            Some("check") => Self::Check(name),
            Some("case") => Self::Case(name),
            Some("next") => Self::Next,
            Some("hint") => {
                let is_last = |word: &str| word == "last";
                let last = name.as_deref().is_some_and(is_last) || words.any(is_last);
                let which = if last { Which::Last } else { Which::Next };
                Self::Hint(name.filter(|name| !is_last(name)), which)
            }
            Some("file") => Self::File,
            Some("help") => Self::Help,
            Some("quit") => Self::Quit,
            _ => Self::Unknown(word),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_their_beginnings_are_understood() {
        assert_eq!(Command::of("  check  shift "), Command::Check(Some("shift".to_owned())));
        assert_eq!(Command::of("q"), Command::Quit);
        assert_eq!(Command::of("hint"), Command::Hint(None, Which::Next));
        assert_eq!(Command::of("h last"), Command::Hint(None, Which::Last));
        assert_eq!(Command::of("hint shift"), Command::Hint(Some("shift".to_owned()), Which::Next));
        assert_eq!(Command::of("hint shift last"), Command::Hint(Some("shift".to_owned()), Which::Last));
        assert_eq!(Command::of("N"), Command::Next);
        assert_eq!(Command::of(""), Command::Nothing);
        assert_eq!(Command::of("dance"), Command::Unknown("dance".to_owned()));
    }

    #[test]
    fn every_command_is_understood_by_its_name() {
        for (name, ..) in COMMANDS {
            assert!(!matches!(Command::of(name), Command::Unknown(_)), "{name}");
        }
    }
}
