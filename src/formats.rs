//! Tensor files: `.npy`, `.npz`, `.safetensors`, and models in several of the last by their index.
//!
//! [`open`] lists what a file holds, [`Entry::source`] gives one tensor of it, and [`Source::read`] any window of
//! that, without the rest. Nothing is ever unpickled.
//!
//! Headers and directories are parsed here: the crates that read these formats want the whole file in memory or as a
//! stream, and pass over some of what is refused here. The `zip` crate only writes.

mod archive;
mod bytes;
mod element;
mod error;
mod excerpt;
mod kind;
mod metadata;
mod natural;
pub mod npy;
pub mod npz;
pub mod safetensors;
pub mod sharded;
mod source;
mod spool;
mod stream;
mod window;

pub use archive::{Archive, Container, Entry, open, open_bytes, open_file};
pub use bytes::{Bytes, Progress, Reader};
pub use element::{ByteOrder, Element, Part};
pub use error::FormatError;
use excerpt::excerpt;
pub use metadata::Metadata;
pub use natural::natural;
pub use source::{Description, Order, Source};
pub use window::{Axis, Presence, Run, Window};

/// The most bytes that one tensor, and all tensors of an archive together, may take up in memory.
pub const LARGEST: u64 = 256 << 20;
