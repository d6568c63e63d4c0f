//! A `.npy` file of any bytes: it opens or is refused, and what opens can be read.
#![no_main]

#[path = "look.rs"]
mod look;

use libfuzzer_sys::fuzz_target;
use tensorlings::formats::{Bytes, npy, open_bytes};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(archive) = open_bytes(&Bytes::memory(bytes)) {
        look::at_entries(&archive);
    }
    if let Ok(tensor) = npy::read(bytes) {
        let mut written = Vec::new();
        npy::write(&tensor, &mut written).expect("memory can be written to");
        assert!(npy::read(&written).expect("what was written can be read").same_bits(&tensor));
    }
});
