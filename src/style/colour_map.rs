//! From values to colours: a scale, and the map that its colours are taken from.

use super::colour::{ink_on, mix, nearest_256, rgb_of_256};
use super::{Depth, Theme};
use crate::picture::{Fit, Scale};
use anstyle::{Color, RgbColor, Style};

/// Where the colours of cells come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColourMap {
    /// The palette's two hues, from the terminal's own background at zero.
    #[default]
    TwoHues,
    /// Dark blue over green to yellow, in even steps of brightness.
    Viridis,
    /// Black over purple and orange to a pale yellow, in even steps of brightness.
    Magma,
    /// Black to white.
    Grey,
    /// Blue over a pale middle to red.
    BlueRed,
}

/// A scale whose colours are taken from a map.
#[derive(Clone, Copy, Debug)]
pub struct Colours {
    /// Which values the colours span.
    pub scale: Scale,
    /// Which colours these are.
    pub map: ColourMap,
}

impl ColourMap {
    /// All of them, in the order in which a key goes through them.
    pub const ALL: [Self; 5] = [Self::TwoHues, Self::Viridis, Self::Magma, Self::Grey, Self::BlueRed];

    /// The next one; after the last comes the first.
    #[must_use]
    pub fn next(self) -> Self {
        let here = Self::ALL.iter().position(|map| *map == self).unwrap_or(0);
        Self::ALL[(here + 1) % Self::ALL.len()]
    }

    /// In words: `viridis`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TwoHues => "two hues",
            Self::Viridis => "viridis",
            Self::Magma => "magma",
            Self::Grey => "grey",
            Self::BlueRed => "blue and red",
        }
    }

    /// Whether a terminal has colours enough for it.
    #[must_use]
    pub fn is_shown_by(self, theme: &Theme) -> bool {
        self == Self::TwoHues || theme.depth >= Depth::Ansi256
    }

    /// Evenly spaced colours from the lower end of a scale to the upper; none where the palette decides.
    const fn stops(self) -> &'static [u32] {
        match self {
            Self::TwoHues => &[],
            Self::Viridis => &VIRIDIS,
            Self::Magma => &MAGMA,
            Self::Grey => &[0x00_0000, 0xff_ffff],
            Self::BlueRed => &[0x1f_4fa8, 0x6f_a3d8, 0xf2_f2ee, 0xe0_8a6a, 0xa8_1f2d],
        }
    }
}

/// Nine steps of the map by Smith, van der Walt and Firing (2015), which is in the public domain (CC0).
const VIRIDIS: [u32; 9] =
    [0x44_0154, 0x47_2d7b, 0x3b_528b, 0x2c_728e, 0x21_918c, 0x28_ae80, 0x5e_c962, 0xad_dc30, 0xfd_e725];
/// The same of theirs.
const MAGMA: [u32; 9] =
    [0x00_0004, 0x1d_1147, 0x51_127c, 0x83_2681, 0xb7_3779, 0xe7_5263, 0xfc_8961, 0xfe_c488, 0xfc_fdbf];

impl From<&Scale> for Colours {
    fn from(scale: &Scale) -> Self {
        Self { scale: *scale, map: ColourMap::TwoHues }
    }
}

impl Colours {
    /// The style of a cell that holds this value.
    pub(super) fn cell(&self, value: f64, theme: &Theme) -> Style {
        let shade = self.scale.shade(value);
        let stops = self.map.stops();
        if stops.is_empty() || shade.fit == Fit::NotFinite || !self.map.is_shown_by(theme) {
            return theme.cell(shade.strength);
        }
        let ground = gradient(stops, self.scale.position(value));
        if theme.depth == Depth::Ansi256 {
            let ground = nearest_256(ground);
            let ink = nearest_256(ink_on(rgb_of_256(ground.0)));
            Style::new().fg_color(Some(Color::Ansi256(ink))).bg_color(Some(Color::Ansi256(ground)))
        } else {
            Style::new().fg_color(Some(Color::Rgb(ink_on(ground)))).bg_color(Some(Color::Rgb(ground)))
        }
    }
}

/// The colour at a place from 0 to 1 between evenly spaced stops.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a place among a few stops"
)]
fn gradient(stops: &[u32], position: f64) -> RgbColor {
    let last = stops.len().saturating_sub(1);
    let place = position.clamp(0.0, 1.0) * last as f64;
    let below = (place as usize).min(last);
    let colour = |stop: usize| {
        let [_, red, green, blue] = stops[stop.min(last)].to_be_bytes();
        RgbColor(red, green, blue)
    };
    mix(colour(below), colour(below + 1), place - below as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::ScaleKind;
    use crate::style::colour::{contrast, luminance};
    use crate::style::{DARK, UNICODE};

    const THEME: Theme = Theme { palette: &DARK, depth: Depth::TrueColour, glyphs: &UNICODE };

    fn ground(map: ColourMap, kind: ScaleKind, value: f64) -> Option<Color> {
        Colours { scale: Scale { kind, high: 4.0 }, map }.cell(value, &THEME).get_bg_color()
    }

    fn rgb(hex: u32) -> Color {
        let [_, red, green, blue] = hex.to_be_bytes();
        Color::Rgb(RgbColor(red, green, blue))
    }

    #[test]
    fn the_ends_of_a_scale_are_the_ends_of_its_map() {
        use ScaleKind::{Diverging, Sequential, Spread};
        for (kind, low) in [(Diverging, -4.0), (Sequential, 0.0), (Spread { low: 2.0 }, 2.0)] {
            assert_eq!(ground(ColourMap::Viridis, kind, low), Some(rgb(VIRIDIS[0])), "{kind:?}");
            assert_eq!(ground(ColourMap::Viridis, kind, 4.0), Some(rgb(VIRIDIS[8])), "{kind:?}");
            assert_eq!(
                ground(ColourMap::Viridis, kind, f64::midpoint(low, 4.0)),
                Some(rgb(VIRIDIS[4])),
                "{kind:?}"
            );
            assert_eq!(ground(ColourMap::Viridis, kind, 9.0), Some(rgb(VIRIDIS[8])), "beyond the end");
        }
        assert_eq!(ground(ColourMap::BlueRed, Diverging, 0.0), Some(rgb(0xf2_f2ee)), "zero is the middle");
        assert_eq!(ground(ColourMap::Grey, Sequential, f64::NAN), None, "no number has a colour");
    }

    #[test]
    fn numbers_are_legible_and_brightness_grows_evenly() {
        for map in [ColourMap::Viridis, ColourMap::Magma, ColourMap::Grey] {
            let colours: Vec<RgbColor> =
                (0..=100).map(|step| gradient(map.stops(), f64::from(step) / 100.0)).collect();
            assert!(colours.windows(2).all(|pair| luminance(pair[0]) < luminance(pair[1])), "{map:?}");
            assert!(colours.iter().all(|&colour| contrast(ink_on(colour), colour) >= 4.5), "{map:?}");
        }
    }

    #[test]
    fn a_key_goes_through_all_maps() {
        let mut map = ColourMap::default();
        for known in ColourMap::ALL {
            assert_eq!(map, known);
            map = map.next();
        }
        assert_eq!(map, ColourMap::default());
        let few = Theme { depth: Depth::Ansi16, ..THEME };
        assert!(!map.next().is_shown_by(&few) && map.is_shown_by(&few));
    }
}
