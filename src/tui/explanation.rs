//! From a course's roles to steppers: which outputs of a case can be explained, and from which tensors.

use super::msg::CaseData;
use crate::course::{Case, Drawn, Exercise, Expected, Family, StepRole};
use crate::explain::{Images, Pooling, Rule, Source, Step, Stepper};
use crate::tensor::{Plane, Tensor};

/// An output that can be explained.
#[derive(Clone, Debug)]
pub(super) struct Explanation<'a> {
    pub(super) expected: &'a Expected,
    /// How the output is drawn.
    pub(super) drawn: Drawn,
    pub(super) stepper: Stepper<'a>,
    /// The tensors that the terms come from.
    pub(super) sources: Vec<Operand<'a>>,
}

/// A tensor that terms come from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operand<'a> {
    pub(super) source: Source,
    pub(super) name: &'a str,
    pub(super) tensor: &'a Tensor,
    pub(super) drawn: Drawn,
}

/// Every output of a case that can be explained, in the order of the manifest.
pub(super) fn explanations<'a>(
    exercise: &'a Exercise,
    case: &Case,
    data: &'a CaseData,
) -> Vec<Explanation<'a>> {
    let Some(tensors) = Tensors::of(exercise, case, data) else { return Vec::new() };
    let explained = exercise.outputs.iter().filter_map(|output| {
        let (role, _) = exercise.step_roles.iter().find(|(_, name)| **name == output.name)?;
        let expected = data.expected.iter().find(|expected| expected.name == output.name)?;
        let drawn = output.roles.at(case);
        let stepper = Stepper::new(tensors.rule(*role)?, expected.tensor.shape(), drawn.plane);
        Some(Explanation { expected, drawn, stepper, sources: tensors.sources(*role) })
    });
    explained.collect()
}

impl Explanation<'_> {
    /// The step of this number, if it gives what is expected: nothing is explained by roles that do not fit.
    pub(super) fn step(&self, number: usize) -> Option<Step> {
        let step = self.stepper.step(number)?;
        let expected = self.expected.tensor.get(&step.cell)?.to_f64();
        let tolerance = self.expected.tolerance;
        let allowed = tolerance.relative * expected.abs() + tolerance.absolute;
        let same = step.total.to_bits() == expected.to_bits() || (step.total - expected).abs() <= allowed;
        same.then_some(step)
    }

    /// The plane of the output that holds a cell.
    pub(super) fn plane(&self, cell: &[usize]) -> Plane {
        Plane::first(self.expected.tensor.shape(), self.drawn.plane).through(cell)
    }
}

/// The arguments of a case by their roles.
struct Tensors<'a> {
    family: Family,
    /// The input with its plane and windows.
    images: Images<'a>,
    pooling: Pooling,
    all: Vec<(StepRole, Operand<'a>)>,
}

impl<'a> Tensors<'a> {
    fn of(exercise: &'a Exercise, case: &Case, data: &'a CaseData) -> Option<Self> {
        let family = exercise.family?;
        let named = exercise.step_roles.iter().filter_map(|(role, name)| {
            let input = data.inputs.iter().find(|input| input.name == *name)?;
            let source = source(*role, family)?;
            let drawn = exercise.drawn_input(case, name);
            Some((*role, Operand { source, name, tensor: &input.tensor, drawn }))
        });
        let all: Vec<(StepRole, Operand)> = named.collect();
        let input = all.iter().find(|(role, _)| *role == StepRole::Input).map(|(_, operand)| *operand)?;
        let first = Plane::first(input.tensor.shape(), input.drawn.plane);
        let images = Images {
            tensor: input.tensor,
            plane: (first.rows.unwrap_or(0), first.columns.unwrap_or(0)),
            padding: input.drawn.ring,
            windows: input.drawn.windows,
        };
        let pooling = if input.drawn.maxima().is_some() { Pooling::Maximum } else { Pooling::Mean };
        Some(Self { family, images, pooling, all })
    }

