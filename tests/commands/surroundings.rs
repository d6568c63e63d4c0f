//! A set-up that does not work: one sentence that says what to do, and exit code 3; where it can work all the same,
//! it does.

use crate::place::{Place, course_file};
use std::ffi::OsString;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

/// A submission, and a cache of its own, which is empty.
fn place() -> Place {
    let place = Place::new();
    place.submit("submission");
    place
}

const GRADE: &str = "grade submission --exercise zero_pad";

#[expect(clippy::disallowed_methods, reason = "a test has no other way to learn where the tools are")]
fn path() -> OsString {
    std::env::var_os("PATH").unwrap()
}

/// Where the shell finds a program.
fn which(program: &str) -> PathBuf {
    std::env::split_paths(&path()).map(|folder| folder.join(program)).find(|file| file.is_file()).unwrap()
}

fn script(place: &Place, name: &str, text: &str) {
    place.write(name, format!("#!/bin/sh\n{text}\n"));
    std::fs::set_permissions(place.path(name), PermissionsExt::from_mode(0o755)).unwrap();
}

/// The folder `bin` before everything else on the path.
fn path_with_bin(place: &Place) -> OsString {
    std::env::join_paths([place.path("bin")].into_iter().chain(std::env::split_paths(&path()))).unwrap()
}

#[test]
fn no_compiler() {
    let place = place();
    std::fs::create_dir(place.path("bin")).unwrap();
    // What cannot be executed is no compiler.
    place.write("bin/rustc", "");
    place
        .test(GRADE)
        .env("XDG_CACHE_HOME", place.path("cache"))
        .env("PATH", place.path("bin"))
        .code(3)
        .says("there is no Rust compiler: no `rustc` on the PATH; install Rust from https://rustup.rs")
        .run();
}

#[test]
fn a_compiler_that_does_not_run() {
    let place = place();
    script(&place, "bin/rustc", "echo 'error: no default toolchain is configured.' >&2; exit 1");
    place
        .test(GRADE)
        .env("XDG_CACHE_HOME", place.path("cache"))
        .env("PATH", path_with_bin(&place))
        .code(3)
        .says(
            "`[DIR]/bin/rustc` does not run: no default toolchain is configured; make `rustc --version` work, then try again",
        )
        .run();
}

#[test]
fn no_linker() {
    let place = place();
    std::fs::create_dir(place.path("bin")).unwrap();
    for tool in ["rustc", "cargo"] {
        symlink(which(tool), place.path("bin").join(tool)).unwrap();
    }
    let sentence = "there is no linker: no `cc` on the PATH; install a C compiler (Debian, Ubuntu: `apt install gcc libc6-dev`)";
    let test = |line: &str| {
        place.test(line).env("XDG_CACHE_HOME", place.path("cache")).env("PATH", place.path("bin")).code(3)
    };
    test(GRADE).says(sentence).run();
    test("doctor")
        .stdout_has("✗ C compiler      no `cc` on the PATH, which the first build needs")
        .stdout_has(&format!("✗ kit             {sentence}"))
        .run();
}

#[test]
fn no_network_for_the_first_build() {
    let place = place();
    place
        .test(&format!("-q {GRADE}"))
        .env("XDG_CACHE_HOME", place.path("cache"))
        .env("CARGO_HOME", place.path("nothing-downloaded"))
        .env("CARGO_NET_OFFLINE", "true")
        .code(3)
        .says(
            "`ndarray` cannot be downloaded, which the first build needs: connect to the network and try again \
             (no matching package named `ndarray` found)",
        )
        .run();
    let cache = place.names("cache/tensorlings");
    assert!(cache.iter().all(|name| !name.contains("building")), "nothing is left behind: {cache:?}");
}

#[test]
fn a_full_disk() {
    let place = place();
    // A toolchain whose cargo finds no space.
    script(
        &place,
        "bin/rustc",
        &format!(
            "case \"$1\" in --print) echo {};; *) echo 'host: here';; esac",
            place.path("toolchain").display()
        ),
    );
    script(&place, "toolchain/bin/rustc", "echo 'host: here'");
    script(
        &place,
        "toolchain/bin/cargo",
        "echo 'error: failed to write `kit.d`' >&2; echo; echo 'Caused by:' >&2; echo '  No space left on device (os error 28)' >&2; exit 101",
    );
    place
        .test(&format!("-q {GRADE}"))
        .env("XDG_CACHE_HOME", place.path("cache"))
        .env("PATH", path_with_bin(&place))
        .code(3)
        .says(
            "the disk is full: the kit needs about 100 MB in the cache folder; free some space, or set XDG_CACHE_HOME \
             to use another disk",
        )
        .run();
}

#[test]
fn a_cache_that_cannot_be_used() {
    let place = place();
    place.write("cache", "");
    place
        .test(GRADE)
        .env("XDG_CACHE_HOME", place.path("cache"))
        .code(3)
        .says(
            "the cache folder [DIR]/cache/tensorlings cannot be used: Not a directory (os error 20); set \
             XDG_CACHE_HOME to a folder that can be written to",
        )
        .run();
    place
        .test(GRADE)
        .env("XDG_CACHE_HOME", "relative, and therefore ignored")
        .env_remove("HOME")
        .code(3)
        .says("there is no place for the cache: set HOME or XDG_CACHE_HOME")
        .run();
}

