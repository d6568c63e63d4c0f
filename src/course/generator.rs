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

#[cfg(test)]
mod tests {
    use super::*;

    fn unit_bits(seed: u64) -> [u64; 3] {
        let mut generator = Generator::new(Seed::Pcg(seed));
        std::array::from_fn(|_| match generator.draw(Draw::Uniform(0.0, 1.0), DType::F64) {
            Some(Scalar::F64(value)) => value.to_bits(),
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn the_uniform_doubles_are_those_of_numpys_pcg64() {
        // NumPy 2.4.6, `Generator(PCG64).random(3).view(np.uint64)` with increment (STREAM << 1) | 1 and state
        // ((seed + increment)·0x2360ed051fc65da44385df649fccf645 + increment) mod 2^128.
        assert_eq!(unit_bits(0), [0x3fe9_8f6e_2d03_662c, 0x3fe2_530f_39fc_17bf, 0x3fe0_01a8_302c_5a94]);
        assert_eq!(unit_bits(7), [0x3fcd_eeb5_24b6_95e4, 0x3fe2_9a5f_9a3c_7031, 0x3fe1_08e6_7cb8_411f]);
        assert_eq!(
            unit_bits(u64::MAX),
            [0x3fe5_e204_e06d_e256, 0x3fe7_c531_c4f6_2ad0, 0x3fe0_4cb5_e850_d053]
        );
    }

    #[test]
    fn every_distribution_stays_within_its_bounds() {
        let mut generator = Generator::new(Seed::Pcg(3));
        let mut seen = std::collections::BTreeSet::new();
        for _ in 0..200 {
            let integer = generator.draw(Draw::Integers(-2, 1), DType::I64);
            let Some(Scalar::I64(integer)) = integer else { panic!("{integer:?}") };
            seen.insert(integer);
            let real = generator.draw(Draw::Uniform(-9.0, -1.0), DType::F32);
            assert!(matches!(real, Some(Scalar::F32(value)) if (-9.0..-1.0).contains(&value)));
        }
        assert_eq!(Vec::from_iter(seen), [-2, -1, 0, 1]);
    }

    #[test]
    fn what_a_generator_cannot_draw_is_nothing() {
        let mut modern = Generator::new(Seed::Pcg(3));
        assert_eq!(modern.draw(Draw::Normal, DType::F64), None);
        assert_eq!(modern.draw(Draw::Uniform(0.0, 1.0), DType::U64), None);
        assert_eq!(modern.draw(Draw::Integers(-3, -1), DType::U64), None);
        assert_eq!(Generator::new(Seed::Legacy(3)).draw(Draw::Integers(0, 1), DType::I64), None);
    }
}
