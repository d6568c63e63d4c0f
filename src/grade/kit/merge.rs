//! One object of all that every program is linked with, merged once, so that a learner's link reads one file
//! instead of thirty archives: half of the linker's work.

use super::link::Harness;
use super::{Site, Toolchain, run};
use crate::grade::c_runtime::StaticRuntime;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the object lies in the course's kit.
const MERGED: &str = "lib/merged.o";

/// The object, relative to the site; `None` where the system has no linker that can merge, or it fails: programs are
/// then linked from the archives, which takes longer and gives the same.
///
/// The toolchain's own `rust-lld` cannot do it: merging, it leaves `.eh_frame` behind in a state in which no panic
/// can be caught.
pub(super) fn merge(
    toolchain: &Toolchain,
    system: &StaticRuntime,
    harness: &Harness,
    site: Site<'_>,
) -> Option<PathBuf> {
    // All of ours: an object that a learner's code alone needs must be there, too.
    let (rust, ours): (Vec<PathBuf>, Vec<PathBuf>) = harness
        .archives
        .iter()
        .map(|archive| site.join(archive))
        .partition(|archive| archive.starts_with(&toolchain.sysroot));
    let script = site.join("merge.ld");
    std::fs::write(&script, layout(&ours)).ok()?;
    let mut command = Command::new(toolchain.merger.as_ref()?);
    command.current_dir("/").args(["-r", "-S", "--gc-sections", "-e", "_start", "-u", "main", "-T"]);
    command.arg(&script).arg("-o").arg(site.join(MERGED));
    let ends_unwinding =
        |file: &&PathBuf| file.file_name().is_some_and(|name| BRACKETS.iter().any(|b| name == *b));
    command.args(system.start.iter().filter(|file| !ends_unwinding(file)));
    command.args(harness.objects.iter().map(|object| site.join(object)));
    command.arg("--whole-archive").args(ours).args(["--no-whole-archive", "--start-group"]);
    command.args(rust).args(&system.archives).arg("--end-group");
    command.args(system.end.iter().filter(|file| !ends_unwinding(file)));
    run(command, "merge what programs are linked with").ok()?;
    Some(Path::new(MERGED).to_owned())
}

/// The compiler's begin and end of `.eh_frame`: merged, they would cut it short before the learner's part.
const BRACKETS: &[&str] = &["crtbeginT.o", "crtend.o"];

/// The linker script. Kept are all functions of our archives and what these call: among that is what the instance pack
/// uses of the standard library, as learners do. The pack's own functions are called by nobody; they go.
fn layout(archives: &[PathBuf]) -> String {
    let names = archives.iter().filter_map(|archive| archive.file_name());
    // A folder's name may have any character, those of our archives are plain.
    let kept = names.map(|name| format!("KEEP(*/{}:(.text .text.*))", name.display()));
    LAYOUT.replace("KEPT", &kept.collect::<Vec<_>>().join("\n        "))
}

/// Thousands of sections become a few. Metadata, bitcode and debug information are of no use to a linker.
const LAYOUT: &str = "SECTIONS {
    /DISCARD/ : { *(.text._ZN3kit4pack*) }
    .init 0 : { KEEP(*(SORT_NONE(.init))) }
    .fini 0 : { KEEP(*(SORT_NONE(.fini))) }
    .text 0 : {
        KEPT
        *(.text .text.*)
    }
    .rodata 0 : { *(.rodata .rodata.*) }
    .eh_frame 0 : { KEEP(*(.eh_frame)) }
    .gcc_except_table 0 : { *(.gcc_except_table .gcc_except_table.*) }
    .data.rel.ro 0 : { *(.data.rel.ro .data.rel.ro.*) }
    .data 0 : { *(.data .data.*) }
    .tdata 0 : { *(.tdata .tdata.*) }
    .tbss 0 : { *(.tbss .tbss.*) }
    .bss 0 : { *(.bss .bss.* COMMON) }
    /DISCARD/ : {
        *(.rmeta) *(.llvmbc) *(.llvmcmd) *(.debug*) *(.gnu.warning.*) *(.comment) *(.note.GNU-stack)
    }
}
";
