//! How many images, windows and filters a case has, and how large they are.

use crate::course::{Drawn, Family};
use crate::tensor::{Plane, Tensor};

/// How much there is of everything.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::grade) struct Sizes {
    pub(in crate::grade) examples: usize,
    pub(in crate::grade) rows: usize,
    pub(in crate::grade) columns: usize,
    pub(in crate::grade) channels: usize,
    /// Of a window.
    pub(in crate::grade) height: usize,
    pub(in crate::grade) width: usize,
    pub(in crate::grade) stride: usize,
    /// Padding at each side.
    pub(in crate::grade) ring: usize,
    /// Windows along the columns and along the rows.
    pub(in crate::grade) down: usize,
    pub(in crate::grade) right: usize,
    /// Filters; as many as channels where there are none.
    pub(in crate::grade) numbers: usize,
}

impl Sizes {
    /// `None` where rows and columns are not neighbours, the windows do not fit, or the filter has no weight.
    pub(super) fn of(images: &Tensor, drawn: Drawn, filter: Option<&Tensor>, family: Family) -> Option<Self> {
        let shape = images.shape();
        let Plane { rows, columns, .. } = Plane::first(shape, drawn.plane);
        let (down_axis, right_axis) = (rows?, columns?);
        if down_axis + 1 != right_axis {
            return None;
        }
        let (rows, columns) = (shape[down_axis], shape[right_axis]);
        let (height, width, stride) = match (drawn.windows, family) {
            (Some(windows), _) => (windows.height, windows.width, windows.stride),
            (None, Family::Pad) => (1, 1, 1),
            (None, _) => (rows, columns, 1),
        };
        let windows =
            |length: usize, size: usize| Some((length + 2 * drawn.ring).checked_sub(size)? / stride + 1);
        let channels = shape[right_axis + 1..].iter().product();
        let numbers = filter.map_or(channels, |filter| {
            let cells = height * width * channels;
            filter.scalars().count().checked_div(cells).unwrap_or(0)
        });
        let sizes = Self {
            examples: shape[..down_axis].iter().product(),
            rows,
            columns,
            channels,
            height,
            width,
            stride,
            ring: drawn.ring,
            down: windows(rows, height)?,
            right: windows(columns, width)?,
            numbers,
        };
        (numbers > 0).then_some(sizes)
    }
}
