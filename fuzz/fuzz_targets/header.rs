//! The header of an array of any text: it is refused, or says what can be read.
#![no_main]

#[path = "look.rs"]
mod look;

use libfuzzer_sys::fuzz_target;
use tensorlings::formats::{Bytes, open_bytes};

/// Elements behind the header.
const ELEMENTS: [u8; 256] = [0x5a; 256];

fuzz_target!(|header: &[u8]| {
    let Ok(length) = u32::try_from(header.len()) else { return };
    let file = [b"\x93NUMPY\x03\x00".as_slice(), &length.to_le_bytes(), header, &ELEMENTS].concat();
    if let Ok(archive) = open_bytes(&Bytes::memory(&file)) {
        look::at_entries(&archive);
    }
});
