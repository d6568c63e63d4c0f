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
mod metadata;
mod natural;
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
pub use metadata::Metadata;
pub use natural::natural;
pub use source::{Description, Order, Source};
pub use window::{Axis, Presence, Run, Window};

/// The most bytes that one tensor, and all tensors of an archive together, may take up in memory.
pub const LARGEST: u64 = 256 << 20;

/// A tensor file that cannot be read or written. Each text is one clause that fits after the file's name.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    /// Without the magic of NEP 1.
    #[error("it is not a NumPy array (`.npy`)")]
    NotNpy,
    /// Without the end of a zip directory.
    #[error("it is not a NumPy archive (`.npz`)")]
    NotArchive,
    /// What is wrong with the length, the JSON or the offsets of the header.
    #[error("it is not a `.safetensors` file: {0}")]
    NotSafetensors(String),
    /// What is wrong with a `.index.json`.
    #[error("it is not an index of shards: {0}")]
    NotIndex(String),
    /// Neither the first bytes nor the name tell a format.
    #[error("it holds no tensors: it is no `.npy`, `.npz`, `.safetensors` or `.index.json` file")]
    Unknown,
    /// A pickle by its protocol byte, whatever the file is called.
    #[error("it is a pickle, and reading one would run what it says")]
    Pickle,
    /// A directory or a device.
    #[error("it is neither a file nor a pipe")]
    NotAFile,
    /// Fewer bytes than the shape needs.
    #[error("it ends too early: its header promises {promised} bytes of elements, it holds {present}")]
    Truncated {
        /// Bytes of all elements, by shape and type.
        promised: u64,
        /// Bytes behind the header.
        present: u64,
    },
    /// What is wrong with the header of an array, or of an entry of an archive.
    #[error("its header cannot be read: {0}")]
    Header(&'static str),
    /// An element type (or a packing) that is not read at all, in words.
    #[error("its elements are of {0}; numbers and booleans can be read")]
    Unsupported(String),
    /// A complex type where a course's tensors are read, by its NumPy name.
    #[error("its elements are of the type `{0}`; real numbers and booleans can be read")]
    NotReal(&'static str),
    /// NumPy's object arrays.
    #[error("its elements are pickled Python objects, and reading them would run what they say")]
    Pickled,
    /// An element of fewer than 8 bits, by its name.
    #[error("its elements, of the type `{0}`, share bytes; they can be listed, but not shown")]
    Packed(&'static str),
    /// The shape of what would take up more memory than [`LARGEST`].
    #[error("its shape {0:?} is too large: a tensor may take up 256 MiB")]
    TooLarge(Vec<usize>),
    /// A shape whose bytes no address counts.
    #[error("its shape {0:?} has more elements than any memory")]
    Unaddressable(Vec<usize>),
    /// How many axes, more than [`npy::MOST_AXES`].
    #[error("it has {0} axes; at most {most} can be read", most = npy::MOST_AXES)]
    TooManyAxes(usize),
    /// One entry of a file whose other entries may be fine.
    #[error("its entry `{entry}` cannot be read: {reason}")]
    Entry {
        /// Its name: a stranger's text, to be cleaned before it is shown.
        entry: String,
        /// One clause, as the texts here are.
        reason: String,
    },
    /// The size that is passed, in words.
    #[error("its contents inflate to more than {0}")]
    Bomb(&'static str),
    /// The name that two entries share.
    #[error("two of its entries are named `{0}`")]
    Duplicate(String),
    /// Two entries claim the same bytes, or one claims bytes that are not there.
    #[error("its entries overlap or lie outside of it")]
    Overlap,
    /// What is wrong with the directory of a zip archive.
    #[error("its directory cannot be read: {0}")]
    Directory(&'static str),
    /// A number of `APPNOTE.TXT`, 4.4.5.
    #[error("it is packed by method {0}; stored and deflated entries can be read")]
    Method(u16),
    /// Damaged deflated bytes, a wrong size or checksum.
    #[error("it cannot be inflated: {0}")]
    Inflating(String),
    /// A [`Window`] that does not fit the shape.
    #[error("the window lies outside of it")]
    Outside,
    /// Bytes that were there when the file was opened are gone.
    #[error("it became shorter while it was read")]
    Shrunk,
    /// Where it would lie: the system's directory for temporary files.
    #[error("there is no room for a temporary file: {0}")]
    NoRoom(#[source] std::io::Error),
    /// The system refuses to read or write.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
