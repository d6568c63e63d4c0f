//! Marks what is looked for.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

/// The lines that hold a text, case aside.
pub(super) fn lines_with(lines: &[Line], wanted: &str) -> Vec<usize> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let wanted = wanted.to_lowercase();
    let holds = |line: &Line| line.to_string().to_lowercase().contains(&wanted);
    (0..lines.len()).filter(|index| holds(&lines[*index])).collect()
}

/// Marks a text wherever an area shows it. Letters that take two columns, or change their number with their case,
/// are compared as they are.
pub(super) fn mark(wanted: &str, area: Rect, buffer: &mut Buffer) {
    let wanted: Vec<String> = wanted.chars().map(lower).collect();
    let Some(last) = usize::from(area.width).checked_sub(wanted.len()).filter(|_| !wanted.is_empty()) else {
        return;
    };
    let length = u16::try_from(wanted.len()).unwrap_or(u16::MAX);
    for y in area.y..area.bottom() {
        let row: Vec<String> = (area.x..area.right()).map(|x| symbol(buffer, x, y)).collect();
        for start in (0..=last).filter(|start| row[*start..].starts_with(&wanted)) {
            let x = area.x + u16::try_from(start).unwrap_or(u16::MAX);
            let place = Rect { x, y, width: length, height: 1 };
            buffer.set_style(place, Style::new().add_modifier(Modifier::REVERSED));
        }
    }
}

fn symbol(buffer: &Buffer, x: u16, y: u16) -> String {
    buffer.cell((x, y)).map(|cell| cell.symbol().to_lowercase()).unwrap_or_default()
}

fn lower(letter: char) -> String {
    letter.to_lowercase().collect()
}
