//! Folders of the cache that are built once, by one process at a time, and checked at each use.

use super::GradeError;
use super::toolchain::Stamp;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fs::File;
use std::path::{Path, PathBuf};

/// The file that is written last: a folder without it, or that differs from it, is built anew.
const INVENTORY: &str = "inventory.json";

/// What a folder holds, and where the files lie that it depends on.
#[derive(Serialize, Deserialize)]
struct Inventory<T> {
    /// Relative to the folder, or absolute where the system owns the file.
    files: Vec<(PathBuf, Stamp)>,
    contents: T,
}

/// What a build leaves behind.
pub(super) struct Built<T> {
    pub(super) contents: T,
    /// Files of the system that the build refers to: when one changes, the folder is built anew.
    pub(super) depends_on: Vec<PathBuf>,
}

/// The folder `root/name` and its contents, built by `build` where it is absent or damaged. `waiting` is called
/// when another process builds it.
pub(super) fn open_or_build<T: Serialize + DeserializeOwned>(
    root: &Path,
    name: &str,
    waiting: &mut dyn FnMut(),
    build: impl FnOnce(&Path) -> Result<Built<T>, GradeError>,
) -> Result<(PathBuf, T), GradeError> {
    if let Some(built) = open(root, name) {
        return Ok(built);
    }
    let folder = root.join(name);
    let cache = |source| GradeError::cache(root, source);
    std::fs::create_dir_all(root).map_err(cache)?;
    let lock = File::create(root.join(format!("{name}.lock"))).map_err(cache)?;
    if lock.try_lock().is_err() {
        waiting();
        lock.lock().map_err(cache)?;
    }
    if let Some(built) = open(root, name) {
        return Ok(built);
    }
    remove_abandoned(root, name).map_err(cache)?;
    let site = tempfile::Builder::new().prefix(&site_prefix(name)).tempdir_in(root).map_err(cache)?;
    let Built { contents, depends_on } = build(site.path())?;
    let mut files: Vec<_> = files_below(site.path()).map_err(cache)?;
    files.extend(depends_on);
    let files = files
        .into_iter()
        .filter_map(|file| Some((file.clone(), Stamp::of(&site.path().join(&file))?)))
        .collect();
    let inventory = serde_json::to_vec(&Inventory { files, contents: &contents }).unwrap_or_default();
    std::fs::write(site.path().join(INVENTORY), inventory).map_err(cache)?;
    if folder.exists() {
        std::fs::remove_dir_all(&folder).map_err(cache)?;
    }
    std::fs::rename(site.path(), &folder).map_err(cache)?;
    Ok((folder, contents))
}

/// Removes what builders left that were killed. Call it under the lock: nobody else builds then.
fn remove_abandoned(root: &Path, name: &str) -> std::io::Result<()> {
    for entry in std::fs::read_dir(root)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&site_prefix(name)) {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

/// What the name of a folder under construction begins with.
fn site_prefix(name: &str) -> String {
    format!("{name}.building-")
}

/// The folder `root/name` and its contents, where it is whole.
pub(super) fn open<T: DeserializeOwned>(root: &Path, name: &str) -> Option<(PathBuf, T)> {
    let folder = root.join(name);
    let inventory: Inventory<T> =
        serde_json::from_slice(&std::fs::read(folder.join(INVENTORY)).ok()?).ok()?;
    let whole = inventory.files.iter().all(|(file, stamp)| Stamp::of(&folder.join(file)) == Some(*stamp));
    whole.then_some((folder, inventory.contents))
}

/// Every file below a folder, relative to it.
fn files_below(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in std::fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                pending.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                files.push(relative.to_owned());
            }
        }
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn build(root: &Path, text: &'static str) -> (PathBuf, String) {
        open_or_build(root, "kit", &mut || (), |site| {
            std::fs::write(site.join("part"), text).unwrap();
            Ok(Built { contents: text.to_owned(), depends_on: Vec::new() })
        })
        .unwrap()
    }

    #[test]
    fn builds_once() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(build(root.path(), "first").1, "first");
        assert_eq!(build(root.path(), "second").1, "first");
    }

    #[test]
    fn a_damaged_folder_is_built_anew() {
        type Damage = fn(&Path);
        let damages: [Damage; 4] = [
            |folder| std::fs::remove_file(folder.join("part")).unwrap(),
            |folder| std::fs::write(folder.join("part"), "fi").unwrap(),
            |folder| std::fs::write(folder.join(INVENTORY), "{").unwrap(),
            |folder| std::fs::remove_file(folder.join(INVENTORY)).unwrap(),
        ];
        for damage in damages {
            let root = tempfile::tempdir().unwrap();
            let (folder, _) = build(root.path(), "first");
            damage(&folder);
            assert_eq!(build(root.path(), "second").1, "second");
            assert_eq!(std::fs::read_to_string(folder.join("part")).unwrap(), "second");
        }
    }

    #[test]
    fn a_failed_build_leaves_nothing_but_the_lock() {
        let root = tempfile::tempdir().unwrap();
        let result: Result<(PathBuf, ()), _> =
            open_or_build(root.path(), "kit", &mut || (), |_| Err(GradeError::NoRustc));
        assert!(result.is_err());
        assert_eq!(files_below(root.path()).unwrap(), [PathBuf::from("kit.lock")]);
    }

    #[test]
    fn what_a_killed_builder_left_is_removed() {
        let root = tempfile::tempdir().unwrap();
        let abandoned = root.path().join("kit.building-x1y2z3");
        std::fs::create_dir_all(abandoned.join("target")).unwrap();
        std::fs::create_dir(root.path().join("kit-2.building-x1y2z3")).unwrap();
        build(root.path(), "first");
        assert!(!abandoned.exists());
        assert!(root.path().join("kit-2.building-x1y2z3").exists(), "another kit's builder may be alive");
    }

    #[test]
    fn a_folder_that_refers_to_a_changed_file_is_built_anew() {
        let root = tempfile::tempdir().unwrap();
        let system = root.path().join("libsystem.a");
        std::fs::write(&system, "old").unwrap();
        let build = || {
            open_or_build(root.path(), "kit", &mut || (), |_| {
                let contents = std::fs::read_to_string(&system).unwrap();
                Ok(Built { contents, depends_on: vec![system.clone()] })
            })
            .unwrap()
            .1
        };
        assert_eq!(build(), "old");
        std::fs::write(&system, "newer").unwrap();
        assert_eq!(build(), "newer");
        assert_eq!(build(), "newer");
    }

    #[test]
    fn two_builders_at_once_build_one_folder() {
        let root = tempfile::tempdir().unwrap();
        let built = std::sync::atomic::AtomicUsize::new(0);
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    open_or_build(root.path(), "kit", &mut || (), |site| {
                        built.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
                        std::fs::write(site.join("part"), "x").unwrap();
                        Ok(Built { contents: (), depends_on: Vec::new() })
                    })
                    .unwrap();
                });
            }
        });
        assert_eq!(built.into_inner(), 1);
    }
}
