//! A palette, a depth of colour and a set of glyphs: all that is needed to style something.

use super::colour::{Depth, Ink, ink_on, mix, nearest_256, rgb_of_256};
use super::palette::STEPS;
use super::{Glyphs, Line, Palette};
use anstyle::{Ansi256Color, AnsiColor, Color, Effects, Style};

/// How things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The colours.
    pub palette: &'static Palette,
    /// How much of them the output shows.
    pub depth: Depth,
    /// The signs.
    pub glyphs: &'static Glyphs,
}

/// What a piece of text is; its style follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// Text of first rank.
    Text,
    /// Titles and names.
    Strong,
    /// Text of second rank.
    Dim,
    /// Borders and hatching: never information.
    Faint,
    /// What can be moved or pressed.
    Accent,
    /// What passed.
    Right,
    /// What failed.
    Wrong,
    /// Text about values below zero.
    Negative,
    /// Text about values above zero.
    Positive,
    /// The head and foot lines.
    Bar,
    /// The selected row or tab.
    Selected,
}

/// How typographic signs are spelt in ASCII.
const SPELLINGS: [(char, &str); 14] = [
    ('×', "x"),
    ('÷', "/"),
    ('·', "*"),
    ('−', "-"),
    ('–', "-"),
    ('—', "-"),
    ('…', "..."),
    ('→', "->"),
    ('≤', "<="),
    ('≥', ">="),
    ('‘', "'"),
    ('’', "'"),
    ('“', "\""),
    ('”', "\""),
];

/// From this strength on a cell is coloured at all where there are only 16 colours.
const ANSI_SHOWN: f64 = 0.3;
/// From this strength on it has the bright colour.
const ANSI_BRIGHT: f64 = 0.7;

impl Theme {
    /// The style of a meaning.
    #[must_use]
    pub fn style(&self, meaning: Meaning) -> Style {
        let palette = self.palette;
        let (ink, ground, effects, monochrome) = match meaning {
            Meaning::Text => (palette.text, None, Effects::new(), Effects::new()),
            Meaning::Strong => (palette.text, None, Effects::BOLD, Effects::BOLD),
            Meaning::Dim => (palette.dim, None, Effects::new(), Effects::new()),
            Meaning::Faint => (palette.faint, None, Effects::new(), Effects::new()),
            Meaning::Accent => (palette.accent, None, Effects::new(), Effects::BOLD),
            Meaning::Right => (palette.right, None, Effects::new(), Effects::new()),
            Meaning::Wrong => (palette.wrong, None, Effects::new(), Effects::BOLD),
            Meaning::Negative => (palette.negative, None, Effects::new(), Effects::new()),
            Meaning::Positive => (palette.positive, None, Effects::new(), Effects::new()),
            Meaning::Bar => (palette.text, Some(palette.bar), Effects::new(), Effects::new()),
            Meaning::Selected => (palette.text, Some(palette.selection), Effects::BOLD, Effects::INVERT),
        };
        let style =
            Style::new().fg_color(self.foreground(ink)).bg_color(ground.and_then(|rgb| self.ground(rgb)));
        match self.depth {
            Depth::Plain => Style::new(),
            Depth::Monochrome => style.effects(monochrome),
            // There is no ground for a selection among the 16 colours that suits every terminal.
            Depth::Ansi16 if ground.is_some() => style.effects(effects | monochrome),
            _ => style.effects(effects),
        }
    }

    /// A line of text of one meaning.
    #[must_use]
    pub fn line(&self, meaning: Meaning, text: impl Into<String>) -> Line {
        Line::of(text, self.style(meaning))
    }

    /// Text with the theme's signs in place of ASCII ones in numbers: `-1` becomes `−1`.
    #[must_use]
    pub fn number(&self, text: &str) -> String {
        // The minus of an exponent stays as it is: `1e-9` is read as one word.
        match text.strip_prefix('-') {
            Some(rest) => format!("{}{rest}", self.glyphs.minus),
            None => text.to_owned(),
        }
    }

    /// Prose with typographic signs spelt in ASCII where the glyphs are ASCII; other characters stay.
    #[must_use]
    pub fn text(&self, text: &str) -> String {
        if self.glyphs != &super::ASCII {
            return text.to_owned();
        }
        SPELLINGS.iter().fold(text.to_owned(), |text, (sign, spelling)| text.replace(*sign, spelling))
    }

