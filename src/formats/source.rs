//! A tensor in a file, of which any window can be read without the rest.

mod rows;

use super::bytes::{Bytes, Progress};
use super::element::{ByteOrder, Decoder, Element, Gathered, Part};
use super::npz::{self, Packed};
use super::window::{Axis, Presence, Window};
use super::{FormatError, LARGEST};
use crate::tensor::Tensor;
use ndarray::{ArrayD, Axis as Along, IxDyn};
use rows::Rows;
use std::ops::ControlFlow;

/// Which axis lies densest in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The last.
    C,
    /// The first.
    Fortran,
}

/// What is said of a tensor before its elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Description {
    /// Its type and width.
    pub element: Element,
    /// Of no matter for elements of one byte.
    pub byte_order: ByteOrder,
    /// `.safetensors` knows C order alone.
    pub order: Order,
    /// The length of every axis, outermost first.
    pub shape: Vec<usize>,
}

/// A tensor at rest. Reading takes `&self`: threads can share one, or have clones, which cost nothing.
#[derive(Clone, Debug)]
pub struct Source {
    description: Description,
    bytes: Bytes,
    /// The entry of an archive that has still to be checked as a whole.
    packed: Option<Packed>,
}

impl Order {
    /// As NumPy's `order` argument calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::C => "C",
            Self::Fortran => "F",
        }
    }
}

impl Description {
    /// How many elements there are; as many as can be counted where there are more.
    #[must_use]
    pub fn elements(&self) -> u64 {
        self.shape.iter().fold(1, |count: u64, &length| count.saturating_mul(length as u64))
    }

    /// Bytes of the elements, or `None` where no address reaches as many.
    #[must_use]
    pub fn bytes(&self) -> Option<u64> {
        self.element.bytes_of(&self.shape)
    }
}

impl Source {
    /// A tensor whose elements are these bytes.
    pub(super) fn new(description: Description, bytes: &Bytes) -> Result<Self, FormatError> {
        let too_large = || FormatError::Unaddressable(description.shape.clone());
        let promised = description.bytes().ok_or_else(too_large)?;
        let present = bytes.len();
        let bytes = bytes.part(0, promised).ok_or(FormatError::Truncated { promised, present })?;
        Ok(Self { description, bytes, packed: None })
    }

    /// The same tensor, which has to be checked against what an archive says of it.
    pub(super) fn packed_as(self, packed: &Packed) -> Self {
        Self { packed: Some(packed.clone()), ..self }
    }

    /// The same bytes under another description; `None` where that needs more or fewer of them.
    #[must_use]
    pub fn described_as(&self, description: Description) -> Option<Self> {
        let same = description.bytes() == self.description.bytes();
        same.then(|| Self { description, ..self.clone() })
    }

    /// Checks that the bytes are those that were once written, where the file has a checksum of them: to be done once
    /// the whole tensor was read. `Break` where `go_on`, which is asked now and then, says so.
    ///
    /// # Errors
    /// When they are not, or cannot be read.
    pub fn verify(&self, go_on: &mut dyn FnMut() -> ControlFlow<()>) -> Result<ControlFlow<()>, FormatError> {
        match (&self.packed, self.progress()) {
            (None, _) => Ok(ControlFlow::Continue(())),
            (Some(_), Some(_)) => self.bytes.settled().map(ControlFlow::Continue),
            (Some(packed), None) => npz::verify(packed, go_on),
        }
    }

    /// The element type, shape and order.
    #[must_use]
    pub const fn description(&self) -> &Description {
        &self.description
    }

    /// The type of the elements.
    #[must_use]
    pub const fn element(&self) -> Element {
        self.description.element
    }

    /// The length of every axis, outermost first; empty for a scalar.
    #[must_use]
    pub fn shape(&self) -> &[usize] {
        &self.description.shape
    }

    /// The elements as they lie in the file.
    pub(super) const fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// How much is inflated already, where the tensor lies deflated in an archive. A read waits for what it needs.
    #[must_use]
    pub fn progress(&self) -> Option<Progress> {
        self.bytes.progress()
    }

    /// The axes from the one whose neighbours lie closest in the file to the one whose neighbours lie farthest.
    #[must_use]
    pub fn densest_first(&self) -> Vec<usize> {
        let axes = 0..self.shape().len();
        match self.description.order {
            Order::C => axes.rev().collect(),
            Order::Fortran => axes.collect(),
        }
    }

