//! Inputs as views of any memory layout.

use crate::wire::Element;
use ndarray::{Array, ArrayView, Axis, Dimension, IxDyn, ShapeBuilder, Slice};

/// How a view lies in memory.
#[derive(Clone, Copy)]
pub(crate) enum Layout {
    /// Contiguous, last axis fastest.
    C,
    /// Contiguous, first axis fastest.
    Fortran,
    /// Every axis stored backwards.
    Reversed,
    /// A window of a larger array.
    Window,
}

impl Layout {
    pub(crate) const fn of(code: u8) -> Self {
        match code {
            1 => Self::Fortran,
            2 => Self::Reversed,
            3 => Self::Window,
            _ => Self::C,
        }
    }
}

/// A tensor together with the memory that its view looks into.
pub struct Laid<T, D> {
    memory: Array<T, D>,
    layout: Layout,
}

/// Cells of the larger array around a window, on each side of each axis.
const MARGIN: usize = 1;

impl<T: Element, D: Dimension> Laid<T, D> {
    /// Lays out `elements`, given in C order; `None` where the rank is not `D`'s.
    pub(crate) fn new(layout: Layout, shape: &[usize], elements: Vec<T>) -> Option<Self> {
        let logical = Array::from_shape_vec(IxDyn(shape), elements).ok()?.into_dimensionality::<D>().ok()?;
        let memory = match layout {
            Layout::C => logical,
            Layout::Fortran => {
                let mut memory = Array::from_elem(logical.raw_dim().f(), T::OUTSIDE);
                memory.assign(&logical);
                memory
            }
            Layout::Reversed => {
                let mut memory = Array::from_elem(logical.raw_dim(), T::OUTSIDE);
                let mut view = memory.view_mut();
                for axis in 0..shape.len() {
                    view.invert_axis(Axis(axis));
                }
                view.assign(&logical);
                memory
            }
            Layout::Window => {
                let mut larger = logical.raw_dim();
                for length in larger.slice_mut() {
                    *length += 2 * MARGIN;
                }
                let mut memory = Array::from_elem(larger, T::OUTSIDE);
                memory.slice_each_axis_mut(|axis| inner(axis.len)).assign(&logical);
                memory
            }
        };
        Some(Self { memory, layout })
    }

    /// The tensor as the function under test sees it.
    pub fn view(&self) -> ArrayView<'_, T, D> {
        match self.layout {
            Layout::C | Layout::Fortran => self.memory.view(),
            Layout::Reversed => {
                let mut view = self.memory.view();
                for axis in 0..view.ndim() {
                    view.invert_axis(Axis(axis));
                }
                view
            }
            Layout::Window => self.memory.slice_each_axis(|axis| inner(axis.len)),
        }
    }

    /// An owned copy in C order.
    pub fn to_owned(&self) -> Array<T, D> {
        let view = self.view();
        Array::from_shape_vec(view.raw_dim(), view.iter().copied().collect()).expect("as many elements as the shape says")
    }
}

fn inner(length: usize) -> Slice {
    Slice::from(MARGIN as isize..(length - MARGIN) as isize)
}
