//! A function without a number to choose: the magnitude, the square, an activation.

use super::law::{Evidence, Law, Reach};
use super::slack::equal;
use crate::formats::Element;
use crate::tensor::{MAPS, Map};

/// Functions that networks apply to numbers, beside those that learners mistake for others.
const ACTIVATIONS: &[Map] = &[
    Map {
        apply: |value| 1.0 / (1.0 + (-value).exp()),
        before: "the sigmoid of ",
        after: "",
        numpy: "1 / (1 + numpy.exp(-{}))",
    },
    Map {
        apply: |value| value / (1.0 + (-value).exp()),
        before: "the SiLU of ",
        after: "",
        numpy: "{0} / (1 + numpy.exp(-{0}))",
    },
    Map {
        apply: |value| value.max(0.0) + (-value.abs()).exp().ln_1p(),
        before: "the softplus of ",
        after: "",
        numpy: "numpy.logaddexp({}, 0)",
    },
    Map { apply: f64::ln, before: "the logarithm of ", after: "", numpy: "numpy.log({})" },
];

pub(super) fn laws(evidence: &Evidence<'_>) -> Vec<Law> {
    let slack = evidence.slack;
    if evidence.elements[0] == Element::Bool {
        return vec![opposite()];
    }
    let law = |map: &Map| {
        let Map { apply, before, after, numpy } = *map;
        let words = format!("{before}expected{after}");
        let law = Law::of_doubles("function", words, move |expected, actual| {
            let computed = apply(expected);
            // A function that loses digits may still be right where the numbers that enter it are large.
            slack.near(computed, actual, 0.0)
        });
        law.numpy(numpy.replace("{0}", "expected").replace("{}", "expected"))
    };
    MAPS.iter().chain(ACTIVATIONS).map(law).collect()
}

/// Truth values that differ are always opposite: only that all of them are says something.
fn opposite() -> Law {
    let law = Law::of_doubles("function", "the opposite of expected", |expected, actual| {
        (expected == 0.0) != (actual == 0.0) && (actual == 0.0 || equal(actual, 1.0))
    });
    law.numpy("~expected").reach(Reach::EveryCell)
}
