//! How the total follows from the parts, and what the learner has in its place.

use super::Scene;
use super::cells::figure;
use crate::explain::{Outcome, Source, Step, Term};
use crate::tensor::Scalar;
use crate::tui::view::pieces::{exact, index};
use crate::tui::wrap::{Margins, Piece, TIE, wrap};
use ratatui::style::Modifier;
use ratatui::text::Line;

/// Sums of parts on the last line; more are not written out.
const MOST_SUMS: usize = 6;

impl Scene<'_> {
    /// How the total follows from the parts, and what the learner has at this cell.
    pub(super) fn total(&self, step: &Step, width: usize) -> Vec<Line<'static>> {
        let mut lines = wrap(&self.equation(step), width, &Margins::default());
        lines.extend(wrap(&self.comparison(step), width, &Margins::default()));
        lines.extend(wrap(&self.measured(), width, &Margins::default()));
        lines
    }

    fn equation(&self, step: &Step) -> Vec<Piece> {
        let palette = &self.look.palette;
        let figure = |value: f64| figure(value, self.look);
        match step.outcome {
            Outcome::Moved => vec![(self.origin(step), palette.text)],
            Outcome::Largest(_) => vec![
                (
                    format!(
                        "the largest of {} ",
                        step.parts.iter().map(|part| part.terms.len()).sum::<usize>()
                    ),
                    palette.dim,
                ),
                (figure(step.total), palette.strong),
            ],
            Outcome::IsLargest { cell, largest } => {
                let value = |place: usize| {
                    step.parts
                        .first()
                        .and_then(|part| part.terms.get(place))
                        .map_or(f64::NAN, |term| term.value)
                };
                let verb = if step.total == 0.0 { "is not" } else { "is" };
                vec![
                    (figure(value(cell)), palette.strong),
                    (format!(" {verb} the largest, "), palette.dim),
                    (figure(value(largest)), palette.strong),
                ]
            }
            Outcome::Sum if step.parts.is_empty() => {
                vec![("No window reaches this cell: nothing is added to it.".to_owned(), palette.text)]
            }
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
        } else if let Some(part) = step.parts.first().filter(|_| step.bias.is_some()) {
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
            pieces.push((
                format!("{}after{TIE}window{TIE}{part}{TIE}of{TIE}{of}{TIE}", self.look.separator),
                palette.dim,
            ));
            pieces.push((so_far, palette.accent));
        }
        pieces
    }

    /// Where a moved cell comes from.
    fn origin(&self, step: &Step) -> String {
        let factor = step.parts.first().and_then(|part| part.terms.first()).map(|term: &Term| &term.left);
        let operand = self.explanation.sources.iter().find(|operand| operand.source == Source::Input);
        let (Some(factor), Some(operand)) = (factor, operand) else { return String::new() };
        let inside: Option<Vec<usize>> =
            factor.index.iter().map(|place| usize::try_from(*place).ok()).collect();
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
            (format!("{}{TIE} ", exact(value)), palette.right),
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
        if wrong && !matches!(yours, Scalar::Bool(_)) {
            let off = figure(yours.to_f64() - value.to_f64(), self.look);
            pieces.push((format!(" {TIE}off{TIE}by{TIE}"), palette.dim));
            pieces.push((off, palette.wrong));
        }
        pieces
    }
}
