//! A NumPy archive of any bytes.
#![no_main]

#[path = "look.rs"]
mod look;

use libfuzzer_sys::fuzz_target;
use tensorlings::formats::{Bytes, npz};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(archive) = npz::open(&Bytes::memory(bytes)) {
        look::at_entries(&archive);
    }
    let _ = npz::read(bytes);
});
