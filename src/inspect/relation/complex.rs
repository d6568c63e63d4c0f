//! Relations that only complex numbers have.

use super::law::{Evidence, Law};
use super::slack::Slack;
use crate::tensor::Number;

/// What becomes of the two parts, how that is said, and the same for NumPy.
type Turn = (fn([f64; 2]) -> [f64; 2], &'static str, &'static str);

const TURNS: [Turn; 8] = [
    (|[real, imaginary]| [real, -imaginary], "the conjugate of expected", "expected.conj()"),
    (|[real, imaginary]| [-real, -imaginary], "−expected", "-expected"),
    (|[real, imaginary]| [-real, imaginary], "minus the conjugate of expected", "-expected.conj()"),
    (|[real, imaginary]| [-imaginary, real], "i × expected", "1j * expected"),
    (|[real, imaginary]| [imaginary, -real], "−i × expected", "-1j * expected"),
    (
        |[real, imaginary]| [imaginary, real],
        "expected with its parts exchanged",
        "expected.imag + 1j * expected.real",
    ),
    (|[real, _]| [real, 0.0], "the real part of expected", "expected.real"),
    (|[real, imaginary]| [real.hypot(imaginary), 0.0], "the magnitude of expected", "numpy.abs(expected)"),
];

pub(super) fn laws(evidence: &Evidence<'_>) -> Vec<Law> {
    let slack = evidence.slack;
    let turns = TURNS.into_iter().map(|(turn, words, numpy)| {
        let law =
            Law::new("function", words, move |expected, actual| near(slack, turn(expected.parts()), actual));
        law.numpy(numpy)
    });
    turns.chain(multiple(evidence)).collect()
}

/// A multiple by a real or a complex factor.
fn multiple(evidence: &Evidence<'_>) -> Option<Law> {
    let slack = evidence.slack;
    let size = |number: &Number| number.magnitude();
    let finite =
        evidence.sample.differing.iter().filter(|(one, other)| (size(one) + size(other)).is_finite());
    let (expected, actual) = finite.max_by(|(one, _), (other, _)| size(one).total_cmp(&size(other)))?;
    let square = expected.magnitude().powi(2);
    let ([a, b], [c, d]) = (expected.parts(), actual.parts());
    let factor = [(a * c + b * d) / square, (a * d - b * c) / square];
    let is_real = factor[1].abs() <= 4.0 * slack.relative * factor[0].abs();
    let [real, imaginary] = if is_real {
        {
            let unsure = slack.relative * factor[0].abs();
            [super::factor::shortest((factor[0] - unsure, factor[0] + unsure)), 0.0]
        }
    } else {
        factor
    };
    let has_size = (real + imaginary).is_finite() && real.hypot(imaginary) > 0.0;
    if !has_size || (real - 1.0).hypot(imaginary) <= 8.0 * slack.relative {
        return None;
    }
    let number = |imaginary| Number {
        real: crate::tensor::Scalar::F64(real),
        imaginary: (!is_real).then_some(crate::tensor::Scalar::F64(imaginary)),
    };
    let law = Law::new(
        "multiple",
        format!("{} × expected", number(imaginary).short_text(7)),
        move |expected, actual| {
            let [one, other] = expected.parts();
            near(slack, [real * one - imaginary * other, real * other + imaginary * one], actual)
        },
    );
    Some(law.numpy(format!("{} * expected", number(imaginary).text())).parameters(if is_real {
        1
    } else {
        2
    }))
}

/// Whether a number is as good as the one computed, in the plane of both.
fn near(slack: Slack, computed: [f64; 2], actual: Number) -> bool {
    let scale = computed[0].hypot(computed[1]);
    let pairs = computed.into_iter().zip(actual.parts());
    pairs.into_iter().all(|(computed, actual)| slack.near(computed, actual, scale))
}
