//! The parts of a sum: factors, products and their sum, line by line.

use super::Scene;
use super::cells::{Cell, Light, Mark, Ruler, figure, paint};
use crate::explain::{Factor, Outcome, Part, PartName, Step};
use crate::tensor::Scalar;
use crate::tui::view::pieces::{index, line};
use crate::tui::yours::Yours;
use ratatui::text::{Line, Span};

/// Columns of a number, the first that fits: enough of it, less, and without space between the cells.
const SIZES: [(usize, Spacing); 3] = [(6, Spacing::Wide), (5, Spacing::Wide), (5, Spacing::Tight)];
/// Columns for ` × ` and ` = `.
const SIGNS: usize = 6;
/// Columns for ` yours `, with a space more on each side.
const YOURS: usize = 9;
/// Columns for two spaces, the sign of a sum and the sum itself.
const SUM: usize = 14;

/// The space around the numbers of a grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spacing {
    Wide,
    Tight,
}

/// Where the parts are drawn.
#[derive(Clone, Copy, Debug)]
struct Room {
    /// Columns for the names of the parts and their sums; 0 where there is but one part.
    margin: usize,
    /// Columns beside them.
    width: usize,
}

impl Scene<'_> {
    /// The parts in at most `height` lines: in full if they fit, else the chosen one in full and of the others the
    /// sums alone.
    pub(super) fn parts(&self, step: &Step, width: usize, height: usize) -> Vec<Line<'static>> {
        if step.outcome == Outcome::Moved {
            return Vec::new();
        }
        let longest = step.parts.iter().map(|part| name(part).chars().count()).max().unwrap_or(0);
        let margin = if longest == 0 { 0 } else { longest.max(SUM - 4) + 4 };
        let room = Room { margin, width: width.saturating_sub(margin) };
        let full: Vec<Vec<Line>> = (0..step.parts.len()).map(|place| self.full(step, place, room)).collect();
        let lines: usize = full.iter().map(Vec::len).sum();
        let gaps = if full.iter().any(|lines| lines.len() > 1) { full.len().saturating_sub(1) } else { 0 };
        if lines + gaps <= height && gaps > 0 {
            full.join(&[Line::default()][..])
        } else if lines <= height {
            full.concat()
        } else {
            self.shortened(step, &full, room, height)
        }
    }

    /// The chosen part in full if it fits, the sums of the others, as many as fit around it.
    fn shortened(
        &self,
        step: &Step,
        full: &[Vec<Line<'static>>],
        room: Room,
        height: usize,
    ) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        let mut start = 0;
        for (place, drawn) in full.iter().enumerate() {
            let chosen = place == self.part();
            let before = lines.len();
            if chosen && drawn.len() <= height {
                lines.extend(drawn.iter().cloned());
            } else {
                lines.push(self.brief(step, place, room));
            }
            if chosen {
                let used = lines.len() - before;
                start = before.saturating_sub((height - used.min(height)) / 2);
            }
        }
        let start = start.min(lines.len().saturating_sub(height));
        lines.into_iter().skip(start).take(height).collect()
    }

    /// A part with its name, all its terms and its sum.
    fn full(&self, step: &Step, place: usize, room: Room) -> Vec<Line<'static>> {
        let part = &step.parts[place];
        let yours = self.wrong_terms();
        let sized = SIZES.iter().map(|(widest, spacing)| Rulers::of(step, yours, *widest, *spacing));
        let rulers: Vec<Rulers> = sized.collect();
        let grids = rulers.iter().find_map(|rulers| self.terms(step, place, rulers, room));
        let grids =
            grids.or_else(|| rulers.iter().find_map(|rulers| self.products(part, place, rulers, room)));
        let Some(mut lines) = grids.filter(|lines| !lines.is_empty()) else {
            return vec![self.brief(step, place, room)];
        };
        let sums = step.outcome == Outcome::Sum && part.terms.len() > 1;
        let beside = room.margin == 0 || lines.len() == 1;
        if let Some(last) = lines.last_mut().filter(|_| sums && beside) {
            last.push_span(Span::styled(format!("  {} ", self.sigma()), self.look.palette.dim));
            last.push_span(Span::styled(figure(part.sum, self.look), self.look.palette.strong));
        }
        let last = lines.len() - 1;
        let margins = (0..lines.len()).map(|at| match at {
            0 => self.name(part, place, room),
            at if at == last && sums && !beside => self.sum_in_margin(part, room),
            _ => vec![Span::raw(" ".repeat(room.margin))],
        });
        let margins: Vec<Vec<Span>> = margins.collect();
        for (line, margin) in lines.iter_mut().zip(margins) {
            line.spans.splice(0..0, margin);
        }
        lines
    }

    /// A part with its name and its sum alone.
    fn brief(&self, step: &Step, place: usize, room: Room) -> Line<'static> {
        let part = &step.parts[place];
        let count = part.terms.len();
        let terms = if part.terms.iter().any(|term| term.right.is_some()) { "products" } else { "cells" };
        let mut spans = self.name(part, place, room);
        let said = line([
            (format!("{} ", self.sigma()), self.look.palette.dim),
            (figure(part.sum, self.look), self.look.palette.strong),
            (format!("  of {count} {terms}"), self.look.palette.dim),
        ]);
        spans.extend(said.spans);
        Line::from(spans)
    }

    /// A part's name in the margin; the chosen one is pointed at.
    fn name(&self, part: &Part, place: usize, room: Room) -> Vec<Span<'static>> {
        if room.margin == 0 {
            return Vec::new();
        }
        let palette = &self.look.palette;
        let chosen = place == self.part();
        let (style, pointer) =
            if chosen { (palette.accent, self.look.glyphs.right) } else { (palette.dim, " ") };
        vec![Span::styled(format!("{pointer} {:<width$}", name(part), width = room.margin - 2), style)]
    }

    fn sum_in_margin(&self, part: &Part, room: Room) -> Vec<Span<'static>> {
        let width = room.margin.saturating_sub(4);
        let sigma = self.sigma();
        let sum = figure(part.sum, self.look);
        let width = width.saturating_sub(sigma.chars().count() - 1);
        vec![
            Span::styled(format!("  {sigma} "), self.look.palette.dim),
            Span::styled(format!("{sum:<width$}"), self.look.palette.strong),
        ]
    }

    fn sigma(&self) -> &'static str {
        if self.look.theme.glyphs == &crate::style::ASCII { "=" } else { "Σ" }
    }

    /// Factors and products side by side, or `None` if that is wider than there is room for. A single row may be
    /// folded.
    fn terms(&self, step: &Step, place: usize, rulers: &Rulers, room: Room) -> Option<Vec<Line<'static>>> {
        let part = &step.parts[place];
        let signs = SIGNS + if rulers.yours.is_some() { YOURS } else { 0 };
        let fitting = |beside: usize| room.width.saturating_sub(signs + beside) / rulers.width(part).max(1);
        let with_sum = fitting(SUM);
        let columns = match part.rows() {
            1 if part.columns <= with_sum => part.columns,
            1 => folded(part.columns, if room.margin == 0 { with_sum } else { fitting(0) }),
            _ => part.columns,
        };
        if columns == 0 || columns > if room.margin == 0 { with_sum } else { fitting(0) } {
            return None;
        }
        let mut lines = vec![Line::default(); part.terms.len().div_ceil(columns)];
        for (sign, cells, ruler) in self.grids(step, place, rulers) {
            self.append(&mut lines, &sign, &paint(&cells, columns, &ruler, self.look));
        }
        Some(lines)
    }

    /// Another grid behind what there is, its sign in the middle between them.
    fn append(&self, lines: &mut [Line<'static>], sign: &str, grid: &[Line<'static>]) {
        let middle = lines.len().saturating_sub(1) / 2;
        for (at, (line, painted)) in lines.iter_mut().zip(grid).enumerate() {
            let shown = if at == middle { sign.to_owned() } else { " ".repeat(sign.chars().count()) };
            line.push_span(Span::styled(shown, self.look.palette.dim));
            line.spans.extend(painted.spans.iter().cloned());
        }
    }

    /// The learner's terms beside the right ones.
    fn yours_grid(&self, part: &Part, place: usize, rulers: &Rulers) -> Option<(String, Vec<Cell>, Ruler)> {
        Some(("   yours ".to_owned(), self.yours_of(part, place)?, rulers.yours?))
    }

    /// The products alone, and the learner's, where the factors do not fit beside them.
    fn products(&self, part: &Part, place: usize, rulers: &Rulers, room: Room) -> Option<Vec<Line<'static>>> {
        let beside = if room.margin == 0 { SUM } else { 0 };
        let width = part.columns * rulers.products.cell_width();
        let used = rulers.yours.map_or(width, |ruler| width + YOURS + part.columns * ruler.cell_width());
        let cells: Vec<Cell> = part.terms.iter().map(|term| Cell::number(term.value)).collect();
        let mut lines = if used + beside <= room.width {
            paint(&cells, part.columns, &rulers.products, self.look)
        } else {
            return None;
        };
        if let Some((sign, cells, ruler)) = self.yours_grid(part, place, rulers) {
            self.append(&mut lines, &sign, &paint(&cells, part.columns, &ruler, self.look));
        }
        Some(lines)
    }

    /// The grids of a part, each with the sign before it.
    fn grids(&self, step: &Step, place: usize, rulers: &Rulers) -> Vec<(String, Vec<Cell>, Ruler)> {
        let part = &step.parts[place];
        let left = part.terms.iter().map(|term| &term.left).enumerate();
        let left = left.map(|(place, factor)| candidate(step, place, factor)).collect();
        let mut grids = vec![(String::new(), left, rulers.left)];
        let right: Vec<&Factor> = part.terms.iter().filter_map(|term| term.right.as_ref()).collect();
        if !right.is_empty() {
            let right = right.into_iter().map(|factor| Cell::number(factor.value)).collect();
            grids.push((format!(" {} ", self.look.glyphs.times), right, rulers.right));
            let products = part.terms.iter().map(|term| Cell::number(term.value)).collect();
            grids.push((" = ".to_owned(), products, rulers.products));
        }
        grids.extend(self.yours_grid(part, place, rulers));
        grids
    }
}

