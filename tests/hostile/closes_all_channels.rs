// expect: crashed SIGABRT
// threat: the result channel
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    for descriptor in 0..16_i32 {
        drop(transform::<i32, std::fs::File>(descriptor));
    }
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}

/// Takes a value for one of another type, without `unsafe`: a gap in the compiler (rust-lang/rust#57893).
fn transform<A, B>(value: A) -> B {
    *unnamed::<dyn Names<Box<B>, Named = Box<A>>, Box<B>>(Box::new(value))
}

fn unnamed<T: ?Sized, U>(value: <T as Names<U>>::Named) -> U {
    value
}

trait Names<U> {
    type Named;
}

impl<T: ?Sized, U> Names<U> for T {
    type Named = U;
}
