//! A picture as a grid of styled lines.

use super::colour_map::Colours;
use super::labels::{self, Labels};
use super::{Depth, Line, Meaning, Theme};
use crate::picture::{Cell, Content, Fit, NumberFormat, Picture, Scale, ScaleKind};
use anstyle::Style;

/// A painted picture and where its cells lie, for cursors and mice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    /// From top to bottom; not all of one width.
    pub lines: Vec<Line>,
    /// Lines above the first row of cells.
    pub header: usize,
    /// Columns left of the first cell.
    pub gutter: usize,
    /// Columns of each cell.
    pub cell_width: usize,
    /// Rows of cells that share a line.
    pub rows_a_line: usize,
}

/// How much of a cell is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Zoom {
    /// A number with room for a mark on both sides.
    Numbers(NumberFormat),
    /// Two columns: colour, or a shade and a sign without colour; letters where neither serves.
    Blocks,
    /// One column and half a line: colour alone, and a mark where one of the two cells has one. Without colour there
    /// are no halves, and blocks are drawn.
    Halves,
}

/// Cells of a colour bar; odd, so that zero has a cell of its own.
const BAR_CELLS: u32 = 17;

impl Zoom {
    /// Columns of a cell.
    #[must_use]
    pub const fn cell_width(&self) -> usize {
        match self {
            Self::Numbers(format) => format.width + 2,
            Self::Blocks => 2,
            Self::Halves => 1,
        }
    }
}

impl Grid {
    /// Columns of the widest line.
    #[must_use]
    pub fn width(&self) -> usize {
        self.lines.iter().map(Line::width).max().unwrap_or(0)
    }
}

/// Paints a picture.
#[must_use]
pub fn grid(
    picture: &Picture,
    colours: impl Into<Colours>,
    zoom: Zoom,
    labels: Labels,
    theme: &Theme,
) -> Grid {
    let colours = &colours.into();
    let zoom = if theme.depth < Depth::Ansi256 && zoom == Zoom::Halves { Zoom::Blocks } else { zoom };
    let cell_width = zoom.cell_width();
    let gutter = labels.gutter(&picture.row_labels);
    let above = labels.above(&picture.column_labels, gutter, cell_width, theme);
    let header = usize::from(above.is_some());
    let mut lines: Vec<Line> = above.into_iter().collect();
    let rows: Vec<&[Cell]> = picture.cell_rows().collect();
    let rows_a_line = if zoom == Zoom::Halves { 2 } else { 1 };
    for (rows, names) in rows.chunks(rows_a_line).zip(picture.row_labels.chunks(rows_a_line)) {
        let mut line = labels::beside(names.first().copied().flatten(), gutter, theme);
        for (column, cell) in rows.first().copied().unwrap_or_default().iter().enumerate() {
            let (text, style) = match zoom {
                Zoom::Halves => halves(cell, rows.get(1).and_then(|row| row.get(column)), colours, theme),
                _ => paint(cell, colours, zoom, theme),
            };
            line.push(text, style);
        }
        lines.push(line);
    }
    Grid { lines, header, gutter, cell_width, rows_a_line }
}

/// Two cells above each other in one column. A wrong cell is a mark, the cursor's is turned around.
fn halves(upper: &Cell, lower: Option<&Cell>, colours: &Colours, theme: &Theme) -> (String, Style) {
    let painted = |cell: &Cell| match cell.content {
        Content::Number(number) if number.to_f64().is_finite() => colours.cell(number.to_f64(), theme),
        Content::Truth(true) => colours.cell(colours.scale.high, theme),
        _ => theme.style(Meaning::Text),
    };
    // A half that is turned around has the colour that a number would have on it.
    let fill = |cell: &Cell| {
        let style = painted(cell);
        if cell.marks.focus { style.get_fg_color() } else { style.get_bg_color() }
    };
    let cells = || std::iter::once(upper).chain(lower);
    let (above, below) = (fill(upper), lower.and_then(fill));
    let is_padding = cells().all(|cell| cell.content == Content::Padding);
    let letter = cells().find_map(|cell| match cell.content {
        Content::Number(number) if number.to_f64().is_nan() => Some("N"),
        Content::Number(number) if number.to_f64().is_infinite() => Some(theme.glyphs.infinity),
        _ => None,
    });
    let (text, style) = if let Some(letter) = letter {
        (letter, theme.style(Meaning::Strong))
    } else if cells().any(|cell| cell.marks.wrong) {
        (theme.glyphs.wrong, theme.style(Meaning::Wrong).bold())
    } else if is_padding {
        (theme.glyphs.hatch, theme.style(Meaning::Faint))
    } else {
        match (above, below) {
            (Some(_), below) => ("▀", Style::new().fg_color(above).bg_color(below)),
            (None, Some(_)) => ("▄", Style::new().fg_color(below)),
            (None, None) => (" ", Style::new()),
        }
    };
    let is_lettered = letter.is_some() || is_padding || cells().any(|cell| cell.marks.wrong);
    let focus = is_lettered && cells().any(|cell| cell.marks.focus);
    (text.to_owned(), if focus { style.invert() } else { style })
}

