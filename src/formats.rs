//! Tensor files.

pub mod npz;
