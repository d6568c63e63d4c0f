//! Tensors that come through a pipe.

use super::archive::{Archive, open_bytes};
use super::bytes::Bytes;
use super::kind::{Kind, TELLING};
use super::spool::{self, MOST};
use super::{FormatError, npy, safetensors};
use std::fs::File;
use std::io::Read;

/// Lists the tensors that a pipe gives. It is read as far as they reach, into a temporary file without a name; of what
/// holds no tensors, only the beginning.
///
/// # Errors
/// When it cannot be read, is of no known format, or there is no room for it.
pub(super) fn open_stream(stream: &mut dyn Read) -> Result<Archive, FormatError> {
    let mut pipe = Pipe { stream, file: tempfile::tempfile().map_err(FormatError::NoRoom)?, taken: 0 };
    let mut start = Vec::new();
    pipe.up_to(TELLING as u64)?.reader().read_to_end(&mut start)?;
    match Kind::of(&start)? {
        Some(Kind::Npy) => {
            let header = pipe.up_to(npy::header_end(&start)?)?;
            pipe.up_to(npy::end(&header)?)?;
        }
        Some(Kind::Safetensors) => {
            let header = pipe.up_to(safetensors::header_end(&start)?)?;
            // One byte more tells whether it goes on.
            pipe.up_to(safetensors::end(&header)?.saturating_add(1))?;
        }
        // The directory stands at the end.
        Some(Kind::Npz) => {
            pipe.up_to(u64::MAX)?;
        }
        None => return Err(FormatError::Unknown),
    }
    open_bytes(&Bytes::file(pipe.file)?)
}

/// What came so far.
struct Pipe<'a> {
    stream: &'a mut dyn Read,
    file: File,
    taken: u64,
}

impl Pipe<'_> {
    /// Takes bytes until there are as many, or no more.
    fn up_to(&mut self, length: u64) -> Result<Bytes, FormatError> {
        let wanted = length.min(MOST + 1).saturating_sub(self.taken);
        self.taken += spool::append(&mut self.stream.take(wanted), &self.file, self.taken)?;
        if self.taken > MOST {
            return Err(FormatError::Bomb("64 GiB"));
        }
        Bytes::file(self.file.try_clone()?)
    }
}
