//! The types that the functions of this course share.

use ndarray::Array4;

/// How a filter moves over its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConvHyperparameters {
    /// Cells between one window and the next, downwards and to the right alike.
    pub stride: usize,
    /// Rows and columns of zeros added on each side of the input.
    pub pad: usize,
}

/// The size of a pooling window, and how it moves over its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolHyperparameters {
    /// Height and width of the window.
    pub f: usize,
    /// Cells between one window and the next, downwards and to the right alike.
    pub stride: usize,
}

/// What a pooling window is reduced to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PoolMode {
    /// Its largest value.
    Max,
    /// The mean of its values.
    Average,
}

/// What a convolution keeps for its backward pass: its inputs, the activations not padded.
#[derive(Debug, Clone, PartialEq)]
pub struct ConvCache {
    /// Activations of the layer before, shape `(m, n_H_prev, n_W_prev, n_C_prev)`.
    pub a_prev: Array4<f64>,
    /// Filters, shape `(f, f, n_C_prev, n_C)`.
    pub w: Array4<f64>,
    /// One bias a filter, shape `(1, 1, 1, n_C)`.
    pub b: Array4<f64>,
    /// Stride and padding.
    pub hparameters: ConvHyperparameters,
}

/// What a pooling layer keeps for its backward pass.
#[derive(Debug, Clone, PartialEq)]
pub struct PoolCache {
    /// Activations of the layer before, shape `(m, n_H_prev, n_W_prev, n_C)`.
    pub a_prev: Array4<f64>,
    /// Window size and stride.
    pub hparameters: PoolHyperparameters,
}
