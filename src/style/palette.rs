//! The colours, by meaning.

use super::colour::Ink;
use anstyle::{AnsiColor, RgbColor};

/// One set of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// The value of `--theme`.
    pub name: &'static str,
    /// The terminal background that the colours are made for; cells of value 0 show it.
    pub ground: RgbColor,
    /// Background of the head and foot lines.
    pub bar: RgbColor,
    /// Background of what is selected.
    pub selection: RgbColor,
    /// Text of first rank.
    pub text: Ink,
    /// Text of second rank.
    pub dim: Ink,
    /// Borders and hatching: never information.
    pub faint: Ink,
    /// What can be moved or pressed.
    pub accent: Ink,
    /// What passed.
    pub right: Ink,
    /// What failed; magenta, because the colour-blind take red for green.
    pub wrong: Ink,
    /// Text about values below zero.
    pub negative: Ink,
    /// Text about values above zero.
    pub positive: Ink,
    /// Cells of full strength below zero. Ink is chosen by what lies under it, so that fills may be more vivid than text.
    pub negative_fill: RgbColor,
    /// Cells of full strength above zero.
    pub positive_fill: RgbColor,
    /// The same from the weakest to full strength, where there are 256 colours: the nearest ones would stray from the
    /// hue.
    pub negative_steps: [u8; STEPS],
    /// As above, above zero.
    pub positive_steps: [u8; STEPS],
}

/// Strengths of cells where there are 256 colours.
pub(super) const STEPS: usize = 6;

/// For dark terminals.
pub const DARK: Palette = Palette {
    name: "dark",
    ground: rgb(0x1e_1e1e),
    bar: rgb(0x2d_2d2d),
    selection: rgb(0x22_353f),
    text: ink(0xd4_d4d4, None),
    dim: ink(0xa4_a4a4, None),
    faint: ink(0x4a_4a4a, Some(AnsiColor::BrightBlack)),
    accent: ink(0x5f_b3d4, Some(AnsiColor::Cyan)),
    right: ink(0x76_c470, Some(AnsiColor::Green)),
    wrong: ink(0xff_79d0, Some(AnsiColor::Magenta)),
    negative: ink(0x5a_9fe6, Some(AnsiColor::Blue)),
    positive: ink(0xf0_8c3a, Some(AnsiColor::Yellow)),
    negative_fill: rgb(0x3d_8bd9),
    positive_fill: rgb(0xf0_8c3a),
    negative_steps: [235, 24, 25, 31, 32, 39],
    positive_steps: [236, 58, 94, 130, 172, 208],
};

/// For light terminals.
pub const LIGHT: Palette = Palette {
    name: "light",
    ground: rgb(0xff_ffff),
    bar: rgb(0xee_eeee),
    selection: rgb(0xda_edf5),
    text: ink(0x1f_1f1f, None),
    dim: ink(0x5e_5e5e, None),
    faint: ink(0xc8_c8c8, Some(AnsiColor::White)),
    accent: ink(0x0a_688f, Some(AnsiColor::Cyan)),
    right: ink(0x1f_6b1f, Some(AnsiColor::Green)),
    wrong: ink(0xa8_006e, Some(AnsiColor::Magenta)),
    negative: ink(0x1a_62ad, Some(AnsiColor::Blue)),
    positive: ink(0x9a_4f00, Some(AnsiColor::Yellow)),
    negative_fill: rgb(0x1f_6fc0),
    positive_fill: rgb(0xe5_7a1e),
    negative_steps: [255, 189, 153, 110, 68, 25],
    positive_steps: [255, 224, 223, 216, 208, 166],
};

/// For those who need strong contrasts: every text at least 7:1 on black.
pub const HIGH_CONTRAST: Palette = Palette {
    name: "high-contrast",
    ground: rgb(0x00_0000),
    bar: rgb(0x1c_1c1c),
    selection: rgb(0x00_2030),
    text: ink(0xff_ffff, None),
    dim: ink(0xe4_e4e4, None),
    faint: ink(0x8a_8a8a, Some(AnsiColor::White)),
    accent: ink(0x5f_ffff, Some(AnsiColor::BrightCyan)),
    right: ink(0x87_ff87, Some(AnsiColor::BrightGreen)),
    wrong: ink(0xff_87ff, Some(AnsiColor::BrightMagenta)),
    negative: ink(0x87_d7ff, Some(AnsiColor::BrightBlue)),
    positive: ink(0xff_af5f, Some(AnsiColor::BrightYellow)),
    negative_fill: rgb(0x5f_afff),
    positive_fill: rgb(0xff_af00),
    negative_steps: [233, 24, 25, 31, 38, 75],
    positive_steps: [233, 58, 94, 136, 172, 214],
};

