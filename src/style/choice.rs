//! Whether to use colour, and how much: from the option, the environment and what the output is.

use super::Depth;

/// The value of `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourChoice {
    /// As the environment and the output say.
    #[default]
    Auto,
    /// In a file or a pipe too.
    Always,
    /// Not a single escape sequence.
    Never,
}

/// What the output is connected to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Somebody looks at it, though the terminal may be a dumb one.
    Terminal,
    /// A file or a pipe.
    Other,
}

/// The variables that speak of colour, as they are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColourEnvironment {
    /// `NO_COLOR`.
    pub no_color: Option<String>,
    /// `FORCE_COLOR`.
    pub force_color: Option<String>,
    /// `CLICOLOR_FORCE`.
    pub clicolor_force: Option<String>,
    /// `CLICOLOR`.
    pub clicolor: Option<String>,
    /// `COLORTERM`.
    pub colorterm: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
}

impl ColourChoice {
    /// The depth of colour to write with. The option decides, else `FORCE_COLOR` or `CLICOLOR_FORCE`, else `NO_COLOR`,
    /// else `CLICOLOR=0`, else whether the output is a terminal. A variable that is empty counts as not set.
    /// `NO_COLOR` and `CLICOLOR=0` leave a terminal its bold and reverse video, which are no colours.
    #[must_use]
    pub fn depth(self, environment: &ColourEnvironment, output: Output) -> Depth {
        let without_hue = match output {
            Output::Terminal if !environment.is_dumb() => Depth::Monochrome,
            _ => Depth::Plain,
        };
        match self {
            Self::Never => Depth::Plain,
            Self::Auto if environment.forces() => environment.depth(),
            Self::Auto if environment.forbids() => without_hue,
            Self::Auto if without_hue == Depth::Plain => Depth::Plain,
            Self::Auto | Self::Always => environment.depth(),
        }
    }
}

impl ColourEnvironment {
    fn forces(&self) -> bool {
        set(self.force_color.as_ref())
            || (set(self.clicolor_force.as_ref()) && !zero(self.clicolor_force.as_ref()))
    }

    fn forbids(&self) -> bool {
        set(self.no_color.as_ref()) || zero(self.clicolor.as_ref())
    }

    fn is_dumb(&self) -> bool {
        matches!(self.term.as_deref(), None | Some("" | "dumb"))
    }

    /// What a terminal with these variables shows.
    fn depth(&self) -> Depth {
        match (self.colorterm.as_deref(), self.term.as_deref()) {
            (Some("truecolor" | "24bit"), _) => Depth::TrueColour,
            (_, Some(term)) if term.contains("256color") => Depth::Ansi256,
            (_, Some(term)) if term.contains("direct") => Depth::TrueColour,
            _ => Depth::Ansi16,
        }
    }
}

fn set(variable: Option<&String>) -> bool {
    variable.is_some_and(|value| !value.is_empty())
}

fn zero(variable: Option<&String>) -> bool {
    variable.is_some_and(|value| value == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn environment(variables: &[(&str, &str)]) -> ColourEnvironment {
        let value = |name: &str| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned())
        };
        ColourEnvironment {
            no_color: value("NO_COLOR"),
            force_color: value("FORCE_COLOR"),
            clicolor_force: value("CLICOLOR_FORCE"),
            clicolor: value("CLICOLOR"),
            colorterm: value("COLORTERM"),
            term: value("TERM"),
        }
    }

    #[test]
    fn the_first_that_speaks_decides() {
        use ColourChoice::{Always, Auto, Never};
        use Output::{Other, Terminal};
        type Row<'a> = (ColourChoice, &'a [(&'a str, &'a str)], Output, Depth);
        let rich = ("TERM", "xterm-256color");
        let table: [Row; 17] = [
            (Auto, &[rich], Terminal, Depth::Ansi256),
            (Auto, &[rich, ("COLORTERM", "truecolor")], Terminal, Depth::TrueColour),
            (Auto, &[rich, ("COLORTERM", "yes")], Terminal, Depth::Ansi256),
            (Auto, &[("TERM", "xterm")], Terminal, Depth::Ansi16),
            (Auto, &[rich], Other, Depth::Plain),
            (Auto, &[("TERM", "dumb")], Terminal, Depth::Plain),
            (Auto, &[], Terminal, Depth::Plain),
            (Auto, &[rich, ("NO_COLOR", "1")], Terminal, Depth::Monochrome),
            (Auto, &[rich, ("NO_COLOR", "")], Terminal, Depth::Ansi256),
            (Auto, &[rich, ("NO_COLOR", "1")], Other, Depth::Plain),
            (Auto, &[rich, ("CLICOLOR", "0")], Terminal, Depth::Monochrome),
            (Auto, &[rich, ("NO_COLOR", "1"), ("FORCE_COLOR", "1")], Other, Depth::Ansi256),
            (Auto, &[rich, ("CLICOLOR_FORCE", "1")], Other, Depth::Ansi256),
            (Auto, &[rich, ("CLICOLOR_FORCE", "0")], Other, Depth::Plain),
            (Always, &[rich, ("NO_COLOR", "1")], Other, Depth::Ansi256),
            (Always, &[], Other, Depth::Ansi16),
            (Never, &[rich, ("FORCE_COLOR", "1")], Terminal, Depth::Plain),
        ];
        for (choice, variables, output, depth) in table {
            let found = choice.depth(&environment(variables), output);
            assert_eq!(found, depth, "{choice:?} {variables:?} {output:?}");
        }
    }
}
