//! One cell of an output, explained: the window that it comes from, the terms of its sum, its total beside the
//! learner's.

mod cells;
mod maps;
mod measured;
mod parts;
mod plan;
mod results;
mod total;

use super::cases::dimensions;
use super::pieces::{after_lines, case_sign, index, line, sentence, stack};
use crate::course::{Case, StepRole};
use crate::explain::{Pooling, Rhythm, Rule, Step};
use crate::tensor::{Comparison, Mismatch, Scalar, Tensor, compare};
use crate::tui::areas::Areas;
use crate::tui::exercise::{CaseState, Loaded, Measurement, is_open};
use crate::tui::explanation::{Explanation, explanations};
use crate::tui::look::Look;
use crate::tui::model::Model;
use crate::tui::step::Play;
use crate::tui::yours::Yours;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// From this height on there is room for a sentence about the rule.
const WITH_RULE: u16 = 24;
/// The maps get at most this share of the lines between head and foot: so many of five.
const MAPS_OF_FIVE: u16 = 3;
/// Lines that the parts of a sum get at least.
const LEAST_PARTS: u16 = 3;

/// Everything that the parts of this pane draw from.
struct Scene<'a> {
    model: &'a Model,
    look: &'a Look,
    explanation: &'a Explanation<'a>,
    /// Position and number of the outputs that can be explained.
    place: (usize, usize),
    /// What the learner's function gave.
    actual: Option<&'a Tensor>,
    mismatches: Vec<Mismatch>,
    terms: Terms,
}

/// What is known of the learner's terms of the cell that is explained.
enum Terms {
    /// Only its total.
    Unknown,
    Waiting,
    Measured(Yours),
}

impl Terms {
    fn of(
        explanation: &Explanation,
        step: &Step,
        known: &CaseState,
        actual: Option<&Tensor>,
        mismatches: &[Mismatch],
    ) -> Self {
        let value = actual.and_then(|actual| actual.get(&step.cell)).map(Scalar::to_f64);
        let wrong = mismatches.iter().any(|mismatch| mismatch.index == step.cell);
        match (&known.measured, value) {
            (Measurement::Asked, Some(_)) if wrong => Self::Waiting,
            (Measurement::Here(measured), Some(value)) if wrong => {
                Yours::of(explanation, step, measured, value).map_or(Self::Unknown, Self::Measured)
            }
            _ => Self::Unknown,
        }
    }
}

pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let state = model.state();
    let Some((case, known)) = model.exercise().cases.get(state.selected_case).zip(state.case()) else {
        stack(&sentence("This function has no cases.", look.palette.dim, area.width), area, buffer);
        return;
    };
    let rest = stack(&title(model, look, case, known, area.width), area, buffer);
    let all = known.here().map(|data| explanations(model.exercise(), case, data)).unwrap_or_default();
    let place = model.step.output.min(all.len().saturating_sub(1));
    let chosen = all.get(place).and_then(|one| Some((one, one.step(model.step.number)?)));
    let Some((explanation, step)) = chosen else {
        let rest = stack(&sentence(absence(case, known, &all), look.palette.dim, area.width), rest, buffer);
        stack(&results::lines(model.exercise(), known, look, area.width), rest, buffer);
        return;
    };
    let actual = known.actual(&explanation.expected.name);
    let mismatches = actual.map_or_else(Vec::new, |actual| {
        match compare(&explanation.expected.tensor, actual, explanation.expected.tolerance) {
            Comparison::Cells { mismatches, .. } => mismatches,
            Comparison::Incomparable => Vec::new(),
        }
    });
    let terms = Terms::of(explanation, &step, known, actual, &mismatches);
    let scene = Scene { model, look, explanation, place: (place, all.len()), actual, mismatches, terms };
    scene.draw(&step, rest, buffer, areas);
}

/// The case and its dimensions.
fn title(model: &Model, look: &Look, case: &Case, known: &CaseState, width: u16) -> Vec<Line<'static>> {
    let mut first = Line::from(vec![
        case_sign(known.outcome.as_ref(), look),
        Span::styled(format!(" {}", case.id), look.palette.strong),
        Span::raw("   "),
    ]);
    let used = u16::try_from(first.width()).unwrap_or(u16::MAX);
    // On a line of their own they would cost too much of a small window.
    let mut beside = dimensions(model, case, look, width.saturating_sub(used));
    if beside.len() == 1 {
        first.spans.append(&mut beside.remove(0).spans);
    }
    vec![first]
}

/// Why nothing is explained.
fn absence(case: &Case, known: &CaseState, all: &[Explanation]) -> &'static str {
    match &known.data {
        _ if !is_open(case) => "This case is hidden: only its verdict is shown.",
        Loaded::Failed(_) => "The tensors of this case could not be built; the Tensors pane says why.",
        Loaded::No | Loaded::Asked => "Its tensors are being built.",
        Loaded::Here(_) if all.is_empty() => {
            "The course gives no steps for this function: how its values come about is not shown cell by cell."
        }
        Loaded::Here(_) if all.iter().all(|one| one.stepper.count() == 0) => "This output has no cell.",
        Loaded::Here(_) => "The course's `[step]` table does not lead to the expected value of this cell.",
    }
}

