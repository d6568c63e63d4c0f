//! Plain words for what a learner's function ran into: a wrong shape, a panic, an error of the compiler.
//!
//! Each sentence explains; none gives the line away that would be right.

mod compiler;
mod panics;
mod shape;

pub(super) use compiler::explain as compiler_error;
pub(super) use panics::explain as panic;
pub(super) use shape::explain as shape;
