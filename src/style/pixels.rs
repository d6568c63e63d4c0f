//! An image as styled lines.

use super::colour::{Ink, luminance};
use super::{ASCII, Depth, Line, Theme};
use anstyle::{Color, RgbColor, Style};

/// Columns that a pixel takes up.
#[must_use]
pub fn pixel_width(theme: &Theme) -> usize {
    if has_halves(theme) { 1 } else { 2 }
}

/// Rows of pixels: two in a line as upper and lower halves; in ASCII each as two coloured spaces; where there are not
/// colours enough, as shades by their brightness.
#[must_use]
pub fn pixels(rows: &[Vec<RgbColor>], theme: &Theme) -> Vec<Line> {
    let colour = |rgb: RgbColor| Ink { rgb, ansi: None }.at(theme.depth);
    if has_halves(theme) {
        return rows.chunks(2).map(|pair| halves(pair, colour)).collect();
    }
    let block = |line: Line, &rgb: &RgbColor| match colour(rgb) {
        Some(ground) => line.with("  ", Style::new().bg_color(Some(ground))),
        None => line.with(shade(rgb, theme).repeat(2), Style::new()),
    };
    rows.iter().map(|row| row.iter().fold(Line::default(), block)).collect()
}

fn has_halves(theme: &Theme) -> bool {
    theme.depth >= Depth::Ansi256 && theme.glyphs != &ASCII
}

fn halves(pair: &[Vec<RgbColor>], colour: impl Fn(RgbColor) -> Option<Color>) -> Line {
    let mut line = Line::default();
    for (column, &upper) in pair.first().into_iter().flatten().enumerate() {
        let lower = pair.get(1).and_then(|row| row.get(column)).and_then(|&rgb| colour(rgb));
        line.push("▀", Style::new().fg_color(colour(upper)).bg_color(lower));
    }
    line
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "a share of the few shades"
)]
fn shade(rgb: RgbColor, theme: &Theme) -> &'static str {
    let shades = theme.glyphs.shades;
    // As bright as the eye sees it, not as the light is: the square root is near enough to that.
    let place = luminance(rgb).sqrt() * (shades.len() - 1) as f64;
    shades[(place.round() as usize).min(shades.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::{DARK, UNICODE};

    const BLACK: RgbColor = RgbColor(0, 0, 0);
    const RED: RgbColor = RgbColor(255, 0, 0);
    const WHITE: RgbColor = RgbColor(255, 255, 255);

    #[test]
    fn two_rows_share_a_line_where_there_are_colours() {
        let theme = Theme { palette: &DARK, depth: Depth::TrueColour, glyphs: &UNICODE };
        let lines = pixels(&[vec![BLACK, RED], vec![RED, WHITE], vec![WHITE, WHITE]], &theme);
        let both = |upper, lower| Style::new().fg_color(Some(Color::Rgb(upper))).bg_color(lower);
        let expected =
            Line::of("▀", both(BLACK, Some(Color::Rgb(RED)))).with("▀", both(RED, Some(Color::Rgb(WHITE))));
        assert_eq!(lines, [expected, Line::of("▀▀", both(WHITE, None))]);
    }

    #[test]
    fn without_colours_brightness_remains() {
        let theme = Theme { palette: &DARK, depth: Depth::Plain, glyphs: &UNICODE };
        let lines = pixels(&[vec![BLACK, RED, WHITE]], &theme);
        assert_eq!(lines[0].text(), "  ▒▒██");
    }
}
