//! The seed of the hidden cases: drawn once, kept in a file that only its owner reads, never shown.

use super::{GradebookError, Store};
use std::fs::Permissions;
use std::io::{Error, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// The seed that `file` keeps. Where there is no file, the one that was given, or a random one, is kept in it.
pub(super) fn settle(file: &Path, given: Option<u64>) -> Result<u64, GradebookError> {
    if let Some(kept) = read(file)? {
        return if given.is_none_or(|given| given == kept) {
            Ok(kept)
        } else {
            Err(GradebookError::OtherSeed(file.to_owned()))
        };
    }
    let failed = |reason| GradebookError::Unwritable { path: file.to_owned(), reason };
    let seed = given.map_or_else(random, Ok).map_err(failed)?;
    match write(file, seed) {
        Ok(()) => Ok(seed),
        // Another shard was faster.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => settle(file, given),
        Err(error) => Err(failed(error)),
    }
}

fn read(file: &Path) -> Result<Option<u64>, GradebookError> {
    match std::fs::read_to_string(file) {
        Ok(text) => {
            let seed = text.trim().parse().map_err(|_| GradebookError::BadSeed(file.to_owned()))?;
            Ok(Some(seed))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(reason) => Err(GradebookError::Unreadable { path: file.to_owned(), reason }),
    }
}

/// The file appears in one step and whole, also on a shared disk: nobody reads half a seed.
fn write(file: &Path, seed: u64) -> Result<(), Error> {
    let folder = file.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    let mut writing = tempfile::Builder::new()
        .prefix(Store::UNFINISHED)
        .permissions(Permissions::from_mode(0o600))
        .tempfile_in(folder)?;
    writeln!(writing, "{seed}")?;
    writing.as_file().sync_all()?;
    std::fs::hard_link(writing.path(), file)
}

fn random() -> Result<u64, Error> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    Ok(u64::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_kept_and_is_its_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("seed");
        let drawn = settle(&file, None).unwrap();
        assert_eq!(settle(&file, None).unwrap(), drawn);
        assert_eq!(settle(&file, Some(drawn)).unwrap(), drawn);
        assert!(matches!(settle(&file, Some(drawn ^ 1)), Err(GradebookError::OtherSeed(_))));
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing unfinished is left");
        std::fs::write(&file, "x").unwrap();
        assert!(matches!(settle(&file, None), Err(GradebookError::BadSeed(_))));
    }

    #[test]
    fn shards_that_begin_at_once_agree() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("seed");
        let seeds: Vec<u64> = std::thread::scope(|scope| {
            let runs: Vec<_> = (0..8).map(|_| scope.spawn(|| settle(&file, None).unwrap())).collect();
            runs.into_iter().map(|run| run.join().unwrap()).collect()
        });
        assert!(seeds.iter().all(|seed| *seed == seeds[0]), "{seeds:?}");
    }
}
