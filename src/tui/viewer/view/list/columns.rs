//! How wide the columns of the list are, and which of them go where there is little room.

use crate::tui::viewer::Purpose;
use crate::tui::viewer::model::Model;
use crate::tui::viewer::tree::{Kind, Node};
use crate::tui::viewer::view::grouped;

/// Columns of a size, and of what came of a comparison.
const BYTES: usize = 10;
const OUTCOME: usize = 24;
const WIDEST_OUTCOME: usize = 44;
/// Columns of `10000 tensors`, which stands where a tensor has its shape.
const COUNT: usize = 13;
/// A shape is cut to so many columns; a name is cut to no fewer than those.
const SHAPE: usize = 24;
const NAME: usize = 24;
/// Between columns.
pub(super) const APART: usize = 2;
/// Columns before a name: the margin, and the sign of a branch.
pub(super) const BEFORE: usize = 3;

/// How wide the columns of a list are; 0 where there is no room for one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns {
    pub(super) name: usize,
    pub(super) dtype: usize,
    pub(super) shape: usize,
    pub(super) elements: usize,
    pub(super) bytes: usize,
    pub(super) outcome: usize,
    /// Those of the whole line.
    pub(super) all: usize,
}

/// The columns that are left to the name at least, and a column that goes where they are not.
type Optional = (usize, fn(&mut Columns) -> &mut usize);

impl Columns {
    /// Those that have room. What tells least is left out first.
    pub(super) fn of(model: &Model, room: usize) -> Self {
        let list = &model.list;
        let compares = matches!(model.purpose, Purpose::Compare(_));
        let all = list.total(0..list.nodes.len());
        let is_branch = |node: &Node| matches!(node.kind, Kind::Branch { .. });
        let least_shape = if list.nodes.iter().any(is_branch) { COUNT } else { "shape".len() };
        let mut columns = Self {
            name: list.widths.name.max("name".len()) + BEFORE,
            dtype: list.widths.dtype.max("dtype".len()),
            shape: list.widths.shape.clamp(least_shape, SHAPE),
            elements: grouped(all.elements).len().max("elements".len()),
            bytes: BYTES,
            outcome: if compares { (room / 4).clamp(OUTCOME, WIDEST_OUTCOME) } else { 0 },
            all: 0,
        };
        // What names and shapes tell as well goes first; the rest stays as long as names can be told apart.
        let optional: [Optional; 4] = [
            (columns.name, |columns| &mut columns.elements),
            (columns.name.min(NAME), |columns| &mut columns.dtype),
            (columns.name.min(NAME), |columns| &mut columns.bytes),
            (columns.name.min(NAME), |columns| &mut columns.shape),
        ];
        for (least, column) in optional {
            if least + columns.others() > room {
                *column(&mut columns) = 0;
            }
        }
        columns.name = columns.name.min(room.saturating_sub(columns.others()));
        columns
    }

    /// The columns of the screen that all but the name take up, and what is between them.
    pub(super) fn others(&self) -> usize {
        let all = [self.dtype, self.shape, self.elements, self.bytes, self.outcome];
        all.iter().filter(|width| **width > 0).map(|width| width + APART).sum()
    }
}