/// A cell among which the largest is looked for, or simply a factor.
fn candidate(step: &Step, place: usize, factor: &Factor) -> Cell {
    let (winner, focus) = match step.outcome {
        Outcome::Largest(winner) => (Some(winner), None),
        Outcome::IsLargest { cell, largest } => (Some(largest), Some(cell)),
        Outcome::Sum | Outcome::Moved => (None, None),
    };
    let light = if focus == Some(place) { Light::Focus } else { Light::Plain };
    let mark = if winner == Some(place) { Mark::Wins } else { Mark::None };
    Cell { light, mark, ..Cell::number(factor.value) }
}

/// The columns of a row folded into as few rows of at most `most` cells as possible, all of about one length.
fn folded(length: usize, most: usize) -> usize {
    if most == 0 { 0 } else { length.div_ceil(length.div_ceil(most).max(1)) }
}

/// What a part is of: `channel 0`, `window [1, 2]`; nothing where it is the only one.
fn name(part: &Part) -> String {
    match &part.name {
        PartName::Whole => String::new(),
        PartName::Channel(channel) => format!("channel {channel}"),
        PartName::Window(row, column) => format!("window {}", index(&[*row, *column])),
        PartName::Example(at) => match at.as_slice() {
            [one] => format!("example {one}"),
            many => format!("example {}", index(many)),
        },
    }
}

