//! What the files say about themselves, over everything else.

use crate::tui::look::Look;
use crate::tui::view::pieces::cut;
use crate::tui::viewer::items::one_line;
use crate::tui::viewer::model::Model;
use crate::tui::wrap::{Margins, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::{Margin, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph, Widget};
use unicode_width::UnicodeWidthStr;

/// Columns of a name, at most.
const NAME: usize = 24;

/// Draws the texts of all files; gives back how many lines did not fit.
pub(super) fn draw(model: &Model, first: usize, look: &Look, area: Rect, buffer: &mut Buffer) -> usize {
    let inside = area.inner(Margin::new(2, 1));
    let lines = lines(model, usize::from(inside.width), look);
    Clear.render(area, buffer);
    let title = Span::styled(" Metadata ", Style::reset().patch(look.palette.strong));
    Block::bordered()
        .border_set(look.border)
        .border_style(look.palette.accent)
        .title(title)
        .render(area, buffer);
    let overflow = lines.len().saturating_sub(usize::from(inside.height));
    let shown: Vec<Line> = lines.into_iter().skip(first.min(overflow)).collect();
    Paragraph::new(shown).render(inside, buffer);
    overflow
}

/// Names and texts; those of several files each below the name of theirs.
fn lines(model: &Model, width: usize, look: &Look) -> Vec<Line<'static>> {
    let palette = &look.palette;
    let mut lines = Vec::new();
    for file in model.files.iter().filter(|file| file.archive.metadata.count() > 0) {
        if model.files.len() > 1 {
            lines.push(Line::styled(file.shown(), palette.strong));
        }
        let texts: Vec<(String, &str)> = file
            .archive
            .metadata
            .iter()
            .map(|(name, text)| (cut(&one_line(name), NAME, look), text))
            .collect();
        let widest = texts.iter().map(|(name, _)| name.width()).max().unwrap_or(0);
        for (name, text) in texts {
            let padding = " ".repeat(widest - name.width() + 2);
            let margins = Margins {
                first: vec![(name + &padding, palette.accent)],
                rest: vec![(" ".repeat(widest + 2), palette.accent)],
            };
            lines.extend(wrap(&[(one_line(text), palette.text)], width, &margins));
        }
        lines.push(Line::default());
    }
    lines.pop();
    lines
}
