//! The entry point of every program of a learner.

// Named, so that they are linked: submissions take them for the functions that they lack.
extern crate stand_ins as _;

unsafe extern "Rust" {
    /// Filled in by the object that is compiled from the submission.
    static TENSORLINGS_FUNCTIONS: calls::Functions;
}

fn main() {
    kit::serve(|name, arguments, outputs| {
        // SAFETY: the submission's object defines this static with this type, and nothing writes to it.
        calls::call(unsafe { &TENSORLINGS_FUNCTIONS }, name, arguments, outputs)
    })
}
