//! The drawn inputs of a case.

use super::generator::Generator;
use super::{Argument, Case, Content, Draw, Exercise};
use crate::tensor::{DType, Scalar, Tensor};
use std::collections::BTreeMap;

/// Draws every argument that is neither a formula's value nor stored: one argument after the other in draw order,
/// each for `t` = 0, 1, …, each tensor in C order of its logical index.
pub(super) fn draw(exercise: &Exercise, case: &Case) -> Result<BTreeMap<String, Tensor>, String> {
    let mut generator = Generator::new(case.seed);
    let mut drawn = BTreeMap::new();
    for argument in exercise.draw_order.iter().filter_map(|&position| exercise.arguments.get(position)) {
        let Content::Drawn(own) = argument.content else { continue };
        if case.stored.contains(&argument.name) {
            continue;
        }
        let draw = case.draws.get(&argument.name).copied().unwrap_or(own);
        for instance in case.instances(&argument.name, &argument.axes, argument.each.as_ref())? {
            let tensor = fill(&mut generator, draw, argument, &instance.shape)?;
            drawn.insert(instance.name, tensor);
        }
    }
    Ok(drawn)
}

fn fill(
    generator: &mut Generator,
    draw: Draw,
    argument: &Argument,
    shape: &[usize],
) -> Result<Tensor, String> {
    let count = shape.iter().product();
    let mut scalars = Vec::with_capacity(count);
    for _ in 0..count {
        scalars.push(generator.draw(draw, argument.dtype).ok_or_else(|| {
            format!(
                "`{}` of type {} cannot be drawn like this with this seed",
                argument.name,
                argument.dtype.name()
            )
        })?);
    }
    Tensor::from_scalars(argument.dtype, shape, &scalars)
        .ok_or_else(|| format!("`{}` cannot have the shape {shape:?}", argument.name))
}

/// A whole number as an element of this type, or `None` where the type cannot hold it.
pub(super) fn whole_number(value: i64, dtype: DType) -> Option<Scalar> {
    match dtype {
        #[expect(clippy::cast_precision_loss, reason = "hyperparameters are small")]
        DType::F64 => Some(Scalar::F64(value as f64)),
        #[expect(clippy::cast_precision_loss, reason = "hyperparameters are small")]
        DType::F32 => Some(Scalar::F32(value as f32)),
        DType::I64 => Some(Scalar::I64(value)),
        DType::U64 => u64::try_from(value).ok().map(Scalar::U64),
        DType::Bool => matches!(value, 0 | 1).then_some(Scalar::Bool(value == 1)),
    }
}
