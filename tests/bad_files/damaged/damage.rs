//! The ways in which files are damaged.

mod archives;
mod arrays;
mod tensors;

use super::dice::Dice;

/// One way to make a file that should not be.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) extension: &'static str,
    pub(crate) made: fn(&mut Dice) -> Vec<u8>,
}

const fn kind(name: &'static str, extension: &'static str, made: fn(&mut Dice) -> Vec<u8>) -> Kind {
    Kind { name, extension, made }
}

pub(crate) const KINDS: [Kind; 14] = [
    kind("changed", "npy", |dice| changed(arrays::sound(dice), dice)),
    kind("changed", "npz", |dice| changed(archives::sound(dice), dice)),
    kind("changed", "safetensors", |dice| changed(tensors::sound(dice), dice)),
    kind("cut", "npy", |dice| cut(arrays::sound(dice), dice)),
    kind("cut", "npz", |dice| cut(archives::sound(dice), dice)),
    kind("cut", "safetensors", |dice| cut(tensors::sound(dice), dice)),
    kind("spliced", "npy", spliced),
    kind("header", "npy", arrays::odd_header),
    kind("length", "npy", arrays::odd_length),
    kind("directory", "npz", archives::odd_directory),
    kind("packed", "npz", archives::odd_entries),
    kind("header", "safetensors", tensors::odd_header),
    kind("length", "safetensors", tensors::odd_length),
    kind("model", "index.json", tensors::odd_index),
];

/// Names that do something to a terminal or a file system, or are long.
fn name(dice: &mut Dice) -> String {
    const NAMES: [&str; 14] = [
        "a",
        "b",
        "",
        "a.b.c",
        "../up",
        "/etc/passwd",
        "a::b",
        "a\u{1b}]0;title\u{7}",
        "a\nb",
        "a\tb",
        "a\u{0}b",
        "\u{202e}cod",
        "\u{9b}2J",
        "__metadata__",
    ];
    if dice.number(20) == 0 { "long".repeat(15_000) } else { dice.one_of(&NAMES).to_owned() }
}

/// Bytes that are all different from their neighbours.
fn elements(count: usize) -> Vec<u8> {
    (0..count).map(|place| u8::try_from(place * 37 % 251).unwrap()).collect()
}

/// A few bytes of the file are others; more often in the beginning and at the end, where headers are.
fn changed(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    for _ in 0..=dice.number(3) {
        let reach = bytes.len().min(dice.one_of(&[64, 200, usize::MAX]));
        let place = dice.number(reach);
        let place = if dice.number(2) == 0 { place } else { bytes.len() - 1 - place };
        match dice.number(5) {
            0 => bytes[place] ^= 1 << dice.number(8),
            1 => bytes[place] = u8::try_from(dice.number(256)).unwrap(),
            2 => bytes.insert(place, *b"\0\xff'(["[dice.number(5)..].first().unwrap()),
            3 if bytes.len() > 8 => drop(bytes.remove(place)),
            _ => {
                let number = dice.length().to_le_bytes();
                let end = bytes.len().min(place + dice.one_of(&[2, 4, 8]));
                bytes[place..end].copy_from_slice(&number[..end - place]);
            }
        }
    }
    bytes
}

/// The file ends somewhere, goes on with zeros, or twice.
fn cut(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    let place = dice.number(bytes.len());
    match dice.number(4) {
        0 => bytes.resize(bytes.len() + dice.number(300), 0),
        1 => bytes.extend(bytes.clone()),
        _ => bytes.truncate(place),
    }
    bytes
}

/// The beginning of one file and the end of another.
fn spliced(dice: &mut Dice) -> Vec<u8> {
    const SOUND: [fn(&mut Dice) -> Vec<u8>; 3] = [arrays::sound, archives::sound, tensors::sound];
    let [first, second] = [(); 2].map(|()| dice.one_of(&SOUND)(dice));
    let (end, start) = (dice.number(first.len()), dice.number(second.len()));
    [&first[..end], &second[start..]].concat()
}
