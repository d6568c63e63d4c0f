//! An index of shards of any bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tensorlings::formats::sharded;

fuzz_target!(|bytes: &[u8]| {
    let _ = sharded::parse(bytes);
});
