//! Submissions from file to verdict, by the library: verdicts, right and wrong implementations, blame, other courses.

/// Ends a test, loudly, where the sandbox is not full.
#[cfg(test)]
macro_rules! needs_full_sandbox {
    () => {
        let level = crate::bench::bench().grader.level();
        if level != tensorlings::sandbox::Level::Full {
            eprintln!("SKIPPED: the sandbox here is {level:?}, not full");
            return;
        }
    };
}

#[cfg(test)]
#[path = "grading/bench.rs"]
mod bench;
#[cfg(test)]
#[path = "grading/blame.rs"]
mod blame;
#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "grading/courses.rs"]
mod courses;
#[cfg(test)]
#[path = "grading/diagnosis.rs"]
mod diagnosis;
#[cfg(test)]
#[path = "grading/held_out.rs"]
mod held_out;
#[cfg(test)]
#[path = "grading/implementations.rs"]
mod implementations;
#[cfg(test)]
#[path = "grading/prelinked.rs"]
mod prelinked;
#[cfg(test)]
#[path = "grading/verdicts.rs"]
mod verdicts;
