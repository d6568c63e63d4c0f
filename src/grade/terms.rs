//! What each cell of an input contributes to each cell of an output, measured: the function runs with one input cell
//! kept and all others zero.
//!
//! Only functions whose family makes them linear in that input are measured. A [`Model`] says what every contribution
//! should be, and what it would be under a [`Reading`] of the task that differs in one thing.

mod measure;
mod model;
mod placing;
mod reading;
mod selection;

pub use measure::{Contribution, Measured, Unmeasured};
pub(super) use measure::{DIAGNOSIS, Sensor, Weights, unflat};
pub(super) use model::{Model, Sizes, Sum, Term};
pub(super) use reading::{Concern, Reading, readings};
pub(super) use selection::{Selection, selections};
