//! A slice of any text: what is accepted lies inside the tensor, and is read in the order that it says.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tensorlings::formats::{Bytes, Part, npy};
use tensorlings::inspect::window;
use tensorlings::tensor::Tensor;

const SHAPE: [usize; 3] = [3, 4, 5];

fuzz_target!(|text: &str| {
    // Shapes at the edge of what can be addressed overflow nothing.
    let _ = window(text, &[usize::MAX, 1, 0]);
    let Ok(window) = window(text, &SHAPE) else { return };
    let values = (0..60_i64).collect::<Vec<_>>();
    let tensor = Tensor::I64(ndarray::ArrayD::from_shape_vec(SHAPE.as_slice(), values).expect("60 elements"));
    let mut bytes = Vec::new();
    npy::write(&tensor, &mut bytes).expect("memory can be written to");
    let source = npy::open(&Bytes::memory(&bytes)).expect("what was written can be opened");
    let read = source.read(&window, Part::Real).expect("an accepted slice can be read");
    assert_eq!(read.shape(), window.shape());
    for (place, value) in ndarray::indices(read.shape()).into_iter().zip(read.scalars()) {
        let index = window.index_of(ndarray::Dimension::slice(&place));
        assert_eq!(tensor.get(&index), Some(value), "{text}");
    }
});
