//! A `.safetensors` file of any bytes.
#![no_main]

#[path = "look.rs"]
mod look;

use libfuzzer_sys::fuzz_target;
use tensorlings::formats::{Bytes, safetensors};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(archive) = safetensors::open(&Bytes::memory(bytes)) {
        look::at_entries(&archive);
    }
});
