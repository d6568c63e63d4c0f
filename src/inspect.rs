//! What a tensor at rest holds, without having it in memory: slices by NumPy's syntax, statistics, comparison, and in
//! words what leads from one tensor to another.

mod blocks;
mod comparison;
pub mod difference;
mod lanes;
mod movement;
mod pairing;
pub mod plane;
pub mod profile;
pub mod region;
pub mod relation;
pub mod search;
mod slice;
pub mod statistics;
mod strips;

pub use blocks::{Block, Blocks};
pub use comparison::{Comparison, compare};
pub use difference::{Cell, Difference, difference};
pub use pairing::{Pairing, Prefix, pairing};
pub use profile::{Profile, SHARES, profile};
pub use region::Region;
pub use relation::{Relation, Scope, reshaping};
pub use slice::{SliceError, window};
pub use statistics::Statistics;
pub use strips::Strips;

use crate::formats::Progress;
use std::ops::ControlFlow;

/// Is told how far some work is, and may break it off.
pub type Watch<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;
