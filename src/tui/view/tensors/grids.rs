//! Grids next to each other and below each other: how much of each fits, and in which size of cell.

use super::panel::Panel;
use crate::picture::{Extent, NumberFormat, Picture, ScaleKind};
use crate::style::{Depth, Grid, Labels, Zoom as CellZoom, colour_bar, grid};
use crate::tui::areas::{Areas, GridArea};
use crate::tui::keys::Letters;
use crate::tui::look::Look;
use crate::tui::palette;
use crate::tui::tensors::Zoom;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Columns between two grids.
const GAP: u16 = 3;
/// Columns of a number that show enough of it, and the fewest that show something.
const NUMBER_WIDTHS: [usize; 2] = [6, 5];
/// Lines above the cells of a grid: its title and the numbers of its columns.
const HEADING: u16 = 2;
/// The colour bar and the line above it.
const BAR: u16 = 2;

/// How many grids stand on each line, by the number of grids; the first arrangement with room for numbers in all
/// cells is taken. The last resort for three is to leave the difference out: wrong cells are marked beside it.
const ARRANGEMENTS: [&[&[usize]]; 4] = [&[], &[&[1]], &[&[2], &[1, 1]], &[&[3], &[2, 1], &[2]]];

/// Draws linked grids of one size, cut to what fits, and the colour bar below them; gives back the lines used.
pub(super) fn draw_linked(
    panels: &[Panel],
    area: Rect,
    zoom: Zoom,
    look: &Look,
    buffer: &mut Buffer,
    areas: &mut Areas,
) -> u16 {
    let Some((lines, cells)) = arrange(panels, area, zoom, look) else { return 0 };
    let mut rest = panels;
    let mut y = area.y;
    for count in lines {
        let (line, later) = rest.split_at((*count).min(rest.len()));
        let place = Rect { y, height: area.bottom().saturating_sub(y), ..area };
        y += draw_line(line, &cells, place, look, buffer, areas) + 1;
        rest = later;
    }
    let used = y.saturating_sub(area.y + 1);
    match panels.first() {
        Some(panel) if panel.has_scale() && used + BAR <= area.height => {
            let bar = Rect { y: area.y + used + 1, height: 1, ..area };
            palette::line(colour_bar(&panel.scale, &look.theme)).render(bar, buffer);
            used + BAR
        }
        _ => used,
    }
}

/// The arrangement and the size of the cells.
fn arrange(panels: &[Panel], area: Rect, zoom: Zoom, look: &Look) -> Option<(&'static [usize], Cells)> {
    let possible = ARRANGEMENTS.get(panels.len())?.iter().filter_map(|lines| {
        let beside = u16::try_from(lines.iter().copied().max()?).ok()?;
        let above = u16::try_from(lines.len()).ok()?;
        let width = area.width.saturating_sub(GAP * (beside - 1)) / beside;
        let height = area.height.saturating_sub(BAR + above - 1) / above;
        Some((*lines, Cells::choose(panels, width, height.saturating_sub(HEADING), zoom, look)?))
    });
    let mut possible: Vec<(&[usize], Cells)> = possible.collect();
    let numbers = |(_, cells): &(&[usize], Cells)| {
        cells.number.is_some() && panels.iter().all(|panel| cells.shows_all(panel))
    };
    let chosen = possible.iter().position(numbers).unwrap_or(0);
    (chosen < possible.len()).then(|| possible.swap_remove(chosen))
}

/// Draws grids next to each other; gives back the lines used.
fn draw_line(
    panels: &[Panel],
    cells: &Cells,
    area: Rect,
    look: &Look,
    buffer: &mut Buffer,
    areas: &mut Areas,
) -> u16 {
    let mut place = area;
    let mut used = 0;
    for (panel, (painted, extent)) in panels.iter().zip(cells.paint(panels, look)) {
        used = used.max(draw_one(panel, &painted, &extent, place, look, buffer));
        areas.grids.push(grid_area(&painted, &extent, panel, place));
        place = beside(place, panel, &painted);
    }
    used
}

/// What is left of an area to the right of a grid.
fn beside(area: Rect, panel: &Panel, painted: &Grid) -> Rect {
    let width = painted.width().max(panel.title.chars().count());
    let used = u16::try_from(width).unwrap_or(u16::MAX).saturating_add(GAP).min(area.width);
    Rect { x: area.x + used, width: area.width - used, ..area }
}

/// Draws the panels that fit whole, row by row, with narrow numbers.
pub(super) fn draw_what_fits(panels: &[Panel], area: Rect, look: &Look, buffer: &mut Buffer) {
    let mut free = area;
    let mut tallest = 0;
    for panel in panels {
        let one = std::slice::from_ref(panel);
        let fitting = |place: Rect| {
            let cells =
                Cells::choose(one, place.width, place.height.saturating_sub(HEADING), Zoom::Fitting, look);
            cells.filter(|cells| cells.shows_all(panel)).map(Cells::narrow)
        };
        let below = Rect { y: free.y + tallest, height: free.height.saturating_sub(tallest), ..area };
        let (place, cells) = match (fitting(free).filter(|cells| cells.number.is_some()), fitting(below)) {
            (Some(cells), _) => (free, cells),
            (None, Some(cells)) => (below, cells),
            (None, None) => continue,
        };
        if place != free {
            tallest = 0;
        }
        for (painted, extent) in cells.paint(one, look) {
            tallest = tallest.max(draw_one(panel, &painted, &extent, place, look, buffer) + 1);
            free = beside(place, panel, &painted);
        }
    }
}

