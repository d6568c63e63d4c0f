//! Convolution, backward: where each gradient goes.

use super::ConvCache;
use ndarray::*;

/// Takes the gradient of the cost back through a convolution.
///
/// - `dz`: gradient with respect to the output `Z`, shape `(m, n_H, n_W, n_C)`
/// - `cache`: what the forward pass kept: `a_prev` `(m, n_H_prev, n_W_prev, n_C_prev)`,
///   `w` `(f, f, n_C_prev, n_C)`, `b` `(1, 1, 1, n_C)` and the hyperparameters
///
/// Returns `(dA_prev, dW, db)`, each of the shape of what it is the gradient of. For every example
/// `i`, output position `(h, w)` and filter `c`, with the window that the forward pass used there:
///
/// - `dA_prev_pad[window] += W[.., .., .., c] · dZ[i, h, w, c]`
/// - `dW[.., .., .., c]   += a_prev_pad[window] · dZ[i, h, w, c]`
/// - `db[c]               += dZ[i, h, w, c]`
///
/// and `dA_prev` is `dA_prev_pad` without its padding.
pub fn conv_backward(
    dz: ArrayView4<f64>,
    cache: &ConvCache,
) -> (Array4<f64>, Array4<f64>, Array4<f64>) {
    // TODO: pad the activations as the forward pass did, and make the three gradients, full of
    //       zeros; that of the activations in the padded shape.
    // TODO: visit every example, *output* row, *output* column and filter, and add up all three.
    // TODO: cut the padding off again. Does your way of cutting work where `pad` is 0?
    todo!("conv_backward: send every gradient back to where it came from")
}
