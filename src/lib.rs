//! tensorlings: a terminal workbench and autograder for writing tensor code from scratch.
//!
//! The layers, lowest first. A layer may name only layers above it in this list; `tests/layering.rs` proves it.
//!
//! | layer | may name |
//! |---|---|
//! | `tensor`, `sandbox` | nothing of ours |
//! | `formats`, `picture`, `explain` | `tensor` |
//! | `inspect` | `tensor`, `formats` |
//! | `course` | `tensor`, `formats` |
//! | `grade` | `tensor`, `formats`, `picture`, `course`, `sandbox` |
//! | `author` | `tensor`, `course`, `sandbox`, `grade` |
//! | `style` | `tensor`, `picture` |
//! | `report` | everything above |
//! | `gradebook` | everything above |
//! | `tui`, `plain` | everything above but `report`, `gradebook` |
//! | `cli`, `commands` | everything |

pub mod author;
pub mod cli;
pub mod commands;
pub mod course;
pub mod explain;
pub mod formats;
pub mod grade;
pub mod gradebook;
pub mod inspect;
pub mod picture;
pub mod plain;
pub mod report;
pub mod sandbox;
pub mod style;
pub mod tensor;
pub mod tui;
