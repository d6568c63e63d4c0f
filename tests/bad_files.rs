//! Tensor files as nobody should write them: one sentence and exit 2, in little memory, and nothing raw on the screen.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "common/cache.rs"]
mod cache;
#[path = "bad_files/changing.rs"]
mod changing;
#[path = "common/command.rs"]
mod command;
#[path = "bad_files/damaged.rs"]
mod damaged;
#[path = "bad_files/foreign.rs"]
mod foreign;
#[path = "common/limited.rs"]
mod limited;
#[path = "bad_files/refused.rs"]
mod refused;
#[path = "common/tensor_bytes.rs"]
mod tensor_bytes;
#[path = "common/zip.rs"]
mod zip;

use command::{Ran, tensorlings};
use limited::{complaint, is_harmless, limited};
use std::fs::File;
use std::os::unix::fs::FileExt;
use tempfile::TempDir;
use tensor_bytes::{headed, sound};
use zip::{Packed, archive};

#[test]
fn a_large_tensor_is_printed_in_little_memory() {
    let folder = TempDir::new().unwrap();
    let header = headed("'<f4'", "(65536, 65536)", &[]);
    let file = File::create(folder.path().join("large.npy")).unwrap();
    file.write_all_at(&header, 0).unwrap();
    file.set_len(header.len() as u64 + (16 << 30)).unwrap();
    let ran = limited(folder.path(), &["view", "large.npy", "--slice", "-1,::-1"]);
    assert_eq!((ran.code, ran.stdout.lines().nth(1)), (0, Some("[0. 0. 0. ... 0. 0. 0.]")), "{}", ran.stderr);
}

/// As many rows as there are, of which none has an element.
#[test]
fn rows_without_elements_are_not_written_without_end() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("empty.npy"), headed("'|u1'", "(1152921504606846975, 0)", &[]))
        .unwrap();
    for (way, said) in [("--json", "and no elements for --json to write"), ("--csv", "for --csv to write")] {
        let ran = limited(folder.path(), &["view", "empty.npy", way]);
        assert!(complaint(&ran).is_none() && ran.code == 2 && ran.stderr.contains(said), "{ran:?}");
    }
    for ways in [&["--print"][..], &["--stats"], &["--rgb"], &["--svg", "image.svg"], &["--slice", "-1"]] {
        let ran = limited(folder.path(), &[&["view", "empty.npy"], ways].concat());
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ways:?}");
    }
}

/// A picture of five million rows is as high as a picture can be.
#[test]
fn a_high_image_is_thinned() {
    let folder = TempDir::new().unwrap();
    let header = headed("'|u1'", "(5000000, 3)", &[]);
    let file = File::create(folder.path().join("high.npy")).unwrap();
    file.write_all_at(&header, 0).unwrap();
    file.set_len(header.len() as u64 + 15_000_000).unwrap();
    let ran = limited(folder.path(), &["view", "high.npy", "--rgb"]);
    assert!(ran.code == 0 && ran.stdout.lines().count() < 3000, "{} {}", ran.code, ran.stderr);
}

#[test]
fn names_do_nothing_to_the_terminal() {
    let name = "\u{1b}]0;title\u{7}\u{9b}2J\u{202e}../../etc/passwd\n";
    let folder = TempDir::new().unwrap();
    let paths = [format!("{name}.npy"), "../up.npy".to_owned()];
    let entries = paths.each_ref().map(|path| Packed::stored(path, &sound()));
    std::fs::write(folder.path().join("names.npz"), archive(&entries)).unwrap();
    let ran = tensorlings(folder.path(), &["view", "names.npz"]);
    assert!(ran.code == 0 && is_harmless(&ran.stdout) && ran.stdout.lines().count() == 3, "{ran:?}");
    assert!(ran.stdout.contains("\\x1b]0;title\\x07\\x9b2J\\u{202e}../../etc/passwd\\n"), "{}", ran.stdout);
    let ran = tensorlings(folder.path(), &["view", "names.npz", "--json"]);
    assert!(is_harmless(&ran.stdout), "{ran:?}");
    let listing: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(listing["entries"][0]["name"], name);
    for arguments in [["names.npz", "--csv"], ["names.npz::a", "--print"]] {
        let ran = tensorlings(folder.path(), &["view", arguments[0], arguments[1]]);
        assert!(ran.code == 2 && is_harmless(&ran.stderr) && ran.stderr.lines().count() == 1, "{ran:?}");
    }
    let ran = tensorlings(folder.path(), &["diff", "names.npz", "names.npz"]);
    assert!(ran.code == 0 && is_harmless(&ran.stdout) && ran.stdout.lines().count() == 3, "{ran:?}");
    // Nothing is ever written by an entry's name.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn one_unreadable_entry_is_a_line_among_the_others() {
    let folder = TempDir::new().unwrap();
    let mut broken = Packed::stored("b.npy", &sound());
    broken.checksum ^= 1;
    let entries = [Packed::stored("a.npy", &sound()), broken, Packed::stored("c.npy", &sound())];
    std::fs::write(folder.path().join("one.npz"), archive(&entries)).unwrap();
    let ran = tensorlings(folder.path(), &["diff", "one.npz", "one.npz"]);
    let stdout = "  equal       a  float64 (2,)\n  \
        unreadable  b  one.npz: it cannot be inflated: its checksum is not that of its bytes\n  \
        equal       c  float64 (2,)\n\
        2 of 3 tensors are equal; 1 unreadable\n";
    let stderr = "tensorlings: 1 entry could not be compared\n";
    assert_eq!(ran, Ran { code: 2, stdout: stdout.to_owned(), stderr: stderr.to_owned() });
    let ran = tensorlings(folder.path(), &["diff", "one.npz", "one.npz", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((&json["equal"], &json["tensors"][1]["verdict"]), (&false.into(), &"unreadable".into()));
}

/// A checksum that only reading the whole entry can find wrong is found where the whole is read.
#[test]
fn large_entries_are_checked_when_they_are_read_whole() {
    let folder = TempDir::new().unwrap();
    let large = headed("'|u1'", "(17825792,)", &vec![1; 17 << 20]);
    let mut wrong = Packed::stored("a.npy", &large);
    wrong.checksum ^= 1;
    std::fs::write(folder.path().join("stored.npz"), archive(&[wrong])).unwrap();
    let mut wrong = Packed::deflated("a.npy", &large);
    wrong.checksum ^= 1;
    std::fs::write(folder.path().join("deflated.npz"), archive(&[wrong])).unwrap();
    for file in ["stored.npz", "deflated.npz"] {
        let ran = tensorlings(folder.path(), &["view", file, "--slice", ":3"]);
        assert!(ran.code == 0 && ran.stdout.ends_with("[1 1 1]\n"), "{ran:?}");
        for arguments in [["view", file, "--stats"], ["diff", file, file]] {
            let ran = tensorlings(folder.path(), &arguments);
            assert!(ran.code == 2 && ran.stderr.contains("its checksum is not that of its bytes"), "{ran:?}");
        }
    }
}
