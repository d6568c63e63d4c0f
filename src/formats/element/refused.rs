//! Element types that are not read, and what to save instead.

use crate::formats::{FormatError, excerpt};

/// What NumPy calls a kind of elements that is not read.
struct Kind {
    /// What its names begin with, without the byte order.
    names: &'static [&'static str],
    /// Fits after "its elements are".
    what: &'static str,
    advice: &'static str,
}

const KINDS: [Kind; 6] = [
    Kind {
        names: &["f12", "f16", "g"],
        what: "numbers wider than 64 bits",
        advice: "save `array.astype(\"f8\")` to look at them",
    },
    Kind {
        names: &["c24", "c32", "G"],
        what: "complex numbers wider than 128 bits",
        advice: "save `array.astype(\"c16\")` to look at them",
    },
    Kind { names: &["M8"], what: "dates", advice: "save `array.astype(\"i8\")` to look at their counts" },
    Kind {
        names: &["m8"],
        what: "spans of time",
        advice: "save `array.astype(\"i8\")` to look at their counts",
    },
    Kind { names: &["U", "S", "a"], what: "texts", advice: ONLY_NUMBERS },
    Kind {
        names: &["V"],
        what: "bytes without a meaning",
        advice: "save numbers: of bfloat16 and other types that NumPy does not have itself, `array.astype(\"f4\")`",
    },
];

const ONLY_NUMBERS: &str = "only numbers and booleans can be shown";

/// Why a type is not read, by its name in a `.npy` header with and without the byte order.
pub(in crate::formats) fn refused(descr: &str, kind: &str) -> FormatError {
    // The first versions of NumPy added the size of a pointer.
    if matches!(kind, "O" | "O4" | "O8") {
        return FormatError::Pickled;
    }
    let begins = |names: &[&str]| names.iter().any(|name| kind.starts_with(name));
    let known = KINDS.iter().find(|known| begins(known.names));
    let (what, advice) =
        known.map_or(("of a kind that is not known here", ONLY_NUMBERS), |kind| (kind.what, kind.advice));
    FormatError::Unsupported { name: excerpt(descr), what, advice }
}
