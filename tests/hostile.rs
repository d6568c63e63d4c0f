//! Programs that want more than to compute, and what becomes of them. They lie in `hostile/`, with a table of them.
#![cfg(target_os = "linux")]

#[cfg(test)]
#[path = "grading/bench.rs"]
#[expect(dead_code, reason = "other tests need more of it")]
mod bench;
#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "strangers/corpus.rs"]
mod corpus;
#[cfg(test)]
#[path = "strangers/levels.rs"]
mod levels;
#[cfg(test)]
#[path = "strangers/teeth.rs"]
mod teeth;
#[cfg(test)]
#[path = "strangers/traces.rs"]
mod traces;
#[cfg(test)]
#[path = "strangers/verdicts.rs"]
mod verdicts;
