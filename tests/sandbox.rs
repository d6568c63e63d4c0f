//! What the sandbox stops, reports and lets through, shown with real programs.
#![cfg(target_os = "linux")]

#[cfg(test)]
#[path = "sandbox/attempts.rs"]
mod attempts;
#[cfg(test)]
#[path = "sandbox/bench.rs"]
mod bench;
#[cfg(test)]
#[path = "sandbox/layers.rs"]
mod layers;
#[cfg(test)]
#[path = "sandbox/programs.rs"]
mod programs;
#[cfg(test)]
#[path = "sandbox/tools.rs"]
mod tools;
