//! The theme's meanings as ratatui styles, and painted lines as ratatui lines.

use crate::style::{self, Meaning, Theme};
use anstyle::{AnsiColor, Color as AnyColour, Effects};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line, Span};

/// How things look, by what they mean.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Palette {
    pub(super) text: Style,
    /// Text of second rank.
    pub(super) dim: Style,
    /// Borders and hatching: nothing that carries information.
    pub(super) faint: Style,
    /// What can be moved or pressed.
    pub(super) accent: Style,
    /// Titles and names.
    pub(super) strong: Style,
    pub(super) right: Style,
    pub(super) wrong: Style,
    /// About values below, and above zero.
    pub(super) negative: Style,
    pub(super) positive: Style,
    /// The first and the last line of the screen.
    pub(super) bar: Style,
    /// The chosen line of a list.
    pub(super) chosen: Style,
}

impl Palette {
    /// The styles of a theme.
    pub(super) fn of(theme: &Theme) -> Self {
        let meaning = |meaning| style(theme.style(meaning));
        Self {
            text: meaning(Meaning::Text),
            dim: meaning(Meaning::Dim),
            faint: meaning(Meaning::Faint),
            accent: meaning(Meaning::Accent),
            strong: meaning(Meaning::Strong),
            right: meaning(Meaning::Right),
            wrong: meaning(Meaning::Wrong),
            negative: meaning(Meaning::Negative),
            positive: meaning(Meaning::Positive),
            bar: meaning(Meaning::Bar),
            chosen: meaning(Meaning::Selected),
        }
    }
}

/// A style of ours as ratatui's.
pub(super) fn style(style: anstyle::Style) -> Style {
    let mut all = Style::new();
    all.fg = style.get_fg_color().map(colour);
    all.bg = style.get_bg_color().map(colour);
    let effects = style.get_effects();
    for (effect, modifier) in [
        (Effects::BOLD, Modifier::BOLD),
        (Effects::INVERT, Modifier::REVERSED),
        (Effects::UNDERLINE, Modifier::UNDERLINED),
        (Effects::ITALIC, Modifier::ITALIC),
    ] {
        if effects.contains(effect) {
            all = all.add_modifier(modifier);
        }
    }
    all
}

/// A painted line as ratatui's.
pub(super) fn line(painted: style::Line) -> Line<'static> {
    let spans = painted.0.into_iter().map(|span| Span::styled(span.text, style(span.style)));
    Line::from(spans.collect::<Vec<_>>())
}

fn colour(colour: AnyColour) -> Color {
    match colour {
        AnyColour::Ansi(named) => ansi(named),
        AnyColour::Ansi256(index) => Color::Indexed(index.0),
        AnyColour::Rgb(rgb) => Color::Rgb(rgb.0, rgb.1, rgb.2),
    }
}

const fn ansi(colour: AnsiColor) -> Color {
    match colour {
        AnsiColor::Black => Color::Black,
        AnsiColor::Red => Color::Red,
        AnsiColor::Green => Color::Green,
        AnsiColor::Yellow => Color::Yellow,
        AnsiColor::Blue => Color::Blue,
        AnsiColor::Magenta => Color::Magenta,
        AnsiColor::Cyan => Color::Cyan,
        AnsiColor::White => Color::Gray,
        AnsiColor::BrightBlack => Color::DarkGray,
        AnsiColor::BrightRed => Color::LightRed,
        AnsiColor::BrightGreen => Color::LightGreen,
        AnsiColor::BrightYellow => Color::LightYellow,
        AnsiColor::BrightBlue => Color::LightBlue,
        AnsiColor::BrightMagenta => Color::LightMagenta,
        AnsiColor::BrightCyan => Color::LightCyan,
        AnsiColor::BrightWhite => Color::White,
    }
}
