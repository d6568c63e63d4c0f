//! Colour arithmetic, and how many colours a terminal shows.

use anstyle::{Ansi256Color, AnsiColor, Color, RgbColor};

/// What the output can show, from nothing to everything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Text alone, without a single escape sequence.
    Plain,
    /// Bold and reverse video, which are no colours.
    Monochrome,
    /// The terminal's own 16 colours.
    Ansi16,
    /// The palette of 256 colours that xterm defined.
    Ansi256,
    /// 24-bit colours.
    TrueColour,
}

impl Depth {
    /// In words: `24-bit`.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::Plain => "none",
            Self::Monochrome => "bold and reverse only",
            Self::Ansi16 => "16 colours",
            Self::Ansi256 => "256 colours",
            Self::TrueColour => "24-bit",
        }
    }

    /// The depth for a full screen, which needs at least a cursor to be seen.
    #[must_use]
    pub fn on_screen(self) -> Self {
        self.max(Self::Monochrome)
    }
}

/// A colour of a palette: exact where the terminal shows it, else the nearest that is legible on any background.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ink {
    /// Where there are 256 colours, the nearest of these.
    pub rgb: RgbColor,
    /// Among the terminal's own 16; `None` is its default colour.
    pub ansi: Option<AnsiColor>,
}

impl Ink {
    /// The colour at a depth, or `None` where the terminal's default serves.
    #[must_use]
    pub(super) fn at(self, depth: Depth) -> Option<Color> {
        match depth {
            Depth::Plain | Depth::Monochrome => None,
            Depth::Ansi16 => self.ansi.map(Color::Ansi),
            Depth::Ansi256 => Some(Color::Ansi256(nearest_256(self.rgb))),
            Depth::TrueColour => Some(Color::Rgb(self.rgb)),
        }
    }
}

/// The six levels of a channel in xterm's colour cube.
const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// Relative luminance from 0 to 1 (WCAG 2.1).
pub(super) fn luminance(RgbColor(red, green, blue): RgbColor) -> f64 {
    let linear = |channel: u8| {
        let share = f64::from(channel) / 255.0;
        if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}

/// Contrast ratio from 1 to 21 (WCAG 2.1).
pub(super) fn contrast(one: RgbColor, other: RgbColor) -> f64 {
    let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
    one.max(other) / one.min(other)
}

/// Black or white, whichever is easier to read on `ground`; the contrast is never below 4.5.
pub(super) fn ink_on(ground: RgbColor) -> RgbColor {
    let (black, white) = (RgbColor(0, 0, 0), RgbColor(255, 255, 255));
    if contrast(black, ground) > contrast(white, ground) { black } else { white }
}

/// `ground` with a share (0 to 1) of `hue` mixed in.
pub(super) fn mix(ground: RgbColor, hue: RgbColor, share: f64) -> RgbColor {
    let channel = |ground: u8, hue: u8| {
        let mixed = f64::from(ground) + (f64::from(hue) - f64::from(ground)) * share;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two channels")]
        let mixed = mixed.round() as u8;
        mixed
    };
    RgbColor(channel(ground.0, hue.0), channel(ground.1, hue.1), channel(ground.2, hue.2))
}

/// The nearest of xterm's colour cube and grey ramp. The first 16 are left out: terminals redefine them.
pub(super) fn nearest_256(colour: RgbColor) -> Ansi256Color {
    let distance = |index: &u8| {
        let RgbColor(red, green, blue) = rgb_of_256(*index);
        let square = |one: u8, other: u8| u32::from(one.abs_diff(other)).pow(2);
        square(red, colour.0) + square(green, colour.1) + square(blue, colour.2)
    };
    Ansi256Color((16..=255).min_by_key(distance).unwrap_or(16))
}

/// The colour of an index from 16 on, as xterm defines it.
pub(super) fn rgb_of_256(index: u8) -> RgbColor {
    if let Some(grey) = index.checked_sub(232) {
        let level = 8 + 10 * grey;
        return RgbColor(level, level, level);
    }
    let level = |place: u8| CUBE[usize::from(index.saturating_sub(16) / place % 6)];
    RgbColor(level(36), level(6), level(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        let (black, white) = (RgbColor(0, 0, 0), RgbColor(255, 255, 255));
        assert!((contrast(black, white) - 21.0).abs() < 1e-9);
        assert!((contrast(RgbColor(0x76, 0x76, 0x76), white) - 4.54).abs() < 0.01);
    }

    #[test]
    fn ink_is_legible_on_every_colour_of_the_cube() {
        for index in 16..=255 {
            let ground = rgb_of_256(index);
            assert!(contrast(ink_on(ground), ground) >= 4.5, "colour {index}");
        }
    }

    #[test]
    fn colours_of_the_256_map_to_themselves() {
        for index in 16..=255 {
            assert_eq!(rgb_of_256(nearest_256(rgb_of_256(index)).0), rgb_of_256(index), "colour {index}");
        }
        assert_eq!(nearest_256(RgbColor(255, 0, 1)).0, 196);
    }
}
