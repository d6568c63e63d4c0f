//! The first line: the course, what is reached, and the state of the tool.

use super::pieces::cut;
use crate::grade::{KitProgress, Points};
use crate::sandbox::Level;
use crate::tui::look::Look;
use crate::tui::model::{Kit, Model, Totals};
use crate::tui::msg::Watching;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

const NAME: &str = " tensorlings";
/// Less of the title says nothing.
const SHORTEST_TITLE: usize = 16;

pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, look.palette.bar);
    let right = right_part(model, look, usize::from(area.width).saturating_sub(14));
    let room = usize::from(area.width).saturating_sub(right.width() + NAME.len() + 3);
    let title = if room < SHORTEST_TITLE { String::new() } else { cut(&model.course.title, room, look) };
    let left = Line::from(vec![
        Span::styled(NAME, look.palette.accent.add_modifier(Modifier::BOLD)),
        Span::styled(format!("  {title}"), look.palette.text),
    ]);
    left.render(area, buffer);
    right.right_aligned().render(area, buffer);
}

/// The state, the most important first; what does not fit is left out from the end.
fn right_part(model: &Model, look: &Look, width: usize) -> Line<'static> {
    let mut line = Line::default();
    for (text, style) in facts(model, look) {
        let gap = if line.spans.is_empty() { 0 } else { 3 };
        if line.width() + gap + text.chars().count() + 1 > width {
            break;
        }
        if gap > 0 {
            line.push_span(Span::styled(look.separator, look.palette.dim));
        }
        line.push_span(Span::styled(text, style));
    }
    line.push_span(Span::raw(" "));
    line
}

fn facts(model: &Model, look: &Look) -> Vec<(String, Style)> {
    let palette = &look.palette;
    let Totals { passed, functions, score, max_score, bonus } = model.totals();
    let mut facts = vec![
        (format!("{passed} of {functions} passed"), palette.text),
        (format!("{score}/{max_score} points"), palette.text),
    ];
    if bonus > Points::default() {
        facts.push((format!("+{bonus} bonus"), palette.right));
    }
    facts.push(kit(&model.kit, look));
    if model.workspace.is_some() {
        facts.push(watching(&model.watching, look));
    }
    facts
}

fn kit(kit: &Kit, look: &Look) -> (String, Style) {
    let palette = &look.palette;
    match kit {
        Kit::Unknown => ("starting".to_owned(), palette.dim),
        Kit::Preparing(KitProgress::Waiting) => ("waiting for another kit build".to_owned(), palette.accent),
        Kit::Preparing(KitProgress::Building { step, done, total }) => {
            (format!("building the kit {done}/{total}{}{step}", look.separator), palette.accent)
        }
        Kit::Preparing(KitProgress::Ready) => ("kit ready".to_owned(), palette.accent),
        Kit::Ready(level) => (format!("sandbox {}", level.name()), level_style(*level, look)),
        Kit::Failed(_) => ("cannot grade".to_owned(), palette.wrong),
    }
}

const fn level_style(level: Level, look: &Look) -> Style {
    match level {
        Level::Full | Level::Contained => look.palette.dim,
        Level::None | Level::Partial => look.palette.wrong,
    }
}

fn watching(watching: &Watching, look: &Look) -> (String, Style) {
    match watching {
        Watching::Starting | Watching::Events => ("watching".to_owned(), look.palette.dim),
        Watching::Polling => ("watching by polling".to_owned(), look.palette.dim),
        Watching::Off(_) => ("not watching".to_owned(), look.palette.wrong),
    }
}
