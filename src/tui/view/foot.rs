//! Below the list of functions: the attempts at the chosen one, and what the last of them changed.

use super::pieces::sentence;
use crate::course::{Attempt, Standing};
use crate::grade::Verdict;
use crate::tui::change::Change;
use crate::tui::look::Look;
use crate::tui::model::Model;
use ratatui::text::{Line, Span};

/// The foot's lines, for a list of this width.
pub(super) fn lines(model: &Model, look: &Look, width: u16) -> Vec<Line<'static>> {
    let palette = &look.palette;
    let record = model.progress.record(&model.exercise().name);
    let mut lines = Vec::new();
    if let Some(change) = model.state().change.and_then(Change::words) {
        lines.push(Line::styled(format!(" {change}"), palette.text));
    }
    if !record.attempts.is_empty() {
        let title = " attempts ";
        let count = format!(" {}", record.attempts.len());
        let room = usize::from(width).saturating_sub(title.len() + count.len() + 1);
        lines.push(Line::from(vec![
            Span::styled(title, palette.dim),
            Span::styled(sparkline(&record.attempts, model.exercise().points, room, look), palette.accent),
            Span::styled(count, palette.dim),
        ]));
    }
    if all_graded_pass(model) {
        let text = format!("{} every graded function passes", look.glyphs.passed);
        let text = sentence(&text, palette.right, width.saturating_sub(2));
        lines.extend(text.into_iter().map(|mut line| {
            line.spans.insert(0, Span::raw(" "));
            line
        }));
    }
    lines
}

/// A bar for each of the last attempts, by its share of the points; a bar of full height is a pass.
fn sparkline(attempts: &[Attempt], points: u32, room: usize, look: &Look) -> String {
    let bars = &look.glyphs.bars;
    let highest = bars.len() - 1;
    let bar = |attempt: &Attempt| {
        if attempt.verdict == Verdict::Passed.name() {
            return bars[highest];
        }
        let eighths = attempt.score / f64::from(points.max(1)) * 8.0;
        // Only a pass reaches the top.
        bars[(0..highest)
            .rev()
            .find(|step| eighths >= f64::from(u8::try_from(*step).unwrap_or(0)))
            .unwrap_or(0)]
    };
    let from = attempts.len().saturating_sub(room);
    attempts[from..].iter().map(bar).collect()
}

fn all_graded_pass(model: &Model) -> bool {
    let mut graded = model.course.exercises.iter().zip(&model.exercises);
    graded.all(|(exercise, state)| {
        exercise.standing != Standing::Graded || state.verdict() == Some(Verdict::Passed)
    })
}
