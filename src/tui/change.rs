//! What an attempt changed, cell by cell.

use super::exercise::CaseState;
use crate::course::Exercise;
use crate::tensor::{Comparison, compare};
use std::collections::{BTreeMap, BTreeSet};

/// The wrong cells of one run, by case; cases that could not be compared are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WrongCells(BTreeMap<usize, BTreeSet<Cell>>);

/// An output's name and an index of it.
type Cell = (String, Vec<usize>);

/// How one run's wrong cells differ from those of the run before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// Wrong before, right now.
    pub(super) fixed: usize,
    /// Right before, wrong now.
    pub(super) new: usize,
}

impl WrongCells {
    /// Compares all outputs of which the values are known.
    pub(super) fn of(exercise: &Exercise, cases: &[CaseState]) -> Self {
        let known = exercise.cases.iter().zip(cases).enumerate();
        let compared = known.filter_map(|(index, (case, state))| {
            let expected = exercise.expected(case).ok().filter(|_| !state.actual.is_empty())?;
            let mut wrong = BTreeSet::new();
            for expected in expected {
                let actual = state.actual(&expected.name)?;
                match compare(&expected.tensor, actual, expected.tolerance) {
                    Comparison::Cells { mismatches, .. } => {
                        wrong.extend(mismatches.into_iter().map(|one| (expected.name.clone(), one.index)));
                    }
                    Comparison::Incomparable => return None,
                }
            }
            Some((index, wrong))
        });
        Self(compared.collect())
    }

    /// What is different now, over the cases that both runs could be compared in; `None` where there is none.
    pub(super) fn change_to(&self, now: &Self) -> Option<Change> {
        let both: Vec<_> =
            self.0.iter().filter_map(|(case, before)| Some((before, now.0.get(case)?))).collect();
        let count =
            |pairs: &dyn Fn(&(&BTreeSet<Cell>, &BTreeSet<Cell>)) -> usize| both.iter().map(pairs).sum();
        (!both.is_empty()).then(|| Change {
            fixed: count(&|(before, now)| before.difference(now).count()),
            new: count(&|(before, now)| now.difference(before).count()),
        })
    }
}

impl Change {
    /// `12 cells fixed, 3 new`; `None` where nothing changed.
    pub(super) fn words(self) -> Option<String> {
        let cells = |count: usize| if count == 1 { "1 cell".to_owned() } else { format!("{count} cells") };
        match (self.fixed, self.new) {
            (0, 0) => None,
            (fixed, 0) => Some(format!("{} fixed", cells(fixed))),
            (0, new) => Some(format!("{} newly wrong", cells(new))),
            (fixed, new) => Some(format!("{} fixed, {new} newly wrong", cells(fixed))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(case: usize, cells: &[usize]) -> WrongCells {
        let cells = cells.iter().map(|cell| ("y".to_owned(), vec![*cell]));
        WrongCells([(case, cells.collect())].into())
    }

    #[test]
    fn cells_are_counted_one_by_one() {
        let change = wrong(0, &[1, 2, 3]).change_to(&wrong(0, &[3, 4])).unwrap();
        assert_eq!(change, Change { fixed: 2, new: 1 });
        assert_eq!(change.words().unwrap(), "2 cells fixed, 1 newly wrong");
        assert_eq!(Change { fixed: 1, new: 0 }.words().unwrap(), "1 cell fixed");
        assert_eq!(Change::default().words(), None);
    }

    #[test]
    fn runs_without_a_case_in_common_have_no_difference() {
        assert_eq!(wrong(0, &[1]).change_to(&wrong(1, &[1])), None);
    }
}
