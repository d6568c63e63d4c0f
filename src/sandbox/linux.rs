//! Confinement as Linux offers it: the launcher's side and the parent's side.

mod calls;
mod control;
mod filter;
mod fork_server;
mod launcher;
mod listener;
mod order;
mod process;
mod program;
mod restrict;

pub use fork_server::finish;
pub use launcher::launch;
pub(super) use process::{Alarm, Process, Streams};
pub use program::{Draft, Program};
