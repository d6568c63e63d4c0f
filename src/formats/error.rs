//! Why a tensor file is not read, in words that fit after its name.

use super::npy::MOST_AXES;

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
    /// A file of another program, by its first bytes.
    #[error("it is {what}; {advice}")]
    Foreign {
        /// What it is.
        what: &'static str,
        /// What to do to see its tensors.
        advice: &'static str,
    },
    /// Not a single byte.
    #[error("it is empty")]
    Empty,
    /// What holds files.
    #[error("it is a folder; name a file in it")]
    Folder,
    /// A device or a socket.
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
    /// An element type that is not read.
    #[error("its elements are {what}, of the type `{name}`; {advice}")]
    Unsupported {
        /// As the file calls it.
        name: String,
        /// What such elements are.
        what: &'static str,
        /// What to save instead.
        advice: &'static str,
    },
    /// A structured type.
    #[error(
        "its elements are records of several fields; save one of them, as `array[\"field\"]`, to look at it"
    )]
    Records,
    /// An entry that only a password opens.
    #[error("it is encrypted; save it without a password to look at it")]
    Encrypted,
    /// A complex type where a course's tensors are read, by its NumPy name.
    #[error("its elements are of the type `{0}`; real numbers and booleans can be read")]
    NotReal(&'static str),
    /// NumPy's object arrays.
    #[error(
        "its elements are pickled Python objects, and reading them would run what they say; save numbers instead"
    )]
    Pickled,
    /// An element of fewer than 8 bits, by its name.
    #[error("its elements, of the type `{0}`, share bytes; they can be listed, but not shown")]
    Packed(&'static str),
    /// The shape of what would take up more memory than [`LARGEST`](super::LARGEST).
    #[error("its shape {0:?} is too large: a tensor may take up 256 MiB")]
    TooLarge(Vec<usize>),
    /// A shape whose bytes no address counts.
    #[error("its shape {0:?} has more elements than any memory")]
    Unaddressable(Vec<usize>),
    /// The shape of elements of fewer than 8 bits, the last of which ends within a byte.
    #[error("its shape {0:?} does not fill whole bytes")]
    Uneven(Vec<usize>),
    /// How many axes, more than [`MOST_AXES`].
    #[error("it has {0} axes; at most {most} can be read", most = MOST_AXES)]
    TooManyAxes(usize),
    /// What is wrong with the array that is all of a file: one clause, as the texts here are.
    #[error("{0}")]
    Only(String),
    /// One entry of a file whose other entries may be fine.
    #[error("its entry `{entry}` cannot be read: {reason}")]
    Entry {
        /// Its name: a stranger's text, to be cleaned before it is shown.
        entry: String,
        /// One clause, as the texts here are.
        reason: String,
    },
    /// A tensor of a model in several files, whose file does not give it.
    #[error("it lies in `{shard}`, {reason}")]
    Shard {
        /// The name of that file: a stranger's text.
        shard: String,
        /// A relative clause.
        reason: String,
    },
    /// The size that is passed, in words.
    #[error("its contents inflate to more than {0}")]
    Bomb(&'static str),
    /// The archive says so of an entry whose packed bytes are too few for that.
    #[error("the archive promises more bytes than it can inflate to")]
    Overpromised,
    /// The name that two entries share.
    #[error("two of its entries are named `{0}`")]
    Duplicate(String),
    /// Two entries claim the same bytes, or one claims bytes that are not there.
    #[error("its entries overlap or lie outside of it")]
    Overlap,
    /// What is wrong with the directory of a zip archive.
    #[error("its directory cannot be read: {0}")]
    Directory(&'static str),
    /// What packed it, in words.
    #[error("it is packed by {0}; save it by `numpy.savez` or `numpy.savez_compressed` to look at it")]
    Method(String),
    /// Damaged deflated bytes, a wrong size or checksum.
    #[error("it cannot be inflated: {0}")]
    Inflating(String),
    /// A [`Window`](super::Window) that does not fit the shape.
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

impl FormatError {
    /// The clause for where the entry's name stands beside it.
    #[must_use]
    pub fn without_entry(&self) -> String {
        match self {
            Self::Entry { reason, .. } => reason.clone(),
            other => other.to_string(),
        }
    }
}
