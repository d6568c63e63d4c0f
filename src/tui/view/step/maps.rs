//! Where the terms come from and where the total goes: planes of tensors, with the window lit in them.

use super::Scene;
use super::cells::{Cell, Content, Light, Mark, Ruler};
use crate::explain::{Factor, Part, Source, Step};
use crate::tensor::{Plane, Scalar, Tensor};
use crate::tui::explanation::Operand;
use crate::tui::view::pieces::section;

/// A plane to draw.
pub(super) struct Map<'a> {
    pub(super) title: String,
    pub(super) tensor: &'a Tensor,
    pub(super) plane: Plane,
    /// Padding cells drawn around the plane.
    pub(super) ring: usize,
    /// The row and column of the plane that must be in sight.
    pub(super) centre: (isize, isize),
    pub(super) kind: Kind<'a>,
}

/// What a map shows.
pub(super) enum Kind<'a> {
    /// A tensor that is read.
    Source { source: Source, part: Option<&'a Part>, winner: Option<&'a [isize]> },
    /// The output, as far as the walk has come.
    Output,
    /// What the learner's function gave in its place.
    Yours,
}

impl<'a> Scene<'a> {
    /// A tensor that is read: the plane that holds the part's cells.
    pub(super) fn source(&self, operand: &Operand<'a>, step: &'a Step) -> Map<'a> {
        let (tensor, shape) = (operand.tensor, operand.tensor.shape());
        let part = step.parts.get(self.part());
        let first = part.and_then(|part| factors(part).find(|factor| factor.source == operand.source));
        let index: Vec<isize> = match first {
            Some(factor) if factor.index.len() == shape.len() => factor.index.clone(),
            _ if step.cell.len() == shape.len() => step.cell.iter().map(|place| signed(*place)).collect(),
            _ => vec![0; shape.len()],
        };
        let at: Vec<usize> = index.iter().map(|place| usize::try_from(*place).unwrap_or(0)).collect();
        let plane = Plane::first(shape, operand.drawn.plane).through(&at).clamped(shape);
        let ring = operand.drawn.ring;
        let padded = if ring > 0 { format!(", padded by {ring}") } else { String::new() };
        let winner = part.and_then(|part| part.winner.as_deref()).filter(|_| operand.source == Source::Input);
        Map {
            title: format!("{}{}{padded}", operand.name, section(tensor, &plane)),
            tensor,
            centre: (along(&index, plane.rows), along(&index, plane.columns)),
            plane,
            ring,
            kind: Kind::Source { source: operand.source, part, winner },
        }
    }

    /// The output, at the plane of the cell that is explained.
    pub(super) fn output(&self, step: &Step) -> Map<'a> {
        let expected = self.explanation.expected;
        let plane = self.explanation.plane(&step.cell);
        let (row, column) = plane.place_of(&step.cell);
        Map {
            title: format!("expected {}{}", expected.name, section(&expected.tensor, &plane)),
            tensor: &expected.tensor,
            plane,
            ring: 0,
            centre: (signed(row), signed(column)),
            kind: Kind::Output,
        }
    }

    /// The learner's output beside the expected one, where they differ.
    pub(super) fn yours(&self, output: &Map<'a>) -> Option<Map<'a>> {
        let tensor = self.actual.filter(|_| !self.mismatches.is_empty())?;
        let plane = output.plane.clone();
        Some(Map {
            title: "yours".to_owned(),
            tensor,
            plane,
            ring: 0,
            centre: output.centre,
            kind: Kind::Yours,
        })
    }

    /// The cell of a map at this row and column of its plane; both may lie in the ring.
    pub(super) fn cell(&self, map: &Map, step: &Step, row: isize, column: isize) -> Cell {
        match &map.kind {
            Kind::Source { source, part, winner } => map.read(*source, *part, *winner, (row, column)),
            Kind::Output | Kind::Yours => self.written(map, step, (row, column)),
        }
    }

    /// A cell of the output: what is reached is known, the one that is explained stands out.
    fn written(&self, map: &Map, step: &Step, (row, column): (isize, isize)) -> Cell {
        let index = map.index(row, column);
        let value = index.as_ref().and_then(|index| map.tensor.get(index));
        let (Some(index), Some(value)) = (index, value) else {
            return Cell::of(Content::Nothing, Light::Plain);
        };
        let number = self.explanation.stepper.step_of(&index).unwrap_or(usize::MAX);
        let window = step.parts.get(self.part()).and_then(|part| part.window);
        let stamped = self.flows_back() && window.is_some_and(|window| window.holds(row, column));
        let light = match number {
            _ if index == step.cell => Light::Focus,
            _ if stamped => Light::Lit,
            _ => Light::Plain,
        };
        let content = if number <= self.model.step.number || matches!(map.kind, Kind::Yours) {
            Content::Number(value)
        } else {
            Content::Unknown
        };
        let wrong = self.mismatches.iter().any(|mismatch| mismatch.index == index);
        Cell::of(content, light).marked(if wrong { Mark::Wrong } else { Mark::None })
    }
}

