//! The usual errors of the compiler in these exercises, in plain words.

/// An error: its code, what its text holds (all of it), and what it means.
type Error = (&'static str, &'static [&'static str], &'static str);

/// A sentence on what an error means, if it is a usual one. `text` is the message and its rendering.
pub(in crate::grade) fn explain(code: Option<&str>, text: &str) -> Option<&'static str> {
    let code = code.unwrap_or_default();
    let fits = |(wanted, parts, _): &&Error| *wanted == code && parts.iter().all(|part| text.contains(part));
    ERRORS.iter().find(fits).map(|(_, _, words)| *words)
}

/// Within a code, the special before the general.
const ERRORS: &[Error] = &[
    (
        "",
        &["cannot find macro `s`"],
        "`s![…]` is a macro of ndarray: the file needs `use ndarray::*;`, or `use ndarray::s;`.",
    ),
    ("", &["cannot find macro"], "This macro is not known here: is its `use` missing?"),
    ("E0004", &[], "A `match` must say what happens for every variant."),
    ("E0061", &[], "The call has too many or too few arguments: compare it with the signature."),
    ("E0277", &["cannot multiply"], MIXED),
    ("E0277", &["cannot divide"], MIXED),
    ("E0277", &["cannot add"], MIXED),
    ("E0277", &["cannot subtract"], MIXED),
    ("E0277", &["Ord` is not satisfied"], FLOATS),
    (
        "E0277",
        &["NdIndex"],
        "An index needs one `usize` for each axis of the array: `a[[i, j]]` for two axes.",
    ),
    (
        "E0277",
        &["cannot be indexed by"],
        "An index must be a `usize`, for an array one for each axis: `a[[i, j]]`.",
    ),
    ("E0277", &["can't compare"], "The two sides of the comparison have different types."),
    (
        "E0277",
        &["is not an iterator"],
        "A loop needs something to go through: `0..n` for a number `n`, `a.iter()` for an array.",
    ),
    (
        "E0277",
        &["value of type", "cannot be built"],
        "What the loop or iterator gives is not what is to be collected or summed.",
    ),
    ("E0282", &[], GUESS),
    ("E0283", &[], GUESS),
    (
        "E0308",
        &["found `()`"],
        "The body gives nothing back: its last line must be the value, without a semicolon.",
    ),
    ("E0308", &["expected `f64`, found `&f64`"], LENT),
    (
        "E0308",
        &["expected `f64`, found `usize`"],
        "A `usize` becomes a number to calculate with by `as f64`.",
    ),
    (
        "E0308",
        &["expected `f64`, found integer"],
        "Write a decimal point: `2.0` is an `f64`, `2` is a whole number.",
    ),
    (
        "E0308",
        &["expected `usize`, found"],
        "Sizes and indices are `usize`: declare the value as one, or convert it with `as usize`.",
    ),
    ("E0308", &["found `usize`"], "Sizes and indices are `usize`: convert one side with `as`."),
    ("E0308", &["expected `ArrayBase<OwnedRepr<", "found `ArrayBase<ViewRepr<"], OWNED),
    (
        "E0308",
        &["OwnedRepr", "ViewRepr", "expected `ArrayBase<ViewRepr<"],
        "A view is wanted, and this array owns its numbers: `.view()` lends it.",
    ),
    ("E0308", &["OwnedRepr", "ViewRepr"], OWNED),
    ("E0308", &["expected `&", "found `ArrayBase"], "A reference is wanted: write `&` before the array."),
    (
        "E0308",
        &["Dim<["],
        "The arrays have different numbers of axes: an index in `s![…]` takes its axis away, a range keeps it.",
    ),
    (
        "E0369",
        &["ArrayBase"],
        "Arithmetic on arrays works on references: `&a * &b` keeps both, `a * &b` uses the first up.",
    ),
    (
        "E0369",
        &[],
        "The operator does not know what to do with these two types: is one of them a reference or an array?",
    ),
    ("E0382", &["borrow of moved value"], MOVED),
    ("E0382", &["use of moved value"], MOVED),
    ("E0384", &[], "A variable that changes is declared with `let mut`."),
    ("E0423", &[], "This name is a type, not a value."),
    (
        "E0425",
        &["cannot find function"],
        "No function of this name is known here: is it spelled right, and is it imported (`use super::…;`)?",
    ),
    ("E0425", &[], "Nothing of this name is known here: is it spelled right, and declared before this line?"),
    (
        "E0432",
        &[],
        "There is nothing of this name to import: shared types and the other functions come from `super`, arrays from `ndarray`.",
    ),
    ("E0433", &[], "This name is not known here: is its `use` missing (`use ndarray::*;`, `use super::*;`)?"),
    ("E0412", &[], "This type is not known here: is its `use` missing (`use ndarray::*;`, `use super::*;`)?"),
    (
        "E0499",
        &[],
        "An array can be lent for writing once at a time: let the first borrow (`slice_mut`, `view_mut`) end before the next.",
    ),
    (
        "E0502",
        &[],
        "While an array is lent for writing (`slice_mut`), it cannot be read: take what you need from it before.",
    ),
    ("E0505", &[], "This is still lent out when it is given away: let the borrow end before, or clone."),
    ("E0506", &[], "This is still lent out when it is changed: let the borrow end before."),
    (
        "E0507",
        &[],
        "This is only lent to the function, so nothing can be taken out of it: read through a view, or clone.",
    ),
    ("E0515", &[], "What the function made ends with it: give back the array itself, not a view of it."),
    (
        "E0594",
        &[],
        "This is lent for reading only: write into an array of your own, declared with `let mut`.",
    ),
    ("E0596", &["not declared as mutable"], "An array that is written to is declared with `let mut`."),
    (
        "E0596",
        &[],
        "This is lent for reading only: write into an array of your own, declared with `let mut`.",
    ),
    ("E0597", &[], "The array ends before the view of it does: keep it in a variable that lives as long."),
    (
        "E0716",
        &[],
        "The array is dropped at the end of this line while a view of it lives on: keep it in a variable first.",
    ),
    (
        "E0599",
        &["DataMut"],
        "A view only reads: write into an array of your own, or into a `view_mut` of one.",
    ),
    ("E0599", &["Ord"], FLOATS),
    ("E0599", &["is ambiguous"], NUMBER),
    (
        "E0599",
        &[],
        "There is no method of this name for this type: look at the type that the message names, often it is a reference or a view.",
    ),
    ("E0600", &[], "The sign cannot be put before this type: is it a reference or a `usize`?"),
    ("E0604", &[], "This type cannot be converted with `as`."),
    ("E0605", &[], "`as` converts numbers only."),
    ("E0606", &[], "This is a reference: `*x as f64` converts the number itself."),
    ("E0608", &[], "This cannot be indexed: an index in brackets needs an array."),
    ("E0609", &[], "There is no field of this name: compare with the shared types in the lesson."),
    ("E0614", &[], "This is the number itself, no reference to it: leave the `*` away."),
    ("E0689", &[], NUMBER),
];

