//! NumPy's legacy generator, `np.random.seed(n)` and `np.random.randn(…)`, bit for bit.
//!
//! MT19937 seeded by `init_genrand(n)`; doubles of 53 bits from two draws; Gaussians by Marsaglia's polar method,
//! which makes two at a time and keeps the other for the next call. Source: NumPy's `legacy-distributions.c` and
//! `mt19937.h`, whose stream NEP 19 freezes.

use rand_mt::Mt;

/// The state behind `np.random.randn`.
#[derive(Clone, Debug)]
pub(super) struct LegacyGenerator {
    twister: Mt,
    /// The second Gaussian of the last pair.
    kept: Option<f64>,
}

impl LegacyGenerator {
    /// As after `np.random.seed(seed)`.
    pub(super) fn new(seed: u32) -> Self {
        Self { twister: Mt::new(seed), kept: None }
    }

    /// A uniform double in [0, 1), a multiple of 2⁻⁵³.
    pub(super) fn uniform(&mut self) -> f64 {
        let high = f64::from(self.twister.next_u32() >> 5);
        let low = f64::from(self.twister.next_u32() >> 6);
        (high * 67_108_864.0 + low) / 9_007_199_254_740_992.0
    }

    /// The next standard Gaussian.
    pub(super) fn normal(&mut self) -> f64 {
        if let Some(kept) = self.kept.take() {
            return kept;
        }
        loop {
            let first = 2.0 * self.uniform() - 1.0;
            let second = 2.0 * self.uniform() - 1.0;
            let square = first * first + second * second;
            if square < 1.0 && square != 0.0 {
                let factor = (-2.0 * square.ln() / square).sqrt();
                self.kept = Some(factor * first);
                return factor * second;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bits(seed: u32, count: usize) -> Vec<u64> {
        let mut generator = LegacyGenerator::new(seed);
        (0..count).map(|_| generator.normal().to_bits()).collect()
    }

    #[test]
    fn the_gaussians_are_numpys_bit_for_bit() {
        // NumPy 2.4.6: `np.random.seed(1); np.random.randn(6).view(np.uint64)`; the first is 1.6243453636632417.
        let expected = [
            0x3ff9_fd51_9065_7c50,
            0xbfe3_9382_2fb7_d9ad,
            0xbfe0_e6c8_7254_8fd2,
            0xbff1_2ae1_255c_b80c,
            0x3feb_b16b_5735_117d,
            0xc002_698d_1ecc_a259,
        ];
        assert_eq!(bits(1, 6), expected);
        // The same after `np.random.seed(2**32 - 1)`.
        assert_eq!(bits(u32::MAX, 3), [0x3fe4_bfc3_8c48_6d8a, 0x3fe5_6b19_2e50_7eee, 0xbff1_49e8_36f1_92fd]);
    }
}
