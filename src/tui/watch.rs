//! Notices saves: the `src` folder is watched as a whole, because editors save by renaming a new file over the old.

use super::msg::{Msg, Watching, Worker};
use super::workers::Workers;
use notify::event::{EventKind, MetadataKind, ModifyKind};
use notify::{Config, Event, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

/// Editors write more than once for one save: wait until nothing came for so long.
const QUIET: Duration = Duration::from_millis(80);
/// How often the files are looked at where the system reports nothing.
const POLL: Duration = Duration::from_secs(1);

/// Watches a folder until dropped.
pub(super) struct SourceWatch {
    _watcher: Box<dyn Watcher + Send>,
}

impl SourceWatch {
    /// Watches `folder` for the files of these exercises; `None` where neither way of watching works.
    pub(super) fn start(folder: &Path, exercises: Vec<String>, workers: &Workers) -> Option<Self> {
        let (events, changes) = channel();
        let begun = begin::<RecommendedWatcher>(folder, events.clone(), Config::default());
        let begun = begun.map(|watcher| (watcher, Watching::Events)).or_else(|_| {
            let config = Config::default().with_poll_interval(POLL).with_compare_contents(true);
            begin::<PollWatcher>(folder, events, config).map(|watcher| (watcher, Watching::Polling))
        });
        match begun {
            Ok((watcher, watching)) => {
                workers.send(Msg::Watching(watching));
                workers.spawn(Worker::Watch, move |inbox| report_saves(&changes, &exercises, inbox));
                Some(Self { _watcher: watcher })
            }
            Err(error) => {
                workers.send(Msg::Watching(Watching::Off(error.to_string())));
                None
            }
        }
    }
}

type Change = notify::Result<Event>;

fn begin<W: Watcher + Send + 'static>(
    folder: &Path,
    events: Sender<Change>,
    config: Config,
) -> notify::Result<Box<dyn Watcher + Send>> {
    let mut watcher = W::new(events, config)?;
    watcher.watch(folder, RecursiveMode::NonRecursive)?;
    Ok(Box::new(watcher))
}

/// Collects changes until it is quiet, then says whose files they were.
fn report_saves(changes: &Receiver<Change>, exercises: &[String], inbox: &Sender<Msg>) {
    while let Ok(first) = changes.recv() {
        let mut saved: BTreeSet<String> = names(first, exercises).collect();
        while let Ok(next) = changes.recv_timeout(QUIET) {
            saved.extend(names(next, exercises));
        }
        if !saved.is_empty() && inbox.send(Msg::Saved(saved.into_iter().collect())).is_err() {
            return;
        }
    }
}

/// The exercises whose files a change concerns.
fn names(change: Change, exercises: &[String]) -> impl Iterator<Item = String> {
    let paths = change.ok().filter(|event| is_save(event.kind)).map(|event| event.paths).unwrap_or_default();
    paths.into_iter().filter_map(|path| exercise_of(&path, exercises))
}

/// The exercise whose file this is.
fn exercise_of(path: &Path, exercises: &[String]) -> Option<String> {
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    let stem = path.file_stem().filter(|_| is_rust)?.to_str()?;
    exercises.iter().find(|name| *name == stem).cloned()
}

/// Whether file contents may have changed: reading and changing permissions do not count. Pollers report a new
/// time of writing as metadata.
const fn is_save(kind: EventKind) -> bool {
    !matches!(
        kind,
        EventKind::Access(_)
            | EventKind::Modify(ModifyKind::Metadata(
                MetadataKind::Any
                    | MetadataKind::AccessTime
                    | MetadataKind::Permissions
                    | MetadataKind::Ownership
                    | MetadataKind::Extended
                    | MetadataKind::Other
            ))
    )
}

/// Where the learner's files lie in a workspace.
pub(super) fn source_folder(workspace: &Path) -> PathBuf {
    workspace.join("src")
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, CreateKind};

    fn exercises() -> Vec<String> {
        vec!["shift".to_owned(), "blend".to_owned()]
    }

    #[test]
    fn only_the_files_of_exercises_count() {
        let found = |path: &str| exercise_of(Path::new(path), &exercises());
        assert_eq!(found("/w/src/shift.rs"), Some("shift".to_owned()));
        assert_eq!(found("/w/src/shift.rs~"), None);
        assert_eq!(found("/w/src/.shift.rs.swp"), None);
        assert_eq!(found("/w/src/lib.rs"), None);
        assert_eq!(found("/w/src/4913"), None);
    }

    #[test]
    fn reading_a_file_is_no_save() {
        assert!(is_save(EventKind::Create(CreateKind::File)));
        assert!(is_save(EventKind::Modify(ModifyKind::Metadata(MetadataKind::WriteTime))));
        assert!(!is_save(EventKind::Access(AccessKind::Any)));
        assert!(!is_save(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Permissions))));
    }

    #[test]
    fn a_file_renamed_over_the_old_one_is_one_save() {
        let folder = tempfile::tempdir().unwrap();
        let (sender, inbox) = channel();
        let workers = Workers::new(sender);
        let _watch = SourceWatch::start(folder.path(), exercises(), &workers).unwrap();
        assert!(matches!(inbox.recv().unwrap(), Msg::Watching(Watching::Events | Watching::Polling)));

        let new = folder.path().join("shift.rs.new");
        std::fs::write(&new, "pub fn shift() {}").unwrap();
        std::fs::rename(&new, folder.path().join("shift.rs")).unwrap();
        assert!(matches!(inbox.recv().unwrap(), Msg::Saved(names) if names == ["shift"]));
    }
}
