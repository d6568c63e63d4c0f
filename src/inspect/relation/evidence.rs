//! How much has to speak for a law before it is told.
//!
//! A law with as many numbers to choose as there are cells fits anything, and between two truth values half of all
//! guesses are right. So what counts is how many cells agree with a law beyond those that chose its numbers, times the
//! binary digits in which each of them agrees: a coincidence has to be rarer than one in some ten thousand.

/// What was seen of the cells that differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weight {
    /// Cells that differ by clearly more than rounding.
    pub(super) telling: u64,
    /// All cells that differ.
    pub(super) mismatched: u64,
    /// Different numbers that are expected there, as far as the sample tells.
    pub(super) distinct: usize,
}

/// A coincidence of so many binary digits is none.
const BITS: f64 = 16.0;
/// Fewer cells show nothing.
pub(super) const FEWEST: u64 = 3;

impl Weight {
    /// Whether a law with so many chosen numbers is more than a coincidence.
    pub(super) fn convinces(self, parameters: u32, bits: f64) -> bool {
        let free = self.telling.saturating_sub(parameters.into());
        self.telling >= FEWEST
            && self.telling >= self.mismatched.div_ceil(2)
            && self.distinct >= parameters as usize + 2
            && Self::digits(free, bits) >= BITS
    }

    /// The same for a law that gives every digit, however small the difference.
    pub(super) fn convinces_by_digits(self, parameters: u32, bits: f64) -> bool {
        Self { telling: self.mismatched, ..self }.convinces(parameters, bits)
    }

    /// The same for a law that gives one number, whatever is expected.
    pub(super) fn convinces_of_one_number(self, bits: f64) -> bool {
        self.mismatched >= FEWEST && Self::digits(self.mismatched - 1, bits) >= BITS
    }

    #[expect(clippy::cast_precision_loss, reason = "a rough measure")]
    fn digits(cells: u64, bits: f64) -> f64 {
        cells as f64 * bits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(telling: u64, mismatched: u64, distinct: usize) -> Weight {
        Weight { telling, mismatched, distinct }
    }

    #[test]
    fn few_cells_or_few_digits_convince_nobody() {
        assert!(weight(3, 3, 3).convinces(1, 20.0));
        assert!(!weight(2, 2, 2).convinces(0, 20.0), "two cells");
        assert!(!weight(3, 3, 3).convinces(2, 20.0), "two numbers were chosen for three cells");
        assert!(!weight(12, 12, 2).convinces(1, 1.0), "truth values agree by chance");
        assert!(!weight(40, 100, 40).convinces(1, 20.0), "most of the cells only differ by rounding");
        assert!(weight(30, 30, 2).convinces(0, 1.0));
        assert!(!weight(30, 30, 30).convinces(0, 0.0), "one number everywhere shows nothing");
        assert!(weight(0, 4, 4).convinces_of_one_number(20.0));
        assert!(!weight(0, 2, 2).convinces_of_one_number(20.0));
    }
}
