//! Text that was typed and not saved outlives the process, however that ends.

use crate::course::Progress;
use crate::tui::msg::{Msg, Worker};
use crate::tui::workers::Workers;
use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// How long the end of a session waits for the last text to be written.
const PATIENCE: Duration = Duration::from_secs(2);

/// The text of a file; `None` where nothing is to be kept any longer.
type Request = (PathBuf, Option<String>);

/// Where the unsaved text of a function is kept.
pub(super) fn file(workspace: &Path, exercise: &str) -> PathBuf {
    Progress::drafts(workspace).join(format!("{exercise}.rs"))
}

/// The text that is kept, if there is any.
pub(super) fn read(file: &Path) -> Option<String> {
    std::fs::read_to_string(file).ok()
}

/// A thread that keeps texts in the order of asking. It writes at once, so that a kill finds the text of the last
/// key; what comes while it writes is written together.
pub(super) struct Keeper {
    requests: Sender<Request>,
    /// Closed by the thread when everything is written.
    done: Receiver<()>,
}

impl Keeper {
    pub(super) fn start(workers: &Workers) -> Self {
        let (requests, receiver) = channel::<Request>();
        let (finished, done) = channel();
        workers.spawn(Worker::KeepDraft, move |inbox| {
            // Dropped last, also by a panic.
            let _finished: Sender<()> = finished;
            while let Ok(first) = receiver.recv() {
                let newest: BTreeMap<_, _> = std::iter::once(first).chain(receiver.try_iter()).collect();
                for (file, unsaved) in newest {
                    if let Err(error) = replace(&file, unsaved.as_deref()) {
                        let reason = format!("Unsaved text cannot be kept in {}: {error}.", file.display());
                        let _ = inbox.send(Msg::DraftNotKept(reason));
                    }
                }
            }
        });
        Self { requests, done }
    }

    /// Keeps a text, or forgets the one that was kept.
    pub(super) fn keep(&self, file: PathBuf, unsaved: Option<String>) {
        // Without the thread, its panic was a message.
        let _ = self.requests.send((file, unsaved));
    }

    /// Waits until everything is written.
    pub(super) fn finish(self) {
        drop(self.requests);
        let _ = self.done.recv_timeout(PATIENCE);
    }
}

/// The new text is complete before it takes the old one's place.
fn replace(file: &Path, unsaved: Option<&str>) -> io::Result<()> {
    let Some(text) = unsaved else {
        return match std::fs::remove_file(file) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            other => other,
        };
    };
    let folder = file.parent().unwrap_or_else(|| Path::new("."));
    std::fs::create_dir_all(folder)?;
    // The name of the temporary file would tell the learner nothing.
    let new = tempfile::NamedTempFile::new_in(folder);
    let mut new = new.map_err(|error| io::Error::from(error.kind()))?;
    new.write_all(text.as_bytes())?;
    new.persist(file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_text_is_on_the_disk_when_the_session_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, _inbox) = channel();
        let kept = |name| file(folder.path(), name);
        let keeper = Keeper::start(&Workers::new(sender));
        for length in 0..100 {
            keeper.keep(kept("shift"), Some("x".repeat(length)));
        }
        keeper.keep(kept("blend"), Some("y".to_owned()));
        keeper.keep(kept("blend"), None);
        keeper.keep(kept("never"), None);
        keeper.finish();
        assert_eq!(read(&kept("shift")), Some("x".repeat(99)));
        assert_eq!(read(&kept("blend")), None);
    }

    #[test]
    fn a_text_that_cannot_be_kept_is_said() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(".tensorlings"), "no folder").unwrap();
        let (sender, inbox) = channel();
        let keeper = Keeper::start(&Workers::new(sender));
        keeper.keep(file(folder.path(), "shift"), Some("x".to_owned()));
        keeper.finish();
        assert!(matches!(inbox.recv().unwrap(), Msg::DraftNotKept(reason) if reason.contains("shift.rs")));
    }
}
