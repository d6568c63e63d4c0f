//! Tensor files: `.npy`, `.npz`, `.safetensors`, and models in several of the last by their index.
//!
//! [`open`] lists what a file holds, [`Entry::source`] gives one tensor of it, and [`Source::read`] any window of
//! that, without the rest. Nothing is ever unpickled.
//!
//! The headers are parsed here: the crates that read these formats want the whole file in memory or as a stream, and
//! pass over some of what is refused here. Archives are the `zip` crate's.

mod archive;
mod bytes;
mod element;
pub mod npy;
pub mod npz;
pub mod safetensors;
pub mod sharded;
mod source;
mod spool;
mod window;

pub use archive::{Archive, Container, Entry, open, open_bytes, open_stream};
pub use bytes::{Bytes, Progress, Reader};
pub use element::{ByteOrder, Element, Part};
pub use source::{Description, Order, Source};
pub use window::{Axis, Presence, Run, Window};

/// The most bytes that one tensor, and all tensors of an archive together, may take up in memory.
pub const LARGEST: u64 = 256 << 20;

/// A tensor file that cannot be read or written. Each text is one clause that fits after the file's name.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    #[error("it is not a NumPy array (`.npy`)")]
    NotNpy,
    #[error("it is not a NumPy archive (`.npz`)")]
    NotArchive,
    #[error("it is not a `.safetensors` file: {0}")]
    NotSafetensors(String),
    #[error("it is not an index of shards: {0}")]
    NotIndex(String),
    #[error("it holds no tensors: it is no `.npy`, `.npz`, `.safetensors` or `.index.json` file")]
    Unknown,
    #[error("it is a pickle, and reading one would run what it says")]
    Pickle,
    #[error("it is neither a file nor a pipe")]
    NotAFile,
    #[error("it ends too early: its header promises {promised} bytes of elements, it holds {present}")]
    Truncated { promised: u64, present: u64 },
    #[error("its header cannot be read: {0}")]
    Header(&'static str),
    #[error("its elements are of {0}; numbers and booleans can be read")]
    Unsupported(String),
    #[error("its elements are of the type `{0}`; real numbers and booleans can be read")]
    NotReal(&'static str),
    #[error("its elements are pickled Python objects, and reading them would run what they say")]
    Pickled,
    #[error("its elements, of the type `{0}`, share bytes; they can be listed, but not shown")]
    Packed(&'static str),
    #[error("its shape {0:?} is too large: a tensor may take up 256 MiB")]
    TooLarge(Vec<usize>),
    #[error("its shape {0:?} has more elements than any memory")]
    Unaddressable(Vec<usize>),
    #[error("it has {0} axes; at most {most} can be read", most = npy::MOST_AXES)]
    TooManyAxes(usize),
    #[error("its entry `{entry}` cannot be read: {reason}")]
    Entry { entry: String, reason: String },
    #[error("its contents inflate to more than {0}")]
    Bomb(&'static str),
    #[error("two of its entries are named `{0}`")]
    Duplicate(String),
    #[error("its entries overlap or lie outside of it")]
    Overlap,
    #[error("its directory cannot be read: {0}")]
    Directory(&'static str),
    #[error("it is packed by method {0}; stored and deflated entries can be read")]
    Method(u16),
    #[error("it cannot be inflated: {0}")]
    Inflating(String),
    #[error("the window lies outside of it")]
    Outside,
    #[error("it became shorter while it was read")]
    Shrunk,
    #[error("there is no room for a temporary file: {0}")]
    NoRoom(#[source] std::io::Error),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
