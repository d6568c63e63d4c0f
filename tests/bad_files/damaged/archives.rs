//! Archives that should not be.

use super::super::dice::Dice;
use super::{arrays, elements, name};
use crate::zip::{Packed, archive, end_of_64_bits};

pub(super) fn sound(dice: &mut Dice) -> Vec<u8> {
    archive(&entries(dice))
}

fn entries(dice: &mut Dice) -> Vec<Packed> {
    let one = |place: usize, dice: &mut Dice| {
        let (path, array) = (format!("entry.{place}.npy"), arrays::sound(dice));
        if dice.number(2) == 0 { Packed::stored(&path, &array) } else { Packed::deflated(&path, &array) }
    };
    (0..=dice.number(3)).map(|place| one(place, dice)).collect()
}

/// Numbers in the directory, or in what follows it, are others.
pub(super) fn odd_directory(dice: &mut Dice) -> Vec<u8> {
    let mut bytes = sound(dice);
    let signs: [&[u8]; 5] = [b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"];
    for _ in 0..=dice.number(2) {
        let sign = dice.one_of(&signs);
        let places: Vec<usize> =
            bytes.windows(4).enumerate().filter(|(_, four)| *four == sign).map(|(place, _)| place).collect();
        let Some(&place) = places.get(dice.number(places.len())) else { continue };
        let field = place + 4 + 2 * dice.number(20);
        let end = bytes.len().min(field + dice.one_of(&[2, 4, 8]));
        let number = dice.length().to_le_bytes();
        if field < end {
            bytes[field..end].copy_from_slice(&number[..end - field]);
        }
    }
    match dice.number(12) {
        0 => [b"#!/bin/sh\n".as_slice(), &bytes].concat(),
        1 => [bytes.as_slice(), b"\n\nand more PK\x05\x06 of it"].concat(),
        2 => [bytes.as_slice(), &end_of_64_bits(dice.length(), dice.length(), dice.length())].concat(),
        _ => bytes,
    }
}

/// Entries that are not as the directory says.
pub(super) fn odd_entries(dice: &mut Dice) -> Vec<u8> {
    let mut entries = entries(dice);
    let place = dice.number(entries.len());
    let entry = &mut entries[place];
    match dice.number(14) {
        0 => entry.checksum ^= 1,
        1 => entry.size = dice.length(),
        2 => entry.header = Some(dice.length()),
        3 => entry.header = Some(0),
        4 => entry.method = dice.one_of(&[1, 8, 9, 12, 14, 93, 95, 99, 0xffff]),
        5 => entry.flags = 1 << dice.number(16),
        6 => entry.path = name(dice) + ".npy",
        7 => entry.path = name(dice),
        8 => (entry.method, entry.bytes) = (8, elements(100)),
        // Stored blocks without contents, none of which is the last.
        9 => (entry.method, entry.bytes) = (8, [0, 0, 0, 0xff, 0xff].repeat(20_000)),
        10 => *entry = bomb(dice),
        11 => *entry = Packed::stored("inner.npy", &sound(dice)),
        12 => entries.extend((0..3000).map(|place| Packed::stored(&format!("many.{place}.npy"), b""))),
        _ => {
            let again = entry.path.clone();
            entries.push(Packed::stored(&again, b"again"));
        }
    }
    archive(&entries)
}

/// Few bytes that inflate to many more.
fn bomb(dice: &mut Dice) -> Packed {
    let header = crate::tensor_bytes::headed("'|u1'", "(2000000,)", &[]);
    let fill = dice.one_of(&[0, 1]);
    let mut packed = Packed::deflated("bomb.npy", &[header, vec![fill; 2_000_000]].concat());
    if dice.number(2) == 0 {
        packed.size = 2_000_000 * dice.one_of(&[10, 500, 1 << 23]);
    }
    packed
}