/// The scale as a strip: its ends in numbers, its colours (without colour: its shades and signs) between them.
#[must_use]
pub fn colour_bar(colours: impl Into<Colours>, theme: &Theme) -> Line {
    let colours = colours.into();
    let scale = colours.scale;
    let end = |value: f64| theme.number(&format!("{}{}", if value > 0.0 { "+" } else { "" }, short(value)));
    let mut line = theme.line(Meaning::Dim, format!("{} ", end(scale.low())));
    for step in 0..BAR_CELLS {
        let share = f64::from(step) / f64::from(BAR_CELLS - 1);
        let value = scale.low() + (scale.high - scale.low()) * share;
        let text = if theme.has_colour() { " " } else { shade(scale.shade(value).strength, theme) };
        line.push(text, colours.cell(value, theme));
    }
    line.append(theme.line(Meaning::Dim, format!(" {}", end(scale.high))));
    line
}

/// Blocks of lines next to each other with a title above each, `gap` columns apart.
#[must_use]
pub fn side_by_side(blocks: &[(Line, Vec<Line>)], gap: usize) -> Vec<Line> {
    let height = blocks.iter().map(|(_, lines)| lines.len() + 1).max().unwrap_or(0);
    let mut all = vec![Line::default(); height];
    let mut start = 0;
    for (title, lines) in blocks {
        let width = lines.iter().chain([title]).map(Line::width).max().unwrap_or(0);
        for (line, part) in all.iter_mut().zip([title].into_iter().chain(lines)) {
            line.pad_to(start);
            line.append(part.clone());
        }
        start += width + gap;
    }
    all
}

/// A cell's text, as wide as the zoom says, and its style.
fn paint(cell: &Cell, colours: &Colours, zoom: Zoom, theme: &Theme) -> (String, Style) {
    let width = zoom.cell_width();
    let style = cell_style(cell, colours, theme);
    let text = match (cell.content, zoom) {
        (Content::Padding, _) => theme.glyphs.hatch.repeat(width),
        (_, Zoom::Blocks | Zoom::Halves) => block(cell, &colours.scale, theme),
        (content, Zoom::Numbers(format)) => {
            let body = match content {
                Content::Number(number) => theme.number(&format.text(number)),
                Content::Truth(true) => theme.glyphs.truth.to_owned(),
                Content::Truth(false) | Content::Equal => theme.glyphs.blank.to_owned(),
                Content::Padding | Content::Absent => String::new(),
            };
            let before = if cell.marks.wrong { theme.glyphs.wrong } else { " " };
            let after = if cell.marks.maximum { theme.glyphs.maximum } else { " " };
            format!("{before}{body:>width$}{after}", width = format.width)
        }
    };
    (text, style)
}

fn cell_style(cell: &Cell, colours: &Colours, theme: &Theme) -> Style {
    let style = match cell.content {
        Content::Number(number) => colours.cell(number.to_f64(), theme),
        Content::Truth(true) => theme.style(Meaning::Strong),
        Content::Truth(false) | Content::Equal => theme.style(Meaning::Dim),
        Content::Padding | Content::Absent => theme.style(Meaning::Faint),
    };
    if theme.depth == Depth::Plain {
        return style;
    }
    let style = match cell.content {
        // Where a cell has no colour of its own to tell its value, it is free to tell that it is wrong.
        Content::Truth(_) | Content::Equal if cell.marks.wrong => theme.style(Meaning::Wrong),
        _ => style,
    };
    let style = if cell.marks.wrong || cell.marks.maximum { style.bold() } else { style };
    if cell.marks.focus { style.invert() } else { style }
}

