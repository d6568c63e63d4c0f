//! What the sources cannot say themselves: that a file added to the embedded course leads to a new build, in one word
//! where there is a sandbox that confines, and which function of the course the help takes for its examples.

#![expect(clippy::disallowed_methods, reason = "cargo speaks to a build script through the environment")]

use std::env::var;

/// The help names them, so that its examples can be typed as they stand; a test types them.
const EXAMPLES: [(&str, &str); 2] =
    [("EXAMPLE_FUNCTION", "zero_pad"), ("EXAMPLE_CASE", "cnn-step-by-step@1/zero_pad/1,1,1,1,1/1/w2/cc")];

fn main() {
    for (variable, value) in EXAMPLES {
        println!("cargo::rustc-env={variable}={value}");
    }
    println!("cargo::rerun-if-changed=exercises");
    println!("cargo::rerun-if-changed=skeleton");
    println!("cargo::rustc-check-cfg=cfg(confining)");
    let linux = var("CARGO_CFG_TARGET_OS").is_ok_and(|system| system == "linux");
    let known =
        var("CARGO_CFG_TARGET_ARCH").is_ok_and(|machine| ["x86_64", "aarch64"].contains(&machine.as_str()));
    // Builds on Linux what other systems get.
    println!("cargo::rerun-if-env-changed=TENSORLINGS_PORTABLE");
    let portable = var("TENSORLINGS_PORTABLE").is_ok();
    if linux && known && !portable {
        println!("cargo::rustc-cfg=confining");
    }
}
