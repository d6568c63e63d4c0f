//! Statistics and histograms beside the grid.

use super::percent;
use crate::inspect::{Profile, SHARES, profile::Precision};
use crate::tui::look::Look;
use crate::tui::view::pieces::{line, stack};
use crate::tui::viewer::jobs::Aim;
use crate::tui::viewer::model::Model;
use crate::tui::viewer::sheet::Sheet;
use crate::tui::viewer::update::plane;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

pub(super) fn draw(model: &Model, sheet: &Sheet, look: &Look, area: Rect, buffer: &mut Buffer) {
    let mut lines = Vec::new();
    if let Some(difference) = &sheet.difference {
        lines.extend(compared(difference, look));
    } else if let Some(job) = model.jobs.of(Aim::Compare) {
        lines.push(under_way("comparing", job.progress, look));
    }
    let has_slices = !sheet.walk.sliders().is_empty();
    let slice =
        sheet.slice.as_ref().filter(|(measured, _)| *measured == plane(sheet)).map(|(_, slice)| slice);
    let parts = [("tensor", sheet.whole.as_ref(), Aim::Tensor), ("slice in sight", slice, Aim::Slice)];
    for (name, profile, aim) in parts.into_iter().take(if has_slices { 2 } else { 1 }) {
        if !lines.is_empty() {
            lines.push(Line::default());
        }
        match (profile, model.jobs.of(aim)) {
            (Some(profile), _) => lines.extend(described(name, profile, look)),
            (None, Some(job)) => lines.push(under_way(name, job.progress, look)),
            (None, None) => lines.push(line([
                (format!("{name}  "), look.palette.strong),
                ("s finds statistics".to_owned(), look.palette.dim),
            ])),
        }
    }
    stack(&lines, area, buffer);
}

fn under_way(name: &str, progress: Option<crate::formats::Progress>, look: &Look) -> Line<'static> {
    let share = progress.map_or_else(|| look.running.to_owned(), percent);
    line([(format!("{name}  "), look.palette.strong), (share, look.palette.accent)])
}

fn compared(difference: &crate::inspect::Difference, look: &Look) -> Vec<Line<'static>> {
    let palette = &look.palette;
    let (text, style) = match difference.mismatched {
        0 => (format!("all {} cells agree", difference.total), palette.right),
        wrong => (format!("{wrong} of {} cells differ", difference.total), palette.wrong),
    };
    let mut lines = vec![line([(text, style)])];
    for (name, error) in [("largest error", difference.max_abs_error), ("relative", difference.max_rel_error)]
    {
        if let Some(error) = error.filter(|_| difference.mismatched > 0) {
            lines.push(fact(name, &number(error), look));
        }
    }
    lines
}

fn described(name: &str, profile: &Profile, look: &Look) -> Vec<Line<'static>> {
    let statistics = &profile.statistics;
    let mut lines = vec![line([(name.to_owned(), look.palette.strong)])];
    lines.push(fact("elements", &statistics.count.to_string(), look));
    if let Some(finite) = statistics.finite {
        lines.push(fact("min", &number(finite.min), look));
        lines.push(fact("max", &number(finite.max), look));
        lines.push(fact("mean", &number(finite.mean), look));
        lines.push(fact("deviation", &number(finite.deviation), look));
    }
    for (name, count) in [
        ("zeros", statistics.zeros),
        ("NaN", statistics.not_a_number),
        ("+Inf", statistics.positive_infinities),
        ("-Inf", statistics.negative_infinities),
    ] {
        if count > 0 {
            lines.push(fact(name, &count.to_string(), look));
        }
    }
    if let Some(quantiles) = profile.quantiles {
        let about = if profile.precision == Precision::Exact { "" } else { "~" };
        for (share, value) in SHARES.iter().zip(quantiles) {
            lines.push(fact(
                &format!("{:.0} % below", share * 100.0),
                &format!("{about}{}", number(value)),
                look,
            ));
        }
        lines.push(line([(bars(&profile.histogram, look), look.palette.positive)]));
    }
    lines
}

fn fact(name: &str, value: &str, look: &Look) -> Line<'static> {
    line([(format!("  {name:<14}"), look.palette.dim), (value.to_owned(), look.palette.text)])
}

/// Six significant digits.
fn number(value: f64) -> String {
    let magnitude = value.abs();
    if value != 0.0 && !(1e-4..1e6).contains(&magnitude) {
        return format!("{value:.5e}");
    }
    let text = format!("{value:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A bar for each part of the range; what is not empty has the lowest bar at least.
fn bars(counts: &[u64], look: &Look) -> String {
    let most = u128::from(counts.iter().copied().max().unwrap_or(0).max(1));
    let steps = look.glyphs.bars.len() as u128 - 1;
    let bar = |&count: &u64| match count {
        0 => " ",
        count => {
            let height = usize::try_from((u128::from(count) * steps).div_ceil(most)).unwrap_or(0);
            look.glyphs.bars[height.min(look.glyphs.bars.len() - 1)]
        }
    };
    format!("  {}", counts.iter().map(bar).collect::<String>())
}
