//! Grids next to each other: how much of each fits, and in which size of cell.

use super::facts::section;
use crate::course::{Case, Drawn};
use crate::picture::{Drawing, Extent, NumberFormat, Picture, Scale, ScaleKind, Windows};
use crate::style::{Grid, Labels, Zoom as CellZoom, colour_bar, grid};
use crate::tensor::{Mismatch, Plane, Tensor};
use crate::tui::areas::{Areas, GridArea};
use crate::tui::look::Look;
use crate::tui::palette;
use crate::tui::subject::Subject;
use crate::tui::tensors::Zoom;
use ndarray::{ArrayD, IxDyn};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::Line;
use ratatui::widgets::Widget;

/// Columns between two grids.
const GAP: u16 = 3;
/// Columns of a number that show enough of it, and the fewest that show something.
const NUMBER_WIDTHS: [usize; 2] = [6, 5];

/// One grid to draw.
pub(super) struct Panel<'a> {
    title: String,
    tensor: &'a Tensor,
    plane: Plane,
    drawn: Drawn,
    /// For a difference: what is subtracted.
    minus: Option<&'a Tensor>,
    wrong: Option<ArrayD<bool>>,
    focus: Option<(usize, usize)>,
    scale: Scale,
}

impl<'a> Panel<'a> {
    /// An input at a plane.
    pub(super) fn input(case: &Case, subject: &Subject<'a>, plane: Plane) -> Self {
        let drawn = roles_on(subject.roles.at(case), subject.tensor, &plane);
        let padded = if drawn.ring > 0 { format!(", padded by {}", drawn.ring) } else { String::new() };
        let title = format!("{}{}{padded}", subject.name, section(subject.tensor, &plane));
        let scale = Scale::of(subject.tensor);
        Self { title, tensor: subject.tensor, plane, drawn, minus: None, wrong: None, focus: None, scale }
    }

    /// Expected, and beside it what was returned and the difference, as far as they can be drawn.
    pub(super) fn outputs(
        case: &Case,
        subject: &Subject<'a>,
        actual: Option<&'a Tensor>,
        plane: &Plane,
        mismatches: &[Mismatch],
    ) -> Vec<Self> {
        let expected =
            Self { title: "expected".to_owned(), ..Self::input(case, subject, plane.clone()) }.focused();
        let Some(actual) = actual else { return vec![expected] };
        let scale = expected.scale.shared_with(Scale::of(actual));
        let drawn = expected.drawn;
        let plain = |title: &str, tensor: &'a Tensor, plane: Plane| Panel {
            title: title.to_owned(),
            tensor,
            plane,
            drawn,
            minus: None,
            wrong: None,
            focus: None,
            scale,
        };
        if actual.shape() != subject.tensor.shape() {
            let plane = plane.clamped(actual.shape());
            return vec![Self { scale, ..expected }, plain("yours", actual, plane)];
        }
        let wrong = wrong_cells(actual.shape(), mismatches);
        let yours = Self { wrong: Some(wrong.clone()), ..plain("yours", actual, plane.clone()) }.focused();
        let unpadded = Drawn { padding: 0, windows: None, ..drawn };
        let difference = Self {
            minus: Some(subject.tensor),
            wrong: Some(wrong),
            drawn: unpadded,
            scale: difference_scale(mismatches),
            ..plain("difference", actual, plane.clone())
        };
        vec![Self { scale, ..expected }, yours, difference.focused()]
    }

    /// The same with the cursor.
    pub(super) fn focused(mut self) -> Self {
        self.focus = Some(self.plane.place_of(&self.plane.at));
        self
    }

    fn drawing(&self) -> Drawing<'_> {
        let mut drawing = match self.minus {
            Some(expected) => Drawing::difference(expected, self.tensor, &self.plane),
            None => Drawing::of(self.tensor, &self.plane),
        };
        drawing = drawing.with_ring(self.drawn.ring).with_padding(self.drawn.padding);
        if let Some(windows) = self.drawn.windows.filter(|windows| windows.marks_maximum) {
            let (height, width, stride) = (windows.height, windows.width, windows.stride);
            drawing = drawing.with_maxima(Windows { height, width, stride });
        }
        if self.drawn.mask && self.minus.is_none() {
            drawing = drawing.as_mask();
        }
        if let Some(wrong) = &self.wrong {
            drawing = drawing.with_wrong(wrong);
        }
        match self.focus {
            Some((row, column)) => drawing.with_focus(row, column),
            None => drawing,
        }
    }

    /// The cursor's place in the drawing.
    fn centre(&self) -> (usize, usize) {
        let (row, column) = self.plane.place_of(&self.plane.at);
        (row + self.drawn.ring, column + self.drawn.ring)
    }
}

/// A place for grids next to each other.
pub(super) struct Row {
    pub(super) area: Rect,
    pub(super) zoom: Zoom,
}

