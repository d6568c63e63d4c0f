//! How tensors are drawn: as the manifest declares it, and as numbers of a case.

use crate::course::{Case, Formula};
use crate::tensor::Windows;

/// How a tensor is drawn.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    /// The axes drawn downwards and to the right at first; by default the last two.
    pub plane: Option<(usize, usize)>,
    /// The function pads this input by so many cells along the plane's axes: a hatched ring is drawn around it.
    pub padded_by: Option<Formula>,
    /// This tensor holds so many padding cells on each side of the plane's axes: they are drawn hatched.
    pub padding: Option<Formula>,
    /// Windows slide over the plane's axes.
    pub window: Option<Window>,
    /// A mask: true cells are drawn as marks.
    pub mask: bool,
}

/// Windows of `height`×`width` cells, `stride` apart.
#[derive(Clone, Debug)]
pub struct Window {
    /// In cells.
    pub height: Formula,
    /// In cells.
    pub width: Formula,
    /// In cells from corner to corner, along both axes.
    pub stride: Formula,
    /// Where this formula is not 0, each window's maximum is marked.
    pub maximum: Option<Formula>,
}

/// A tensor's roles in one case, as numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// The axes drawn downwards and to the right at first; by default the last two.
    pub plane: Option<(usize, usize)>,
    /// Padding cells drawn outside the tensor on each side of the plane.
    pub ring: usize,
    /// Cells of the tensor itself that are padding, on each side of the plane.
    pub padding: usize,
    /// Over the tensor with its ring, all lengths at least 1; `None` where none slide, or a length is not positive in
    /// this case.
    pub windows: Option<Windows>,
    /// Whether the maximum of each window is marked.
    pub marks_maxima: bool,
    /// True cells are drawn as marks.
    pub mask: bool,
}

impl Drawn {
    /// The windows, where the maximum of each is marked.
    #[must_use]
    pub fn maxima(&self) -> Option<Windows> {
        self.windows.filter(|_| self.marks_maxima)
    }
}

impl Roles {
    /// The roles as numbers of one case. What has no sensible value there is left out.
    #[must_use]
    pub fn at(&self, case: &Case) -> Drawn {
        let number = |formula: &Formula| usize::try_from(case.evaluate(formula).ok()?).ok();
        let cells = |formula: &Option<Formula>| formula.as_ref().and_then(number).unwrap_or(0);
        let maximum = self.window.as_ref().and_then(|window| window.maximum.as_ref());
        Drawn {
            plane: self.plane,
            ring: cells(&self.padded_by),
            padding: cells(&self.padding),
            windows: self.windows(case),
            marks_maxima: maximum.is_some_and(|formula| case.evaluate(formula) != Ok(0)),
            mask: self.mask,
        }
    }

    fn windows(&self, case: &Case) -> Option<Windows> {
        let window = self.window.as_ref()?;
        let size =
            |formula: &Formula| usize::try_from(case.evaluate(formula).ok()?).ok().filter(|&size| size > 0);
        Some(Windows {
            height: size(&window.height)?,
            width: size(&window.width)?,
            stride: size(&window.stride)?,
        })
    }
}
