//! Tests of `update` by plain values.
