//! Submissions in archives: what is well packed counts, and everything else is refused with its reason.

use crate::class::{Class, MASK, VALUE, solution};
use crate::command::tensorlings;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{Cursor, Write};
use tar::{EntryType, Header};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A zip archive of these files.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A compressed tar archive of these entries; names are written as they are.
fn tar_gz(entries: &[(&[u8], EntryType, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
    for (name, kind, content) in entries {
        let mut header = Header::new_gnu();
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.set_entry_type(*kind);
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        if kind.is_symlink() || kind.is_hard_link() {
            header.set_link_name("/etc/passwd").unwrap();
        }
        if kind.is_gnu_sparse() {
            header.as_gnu_mut().unwrap().set_real_size(0);
        }
        header.set_cksum();
        archive.append(&header, *content).unwrap();
    }
    archive.into_inner().unwrap().finish().unwrap()
}

/// The archive with every occurrence of some bytes replaced by as many others.
fn patched(mut archive: Vec<u8>, old: &[u8], new: &[u8], only: Option<usize>) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let places: Vec<usize> =
        (0..archive.len() - old.len()).filter(|place| archive[*place..].starts_with(old)).collect();
    assert!(!places.is_empty(), "there is nothing to replace");
    for (number, place) in places.into_iter().enumerate() {
        if only.is_none_or(|only| only == number) {
            archive[place..place + old.len()].copy_from_slice(new);
        }
    }
    archive
}

/// The place of the first header of this kind in a zip archive.
fn header(archive: &[u8], signature: &[u8]) -> usize {
    archive.windows(4).position(|window| window == signature).unwrap()
}

const LOCAL: &[u8] = b"PK\x03\x04";
const CENTRAL: &[u8] = b"PK\x01\x02";

fn value() -> String {
    format!("src/{VALUE}.rs")
}

#[test]
fn well_packed_archives_are_taken() {
    let class = Class::new();
    let (value, text) = (value(), solution(VALUE));
    let nested = format!("Jane's work/{value}");
    class.hand_in("flat.zip", zip(&[(&format!("{VALUE}.rs"), text.as_bytes())]));
    class.hand_in(
        "mac.zip",
        zip(&[
            (&nested, text.as_bytes()),
            (&format!("__MACOSX/Jane's work/src/._{VALUE}.rs"), b"\0\x05\x16"),
            (&format!("Jane's work/target/debug/{VALUE}.rs"), b"of no interest"),
            ("Jane's work/.DS_Store", b""),
        ]),
    );
    class.hand_in("windows.zip", zip(&[(&format!("work\\src\\{VALUE}.rs"), text.as_bytes())]));
    let mut streamed = ZipWriter::new_stream(Vec::new());
    streamed.start_file(&*value, SimpleFileOptions::default()).unwrap();
    streamed.write_all(text.as_bytes()).unwrap();
    class.hand_in("streamed.zip", streamed.finish().unwrap().into_inner());
    let folder: (&[u8], _, &[u8]) = (b"work/", EntryType::Directory, b"");
    let path = format!("./work/{value}");
    let file = (path.as_bytes(), EntryType::Regular, text.as_bytes());
    class.hand_in("packed.tar.gz", tar_gz(&[folder, file]));
    class.hand_in("packed.tgz", tar_gz(&[file]));
    let git: (&[u8], _, &[u8]) =
        (b"pax_global_header", EntryType::XGlobalHeader, b"30 comment=0123456789012345678\n");
    class.hand_in("git.tar.gz", tar_gz(&[git, file]));
    class.hand_in("folder/handed in.zip", zip(&[(&value, text.as_bytes())]));
    let rows = class.grade("");
    assert_eq!(rows.0.len(), 8);
    for name in rows.names() {
        assert_eq!(rows.passed(name), [VALUE], "{name}: {}", rows.note(name));
    }
}

#[test]
fn badly_packed_zip_archives_are_refused_with_their_reason() {
    let class = Class::new();
    let (value, text) = (value(), solution(VALUE));
    let good = || zip(&[(&value, text.as_bytes())]);
    let mut expected = Vec::new();
    let mut hand_in = |name: &'static str, archive: Vec<u8>, reason: &'static str| {
        class.hand_in(&format!("{name}.zip"), archive);
        expected.push((name, reason));
    };
    for (name, path, reason) in [
        ("parent", "../evil.rs", "leads out of the archive by `..`"),
        ("inner_parent", "a/../../evil.rs", "leads out of the archive by `..`"),
        ("windows_parent", "a\\..\\..\\evil.rs", "leads out of the archive by `..`"),
        ("absolute", "/tmp/evil.rs", "has an absolute name"),
        ("drive", "C:\\evil.rs", "has an absolute name"),
        ("control", "evil\u{1b}[2J.rs", "control character"),
    ] {
        hand_in(name, zip(&[(path, b"x"), (&value, text.as_bytes())]), reason);
    }
    let upper = value.to_uppercase();
    hand_in("case", zip(&[(&value, text.as_bytes()), (&upper, b"x")]), "twice");
    let twin = value.replace("src", "srd");
    let twins = zip(&[(&value, text.as_bytes()), (&twin, text.as_bytes())]);
    hand_in("twins", patched(twins, twin.as_bytes(), value.as_bytes(), None), "two entries of the same name");
    let mut linked = ZipWriter::new(Cursor::new(Vec::new()));
    linked.add_symlink("src", "/etc", SimpleFileOptions::default()).unwrap();
    hand_in("link", linked.finish().unwrap().into_inner(), "`src` is a link");
    let mut pipe = good();
    let mode = header(&pipe, CENTRAL) + 38;
    pipe[mode..mode + 4].copy_from_slice(&(0o010_644_u32 << 16).to_le_bytes());
    hand_in("pipe", pipe, "neither a file nor a folder");
    let mut encrypted = good();
    for flags in [header(&encrypted, LOCAL) + 6, header(&encrypted, CENTRAL) + 8] {
        encrypted[flags] |= 1;
    }
    hand_in("encrypted", encrypted, "is encrypted");
    hand_in("other_name", patched(good(), value.as_bytes(), twin.as_bytes(), Some(0)), "is damaged");
    let mut checksum = good();
    let place = header(&checksum, CENTRAL) + 16;
    checksum[place] ^= 1;
    hand_in("checksum", checksum, "is damaged");
    let mut far = good();
    let place = header(&far, CENTRAL) + 42;
    far[place..place + 4].copy_from_slice(&0x00ff_ffff_u32.to_le_bytes());
    hand_in("far", far, "damaged");
    hand_in("cut", good()[..good().len() - 30].to_vec(), "the zip archive is damaged");
    hand_in("text", b"this is no archive".to_vec(), "the zip archive is damaged");
    hand_in("nothing", Vec::new(), "the zip archive is damaged");
    let many: Vec<String> = (0..20_001).map(|number| format!("{number}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b""[..])).collect();
    hand_in("many", zip(&many), "more than 20000 files");
    hand_in(
        "two",
        zip(&[(&format!("a/{value}"), text.as_bytes()), (&format!("b/{MASK}.rs"), b"x")]),
        "function files lie in 2 folders (`a/src`, `b`)",
    );
    hand_in("empty", zip(&[]), "it holds no function's file");
    hand_in("nested", zip(&[("inner.zip", &good())]), "it holds no function's file");
    refuses(&class, &expected, "zip");
}

#[test]
fn badly_packed_tar_archives_are_refused_with_their_reason() {
    let class = Class::new();
    let (value, text) = (value(), solution(VALUE));
    let file = (value.as_bytes(), EntryType::Regular, text.as_bytes());
    let mut expected = Vec::new();
    let mut hand_in = |name: &'static str, archive: Vec<u8>, reason: &'static str| {
        class.hand_in(&format!("{name}.tar.gz"), archive);
        expected.push((name, reason));
    };
    let entries: [(&'static str, &[u8], EntryType, &'static str); 10] = [
        ("parent", b"../evil.rs", EntryType::Regular, "leads out of the archive by `..`"),
        ("absolute", b"/tmp/evil.rs", EntryType::Regular, "has an absolute name"),
        ("link", b"src", EntryType::Symlink, "`src` is a link"),
        ("hard_link", b"src/x.rs", EntryType::Link, "`src/x.rs` is a link"),
        ("pipe", b"pipe", EntryType::Fifo, "neither a file nor a folder"),
        ("device", b"device", EntryType::Char, "neither a file nor a folder"),
        ("disk", b"disk", EntryType::Block, "neither a file nor a folder"),
        ("sparse", b"sparse", EntryType::GNUSparse, "is sparse"),
        ("bytes", b"\xff\xfe", EntryType::Regular, "not UTF-8 text"),
        ("control", b"a\x07b", EntryType::Regular, "control character"),
    ];
    for (name, path, kind, reason) in entries {
        hand_in(name, tar_gz(&[(path, kind, b""), file]), reason);
    }
    hand_in("twins", tar_gz(&[file, file]), "twice");
    let whole = tar_gz(&[file]);
    hand_in("cut", whole[..whole.len() / 2].to_vec(), "is damaged");
    hand_in("text", b"this is no archive".to_vec(), "the tar archive is damaged");
    hand_in("bomb", bomb(), "it unpacks to more than 256 MiB");
    refuses(&class, &expected, "tar.gz");
}

/// 300 MiB of zeros in a single entry.
fn bomb() -> Vec<u8> {
    let mut header = Header::new_gnu();
    header.set_path("zeros").unwrap();
    header.set_size(300 << 20);
    header.set_cksum();
    let mut stream = GzEncoder::new(Vec::new(), Compression::fast());
    stream.write_all(header.as_bytes()).unwrap();
    let zeros = vec![0; 1 << 20];
    for _ in 0..300 {
        stream.write_all(&zeros).unwrap();
    }
    stream.finish().unwrap()
}

fn refuses(class: &Class, expected: &[(&str, &str)], ending: &str) {
    let rows = class.grade("");
    assert_eq!(rows.0.len(), expected.len());
    for (name, reason) in expected {
        let name = format!("{name}.{ending}");
        assert!(rows.note(&name).contains(reason), "{name}: {}", rows.note(&name));
        assert_eq!(rows.of(&name)["score"], 0.0, "{name}");
        let report = class.text(&format!("out/{}", rows.of(&name)["report"].as_str().unwrap()));
        let is_missing = rows.of(&name)["verdicts"][VALUE] == "missing";
        assert!(is_missing || report.contains(&reason.replace('"', "\\\"")), "{name}: {report}");
    }
}

#[test]
fn one_bad_file_costs_one_function() {
    let class = Class::new();
    let (value, text) = (value(), solution(VALUE));
    let mask = format!("src/{MASK}.rs");
    for (name, content, reason) in [
        ("bomb", vec![b' '; 8 << 20], "larger than 256 KiB"),
        ("latin", b"// \xfcber".to_vec(), "not UTF-8 text"),
        ("nul", b"\0".to_vec(), "NUL byte"),
        ("empty", Vec::new(), "it is empty"),
    ] {
        class.hand_in(&format!("{name}.zip"), zip(&[(&mask, &content), (&value, text.as_bytes())]));
        let entries = [
            (mask.as_bytes(), EntryType::Regular, &*content),
            (value.as_bytes(), EntryType::Regular, text.as_bytes()),
        ];
        class.hand_in(&format!("{name}.tar.gz"), tar_gz(&entries));
        let rows = class.grade("");
        for ending in ["zip", "tar.gz"] {
            let name = format!("{name}.{ending}");
            assert_eq!(rows.passed(&name), [VALUE], "{name}");
            assert_eq!(rows.of(&name)["verdicts"][MASK], "compile_error", "{name}");
            let report = class.text(&format!("out/{}", rows.of(&name)["report"].as_str().unwrap()));
            assert!(report.contains(reason), "{report}");
        }
    }
}

#[test]
fn grade_takes_archives_and_single_files_too() {
    let class = Class::new();
    let (value, text) = (value(), solution(VALUE));
    class.write("work.zip", zip(&[(&format!("a/{value}"), text.as_bytes())]));
    class.write("work.tar.gz", tar_gz(&[(value.as_bytes(), EntryType::Regular, text.as_bytes())]));
    class.write(&format!("{VALUE}.rs"), &text);
    class.write(&format!("doejane_LATE_1_2_{VALUE}-3.rs"), &text);
    class.write(&format!("deep/a/b/{VALUE}.rs"), &text);
    let grade = |path: &str| {
        let arguments = ["grade", path, "--exercise", VALUE, "--format", "json"];
        tensorlings(&class.path(""), &arguments)
    };
    let paths = [
        "work.zip",
        "work.tar.gz",
        &format!("{VALUE}.rs"),
        &format!("doejane_LATE_1_2_{VALUE}-3.rs"),
        "deep",
    ];
    for path in paths {
        let ran = grade(path);
        assert_eq!(ran.code, 0, "{path}: {ran:#?}");
        assert!(ran.stdout.contains("\"verdict\":\"passed\""), "{path}: {ran:#?}");
    }
    class.write("bad.zip", "no archive");
    let ran = tensorlings(&class.path(""), &["grade", "bad.zip", "--format", "json"]);
    assert_eq!(ran.code, 1, "a learner's failure is an answer");
    assert!(ran.stdout.contains("the zip archive is damaged"), "{ran:#?}");
    for (path, reason) in [
        ("nowhere.zip", "does not exist"),
        ("in", "holds no `src` folder"),
        ("other.rs", "other.rs is no submission"),
    ] {
        class.write("other.rs", "");
        let ran = grade(path);
        assert_eq!(ran.code, 2, "{ran:#?}");
        assert!(ran.stderr.contains(reason), "{ran:#?}");
    }
}

#[test]
fn a_directory_of_a_million_entries_is_not_read_into_memory() {
    let class = Class::new();
    let mut entry = b"PK\x01\x02".to_vec();
    entry.resize(46, 0);
    class.hand_in("million.zip", entry.repeat(1_000_000));
    let rows = class.grade("");
    assert_eq!(rows.note("million.zip"), "it holds more than 20000 files; hand in the sources only");
}
