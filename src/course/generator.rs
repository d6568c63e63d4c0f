//! The two generators that cases draw from, behind one interface.

use super::legacy::LegacyGenerator;
use super::{Draw, Seed};
use crate::tensor::{DType, Scalar};
use rand_core::Rng;
use rand_pcg::Pcg64;

/// PCG's own default stream; the increment is twice this plus one.
const STREAM: u128 = 0x0a02_bdbf_7bb3_c0a7_ac28_fa16_a64a_bf96;

/// 2⁻⁵³: turns the upper 53 bits of a word into a double in [0, 1).
const UNIT: f64 = 1.0 / 9_007_199_254_740_992.0;

/// A case's stream of numbers.
#[derive(Clone, Debug)]
pub(super) enum Generator {
    /// NumPy's legacy generator; draws Gaussians whatever is asked for, as the published examples do.
    Legacy(Box<LegacyGenerator>),
    Pcg(Pcg64),
}

impl Generator {
    pub(super) fn new(seed: Seed) -> Self {
        match seed {
            Seed::Legacy(seed) => Self::Legacy(Box::new(LegacyGenerator::new(seed))),
            Seed::Pcg(seed) => Self::Pcg(Pcg64::new(u128::from(seed), STREAM)),
        }
    }

    /// One element, or `None` where this generator has no such distribution for this element type.
    pub(super) fn draw(&mut self, draw: Draw, dtype: DType) -> Option<Scalar> {
        match self {
            Self::Legacy(generator) => real(generator.normal(), dtype),
            Self::Pcg(generator) => {
                let unit = unit(generator.next_u64());
                match (draw, dtype) {
                    (_, DType::Bool) => Some(Scalar::Bool(unit < 0.5)),
                    (Draw::Uniform(low, high), _) => real(low + (high - low) * unit, dtype),
                    (Draw::Integers(low, high), _) => integer(low, high, unit, dtype),
                    (Draw::Normal, _) => None,
                }
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "53 bits fit a double exactly")]
fn unit(word: u64) -> f64 {
    (word >> 11) as f64 * UNIT
}

#[expect(clippy::cast_possible_truncation, reason = "f32 tensors are drawn as f64 and then rounded")]
fn real(value: f64, dtype: DType) -> Option<Scalar> {
    match dtype {
        DType::F64 => Some(Scalar::F64(value)),
        DType::F32 => Some(Scalar::F32(value as f32)),
        DType::I64 | DType::U64 | DType::Bool => None,
    }
}

/// `low + floor((high − low + 1)·u)`; the manifest keeps the bounds within ±2⁵², where doubles are exact.
#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the bounds are below 2^53")]
fn integer(low: i64, high: i64, unit: f64, dtype: DType) -> Option<Scalar> {
    let value = low + ((high - low + 1) as f64 * unit).floor() as i64;
    match dtype {
        DType::F64 | DType::F32 => real(value as f64, dtype),
        DType::I64 => Some(Scalar::I64(value)),
        DType::U64 => u64::try_from(value).ok().map(Scalar::U64),
        DType::Bool => None,
    }
}
