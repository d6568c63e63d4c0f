//! Tensor files.

pub mod npy;
pub mod npz;

/// The most bytes that one tensor, and all tensors of an archive together, may take up in memory.
pub const LARGEST: u64 = 256 << 20;

/// A tensor file that cannot be read or written. Each text is one clause that fits after the file's name.
#[derive(Debug, thiserror::Error)]
pub enum FormatError {
    #[error("it is not a NumPy array (`.npy`)")]
    NotNpy,
    #[error("it is not a NumPy archive (`.npz`)")]
    NotArchive,
    #[error("it ends too early: its header promises {promised} bytes of elements, it holds {present}")]
    Truncated { promised: u64, present: u64 },
    #[error("its header cannot be read: {0}")]
    Header(&'static str),
    #[error("its elements are of {0}; real numbers and booleans can be read")]
    Unsupported(String),
    #[error("its shape {0:?} is too large: a tensor may take up 256 MiB")]
    TooLarge(Vec<u64>),
    #[error("it has {0} axes; at most {most} can be read", most = npy::MOST_AXES)]
    TooManyAxes(usize),
    #[error("its entry `{entry}` cannot be read: {reason}")]
    Entry { entry: String, reason: String },
    #[error("its contents inflate to more than 256 MiB")]
    Bomb,
    #[error("two of its entries are named `{0}`")]
    Duplicate(String),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}
