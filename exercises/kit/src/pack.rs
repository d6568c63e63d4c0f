//! The instance pack: the generic functions of `ndarray` that such exercises use, instantiated once here.
//!
//! The compiler shares generic instances between crates below opt-level 2, so that a learner's file refers to these
//! instead of generating them again: its compilation takes less than half the time. Nothing here is ever
//! called. The learner's crate root says `extern crate kit as _;`, or the pack is not looked at.

use ndarray::{
    Array, Array1, Array2, Array3, Array4, ArrayView, ArrayView1, ArrayView2, ArrayView3, ArrayView4, ArrayViewMut,
    ArrayViewMut1, ArrayViewMut2, ArrayViewMut3, ArrayViewMut4, Axis, Zip, s,
};

/// Makes the compiler believe that a value is needed.
#[inline(always)]
fn used<T>(value: T) {
    drop(std::hint::black_box(value));
}

/// Instances that every rank has, for one element type that is a number.
macro_rules! arithmetic {
    ($($name:ident: $element:ty, $array:ident, $view:ident, $view_mut:ident, $index:ty, $rank:literal;)*) => { $(
        pub fn $name(
            a: &mut $array<$element>,
            b: &$array<$element>,
            v: $view<$element>,
            mut w: $view_mut<$element>,
            shape: $index,
            index: [usize; $rank],
            x: $element,
        ) {
            used(($array::<$element>::zeros(shape), $array::<$element>::zeros(index), $array::<$element>::zeros(b.raw_dim())));
            used(($array::<$element>::ones(shape), $array::<$element>::ones(b.raw_dim()), $array::<$element>::default(shape)));
            used(($array::from_elem(shape, x), $array::from_elem(index, x), $array::from_elem(b.raw_dim(), x)));
            used(($array::from_shape_vec(shape, vec![x]), $array::from_shape_vec(index, vec![x])));
            used((b.dim(), v.dim(), w.dim(), b.shape(), v.shape(), w.shape(), b.raw_dim(), v.raw_dim(), w.raw_dim()));
            used((b.len(), v.len(), w.len(), b.ndim(), v.ndim(), b.len_of(Axis(0)), v.len_of(Axis(0)), b.is_empty(), b.strides()));
            used((b.sum(), v.sum(), w.sum(), b.mean(), v.mean(), b.product(), v.product()));
            used((b.view(), v.view(), v.reborrow(), b.to_owned(), v.to_owned(), w.to_owned(), b.clone(), v.into_owned(), b.clone().into_owned()));
            used((b.t(), v.t(), b.clone().reversed_axes(), b.view().into_dyn(), v.into_dyn(), b.is_standard_layout(), v.is_standard_layout()));
            used((b.as_slice(), v.as_slice(), b.get(index), v.get(index), b.get(shape), b == b, v == v, *b == v));
            used((b[index], v[index], w[index], b[shape], v[shape], w[shape]));
            a[index] = x;
            a[shape] = x;
            w[index] = x;
            w[shape] = x;
            a[index] += x;
            a[shape] += x;
            w[index] += x;
            w[shape] += x;
            for element in b { used(element); }
            for element in &v { used(element); }
            for element in b.iter() { used(element); }
            for element in v.iter() { used(element); }
            for element in a.iter_mut() { used(element); }
            for element in w.iter_mut() { used(element); }
            for element in b.indexed_iter() { used(element); }
            for element in v.indexed_iter() { used(element); }
            for element in a.indexed_iter_mut() { used(element); }
            for element in w.indexed_iter_mut() { used(element); }
            for element in v.iter().enumerate() { used(element); }
            for element in v.iter().zip(b.iter()) { used(element); }
            for element in v.iter().zip(v.iter()) { used(element); }
            for element in b.iter().zip(b.iter()) { used(element); }
            used((b.iter().sum::<$element>(), v.iter().sum::<$element>(), b.iter().copied().sum::<$element>(), v.iter().copied().sum::<$element>()));
            used((v.iter().copied().fold(x, <$element>::max), v.iter().cloned().fold(x, <$element>::max), v.iter().fold(x, |m, &e| m.max(e))));
            used((b.iter().copied().fold(x, <$element>::max), b.iter().cloned().fold(x, <$element>::max), b.iter().fold(x, |m, &e| m.max(e))));
            used((v.fold(x, |m, &e| m.max(e)), b.fold(x, |m, &e| m.max(e)), v.iter().cloned().collect::<Vec<$element>>(), v.iter().copied().collect::<Vec<$element>>()));
            used((b.mapv(|e| e), v.mapv(|e| e), b.map(|e| *e), v.map(|e| *e), v.mapv(|e| e == x), b.mapv(|e| e == x), v.map(|e| *e == x)));
            a.mapv_inplace(|e| e + x);
            w.mapv_inplace(|e| e + x);
            a.map_inplace(|e| *e += x);
            w.map_inplace(|e| *e += x);
            a.fill(x);
            w.fill(x);
            a.assign(b);
            a.assign(&v);
            w.assign(b);
            w.assign(&v);
            a.scaled_add(x, b);
            a.scaled_add(x, &v);
            w.scaled_add(x, b);
            w.scaled_add(x, &v);
            used((b + b, b - b, b * b, b / b, &v + &v, &v - &v, &v * &v, &v / &v));
            used((&v * b, b * &v, &v + b, b + &v, b - &v, &v - b));
            used((b + x, b - x, b * x, b / x, &v + x, &v - x, &v * x, &v / x, x * b, x * &v, x + b));
            used((b.clone() + x, b.clone() - x, b.clone() * x, b.clone() / x, -b.clone()));
            used((b.clone() + b, b.clone() - b, b.clone() * b, b.clone() / b, b.clone() * &v, b.clone() + &v, b.clone() * b.clone(), b.clone() + b.clone()));
            *a += b; *a -= b; *a *= b; *a /= b; *a += &v; *a -= &v; *a *= &v; *a += x; *a -= x; *a *= x; *a /= x;
            w += b; w -= b; w *= b; w /= b; w += &v; w -= &v; w *= &v; w += x; w -= x; w *= x; w /= x;
            Zip::from(&mut *a).and(b).for_each(|e, &f| *e += f);
            Zip::from(&mut w).and(&v).for_each(|e, &f| *e += f);
            Zip::from(&mut *a).and(&v).for_each(|e, &f| *e += f);
            Zip::from(&mut w).and(b).for_each(|e, &f| *e += f);
            Zip::from(&v).and(b).for_each(|e, &f| { used((e, f)); });
            used((format!("{b:?}"), format!("{b}"), format!("{v:?}"), format!("{v}"), a.as_slice_mut(), w.as_slice_mut()));
            used($array::from_shape_fn(shape, |_| x));
            used((a.view_mut(), w.view_mut(), b.clone().into_raw_vec_and_offset()));
        }
    )* };
}