/// Draws a title and a grid below it; gives back the lines used.
fn draw_one(
    panel: &Panel,
    grid: &Grid,
    extent: &Extent,
    place: Rect,
    look: &Look,
    buffer: &mut Buffer,
) -> u16 {
    let (rows, columns) = panel.drawing().size();
    let cut = extent.rows.len() < rows || extent.columns.len() < columns;
    let part = if cut { format!(" {} part", look.glyphs.ellipsis) } else { String::new() };
    let title = format!("{}{part}", panel.title);
    Line::styled(title, look.palette.dim).render(Rect { height: 1, ..place }, buffer);
    for (line, y) in grid.lines.iter().zip(place.y + 1..place.bottom()) {
        palette::line(line.clone()).render(Rect { y, height: 1, ..place }, buffer);
    }
    u16::try_from(grid.lines.len()).unwrap_or(u16::MAX).saturating_add(1).min(place.height)
}

/// The size of the cells and how many are shown.
struct Cells {
    /// Columns of a number; `None` for cells of colour alone.
    number: Option<usize>,
    colours: CellZoom,
    rows: usize,
    columns: usize,
}

impl Cells {
    /// The largest cells with which all panels fit whole, else as many cells as fit.
    fn choose(panels: &[Panel], width: u16, lines: u16, zoom: Zoom, look: &Look) -> Option<Self> {
        let sizes = panels.iter().map(|panel| panel.drawing().size());
        let (rows, columns) = sizes.reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)))?;
        let gutter = rows.to_string().len() + 1;
        let room = usize::from(width).saturating_sub(gutter);
        let lines = usize::from(lines);
        let fits = |number: usize| room / (number + 2) >= columns;
        let wide = NUMBER_WIDTHS.into_iter().find(|number| fits(*number));
        let number = match zoom {
            Zoom::Fitting => wide,
            Zoom::Numbers => Some(wide.unwrap_or(NUMBER_WIDTHS[1])),
            Zoom::Colours | Zoom::Halves => None,
        };
        let all_fit = room / 2 >= columns && lines >= rows;
        let halves = look.theme.depth >= Depth::Ansi256
            && look.letters == Letters::Unicode
            && (zoom == Zoom::Halves || (zoom == Zoom::Fitting && !all_fit));
        let (colours, each, a_line) =
            if halves { (CellZoom::Halves, 1, 2) } else { (CellZoom::Blocks, 2, 1) };
        let (each, a_line) = number.map_or((each, a_line), |number| (number + 2, 1));
        Some(Self { number, colours, rows: (lines * a_line).min(rows), columns: (room / each).min(columns) })
    }

    /// The same with the narrowest numbers, so that more grids fit.
    fn narrow(self) -> Self {
        Self { number: self.number.map(|number| number.min(NUMBER_WIDTHS[1])), ..self }
    }

    fn shows_all(&self, panel: &Panel) -> bool {
        let (rows, columns) = panel.drawing().size();
        self.rows >= rows && self.columns >= columns
    }

    /// Paints all panels alike.
    fn paint(&self, panels: &[Panel], look: &Look) -> Vec<(Grid, Extent)> {
        let extents = panels
            .iter()
            .map(|panel| Extent::around(panel.centre(), (self.rows, self.columns), panel.drawing().size()));
        let extents: Vec<Extent> = extents.collect();
        let pictures: Vec<Picture> =
            panels.iter().zip(&extents).map(|(panel, extent)| panel.drawing().paint(extent)).collect();
        let signed = panels.iter().any(|panel| panel.scale.kind == ScaleKind::Diverging);
        let kind = if signed { ScaleKind::Diverging } else { ScaleKind::Sequential };
        let zoom = self.number.map_or(self.colours, |widest| {
            CellZoom::Numbers(NumberFormat::fitting(&pictures.iter().collect::<Vec<_>>(), kind, widest))
        });
        let painted = pictures
            .iter()
            .zip(panels)
            .map(|(picture, panel)| grid(picture, &panel.scale, zoom, Labels::Shown, &look.theme));
        painted.zip(extents).collect()
    }
}

fn grid_area(grid: &Grid, extent: &Extent, panel: &Panel, place: Rect) -> GridArea {
    let small = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
    let area = Rect {
        x: place.x + small(grid.gutter),
        y: place.y + 1 + small(grid.header),
        width: small(grid.cell_width * extent.columns.len()),
        height: small(extent.rows.len().div_ceil(grid.rows_a_line)),
    };
    GridArea {
        area: area.intersection(place),
        first: (extent.rows.start, extent.columns.start),
        ring: panel.drawn.ring,
        cell_width: small(grid.cell_width),
        rows_a_line: grid.rows_a_line,
    }
}