impl Scene<'_> {
    fn draw(&self, step: &Step, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
        let mut above = vec![self.naming(step)];
        if area.height >= WITH_RULE {
            above.extend(sentence(self.rule(), self.look.palette.dim, area.width));
        }
        above.push(Line::default());
        let rest = stack(&above, area, buffer);
        let width = usize::from(area.width);
        let total = self.total(step, width);
        let foot = u16::try_from(total.len()).unwrap_or(u16::MAX).saturating_add(2);
        let between = rest.height.saturating_sub(foot + 1);
        let wanted = self.parts(step, width, usize::from(between)).len();
        let wanted = u16::try_from(wanted).unwrap_or(u16::MAX);
        let most = between.saturating_sub(wanted.max(LEAST_PARTS) + 1);
        let most = most.max(between * MAPS_OF_FIVE / 5).max(LEAST_PARTS).min(rest.height);
        let used = self.draw_maps(step, Rect { height: most, ..rest }, buffer, areas);
        let rest = after_lines(rest, used + 1);
        let room = rest.height.saturating_sub(foot);
        let rest = stack(&self.parts(step, width, usize::from(room)), rest, buffer);
        let rest = if rest.height >= foot { after_lines(rest, 1) } else { rest };
        stack(&total, rest, buffer);
        let last = Rect { y: area.bottom().saturating_sub(1), height: 1.min(area.height), ..area };
        self.progress(step, last.width).render(last, buffer);
    }

    /// The part that is looked at.
    fn part(&self) -> usize {
        self.model.step.part
    }

    /// Whether windows are stamped into the output.
    fn flows_back(&self) -> bool {
        self.explanation.stepper.rhythm() == Rhythm::Parts
    }

    /// `output dA_prev [0, 1, 1, 1]   window rows 2..4, columns 2..4`
    fn naming(&self, step: &Step) -> Line<'static> {
        let palette = &self.look.palette;
        let (place, count) = self.place;
        let counted = if count > 1 { format!("{}/{count} ", place + 1) } else { String::new() };
        let mut naming = line([
            (format!("{counted}output "), palette.dim),
            (self.explanation.expected.name.clone(), palette.strong),
            (format!(" {}", index(&step.cell)), palette.accent.add_modifier(Modifier::BOLD)),
        ]);
        if let Some(window) = step.parts.get(self.part()).and_then(|part| part.window) {
            let span =
                |start: isize, length: usize| format!("{start}..{}", start.saturating_add_unsigned(length));
            let (rows, columns) = (span(window.top, window.height), span(window.left, window.width));
            naming.push_span(Span::styled("   window rows ", palette.dim));
            naming.push_span(Span::styled(rows, palette.text));
            naming.push_span(Span::styled(", columns ", palette.dim));
            naming.push_span(Span::styled(columns, palette.text));
        }
        naming
    }

    /// What happens, in one sentence.
    fn rule(&self) -> &'static str {
        match self.explanation.stepper.rule() {
            Rule::Pad { .. } => "Every image is put into a border of zeros; its own cells stay as they are.",
            Rule::Window { .. } => {
                "Each cell of the window times the filter's cell at the same place, all summed up, plus the bias."
            }
            Rule::Pool { pooling: Pooling::Maximum, .. } => "The largest cell of the window is kept.",
            Rule::Pool { pooling: Pooling::Mean, .. } => {
                "Every cell of the window counts with the same share."
            }
            Rule::Mask { .. } => "A cell is true where it is the window's largest.",
            Rule::Share { .. } => "Every cell gets the same share of the one value.",
            Rule::InputGradient { .. } => {
                "Every window on this cell sends back its gradient, times the filter's cell that met this cell there."
            }
            Rule::FilterGradient { .. } => {
                "In every window, the input's cell that met this cell of the filter, times the window's gradient."
            }
            Rule::BiasGradient { .. } => {
                "The bias was added everywhere: its gradient is the sum of all gradients."
            }
            Rule::PooledGradient { pooling: Pooling::Maximum, .. } => {
                "Every window on this cell sends its gradient here, if this cell is its largest."
            }
            Rule::PooledGradient { pooling: Pooling::Mean, .. } => {
                "Every window on this cell sends an equal share of its gradient here."
            }
        }
    }

    /// What the bias is called.
    fn bias_name(&self) -> String {
        self.model.exercise().step_roles.get(&StepRole::Bias).cloned().unwrap_or_default()
    }

    /// `▸ ━━━━●─────────  cell 5 of 72 · part 2 of 3 · 2×`
    fn progress(&self, step: &Step, width: u16) -> Line<'static> {
        let (palette, glyphs) = (&self.look.palette, self.look.glyphs);
        let count = self.explanation.stepper.count();
        let play = &self.model.step;
        let mut facts = vec![format!("cell {} of {count}", play.number + 1)];
        if step.parts.len() > 1 {
            facts.push(format!("part {} of {}", self.part() + 1, step.parts.len()));
        }
        let playing = match play.play {
            Play::Playing => "playing",
            Play::Paused => "paused",
        };
        facts.push(format!("{playing} {}{}", play.pace.name(), glyphs.times));
        let text = format!("  {}", facts.join(self.look.separator));
        let bar = usize::from(width).saturating_sub(text.chars().count() + 3).max(1);
        let done = (bar - 1) * self.model.step.number / count.saturating_sub(1).max(1);
        let sign = match play.play {
            Play::Playing => palette.accent.add_modifier(Modifier::BOLD),
            Play::Paused => palette.dim,
        };
        Line::from(vec![
            Span::styled(format!("{} ", glyphs.right), sign),
            Span::styled(glyphs.rule.repeat(done), palette.accent),
            Span::styled(glyphs.passed, palette.accent),
            Span::styled(glyphs.rule.repeat(bar - 1 - done), palette.faint),
            Span::styled(text, palette.dim),
        ])
    }
}

#[cfg(test)]
mod tests;
