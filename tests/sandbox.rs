//! What the sandbox stops, reports and lets through, shown with real programs.
#![cfg(target_os = "linux")]

#[path = "sandbox/bench.rs"]
mod bench;
#[path = "sandbox/programs.rs"]
mod programs;
#[path = "sandbox/tools.rs"]
mod tools;
