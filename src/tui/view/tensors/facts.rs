//! What is said in words around the grids.

use super::Scene;
use crate::tensor::Plane;
use crate::tui::areas::SliderArea;
use crate::tui::subject::{Side, Subject};
use crate::tui::view::pieces::{difference, exact, index, line, shape};
use crate::tui::view::sliders::LaidAxes;
use crate::tui::wrap::{Margins, TIE, wrap};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};

/// Columns of a slider's track, at most.
const LONGEST_TRACK: usize = 12;
/// More slices than this are not counted one by one.
const MOST_SLICES: usize = 32;

impl Scene<'_> {
    /// `1/6 output Z (2, 3, 3, 4) f64   48 of 72 cells differ   worst [0, 1, 1, 2]`
    pub(super) fn naming(&self, subject: &Subject) -> Line<'static> {
        let palette = &self.look.palette;
        let kind = match subject.side {
            Side::Input => "input",
            Side::Output { .. } => "output",
        };
        let mut line = line([
            (format!("{}/{} {kind} ", self.chosen + 1, self.subjects.len()), palette.dim),
            (subject.name.to_owned(), palette.strong),
            (format!(" {} {}", shape(subject.tensor.shape()), subject.tensor.dtype().name()), palette.dim),
        ]);
        let outcome = self.known.outcome.as_ref();
        let output =
            outcome.and_then(|outcome| outcome.outputs.iter().find(|output| output.name == subject.name));
        if let Some(output) = output.filter(|_| !matches!(subject.side, Side::Input)) {
            line.push_span(Span::raw("   "));
            line.push_span(difference(output, self.look));
        }
        if let Some(worst) = self.mismatches.first() {
            line.push_span(Span::styled("   worst ", palette.dim));
            line.push_span(Span::styled(index(&worst.index), palette.accent));
        }
        line
    }

    /// `rows n_H  columns n_W   m ◂ 0 ▸ of 2   n_C ◂ 1 ▸ of 4`
    pub(super) fn sliders(&self, subject: &Subject, width: u16) -> Vec<Line<'static>> {
        let name = |axis| axis_name(subject, axis);
        let pieces = self.laid(subject, &name).pieces(self.look);
        if pieces.is_empty() { Vec::new() } else { wrap(&pieces, usize::from(width), &Margins::default()) }
    }

    /// Where the tracks were drawn.
    pub(super) fn tracks(&self, subject: &Subject, lines: Rect, buffer: &Buffer) -> Vec<SliderArea> {
        let name = |axis| axis_name(subject, axis);
        self.laid(subject, &name).tracks(lines, buffer, self.look)
    }

    fn laid<'b>(&'b self, subject: &'b Subject, name: &'b dyn Fn(usize) -> String) -> LaidAxes<'b> {
        LaidAxes { walk: &self.model.tensors, shape: subject.tensor.shape(), name, longest: LONGEST_TRACK }
    }

    /// How many cells of each slice are wrong, the shown one marked; of many slices, those along the chosen axis.
    pub(super) fn slices(&self, subject: &Subject, width: u16) -> Vec<Line<'static>> {
        let (plane, shape) = (&self.model.tensors.plane, subject.tensor.shape());
        let all = self.model.tensors.sliders();
        let length = |axes: &[usize]| axes.iter().map(|axis| shape[*axis]).product::<usize>();
        let axes: Vec<usize> =
            if length(&all) <= MOST_SLICES { all } else { self.model.tensors.slider().into_iter().collect() };
        if self.mismatches.is_empty() || !(2..=MOST_SLICES).contains(&length(&axes)) {
            return Vec::new();
        }
        let slice = |at: &[usize]| axes.iter().fold(0, |slice, axis| slice * shape[*axis] + at[*axis]);
        let elsewhere = |at: &[usize]| {
            let fixed = plane.other_axes().into_iter().filter(|axis| !axes.contains(axis));
            fixed.into_iter().any(|axis| at[axis] != plane.at[axis])
        };
        let mut wrong = vec![0_usize; length(&axes)];
        for mismatch in self.mismatches.iter().filter(|mismatch| !elsewhere(&mismatch.index)) {
            wrong[slice(&mismatch.index)] += 1;
        }
        let names: Vec<String> = axes.iter().map(|axis| axis_name(subject, *axis)).collect();
        let group = axes.last().map_or(1, |axis| shape[*axis]);
        self.counts(&names.join(", "), &wrong, slice(&plane.at), group, width)
    }

    /// `wrong cells by m, n_C  6  6  0 · 6  6  6`
    fn counts(
        &self,
        names: &str,
        wrong: &[usize],
        here: usize,
        group: usize,
        width: u16,
    ) -> Vec<Line<'static>> {
        let palette = &self.look.palette;
        let title = format!("wrong cells by {names}").replace(' ', &TIE.to_string());
        let mut pieces = vec![(format!("{title} "), palette.dim)];
        for (place, cells) in wrong.iter().enumerate() {
            if place > 0 && place % group == 0 {
                pieces.push((format!("{} ", self.look.separator.trim()), palette.dim));
            }
            let style = if *cells == 0 { palette.dim } else { palette.wrong };
            let style = if place == here { style.add_modifier(Modifier::REVERSED) } else { style };
            pieces.push((format!("{TIE}{cells}{TIE}"), style));
            pieces.push((" ".to_owned(), palette.dim));
        }
        wrap(&pieces, usize::from(width), &Margins::default())
    }

    /// `cell [0, 1, 1, 1]  expected -3.604397585767  yours -3.643319484907`, every digit.
    pub(super) fn cell(&self, subject: &Subject, width: u16) -> Vec<Line<'static>> {
        let palette = &self.look.palette;
        let at = &self.model.tensors.plane.at;
        let Some(value) = subject.tensor.get(at) else { return Vec::new() };
        let mut pieces = vec![(format!("cell{TIE}{}{TIE} ", index(at).replace(' ', "")), palette.strong)];
        match subject.side {
            Side::Input => pieces.push((exact(value), palette.text)),
            Side::Output { actual, .. } => {
                pieces.push((format!("expected{TIE}"), palette.dim));
                pieces.push((format!("{}{TIE} ", exact(value)), palette.right));
                if let Some(yours) = actual.and_then(|actual| actual.get(at)) {
                    let wrong = self.mismatches.iter().any(|mismatch| mismatch.index == *at);
                    pieces.push((format!("yours{TIE}"), palette.dim));
                    pieces.push((exact(yours), if wrong { palette.wrong } else { palette.right }));
                }
            }
        }
        wrap(&pieces, usize::from(width), &Margins::default())
    }

    /// The plane of an input that belongs to the cell under the cursor: axes of one name are at one place.
    pub(super) fn linked_plane(&self, subject: &Subject, input: &Subject) -> Plane {
        let mut plane = Plane::first(input.tensor.shape(), input.roles.plane);
        for (axis, formula) in input.axes.iter().enumerate() {
            let same = subject.axes.iter().position(|other| other.text() == formula.text());
            if let (Some(place), Some(same)) = (plane.at.get_mut(axis), same) {
                *place = self.model.tensors.plane.at.get(same).copied().unwrap_or(0);
            }
        }
        plane.clamped(input.tensor.shape())
    }
}

/// What the course calls an axis.
pub(super) fn axis_name(subject: &Subject, axis: usize) -> String {
    let name = subject.axes.get(axis).map(|formula| formula.text().replace(' ', ""));
    name.filter(|name| name.parse::<usize>().is_err()).unwrap_or_else(|| format!("axis{TIE}{axis}"))
}
