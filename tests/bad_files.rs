//! Tensor files as nobody should write them: one sentence and exit 2, in little memory, and nothing raw on the screen.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

#[path = "common/cache.rs"]
mod cache;
#[path = "common/command.rs"]
mod command;
#[path = "common/zip.rs"]
mod zip;

use command::{Ran, prepared, run, tensorlings};
use std::fs::File;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use zip::{Packed, archive};

/// Whoever wants more than this much address space, in KiB, or more seconds fails.
const LIMITS: &str = "ulimit -v 400000; exec timeout 30 \"$0\" \"$@\"";

/// Runs a command with little memory and time.
fn limited(folder: &Path, arguments: &[&str]) -> Ran {
    let program = prepared(folder, arguments);
    let mut shell = Command::new("sh");
    shell.args(["-c", LIMITS]).arg(program.get_program()).args(arguments);
    shell.current_dir(folder).stdin(Stdio::null());
    for (name, value) in program.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    run(shell)
}

fn npy(header: &str, elements: &[u8]) -> Vec<u8> {
    let length = u16::try_from(header.len()).unwrap().to_le_bytes();
    [b"\x93NUMPY\x01\x00".as_slice(), &length, header.as_bytes(), elements].concat()
}

fn headed(descr: &str, shape: &str, elements: &[u8]) -> Vec<u8> {
    npy(&format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}\n"), elements)
}

fn sound() -> Vec<u8> {
    headed("'<f8'", "(2,)", &[0; 16])
}

fn safetensors(header: &str, elements: &[u8]) -> Vec<u8> {
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), elements].concat()
}

