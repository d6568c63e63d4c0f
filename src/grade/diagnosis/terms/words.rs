//! What measurements show, in words.

use super::{Reading, Selection, View};
use crate::grade::terms::unflat;

/// How something was found out.
pub(super) fn method(argument: &str) -> String {
    format!("That is measured, with one cell of `{argument}` kept and all others 0.")
}

/// Contributions that do not add up.
pub(super) fn not_linear(output: &str, argument: &str) -> String {
    format!(
        "`{output}` is no weighted sum of `{argument}`, as it should be: what the cells contribute one by one, all \
         others being 0, does not add up to the result."
    )
}

/// Nothing is contributed at all.
pub(super) fn constant(output: &str, argument: &str) -> String {
    format!("`{output}` does not depend on `{argument}`: it stays the same where all of that is 0.")
}

/// Something else than the bias is added.
pub(super) fn base(view: &View<'_>, cell: usize) -> String {
    let (sample, output) = (view.sample, &view.sum.output);
    let weights = &sample.weights[view.number];
    let index = unflat(&weights.shape, cell);
    let place = if index.is_empty() { format!("`{output}`") } else { format!("`{output}{index:?}`") };
    let (found, right) = (weights.base[cell], sample.model.base(view.sum, cell));
    let argument = &sample.model.argument;
    format!(
        "Every cell of `{argument}` counts for `{output}` as it should; what is added besides is wrong: where \
         `{argument}` is 0 throughout, {place} is {} instead of {} (case `{}`).",
        number(found),
        number(right),
        sample.examined.case.id
    )
}

/// Terms that are treated in a way of their own; `None` for a factor that says nothing.
pub(super) fn treated(selection: &Selection, factor: f64, output: &str) -> Option<String> {
    let close = |number: f64| (factor - number).abs() < 1e-4;
    let whole = (factor - factor.round()).abs() < 1e-4;
    let how = match factor {
        _ if close(0.0) => "are missing from".to_owned(),
        _ if close(-1.0) => "have the wrong sign in".to_owned(),
        _ if close(2.0) => "are counted twice in".to_owned(),
        _ if close(0.5) => "are counted half in".to_owned(),
        _ if whole => format!("are counted {} times in", factor.round()),
        _ => return None,
    };
    Some(format!("The terms {} {how} `{output}`; all others are right.", selection.words))
}

/// One cell of the argument that counts for a cell of the output as it should not.
pub(super) fn pair(view: &View<'_>, output: usize, input: usize) -> String {
    let sample = view.sample;
    let weights = &sample.weights[view.number];
    let place = |name: &str, index: Vec<usize>| {
        if index.is_empty() { format!("`{name}`") } else { format!("`{name}{index:?}`") }
    };
    let argument =
        sample.examined.inputs.iter().find(|argument| argument.input.name == sample.model.argument);
    let shape = argument.map_or(&[][..], |argument| argument.values.shape());
    let cell = place(&view.sum.output, unflat(&weights.shape, output));
    let from = place(&sample.model.argument, unflat(shape, input));
    let right = view.expected(&Reading::right())[output * view.width() + input];
    let found = view.weight(output, input);
    let (right_number, found_number) = (number(right), number(found));
    let what = if view.is_close(found, 0.0) {
        format!("{from} does not count for {cell}, where its weight should be {right_number}")
    } else if right == 0.0 {
        format!("{from} counts for {cell} with the weight {found_number}, and should not count there")
    } else {
        format!("{from} counts for {cell} with the weight {found_number}; it should be {right_number}")
    };
    let (argument, case) = (&sample.model.argument, &sample.examined.case.id);
    format!("Measured with one cell of `{argument}` kept and all others 0: {what} (case `{case}`).")
}

/// Four digits.
fn number(value: f64) -> String {
    let rounded: f64 = format!("{value:.3e}").parse().unwrap_or(value);
    format!("{rounded}")
}

/// Of what is added where all cells of the argument are 0.
pub(super) const BESIDES: &str = " What is added besides is wrong as well.";

#[cfg(test)]
mod tests {
    use super::*;

    const SELECTION: Selection =
        Selection { words: "of the first channel", holds: |_, term| term.channel == 0 };

    #[test]
    fn a_factor_of_terms_is_said_in_words_or_not_at_all() {
        for (factor, how) in [
            (0.0, Some("are missing from")),
            (-1.0, Some("have the wrong sign in")),
            (2.0, Some("are counted twice in")),
            (0.5, Some("are counted half in")),
            (3.000_01, Some("are counted 3 times in")),
            (-2.0, Some("are counted -2 times in")),
            (1.37, None),
        ] {
            let said =
                how.map(|how| format!("The terms of the first channel {how} `y`; all others are right."));
            assert_eq!(treated(&SELECTION, factor, "y"), said, "{factor}");
        }
    }

    #[test]
    fn numbers_have_four_digits() {
        assert_eq!([1.0 / 3.0, -1_234_567.0, 2.0].map(number), ["0.3333", "-1235000", "2"]);
    }
}
