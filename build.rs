//! Two things that the sources cannot say themselves: that a file added to the embedded course leads to a new build, and
//! in one word where there is a sandbox that confines.

#![expect(clippy::disallowed_methods, reason = "cargo speaks to a build script through the environment")]

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=exercises");
    println!("cargo::rerun-if-changed=skeleton");
    println!("cargo::rustc-check-cfg=cfg(confining)");
    let linux = var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux");
    let known =
        var("CARGO_CFG_TARGET_ARCH").is_ok_and(|machine| ["x86_64", "aarch64"].contains(&machine.as_str()));
    // RUSTFLAGS="--cfg portable" builds on Linux what other systems get.
    let portable = var("CARGO_CFG_PORTABLE").is_ok();
    if linux && known && !portable {
        println!("cargo::rustc-cfg=confining");
    }
}
