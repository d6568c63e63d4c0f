//! The cases of a function: a list, and below it what the chosen one is about and how it went.

use super::pieces::{case_sign, cut, difference, sentence, shape, stack};
use crate::course::Case;
use crate::grade::{Diagnostic, ExerciseOutcome, Verdict};
use crate::tensor::{Scalar, scalar_text};
use crate::tui::areas::Areas;
use crate::tui::change::Change;
use crate::tui::exercise::{CaseState, Freshness, Loaded, is_open};
use crate::tui::look::Look;
use crate::tui::model::{Kit, Model};
use crate::tui::pane::Pane;
use crate::tui::wrap::{Margins, Piece, TIE, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let detail = detail(model, look, area.width);
    let mut top = summary(model, look, area.width);
    top.push(Line::default());
    let rest = stack(&top, area, buffer);
    let wanted = u16::try_from(detail.len()).unwrap_or(u16::MAX).saturating_add(1);
    let list_height = u16::try_from(model.state().cases.len()).unwrap_or(u16::MAX);
    let lower = wanted.min(rest.height.saturating_sub(list_height.min(4)));
    let [list_area, lower_area] = Layout::vertical([
        Constraint::Length(list_height.min(rest.height.saturating_sub(lower))),
        Constraint::Length(lower),
    ])
    .areas(rest);
    list(model, look, list_area, buffer, areas);
    how_many(model, look, Rect { y: list_area.y.saturating_sub(1), height: 1, ..list_area }, buffer, areas);
    let lower_area = Rect { y: lower_area.y + 1, height: lower_area.height.saturating_sub(1), ..lower_area };
    stack(&detail, lower_area, buffer);
}

/// The verdict on the whole function, and what it looks like.
fn summary(model: &Model, look: &Look, width: u16) -> Vec<Line<'static>> {
    let (palette, state) = (&look.palette, model.state());
    if let (Kit::Failed(reason), None) = (&model.kit, &state.outcome) {
        return sentence(reason, palette.wrong, width);
    }
    let Some(outcome) = &state.outcome else {
        let text = match (&state.freshness, state.verdict()) {
            (Freshness::Running, _) => "Being graded now.".to_owned(),
            (_, Some(verdict)) => format!("Last time: {}.", verdict.words()),
            (_, None) => "Not graded yet; inputs and expected outputs can be looked at already.".to_owned(),
        };
        return sentence(&text, palette.dim, width);
    };
    let passed = outcome.cases.iter().filter(|case| case.verdict == Verdict::Passed).count();
    let style = if outcome.verdict == Verdict::Passed { palette.right } else { palette.wrong };
    let mut line = Line::from(vec![
        Span::styled(outcome.verdict.words(), style),
        Span::styled(format!("{}{passed} of {} cases pass", look.separator, state.cases.len()), palette.text),
    ]);
    if let Some(hidden) = outcome.hidden() {
        line.push_span(Span::styled(format!("{}{hidden}", look.separator), palette.text));
    }
    match state.freshness {
        Freshness::Stale => {
            line.push_span(Span::styled(format!("{}before the last edit", look.separator), palette.dim));
        }
        Freshness::Running => {
            line.push_span(Span::styled(format!("{}being graded", look.separator), palette.accent));
        }
        Freshness::Fresh | Freshness::Unknown => {}
    }
    if let Some(change) = state.change.and_then(Change::words) {
        line.push_span(Span::styled(format!("{}{change}", look.separator), palette.text));
    }
    let mut lines = vec![line];
    lines.extend(why(outcome, look, width));
    lines
}

/// What the mistake looks like, or whose fault it is.
pub(super) fn why(outcome: &ExerciseOutcome, look: &Look, width: u16) -> Vec<Line<'static>> {
    let palette = &look.palette;
    let mut lines: Vec<Line> =
        outcome.diagnostics.first().map(|first| compiler(first, look, width)).unwrap_or_default();
    if let Some(cause) = &outcome.cause {
        let style = if outcome.verdict == Verdict::Passed { palette.text } else { palette.wrong };
        lines.extend(sentence(&cause.message, style, width));
    }
    if let Some(diagnosis) = &outcome.diagnosis {
        let lead = format!("{} ", diagnosis.lead());
        let pieces = [(lead, palette.wrong), (diagnosis.message.clone(), palette.strong)];
        lines.extend(wrap(&pieces, usize::from(width), &Margins::default()));
    }
    lines
}

/// What the compiler says first.
fn compiler(first: &Diagnostic, look: &Look, width: u16) -> Vec<Line<'static>> {
    let place = if first.line > 0 { format!(" ({}:{})", first.file, first.line) } else { String::new() };
    let mut lines =
        sentence(&format!("{}: {}{place}", first.level, first.message), look.palette.wrong, width);
    let pane = Pane::Compiler.position() + 1;
    let more = format!("{pane} shows all that the compiler says; e opens the line.");
    lines.extend(sentence(&more, look.palette.dim, width));
    lines
}

