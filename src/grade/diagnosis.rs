//! What a mistake looks like, told from the outputs alone.

mod mistakes;

pub use mistakes::matching_mistakes;
pub(super) use mistakes::diagnose;