    /// The style of a cell of this strength (−1 to 1; 0 is the terminal's own background).
    #[must_use]
    pub fn cell(&self, strength: f64) -> Style {
        let share = strength.abs();
        let (hue, steps) = if strength < 0.0 {
            (self.palette.negative_fill, &self.palette.negative_steps)
        } else {
            (self.palette.positive_fill, &self.palette.positive_steps)
        };
        match self.depth {
            Depth::Plain | Depth::Monochrome => Style::new(),
            _ if share == 0.0 => Style::new().fg_color(self.foreground(self.palette.text)),
            Depth::Ansi16 => ansi_cell(strength),
            Depth::Ansi256 => {
                let ground = Ansi256Color(steps[step_of(share)]);
                let ink = nearest_256(ink_on(rgb_of_256(ground.0)));
                Style::new().fg_color(Some(Color::Ansi256(ink))).bg_color(Some(Color::Ansi256(ground)))
            }
            Depth::TrueColour => {
                let ground = mix(self.palette.ground, hue, share);
                Style::new().fg_color(Some(Color::Rgb(ink_on(ground)))).bg_color(Some(Color::Rgb(ground)))
            }
        }
    }

    /// Whether cells differ by colour.
    #[must_use]
    pub fn has_colour(&self) -> bool {
        self.depth >= Depth::Ansi16
    }

    fn foreground(&self, ink: Ink) -> Option<Color> {
        ink.at(self.depth)
    }

    fn ground(&self, rgb: anstyle::RgbColor) -> Option<Color> {
        Ink { rgb, ansi: None }.at(self.depth)
    }
}

/// Which of the steps of a palette a strength from 0 to 1 is.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a place among a few steps"
)]
fn step_of(share: f64) -> usize {
    ((share * STEPS as f64) as usize).min(STEPS - 1)
}

/// A cell in the terminal's own 16 colours.
fn ansi_cell(strength: f64) -> Style {
    let bright = strength.abs() >= ANSI_BRIGHT;
    let (ground, ink) = match (strength < 0.0, bright) {
        _ if strength.abs() < ANSI_SHOWN => return Style::new(),
        (true, false) => (AnsiColor::Blue, AnsiColor::BrightWhite),
        (true, true) => (AnsiColor::BrightBlue, AnsiColor::BrightWhite),
        (false, false) => (AnsiColor::Yellow, AnsiColor::Black),
        (false, true) => (AnsiColor::BrightYellow, AnsiColor::Black),
    };
    Style::new().fg_color(Some(Color::Ansi(ink))).bg_color(Some(Color::Ansi(ground)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::colour::contrast;
    use crate::style::palette::ALL;
    use crate::style::{DARK, UNICODE};
    use anstyle::RgbColor;

    fn rgb(colour: Option<Color>) -> Option<RgbColor> {
        match colour? {
            Color::Rgb(rgb) => Some(rgb),
            Color::Ansi256(index) => Some(rgb_of_256(index.0)),
            Color::Ansi(_) => None,
        }
    }

    #[test]
    fn numbers_are_legible_at_every_strength() {
        for palette in ALL {
            for depth in [Depth::Ansi256, Depth::TrueColour] {
                let theme = Theme { palette, depth, glyphs: &UNICODE };
                for step in -100..=100 {
                    let style = theme.cell(f64::from(step) / 100.0);
                    let ground = rgb(style.get_bg_color()).unwrap_or(palette.ground);
                    let ink = rgb(style.get_fg_color()).unwrap();
                    assert!(contrast(ink, ground) >= 4.5, "{} {depth:?} {step}", palette.name);
                }
            }
        }
    }

    #[test]
    fn without_hue_no_style_names_a_colour_and_plain_names_nothing() {
        let meanings = [Meaning::Text, Meaning::Strong, Meaning::Accent, Meaning::Wrong, Meaning::Selected];
        for meaning in meanings {
            let monochrome =
                Theme { palette: &DARK, depth: Depth::Monochrome, glyphs: &UNICODE }.style(meaning);
            assert_eq!((monochrome.get_fg_color(), monochrome.get_bg_color()), (None, None));
            let plain = Theme { palette: &DARK, depth: Depth::Plain, glyphs: &UNICODE }.style(meaning);
            assert!(plain.is_plain());
        }
    }
}
