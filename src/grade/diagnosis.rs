//! What a mistake looks like, told from the outputs alone.

mod mistakes;

pub(super) use mistakes::diagnose;
pub use mistakes::matching_mistakes;
