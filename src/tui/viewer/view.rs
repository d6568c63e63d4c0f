//! Draws the viewer. Gives back where things were drawn.

mod facts;
mod grids;
mod list;
mod metadata;
mod sheet;

use super::Purpose;
use super::jobs::Job;
use super::keys::{Context, KEYS, SECTIONS};
use super::model::{Age, Areas, Model, Opened};
use super::update::{beneath, contexts};
use crate::tui::keys::Letters;
use crate::tui::look::Look;
use crate::tui::model::Help;
use crate::tui::view::pieces::cut;
use crate::tui::view::{ascii, footer, help};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Paragraph, Widget, Wrap};

/// Below this, nothing useful fits.
const SMALLEST: (u16, u16) = (30, 10);

/// Draws everything.
pub(super) fn view(model: &Model, look: &Look, frame: &mut Frame) -> Areas {
    let (area, buffer) = (frame.area(), frame.buffer_mut());
    let mut areas = Areas::default();
    if area.width < SMALLEST.0 || area.height < SMALLEST.1 {
        let text = Line::styled("The window is too small.", look.palette.text);
        Paragraph::new(text).wrap(Wrap { trim: true }).render(area, buffer);
        return areas;
    }
    let [head, body, foot] =
        Layout::vertical([Constraint::Length(1), Constraint::Fill(1), Constraint::Length(1)]).areas(area);
    draw_head(model, look, head, buffer);
    match &model.sheet {
        Some(sheet) => sheet::draw(model, sheet, look, body, buffer, &mut areas),
        None => list::draw(model, look, body, buffer, &mut areas),
    }
    if let Help::Open(first) = model.metadata {
        areas.help_overflow = metadata::draw(model, first, look, body, buffer);
    }
    if let Help::Open(first) = model.help {
        areas.help_overflow = help::draw_table(KEYS, &sections(model), first, look, body, buffer);
    }
    draw_foot(model, look, foot, buffer);
    if look.letters == Letters::Ascii {
        ascii::fold(buffer);
    }
    areas
}

/// The titles of the list of keys: what means something now comes first, what never does here is left out.
fn sections(model: &Model) -> Vec<(&'static str, Context)> {
    let exists = |context: Context| match context {
        Context::Pairs | Context::Compare => model.purpose != Purpose::Look,
        Context::List | Context::Among => model.has_list(),
        _ => true,
    };
    let (mut first, others): (Vec<_>, Vec<_>) = SECTIONS
        .into_iter()
        .filter(|(_, context)| exists(*context))
        .partition(|(_, context)| beneath(model).contains(context));
    first.extend(others);
    first
}

/// What is looked at, and what runs in the background.
fn draw_head(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, look.palette.bar);
    let names: Vec<String> = model.files.iter().map(Opened::shown).collect();
    let what = match model.purpose {
        Purpose::Look => names.join(", "),
        Purpose::Compare(_) => names.join(&format!(" {} ", look.glyphs.arrow)),
    };
    // What goes on in the list's background does not end with Esc where a tensor is looked at.
    let is_here = |job: &Job| job.is_told() && (model.sheet.is_none() || job.is_of_sheet());
    let right = match model.jobs.newest(is_here) {
        Some(job) => {
            let share = job.progress.map_or_else(String::new, |progress| format!(" {}", percent(progress)));
            format!("{}{share}{}Esc stops ", job.aim.words(), look.separator)
        }
        None => model.sheet.as_ref().map_or_else(String::new, |sheet| match model.list.items.len() {
            1 => String::new(),
            count => format!("{} of {count} ", sheet.item + 1),
        }),
    };
    let kind = match model.purpose {
        Purpose::Look => " tensorlings view",
        Purpose::Compare(_) => " tensorlings diff",
    };
    let used = kind.len() + look.separator.len() + right.chars().count() + 2;
    let what = cut(&what, usize::from(area.width).saturating_sub(used), look);
    let mut line = Line::from(vec![
        Span::styled(kind, look.palette.strong),
        Span::styled(look.separator, look.palette.dim),
        Span::styled(what, look.palette.text),
    ]);
    if model.files.iter().any(|file| file.age == Age::Outdated) {
        line.push_span(Span::styled("  has changed since", look.palette.wrong));
    }
    line.render(area, buffer);
    Line::from(Span::styled(right, look.palette.accent)).right_aligned().render(area, buffer);
}

/// The line being typed, a sentence, or the keys.
fn draw_foot(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer) {
    buffer.set_style(area, look.palette.bar);
    if let Some(entry) = &model.entry {
        let line = Line::from(vec![
            Span::styled(format!(" {} ", entry.purpose.label()), look.palette.accent),
            Span::styled(entry.text.clone(), look.palette.text),
            Span::styled(" ", look.palette.text.add_modifier(ratatui::style::Modifier::REVERSED)),
        ]);
        let width = u16::try_from(line.width()).unwrap_or(u16::MAX);
        Paragraph::new(line).scroll((0, width.saturating_sub(area.width))).render(area, buffer);
    } else if let Some(notice) = &model.notice {
        footer::sentence(notice, look).render(area, buffer);
    } else {
        footer::keys(KEYS, &contexts(model), look, usize::from(area.width)).render(area, buffer);
    }
}

/// `43 %`
fn percent(progress: crate::formats::Progress) -> String {
    let share = u128::from(progress.done) * 100 / u128::from(progress.total.max(1));
    format!("{share} %")
}

/// `1 element`, `1 024 elements`
fn grouped_elements(count: u64) -> String {
    format!("{} element{}", grouped(count), if count == 1 { "" } else { "s" })
}

/// A count whose thousands are told apart: `1 073 741 824`.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// A number of bytes in the largest unit in which it is at least 1: `4.0 GiB`.
#[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
fn bytes(count: u64) -> String {
    const UNITS: [&str; 6] = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];
    if count < 1024 {
        return format!("{count} B");
    }
    let mut size = count as f64 / 1024.0;
    let mut unit = 0;
    while size >= 1023.95 && unit + 1 < UNITS.len() {
        size /= 1024.0;
        unit += 1;
    }
    format!("{size:.1} {}", UNITS[unit])
}

#[cfg(test)]
mod tests;
