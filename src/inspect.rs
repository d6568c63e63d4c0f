//! What a tensor at rest holds, without having it in memory: slices by NumPy's syntax, statistics, comparison.

mod blocks;
pub mod difference;
mod lanes;
pub mod plane;
pub mod profile;
pub mod search;
mod slice;
pub mod statistics;
mod strips;

pub use blocks::{Block, Blocks};
pub use difference::{Difference, difference};
pub use profile::{Profile, SHARES, profile};
pub use slice::{SliceError, window};
pub use statistics::Statistics;
pub use strips::Strips;

use crate::formats::Progress;
use std::ops::ControlFlow;

/// Is told how far some work is, and may break it off.
pub type Watch<'a> = dyn FnMut(Progress) -> ControlFlow<()> + 'a;