fn list(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let (cases, state) = (&model.exercise().cases, model.state());
    let height = usize::from(area.height);
    let first = state.selected_case.saturating_sub(height / 2).min(cases.len().saturating_sub(height));
    let longest = cases.iter().map(|case| case.id.chars().count()).max().unwrap_or(0);
    let rows = cases.iter().zip(&state.cases).enumerate().skip(first).take(height);
    for ((index, (case, known)), y) in rows.zip(area.y..) {
        let place = Rect { y, height: 1, ..area };
        areas.cases.push((place, index));
        if index == state.selected_case {
            buffer.set_style(place, look.palette.chosen);
        }
        row(case, known, longest, usize::from(area.width), look).render(place, buffer);
    }
}

/// Above a list that is cut: `cases 1–18 of 28`.
fn how_many(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &Areas) {
    let all = model.state().cases.len();
    if let (Some((_, first)), Some((_, last))) = (areas.cases.first(), areas.cases.last())
        && areas.cases.len() < all
    {
        let text = format!("cases {}{}{} of {all}", first + 1, look.glyphs.none, last + 1);
        Line::styled(text, look.palette.dim).right_aligned().render(area, buffer);
    }
}

/// `✗ wide              wrong answer  Z 12 of 48 cells differ`
fn row(case: &Case, known: &CaseState, longest: usize, width: usize, look: &Look) -> Line<'static> {
    let palette = &look.palette;
    let outcome = known.outcome.as_ref();
    let mut line = Line::from(vec![
        Span::raw(" "),
        case_sign(outcome, look),
        Span::styled(format!(" {:<longest$}  ", case.id), palette.text),
    ]);
    let about = Span::styled(cut(&case.about, width.saturating_sub(longest + 5), look), palette.dim);
    let Some(outcome) = outcome else {
        line.push_span(about);
        return line;
    };
    match outcome.verdict {
        Verdict::Passed | Verdict::NotStarted => line.push_span(about),
        verdict => {
            line.push_span(Span::styled(verdict.words(), palette.wrong));
            if let Some(output) = outcome.outputs.iter().find(|output| output.verdict != Verdict::Passed) {
                line.push_span(Span::styled(format!("  {} ", output.name), palette.text));
                line.push_span(difference(output, look));
            }
        }
    }
    line
}

/// What the chosen case is about, its dimensions, its outputs and what went wrong.
fn detail(model: &Model, look: &Look, width: u16) -> Vec<Line<'static>> {
    let palette = &look.palette;
    let state = model.state();
    let Some((case, known)) = model.exercise().cases.get(state.selected_case).zip(state.case()) else {
        return Vec::new();
    };
    let mut lines = sentence(&case.about, palette.text, width);
    if is_open(case) {
        lines.extend(dimensions(model, case, look, width));
    } else {
        lines.extend(sentence("Its tensors are hidden.", palette.dim, width));
    }
    if let Loaded::Failed(reason) = &known.data {
        lines.extend(sentence(reason, palette.wrong, width));
    }
    let Some(outcome) = &known.outcome else { return lines };
    if let Some(message) = &outcome.message {
        lines.extend(sentence(message, palette.wrong, width));
    }
    let longest = outcome.outputs.iter().map(|output| output.name.chars().count()).max().unwrap_or(0);
    let widest = outcome.outputs.iter().map(|output| shape(&output.expected_shape).len()).max().unwrap_or(0);
    for output in &outcome.outputs {
        let mut line = Line::from(vec![
            Span::styled(format!("{:<longest$}  ", output.name), palette.strong),
            Span::styled(format!("{:<widest$}  ", shape(&output.expected_shape)), palette.dim),
            difference(output, look),
        ]);
        if let Some(error) = output.max_abs_error.filter(|_| output.mismatched.is_some_and(|wrong| wrong > 0))
        {
            let error = scalar_text(Scalar::F64(error), 3);
            line.push_span(Span::styled(format!(", by up to {error}"), palette.dim));
        }
        lines.push(line);
    }
    lines
}

/// `m 2   n_H 5   stride 2`
pub(super) fn dimensions(model: &Model, case: &Case, look: &Look, width: u16) -> Vec<Line<'static>> {
    let pieces: Vec<Piece> = model
        .exercise()
        .dimensions(case)
        .into_iter()
        .flat_map(|(name, value)| {
            [(format!("{name}{TIE}"), look.palette.dim), (format!("{value}{TIE} "), look.palette.text)]
        })
        .collect();
    wrap(&pieces, usize::from(width), &Margins::default())
}