impl Map<'_> {
    /// Rows and columns, the ring included.
    pub(super) fn size(&self) -> (usize, usize) {
        let shape = self.tensor.shape();
        (self.plane.row_count(shape) + 2 * self.ring, self.plane.column_count(shape) + 2 * self.ring)
    }

    /// Columns left of the first cell.
    pub(super) fn gutter(&self) -> usize {
        self.plane.row_count(self.tensor.shape()).saturating_sub(1).to_string().len() + 1
    }

    /// The ruler of the whole tensor, so that a colour means the same wherever the window is.
    pub(super) fn ruler(&self, widest: usize) -> Ruler {
        Ruler::of(&self.tensor.scalars().collect::<Vec<Scalar>>(), widest)
    }

    /// The tensor's index at a row and column, or `None` in the ring.
    fn index(&self, row: isize, column: isize) -> Option<Vec<usize>> {
        let shape = self.tensor.shape();
        let row = usize::try_from(row).ok().filter(|row| *row < self.plane.row_count(shape))?;
        let column =
            usize::try_from(column).ok().filter(|column| *column < self.plane.column_count(shape))?;
        Some(self.plane.index_of(row, column))
    }

    /// A cell that may be read by the part.
    fn read(
        &self,
        source: Source,
        part: Option<&Part>,
        winner: Option<&[isize]>,
        (row, column): (isize, isize),
    ) -> Cell {
        let index = self.index(row, column);
        let content = match index.as_ref().map(|index| self.tensor.get(index)) {
            Some(Some(value)) => Content::Number(value),
            Some(None) => Content::Nothing,
            None => Content::Padding,
        };
        let here = |index: &[isize]| {
            let at = |axis: Option<usize>, place: isize| axis.is_none() || along(index, axis) == place;
            at(self.plane.rows, row) && at(self.plane.columns, column)
        };
        let read = |factor: &Factor| factor.source == source && here(&factor.index);
        let window = part.and_then(|part| part.window).filter(|_| source == Source::Input);
        let inside = window.is_some_and(|window| window.holds(row, column));
        let lit = inside || part.is_some_and(|part| factors(part).any(read));
        let mark = if winner.is_some_and(here) { Mark::Wins } else { Mark::None };
        Cell::of(content, if lit { Light::Lit } else { Light::Faded }).marked(mark)
    }
}

/// Every factor of a part.
fn factors(part: &Part) -> impl Iterator<Item = &Factor> {
    part.terms.iter().flat_map(|term| std::iter::once(&term.left).chain(&term.right))
}

fn along(index: &[isize], axis: Option<usize>) -> isize {
    axis.and_then(|axis| index.get(axis)).copied().unwrap_or(0)
}

/// A place as a difference.
pub(super) fn signed(place: usize) -> isize {
    isize::try_from(place).unwrap_or(isize::MAX)
}
