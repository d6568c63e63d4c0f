//! The indices of one axis at which something differs.

/// Longer axes know only their first and last such index.
const LONGEST: usize = 1 << 20;
/// So many single indices are told one by one.
const LISTED: usize = 4;

/// So many cells at each of them, or they are listed by chance.
const SHARING: u64 = 3;

/// A part of a slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// As NumPy writes it.
    pub(super) text: String,
    /// Indices that it has, and those of the whole axis.
    pub(super) count: usize,
    pub(super) length: usize,
    /// Numbers in it that were chosen to fit.
    pub(super) chosen: u64,
}

impl Part {
    /// Binary digits of the coincidence that so many cells lie in it.
    #[expect(clippy::cast_precision_loss, reason = "a rough measure")]
    pub(super) fn digits(&self, cells: u64) -> f64 {
        let share = self.count as f64 / self.length.max(1) as f64;
        -share.log2() * cells.saturating_sub(self.chosen) as f64
    }
}

/// A set of indices.
#[derive(Clone, Debug)]
pub(super) struct Indices {
    length: usize,
    first: usize,
    last: usize,
    count: usize,
    /// A bit for each index.
    bits: Option<Vec<u64>>,
}

impl Indices {
    pub(super) fn of(length: usize) -> Self {
        let bits = (length <= LONGEST).then(|| vec![0; length.div_ceil(64)]);
        Self { length, first: length, last: 0, count: 0, bits }
    }

    pub(super) fn add(&mut self, index: usize) {
        (self.first, self.last) = (self.first.min(index), self.last.max(index));
        if let Some(word) = self.bits.as_mut().and_then(|bits| bits.get_mut(index / 64)) {
            let bit = 1 << (index % 64);
            self.count += usize::from(*word & bit == 0);
            *word |= bit;
        }
    }

    /// Whether every index is in it: more change nothing.
    pub(super) fn is_full(&self) -> bool {
        match self.bits {
            Some(_) => self.count == self.length,
            None => self.first == 0 && self.last + 1 == self.length,
        }
    }

    /// The set, which `cells` cells lie in, as a part of a slice.
    pub(super) fn part(&self, cells: u64) -> Part {
        let span = (self.last + 1).saturating_sub(self.first);
        let part =
            |text: String, count: usize, chosen: u64| Part { text, count, length: self.length, chosen };
        if self.is_full() {
            return part(":".to_owned(), self.length, 0);
        }
        let run = || part(self.run(), span, if span == 1 { 1 } else { 2 });
        if self.bits.is_none() || self.count == span {
            return run();
        }
        let stepped = || self.stepped().map(|text| part(text, self.count, 3));
        let listed = || self.listed(cells).map(|text| part(text, self.count, self.count as u64));
        stepped().or_else(listed).unwrap_or_else(run)
    }

    /// From the first to the last.
    fn run(&self) -> String {
        match (self.first, self.last + 1) {
            (0, end) if end == self.length => ":".to_owned(),
            (first, end) if end == first + 1 => first.to_string(),
            (0, end) => format!(":{end}"),
            (first, end) if end == self.length => format!("{first}:"),
            (first, end) => format!("{first}:{end}"),
        }
    }

    /// Equally distant indices up to the end.
    fn stepped(&self) -> Option<String> {
        let second = self.iter().nth(1)?;
        let step = second - self.first;
        let is_stepped = self.count > 2
            && self.iter().zip(0..).all(|(index, place)| index == self.first + place * step)
            && self.last + step >= self.length;
        let start = if self.first == 0 { String::new() } else { self.first.to_string() };
        is_stepped.then(|| format!("{start}::{step}"))
    }

    /// Some indices, each with several cells.
    fn listed(&self, cells: u64) -> Option<String> {
        let indices: Vec<String> = self.iter().take(LISTED + 1).map(|index| index.to_string()).collect();
        let is_few = indices.len() <= LISTED && cells >= SHARING * indices.len() as u64;
        is_few.then(|| format!("[{}]", indices.join(", ")))
    }

    fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        let words = self.bits.iter().flatten().enumerate();
        words.flat_map(|(place, word)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| 64 * place + bit)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(length: usize, indices: &[usize], cells: u64) -> (String, usize) {
        let mut set = Indices::of(length);
        for &index in indices {
            set.add(index);
        }
        let part = set.part(cells);
        (part.text, part.count)
    }

    #[test]
    fn sets_are_told_as_numpy_writes_slices() {
        for (length, indices, text, count) in [
            (5, &[0, 1, 2, 3, 4][..], ":", 5),
            (5, &[3], "3", 1),
            (5, &[3, 4], "3:", 2),
            (5, &[0, 1], ":2", 2),
            (5, &[1, 2], "1:3", 2),
            (9, &[1, 3, 5, 7], "1::2", 4),
            (9, &[0, 3, 6], "::3", 3),
            (9, &[0, 3, 7], "[0, 3, 7]", 3),
            (9, &[1, 3, 5], "[1, 3, 5]", 3),
            (20, &[1, 3, 4, 8, 9], "1:10", 9),
            (3 << 20, &[7, 1 << 21], "7:2097153", 2_097_146),
            (3 << 20, &[0, (3 << 20) - 1], ":", 3 << 20),
        ] {
            assert_eq!(part(length, indices, 50), (text.to_owned(), count), "{indices:?} of {length}");
        }
    }

    #[test]
    fn single_cells_are_not_listed() {
        assert_eq!(part(90, &[4, 20, 70], 3), ("4:71".to_owned(), 67));
    }
}
