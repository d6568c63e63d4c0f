//! What comparing two tensors came to.

use super::number;
use crate::formats::Source;
use crate::inspect::{Difference, Region, Relation};
use crate::tui::look::Look;
use crate::tui::view::pieces::{line, sentence, shape, stack};
use crate::tui::viewer::items::Standing;
use crate::tui::viewer::jobs::Aim;
use crate::tui::viewer::model::Model;
use crate::tui::viewer::sheet::Sheet;
use crate::tui::viewer::view::{grouped, percent};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Draws it, where two tensors are compared; gives back what is left of the area.
pub(super) fn draw(model: &Model, sheet: &Sheet, look: &Look, area: Rect, buffer: &mut Buffer) -> Rect {
    let mut lines = Vec::new();
    if let Some(difference) = &sheet.difference {
        lines.extend(cells(difference, look, area.width));
        lines.extend(types(sheet, look));
    } else if sheet.unlike.is_some() {
        lines.extend(shapes(sheet, look, area.width));
    } else if let Some(text) = alone(model, sheet) {
        lines.extend(sentence(&text, look.palette.wrong, area.width));
    }
    if let Some(job) = model.jobs.of(Aim::Compare) {
        let share = job.progress.map_or_else(|| look.running.to_owned(), percent);
        lines.push(line([("comparing  ".to_owned(), look.palette.strong), (share, look.palette.accent)]));
    }
    if !lines.is_empty() {
        lines.push(Line::default());
    }
    stack(&lines, area, buffer)
}

/// That only one of the two files has the tensor.
fn alone(model: &Model, sheet: &Sheet) -> Option<String> {
    let (verdict, file) = match model.list.items.get(sheet.item)?.standing {
        Standing::Missing => ("missing", 0),
        Standing::Extra => ("extra", 1),
        _ => return None,
    };
    Some(format!("{verdict}: only {} has it", model.files.get(file)?.shown()))
}

/// How many cells differ and by how much, what leads to them, and where they are.
fn cells(difference: &Difference, look: &Look, width: u16) -> Vec<Line<'static>> {
    let palette = &look.palette;
    let Difference { total, mismatched, .. } = *difference;
    let (text, style) = match mismatched {
        0 => (format!("all {} cells agree", grouped(total)), palette.right),
        wrong => (format!("{} of {} cells differ", grouped(wrong), grouped(total)), palette.wrong),
    };
    let mut lines = vec![line([(text, style)])];
    let unbounded = (difference.unbounded > 0).then_some(difference.unbounded);
    let errors = [
        ("infinite in", unbounded.map(grouped)),
        ("largest error", difference.max_finite_error.map(number)),
        ("relative", difference.max_rel_error.filter(|error| error.is_finite()).map(number)),
    ];
    for (name, text) in errors.into_iter().filter(|_| difference.max_abs_error != Some(0.0)) {
        lines.extend(text.map(|text| line([(format!("  {name:<14}"), palette.dim), (text, palette.text)])));
    }
    let relation = difference.relation.as_ref().map(Relation::sentence);
    lines.extend(relation.into_iter().flat_map(|text| sentence(&text, palette.accent, width)));
    let region = difference.region.as_ref().map(Region::sentence);
    lines.extend(region.into_iter().flat_map(|text| sentence(&text, palette.text, width)));
    lines
}

/// That the types differ, where they do.
fn types(sheet: &Sheet, look: &Look) -> Option<Line<'static>> {
    let [expected, actual] = [sheet.source()?.element(), sheet.other()?.element()];
    let text = format!("type {} instead of {}", actual.name(), expected.name());
    (expected != actual).then(|| line([(text, look.palette.wrong)]))
}

/// That the shapes differ, and what leads from one to the other.
fn shapes(sheet: &Sheet, look: &Look, width: u16) -> Vec<Line<'static>> {
    let palette = &look.palette;
    let mut lines = vec![line([("the shapes differ".to_owned(), palette.wrong)])];
    let expected = sheet.source().map(Source::description);
    for (name, description) in [("expected", expected), ("actual", sheet.unlike.as_ref())] {
        let text = description.map(|one| format!("{} {}", one.element.name(), shape(&one.shape)));
        lines.push(line([(format!("  {name:<10}"), palette.dim), (text.unwrap_or_default(), palette.text)]));
    }
    let relation = sheet.reshaped.as_ref().map(Relation::sentence);
    lines.extend(relation.into_iter().flat_map(|text| sentence(&text, palette.accent, width)));
    lines
}
