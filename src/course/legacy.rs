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
