//! Named tensors as bytes, little-endian. The grader's side of the same format is `grade/wire.rs`.
//!
//! ```text
//! leaf   := name dtype:u8 layout:u8 rank:u8 length:u64 × rank element × (product of lengths)
//! leaves := count:u32 leaf × count
//! name   := length:u32 UTF-8 bytes
//! ```

use crate::layout::{Laid, Layout};
use ndarray::{ArrayBase, Data, Dimension};

/// An element type of the wire.
pub trait Element: Copy + 'static {
    /// Its number on the wire.
    const CODE: u8;
    /// Bytes an element takes.
    const SIZE: usize;
    /// What surrounds a view that is a window of a larger array: a value that no case holds.
    const OUTSIDE: Self;
    /// Reads an element from its bytes.
    fn read(bytes: &[u8]) -> Self;
    /// Appends the bytes of an element.
    fn write(self, bytes: &mut Vec<u8>);
}

macro_rules! element {
    ($($type:ty as $wire:ty, $code:literal, $outside:expr;)*) => { $(
        impl Element for $type {
            const CODE: u8 = $code;
            const SIZE: usize = size_of::<$wire>();
            const OUTSIDE: Self = $outside;
            fn read(bytes: &[u8]) -> Self {
                let mut element = [0; size_of::<$wire>()];
                element.copy_from_slice(bytes);
                <$wire>::from_le_bytes(element) as Self
            }
            fn write(self, bytes: &mut Vec<u8>) {
                bytes.extend_from_slice(&(self as $wire).to_le_bytes());
            }
        }
    )* };
}

element! {
    f64 as f64, 0, 9.87654321e30;
    f32 as f32, 1, 9.876543e30;
    i64 as i64, 2, i64::MIN;
    i32 as i64, 2, i32::MIN;
    u64 as u64, 3, u64::MAX;
    u32 as u64, 3, u32::MAX;
    usize as u64, 3, usize::MAX;
}

impl Element for bool {
    const CODE: u8 = 4;
    const SIZE: usize = 1;
    const OUTSIDE: Self = true;
    fn read(bytes: &[u8]) -> Self {
        bytes[0] != 0
    }
    fn write(self, bytes: &mut Vec<u8>) {
        bytes.push(u8::from(self));
    }
}

struct Leaf {
    name: String,
    code: u8,
    layout: Layout,
    shape: Vec<usize>,
    elements: std::ops::Range<usize>,
}

/// The inputs of a case.
pub struct Arguments {
    bytes: Vec<u8>,
    leaves: Vec<Leaf>,
}

impl Arguments {
    /// Reads the leaves that begin at `position`.
    pub(crate) fn read(bytes: Vec<u8>, position: usize) -> Self {
        let mut reader = Reader { bytes: &bytes, position };
        let leaves = (0..reader.u32()).map(|_| reader.leaf()).collect();
        Self { bytes, leaves }
    }

    /// The number of this name.
    ///
    /// # Panics
    /// Where `calls.rs` asks for a name or type that the manifest does not declare.
    pub fn scalar<T: Element>(&self, name: &str) -> T {
        let leaf = self.leaf::<T>(name);
        T::read(&self.bytes[leaf.elements.clone()])
    }

    /// The tensor of this name, in the memory layout of the case.
    ///
    /// # Panics
    /// Where `calls.rs` asks for a name, type or rank that the manifest does not declare.
    pub fn tensor<T: Element, D: Dimension>(&self, name: &str) -> Laid<T, D> {
        let leaf = self.leaf::<T>(name);
        let elements = self.bytes[leaf.elements.clone()].chunks_exact(T::SIZE).map(T::read).collect();
        Laid::new(leaf.layout, &leaf.shape, elements)
            .unwrap_or_else(|| panic!("calls.rs takes `{name}` with another rank than the manifest says"))
    }

    fn leaf<T: Element>(&self, name: &str) -> &Leaf {
        match self.leaves.iter().find(|leaf| leaf.name == name) {
            Some(leaf) if leaf.code == T::CODE => leaf,
            Some(_) => panic!("calls.rs takes `{name}` with another element type than the manifest says"),
            None => panic!("calls.rs takes `{name}`, which the manifest does not declare"),
        }
    }
}

/// The outputs of a case, under construction.
pub struct Outputs {
    count: u32,
    bytes: Vec<u8>,
}

impl Outputs {
    pub(crate) const fn new() -> Self {
        Self { count: 0, bytes: Vec::new() }
    }

    /// Adds a number.
    pub fn scalar<T: Element>(&mut self, name: &str, value: T) {
        self.head::<T>(name, &[]);
        value.write(&mut self.bytes);
    }

    /// Adds a tensor of any memory layout.
    pub fn tensor<T: Element, S: Data<Elem = T>, D: Dimension>(&mut self, name: &str, array: &ArrayBase<S, D>) {
        self.head::<T>(name, array.shape());
        self.bytes.reserve(array.len() * T::SIZE);
        for element in array {
            element.write(&mut self.bytes);
        }
    }

    pub(crate) fn finish(self) -> Vec<u8> {
        let mut bytes = self.count.to_le_bytes().to_vec();
        bytes.extend(self.bytes);
        bytes
    }

    fn head<T: Element>(&mut self, name: &str, shape: &[usize]) {
        self.count += 1;
        text(&mut self.bytes, name);
        self.bytes.extend([T::CODE, Layout::C as u8, shape.len() as u8]);
        for length in shape {
            self.bytes.extend((*length as u64).to_le_bytes());
        }
    }
}

/// Appends a length and the bytes of a text.
pub(crate) fn text(bytes: &mut Vec<u8>, text: &str) {
    bytes.extend((text.len() as u32).to_le_bytes());
    bytes.extend(text.as_bytes());
}

/// Reads what the grader wrote; the grader is trusted, so that a malformed message may panic.
pub(crate) struct Reader<'a> {
    pub(crate) bytes: &'a [u8],
    pub(crate) position: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> &'a [u8] {
        let taken = &self.bytes[self.position..self.position + count];
        self.position += count;
        taken
    }

    fn byte(&mut self) -> u8 {
        self.take(1)[0]
    }

    fn u32(&mut self) -> u32 {
        let mut number = [0; 4];
        number.copy_from_slice(self.take(4));
        u32::from_le_bytes(number)
    }

    pub(crate) fn u64(&mut self) -> u64 {
        u64::read(self.take(8))
    }

    pub(crate) fn text(&mut self) -> String {
        let length = self.u32() as usize;
        String::from_utf8_lossy(self.take(length)).into_owned()
    }

    fn leaf(&mut self) -> Leaf {
        let (name, code, layout, rank) = (self.text(), self.byte(), Layout::of(self.byte()), self.byte());
        let shape: Vec<usize> = (0..rank).map(|_| self.u64() as usize).collect();
        let size = match code {
            0 | 2 | 3 => 8,
            1 => 4,
            _ => 1,
        };
        let start = self.position;
        self.position += shape.iter().product::<usize>() * size;
        Leaf { name, code, layout, shape, elements: start..self.position }
    }
}