arithmetic! {
    f64_1: f64, Array1, ArrayView1, ArrayViewMut1, usize, 1;
    f64_2: f64, Array2, ArrayView2, ArrayViewMut2, (usize, usize), 2;
    f64_3: f64, Array3, ArrayView3, ArrayViewMut3, (usize, usize, usize), 3;
    f64_4: f64, Array4, ArrayView4, ArrayViewMut4, (usize, usize, usize, usize), 4;
}

/// Instances along axes, for ranks from 2.
macro_rules! axes {
    ($($name:ident: $array:ident, $view:ident, $view_mut:ident;)*) => { $(
        pub fn $name(a: &mut $array<f64>, b: &$array<f64>, v: $view<f64>, mut w: $view_mut<f64>) {
            used((b.index_axis(Axis(0), 0), v.index_axis(Axis(0), 0), v.index_axis_move(Axis(0), 0)));
            used((a.index_axis_mut(Axis(0), 0), w.index_axis_mut(Axis(0), 0)));
            used((b.sum_axis(Axis(0)), v.sum_axis(Axis(0)), b.mean_axis(Axis(0)), v.mean_axis(Axis(0))));
            used((b.clone().insert_axis(Axis(0)), v.insert_axis(Axis(0)), b.broadcast(b.raw_dim()), v.broadcast(v.raw_dim())));
            for part in b.outer_iter() { used(part); }
            for part in v.outer_iter() { used(part); }
            for part in a.outer_iter_mut() { used(part); }
            for part in w.outer_iter_mut() { used(part); }
            for part in b.axis_iter(Axis(1)) { used(part); }
            for part in v.axis_iter(Axis(1)) { used(part); }
            for part in a.axis_iter_mut(Axis(1)) { used(part); }
            for part in w.axis_iter_mut(Axis(1)) { used(part); }
            for part in b.outer_iter().enumerate() { used(part); }
            for part in v.outer_iter().enumerate() { used(part); }
            for part in b.outer_iter().zip(v.outer_iter()) { used(part); }
            for part in a.outer_iter_mut().zip(v.outer_iter()) { used(part); }
            for part in a.outer_iter_mut().zip(b.outer_iter()) { used(part); }
            for part in v.windows(v.raw_dim()) { used(part); }
            for lane in v.lanes(Axis(0)) { used(lane); }
            used((b.rows(), v.rows()));
        }
    )* };
}

