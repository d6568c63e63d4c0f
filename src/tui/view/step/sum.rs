//! The sum: every part as factors, products and their sum, and the total beside the learner's.

use super::Scene;
use super::cells::{Cell, Light, Mark, Ruler, figure, paint};
use crate::explain::{Factor, Outcome, Part, PartName, Source, Step, Term};
use crate::tensor::Scalar;
use crate::tui::explanation::truth_or_number;
use crate::tui::view::pieces::{exact, index, line};
use crate::tui::wrap::{Margins, Piece, TIE, wrap};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

/// Columns of a number in a sum: enough of it, and the fewest that show something.
const NUMBER_WIDTHS: [usize; 2] = [6, 5];
/// Columns left for ` × `, ` = ` and the sum.
const AROUND: usize = 24;
/// Single sums on the last line; more are not written out.
const MOST_SUMS: usize = 6;

impl Scene<'_> {
    /// The parts, as many lines of them as there is room for: the chosen one in full, then the others.
    pub(super) fn parts(&self, step: &Step, width: usize, height: usize) -> Vec<Line<'static>> {
        let labels = step.parts.iter().map(|part| self.label(part)).collect::<Vec<_>>();
        let margin = labels.iter().map(|label| label.chars().count()).max().unwrap_or(0);
        let margin = if margin == 0 { 0 } else { margin + 4 };
        let ruler = |widest| Rulers::of(step, widest);
        let draw = |place: usize, part: &Part| {
            let fitting = NUMBER_WIDTHS.iter().find_map(|widest| {
                self.full(part, step, &ruler(*widest), width.saturating_sub(margin))
            });
            let lines = fitting.unwrap_or_else(|| vec![self.brief(part)]);
            self.labelled(lines, &labels[place], place, margin)
        };
        let full: Vec<Vec<Line>> = step.parts.iter().enumerate().map(|(place, part)| draw(place, part)).collect();
        let lines: usize = full.iter().map(Vec::len).sum();
        let gaps = full.len().saturating_sub(1);
        let gap = usize::from(full.iter().any(|lines| lines.len() > 1) && lines + gaps <= height);
        if lines <= height {
            return full.join(&vec![Line::default(); gap][..]);
        }
        self.shortened(step, full, &labels, margin, height)
    }

    /// The chosen part in full if it fits, of the others the sums alone; those around the chosen one are kept.
    fn shortened(
        &self,
        step: &Step,
        full: Vec<Vec<Line<'static>>>,
        labels: &[String],
        margin: usize,
        height: usize,
    ) -> Vec<Line<'static>> {
        let chosen = self.part();
        let mut lines = Vec::new();
        let mut start = 0;
        let room = height.saturating_sub(full.get(chosen).map_or(0, Vec::len));
        for (place, part) in full.into_iter().enumerate() {
            let brief = || self.labelled(vec![self.brief(&step.parts[place])], &labels[place], place, margin);
            if place == chosen {
                start = lines.len().saturating_sub(room);
                lines.extend(if part.len() <= height { part } else { brief() });
            } else {
                lines.extend(brief());
            }
        }
        lines.into_iter().skip(start).take(height).collect()
    }

    /// Lines behind the name of their part; the chosen one is pointed at.
    fn labelled(
        &self,
        lines: Vec<Line<'static>>,
        label: &str,
        place: usize,
        margin: usize,
    ) -> Vec<Line<'static>> {
        if margin == 0 {
            return lines;
        }
        let palette = &self.look.palette;
        let chosen = place == self.part();
        let style = if chosen { palette.accent } else { palette.dim };
        let pointer = if chosen { self.look.glyphs.right } else { " " };
        let rest = margin - 2;
        let lines = lines.into_iter().enumerate().map(|(at, mut line)| {
            let text = if at == 0 { format!("{pointer} {label:<rest$}") } else { " ".repeat(margin) };
            line.spans.insert(0, Span::styled(text, style));
            line
        });
        lines.collect()
    }

    /// What the part is of: `channel 0`, `window [1, 2]`.
    fn label(&self, part: &Part) -> String {
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

    /// The sum alone.
    fn brief(&self, part: &Part) -> Line<'static> {
        let palette = &self.look.palette;
        let count = part.terms.len();
        let products = if count == 1 { "one product".to_owned() } else { format!("{count} products") };
        line([(format!("{products}  {} ", self.sigma()), palette.dim), (figure(part.sum, self.look), palette.strong)])
    }

    /// Factors, products and their sum side by side, or `None` if that is wider than there is room for.
    fn full(&self, part: &Part, step: &Step, rulers: &Rulers, width: usize) -> Option<Vec<Line<'static>>> {
        let blocks = self.blocks(part, step, rulers);
        let cells: usize = rulers.width(part);
        let room = width.saturating_sub(AROUND) / cells.max(1);
        let columns = if part.rows() == 1 && room > 0 { part.columns.min(room) } else { part.columns };
        if columns > room && part.terms.len() > 1 {
            return self.products(part, rulers, width);
        }
        let mut lines = vec![Line::default(); part.terms.len().div_ceil(columns.max(1)).max(1)];
        let middle = (lines.len() - 1) / 2;
        for (sign, cells, ruler) in blocks {
            for (at, line) in lines.iter_mut().enumerate() {
                let sign = if at == middle || sign.is_empty() { sign.clone() } else { " ".repeat(sign.chars().count()) };
                line.push_span(Span::styled(sign, self.look.palette.dim));
            }
            let painted = paint(&cells, columns, &ruler, self.look);
            for (line, painted) in lines.iter_mut().zip(painted) {
                line.spans.extend(painted.spans);
            }
        }
        self.append_sum(part, step, &mut lines);
        Some(lines)
    }

    /// The products alone, where the factors do not fit beside them.
    fn products(&self, part: &Part, rulers: &Rulers, width: usize) -> Option<Vec<Line<'static>>> {
        let fits = part.columns * rulers.products.cell_width() + AROUND <= width;
        let cells: Vec<Cell> = part.terms.iter().map(|term| Cell::number(term.value)).collect();
        let mut lines = fits.then(|| paint(&cells, part.columns, &rulers.products, self.look))?;
        if let Some(last) = lines.last_mut() {
            last.spans.extend(self.sum_of(part).spans);
        }
        Some(lines)
    }

    /// The grids of a part, each with the sign before it.
    fn blocks(&self, part: &Part, step: &Step, rulers: &Rulers) -> Vec<(String, Vec<Cell>, Ruler)> {
        let cell = |(place, factor): (usize, &Factor)| {
            let mark = match step.outcome {
                Outcome::Largest(winner) | Outcome::IsLargest { largest: winner, .. } if winner == place => {
                    Mark::Wins
                }
                _ => Mark::None,
            };
            let light = match step.outcome {
                Outcome::IsLargest { cell, .. } if cell == place => Light::Focus,
                _ => Light::Plain,
            };
            let Cell { content, .. } = Cell::number(factor.value);
            Cell::of(content, light).marked(mark)
        };
        let left = part.terms.iter().map(|term| &term.left).enumerate().map(cell).collect();
        let mut blocks = vec![(String::new(), left, rulers.left)];
        let right: Vec<&Factor> = part.terms.iter().filter_map(|term| term.right.as_ref()).collect();
        if right.is_empty() {
            return blocks;
        }
        let times = format!(" {} ", self.look.glyphs.times);
        let right = right.into_iter().map(|factor| Cell::number(factor.value)).collect();
        blocks.push((times, right, rulers.right));
        let products = part.terms.iter().map(|term| Cell::number(term.value)).collect();
        blocks.push((" = ".to_owned(), products, rulers.products));
        blocks
    }

    fn append_sum(&self, part: &Part, step: &Step, lines: &mut [Line<'static>]) {
        let Some(last) = lines.last_mut() else { return };
        match step.outcome {
            Outcome::Sum if part.terms.len() > 1 => last.spans.extend(self.sum_of(part).spans),
            _ => {}
        }
    }

    fn sum_of(&self, part: &Part) -> Line<'static> {
        let palette = &self.look.palette;
        line([(format!("  {} ", self.sigma()), palette.dim), (figure(part.sum, self.look), palette.strong)])
    }

    fn sigma(&self) -> &'static str {
        if self.look.theme.glyphs == &crate::style::ASCII { "sum" } else { "Σ" }
    }

    /// How the total follows from the parts, and what the learner has at this cell.
    pub(super) fn total(&self, step: &Step, width: usize) -> Vec<Line<'static>> {
        let mut lines = wrap(&self.equation(step), width, &Margins::default());
        lines.extend(wrap(&self.comparison(step), width, &Margins::default()));
        lines
    }

    fn equation(&self, step: &Step) -> Vec<Piece> {
        let palette = &self.look.palette;
        let figure = |value: f64| figure(value, self.look);
        match step.outcome {
            Outcome::Moved => vec![(self.origin(step), palette.text)],
            Outcome::Largest(_) => vec![
                (format!("the largest of {} ", step.parts.iter().map(|part| part.terms.len()).sum::<usize>()), palette.dim),
                (figure(step.total), palette.strong),
            ],
            Outcome::IsLargest { cell, largest } => {
                let value = |place: usize| step.parts.first().and_then(|part| part.terms.get(place)).map_or(f64::NAN, |term| term.value);
                let verb = if step.total == 0.0 { "is not" } else { "is" };
                vec![
                    (figure(value(cell)), palette.strong),
                    (format!(" {verb} the largest, "), palette.dim),
                    (figure(value(largest)), palette.strong),
                ]
            }
            Outcome::Sum if step.parts.is_empty() => vec![("No window reaches this cell: nothing is added to it.".to_owned(), palette.text)],
            Outcome::Sum => self.summation(step),
        }
    }

    /// `+0.6141 −1.0032 −1.3190 = −1.7080   + b −1.8964   = −3.6044`
    fn summation(&self, step: &Step) -> Vec<Piece> {
        let palette = &self.look.palette;
        let mut pieces: Vec<Piece> = Vec::new();
        if step.parts.len() > 1 {
            let shown = step.parts.iter().enumerate().take(MOST_SUMS);
            for (place, part) in shown {
                let style = if place == self.part() { palette.accent } else { palette.text };
                pieces.push((format!("{} ", figure(part.sum, self.look)), style));
            }
            if step.parts.len() > MOST_SUMS {
                pieces.push((format!("{} ", self.look.glyphs.ellipsis), palette.dim));
            }
        } else if let Some(part) = step.parts.first() {
            pieces.push((format!("{} ", figure(part.sum, self.look)), palette.text));
        }
        if let Some(bias) = &step.bias {
            let name = self.bias_name();
            pieces.push((format!("+{TIE}{name}{TIE}"), palette.dim));
            pieces.push((format!("{} ", figure(bias.value, self.look)), palette.text));
        }
        pieces.push((format!("={TIE}"), palette.dim));
        pieces.push((figure(step.total, self.look), palette.strong));
        if step.parts.len() > 1 && self.flows_back() {
            let (part, of) = (self.part() + 1, step.parts.len());
            let so_far = figure(step.running_sum(self.part()), self.look);
            pieces.push((format!("  after{TIE}{part}{TIE}of{TIE}{of}:{TIE}{so_far}"), palette.dim));
        }
        pieces
    }

    /// Where a moved cell comes from.
    fn origin(&self, step: &Step) -> String {
        let factor = step.parts.first().and_then(|part| part.terms.first()).map(|term: &Term| &term.left);
        let operand = self.explanation.sources.iter().find(|operand| operand.source == Source::Input);
        let (Some(factor), Some(operand)) = (factor, operand) else { return String::new() };
        let inside: Option<Vec<usize>> = factor.index.iter().map(|place| usize::try_from(*place).ok()).collect();
        match inside.filter(|index| operand.tensor.get(index).is_some()) {
            Some(at) => format!("taken from {}{} as it is", operand.name, index(&at)),
            None => format!("padding: {} has no cell here, so it is 0", operand.name),
        }
    }

    /// `Z[0, 1, 1, 1] = -3.604397585767   yours -3.643319484907`, every digit.
    fn comparison(&self, step: &Step) -> Vec<Piece> {
        let palette = &self.look.palette;
        let expected = self.explanation.expected;
        let Some(value) = expected.tensor.get(&step.cell) else { return Vec::new() };
        let name = format!("{}{}", expected.name, index(&step.cell).replace(' ', ""));
        let mut pieces = vec![
            (format!("{}{TIE}", self.look.glyphs.arrow), palette.accent),
            (format!("{name}{TIE}"), palette.strong),
            (format!("{}{TIE} ", exact(match value { Scalar::Bool(_) => truth_or_number(step, value), other => other })), palette.right),
        ];
        let Some(yours) = self.actual.and_then(|actual| actual.get(&step.cell)) else { return pieces };
        let wrong = self.mismatches.iter().any(|mismatch| mismatch.index == step.cell);
        let (sign, style) = if wrong {
            (self.look.glyphs.failed, palette.wrong.add_modifier(Modifier::BOLD))
        } else {
            (self.look.glyphs.passed, palette.right)
        };
        pieces.push((format!("yours{TIE}"), palette.dim));
        pieces.push((format!("{}{TIE}{sign}", exact(yours)), style));
        pieces
    }
}

/// The rulers that all parts of a step share, so that they can be compared.
struct Rulers {
    left: Ruler,
    right: Ruler,
    products: Ruler,
}

impl Rulers {
    fn of(step: &Step, widest: usize) -> Self {
        let terms = || step.parts.iter().flat_map(|part| &part.terms);
        let ruler = |values: Vec<f64>| {
            Ruler::of(&values.into_iter().map(Scalar::F64).collect::<Vec<_>>(), widest)
        };
        Self {
            left: ruler(terms().map(|term| term.left.value).collect()),
            right: ruler(terms().filter_map(|term| term.right.as_ref()).map(|factor| factor.value).collect()),
            products: ruler(terms().map(|term| term.value).collect()),
        }
    }

    /// Columns that one term takes, in all grids together.
    fn width(&self, part: &Part) -> usize {
        if part.terms.iter().any(|term| term.right.is_some()) {
            self.left.cell_width() + self.right.cell_width() + self.products.cell_width()
        } else {
            self.left.cell_width()
        }
    }
}
