//! An image as styled lines.

use super::colour::{Ink, ink_on, luminance};
use super::grid::Grid;
use super::labels::{self, Labels};
use super::{ASCII, Depth, Line, Theme};
use anstyle::{Color, RgbColor, Style};

/// An image and the numbers around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// The pixels from top to bottom; `None` where one is not known yet.
    pub rows: Vec<Vec<Option<RgbColor>>>,
    /// The number beside each row.
    pub row_labels: Vec<Option<usize>>,
    /// The number above each column.
    pub column_labels: Vec<Option<usize>>,
    /// The row and column of the pixel under the cursor.
    pub focus: Option<(usize, usize)>,
}

/// How large a pixel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PixelSize {
    /// One column and half a line where the terminal can draw that, else a block.
    Smallest,
    /// Two columns and a line.
    Block,
}

/// Columns that a pixel of the smallest size takes up.
#[must_use]
pub fn pixel_width(theme: &Theme) -> usize {
    if has_halves(theme) { 1 } else { 2 }
}

/// Rows of pixels: two in a line as upper and lower halves; in ASCII each as two coloured spaces; where there are not
/// colours enough, as shades by their brightness.
#[must_use]
pub fn pixels(rows: &[Vec<RgbColor>], theme: &Theme) -> Vec<Line> {
    let rows = rows.iter().map(|row| row.iter().copied().map(Some).collect()).collect();
    let image = Image { rows, ..Image::default() };
    pixel_grid(&image, PixelSize::Smallest, Labels::Hidden, theme).lines
}

/// An image with numbers around it. The pixel under the cursor is black or white, whichever differs more.
#[must_use]
pub fn pixel_grid(image: &Image, size: PixelSize, labels: Labels, theme: &Theme) -> Grid {
    let is_halved = size == PixelSize::Smallest && has_halves(theme);
    let (cell_width, rows_a_line) = if is_halved { (1, 2) } else { (2, 1) };
    let gutter = labels.gutter(&image.row_labels);
    let above = labels.above(&image.column_labels, gutter, cell_width, theme);
    let header = usize::from(above.is_some());
    let mut lines: Vec<Line> = above.into_iter().collect();
    for first in (0..image.rows.len()).step_by(rows_a_line) {
        let mut line = labels::beside(image.row_labels.get(first).copied().flatten(), gutter, theme);
        for column in 0..image.rows[first].len() {
            let (text, style) = if is_halved {
                halves(image.pixel(first, column), image.pixel(first + 1, column), theme)
            } else if shows_hues(theme) {
                block(image.pixel(first, column), theme)
            } else {
                let style = Style::new();
                let is_focus = image.focus == Some((first, column));
                let shade = image.rows[first][column].map_or(" ", |rgb| shade(rgb, theme));
                (shade.repeat(2), if is_focus { style.invert() } else { style })
            };
            line.push(text, style);
        }
        lines.push(line);
    }
    Grid { lines, header, gutter, cell_width, rows_a_line }
}

impl Image {
    /// The colour that is drawn for a pixel where there are colours enough.
    fn pixel(&self, row: usize, column: usize) -> Option<RgbColor> {
        let colour = (*self.rows.get(row)?.get(column)?)?;
        Some(if self.focus == Some((row, column)) { ink_on(colour) } else { colour })
    }
}

fn has_halves(theme: &Theme) -> bool {
    shows_hues(theme) && theme.glyphs != &ASCII
}

/// Whether there are colours enough for any pixel.
fn shows_hues(theme: &Theme) -> bool {
    theme.depth >= Depth::Ansi256
}

fn at_depth(rgb: RgbColor, theme: &Theme) -> Option<Color> {
    Ink { rgb, ansi: None }.at(theme.depth)
}

fn halves(upper: Option<RgbColor>, lower: Option<RgbColor>, theme: &Theme) -> (String, Style) {
    let colour = |pixel: Option<RgbColor>| pixel.and_then(|rgb| at_depth(rgb, theme));
    let (text, style) = match (colour(upper), colour(lower)) {
        (None, None) => (" ", Style::new()),
        (None, below) => ("▄", Style::new().fg_color(below)),
        (above, below) => ("▀", Style::new().fg_color(above).bg_color(below)),
    };
    (text.to_owned(), style)
}

fn block(pixel: Option<RgbColor>, theme: &Theme) -> (String, Style) {
    let ground = pixel.and_then(|rgb| at_depth(rgb, theme));
    ("  ".to_owned(), Style::new().bg_color(ground))
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
    let bright = luminance(rgb).sqrt();
    // A shade is ink: on a bright ground, what is bright has little of it.
    let ink = if luminance(theme.palette.ground) > 0.5 { 1.0 - bright } else { bright };
    let place = ink * (shades.len() - 1) as f64;
    shades[(place.round() as usize).min(shades.len() - 1)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::{DARK, LIGHT, UNICODE};

    const BLACK: RgbColor = RgbColor(0, 0, 0);
    const RED: RgbColor = RgbColor(255, 0, 0);
    const WHITE: RgbColor = RgbColor(255, 255, 255);
    const COLOUR: Theme = Theme { palette: &DARK, depth: Depth::TrueColour, glyphs: &UNICODE };

    fn both(upper: RgbColor, lower: RgbColor) -> Style {
        Style::new().fg_color(Some(Color::Rgb(upper))).bg_color(Some(Color::Rgb(lower)))
    }

    #[test]
    fn two_rows_share_a_line_where_there_are_colours() {
        let lines = pixels(&[vec![BLACK, RED], vec![RED, WHITE], vec![WHITE, WHITE]], &COLOUR);
        let expected = Line::of("▀", both(BLACK, RED)).with("▀", both(RED, WHITE));
        let last = Style::new().fg_color(Some(Color::Rgb(WHITE)));
        assert_eq!(lines, [expected, Line::of("▀▀", last)]);
    }

    #[test]
    fn without_colours_brightness_remains() {
        let dark = Theme { depth: Depth::Plain, ..COLOUR };
        let image = [vec![BLACK, RED, WHITE]];
        assert_eq!(pixels(&image, &dark)[0].text(), "  ▒▒██");
        let light = Theme { palette: &LIGHT, ..dark };
        assert_eq!(pixels(&image, &light)[0].text(), "██▒▒  ", "white paper is bright");
    }

    #[test]
    fn the_cursor_and_what_is_not_known_can_be_seen() {
        let image = Image {
            rows: vec![vec![Some(WHITE), None], vec![Some(RED), Some(RED)]],
            row_labels: vec![Some(7), Some(8)],
            column_labels: vec![Some(10), Some(11)],
            focus: Some((0, 0)),
        };
        let painted = pixel_grid(&image, PixelSize::Smallest, Labels::Sparse, &COLOUR);
        assert_eq!((painted.header, painted.gutter, painted.rows_a_line), (1, 2, 2));
        assert_eq!(painted.lines[0].text(), "  10");
        assert_eq!(painted.lines[1].text(), "7 ▀▄");
        assert_eq!(painted.lines[1].0[1].style, both(BLACK, RED), "white is turned to black");
        let large = pixel_grid(&image, PixelSize::Block, Labels::Hidden, &COLOUR);
        assert_eq!((large.lines.len(), large.cell_width, large.header), (2, 2, 0));
        let bare = Theme { depth: Depth::Monochrome, ..COLOUR };
        let reversed = pixel_grid(&image, PixelSize::Smallest, Labels::Hidden, &bare);
        assert!(reversed.lines[0].0[0].style.get_effects().contains(anstyle::Effects::INVERT));
    }
}