    /// Reads the elements of a window; axes that it drops are none of the result's.
    ///
    /// # Errors
    /// When the window lies outside or would take up more than 256 MiB, the elements cannot be shown, or the file
    /// cannot be read (any more).
    pub fn read(&self, window: &Window, part: Part) -> Result<Tensor, FormatError> {
        window.check(self.shape())?;
        let decoder = Decoder { element: self.element(), byte_order: self.description.byte_order, part };
        let size = self.element().size().ok_or(FormatError::Packed(self.element().name()))?;
        let fits = |&count: &usize| (count as u64).checked_mul(8).is_some_and(|bytes| bytes <= LARGEST);
        let count = window.count().filter(fits).ok_or_else(|| FormatError::TooLarge(window.shape()))?;
        let mut gathered = decoder.room(count);
        if count > 0 {
            let mut rows = Rows::of(&self.bytes);
            self.gather(window, (size, decoder), &mut rows, &mut gathered)?;
        }
        self.arranged(window, gathered).ok_or(FormatError::Outside)
    }

    /// Gathers the elements with the axis innermost that is densest in the file.
    fn gather(
        &self,
        window: &Window,
        (size, decoder): (usize, Decoder),
        rows: &mut Rows<'_>,
        into: &mut Gathered,
    ) -> Result<(), FormatError> {
        let strides = self.strides(size);
        let [inner, outer @ ..] = &*self.densest_first() else {
            return decoder.gather(rows.fetch(0, size, 0)?, size, into);
        };
        // What two rows are apart: what lies between them is read along where it is little.
        let apart = outer.first().map_or(0, |&axis| strides[axis]);
        let lists: Vec<Vec<usize>> =
            outer.iter().map(|&axis| window.axes[axis].indices().collect()).collect();
        let mut places = vec![0; lists.len()];
        loop {
            let along = outer.iter().zip(lists.iter().zip(&places));
            let offset = along.map(|(&axis, (list, &place))| list[place] as u64 * strides[axis]).sum();
            for run in &window.axes[*inner].runs {
                rows.gather_run(run, (offset, apart), (size, decoder), into)?;
            }
            let carried = places.iter_mut().zip(&lists).find_map(|(place, list)| {
                *place = if *place + 1 < list.len() { *place + 1 } else { 0 };
                (*place > 0).then_some(())
            });
            if carried.is_none() {
                return Ok(());
            }
        }
    }

    /// Bytes from one index to the next on every axis.
    fn strides(&self, size: usize) -> Vec<u64> {
        let mut strides = vec![0; self.shape().len()];
        let mut stride = size as u64;
        for axis in self.densest_first() {
            strides[axis] = stride;
            stride = stride.saturating_mul(self.shape()[axis] as u64);
        }
        strides
    }

    /// What was gathered as a tensor in C order.
    fn arranged(&self, window: &Window, gathered: Gathered) -> Option<Tensor> {
        let lengths: Vec<usize> = window.axes.iter().map(Axis::len).collect();
        let order = self.description.order;
        let dropped: Vec<usize> = (0..lengths.len())
            .rev()
            .filter(|&axis| window.axes[axis].presence == Presence::Dropped)
            .collect();
        Some(match gathered {
            Gathered::F64(elements) => Tensor::F64(shaped(elements, lengths, order, &dropped)?),
            Gathered::F32(elements) => Tensor::F32(shaped(elements, lengths, order, &dropped)?),
            Gathered::I64(elements) => Tensor::I64(shaped(elements, lengths, order, &dropped)?),
            Gathered::U64(elements) => Tensor::U64(shaped(elements, lengths, order, &dropped)?),
            Gathered::Bool(elements) => Tensor::Bool(shaped(elements, lengths, order, &dropped)?),
        })
    }
}

fn shaped<T: Clone>(
    elements: Vec<T>,
    mut lengths: Vec<usize>,
    order: Order,
    dropped: &[usize],
) -> Option<ArrayD<T>> {
    let array = match order {
        Order::C => ArrayD::from_shape_vec(IxDyn(&lengths), elements).ok()?,
        Order::Fortran => {
            lengths.reverse();
            ArrayD::from_shape_vec(IxDyn(&lengths), elements).ok()?.reversed_axes()
        }
    };
    let array = dropped.iter().fold(array, |array, &axis| array.index_axis_move(Along(axis), 0));
    if array.is_standard_layout() {
        return Some(array);
    }
    // Lane by lane, which is several times as quick as element by element.
    let mut elements = Vec::with_capacity(array.len());
    for lane in array.lanes(Along(array.ndim().saturating_sub(1))) {
        elements.extend(lane.iter().cloned());
    }
    ArrayD::from_shape_vec(array.raw_dim(), elements).ok()
}
