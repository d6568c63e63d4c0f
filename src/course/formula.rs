//! Integer formulas over a case's symbols: `(n_H_prev - f + 2*pad) / stride + 1`.

/// A parsed formula.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Formula {
    text: String,
}