const MIXED: &str = "Rust never mixes number types: a `usize` or an integer becomes an `f64` by `as f64`, and `2` as an `f64` is written `2.0`.";
const FLOATS: &str = "`f64` has no total order (NaN is neither larger nor smaller), so `max` and `min` of an iterator do not work: fold over the numbers with `f64::max`.";
const LENT: &str = "This is a reference to a number, as `iter()` lends them: `*x` is the number itself.";
const OWNED: &str =
    "A view only lends numbers that belong to another array: `.to_owned()` makes an array of it.";
const MOVED: &str = "The value was given away at an earlier use and is gone: lend it instead with `&` or `.view()`, or clone it there.";
const NUMBER: &str = "The compiler does not know which kind of number this is: write `2.0_f64`.";
const GUESS: &str =
    "The compiler cannot guess the type: name it, as in `Array4::<f64>::zeros(…)` or `let x: f64 = …`.";

#[cfg(test)]
mod tests {
    use super::{ERRORS, explain};

    #[test]
    fn the_special_comes_before_the_general() {
        for (later, (code, parts, _)) in ERRORS.iter().enumerate() {
            let hidden = ERRORS[..later]
                .iter()
                .any(|(other, wanted, _)| other == code && wanted.iter().all(|part| parts.contains(part)));
            assert!(!hidden, "{code} {parts:?} is never reached");
        }
    }

    #[test]
    fn an_error_is_known_by_its_code_and_text() {
        let lent = explain(Some("E0308"), "mismatched types … expected `f64`, found `&f64`");
        assert!(lent.unwrap().contains("`*x`"));
        assert!(explain(None, "cannot find macro `s` in this scope").unwrap().contains("use ndarray::*;"));
        assert_eq!(explain(Some("E9999"), "something else"), None);
    }
}
