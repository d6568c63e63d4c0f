//! Arrays that should not be.

use super::super::dice::Dice;
use super::elements;
use crate::tensor_bytes::npy;

const TYPES: [(&str, usize); 8] = [
    ("'<f8'", 8),
    ("'>f4'", 4),
    ("'<f2'", 2),
    ("'|u1'", 1),
    ("'|b1'", 1),
    ("'<c8'", 8),
    ("'>c16'", 16),
    ("'<i4'", 4),
];
const OTHER_TYPES: [&str; 12] = [
    "'<U3'",
    "'|O'",
    "'<M8[D]'",
    "'<f16'",
    "[('a', '<f4'), ('b', [('c', '|O')])]",
    "('<f8', (2,))",
    "''",
    "'<f8",
    "'\u{1b}[31m\u{202e}'",
    "None",
    "'<\u{fc}8'",
    "'<f8\\x00'",
];
const SHAPES: [(&str, usize); 6] =
    [("()", 1), ("(7,)", 7), ("(3, 5)", 15), ("(2, 3, 4)", 24), ("(40, 50)", 2000), ("(3, 0, 2)", 0)];
const OTHER_SHAPES: [&str; 26] = [
    "(2)",
    "(-1,)",
    "(2, -1)",
    "(1.5,)",
    "(1e3,)",
    "(True,)",
    "(None,)",
    "(0x10,)",
    "(1_0,)",
    "('2',)",
    "[2]",
    "((2,),)",
    "(2",
    "2",
    "(2 3)",
    "(,)",
    "(2,,)",
    "(+2,)",
    "(2L, 3L)",
    "(\u{662},)",
    "(1, 1, 1, 1, 1, 1, 1, 1)",
    "(1, 1, 1, 1, 1, 1, 1, 1, 1)",
    "(99999999999999999999999999,)",
    "(4294967296, 4294967296)",
    "(18446744073709551615, 0)",
    "(9223372036854775807, 2)",
];

pub(super) fn sound(dice: &mut Dice) -> Vec<u8> {
    let ((descr, size), (shape, count)) = (dice.one_of(&TYPES), dice.one_of(&SHAPES));
    let order = dice.one_of(&["False", "True"]);
    let header = format!("{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}, }}\n");
    npy(&header, &elements(count * size))
}

/// What the header says is not what headers say.
pub(super) fn odd_header(dice: &mut Dice) -> Vec<u8> {
    let shape = match dice.number(6) {
        0 => format!("({},)", dice.length()),
        1 => format!("({}, {})", dice.length(), dice.length()),
        2 => format!("({},)", "9".repeat(60_000)),
        3 => "(".repeat(60_000),
        _ => dice.one_of(&OTHER_SHAPES).to_owned(),
    };
    let descr = if dice.number(3) == 0 { dice.one_of(&OTHER_TYPES) } else { dice.one_of(&TYPES).0 };
    let order = dice.one_of(&["False", "True", "false", "0", "None", "'False'"]);
    let texts = [
        format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, }}"),
        format!("{{'descr': {descr}, 'fortran_order': {order}, 'shape': {shape}}}"),
        format!("{{\"shape\": {shape}, \"descr\": {descr}, \"fortran_order\": {order}}}"),
        format!("{{'descr': {descr}, 'descr': '|u1', 'fortran_order': False, 'shape': {shape}}}"),
        format!("{{'descr': {descr}, 'fortran_order': False, 'shape': {shape}, 'more': 1}}"),
        format!("{{'descr': {descr} 'fortran_order': False 'shape': {shape}}}"),
        format!("  {{ 'descr' : {descr} , 'fortran_order' :\n False , 'shape' : {shape} }}  \n\n"),
        format!("{{'fortran_order': False, 'shape': {shape}}}"),
        "{}".to_owned(),
        "[".repeat(60_000),
        "{'descr': ".repeat(6000),
        "__import__('os').system('true')".to_owned(),
    ];
    npy(&texts[dice.number(texts.len())], &elements(dice.number(200)))
}

/// The version and the length of the header are not those of the header.
pub(super) fn odd_length(dice: &mut Dice) -> Vec<u8> {
    let text = b"{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }\n";
    let version = dice.one_of(&[[1, 0], [2, 0], [3, 0], [0, 0], [1, 1], [4, 0], [255, 255]]);
    let length = dice.length().to_le_bytes();
    let width = if version[0] == 1 { 2 } else { 4 };
    let padding = vec![b' '; dice.one_of(&[0, 0, 6, 2 << 20])];
    [b"\x93NUMPY".as_slice(), &version, &length[..width], text, &padding, &elements(16)].concat()
}
