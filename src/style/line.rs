//! Text with styles, in lines.

use anstyle::Style;
use unicode_width::UnicodeWidthStr;

/// A line of styled text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line(pub Vec<Span>);

/// A piece of text in one style.
#[derive(Clone, PartialEq, Eq)]
pub struct Span {
    /// Without line breaks and escape sequences.
    pub text: String,
    /// Already as deep as the output can show; see [`Theme::style`](super::Theme::style).
    pub style: Style,
}

impl Line {
    /// A line of one span.
    #[must_use]
    pub fn of(text: impl Into<String>, style: Style) -> Self {
        let mut line = Self::default();
        line.push(text, style);
        line
    }

    /// Appends text; what has the style of the last span joins it.
    pub fn push(&mut self, text: impl Into<String>, style: Style) {
        let text = text.into();
        match self.0.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.style == style => last.text.push_str(&text),
            _ => self.0.push(Span { text, style }),
        }
    }

    /// Appends text and gives the line back.
    #[must_use]
    pub fn with(mut self, text: impl Into<String>, style: Style) -> Self {
        self.push(text, style);
        self
    }

    /// Appends another line.
    pub fn append(&mut self, other: Self) {
        for span in other.0 {
            self.push(span.text, span.style);
        }
    }

    /// Appends spaces until the line is `width` columns wide; a wider line stays as it is.
    pub fn pad_to(&mut self, width: usize) {
        let missing = width.saturating_sub(self.width());
        self.push(" ".repeat(missing), Style::new());
    }

    /// The columns that the line takes up.
    #[must_use]
    pub fn width(&self) -> usize {
        self.0.iter().map(|span| span.text.width()).sum()
    }

    /// The text without styles.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|span| span.text.as_str()).collect()
    }
}

impl std::fmt::Debug for Span {
    /// `"+1.62 " #ffffff on #8a5427 bold`: one readable line in a snapshot.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.text)?;
        if let Some(colour) = self.style.get_fg_color() {
            write!(f, " {}", colour_name(colour))?;
        }
        if let Some(colour) = self.style.get_bg_color() {
            write!(f, " on {}", colour_name(colour))?;
        }
        let effects = self.style.get_effects();
        let names = [(anstyle::Effects::BOLD, "bold"), (anstyle::Effects::INVERT, "reverse")];
        for (_, name) in names.iter().filter(|(effect, _)| effects.contains(*effect)) {
            write!(f, " {name}")?;
        }
        Ok(())
    }
}

fn colour_name(colour: anstyle::Color) -> String {
    match colour {
        anstyle::Color::Ansi(colour) => format!("{colour:?}"),
        anstyle::Color::Ansi256(colour) => format!("colour {}", colour.0),
        anstyle::Color::Rgb(anstyle::RgbColor(red, green, blue)) => {
            format!("#{red:02x}{green:02x}{blue:02x}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_one_style_join() {
        let bold = Style::new().bold();
        let mut line = Line::of("a", bold).with("", Style::new()).with("b", bold).with("→", Style::new());
        line.pad_to(6);
        assert_eq!(format!("{line:?}"), r#"Line(["ab" bold, "→   "])"#);
        assert_eq!((line.width(), line.text().as_str()), (6, "ab→   "));
    }
}
