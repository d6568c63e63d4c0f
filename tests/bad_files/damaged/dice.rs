//! Numbers that nobody chose, and the same every time.

pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn of(round: u64, kind: usize) -> Self {
        let mut dice = Self(round.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (kind as u64 + 1) << 32);
        dice.number(1);
        dice
    }

    /// Below a limit. Source of the steps: Marsaglia (2003), xorshift64, and Vigna's multiplier for its output.
    pub(crate) fn number(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        usize::try_from(high).unwrap() % below.max(1)
    }

    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.number(choices.len())]
    }

    /// A length that somebody's arithmetic stumbles over, or a small one.
    pub(crate) fn length(&mut self) -> u64 {
        let power = [0, 7, 8, 15, 16, 24, 31, 32, 33, 47, 62, 63][self.number(12)];
        let around = (1_u64 << power).wrapping_add(self.number(3) as u64).wrapping_sub(1);
        match self.number(5) {
            0 => self.number(20) as u64,
            1 => u64::MAX - self.number(3) as u64,
            _ => around,
        }
    }
}
