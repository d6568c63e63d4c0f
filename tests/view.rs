//! `view`: what it prints, against NumPy's own print of the same slice, and files as nobody should write them.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "common/cache.rs"]
mod cache;
#[path = "common/command.rs"]
mod command;

use command::{Ran, tensorlings};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tensors")
}

fn view(arguments: &[&str]) -> Ran {
    tensorlings(&folder(), &[&["view"], arguments].concat())
}

#[test]
fn every_slice_is_printed_as_numpy_prints_it() {
    let prints = std::fs::read_to_string(folder().join("prints.txt")).unwrap();
    let records: Vec<&str> = prints.split("> ").filter(|record| !record.is_empty()).collect();
    assert!(records.len() > 30);
    for record in records {
        let (head, expected) = record.split_once('\n').unwrap();
        let (name, slice) = head.split_once(' ').unwrap();
        let ran = view(&[&format!("{name}.npy"), "--print", "--slice", slice]);
        let (_, text) = ran.stdout.split_once('\n').unwrap();
        // NumPy's `print` of a scalar that it converted to Python's shows the same digits.
        assert_eq!((text, ran.code), (expected, 0), "{head}: {}", ran.stderr);
    }
}

#[test]
fn the_same_array_in_any_container_is_the_same() {
    let values = |file: &str| {
        let ran = view(&[file, "--json", "--slice", "0"]);
        let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
        json["values"].clone()
    };
    let cube = values("cube.npy");
    assert_eq!(cube.as_array().unwrap().len(), 7);
    for file in ["stored.npz::cube", "deflated.npz::cube", "fortran.npy"] {
        assert_eq!(values(file), cube, "{file}");
    }
    let whole = |file: &str| view(&[file, "--csv"]).stdout;
    assert_eq!(whole("version_2.npy"), whole("version_3.npy"));
    assert_eq!(values("model.safetensors::a.weight"), values("single.npy"));
    assert_eq!(values("model.safetensors.index.json::a.weight"), values("single.npy"));
}

#[test]
fn an_archive_lists_its_entries() {
    let ran = view(&["deflated.npz"]);
    assert_eq!(ran.stdout, LISTING);
    let ran = view(&["model.safetensors.index.json"]);
    assert!(ran.stdout.contains("a.weight  float32 (5, 7, 9), order C, 1260 bytes"), "{}", ran.stdout);
    assert!(ran.stdout.contains("a shard lies beside its index"), "{}", ran.stdout);
}

#[test]
fn what_cannot_be_shown_is_said_in_one_sentence() {
    for (arguments, message) in [
        (
            ["objects.npy", "..."],
            "objects.npy cannot be read: its elements are pickled Python objects, and reading them would run what they say\n",
        ),
        (
            ["records.npy", "..."],
            "records.npy cannot be read: its elements are of a structured type; numbers and booleans can be read\n",
        ),
        (["cube.npy", "9"], "index 9 is outside of axis 0, which has 5\n"),
        (["none.npy", "..."], "none.npy cannot be read: No such file or directory (os error 2)\n"),
        (
            ["prints.txt", "..."],
            "prints.txt cannot be read: it holds no tensors: it is no `.npy`, `.npz`, `.safetensors` or `.index.json` file\n",
        ),
        ([".", "..."], ". cannot be read: it is neither a file nor a pipe\n"),
    ] {
        let ran = view(&[arguments[0], "--slice", arguments[1]]);
        let expected = Ran { code: 2, stdout: String::new(), stderr: format!("tensorlings: {message}") };
        assert_eq!(ran, expected);
    }
}

/// Every file cut short anywhere, and every file with one byte turned around, gives an answer or a sentence.
#[test]
fn damaged_files_give_a_sentence_and_no_raw_bytes() {
    use tensorlings::formats::{Bytes, Part, Window, open_bytes};
    let look = |bytes: &[u8]| {
        let Ok(archive) = open_bytes(&Bytes::memory(bytes)) else { return };
        for entry in &archive.entries {
            if let Ok(source) = entry.source() {
                let (window, _) = Window::whole(source.shape()).edges(3);
                let _ = source.read(&window, Part::Real);
            }
        }
    };
    for file in
        ["half.npy", "special.npy", "complex.npy", "stored.npz", "deflated.npz", "model-2.safetensors"]
    {
        let sound = std::fs::read(folder().join(file)).unwrap();
        let step = sound.len().div_ceil(150);
        for at in (0..sound.len()).step_by(step) {
            look(&sound[..at]);
            let mut turned = sound.clone();
            turned[at] ^= 0xff;
            look(&turned);
        }
    }
}

const LISTING: &str = "\
deflated.npz  NumPy archive, 3 entries
  cube  float64 (5, 7, 9), order C, 2520 bytes
  mask  bool (7, 9), order C, 63 bytes
  long  int64 (5000,), order C, 40000 bytes
";