impl Row {
    /// Draws all panels, cut to what fits, and the colour bar below them; gives back the lines used.
    pub(super) fn draw(&self, panels: &[Panel], look: &Look, buffer: &mut Buffer, areas: &mut Areas) -> u16 {
        let count = u16::try_from(panels.len()).unwrap_or(1).max(1);
        let each = self.area.width.saturating_sub(GAP * (count - 1)) / count;
        let lines = self.area.height.saturating_sub(2);
        let Some(cells) = Cells::choose(panels, each, lines.saturating_sub(2), self.zoom) else { return 0 };
        let mut x = self.area.x;
        let mut used = 0;
        for (panel, (painted, extent)) in panels.iter().zip(cells.paint(panels, look)) {
            let place = Rect { x, width: each.min(self.area.right().saturating_sub(x)), ..self.area };
            used = used.max(draw_one(panel, &painted, &extent, place, look, buffer));
            areas.grids.push(grid_area(&painted, &extent, panel, place));
            let width = u16::try_from(painted.width()).unwrap_or(u16::MAX);
            x = x.saturating_add(width.max(u16::try_from(panel.title.len()).unwrap_or(0)).min(each) + GAP);
        }
        if let Some(panel) = panels.first().filter(|panel| !panel.drawn.mask && used + 2 <= self.area.height)
        {
            let bar = Rect { y: self.area.y + used + 1, height: 1, ..self.area };
            palette::line(colour_bar(&panel.scale, &look.theme)).render(bar, buffer);
            used += 2;
        }
        used
    }
}

/// Draws the panels that fit whole, row by row, with narrow numbers.
pub(super) fn draw_what_fits(panels: &[Panel], area: Rect, look: &Look, buffer: &mut Buffer) {
    let mut free = area;
    let mut tallest = 0;
    for panel in panels {
        let one = std::slice::from_ref(panel);
        let fitting = |place: Rect| {
            let cells = Cells::choose(one, place.width, place.height.saturating_sub(2), Zoom::Fitting);
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
            let width = painted.width().max(panel.title.chars().count());
            let used = u16::try_from(width).unwrap_or(u16::MAX).saturating_add(GAP).min(place.width);
            free = Rect { x: place.x + used, width: place.width - used, ..place };
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
    rows: usize,
    columns: usize,
}

impl Cells {
    /// The largest cells with which all panels fit whole, else as many cells as fit.
    fn choose(panels: &[Panel], width: u16, lines: u16, zoom: Zoom) -> Option<Self> {
        let sizes = panels.iter().map(|panel| panel.drawing().size());
        let (rows, columns) = sizes.reduce(|one, other| (one.0.max(other.0), one.1.max(other.1)))?;
        let gutter = rows.to_string().len() + 1;
        let room = usize::from(width).saturating_sub(gutter);
        let shown = usize::from(lines).min(rows);
        let fits = |number: usize| room / (number + 2) >= columns;
        let wide = NUMBER_WIDTHS.into_iter().find(|number| fits(*number));
        let number = match zoom {
            Zoom::Fitting => wide,
            Zoom::Numbers => Some(wide.unwrap_or(NUMBER_WIDTHS[1])),
            Zoom::Colours => None,
        };
        let cell = number.map_or(2, |number| number + 2);
        Some(Self { number, rows: shown, columns: (room / cell).min(columns) })
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
        let zoom = self.number.map_or(CellZoom::Blocks, |widest| {
            CellZoom::Numbers(NumberFormat::fitting(&pictures.iter().collect::<Vec<_>>(), kind, widest))
        });
        let painted = pictures
            .iter()
            .zip(panels)
            .map(|(picture, panel)| grid(picture, &panel.scale, zoom, Labels::Shown, &look.theme));
        painted.zip(extents).collect()
    }
}

/// The roles that a plane can show: paddings and windows lie along the axes that the course names.
fn roles_on(drawn: Drawn, tensor: &Tensor, plane: &Plane) -> Drawn {
    let first = Plane::first(tensor.shape(), drawn.plane);
    if (first.rows, first.columns) == (plane.rows, plane.columns) {
        drawn
    } else {
        Drawn { ring: 0, padding: 0, windows: None, ..drawn }
    }
}

fn wrong_cells(shape: &[usize], mismatches: &[Mismatch]) -> ArrayD<bool> {
    let mut wrong = ArrayD::from_elem(IxDyn(shape), false);
    for mismatch in mismatches {
        if let Some(cell) = wrong.get_mut(IxDyn(&mismatch.index)) {
            *cell = true;
        }
    }
    wrong
}

fn difference_scale(mismatches: &[Mismatch]) -> Scale {
    let differences = mismatches.iter().map(|one| one.actual.to_f64() - one.expected.to_f64());
    Scale { kind: ScaleKind::Diverging, ..Scale::of_values(differences) }
}

fn grid_area(grid: &Grid, extent: &Extent, panel: &Panel, place: Rect) -> GridArea {
    let small = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
    let area = Rect {
        x: place.x + small(grid.gutter),
        y: place.y + 1 + small(grid.header),
        width: small(grid.cell_width * extent.columns.len()),
        height: small(extent.rows.len()),
    };
    GridArea {
        area: area.intersection(place),
        first: (extent.rows.start, extent.columns.start),
        ring: panel.drawn.ring,
        cell_width: small(grid.cell_width),
    }
}
