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
fn every_code_of_the_narrow_formats_is_the_number_that_it_stands_for() {
    for name in ["float8_e4m3fn", "float8_e5m2", "float8_e4m3fnuz", "float8_e5m2fnuz", "bfloat16"] {
        let values = |file: &str| {
            let ran = view(&[file, "--csv"]);
            assert_eq!(ran.code, 0, "{}", ran.stderr);
            ran.stdout
        };
        assert_eq!(values(&format!("narrow.safetensors::{name}")), values(&format!("{name}.npy")), "{name}");
    }
    let ran = view(&["narrow.safetensors::float4"]);
    assert_eq!(
        (ran.code, ran.stderr.contains("they can be listed, but not shown")),
        (2, true),
        "{}",
        ran.stderr
    );
    assert!(view(&["narrow.safetensors"]).stdout.contains("float4_e2m1fn (4, 2), order C, 4 bytes"));
}

#[test]
fn files_are_printed_though_others_cannot_be_read() {
    let ran = view(&["scalar.npy", "gone.npy", "objects.npy", "mask.npy"]);
    let heads: Vec<&str> = ran.stdout.lines().filter(|line| line.contains("order C")).collect();
    assert!(
        heads.len() == 2 && heads[0].starts_with("scalar.npy") && heads[1].starts_with("mask.npy"),
        "{ran:?}"
    );
    let said: Vec<&str> = ran.stderr.lines().collect();
    assert_eq!((ran.code, said.len()), (2, 2), "{ran:?}");
    assert!(said[0].starts_with("tensorlings: gone.npy cannot be read: "), "{ran:?}");
    assert!(said[1].starts_with("tensorlings: objects.npy cannot be read: "), "{ran:?}");
    assert!(view(&["gone.npy", "mask.npy"]).stdout.starts_with("mask.npy"), "without a blank line before");
}

#[test]
fn an_entry_that_is_not_there_is_told_by_those_that_are() {
    for (argument, message) in [
        ("scalar.npy::x", "scalar.npy is one array without entries; leave out `::x`"),
        ("stored.npz::masks", "stored.npz has no entry `masks`; did you mean `mask`?"),
        (
            "stored.npz::nothing",
            "stored.npz has no entry `nothing`; `tensorlings view stored.npz` lists its 2 entries",
        ),
    ] {
        let ran = view(&[argument]);
        assert_eq!((ran.code, ran.stderr), (2, format!("tensorlings: {message}\n")));
    }
}

#[test]
fn a_slice_is_told_with_its_own_shape() {
    let ran = view(&["cube.npy", "--slice", "0,::-2"]);
    assert!(
        ran.stdout.starts_with("cube.npy[0,::-2]  float64 (4, 9) of (5, 7, 9), order C, 2520 bytes\n"),
        "{ran:?}"
    );
}

