//! Styled lines as an SVG image of a terminal.

use super::{Line, Palette, Span};
use anstyle::{Ansi256Color, Color, Effects, RgbColor};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// Columns and lines in the image's units, for text of 15 units, of which the usual fonts are 0.602 wide.
const COLUMN: usize = 9;
const LINE: usize = 18;
/// Around the text.
const MARGIN: usize = 14;
/// From the top of a line to its baseline.
const BASELINE: usize = 14;

/// Writes an image of the lines on the palette's ground. Each span is stretched to its exact columns, so that grids
/// stay aligned in any font.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(lines: &[Line], palette: &Palette, out: &mut dyn Write) -> io::Result<()> {
    let columns = lines.iter().map(Line::width).max().unwrap_or(0);
    let (width, height) = (columns * COLUMN + 2 * MARGIN, lines.len() * LINE + 2 * MARGIN);
    writeln!(
        out,
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" font-family="{FONTS}" font-size="15">"#
    )?;
    let ground = hex(palette.ground);
    writeln!(out, r#"<rect width="{width}" height="{height}" rx="8" fill="{ground}"/>"#)?;
    for (row, line) in lines.iter().enumerate() {
        let mut column = 0;
        for span in &line.0 {
            write_span(span, (row, column), palette, out)?;
            column += span.text.width();
        }
    }
    writeln!(out, "</svg>")
}

fn write_span(
    span: &Span,
    (row, column): (usize, usize),
    palette: &Palette,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (left, top) = (MARGIN + column * COLUMN, MARGIN + row * LINE);
    let width = span.text.width() * COLUMN;
    let colour = |colour: Option<Color>| colour.map(rgb);
    let mut ink = colour(span.style.get_fg_color()).unwrap_or(palette.text.rgb);
    let mut ground = colour(span.style.get_bg_color());
    let effects = span.style.get_effects();
    if effects.contains(Effects::INVERT) {
        (ink, ground) = (ground.unwrap_or(palette.ground), Some(ink));
    }
    if let Some(ground) = ground {
        let fill = hex(ground);
        writeln!(out, r#"<rect x="{left}" y="{top}" width="{width}" height="{LINE}" fill="{fill}"/>"#)?;
    }
    if span.text.trim().is_empty() {
        return Ok(());
    }
    let weight = if effects.contains(Effects::BOLD) { r#" font-weight="bold""# } else { "" };
    let (baseline, fill, text) = (top + BASELINE, hex(ink), escaped(&span.text));
    writeln!(
        out,
        r#"<text x="{left}" y="{baseline}" textLength="{width}" lengthAdjust="spacingAndGlyphs" xml:space="preserve" fill="{fill}"{weight}>{text}</text>"#
    )
}

fn hex(RgbColor(red, green, blue): RgbColor) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn rgb(colour: Color) -> RgbColor {
    match colour {
        Color::Rgb(rgb) => rgb,
        Color::Ansi256(Ansi256Color(index @ 16..)) => super::colour::rgb_of_256(index),
        Color::Ansi256(Ansi256Color(index)) => BASIC[usize::from(index)],
        Color::Ansi(ansi) => BASIC[usize::from(Ansi256Color::from_ansi(ansi).0)],
    }
}

/// The text with the characters that XML reads replaced, and those that XML forbids shown as a replacement.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

const FONTS: &str = "DejaVu Sans Mono, Menlo, Consolas, monospace";

/// xterm's first 16 colours.
const BASIC: [RgbColor; 16] = [
    RgbColor(0, 0, 0),
    RgbColor(205, 0, 0),
    RgbColor(0, 205, 0),
    RgbColor(205, 205, 0),
    RgbColor(0, 0, 238),
    RgbColor(205, 0, 205),
    RgbColor(0, 205, 205),
    RgbColor(229, 229, 229),
    RgbColor(127, 127, 127),
    RgbColor(255, 0, 0),
    RgbColor(0, 255, 0),
    RgbColor(255, 255, 0),
    RgbColor(92, 92, 255),
    RgbColor(255, 0, 255),
    RgbColor(0, 255, 255),
    RgbColor(255, 255, 255),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::style::DARK;
    use anstyle::{AnsiColor, Style};

    #[test]
    fn text_is_escaped_and_placed_by_columns() {
        let red = Style::new().bg_color(Some(Color::Ansi(AnsiColor::Red)));
        let line = Line::of("ab", Style::new()).with("<&\u{1}", red);
        let mut out = Vec::new();
        write(&[line], &DARK, &mut out).unwrap();
        let image = String::from_utf8(out).unwrap();
        assert!(image.contains(">&lt;&amp;\u{fffd}</text>"), "{image}");
        assert!(
            image.contains(r##"<rect x="32" y="14" width="27" height="18" fill="#cd0000"/>"##),
            "{image}"
        );
    }
}
