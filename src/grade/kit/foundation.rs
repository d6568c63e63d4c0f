//! The base of every course's kit, opened or built, and the kit of a course on top of it.

use super::base::{self, Base};
use super::link::Runtime;
use super::{Kit, KitProgress, course, key, store_open};
use crate::course::Course;
use crate::grade::toolchain::Toolchain;
use crate::grade::{GradeError, store};
use crate::sandbox::Program;
use std::path::{Path, PathBuf};

/// A base that is there.
#[derive(Debug)]
pub(in crate::grade) struct Foundation {
    /// Of its folder.
    name: String,
    base: Base,
}

impl Foundation {
    /// The base where it is built already.
    pub(in crate::grade) fn built(toolchain: &Toolchain, cache: &Path) -> Option<Self> {
        let name = base_name(toolchain, Runtime::available(toolchain));
        let (folder, base) = store::open::<Base>(cache, &name)?;
        Some(Self { name, base: base.resolved(&folder) })
    }

    /// Opens the base, building it where it is absent or damaged.
    pub(in crate::grade) fn open(
        toolchain: &Toolchain,
        cache: &Path,
        progress: &mut dyn FnMut(KitProgress),
    ) -> Result<Self, GradeError> {
        let runtime = Runtime::available(toolchain);
        let name = base_name(toolchain, runtime);
        let (folder, base) = store_open(cache, &name, progress, |site, progress| {
            base::build(toolchain, runtime, site, progress)
        })?;
        Ok(Self { name, base: base.resolved(&folder) })
    }

    /// The canary, ready to run, and its file.
    pub(in crate::grade) fn canary(&self) -> Result<(Program, PathBuf), GradeError> {
        Ok((self.base.canary()?, self.base.canary.clone()))
    }

    /// Opens the kit of a course, building it where it is absent or damaged.
    pub(in crate::grade) fn kit(
        self,
        toolchain: &Toolchain,
        course: &Course,
        cache: &Path,
        progress: &mut dyn FnMut(KitProgress),
    ) -> Result<Kit, GradeError> {
        let Self { name, base } = self;
        let name = format!("course-{}", key([&name, &course::digest(course)]));
        let (folder, kit) = store_open(cache, &name, progress, |site, progress| {
            course::build(toolchain, &base, course, site, progress)
        })?;
        progress(KitProgress::Ready);
        Ok(kit.resolved(&folder, base))
    }
}

/// Another compiler, another linker, other sources: another folder.
fn base_name(toolchain: &Toolchain, runtime: Runtime) -> String {
    let compiler = [&toolchain.version, &*toolchain.sysroot.to_string_lossy()].map(str::to_owned);
    let linker = match runtime {
        Runtime::Dynamic => toolchain.cc.clone(),
        Runtime::Static => toolchain.linker().map(|linker| linker.program),
    };
    let linker = linker.map(|linker| linker.to_string_lossy().into_owned());
    let parts: Vec<String> =
        [base::digest(), runtime.name().to_owned()].into_iter().chain(compiler).chain(linker).collect();
    format!("kit-{}", key(parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toolchain() -> Toolchain {
        Toolchain {
            sysroot: "/rust/stable".into(),
            rustc: "/rust/stable/bin/rustc".into(),
            cargo: "/rust/stable/bin/cargo".into(),
            cc: Some("/usr/bin/cc".into()),
            ld: Some("/usr/bin/ld".into()),
            libraries: Vec::new(),
            host: "x86_64-unknown-linux-gnu".into(),
            version: "rustc 1.95.0\ncommit-hash: 5980".into(),
            static_runtime: None,
        }
    }

    #[test]
    fn another_toolchain_has_another_kit() {
        let name = |toolchain: &Toolchain| base_name(toolchain, Runtime::Static);
        let ours = toolchain();
        assert_eq!(name(&ours), name(&toolchain()));
        let updated = Toolchain { version: "rustc 1.96.0\ncommit-hash: 7134".into(), ..toolchain() };
        let elsewhere = Toolchain { sysroot: "/rust/beta".into(), ..toolchain() };
        assert_ne!(name(&ours), name(&updated));
        assert_ne!(name(&ours), name(&elsewhere));
    }

    #[test]
    fn another_way_to_link_has_another_kit() {
        let ours = toolchain();
        let clang = Toolchain { cc: Some("/opt/bin/cc".into()), ..toolchain() };
        assert_ne!(base_name(&ours, Runtime::Static), base_name(&ours, Runtime::Dynamic));
        assert_ne!(base_name(&ours, Runtime::Dynamic), base_name(&clang, Runtime::Dynamic));
        let mold = Toolchain { ld: Some("/opt/bin/ld".into()), ..toolchain() };
        assert_ne!(base_name(&ours, Runtime::Static), base_name(&mold, Runtime::Static));
        // The C compiler has no part in a direct link.
        assert_eq!(base_name(&ours, Runtime::Static), base_name(&clang, Runtime::Static));
        assert_eq!(Runtime::available(&ours), Runtime::Dynamic, "there is no static runtime");
    }

    #[test]
    fn a_key_divides_its_parts() {
        assert_ne!(key(["ab", "c"]), key(["a", "bc"]));
        assert_eq!(key(["ab", "c"]).len(), 20);
    }
}