fn one(dtype: &str, shape: &str, from: u64, to: u64) -> String {
    format!(r#"{{"a":{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{from},{to}]}}}}"#)
}

/// The file is refused by `view` and by `diff`, in one harmless line that says this.
fn refused(folder: &Path, file: &str, reason: &str) {
    for arguments in
        [vec!["view", file], vec!["view", file, "--json", "--slice", "..."], vec!["diff", file, file]]
    {
        let ran = limited(folder, &arguments);
        let Ran { code, stdout, stderr } = &ran;
        assert!(*code == 2 && stdout.is_empty() && stderr.lines().count() == 1, "{arguments:?}: {ran:?}");
        assert!(stderr.contains(reason), "{arguments:?}: {stderr}");
        assert!(stderr.trim_end().chars().all(|character| !character.is_control()), "{stderr:?}");
        assert!(stderr.len() < 600, "{stderr}");
    }
}

fn all_refused(cases: &[(&str, Vec<u8>, &str)]) {
    let folder = TempDir::new().unwrap();
    for (file, bytes, reason) in cases {
        std::fs::write(folder.path().join(file), bytes).unwrap();
        refused(folder.path(), file, reason);
    }
}

#[test]
fn bad_arrays_are_refused() {
    let long = "9".repeat(60_000);
    let mut wide = b"\x93NUMPY\x02\x00".to_vec();
    wide.extend((100_u32 << 20).to_le_bytes());
    wide.extend(vec![b' '; 2 << 20]);
    let mut newer = sound();
    newer[6] = 9;
    all_refused(&[
        ("empty.npy", Vec::new(), "it is not a NumPy array"),
        ("magic.npy", b"\x93NUMPX\x01\x00".to_vec(), "it is not a NumPy array"),
        ("version.npy", newer, "its version is unknown"),
        ("header.npy", sound()[..40].to_vec(), "its header cannot be read: it ends too early"),
        ("short.npy", sound()[..sound().len() - 1].to_vec(), "promises 16 bytes of elements, it holds 15"),
        ("wide.npy", wide, "its header cannot be read: it is longer than 1 MiB"),
        ("negative.npy", headed("'<f8'", "(-2,)", &[0; 16]), "it is not one that NumPy writes"),
        ("digits.npy", headed("'<f8'", &format!("({long},)"), &[]), "it is not one that NumPy writes"),
        (
            "huge.npy",
            headed("'<f8'", "(4294967296, 4294967296)", &[0; 16]),
            "has more elements than any memory",
        ),
        ("void.npy", headed("'<f8'", "(18446744073709551615, 0)", &[]), "has more elements than any memory"),
        ("large.npy", headed("'<f8'", "(1000000000000,)", &[0; 16]), "promises 8000000000000 bytes"),
        ("deep.npy", headed("'|u1'", "(1,1,1,1,1,1,1,1,1)", &[0]), "it has 9 axes"),
        ("nested.npy", headed("'<f8'", &"(".repeat(60_000), &[]), "it is not one that NumPy writes"),
        ("objects.npy", headed("'|O'", "(2,)", &[0; 16]), "pickled Python objects"),
        ("structured.npy", headed("[('a', '<f4'), ('b', '<i2')]", "(2,)", &[0; 12]), "a structured type"),
        ("strings.npy", headed("'<U7'", "(2,)", &[0; 56]), "of the type `<U7`"),
        ("escape.npy", headed("'<\u{1b}]0;title\u{7}'", "(2,)", &[0; 16]), "\\x1b]0;title\\x07"),
        ("code.npy", npy("__import__('os').system('true')\n", &[]), "it is not one that NumPy writes"),
        ("pickle.npy", b"\x80\x04\x95\x0a\0\0\0\0\0\0\0]\x94.".to_vec(), "it is a pickle"),
    ]);
}

#[test]
fn bad_safetensors_are_refused() {
    let mut wide = (100_u64 << 20).to_le_bytes().to_vec();
    wide.push(b'{');
    let nested = format!(r#"{{"__metadata__":{{"a":{}"#, "[".repeat(100_000));
    let two = r#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":[4],"data_offsets":[2,6]}}"#;
    let same = r#"{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}"#;
    all_refused(&[
        ("length.safetensors", wide, "it ends within its header"),
        ("nested.safetensors", safetensors(&nested, &[]), "EOF while parsing a list"),
        ("json.safetensors", safetensors("{\"a\":", &[]), "EOF while parsing"),
        ("twice.safetensors", safetensors(same, &[]), "two of its entries are named `a`"),
        ("overlap.safetensors", safetensors(two, &[0; 6]), "overlap or lie outside"),
        ("gap.safetensors", safetensors(&one("U8", "[4]", 2, 6), &[0; 6]), "overlap or lie outside"),
        ("back.safetensors", safetensors(&one("U8", "[4]", 4, 0), &[0; 4]), "overlap or lie outside"),
        ("outside.safetensors", safetensors(&one("U8", "[99]", 0, 99), &[0; 6]), "promises 99 bytes"),
        (
            "more.safetensors",
            safetensors(&one("U8", "[4]", 0, 4), &[0; 6]),
            "it goes on after its last tensor",
        ),
        ("negative.safetensors", safetensors(&one("U8", "[-4]", 0, 4), &[0; 4]), "invalid value"),
        ("few.safetensors", safetensors(&one("F64", "[4]", 0, 4), &[0; 4]), "promises 32 bytes"),
        (
            "overflow.safetensors",
            safetensors(&one("U8", "[4294967296,4294967296,4]", 0, 4), &[0; 4]),
            "more elements",
        ),
        ("type.safetensors", safetensors(&one("\\u001b[2J", "[4]", 0, 4), &[0; 4]), "\\x1b[2J"),
        (
            "six.safetensors",
            safetensors(&one("F6_E2M3", "[4]", 0, 3), &[0; 3]),
            "can be listed, but not shown",
        ),
        ("index.index.json", b"{\"weight_map\":[]}".to_vec(), "it is not an index of shards"),
        ("deep.index.json", b"[".repeat(100_000), "it is not an index of shards"),
    ]);
}

#[test]
fn bad_archives_are_refused() {
    let entry = |change: &dyn Fn(&mut Packed)| {
        let mut packed = Packed::stored("a.npy", &sound());
        change(&mut packed);
        archive(&[packed])
    };
    let twice = archive(&[Packed::stored("a.npy", &sound()), Packed::stored("a.npy", &sound())]);
    let same_place = archive(&[
        Packed::stored("a.npy", &sound()),
        Packed { header: Some(0), ..Packed::stored("b.npy", &sound()) },
    ]);
    let mut damaged = archive(&[Packed::stored("a.npy", &sound())]);
    let directory = damaged.windows(4).rposition(|bytes| bytes == b"PK\x01\x02").unwrap();
    damaged[directory] = b'Q';
    all_refused(&[
        ("none.npz", b"PK\x03\x04 and nothing more".to_vec(), "it is not a NumPy archive"),
        ("directory.npz", damaged, "its directory cannot be read: it is damaged"),
        ("checksum.npz", entry(&|packed| packed.checksum ^= 1), "its checksum is not that of its bytes"),
        ("outside.npz", entry(&|packed| packed.header = Some(1 << 40)), "overlap or lie outside"),
        ("overflow.npz", entry(&|packed| packed.header = Some(u64::MAX)), "overlap or lie outside"),
        ("elsewhere.npz", entry(&|packed| packed.header = Some(9)), "the archive points to something else"),
        ("sizes.npz", entry(&|packed| packed.size += 1), "the archive gives it two sizes"),
        ("method.npz", entry(&|packed| packed.method = 12), "packed by method 12"),
        ("locked.npz", entry(&|packed| packed.flags = 1), "an encrypted entry"),
        ("bomb.npz", entry(&|packed| (packed.method, packed.size) = (8, 1 << 40)), "inflate to more than"),
        (
            "inflate.npz",
            entry(&|packed| (packed.method, packed.bytes) = (8, vec![0xff; 80])),
            "cannot be inflated",
        ),
        ("twice.npz", twice, "two of its entries are named `a`"),
        ("overlap.npz", same_place, "overlap or lie outside"),
        ("text.npz", archive(&[Packed::stored("notes.txt", b"no array")]), "it is not a NumPy array"),
        (
            "pickle.npz",
            archive(&[Packed::stored("a.npy", &headed("'|O'", "()", &[0; 8]))]),
            "pickled Python objects",
        ),
    ]);
}

/// Each claims sizes that no file of its length can have, or has them as holes.
#[test]
fn sizes_are_not_believed() {
    let folder = TempDir::new().unwrap();
    let sparse = |name: &str, length: u64, start: &[u8], end: &[u8]| {
        let file = File::create(folder.path().join(name)).unwrap();
        file.set_len(length).unwrap();
        file.write_all_at(start, 0).unwrap();
        file.write_all_at(end, length - end.len() as u64).unwrap();
    };
    let length: u64 = 60 << 30;
    let end = zip::end_of_64_bits(1_000_000_000, 46_000_000_000, length - 46_000_000_000 - 98);
    sparse("entries.npz", length, b"PK\x03\x04", &end);
    refused(folder.path(), "entries.npz", "it lists more than 100,000 entries");
    let end = zip::end_of_64_bits(9, 46_000_000_000, length - 46_000_000_000 - 98);
    sparse("directory.npz", length, b"PK\x03\x04", &end);
    refused(folder.path(), "directory.npz", "it is longer than 16 MiB");
    sparse("zeros.npz", length, b"PK\x03\x04", &[]);
    refused(folder.path(), "zeros.npz", "it is not a NumPy archive");
    sparse("header.npy", 200 << 20, b"\x93NUMPY\x02\x00\x00\x00\x40\x06{", &[]);
    refused(folder.path(), "header.npy", "its header cannot be read: it is longer than 1 MiB");
    let start = [&(100_u64 << 20).to_le_bytes()[..], b"{"].concat();
    sparse("header.safetensors", 200 << 20, &start, &[]);
    refused(folder.path(), "header.safetensors", "its header is longer than 16 MiB");
    sparse("long.index.json", 4 << 30, b"{", &[]);
    refused(folder.path(), "long.index.json", "it is longer than 16 MiB");
}

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

#[test]
fn names_do_nothing_to_the_terminal() {
    let name = "\u{1b}]0;title\u{7}\u{9b}2J\u{202e}../../etc/passwd\n";
    let folder = TempDir::new().unwrap();
    let paths = [format!("{name}.npy"), "../up.npy".to_owned()];
    let entries = paths.each_ref().map(|path| Packed::stored(path, &sound()));
    std::fs::write(folder.path().join("names.npz"), archive(&entries)).unwrap();
    let harmless = |text: &str| text.chars().all(|character| character == '\n' || !character.is_control());
    let ran = tensorlings(folder.path(), &["view", "names.npz"]);
    assert!(ran.code == 0 && harmless(&ran.stdout) && ran.stdout.lines().count() == 3, "{ran:?}");
    assert!(ran.stdout.contains("\\x1b]0;title\\x07\\x9b2J\\u{202e}../../etc/passwd\\n"), "{}", ran.stdout);
    let ran = tensorlings(folder.path(), &["view", "names.npz", "--json"]);
    assert!(harmless(&ran.stdout) && !ran.stdout.contains('\u{202e}'), "{ran:?}");
    let listing: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(listing["entries"][0]["name"], name);
    for arguments in [["names.npz", "--csv"], ["names.npz::a", "--print"]] {
        let ran = tensorlings(folder.path(), &["view", arguments[0], arguments[1]]);
        assert!(ran.code == 2 && harmless(&ran.stderr) && ran.stderr.lines().count() == 1, "{ran:?}");
    }
    let ran = tensorlings(folder.path(), &["diff", "names.npz", "names.npz"]);
    assert!(ran.code == 0 && harmless(&ran.stdout) && ran.stdout.lines().count() == 2, "{ran:?}");
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
    let stdout = "a: all 2 cells agree\n\
        b: one.npz cannot be read: its entry `b` cannot be read: it cannot be inflated: its checksum is not that of its bytes\n\
        c: all 2 cells agree\n";
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

#[test]
fn a_file_that_shrinks_while_it_is_read_is_said_to() {
    use tensorlings::formats::{Part, Window, open};
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("shrinks.npy");
    std::fs::write(&path, headed("'<f8'", "(100000,)", &vec![0; 800_000])).unwrap();
    let archive = open(&path).unwrap();
    let source = archive.entries[0].source().unwrap();
    assert!(source.read(&Window::whole(&[100_000]), Part::Real).is_ok());
    File::options().write(true).open(&path).unwrap().set_len(4000).unwrap();
    let error = source.read(&Window::whole(&[100_000]), Part::Real).unwrap_err();
    assert_eq!(error.to_string(), "it became shorter while it was read");
}

#[test]
fn pipes_are_read_to_their_end() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tensors");
    let expected = tensorlings(&fixtures, &["view", "half.npy"]).stdout;
    let (_, numbers) = expected.split_once('\n').unwrap();
    let mut piped = prepared(&fixtures, &["view", "-"]);
    piped.stdin(File::open(fixtures.join("half.npy")).unwrap());
    let ran = run(piped);
    assert_eq!((ran.code, ran.stdout.split_once('\n').map(|(_, rest)| rest)), (0, Some(numbers)));

    let folder = TempDir::new().unwrap();
    let fifo = folder.path().join("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let (writer, bytes) = (fifo.clone(), std::fs::read(fixtures.join("half.npy")).unwrap());
    let feed = move || File::options().write(true).open(writer)?.write_all(&bytes);
    let writing = std::thread::Builder::new().name("feed".to_owned()).spawn(feed).unwrap();
    let ran = tensorlings(folder.path(), &["view", "fifo"]);
    assert_eq!((ran.code, ran.stdout.split_once('\n').map(|(_, rest)| rest)), (0, Some(numbers)), "{ran:?}");
    writing.join().unwrap().unwrap();

    let ran = tensorlings(folder.path(), &["view", "-"]);
    assert_eq!((ran.code, ran.stderr.lines().count()), (2, 1), "{ran:?}");
    let ran = tensorlings(folder.path(), &["view", "/dev/null"]);
    assert_eq!((ran.code, ran.stderr.lines().count()), (2, 1), "{ran:?}");
}

/// Every fixture cut short, and with one byte turned around: an answer or a sentence, in its right place.
#[test]
fn damaged_fixtures_give_an_answer_or_a_sentence() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tensors");
    let folder = TempDir::new().unwrap();
    let files = std::fs::read_dir(&fixtures).unwrap().map(|entry| entry.unwrap().path());
    let is_tensors = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| ["npy", "npz", "safetensors"].iter().any(|known| extension == *known))
    };
    for path in files.filter(is_tensors) {
        let bytes = std::fs::read(&path).unwrap();
        let file = path.file_name().unwrap().to_str().unwrap();
        for part in 1..4 {
            let at = bytes.len() * part / 4;
            let mut turned = bytes.clone();
            // Headers are where a changed byte does most.
            let place = if part == 1 { 14 } else { at };
            turned[place] ^= 0x1b;
            for damaged in [&bytes[..at], &turned] {
                std::fs::write(folder.path().join(file), damaged).unwrap();
                let ran = tensorlings(folder.path(), &["view", file]);
                let harmless =
                    |text: &str| text.chars().all(|character| character == '\n' || !character.is_control());
                assert!(harmless(&ran.stdout) && harmless(&ran.stderr), "{file} {at}: {ran:?}");
                let lines = ran.stderr.lines().count();
                assert!(matches!((ran.code, lines), (0, 0) | (2, 1)), "{file} {at}: {ran:?}");
            }
        }
    }
}
