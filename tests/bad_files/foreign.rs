//! Files of other programs, and elements that are no numbers: what they are, and what to do instead.

use crate::command::tensorlings;
use crate::limited::complaint;
use crate::refused::all_refused;
use crate::tensor_bytes::{headed, safetensors, sound};
use crate::zip::{Packed, archive};
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

#[test]
fn files_of_other_programs_are_told_by_their_first_bytes() {
    let lfs = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n";
    let torch =
        archive(&[Packed::stored("model/data.pkl", b"\x80\x02}."), Packed::stored("model/data/0", &[0; 8])]);
    let padded = |start: &[u8]| [start, &[0; 80]].concat();
    all_refused(&[
        (
            "new.npy",
            b"\x80\x04\x95\x0a\0\0\0\0\0\0\0]\x94.".to_vec(),
            "it is a pickle, and reading one would run",
        ),
        ("old.npy", b"(dp0\nVa\np1\nI1\ns.".to_vec(), "it is a pickle"),
        ("model.pt", torch, "it is a PyTorch file"),
        (
            "model.pth",
            b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19.".to_vec(),
            "save its arrays by `numpy.savez`",
        ),
        ("array.npy", padded(b"\x1f\x8b\x08"), "it is packed by gzip; unpack it first"),
        ("arrays.npz", padded(b"BZh9"), "it is packed by bzip2"),
        (
            "layers.h5",
            padded(b"\x89HDF\r\n\x1a\n"),
            "it is an HDF5 file; convert it to `.safetensors` or `.npz`",
        ),
        ("model.gguf", padded(b"GGUF"), "it is a GGUF model"),
        ("model.onnx", padded(b"\x08\x07\x12\x07pytorch"), "it is an ONNX model"),
        (
            "model.safetensors",
            lfs.into(),
            "a note of Git LFS that stands for the file; fetch it by `git lfs pull`",
        ),
        (
            "page.safetensors",
            b"<!DOCTYPE html><html></html>".to_vec(),
            "it is a web page; download the file itself",
        ),
        (
            "config.json",
            b"{\"abcd\":{\"e\":1}}".to_vec(),
            "it is JSON; a model in several files is opened by",
        ),
        ("numbers.txt", b"1 2 3\n".to_vec(), "it holds no tensors"),
        ("nothing", Vec::new(), "it is empty"),
    ]);
    let folder = TempDir::new().unwrap();
    let ran = tensorlings(folder.path(), &["view", "."]);
    assert_eq!((complaint(&ran), ran.code), (None, 2));
    assert!(ran.stderr.contains("it is a folder; name a file in it"), "{}", ran.stderr);
}

#[test]
fn elements_that_are_no_numbers_are_told_by_their_types() {
    let case = |descr: &str| headed(descr, "(2,)", &[0; 64]);
    all_refused(&[
        (
            "long.npy",
            case("'<f16'"),
            "numbers wider than 64 bits, of the type `<f16`; save `array.astype(\"f8\")`",
        ),
        ("complex.npy", case("'<c32'"), "save `array.astype(\"c16\")`"),
        ("dates.npy", case("'<M8[25s]'"), "its elements are dates, of the type `<M8[25s]`"),
        ("spans.npy", case("'<m8[D]'"), "spans of time, of the type `<m8[D]`; save `array.astype(\"i8\")`"),
        ("texts.npy", case("'<U7'"), "texts, of the type `<U7`; only numbers and booleans can be shown"),
        ("bytes.npy", case("'|S3'"), "texts, of the type `|S3`"),
        ("bfloat16.npy", case("'|V2'"), "of bfloat16 and other types that NumPy does not have itself"),
        ("records.npy", case("[('a', '<f4'), ('b', '<i2')]"), "records of several fields; save one of them"),
        ("nested.npy", case("[('a', [('b', '|O')])]"), "records of several fields"),
        ("latin.npy", case("[('\u{fc}', '<f4')]"), "records of several fields"),
        ("other.npy", case("'<q9'"), "of a kind that is not known here, of the type `<q9`"),
    ]);
}

