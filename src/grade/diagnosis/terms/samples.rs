//! The failing cases that are measured: few, small, and as different from the simplest case as can be had.

use crate::course::{Input, Visibility};
use crate::grade::diagnosis::evidence::{Compared, Evidence, Examined};
use crate::grade::terms::{DIAGNOSIS, Model, Reading, Sensor, Sizes, Weights};
use crate::grade::{GradeError, Verdict};
use std::cmp::Reverse;

/// One case, measured.
pub(super) struct Sample<'a> {
    pub(super) examined: &'a Examined<'a>,
    pub(super) model: Model,
    pub(super) weights: Vec<Weights>,
}

/// The most cases, and the most cells of all together.
const MOST_CASES: usize = 5;
const MOST_CELLS_OF_ALL: usize = 900;
/// An input whose cells differ more in size is not measured: differences of the outputs would be lost in rounding.
const WIDEST: f64 = 1e6;

impl Sample<'_> {
    pub(super) fn compared(&self, output: &str) -> Option<&Compared<'_>> {
        self.examined.outputs.iter().find(|compared| compared.declared.name == output)
    }

    pub(super) fn is_visible(&self) -> bool {
        self.examined.case.visibility == Visibility::Visible
    }
}

/// Measures the best suited failing cases.
pub(super) fn measured<'a>(
    evidence: &'a Evidence<'a>,
    sensor: &Sensor<'_>,
) -> Result<Vec<Sample<'a>>, GradeError> {
    let failing = evidence.cases.iter().filter(|examined| examined.verdict == Verdict::WrongAnswer);
    let mut suited: Vec<(&Examined<'_>, Vec<Input>, Model, usize)> = failing
        .filter_map(|examined| {
            let inputs: Vec<Input> = examined.inputs.iter().map(|argument| argument.input.clone()).collect();
            let model = Model::of(evidence.exercise, examined.case, &inputs)?;
            let cells = size(examined, &model)?;
            reproduces(examined, &model).then_some((examined, inputs, model, cells))
        })
        .collect();
    let (mut samples, mut spent, mut shown) = (Vec::new(), 0, [false; SIDES]);
    while samples.len() < MOST_CASES {
        suited.retain(|(.., cells)| spent + cells <= MOST_CELLS_OF_ALL);
        let news = |sizes: &Sizes| {
            sides(sizes).iter().zip(&shown).filter(|(side, shown)| **side && !**shown).count()
        };
        let best =
            (0..suited.len()).max_by_key(|&place| (news(&suited[place].2.sizes), Reverse(suited[place].3)));
        let Some(best) = best else { break };
        let (examined, inputs, model, cells) = suited.swap_remove(best);
        shown.iter_mut().zip(sides(&model.sizes)).for_each(|(shown, side)| *shown |= side);
        spent += cells;
        let Some(weights) = sensor.weights(evidence.exercise, examined.case, &inputs, &model, DIAGNOSIS)?
        else {
            return Ok(Vec::new());
        };
        samples.push(Sample { examined, model, weights });
    }
    Ok(samples)
}

/// The sums of the cases that pass; where a cell is 0, its weight may be wrong all the same.
pub(super) fn passing(evidence: &Evidence<'_>) -> Vec<Model> {
    let right = evidence.cases.iter().filter(|examined| examined.verdict == Verdict::Passed);
    let model = |examined: &Examined<'_>| {
        let inputs: Vec<Input> = examined.inputs.iter().map(|argument| argument.input.clone()).collect();
        let model = Model::of(evidence.exercise, examined.case, &inputs)?;
        let argument = examined.inputs.iter().find(|argument| argument.input.name == model.argument)?;
        argument.values.iter().all(|&value| value != 0.0).then_some(model)
    };
    right.filter_map(model).collect()
}

/// The number of cells to measure; `None` where they cannot be measured well.
fn size(examined: &Examined<'_>, model: &Model) -> Option<usize> {
    let argument = examined.inputs.iter().find(|argument| argument.input.name == model.argument)?;
    let sizes = argument.values.iter().map(|value| value.abs());
    let ends = sizes.fold((f64::INFINITY, 0.0_f64), |(least, most), size| (least.min(size), most.max(size)));
    let measurable = ends.0 > 0.0 && ends.1 / ends.0 < WIDEST && ends.1.is_finite();
    (measurable && argument.values.len() <= DIAGNOSIS.cells).then_some(argument.values.len())
}

/// Whether the model gives the expected outputs: nothing is compared with a model that does not fit.
fn reproduces(examined: &Examined<'_>, model: &Model) -> bool {
    let Some(argument) = examined.inputs.iter().find(|argument| argument.input.name == model.argument) else {
        return false;
    };
    let inputs: Vec<f64> = argument.values.iter().copied().collect();
    model.sums.iter().all(|sum| {
        let named = examined.outputs.iter().find(|compared| compared.declared.name == sum.output);
        let Some(compared) = named.filter(|compared| compared.wrong.is_some()) else { return false };
        let cells = compared.expected.len();
        let mut totals: Vec<f64> = (0..cells).map(|cell| model.base(sum, cell)).collect();
        let mut sizes: Vec<f64> = totals.iter().map(|total| total.abs()).collect();
        for term in model.terms(sum, &Reading::right()) {
            let (Some(total), Some(input)) = (totals.get_mut(term.output), inputs.get(term.input)) else {
                return false;
            };
            *total += term.weight * input;
            sizes[term.output] += (term.weight * input).abs();
        }
        let pairs = totals.iter().zip(&sizes).zip(&compared.expected);
        pairs.into_iter().all(|((total, size), expected)| (total - expected).abs() <= 1e-9 * size)
    })
}

/// The sides of a task that a case can show.
const SIDES: usize = 13;

/// What tells one way to be wrong from another, and whether a case shows it.
const fn sides(sizes: &Sizes) -> [bool; SIDES] {
    [
        sizes.height > 2,
        sizes.stride > 1,
        sizes.ring > 0,
        sizes.ring > 1,
        sizes.channels > 2,
        sizes.numbers > 2,
        sizes.examples > 2,
        sizes.rows != sizes.columns,
        sizes.down > 2 && sizes.right > 2,
        sizes.down != sizes.right,
        sizes.height > 2 && sizes.stride == 1 && sizes.ring == 0,
        sizes.stride > 1 && sizes.stride != sizes.height,
        sizes.height > sizes.stride,
    ]
}