/// Every palette, for the choice by name.
pub(super) const ALL: [&Palette; 3] = [&DARK, &LIGHT, &HIGH_CONTRAST];

impl Palette {
    /// The palette of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|palette| palette.name == name)
    }
}

const fn rgb(hex: u32) -> RgbColor {
    let [_, red, green, blue] = hex.to_be_bytes();
    RgbColor(red, green, blue)
}

const fn ink(hex: u32, ansi: Option<AnsiColor>) -> Ink {
    Ink { rgb: rgb(hex), ansi }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::colour::{contrast, nearest_256, rgb_of_256};

    fn informative(palette: &Palette) -> [(&'static str, RgbColor); 7] {
        [
            ("text", palette.text.rgb),
            ("dim", palette.dim.rgb),
            ("accent", palette.accent.rgb),
            ("right", palette.right.rgb),
            ("wrong", palette.wrong.rgb),
            ("negative", palette.negative.rgb),
            ("positive", palette.positive.rgb),
        ]
    }

    #[test]
    fn whatever_carries_information_has_a_contrast_of_at_least_4_5() {
        for palette in ALL {
            for (name, colour) in informative(palette) {
                for ground in [palette.ground, palette.bar, palette.selection] {
                    let rounded = rgb_of_256(nearest_256(colour).0);
                    let ratio = contrast(colour, ground);
                    assert!(ratio >= 4.5, "{} {name} on {ground:?}: {ratio:.2}", palette.name);
                    let ratio = contrast(rounded, ground);
                    assert!(ratio >= 4.5, "{} {name} in 256 colours on {ground:?}: {ratio:.2}", palette.name);
                }
            }
        }
    }

    #[test]
    fn cells_of_256_colours_keep_their_hue_and_stand_out_more_and_more() {
        for palette in ALL {
            let away = |index: u8| contrast(rgb_of_256(index), palette.ground);
            for (steps, is_blue) in [(palette.negative_steps, true), (palette.positive_steps, false)] {
                for &index in &steps[1..] {
                    let RgbColor(red, _, blue) = rgb_of_256(index);
                    assert_eq!((blue > red, blue < red), (is_blue, !is_blue), "{} {index}", palette.name);
                }
                assert!(steps[1..].windows(2).all(|pair| away(pair[0]) < away(pair[1])), "{}", palette.name);
            }
        }
    }

    #[test]
    fn a_high_contrast_is_at_least_7() {
        for (name, colour) in informative(&HIGH_CONTRAST) {
            for ground in [HIGH_CONTRAST.ground, HIGH_CONTRAST.bar, HIGH_CONTRAST.selection] {
                let ratio = contrast(colour, ground);
                assert!(ratio >= 7.0, "{name} on {ground:?}: {ratio:.2}");
            }
        }
    }

    /// Viénot, Brettel and Mollon (1999): how a person without the middle cones sees a colour, in linear light.
    fn as_deuteranope(RgbColor(red, green, blue): RgbColor) -> [f64; 3] {
        let [red, green, blue] = [red, green, blue].map(|channel| (f64::from(channel) / 255.0).powf(2.2));
        let yellow = 0.292_75 * red + 0.707_25 * green;
        [yellow, yellow, -0.022_34 * red + 0.022_34 * green + blue]
            .map(|share| share.max(0.0).powf(1.0 / 2.2))
    }

    #[test]
    fn colours_that_must_be_told_apart_are_apart_for_the_colour_blind_too() {
        for palette in ALL {
            let pairs = [
                ("wrong and positive", palette.wrong.rgb, palette.positive.rgb),
                ("wrong and filled positive", palette.wrong.rgb, palette.positive_fill),
                ("wrong and right", palette.wrong.rgb, palette.right.rgb),
                ("negative and positive", palette.negative.rgb, palette.positive.rgb),
                ("the two fills", palette.negative_fill, palette.positive_fill),
            ];
            for (name, one, other) in pairs {
                let (one, other) = (as_deuteranope(one), as_deuteranope(other));
                let square: f64 = one.iter().zip(other).map(|(one, other)| (one - other).powi(2)).sum();
                assert!(square.sqrt() >= 0.25, "{} {name}: {:.2}", palette.name, square.sqrt());
            }
        }
    }
}