    fn tensor(&self, role: StepRole) -> Option<&'a Tensor> {
        self.all.iter().find(|(known, _)| *known == role).map(|(_, operand)| operand.tensor)
    }

    /// The tensors that can be looked at beside the output of this role: those that its terms come from.
    fn sources(&self, output: StepRole) -> Vec<Operand<'a>> {
        let read = |role: StepRole| match output {
            StepRole::InputGradient => {
                role == StepRole::Gradient || !self.weighs() || role == StepRole::Filter
            }
            StepRole::FilterGradient => matches!(role, StepRole::Input | StepRole::Gradient),
            StepRole::BiasGradient => role == StepRole::Gradient,
            _ => role != StepRole::Bias,
        };
        let mut read: Vec<_> = self.all.iter().filter(|(role, _)| read(*role)).collect();
        // What does not fit is left out from the end, and the filter stands in the sum anyway.
        read.sort_by_key(|(role, _)| *role == StepRole::Filter);
        read.into_iter().map(|(_, operand)| *operand).collect()
    }

    /// Whether windows are multiplied with a filter.
    fn weighs(&self) -> bool {
        self.tensor(StepRole::Filter).is_some()
    }

    fn rule(&self, output: StepRole) -> Option<Rule<'a>> {
        let (input, pooling) = (self.images, self.pooling);
        Some(match (self.family, output) {
            (Family::Pad, StepRole::Output) => Rule::Pad { input },
            (Family::Window, StepRole::Output) => {
                let filter = self.tensor(StepRole::Filter)?;
                Rule::Window { input, filter, bias: self.tensor(StepRole::Bias) }
            }
            (Family::Pool, StepRole::Output) => Rule::Pool { input, pooling },
            (Family::Mask, StepRole::Output) => Rule::Mask { input },
            (Family::Share, StepRole::Output) => Rule::Share { value: input.tensor },
            (Family::Scatter, role) => {
                let gradient = self.tensor(StepRole::Gradient)?;
                match (role, self.tensor(StepRole::Filter)) {
                    (StepRole::InputGradient, Some(filter)) => {
                        Rule::InputGradient { input, filter, gradient }
                    }
                    (StepRole::InputGradient, None) => Rule::PooledGradient { input, gradient, pooling },
                    (StepRole::FilterGradient, _) => Rule::FilterGradient { input, gradient },
                    (StepRole::BiasGradient, _) => Rule::BiasGradient { input, gradient },
                    _ => return None,
                }
            }
            _ => return None,
        })
    }
}

/// Where the terms of a function of this family come from.
const fn source(role: StepRole, family: Family) -> Option<Source> {
    match (role, family) {
        (StepRole::Input, Family::Share) | (StepRole::Gradient, _) => Some(Source::Gradient),
        (StepRole::Input, _) => Some(Source::Input),
        (StepRole::Filter, _) => Some(Source::Filter),
        (StepRole::Bias, _) => Some(Source::Bias),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::course::{Course, CourseSource};
    use crate::tensor::{Comparison, Scalar, compare};
    use std::collections::BTreeSet;

    fn data(exercise: &Exercise, case: &Case) -> CaseData {
        CaseData { inputs: exercise.inputs(case).unwrap(), expected: exercise.expected(case).unwrap() }
    }

    fn truth_or_number(step: &Step, like: Scalar) -> Scalar {
        match like {
            Scalar::Bool(_) => Scalar::Bool(step.total != 0.0),
            _ => Scalar::F64(step.total),
        }
    }

    /// The output as its explanation gives it, cell by cell.
    fn recomputed(explanation: &Explanation) -> Tensor {
        let expected = &explanation.expected.tensor;
        let mut cells: Vec<(Vec<usize>, Scalar)> = explanation
            .stepper
            .steps()
            .map(|step| (step.cell.clone(), truth_or_number(&step, expected.scalars().next().unwrap())))
            .collect();
        cells.sort_by(|one, other| one.0.cmp(&other.0));
        let scalars: Vec<Scalar> = cells.into_iter().map(|(_, scalar)| scalar).collect();
        Tensor::from_scalars(expected.dtype(), expected.shape(), &scalars).unwrap()
    }

    #[test]
    fn the_terms_of_every_cell_of_every_case_give_what_is_expected() {
        let course = Course::load(&CourseSource::Embedded).unwrap();
        let mut explained = BTreeSet::new();
        let mut cells = 0;
        for exercise in &course.exercises {
            for case in &exercise.cases {
                let data = data(exercise, case);
                let all = explanations(exercise, case, &data);
                assert!(!all.is_empty(), "{} {}", exercise.name, case.id);
                for explanation in &all {
                    let Expected { name, tensor, tolerance } = explanation.expected;
                    let found = compare(tensor, &recomputed(explanation), *tolerance);
                    let Comparison::Cells { mismatches, .. } = &found else { panic!("{found:?}") };
                    assert!(mismatches.is_empty(), "{}/{} {name}: {mismatches:?}", exercise.name, case.id);
                    cells += tensor.len();
                    explained.insert(format!("{} {name}", exercise.name));
                }
            }
        }
        // Each function once, and two outputs more of the one with three gradients.
        assert_eq!(explained.len(), course.exercises.len() + 2, "{explained:?}");
        assert!(cells > 10_000, "{cells}");
    }

    #[test]
    fn every_output_that_is_computed_can_be_explained() {
        let course = Course::load(&CourseSource::Embedded).unwrap();
        for exercise in &course.exercises {
            let computed =
                exercise.outputs.iter().filter(|output| output.origin == crate::course::Origin::Stored);
            let case = &exercise.cases[0];
            let data = data(exercise, case);
            let explained = explanations(exercise, case, &data);
            let names: Vec<&str> = explained.iter().map(|one| one.expected.name.as_str()).collect();
            assert_eq!(names, computed.map(|output| output.name.as_str()).collect::<Vec<_>>());
        }
    }
}