#[test]
fn two_processes_build_one_kit_offline_and_whatever_the_users_settings() {
    let place = place();
    place.write(
        ".cargo/config.toml",
        "[build]\nrustflags = [\"--nonsense\"]\nrustc-wrapper = \"/bin/false\"\n",
    );
    place.write("rust-toolchain.toml", "[toolchain]\nchannel = \"nightly-1999-01-01\"\n");
    let spawn = || -> Child {
        let words: Vec<&str> = GRADE.split(' ').collect();
        crate::command::prepared(&place.path(""), &words)
            .env("XDG_CACHE_HOME", place.path("cache"))
            // Everything is there since this project was built.
            .env("CARGO_NET_OFFLINE", "true")
            .envs([
                ("RUSTFLAGS", "--nonsense"),
                ("CARGO_ENCODED_RUSTFLAGS", "--nonsense"),
                ("RUSTC_WRAPPER", "/bin/false"),
                ("CARGO_BUILD_RUSTC_WRAPPER", "/bin/false"),
                ("CARGO_TARGET_DIR", "/nowhere"),
                ("CARGO_BUILD_TARGET", "nonsense"),
                ("CARGO_PROFILE_RELEASE_PANIC", "abort"),
                ("CARGO_PROFILE_RELEASE_LTO", "fat"),
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let both = [spawn(), spawn()].map(|child| child.wait_with_output().unwrap());
    let told = both.map(|output| {
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{stderr}");
        stderr
    });
    let told = told.concat();
    for step in ["ndarray and the instance pack", "the canary", "the harness"] {
        let building = format!("building the kit, once for this toolchain: {step}");
        assert_eq!(told.matches(&building).count(), 1, "{told}");
    }
    assert!(told.contains("waiting for another process that builds the kit"), "{told}");
    heals(&place);
}

/// The course's part is damaged and built anew, without a word about anything else.
fn heals(place: &Place) {
    let cache = place.path("cache/tensorlings");
    let names = place.names("cache/tensorlings");
    let course = names.iter().find(|name| name.starts_with("course-") && !name.contains('.')).unwrap();
    let damaged = cache.join(course).join("meta/libcalls.rmeta");
    std::fs::write(&damaged, "not metadata").unwrap();
    let grade =
        |quiet: &str| place.test(&format!("{quiet}{GRADE}")).env("XDG_CACHE_HOME", place.path("cache"));
    grade("").stdout_has("passed").stderr_has("building the kit, once for this toolchain: the harness").run();
    assert_ne!(std::fs::read(&damaged).unwrap(), b"not metadata");
    grade("").stdout_has("passed").run();
}

#[test]
fn without_a_static_c_library_the_portable_path_serves() {
    let place = place();
    let cc = which("cc");
    // A system without libc.a: nothing can be linked with `-static`, and its files are not found.
    script(
        &place,
        "bin/cc",
        &format!(
            "for word in \"$@\"; do case \"$word\" in -static|-static-pie) exit 1;; esac; done\n\
             case \"$1\" in -print-file-name=*.a) echo \"${{1#-print-file-name=}}\";; *) exec {} \"$@\";; esac",
            cc.display()
        ),
    );
    let test = |line: &str| {
        place.test(line).env("XDG_CACHE_HOME", place.path("cache")).env("PATH", path_with_bin(&place))
    };
    let doctor = test("-q doctor").stdout_has("◐ C library       no static runtime").run();
    assert!(doctor.contains("libc.a") && !doctor.contains("crt1.o"), "{doctor}");
    let level = if doctor.contains("contained: attempts of a submission are stopped, but not reported") {
        "contained"
    } else {
        eprintln!("SKIPPED: the sandbox here is weaker than it may be on the portable path");
        "sandbox"
    };
    test("grade submission").stdout_has("40/40 points · bonus 20/20").stdout_has(level).run();
    test("grade submission --min-sandbox full").code(3).stderr_has("and full is asked for").run();
}

#[test]
fn the_kit_and_a_workspace_have_the_ndarray_that_this_program_has() {
    let versions = |lock: &str| -> Vec<(String, String)> {
        let lock: toml::Table = lock.parse().unwrap();
        let packages = lock["package"].as_array().unwrap().iter();
        packages
            .map(|package| ["name", "version"].map(|key| package[key].as_str().unwrap().to_owned()))
            .map(|[name, version]| (name, version))
            .collect()
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ours = versions(&std::fs::read_to_string(root.join("Cargo.lock")).unwrap());
    let kits = versions(&course_file("kit/Cargo.lock.in"));
    assert!(kits.iter().any(|(name, _)| name == "ndarray"));
    for package in kits.iter().filter(|(name, _)| name != "kit") {
        assert!(ours.contains(package), "{package:?} is not what this program is built with");
    }
    let (_, ndarray) = kits.iter().find(|(name, _)| name == "ndarray").unwrap();
    let place = Place::new().initialised();
    for manifest in ["practice/Cargo.toml", "practice/support/Cargo.toml"] {
        let manifest: toml::Table = place.read(manifest).parse().unwrap();
        assert_eq!(manifest["dependencies"]["ndarray"].as_str().unwrap(), format!("={ndarray}"));
    }
}
