//! `.npy` and `.npz` files as NumPy writes them, and as nobody should.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use ndarray::{Array, array};
use proptest::prelude::*;
use std::io::{Cursor, Write};
use tensorlings::formats::{npy, npz};
use tensorlings::tensor::{Scalar, Tensor};

/// An array of version 1.0 with this header and these elements.
fn npy_bytes(header: &str, elements: &[u8]) -> Vec<u8> {
    let length = u16::try_from(header.len()).unwrap().to_le_bytes();
    [b"\x93NUMPY\x01\x00".as_slice(), &length, header.as_bytes(), elements].concat()
}

fn header(descr: &str, order: &str, shape: &str) -> String {
    format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}\n")
}

fn read(descr: &str, order: &str, shape: &str, elements: &[u8]) -> Result<Tensor, String> {
    npy::read(&npy_bytes(&header(descr, order, shape), elements)).map_err(|error| error.to_string())
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn both_byte_orders_and_all_widths_are_read() {
    let integers = Tensor::I64(array![-2, 1].into_dyn());
    let counts = Tensor::U64(array![254, 1].into_dyn());
    for (descr, elements, expected) in [
        ("|i1", vec![0xfe, 1], &integers),
        ("<i2", vec![0xfe, 0xff, 1, 0], &integers),
        (">i2", vec![0xff, 0xfe, 0, 1], &integers),
        (">i4", vec![0xff, 0xff, 0xff, 0xfe, 0, 0, 0, 1], &integers),
        ("<i8", [(-2_i64).to_le_bytes(), 1_i64.to_le_bytes()].concat(), &integers),
        ("|u1", vec![0xfe, 1], &counts),
        (">u2", vec![0, 0xfe, 0, 1], &counts),
        ("<u4", vec![0xfe, 0, 0, 0, 1, 0, 0, 0], &counts),
        (">u8", [254_u64.to_be_bytes(), 1_u64.to_be_bytes()].concat(), &counts),
        (
            ">f8",
            [0.5_f64.to_be_bytes(), (-1.0_f64).to_be_bytes()].concat(),
            &Tensor::F64(array![0.5, -1.0].into_dyn()),
        ),
        (
            "<f4",
            [0.5_f32.to_le_bytes(), (-1.0_f32).to_le_bytes()].concat(),
            &Tensor::F32(array![0.5, -1.0].into_dyn()),
        ),
        ("|b1", vec![0, 1], &Tensor::Bool(array![false, true].into_dyn())),
    ] {
        assert_eq!(read(descr, "False", "(2,)", &elements).as_ref(), Ok(expected), "{descr}");
    }
}

#[test]
fn shapes_and_orders_are_read() {
    let elements = [0, 1, 2, 3, 4, 5];
    assert_eq!(
        read("|i1", "False", "(2, 3)", &elements),
        Ok(Tensor::I64(array![[0, 1, 2], [3, 4, 5]].into_dyn()))
    );
    assert_eq!(
        read("|i1", "True", "(2, 3)", &elements),
        Ok(Tensor::I64(array![[0, 2, 4], [1, 3, 5]].into_dyn()))
    );
    assert_eq!(read("|i1", "False", "()", &[7]), Ok(Tensor::from_scalar(Scalar::I64(7))));
    assert_eq!(read("<f8", "False", "(2, 0, 3)", &[]).unwrap().shape(), [2, 0, 3]);
    assert_eq!(read("|i1", "False", "(1, 1, 1, 1, 1, 1, 1, 2)", &[7, 8]).unwrap().len(), 2);
}

const STRANGE: &str = "its header cannot be read: it is not one that NumPy writes";

#[test]
fn what_cannot_be_read_is_refused_with_a_sentence() {
    let sixteen = [0; 16];
    for (descr, shape, message) in [
        ("<f8", "(3,)", "it ends too early: its header promises 24 bytes of elements, it holds 16"),
        ("<f8", "(1, 1, 1, 1, 1, 1, 1, 1, 1)", "it has 9 axes; at most 8 can be read"),
        ("<f8", "(99999999, 99)", "its shape [99999999, 99] is too large: a tensor may take up 256 MiB"),
        ("|b1", "(99999999,)", "its shape [99999999] is too large: a tensor may take up 256 MiB"),
        (
            "<f8",
            "(99999999999, 99999999999)",
            "its shape [99999999999, 99999999999] is too large: a tensor may take up 256 MiB",
        ),
        ("<f8", "(99999999999999999999999,)", STRANGE),
        ("<f8", "(0xffffffffffffffff, 16)", STRANGE),
        ("<f8", "(-1,)", STRANGE),
        ("<f8", "(1 2)", STRANGE),
        ("<f8", "(2,", STRANGE),
        ("<f8", "(2,), 'more': (1,)", STRANGE),
        ("<f\\x38", "(2,)", STRANGE),
        ("<c16", "(1,)", "its elements are of the type `complex128`; real numbers and booleans can be read"),
        ("<U2", "(1,)", "its elements are texts, of the type `<U2`; only numbers and booleans can be shown"),
        (
            "|O",
            "(1,)",
            "its elements are pickled Python objects, and reading them would run what they say; save numbers instead",
        ),
    ] {
        assert_eq!(read(descr, "False", shape, &sixteen).unwrap_err(), message, "{descr} {shape}");
    }
    let record = "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (1,), }";
    let refused = npy::read(&npy_bytes(record, &sixteen)).unwrap_err().to_string();
    let records =
        "its elements are records of several fields; save one of them, as `array[\"field\"]`, to look at it";
    assert_eq!(refused, records);
    let deep = "[".repeat(60_000);
    assert!(npy::read(&npy_bytes(&deep, &[])).is_err());
    assert_eq!(npy::read(b"PK").unwrap_err().to_string(), "it is not a NumPy array (`.npy`)");
    let promised = b"\x93NUMPY\x02\x00\xff\xff\xff\xff{}";
    assert_eq!(
        npy::read(promised).unwrap_err().to_string(),
        "its header cannot be read: it is longer than 1 MiB"
    );
}

#[test]
fn an_empty_array_is_addressable_in_memory_too() {
    // Found by fuzzing: eight times as wide in memory, the shape could be read but never written.
    let shape = "(0, 9199999999999999993)";
    assert!(read("|u1", "False", shape, &[]).unwrap_err().contains("is too large"));
    assert_eq!(read("|u1", "False", "(0, 7)", &[]).map(|tensor| tensor.shape().to_vec()), Ok(vec![0, 7]));
}

#[test]
fn an_archive_is_read_in_its_order() {
    let flag = npy_bytes(&header("|b1", "False", "()"), &[1]);
    let bytes = zip_of(&[("case/z.npy", &flag), ("notes.txt", b"no array"), ("case/caches[0].a.npy", &flag)]);
    let truth = Tensor::from_scalar(Scalar::Bool(true));
    let expected = [("case/z".to_owned(), truth.clone()), ("case/caches[0].a".to_owned(), truth)];
    assert_eq!(npz::read(&bytes).unwrap(), expected);
}

#[test]
fn a_bad_archive_is_refused_with_a_sentence() {
    let sentence = |bytes: &[u8]| npz::read(bytes).unwrap_err().to_string();
    let zeros = vec![0_u8; 200 << 20];
    let large = npy_bytes(&header("|i1", "False", "(1,)"), &zeros);
    assert_eq!(sentence(b"no zip"), "it is not a NumPy archive (`.npz`)");
    assert_eq!(
        sentence(&zip_of(&[("a.npy", &large), ("b.npy", &large)])),
        "its contents inflate to more than 256 MiB"
    );
    let broken = zip_of(&[("a.npy", b"PK")]);
    assert_eq!(sentence(&broken), "its entry `a` cannot be read: it is not a NumPy array (`.npy`)");
    let sound = zip_of(&[("a.npy", &npy_bytes(&header("|b1", "False", "()"), &[1]))]);
    assert_eq!(sentence(&sound[..sound.len() / 2]), "it is not a NumPy archive (`.npz`)");
}

#[test]
fn the_same_tensors_give_the_same_archive() {
    let cube = Array::from_iter(0..24_i64).into_shape_with_order((2, 3, 4)).unwrap();
    let tensors = [
        ("first".to_owned(), Tensor::F64(array![[f64::NAN, -0.0], [1e-310, f64::INFINITY]].into_dyn())),
        ("second/cube".to_owned(), Tensor::I64(cube.into_dyn().reversed_axes())),
        ("third".to_owned(), Tensor::from_scalar(Scalar::F32(0.1))),
    ];
    let written = || {
        let mut bytes = Cursor::new(Vec::new());
        npz::write(&tensors, &mut bytes).unwrap();
        bytes.into_inner()
    };
    let bytes = written();
    assert_eq!(bytes, written());
    let read = npz::read(&bytes).unwrap();
    assert_eq!(read[1..], tensors[1..]);
    let bits = |tensor: &Tensor| tensor.scalars().map(|scalar| scalar.to_f64().to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(&read[0].1), bits(&tensors[0].1));
}

#[test]
fn a_written_array_is_the_one_that_numpy_saves() {
    for (tensor, shape) in [
        (Tensor::F64(array![[1.5, -0.0], [2.0, 4.0]].into_dyn()), "(2, 2)"),
        (Tensor::F64(array![0.5].into_dyn()), "(1,)"),
        (Tensor::from_scalar(Scalar::F64(0.5)), "()"),
    ] {
        let mut written = Vec::new();
        npy::write(&tensor, &mut written).unwrap();
        // NumPy pads the header with blanks so that the elements begin at a multiple of 64 bytes.
        let text = format!("{:<117}\n", header("<f8", "False", shape).trim_end());
        let bits = |scalar: Scalar| scalar.to_f64().to_le_bytes();
        let elements: Vec<u8> = tensor.scalars().flat_map(bits).collect();
        assert_eq!(written, npy_bytes(&text, &elements));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_bytes_break_the_readers(mut bytes: Vec<u8>, at: prop::sample::Index, value: u8) {
        let _ = npy::read(&bytes);
        let _ = npz::read(&bytes);
        bytes.splice(..0, *b"\x93NUMPY\x01\x00");
        let _ = npy::read(&bytes);
        // One changed byte in a sound file.
        let mut sound = npy_bytes(&header("<f8", "False", "(1, 2)"), &[0; 16]);
        let place = at.index(sound.len());
        sound[place] = value;
        let _ = npy::read(&sound);
        let _ = npz::read(&zip_of(&[("a.npy", &sound)]));
    }
}
