use ndarray::*;

pub fn zero_pad(x: ArrayView4<f64>, pad: usize) -> Array4<f64> {
    let (m, n_h, n_w, n_c) = x.dim();
    let mut x_pad = Array::zeros((m, n_h + pad + pad, n_w + pad + pad, n_c));
    for i in 0..m {
        for h in 0..n_h {
            for w in 0..n_w {
                for c in 0..n_c {
                    x_pad[(i, h + pad, w + pad, c)] = x[(i, h, w, c)];
                }
            }
        }
    }
    x_pad
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_added_without_padding() {
        let x = Array4::ones((1, 2, 2, 1));
        assert_eq!(zero_pad(x.view(), 0), x);
    }
}
