//! One entry of a sound archive: its method, size and checksum are the first bytes, what is packed is the rest.
#![no_main]

#[path = "look.rs"]
mod look;

use libfuzzer_sys::fuzz_target;
use tensorlings::formats::{Bytes, npz};

fuzz_target!(|input: &[u8]| {
    let [method, small, large, checksum @ .., _, _, _, _] = input.get(..11).unwrap_or_default() else {
        return;
    };
    let packed = &input[11..];
    let size = u32::from(*small) << (large % 28);
    let mut fields = Vec::new();
    fields.extend([0, 0, if method % 4 == 0 { 0 } else { 8 }, 0, 0, 0, 0, 0]);
    fields.extend(checksum);
    fields.extend((packed.len() as u32).to_le_bytes());
    fields.extend(if method % 4 == 0 { packed.len() as u32 } else { size }.to_le_bytes());
    fields.extend(5_u16.to_le_bytes());
    fields.extend(0_u16.to_le_bytes());
    let mut archive = [b"PK\x03\x04\x14\0".as_slice(), &fields, b"a.npy", packed].concat();
    let start = archive.len() as u32;
    archive.extend(b"PK\x01\x02\x14\0\x14\0");
    archive.extend(&fields);
    archive.extend([0; 14]);
    archive.extend(b"a.npy");
    let length = archive.len() as u32 - start;
    archive.extend(b"PK\x05\x06\0\0\0\0\x01\0\x01\0");
    archive.extend(length.to_le_bytes());
    archive.extend(start.to_le_bytes());
    archive.extend([0; 2]);
    let archive = npz::open(&Bytes::memory(&archive)).expect("the archive itself is sound");
    assert_eq!(archive.entries.len(), 1);
    look::at_entries(&archive);
});
