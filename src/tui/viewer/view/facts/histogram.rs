//! Histograms: bars of some lines' height, with what lies at their ends.

use super::number;
use crate::inspect::Profile;
use crate::tui::look::Look;
use crate::tui::view::pieces::{line, stack};
use crate::tui::viewer::view::grouped;
use crate::tui::wrap::Piece;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;

/// Lines of the bars, at most, and of what is around them: a blank line, the title, the ends.
const HIGHEST: usize = 6;
const AROUND: usize = 3;

/// Draws the histograms that have room, one below the other.
pub(super) fn draw(profiles: &[(&str, &Profile)], look: &Look, area: Rect, buffer: &mut Buffer) {
    let drawn = profiles.iter().filter(|(_, profile)| !profile.histogram.is_empty());
    let all: Vec<_> = drawn.collect();
    let room = usize::from(area.height);
    let Some(count) = (1..=all.len()).rev().find(|count| room / count > AROUND) else { return };
    let height = (room / count - AROUND).min(HIGHEST);
    let lines =
        all.into_iter().take(count).flat_map(|(name, profile)| histogram(name, profile, height, look));
    stack(&lines.collect::<Vec<_>>(), area, buffer);
}

/// A blank line, a title with what the highest bar stands for, the bars, and the numbers at both ends.
fn histogram(name: &str, profile: &Profile, height: usize, look: &Look) -> Vec<Line<'static>> {
    let palette = &look.palette;
    let counts = &profile.histogram;
    let most = counts.iter().copied().max().unwrap_or(0);
    let title =
        format!("{:>width$}", format!("highest bar {}", grouped(most)), width = counts.len() - name.len());
    let mut lines = vec![Line::default(), line([(name.to_owned(), palette.strong), (title, palette.dim)])];
    lines.extend((0..height).rev().map(|level| line(bars(profile, level, height, look))));
    let Some(finite) = profile.statistics.finite else { return lines };
    let (low, high) = (number(finite.min), number(finite.max));
    let high = format!("{high:>width$}", width = counts.len().saturating_sub(low.len()));
    lines.push(line([(low + &high, palette.dim)]));
    lines
}

/// One line of the bars; `level` counts from the bottom. What is not empty has the lowest bar at least.
fn bars(profile: &Profile, level: usize, height: usize, look: &Look) -> Vec<Piece> {
    let glyphs = &look.glyphs.bars;
    let counts = &profile.histogram;
    let most = u128::from(counts.iter().copied().max().unwrap_or(0).max(1));
    let steps = (glyphs.len() * height) as u128;
    let bar = |(place, &count): (usize, &u64)| {
        let filled = usize::try_from((u128::from(count) * steps).div_ceil(most)).unwrap_or(0);
        let sign = match filled.saturating_sub(level * glyphs.len()) {
            0 => " ",
            here => glyphs[here.min(glyphs.len()) - 1],
        };
        let style = if is_negative(profile, place) { look.palette.negative } else { look.palette.positive };
        (sign.to_owned(), style)
    };
    counts.iter().enumerate().map(bar).collect()
}

/// Whether the middle of a bar's part of the range lies below zero.
#[expect(clippy::cast_precision_loss, reason = "a place among a few bars")]
fn is_negative(profile: &Profile, place: usize) -> bool {
    let way = (place as f64 + 0.5) / profile.histogram.len() as f64;
    profile.statistics.finite.is_some_and(|finite| finite.min * (1.0 - way) + finite.max * way < 0.0)
}
