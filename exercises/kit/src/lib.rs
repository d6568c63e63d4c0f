//! What every program of a learner is linked with: the wire, the memory limit, the loop that answers cases, and
//! the instance pack. It holds no expected value and no solution.

mod layout;
mod memory;
pub mod pack;
mod serve;
#[cfg(target_os = "linux")]
mod system;
mod wire;

pub use layout::Laid;
pub use serve::serve;
pub use wire::{Arguments, Element, Outputs};

/// The body of a function whose file is missing or does not compile.
#[cold]
#[inline(never)]
pub fn stand_in(name: &str) -> ! {
    panic!("`{name}` is called, but there is no version of it that compiles")
}

/// The answer of `calls.rs` to a name that it does not know.
#[cold]
#[inline(never)]
pub fn unknown_function(name: &str) -> ! {
    panic!("calls.rs has no function `{name}`")
}
