//! Tests of what only the full sandbox does.

/// Ends a test, loudly, where the sandbox is not full.
macro_rules! needs_full_sandbox {
    ($bench:expr) => {
        if $bench.grader.level() != tensorlings::sandbox::Level::Full {
            eprintln!("SKIPPED: the sandbox here is {:?}, not full", $bench.grader.level());
            return;
        }
    };
}
