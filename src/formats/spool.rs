//! A temporary file without a name that one thread fills while others read what is there already.

use super::FormatError;
use super::bytes::Progress;
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::FileExt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// More than this is never kept, whatever promises to inflate to it: 64 GiB.
pub(super) const MOST: u64 = 64 << 30;

/// What is moved at once.
const BLOCK: usize = 256 << 10;

/// How long a reader sleeps at most before it looks again.
const PATIENCE: Duration = Duration::from_millis(50);

/// The file and how far it is.
#[derive(Debug)]
pub(super) struct Spool {
    file: File,
    total: u64,
    state: Mutex<State>,
    grown: Condvar,
}

#[derive(Debug)]
struct State {
    done: u64,
    end: Option<Result<(), Failed>>,
}

/// Why it could not be filled.
#[derive(Clone, Debug)]
struct Failed {
    kind: io::ErrorKind,
    reason: String,
}

impl Failed {
    fn error(&self) -> FormatError {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match self.kind {
            StorageFull | QuotaExceeded | FileTooLarge => {
                FormatError::NoRoom(io::Error::new(self.kind, self.reason.clone()))
            }
            _ => FormatError::Inflating(self.reason.clone()),
        }
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self { kind: error.kind(), reason: error.to_string() }
    }
}

impl Spool {
    /// Fills a temporary file with `total` bytes of what `source` gives, on a thread of its own, which ends when
    /// nobody is left to read them. Bytes beyond are an error, as are missing ones.
    pub(super) fn fill(
        total: u64,
        source: impl FnOnce(&mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> + Send + 'static,
    ) -> Result<Arc<Self>, FormatError> {
        if total > MOST {
            return Err(FormatError::Bomb("64 GiB"));
        }
        let file = tempfile::tempfile().map_err(FormatError::NoRoom)?;
        // Told before the disk is full rather than after.
        let free =
            rustix::fs::fstatvfs(&file).map_or(u64::MAX, |disk| disk.f_bavail.saturating_mul(disk.f_frsize));
        if total > free {
            let reason = format!("it takes {total} bytes, and {free} are free");
            return Err(FormatError::NoRoom(io::Error::new(io::ErrorKind::StorageFull, reason)));
        }
        let spool = Arc::new(Self {
            file,
            total,
            state: Mutex::new(State { done: 0, end: None }),
            grown: Condvar::new(),
        });
        let filled = Arc::downgrade(&spool);
        let write = move |block: &[u8]| match filled.upgrade() {
            Some(spool) => spool.append(block),
            // Nobody is left to read it.
            None => Err(io::ErrorKind::Interrupted.into()),
        };
        let finished = Arc::downgrade(&spool);
        let work = move || {
            let mut write = write;
            let end = source(&mut write);
            if let Some(spool) = finished.upgrade() {
                spool.finish(end);
            }
        };
        std::thread::Builder::new().name("inflate".to_owned()).spawn(work)?;
        Ok(spool)
    }

    /// Fills the buffer from `offset` on, as soon as the bytes are there.
    pub(super) fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<(), FormatError> {
        let needed = offset.saturating_add(buffer.len() as u64);
        let mut state = self.lock();
        loop {
            match &state.end {
                Some(Err(failed)) => return Err(failed.error()),
                _ if state.done >= needed => break,
                Some(Ok(())) => return Err(FormatError::Shrunk),
                None => {
                    let waited = self.grown.wait_timeout(state, PATIENCE);
                    (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
        drop(state);
        Ok(self.file.read_exact_at(buffer, offset)?)
    }

    /// Waits until everything is there, and gives the error that it ended with, if any.
    pub(super) fn wait(&self) -> Result<(), FormatError> {
        let mut state = self.lock();
        while state.end.is_none() {
            let waited = self.grown.wait_timeout(state, PATIENCE);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
        match &state.end {
            Some(Err(failed)) => Err(failed.error()),
            _ => Ok(()),
        }
    }

    pub(super) fn progress(&self) -> Progress {
        Progress { done: self.lock().done.min(self.total), total: self.total }
    }

    fn append(&self, block: &[u8]) -> io::Result<()> {
        let done = self.lock().done;
        let after = done + block.len() as u64;
        if after > self.total {
            return Err(io::Error::other("it inflates to more than its directory says"));
        }
        // Zeros are left as a hole: an archive that inflates to nothing but them takes no room on the disk.
        if block.iter().any(|&byte| byte != 0) {
            self.file.write_all_at(block, done)?;
        } else {
            self.file.set_len(after)?;
        }
        self.lock().done = after;
        self.grown.notify_all();
        Ok(())
    }

    fn finish(&self, end: io::Result<()>) {
        let mut state = self.lock();
        let is_short = end.is_ok() && state.done < self.total;
        let short = || Err(io::Error::other("it inflates to less than its directory says"));
        state.end = Some(if is_short { short() } else { end }.map_err(Failed::from));
        self.grown.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Moves everything that a reader gives, block by block.
pub(super) fn copy(from: &mut dyn Read, write: &mut dyn FnMut(&[u8]) -> io::Result<()>) -> io::Result<()> {
    let mut block = vec![0; BLOCK];
    loop {
        let mut filled = 0;
        while filled < block.len() {
            match from.read(&mut block[filled..])? {
                0 => break,
                count => filled += count,
            }
        }
        if filled == 0 {
            return Ok(());
        }
        write(&block[..filled])?;
    }
}

/// Puts everything that a reader gives into a file, from a place on; how many bytes that is.
pub(super) fn append(from: &mut dyn Read, file: &File, place: u64) -> Result<u64, FormatError> {
    let mut done = 0;
    let mut full = None;
    let copied = copy(from, &mut |block| {
        if let Err(error) = file.write_all_at(block, place + done) {
            full = Some(error);
            return Err(io::ErrorKind::StorageFull.into());
        }
        done += block.len() as u64;
        Ok(())
    });
    match (copied, full) {
        (_, Some(error)) => Err(FormatError::NoRoom(error)),
        (Err(error), None) => Err(error.into()),
        (Ok(()), None) => Ok(done),
    }
}
