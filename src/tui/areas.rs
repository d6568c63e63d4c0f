//! Where the last frame drew what; the mouse and the paging keys read it.

use super::pane::Pane;
use ratatui::crossterm::event::{MouseButton, MouseEventKind};
use ratatui::layout::{Position, Rect};

/// The places of the last frame.
#[derive(Clone, Debug, Default)]
pub(super) struct Areas {
    /// One a function shown in the list.
    pub(super) exercises: Vec<(Rect, usize)>,
    /// The name of each pane.
    pub(super) tabs: Vec<(Rect, Pane)>,
    /// One a case shown in the Cases pane.
    pub(super) cases: Vec<(Rect, usize)>,
    /// The inside of the pane.
    pub(super) body: Rect,
    /// Lines of the pane's text, as wrapped for this width.
    pub(super) lines: usize,
    /// Those of them that hold what is looked for.
    pub(super) found: Vec<usize>,
    /// The panes beside the chosen one.
    pub(super) companions: Vec<Companion>,
    /// The grids of the Tensors pane.
    pub(super) grids: Vec<GridArea>,
    /// The sliders of the Tensors pane.
    pub(super) sliders: Vec<SliderArea>,
    /// Lines of what lies over everything else that did not fit.
    pub(super) help_overflow: usize,
}

/// A pane beside the chosen one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Companion {
    /// Whose text it is.
    pub(super) pane: Pane,
    pub(super) area: Rect,
    /// The first line of its text that still fills it.
    pub(super) scroll_limit: usize,
}

/// A grid on the screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct GridArea {
    pub(super) area: Rect,
    /// The drawing's row and column of the upper left cell, counted with the ring.
    pub(super) first: (usize, usize),
    /// Padding cells drawn around the plane.
    pub(super) ring: usize,
    /// Columns of the screen that a cell takes.
    pub(super) cell_width: u16,
    /// Rows of cells that share a line of the screen.
    pub(super) rows_a_line: usize,
}

/// The track of a slider: its first place is index 0, its last place the last index.
#[derive(Clone, Copy, Debug)]
pub(super) struct SliderArea {
    /// One line high.
    pub(super) track: Rect,
    /// Whose index it chooses.
    pub(super) axis: usize,
    pub(super) length: usize,
}

impl SliderArea {
    /// The index under a column of the screen, or the nearest to it.
    fn nearest(&self, column: u16) -> usize {
        share(usize::from(column.saturating_sub(self.track.x)), usize::from(self.track.width), self.length)
    }
}

/// The place among `to` that lies as far along as `place` does among `from`; the ends meet.
pub(super) fn share(place: usize, from: usize, to: usize) -> usize {
    let (last, end) = (from.saturating_sub(1) as u128, to.saturating_sub(1) as u128);
    let place = (place as u128).min(last);
    usize::try_from((place * end + last / 2).checked_div(last).unwrap_or(0)).unwrap_or(usize::MAX)
}

/// The slider that the mouse holds from the press of its button until it is let go, wherever it strays.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Grip(Option<usize>);

impl Grip {
    /// What the mouse does with a slider: the axis, and the index that it is pulled to.
    pub(super) fn pull(
        &mut self,
        kind: MouseEventKind,
        sliders: &[SliderArea],
        at: Position,
    ) -> Option<(usize, usize)> {
        match kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let under = sliders.iter().find(|slider| slider.track.contains(at));
                self.0 = under.map(|slider| slider.axis);
            }
            MouseEventKind::Drag(MouseButton::Left) => {}
            _ => self.0 = None,
        }
        let held = sliders.iter().find(|slider| Some(slider.axis) == self.0)?;
        Some((held.axis, held.nearest(at.x)))
    }
}

impl Areas {
    /// The first line that still fills the pane.
    pub(super) fn scroll_limit(&self) -> usize {
        self.lines.saturating_sub(usize::from(self.body.height))
    }
}

impl GridArea {
    /// The plane's row and column under a place of the screen.
    pub(super) fn cell(&self, at: Position) -> Option<(usize, usize)> {
        if !self.area.contains(at) || self.cell_width == 0 {
            return None;
        }
        let row = usize::from(at.y - self.area.y) * self.rows_a_line + self.first.0;
        let column = usize::from((at.x - self.area.x) / self.cell_width) + self.first.1;
        Some((row.checked_sub(self.ring)?, column.checked_sub(self.ring)?))
    }
}

/// What lies under a place of the screen.
pub(super) fn hit<T: Copy>(places: &[(Rect, T)], at: Position) -> Option<T> {
    places.iter().find(|(area, _)| area.contains(at)).map(|(_, what)| *what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slider_is_held_until_it_is_let_go() {
        let slider =
            SliderArea { track: Rect { x: 10, y: 5, width: 8, height: 1 }, axis: 3, length: 1 << 40 };
        let mut grip = Grip::default();
        let (press, drag) =
            (MouseEventKind::Down(MouseButton::Left), MouseEventKind::Drag(MouseButton::Left));
        let mut pull = |kind, x, y| grip.pull(kind, &[slider], Position { x, y });
        assert_eq!(pull(drag, 10, 5), None, "it was pressed elsewhere");
        assert_eq!(pull(press, 10, 5), Some((3, 0)));
        assert_eq!(pull(drag, 17, 2), Some((3, (1 << 40) - 1)), "the last place is the last index");
        assert_eq!(pull(drag, 2, 9), Some((3, 0)), "beyond an end is that end");
        assert_eq!(pull(MouseEventKind::Up(MouseButton::Left), 12, 5), None);
        assert_eq!(pull(drag, 12, 5), None);
    }

    #[test]
    fn a_place_of_a_track_and_its_index_belong_together() {
        for (width, length) in [(8, 8), (8, 9), (8, 1000), (1, 1), (2, 5)] {
            for place in 0..width {
                assert_eq!(share(share(place, width, length), length, width), place, "{width} {length}");
            }
        }
        assert_eq!((share(5, 0, 3), share(0, 3, 0), share(7, 1, 9)), (0, 0, 0));
    }
}
