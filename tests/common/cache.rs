//! One cache for all tests of a run, so that the kit is built once.

use std::path::{Path, PathBuf};

/// What the tests set `XDG_CACHE_HOME` to; it outlives the run, and the kits in it are checked at each use.
pub(crate) fn cache_home() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}
