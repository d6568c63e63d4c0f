//! A learner's file, as the scan of its tokens sees it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tensorlings::grade::open_to_fuzzing::scan;

fuzz_target!(|text: &str| {
    if let Some((reason, line, column)) = scan(text) {
        assert!(!reason.is_empty());
        // proc-macro2 knows no places where it is fuzzed: only those that we count ourselves are looked at.
        if line > 0 {
            let content = text.split('\n').nth(line - 1).expect("the line is there");
            assert!((1..=content.chars().count() + 1).contains(&column), "{line}:{column} of {text:?}");
        }
    }
});
