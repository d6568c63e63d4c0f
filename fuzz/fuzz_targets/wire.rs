//! What a learner's program writes to the result channel, cut into arbitrary reads.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tensorlings::grade::open_to_fuzzing::{Reading, TOKEN, read_frame};

// The first byte says how long each read is, the second which frame is waited for.
fuzz_target!(|input: &[u8]| {
    let [step, wanted, bytes @ ..] = input else { return };
    // Few inputs would begin with the right token by chance.
    let frame = [&TOKEN[..], bytes].concat();
    let chunks = frame.chunks(usize::from(*step) + 1);
    let room = 1 << 16;
    match read_frame(chunks, u64::from(*wanted), room) {
        Reading::Whole { outputs, cells, message } => {
            assert!(cells <= frame.len(), "every cell was on the wire");
            assert!(outputs <= 1024);
            assert!(!message.contains(['\u{1b}', '\u{202e}', '\0']), "texts are neutralised");
        }
        Reading::Incomplete => {}
        Reading::Refused(reason) => assert!(!reason.is_empty()),
    }
});
