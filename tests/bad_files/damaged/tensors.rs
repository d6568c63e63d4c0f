//! Files of named tensors, and indices of them, that should not be.

use super::super::dice::Dice;
use super::{elements, name};
use crate::tensor_bytes::safetensors;

const TYPES: [(&str, u64); 8] =
    [("U8", 1), ("F16", 2), ("BF16", 2), ("F32", 4), ("I64", 8), ("F8_E5M2", 1), ("C64", 8), ("BOOL", 1)];

pub(super) fn sound(dice: &mut Dice) -> Vec<u8> {
    let mut end = 0;
    let mut parts = vec![r#""__metadata__":{"format":"pt"}"#.to_owned()];
    for place in 0..=dice.number(3) {
        let ((dtype, size), length, from) = (dice.one_of(&TYPES), dice.number(20) as u64, end);
        end += length * size;
        parts.push(format!(
            r#""layer.{place}":{{"dtype":"{dtype}","shape":[{length}],"data_offsets":[{from},{end}]}}"#
        ));
    }
    safetensors(&format!("{{{}}}", parts.join(",")), &elements(usize::try_from(end).unwrap()))
}

/// One to three tensors, of which something is not as it should be.
pub(super) fn odd_header(dice: &mut Dice) -> Vec<u8> {
    let count = dice.number(3) + 1;
    let mut parts: Vec<String> = (0..count).map(|place| odd_tensor(place as u64, dice)).collect();
    parts.extend(match dice.number(12) {
        0 => Some(r#""__metadata__":[1,2]"#.to_owned()),
        1 => Some(format!(r#""__metadata__":{{"a":{}"#, "[".repeat(100_000))),
        2 => Some(format!(r#""{}":3"#, "{".repeat(50_000))),
        3 => Some(r#""\ud800":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}"#.to_owned()),
        4 => Some(r#""__metadata__":{"a":1e999,"b":"\u001b[2J"}"#.to_owned()),
        _ => None,
    });
    let text = match dice.number(8) {
        0 => format!("{{{}", parts.join(",")),
        1 => format!("{{{}}}{}", parts.join(","), " ".repeat(3000)),
        2 => format!("{{{}}}}}", parts.join(",")),
        _ => format!("{{{}}}", parts.join(",")),
    };
    safetensors(&text, &elements(4 * count + dice.one_of(&[0, 0, 0, 1])))
}

/// By itself sound, where nothing goes wrong, and four bytes long.
fn odd_tensor(place: u64, dice: &mut Dice) -> String {
    let name = if dice.number(3) == 0 { name(dice) } else { format!("t{place}") };
    let name = serde_json::to_string(&name).unwrap();
    let (mut from, mut end) = (4 * place, 4 * place + 4);
    match dice.number(9) {
        0 => from = dice.length(),
        1 => end = dice.length(),
        2 => std::mem::swap(&mut from, &mut end),
        3 => from += 1,
        _ => {}
    }
    let dtype = match dice.number(6) {
        0 => dice.one_of(&["F4", "F6_E2M3", "F3", "", "f32", "\\u001b[2J", "U8\\u0000"]),
        _ => "U8",
    };
    let shape = match dice.number(6) {
        0 => format!("[{}]", dice.length()),
        1 => format!("[{},{}]", dice.length(), dice.length()),
        2 => dice
            .one_of(&[
                "[-4]",
                "[4.0]",
                "[4e0]",
                "[\"4\"]",
                "[null]",
                "4",
                "{}",
                "[[4]]",
                "[2,2,1,1,1,1,1,1,1]",
                "[0,4]",
            ])
            .to_owned(),
        _ => "[4]".to_owned(),
    };
    let more = dice.one_of(&["", "", "", "", ",\"more\":1", ",\"dtype\":\"I8\""]);
    format!(r#"{name}:{{"dtype":"{dtype}","shape":{shape},"data_offsets":[{from},{end}]{more}}}"#)
}

/// The header is longer or shorter than it says.
pub(super) fn odd_length(dice: &mut Dice) -> Vec<u8> {
    let text = br#"{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}"#;
    let padding = vec![b' '; dice.one_of(&[0, 5000, 20 << 20])];
    [&dice.length().to_le_bytes(), text.as_slice(), &padding, &elements(4)].concat()
}

pub(super) fn odd_index(dice: &mut Dice) -> Vec<u8> {
    const SHARDS: [&str; 10] = [
        "changed.safetensors",
        "header.safetensors",
        "changed.npz",
        "missing.safetensors",
        "../up.safetensors",
        "/etc/passwd",
        ".",
        "",
        "model.index.json",
        "a\u{1b}[2J.safetensors",
    ];
    let mut pairs = Vec::new();
    for _ in 0..dice.number(5) {
        let pair = [name(dice), dice.one_of(&SHARDS).to_owned()];
        pairs.push(pair.map(|text| serde_json::to_string(&text).unwrap()).join(":"));
    }
    let map = format!("{{{}}}", pairs.join(","));
    let texts = [
        format!(r#"{{"metadata":{{"total_size":9}},"weight_map":{map}}}"#),
        format!(r#"{{"weight_map":{map}}}"#),
        format!(r#"{{"weight_map":{map},"weight_map":{map}}}"#),
        format!(r#"{{"weight_map":[{map}]}}"#),
        format!(r#"{{"weight_map":{map}"#),
        r#"{"weight_map":{"a":7}}"#.to_owned(),
        "[".repeat(100_000),
        String::new(),
    ];
    texts[dice.number(texts.len())].clone().into_bytes()
}
