//! Files with one thing wrong, and how that is said.

use crate::limited::{complaint, limited};
use crate::tensor_bytes::{headed, npy, safetensors, sound};
use crate::zip::{Packed, archive, end_of_64_bits};
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;
use tempfile::TempDir;

/// The header of one tensor.
fn one(dtype: &str, shape: &str, from: u64, to: u64) -> String {
    format!(r#"{{"a":{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{from},{to}]}}}}"#)
}

/// The file is refused by `view` and by `diff`, in one harmless line that says this.
fn refused(folder: &Path, file: &str, reason: &str) {
    for arguments in
        [vec!["view", file], vec!["view", file, "--json", "--slice", "..."], vec!["diff", file, file]]
    {
        let ran = limited(folder, &arguments);
        assert_eq!((complaint(&ran), ran.code, ran.stdout.as_str()), (None, 2, ""), "{arguments:?}: {ran:?}");
        assert!(ran.stderr.contains(reason), "{arguments:?}: {}", ran.stderr);
    }
}

pub(crate) fn all_refused(cases: &[(&str, Vec<u8>, &str)]) {
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
        ("empty.npy", Vec::new(), "it is empty"),
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
        ("old.npy", headed("'|O8'", "(2,)", &[0; 16]), "pickled Python objects"),
        ("escape.npy", headed("'<\u{1b}]0;title\u{7}'", "(2,)", &[0; 16]), "\\x1b]0;title\\x07"),
        ("code.npy", npy("__import__('os').system('true')\n", &[]), "it is not one that NumPy writes"),
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
        ("length.safetensors", wide, "its header is longer than 16 MiB"),
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
        (
            "odd.safetensors",
            safetensors(&one("F4", "[3]", 0, 2), &[0; 2]),
            "its shape [3] does not fill whole bytes",
        ),
        (
            "place.safetensors",
            safetensors("{\"a\":3}", &[]),
            "expected an object with dtype, shape and data_offsets",
        ),
        ("index.index.json", b"{\"weight_map\":[]}".to_vec(), "it is not an index of shards"),
        ("list.index.json", b"[]".to_vec(), "expected an object with weight_map"),
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
        (
            "method.npz",
            entry(&|packed| packed.method = 12),
            "it is packed by bzip2; save it by `numpy.savez`",
        ),
        ("unknown.npz", entry(&|packed| packed.method = 77), "packed by the unknown method 77"),
        ("locked.npz", entry(&|packed| packed.flags = 1), "it is encrypted; save it without a password"),
        (
            "bomb.npz",
            entry(&|packed| (packed.method, packed.size) = (8, 1 << 40)),
            "more bytes than it can inflate to",
        ),
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
    let end = end_of_64_bits(1_000_000_000, 46_000_000_000, length - 46_000_000_000 - 98);
    sparse("entries.npz", length, b"PK\x03\x04", &end);
    refused(folder.path(), "entries.npz", "it lists more than 100,000 entries");
    let end = end_of_64_bits(9, 46_000_000_000, length - 46_000_000_000 - 98);
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
