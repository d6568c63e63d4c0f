//! The list of functions with their state and points.

use super::{foot, pieces};
use crate::course::Standing;
use crate::tui::areas::Areas;
use crate::tui::entry::passes;
use crate::tui::exercise::{Freshness, Status};
use crate::tui::look::Look;
use crate::tui::model::Model;
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};

/// The list's columns: as the longest name asks for, within bounds.
pub(super) fn width(model: &Model) -> u16 {
    let names = model.course.exercises.iter().map(|exercise| exercise.name.chars().count());
    let longest = u16::try_from(names.max().unwrap_or(0)).unwrap_or(u16::MAX);
    longest.saturating_add(14).clamp(26, 38)
}

pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let title = if model.filter.is_empty() {
        " Functions ".to_owned()
    } else {
        format!(
            " Functions with {} ",
            pieces::cut(&model.filter, usize::from(area.width.saturating_sub(20)), look)
        )
    };
    let title = Span::styled(title, Style::reset().patch(look.palette.dim));
    Block::bordered()
        .border_set(look.border)
        .border_style(look.palette.faint)
        .title(title)
        .render(area, buffer);
    let all = area.inner(Margin::new(1, 1));
    let rows = rows(model);
    let foot = foot::lines(model, look, all.width);
    let free = usize::from(all.height).saturating_sub(rows.len() + 1);
    let foot = if free >= foot.len() { foot } else { Vec::new() };
    let used = u16::try_from(foot.len()).unwrap_or(u16::MAX);
    let inside = Rect { height: all.height - used, ..all };
    pieces::stack(&foot, Rect { y: inside.bottom(), height: used, ..all }, buffer);
    let chosen = rows.iter().position(|row| *row == Row::Function(model.selected)).unwrap_or(0);
    let height = usize::from(inside.height);
    let first = chosen.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
    for (row, y) in rows.iter().skip(first).zip(inside.y..inside.bottom()) {
        let place = Rect { y, height: 1, ..inside };
        match row {
            Row::Blank => {}
            Row::Title(text) => Line::styled(format!(" {text}"), look.palette.dim).render(place, buffer),
            Row::Function(index) => {
                function(model, *index, look, place, buffer);
                areas.exercises.push((place, *index));
            }
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Blank,
    Title(&'static str),
    Function(usize),
}

/// The graded functions, then the optional ones under a heading.
fn rows(model: &Model) -> Vec<Row> {
    let of = |standing: Standing| {
        let all = model.course.exercises.iter().enumerate();
        all.filter(|(_, exercise)| passes(&model.filter, &exercise.name))
            .filter(move |(_, exercise)| exercise.standing == standing)
            .map(|(index, _)| Row::Function(index))
    };
    let mut rows: Vec<Row> = of(Standing::Graded).collect();
    let optional: Vec<Row> = of(Standing::Optional).collect();
    if !optional.is_empty() {
        rows.extend((!rows.is_empty()).then_some(Row::Blank));
        rows.push(Row::Title("optional"));
        rows.extend(optional);
    }
    rows
}

fn function(model: &Model, index: usize, look: &Look, place: Rect, buffer: &mut Buffer) {
    let (exercise, state) = (&model.course.exercises[index], &model.exercises[index]);
    if index == model.selected {
        buffer.set_style(place, look.palette.chosen);
    }
    let name = if index == model.selected {
        look.palette.strong.add_modifier(Modifier::BOLD)
    } else {
        name_style(state.status(), state.freshness, look)
    };
    let left = Line::from(vec![
        Span::raw(" "),
        pieces::status_sign(state, look),
        Span::raw(" "),
        Span::styled(exercise.name.clone(), name),
    ]);
    left.render(place, buffer);
    let mut right = Line::from(pieces::points(state, exercise.points, look)).right_aligned();
    right.push_span(Span::raw(" "));
    right.render(place, buffer);
}

fn name_style(status: Status, freshness: Freshness, look: &Look) -> Style {
    match (status, freshness) {
        (Status::Open, Freshness::Unknown | Freshness::Fresh) => look.palette.dim,
        _ => look.palette.text,
    }
}