/// A cell of two columns.
fn block(cell: &Cell, scale: &Scale, theme: &Theme) -> String {
    let glyphs = theme.glyphs;
    let (first, second) = match cell.content {
        Content::Number(number) => {
            let value = number.to_f64();
            let shown = scale.shade(value);
            let sign = if value < 0.0 { glyphs.minus } else { "+" };
            match shown.fit {
                Fit::NotFinite if value.is_nan() => ("N", "N"),
                Fit::NotFinite => (sign, glyphs.infinity),
                Fit::Clipped => (if theme.has_colour() { " " } else { shade(shown.strength, theme) }, sign),
                Fit::Inside if theme.has_colour() || shown.strength == 0.0 => (" ", " "),
                Fit::Inside if scale.kind == ScaleKind::Sequential => {
                    (shade(shown.strength, theme), shade(shown.strength, theme))
                }
                Fit::Inside => (shade(shown.strength, theme), sign),
            }
        }
        Content::Truth(true) => (" ", glyphs.truth),
        Content::Truth(false) | Content::Equal => (" ", glyphs.blank),
        Content::Padding | Content::Absent => (" ", " "),
    };
    let first = if cell.marks.wrong { glyphs.wrong } else { first };
    let second = if cell.marks.maximum { glyphs.maximum } else { second };
    format!("{first}{second}")
}

/// The character for a strength without colour; what is not zero is never blank.
fn shade(strength: f64, theme: &Theme) -> &'static str {
    let magnitude = strength.abs();
    let step = [0.0, 0.3, 0.55, 0.8].iter().filter(|&&above| magnitude > above).count();
    theme.glyphs.shades[step]
}

/// Three significant digits, without superfluous zeros.
fn short(value: f64) -> String {
    if value == 0.0 {
        return "0".to_owned();
    }
    let magnitude = value.abs();
    if !(1e-3..1e5).contains(&magnitude) {
        return format!("{value:.1e}");
    }
    let decimals = if magnitude >= 100.0 {
        0
    } else if magnitude >= 10.0 {
        1
    } else {
        2
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::{Drawing, Extent};
    use crate::style::{DARK, UNICODE};
    use crate::tensor::{Plane, Tensor};
    use ndarray::arr2;

    fn painted(values: &[[f64; 2]], depth: Depth) -> Grid {
        let tensor = Tensor::F64(arr2(values).into_dyn());
        let plane = Plane::first(tensor.shape(), None);
        let drawing = Drawing::of(&tensor, &plane);
        let (rows, columns) = drawing.size();
        let picture = drawing.paint(&Extent { rows: 0..rows, columns: 0..columns });
        let theme = Theme { palette: &DARK, depth, glyphs: &UNICODE };
        grid(&picture, &Scale::of(&tensor), Zoom::Halves, Labels::Hidden, &theme)
    }

    #[test]
    fn two_rows_of_cells_share_a_line() {
        let painted = painted(&[[1.0, 0.0], [-1.0, 1.0], [0.0, 0.0]], Depth::TrueColour);
        let lines: Vec<String> = painted.lines.iter().map(Line::text).collect();
        assert_eq!(lines, ["▀▄", "  "]);
        assert_eq!((painted.rows_a_line, painted.cell_width), (2, 1));
        let first = &painted.lines[0].0[0].style;
        assert!(first.get_fg_color().is_some() && first.get_bg_color().is_some());
        assert_ne!(first.get_fg_color(), first.get_bg_color(), "1 above −1");
    }

    #[test]
    fn the_cursor_stands_out_in_its_half_among_cells_of_one_colour() {
        let tensor = Tensor::F64(arr2(&[[0.9, 0.9], [0.9, 0.9]]).into_dyn());
        let picture = Drawing::of(&tensor, &Plane::first(&[2, 2], None)).with_focus(1, 0).paint_all();
        let theme = Theme { palette: &DARK, depth: Depth::TrueColour, glyphs: &UNICODE };
        let painted = grid(&picture, &Scale::of(&tensor), Zoom::Halves, Labels::Hidden, &theme);
        let [here, beside] = [0, 1].map(|column| painted.lines[0].0[column].style);
        assert_eq!(here.get_fg_color(), beside.get_fg_color(), "the upper half is as it was");
        assert_ne!(here.get_bg_color(), beside.get_bg_color(), "the lower half is the cursor's");
    }

    #[test]
    fn what_is_no_number_is_lettered() {
        let painted = painted(&[[f64::NAN, 1.0], [1.0, f64::INFINITY]], Depth::TrueColour);
        assert_eq!(painted.lines[0].text(), "N∞");
    }

    #[test]
    fn without_colour_halves_are_blocks() {
        let painted = painted(&[[1.0, -1.0]], Depth::Monochrome);
        assert_eq!((painted.rows_a_line, painted.cell_width), (1, 2));
        assert_eq!(painted.lines[0].text(), "█+█−");
    }
}
