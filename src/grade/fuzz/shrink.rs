//! From a failing case to a small one that fails in the same way.

use super::{Fuzzer, Trial};
use crate::course::{Fresh, Layout, Scale, SymbolKind};
use crate::grade::{GradeError, Verdict};

/// Whole numbers that are tried in place of drawn ones: two digits at first, then as few different ones as possible.
const WHOLE: &[u16] = &[9, 4, 2];
/// Seeds that are tried with a new shape or scale: one alone may happen to hide the mistake.
const SEEDS: [u64; 3] = [1, 2, 3];
/// Each round makes something smaller; no contract comes near so many.
const MOST_ROUNDS: usize = 100;

/// What makes a case large, in the order of its weight.
type Size = (i64, usize, usize, u64);

impl Fuzzer<'_> {
    /// The smallest case that still fails with the same verdict, as far as single steps lead.
    pub(super) fn shrink(&self, found: Trial) -> Result<Trial, GradeError> {
        let mut smallest = found;
        for _ in 0..rounds(smallest.outcome.verdict) {
            let mut steps = self.steps(&smallest.fresh);
            steps.sort_by_key(size);
            let failing = self.run(&steps)?.into_iter().find(|trial| {
                trial.outcome.verdict == smallest.outcome.verdict
                    && size(&trial.fresh) < size(&smallest.fresh)
            });
            let Some(smaller) = failing else { break };
            // A step counts once it has failed in a process of its own.
            match self.replay(&smaller.fresh)? {
                Some(alone) if alone.outcome.verdict == smallest.outcome.verdict => smallest = alone,
                _ => break,
            }
        }
        Ok(smallest)
    }

    /// Every case that is one step smaller.
    fn steps(&self, fresh: &Fresh) -> Vec<Fresh> {
        let mut steps = Vec::new();
        let free = self.exercise.symbols.iter().filter_map(|symbol| match symbol.kind {
            SymbolKind::Range(low, _) => Some(Some(low)),
            SymbolKind::Choice(_) => Some(None),
            SymbolKind::Formula(_) => None,
        });
        for (place, low) in free.enumerate() {
            let (Some(low), Some(&value)) = (low, fresh.symbols.get(place)) else { continue };
            for smaller in [low, i64::midpoint(low, value), value - 1] {
                if smaller >= low && smaller < value {
                    let mut symbols = fresh.symbols.clone();
                    symbols[place] = smaller;
                    steps.push(Fresh { symbols, ..fresh.clone() });
                }
            }
        }
        steps.extend(WHOLE.iter().map(|&most| Fresh { scale: Scale::Whole(most), ..fresh.clone() }));
        steps.push(Fresh { scale: Scale::Declared, ..fresh.clone() });
        steps.push(Fresh { layouts: vec![Layout::C; fresh.layouts.len()], ..fresh.clone() });
        steps.dedup();
        let seeded = |step: Fresh| SEEDS.map(|seed| Fresh { seed, ..step.clone() });
        steps.clone().into_iter().flat_map(seeded).chain(steps).collect()
    }
}

/// Each try of what takes too long takes long.
const fn rounds(verdict: Verdict) -> usize {
    match verdict {
        Verdict::NotStarted => 0,
        Verdict::TimedOut => 3,
        _ => MOST_ROUNDS,
    }
}

/// Few cells and small hyperparameters first, then small whole numbers, plain memory, a short seed.
fn size(fresh: &Fresh) -> Size {
    let scale = match fresh.scale {
        Scale::Whole(most) => usize::from(most),
        Scale::Declared => usize::from(u16::MAX),
        Scale::Power(_) => usize::MAX,
    };
    let odd = fresh.layouts.iter().filter(|&&layout| layout != Layout::C).count();
    (fresh.symbols.iter().sum(), scale, odd, fresh.seed)
}