#[test]
fn statistics_are_those_of_numpy() {
    let ran = view(&["long.npy", "--stats"]);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert_eq!(lines[..16], LONG, "{}", ran.stdout);
    assert_eq!(lines[16], "[-2500 -2499 -2498 ...  2497  2498  2499]");
    let ran = view(&["special.npy", "--stats", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    let found = &json["statistics"];
    assert_eq!(
        (&found["nan"], &found["positive_infinities"], &found["zeros"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!((&found["count"], &found["max"]), (&5.into(), &1e-300.into()));
    let ran = tensorlings(&folder(), &["--plain", "view", "mask.npy", "--stats", "--slice", "0"]);
    assert!(ran.stdout.is_ascii(), "{}", ran.stdout);
}

#[test]
fn an_image_is_drawn_as_pixels() {
    let plain = view(&["words.npy", "--rgb"]);
    assert_eq!(plain.stdout.lines().count(), 1 + 50 / 2, "60 columns in 80, each of two, are every second");
    let coloured =
        tensorlings(&folder(), &["--color", "always", "view", "cube.npy", "--slice", ":3", "--rgb"]);
    assert!(coloured.stdout.lines().nth(1).is_some_and(|line| line.contains('▀')), "{}", coloured.stdout);
    assert_eq!(coloured.stdout.lines().count(), 1 + 7_usize.div_ceil(2));
    for (arguments, message) in [
        (&["view", "deep.npy", "--rgb"][..], "--rgb shows rows, columns and 1, 3 or 4 colours"),
        (&["--plain", "view", "words.npy", "--rgb"], "--plain leaves drawings out"),
        (&["view", "cube.npy", "--axes", "H,W"], "--axes has 2 names, and cube.npy has the shape"),
        (&["view", "cube.npy", "--axes", "H,,W"], "an axis has no name"),
        (&["view", "cube.npy", "--axes", "H,W,\u{1b}[31m"], "names no axis"),
        (&["view", "cube.npy", "--axes", "N,H,W", "--json"], "cannot be used with"),
        (&["view", "stored.npz", "--rgb"], "name one, for example stored.npz::cube"),
    ] {
        let ran = tensorlings(&folder(), arguments);
        assert_eq!((ran.code, ran.stderr.contains(message)), (2, true), "{ran:?}");
        assert!(!ran.stderr.contains('\u{1b}'), "{ran:?}");
    }
}

#[test]
fn axes_are_called_what_their_owner_calls_them() {
    let ran = view(&["cube.npy", "--axes", "depth, n_H,W", "--print", "--slice", "0,0"]);
    let head = ran.stdout.lines().next().unwrap();
    assert!(head.contains("(depth ") && head.contains(", n_H ") && head.contains(", W "), "{head}");
}

#[test]
fn an_image_file_is_sound_xml_with_every_number() {
    let place = tempfile::TempDir::new().unwrap();
    let file = place.path().join("tensor.svg");
    let draw = |arguments: &[&str]| {
        let ran = view(&[arguments, &["--svg", file.to_str().unwrap()]].concat());
        assert_eq!((ran.code, ran.stdout.as_str()), (0, ""), "{ran:?}");
        let image = std::fs::read_to_string(&file).unwrap();
        let mut reader = quick_xml::Reader::from_str(&image);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
        image
    };
    let image = draw(&["half.npy"]);
    assert!(image.contains(">half.npy  float16 (4, 6), order C, 48 bytes</text>"), "{image}");
    assert!(image.contains("5.75") && !image.contains("are shown"), "{image}");
    assert!(draw(&["cube.npy"]).contains("[4, :, :]"));
    assert!(draw(&["long.npy"]).contains("of (5000,) cells, the first are shown"));
    assert!(draw(&["scalar.npy"]).contains("1.5"));
    assert!(draw(&["words.npy", "--rgb"]).matches("▀").count() > 1000);
    draw(&["empty.npy"]);
    let ran = view(&["half.npy", "--svg", "/nowhere/tensor.svg"]);
    assert_eq!((ran.code, ran.stderr.lines().count()), (2, 1), "{ran:?}");
}

#[test]
fn an_archive_lists_its_entries() {
    let ran = view(&["deflated.npz"]);
    assert_eq!(ran.stdout, LISTING);
    let ran = view(&["model.safetensors.index.json"]);
    assert!(ran.stdout.contains("a.weight  float32 (5, 7, 9), order C, 1260 bytes"), "{}", ran.stdout);
    assert!(ran.stdout.contains("which does not lie beside the index"), "{}", ran.stdout);
}

#[test]
fn what_cannot_be_shown_is_said_in_one_sentence() {
    for (arguments, message) in [
        (
            ["objects.npy", "..."],
            "objects.npy cannot be read: its elements are pickled Python objects, and reading them would run what they say; save numbers instead\n",
        ),
        (
            ["records.npy", "..."],
            "records.npy cannot be read: its elements are records of several fields; save one of them, as `array[\"field\"]`, to look at it\n",
        ),
        (["cube.npy", "9"], "index 9 is outside of axis 0, which has 5\n"),
        (["none.npy", "..."], "none.npy cannot be read: No such file or directory (os error 2)\n"),
        (
            ["prints.txt", "..."],
            "prints.txt cannot be read: it holds no tensors: it is no `.npy`, `.npz`, `.safetensors` or `.index.json` file\n",
        ),
        ([".", "..."], ". cannot be read: it is a folder; name a file in it\n"),
    ] {
        let ran = view(&[arguments[0], "--slice", arguments[1]]);
        let expected = Ran { code: 2, stdout: String::new(), stderr: format!("tensorlings: {message}") };
        assert_eq!(ran, expected);
    }
}

#[test]
fn a_listing_follows_the_numbers_in_names_and_tells_what_the_file_says_of_itself() {
    let place = tempfile::TempDir::new().unwrap();
    let names = ["layers.10.w", "layers.2.w", "head"];
    let entry = |(at, name): (usize, &&str)| {
        format!(r#""{name}":{{"dtype":"U8","shape":[2],"data_offsets":[{},{}]}}"#, 2 * at, 2 * at + 2)
    };
    let entries: Vec<String> = names.iter().enumerate().map(entry).collect();
    let metadata = r#""__metadata__":{"format":"pt","title":"\u001b[31mred","size":7}"#;
    let header = format!("{{{metadata},{}}}", entries.join(","));
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend([1, 2, 3, 4, 5, 6]);
    std::fs::write(place.path().join("m.safetensors"), bytes).unwrap();
    let ran = tensorlings(place.path(), &["view", "m.safetensors"]);
    assert_eq!((ran.stdout.as_str(), ran.code), (MODEL, 0), "{}", ran.stderr);
    let ran = tensorlings(place.path(), &["view", "m.safetensors", "--json"]);
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!(json["metadata"]["title"], "\u{1b}[31mred");
    let listed: Vec<&str> =
        json["entries"].as_array().unwrap().iter().filter_map(|entry| entry["name"].as_str()).collect();
    assert_eq!(listed, names, "in the order of the file");
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

/// By NumPy: `quantile(x, [0.01, 0.25, 0.5, 0.75, 0.99])`, `mean`, `std`, `histogram(x, 32)`.
const LONG: [&str; 16] = [
    "long.npy  int64 (5000,), order C, 40000 bytes",
    "  elements   5000",
    "  zeros      1",
    "  NaN        0",
    "  +Inf       0",
    "  -Inf       0",
    "  min        -2500",
    "  max        2499",
    "  mean       -0.5",
    "  std        1443.3756",
    "  1 % below  -2450.01",
    "  25 % below -1250.25",
    "  50 % below -0.5",
    "  75 % below 1249.25",
    "  99 % below 2449.01",
    "  histogram  ████████████████████████████████",
];

const LISTING: &str = "\
deflated.npz  NumPy archive, 3 entries, 5378 elements, 42583 bytes
  cube  float64 (5, 7, 9), order C, 2520 bytes
  long  int64 (5000,), order C, 40000 bytes
  mask  bool (7, 9), order C, 63 bytes
";

const MODEL: &str = r"m.safetensors  safetensors, 3 entries, 6 elements, 6 bytes
  metadata: format = pt
  metadata: title = \x1b[31mred
  metadata: size = 7
  head         uint8 (2,), order C, 2 bytes
  layers.2.w   uint8 (2,), order C, 2 bytes
  layers.10.w  uint8 (2,), order C, 2 bytes
";
