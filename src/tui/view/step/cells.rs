//! Cells of a step: numbers on their colours, with the window lit and bracketed.

use crate::picture::{NumberFormat, Scale, ScaleKind};
use crate::tensor::Scalar;
use crate::tui::look::Look;
use crate::tui::palette;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};

/// A cell to draw.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cell {
    pub(super) content: Content,
    pub(super) light: Light,
    /// After a number that wins, before one that is not as expected.
    pub(super) mark: Mark,
}

/// What a cell holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Content {
    Number(Scalar),
    Padding,
    /// The walk has not come here yet.
    Unknown,
    /// There is no cell at this place.
    Nothing,
}

/// How much a cell stands out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Light {
    Plain,
    /// Outside of what is looked at.
    Faded,
    /// Inside of what is looked at: full colours, bold, brackets at its ends.
    Lit,
    /// The cell that is explained.
    Focus,
}

/// What is special about a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    Wins,
    Wrong,
}

/// How wide a cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// As the ruler says.
    Full,
    /// A single sign between the margins: padding alone.
    Narrow,
}

/// Columns of a narrow cell.
pub(super) const NARROW: usize = 3;

/// How strong the colours outside of the window are.
const FADED: f64 = 0.3;

/// The colours and the numbers that several grids share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ruler {
    pub(super) scale: Scale,
    pub(super) format: NumberFormat,
    /// Columns for marks beside a number: one on each side, or one before it.
    margins: usize,
}

impl Ruler {
    /// For these numbers, in at most `widest` columns each.
    pub(super) fn of(numbers: &[Scalar], widest: usize) -> Self {
        let scale = Scale::of_values(numbers.iter().map(|number| number.to_f64()));
        Self {
            scale,
            format: NumberFormat::of_values(numbers.iter().copied(), scale.kind, widest),
            margins: 2,
        }
    }

    /// The same without room for a mark after a number.
    pub(super) const fn tight(self) -> Self {
        Self { margins: 1, ..self }
    }

    /// Columns of a cell with its margins.
    pub(super) const fn cell_width(&self) -> usize {
        self.format.width + self.margins
    }
}

impl Cell {
    pub(super) const fn of(content: Content, light: Light) -> Self {
        Self { content, light, mark: Mark::None }
    }

    pub(super) const fn number(value: f64) -> Self {
        Self::of(Content::Number(Scalar::F64(value)), Light::Plain)
    }

    pub(super) const fn marked(self, mark: Mark) -> Self {
        Self { mark, ..self }
    }
}

/// Cells row by row as lines; a last row that is not full is as wide as the others.
pub(super) fn paint(cells: &[Cell], columns: usize, ruler: &Ruler, look: &Look) -> Vec<Line<'static>> {
    let nothing = Cell::of(Content::Nothing, Light::Plain);
    let rows = cells.chunks(columns.max(1)).map(|row| {
        let mut row = row.to_vec();
        row.resize(columns, nothing);
        Line::from(paint_row(&row, &|_| Width::Full, ruler, look))
    });
    rows.collect()
}

/// One row of cells, each as wide as `width` says.
pub(super) fn paint_row(
    row: &[Cell],
    width: &impl Fn(usize) -> Width,
    ruler: &Ruler,
    look: &Look,
) -> Vec<Span<'static>> {
    let lit = |place: Option<usize>| {
        place.and_then(|place| row.get(place)).is_some_and(|cell| cell.light == Light::Lit)
    };
    let paint = |(place, cell): (usize, &Cell)| {
        let (mut before, mut after) = (" ", " ");
        if cell.light == Light::Lit {
            before = if lit(place.checked_sub(1)) { " " } else { "[" };
            after = if lit(Some(place + 1)) { " " } else { "]" };
        }
        let won = |place: usize| row.get(place).is_some_and(|cell| cell.mark == Mark::Wins);
        if cell.light != Light::Lit && lit(place.checked_sub(1)) && place.checked_sub(1).is_some_and(won) {
            // The winner's mark stands where the bracket would.
            before = "]";
        }
        match cell.mark {
            Mark::Wrong => before = look.glyphs.wrong,
            Mark::Wins => after = look.glyphs.maximum,
            Mark::None => {}
        }
        let body = match width(place) {
            Width::Full => text(cell, ruler, look),
            Width::Narrow => look.glyphs.hatch.to_owned(),
        };
        let after = if ruler.margins > 1 || cell.mark == Mark::Wins { after } else { "" };
        Span::styled(format!("{before}{body}{after}"), style(cell, ruler, look))
    };
    row.iter().enumerate().map(paint).collect()
}

fn text(cell: &Cell, ruler: &Ruler, look: &Look) -> String {
    let width = ruler.format.width;
    let body = match cell.content {
        Content::Padding => return look.glyphs.hatch.repeat(width),
        Content::Number(Scalar::Bool(true)) => look.glyphs.truth.to_owned(),
        Content::Number(Scalar::Bool(false)) | Content::Unknown => look.glyphs.blank.to_owned(),
        Content::Number(number) => look.theme.number(&ruler.format.text(number)),
        Content::Nothing => String::new(),
    };
    format!("{body:>width$}")
}

fn style(cell: &Cell, ruler: &Ruler, look: &Look) -> Style {
    let shown = match cell.content {
        Content::Number(Scalar::Bool(true)) => look.palette.strong,
        Content::Number(Scalar::Bool(false)) | Content::Unknown => look.palette.dim,
        Content::Padding if cell.light == Light::Lit => look.palette.text,
        Content::Padding | Content::Nothing => look.palette.faint,
        Content::Number(number) => {
            let strength = ruler.scale.shade(number.to_f64()).strength;
            let share = if cell.light == Light::Faded { FADED } else { 1.0 };
            palette::style(look.theme.cell(strength * share))
        }
    };
    match cell.light {
        Light::Lit => shown.add_modifier(Modifier::BOLD),
        Light::Focus => shown.add_modifier(Modifier::BOLD | Modifier::REVERSED),
        Light::Plain | Light::Faded if cell.mark != Mark::None => shown.add_modifier(Modifier::BOLD),
        Light::Plain | Light::Faded => shown,
    }
}

/// A number in running text, with about five digits that count: `+0.6141`, `−1.32e-9`.
pub(super) fn figure(value: f64, look: &Look) -> String {
    let format = NumberFormat::of_values([Scalar::F64(value)], ScaleKind::Diverging, 8);
    look.theme.number(&format.text(Scalar::F64(value)))
}