axes! {
    axes_2: Array2, ArrayView2, ArrayViewMut2;
    axes_3: Array3, ArrayView3, ArrayViewMut3;
    axes_4: Array4, ArrayView4, ArrayViewMut4;
}

/// Slices: each line is one way to cut.
macro_rules! slices {
    ($($name:ident: $array:ident, $view:ident, $view_mut:ident, $i:ident $j:ident => $([$($cut:tt)*])*;)*) => { $(
        pub fn $name(a: &mut $array<f64>, b: &$array<f64>, v: $view<f64>, mut w: $view_mut<f64>, $i: usize, $j: usize) {
            $(
                used((b.slice(s![$($cut)*]), v.slice(s![$($cut)*]), v.slice_move(s![$($cut)*])));
                used((b.slice(s![$($cut)*]).to_owned(), v.slice(s![$($cut)*]).to_owned()));
                used((a.slice_mut(s![$($cut)*]), w.slice_mut(s![$($cut)*])));
                a.slice_mut(s![$($cut)*]).fill(0.0);
                a.slice_mut(s![$($cut)*]).assign(&v.slice(s![$($cut)*]));
            )*
            used($j);
        }
    )* };
}

slices! {
    slices_4: Array4, ArrayView4, ArrayViewMut4, i j =>
        [.., i..j, i..j, ..] [i, i..j, i..j, ..] [i, i..j, i..j, j] [i..j, i..j, i..j, i..j] [.., .., .., i]
        [i, .., .., ..] [i, .., .., j] [i, j, i, ..] [.., i, j, ..] [i..i + 1, .., .., j];
    slices_3: Array3, ArrayView3, ArrayViewMut3, i j =>
        [i..j, i..j, ..] [i..j, i..j, i..j] [i..j, i..j, j] [.., .., i] [i, .., ..] [i, j, ..];
    slices_2: Array2, ArrayView2, ArrayViewMut2, i j => [i..j, i..j] [.., i] [i, ..] [i..j, j] [.., i..j];
    slices_1: Array1, ArrayView1, ArrayViewMut1, i j => [i..j] [i..] [..j];
}

/// Instances for masks.
pub fn masks(a: &mut Array2<bool>, v: ArrayView2<bool>, shape: (usize, usize), index: [usize; 2]) {
    used((Array2::from_elem(shape, false), Array2::<bool>::default(shape), Array2::from_shape_vec(shape, vec![false])));
    used((a.dim(), a.shape(), a.view(), a.clone(), v.to_owned(), v.dim(), a[index], a[shape], v[index], v[shape]));
    a[index] = true;
    a[shape] = true;
    a.fill(false);
    for element in a.indexed_iter() {
        used(element);
    }
    for element in a.indexed_iter_mut() {
        used(element);
    }
    for element in a.iter() {
        used(element);
    }
    for element in a.iter_mut() {
        used(element);
    }
    used((a.mapv(f64::from), a.mapv(|m| if m { 1.0 } else { 0.0 }), a.map(|&m| if m { 1.0 } else { 0.0 })));
    used((format!("{a:?}"), format!("{a}"), a == a));
}

/// Instances of the standard library.
pub fn standard(a: usize, b: usize, stride: usize, x: f64) {
    for i in a..b {
        used(i);
    }
    for i in a..=b {
        used(i);
    }
    for i in (a..b).rev() {
        used(i);
    }
    for i in (a..b).step_by(stride) {
        used(i);
    }
    for i in (a..b).enumerate() {
        used(i);
    }
    for i in (a..b).zip(a..b) {
        used(i);
    }
    let mut numbers: Vec<f64> = Vec::with_capacity(a);
    numbers.push(x);
    numbers.extend_from_slice(&[x]);
    used((vec![x; a], vec![a; b], numbers.clone(), numbers.iter().sum::<f64>(), (a..b).collect::<Vec<_>>()));
    used((numbers.iter().copied().fold(x, f64::max), numbers.iter().cloned().fold(x, f64::max)));
    let mut indices: Vec<usize> = Vec::new();
    indices.push(a);
    println!("{numbers:?} {indices:?} {a} {x} {x:?}");
}

/// Windows and outer products, as conversions between ranks need them.
pub fn conversions(m: &Array2<f64>, v: ArrayView2<f64>, x: ArrayView1<f64>, f: fn((usize, usize)) -> f64) {
    used((m.dot(m), m.dot(&x), v.dot(&v), v.dot(&x), x.dot(&x)));
    used((Array::from_shape_fn((1, 1), f), Array::from_vec(vec![0.0]), Array::from_iter(x.iter().copied())));
    used((ArrayView::from(&[0.0][..]), ArrayViewMut::from(&mut [0.0][..])));
}
