//! The maps next to each other: how many fit, and how much of each.

use super::Scene;
use super::cells::{Cell, NARROW, Ruler, Width, paint_row};
use super::maps::{Kind, Map, signed};
use crate::explain::Step;
use crate::picture::Extent;
use crate::tui::areas::{Areas, GridArea};
use crate::tui::view::pieces::cut;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Widget;

/// Columns between two maps.
const GAP: u16 = 3;
/// Lines above the cells: the title and the numbers of the columns.
const HEADING: u16 = 2;
/// Columns of a number on a map.
const NUMBER_WIDTH: usize = 5;
/// The output gets all that the sources leave, and at least one in so many columns.
const OUTPUT_SHARE: u16 = 2;

impl Scene<'_> {
    /// Draws the maps; gives back the lines used.
    pub(super) fn draw_maps(&self, step: &Step, area: Rect, buffer: &mut Buffer, areas: &mut Areas) -> u16 {
        let mut maps: Vec<Map> =
            self.explanation.sources.iter().map(|operand| self.source(operand, step)).collect();
        let output = self.output(step);
        let wanted = maps.first().map_or(0, |map| width(map) + GAP);
        let for_output =
            width(&output).min((area.width / OUTPUT_SHARE).max(area.width.saturating_sub(wanted)));
        let room = area.width.saturating_sub(for_output);
        // As many sources as fit beside the output, at least one.
        while maps.len() > 1 && maps.iter().map(|map| width(map) + GAP).sum::<u16>() > room {
            maps.pop();
        }
        let mut used = 0;
        let mut x = area.x;
        for map in &maps {
            let most = (area.x + room).saturating_sub(x + GAP);
            let place = Rect { x, width: width(map).min(most), ..area };
            used = used.max(self.draw_map(map, step, place, buffer, areas));
            x += place.width + GAP;
        }
        let place = Rect { x, width: area.right().saturating_sub(x), ..area };
        used = used.max(self.draw_map(&output, step, place, buffer, areas));
        x += width(&output) + GAP;
        if let Some(yours) = self.yours(&output).filter(|yours| x + width(yours) <= area.right()) {
            let place = Rect { x, width: width(&yours), ..area };
            used = used.max(self.draw_map(&yours, step, place, buffer, areas));
        }
        used
    }

    /// Draws a map as far as it fits; gives back the lines used.
    fn draw_map(&self, map: &Map, step: &Step, place: Rect, buffer: &mut Buffer, areas: &mut Areas) -> u16 {
        let (ruler, gutter) = (map.ruler(NUMBER_WIDTH), map.gutter());
        let columns = map.columns_in(usize::from(place.width).saturating_sub(gutter), &ruler);
        let rows = usize::from(place.height.saturating_sub(HEADING));
        let centre = (drawn(map.centre.0, map.ring), drawn(map.centre.1, map.ring));
        let extent = Extent::around(centre, (rows.max(1), columns.max(1)), map.size());
        let inner = |place: usize| signed(place) - signed(map.ring);
        let whole = (extent.rows.len(), extent.columns.len()) == map.size();
        let sign = if whole { String::new() } else { format!(" {} part", self.look.glyphs.ellipsis) };
        let title = cut(&format!("{}{sign}", map.title), usize::from(place.width), self.look);
        let mut lines = vec![
            Line::styled(title, self.look.palette.text),
            Line::styled(column_numbers(map, &extent, &ruler), self.look.palette.dim),
        ];
        let first = extent.columns.start;
        for row in extent.rows.clone() {
            let cells = extent.columns.clone().map(|column| self.cell(map, step, inner(row), inner(column)));
            let cells: Vec<Cell> = cells.collect();
            let label = number(row, map.ring, map.size().0);
            let mut spans = vec![Span::styled(format!("{label:>gutter$}"), self.look.palette.dim)];
            spans.extend(paint_row(&cells, &|column| map.column_width(first + column), &ruler, self.look));
            lines.push(Line::from(spans));
        }
        for (line, y) in lines.iter().zip(place.y..place.bottom()) {
            line.render(Rect { y, height: 1, ..place }, buffer);
        }
        if matches!(map.kind, Kind::Output) {
            areas.grids.push(grid_area(&extent, &ruler, gutter, place));
        }
        small(lines.len())
    }
}

impl Map<'_> {
    /// The columns of a ring are narrow.
    fn column_width(&self, column: usize) -> Width {
        let inside = column >= self.ring && column + self.ring < self.size().1;
        if inside { Width::Full } else { Width::Narrow }
    }

    /// How many columns fit: the whole plane if possible.
    fn columns_in(&self, room: usize, ruler: &Ruler) -> usize {
        let all = self.size().1;
        let used: usize = (0..all).map(|column| columns(self.column_width(column), ruler)).sum();
        if used <= room { all } else { room / ruler.cell_width() }
    }
}

fn columns(width: Width, ruler: &Ruler) -> usize {
    match width {
        Width::Full => ruler.cell_width(),
        Width::Narrow => NARROW,
    }
}

/// Columns that a map would like.
fn width(map: &Map) -> u16 {
    let inner = map.size().1 - 2 * map.ring;
    let cells = inner * map.ruler(NUMBER_WIDTH).cell_width() + 2 * map.ring * NARROW + map.gutter();
    small(cells.max(map.title.chars().count()))
}

/// The numbers of the columns, above the last digit of the cells.
fn column_numbers(map: &Map, extent: &Extent, ruler: &Ruler) -> String {
    let above = |column: usize| {
        let width = columns(map.column_width(column), ruler);
        format!("{:>width$}", number(column, map.ring, map.size().1))
    };
    let numbers: String = extent.columns.clone().map(above).collect();
    " ".repeat(map.gutter()) + &numbers
}

/// The number of a row or column and a space; nothing in the ring.
fn number(place: usize, ring: usize, length: usize) -> String {
    let inside = place >= ring && place + ring < length;
    if inside { format!("{} ", place - ring) } else { String::new() }
}

/// A place of the plane as one of the drawing.
fn drawn(place: isize, ring: usize) -> usize {
    usize::try_from(place + signed(ring)).unwrap_or(0)
}

fn grid_area(extent: &Extent, ruler: &Ruler, gutter: usize, place: Rect) -> GridArea {
    let cell_width = small(ruler.cell_width());
    let area = Rect {
        x: place.x + small(gutter),
        y: place.y + HEADING,
        width: cell_width * small(extent.columns.len()),
        height: small(extent.rows.len()),
    };
    GridArea {
        area: area.intersection(place),
        first: (extent.rows.start, extent.columns.start),
        ring: 0,
        cell_width,
    }
}

fn small(length: usize) -> u16 {
    u16::try_from(length).unwrap_or(u16::MAX)
}