/// What other programs than NumPy do to its archives.
#[test]
fn archives_are_read_wherever_they_lie_in_a_file() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tensors");
    let bytes = std::fs::read(fixtures.join("stored.npz")).unwrap();
    let folder = TempDir::new().unwrap();
    let listing = |bytes: &[u8]| {
        std::fs::write(folder.path().join("stored.npz"), bytes).unwrap();
        tensorlings(folder.path(), &["view", "stored.npz"])
    };
    let expected = tensorlings(&fixtures, &["view", "stored.npz"]);
    assert_eq!((expected.code, expected.stdout.lines().count()), (0, 3));
    for (before, after) in [
        ("", ""),
        ("#!/bin/sh\nexit\n", ""),
        ("", "\n\n"),
        ("a reader{", ""),
        ("before", "PK\u{5}\u{6} after"),
    ] {
        assert_eq!(
            listing(&[before.as_bytes(), &bytes, after.as_bytes()].concat()),
            expected,
            "{before:?} {after:?}"
        );
    }
}

#[test]
fn names_of_entries_are_whatever_they_are() {
    let folder = TempDir::new().unwrap();
    let names = ["", "x.npy", "a::b", "a/b c", "ünï/日本", "-"];
    let entries = names.map(|name| Packed::deflated(&format!("{name}.npy"), &sound()));
    std::fs::write(folder.path().join("names.npz"), archive(&entries)).unwrap();
    for name in names {
        let ran = tensorlings(folder.path(), &["view", &format!("names.npz::{name}")]);
        assert_eq!((ran.code, ran.stdout.lines().nth(1)), (0, Some("[0. 0.]")), "{name}: {ran:?}");
    }
}

#[test]
fn folders_in_an_archive_are_passed_over() {
    let folder = TempDir::new().unwrap();
    let entries = [Packed::stored("layers/", b""), Packed::stored("layers/a.npy", &sound())];
    std::fs::write(folder.path().join("zipped.npz"), archive(&entries)).unwrap();
    let ran = tensorlings(folder.path(), &["view", "zipped.npz", "--json"]);
    assert!(ran.code == 0 && ran.stdout.contains("zipped.npz::layers/a"), "{ran:?}");
    let ran = tensorlings(folder.path(), &["diff", "zipped.npz", "zipped.npz"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
}

#[test]
fn a_shard_is_a_file_of_tensors_beside_its_index() {
    let folder = TempDir::new().unwrap();
    let put = |file: &str, bytes: &[u8]| std::fs::write(folder.path().join(file), bytes).unwrap();
    put("part.safetensors", &safetensors(r#"{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}"#, &[7]));
    put("part.npy", &sound());
    put("part.bin", b"\x80\x02}.");
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe.safetensors")).status().unwrap().success());
    let shards = [
        ("a", "part.safetensors"),
        ("b", "part.safetensors"),
        ("c", "missing.safetensors"),
        ("d", "../part.safetensors"),
        ("e", "part.npy"),
        ("f", "part.bin"),
        ("g", "pipe.safetensors"),
    ];
    let map = shards.map(|(name, shard)| format!("\"{name}\":\"{shard}\"")).join(",");
    put("model.safetensors.index.json", format!("{{\"metadata\":{{}},\"weight_map\":{{{map}}}}}").as_bytes());
    let ran = tensorlings(folder.path(), &["view", "model.safetensors.index.json"]);
    let lines: Vec<&str> = ran.stdout.lines().skip(1).collect();
    assert_eq!((ran.code, lines.len()), (0, shards.len()), "{ran:?}");
    for (line, expected) in lines.iter().zip([
        "a  uint8 (1,)",
        "b  cannot be read: it lies in `part.safetensors`, which has no such tensor",
        "c  cannot be read: it lies in `missing.safetensors`, which cannot be read: No such file",
        "d  cannot be read: it lies in `../part.safetensors`, which does not lie beside the index",
        "e  cannot be read: it lies in `part.npy`, which is no `.safetensors` file",
        "f  cannot be read: it lies in `part.bin`, which cannot be read: it is a pickle",
        "g  cannot be read: it lies in `pipe.safetensors`, which cannot be read: it is neither a file nor a pipe",
    ]) {
        assert!(line.trim_start().starts_with(expected), "{line}");
    }
}