/// The rulers that all parts of a step share, so that they can be compared.
struct Rulers {
    left: Ruler,
    right: Ruler,
    products: Ruler,
    /// For the learner's terms, where they are shown.
    yours: Option<Ruler>,
}

impl Rulers {
    fn of(step: &Step, yours: Option<&Yours>, widest: usize, spacing: Spacing) -> Self {
        let terms = || step.parts.iter().flat_map(|part| &part.terms);
        let ruler = |values: &mut dyn Iterator<Item = f64>| {
            let ruler = Ruler::of(&values.map(Scalar::F64).collect::<Vec<_>>(), widest);
            if spacing == Spacing::Tight { ruler.tight() } else { ruler }
        };
        Self {
            left: ruler(&mut terms().map(|term| term.left.value)),
            right: ruler(&mut terms().filter_map(|term| term.right.as_ref()).map(|factor| factor.value)),
            products: ruler(&mut terms().map(|term| term.value)),
            yours: yours.map(|yours| ruler(&mut terms().map(|term| yours.term(term)))),
        }
    }

    /// Columns that one term takes, in all grids together.
    fn width(&self, part: &Part) -> usize {
        let yours = self.yours.map_or(0, |ruler| ruler.cell_width());
        if part.terms.iter().any(|term| term.right.is_some()) {
            self.left.cell_width() + self.right.cell_width() + self.products.cell_width() + yours
        } else {
            self.left.cell_width() + yours
        }
    }
}
