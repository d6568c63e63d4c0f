//! Sliders: the axes of a tensor that lie along neither rows nor columns, and where the mouse finds them.

use crate::tui::areas::{SliderArea, share};
use crate::tui::look::Look;
use crate::tui::tensors::TensorsState;
use crate::tui::wrap::{Piece, TIE};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// How the axes of a tensor are laid.
pub(in crate::tui) struct LaidAxes<'a> {
    /// Plane, cursor and sliders.
    pub(in crate::tui) walk: &'a TensorsState,
    /// Of the tensor.
    pub(in crate::tui) shape: &'a [usize],
    /// What an axis is called.
    pub(in crate::tui) name: &'a dyn Fn(usize) -> String,
    /// Columns of a slider's track, at most.
    pub(in crate::tui) longest: usize,
}

impl LaidAxes<'_> {
    /// `rows n_H  columns n_W   m ◂●───▸ 0 of 4   n_C ◂─●─▸ 1 of 3`; each part stays on one line.
    pub(in crate::tui) fn pieces(&self, look: &Look) -> Vec<Piece> {
        let mut pieces = self.fixed(look);
        pieces.extend(self.walk.sliders().into_iter().flat_map(|axis| self.slider(axis, look)));
        pieces
    }

    /// The same with the chosen slider alone, and how many there are beside it.
    pub(in crate::tui) fn chosen(&self, look: &Look) -> Vec<Piece> {
        let mut pieces = self.fixed(look);
        let Some(chosen) = self.walk.slider() else { return pieces };
        pieces.extend(self.slider(chosen, look));
        let others = self.walk.sliders().len() - 1;
        pieces.push((format!("a{TIE}chooses{TIE}among{TIE}{others}{TIE}more"), look.palette.dim));
        pieces
    }

    /// The axes that are no sliders.
    fn fixed(&self, look: &Look) -> Vec<Piece> {
        let palette = &look.palette;
        let plane = &self.walk.plane;
        let mut pieces: Vec<Piece> = Vec::new();
        for (label, axis) in
            [("rows", plane.rows), ("columns", plane.columns), ("colours", self.walk.colours)]
        {
            if let Some(axis) = axis {
                pieces.push((format!("{label}{TIE}"), palette.dim));
                pieces.push((format!("{}{TIE} ", (self.name)(axis)), palette.text));
            }
        }
        pieces
    }

    /// `m ◂●───▸ 0 of 4`
    fn slider(&self, axis: usize, look: &Look) -> Vec<Piece> {
        let (palette, plane) = (&look.palette, &self.walk.plane);
        let active = self.walk.slider() == Some(axis);
        let style = if active { palette.accent.add_modifier(Modifier::BOLD) } else { palette.text };
        let at = plane.at.get(axis).copied().unwrap_or(0);
        let length = self.shape.get(axis).copied().unwrap_or(0);
        let track = self.track(at, length, look);
        vec![
            (format!("{}{TIE}", (self.name)(axis)), palette.dim),
            (format!("{}{track}{}", look.glyphs.left, look.glyphs.right), style),
            (format!("{TIE}{at}{TIE}of{TIE}{length}{TIE} "), palette.dim),
        ]
    }

    /// A slider's track with a knob at an index.
    fn track(&self, at: usize, length: usize, look: &Look) -> String {
        let width = length.min(self.longest);
        let knob = share(at, length, width);
        let sign = |place| if place == knob { look.glyphs.truth } else { look.glyphs.rule };
        (0..width).map(sign).collect()
    }

    /// Where the tracks of all sliders were drawn; the mouse drags them.
    pub(in crate::tui) fn tracks(&self, lines: Rect, buffer: &Buffer, look: &Look) -> Vec<SliderArea> {
        self.tracks_of(&self.walk.sliders(), lines, buffer, look)
    }

    /// Where the track of the chosen slider was drawn.
    pub(in crate::tui) fn chosen_track(&self, lines: Rect, buffer: &Buffer, look: &Look) -> Vec<SliderArea> {
        self.tracks_of(self.walk.slider().as_slice(), lines, buffer, look)
    }

    fn tracks_of(&self, sliders: &[usize], lines: Rect, buffer: &Buffer, look: &Look) -> Vec<SliderArea> {
        let (left, right) = (look.glyphs.left, look.glyphs.right);
        let mut sliders = sliders.iter().copied();
        let mut begun = None;
        let mut found = Vec::new();
        for place in lines.positions() {
            match buffer.cell(place).map(ratatui::buffer::Cell::symbol) {
                Some(symbol) if symbol == left => begun = Some(place.x + 1),
                Some(symbol) if symbol == right => {
                    let (Some(x), Some(axis)) = (begun.take(), sliders.next()) else { continue };
                    let track = Rect { x, y: place.y, width: place.x.saturating_sub(x), height: 1 };
                    found.push(SliderArea { track, axis, length: self.shape[axis] });
                }
                _ => {}
            }
        }
        found
    }
}
