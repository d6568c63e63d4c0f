//! What the learner's function was measured to add up, in one sentence.

use super::cells::{Cell, Mark, figure};
use super::{Scene, Terms};
use crate::explain::Part;
use crate::tui::view::pieces::index;
use crate::tui::wrap::{Piece, TIE};
use crate::tui::yours::{Difference, Yours};

impl Scene<'_> {
    /// The learner's terms, where one of them is wrong.
    pub(super) fn wrong_terms(&self) -> Option<&Yours> {
        match &self.terms {
            Terms::Measured(yours) if matches!(yours.first, Some(Difference::Term { .. })) => Some(yours),
            _ => None,
        }
    }

    /// The learner's terms of a part, the first wrong one marked; nothing where none is wrong.
    pub(super) fn yours_of(&self, part: &Part, at: usize) -> Option<Vec<Cell>> {
        let yours = self.wrong_terms()?;
        let cell = |(place, term)| {
            let mark = if yours.is_first((at, place)) { Mark::Wrong } else { Mark::None };
            Cell::number(yours.term(term)).marked(mark)
        };
        Some(part.terms.iter().enumerate().map(cell).collect())
    }

    /// `first wrong term: a[0,1,2,0] yours +1.2  right +0.6`
    pub(super) fn measured(&self) -> Vec<Piece> {
        let palette = &self.look.palette;
        let yours = match &self.terms {
            Terms::Unknown => return Vec::new(),
            Terms::Waiting => return vec![("Your terms are being measured.".to_owned(), palette.dim)],
            Terms::Measured(yours) => yours,
        };
        let cell = |at: &[usize]| format!("{}{}", yours.argument, index(at).replace(' ', ""));
        let (lead, place, found, wanted) = match &yours.first {
            None => return vec![("Measured: every term of yours is right.".to_owned(), palette.dim)],
            Some(Difference::Term { index: at, right, yours, .. }) => {
                let inside: Option<Vec<usize>> =
                    at.iter().map(|place| usize::try_from(*place).ok()).collect();
                let place = inside.map_or_else(|| "a cell of the padding".to_owned(), |at| cell(&at));
                ("first wrong term: ", place, *yours, *right)
            }
            Some(Difference::Stray { index: at, yours }) => ("should not count: ", cell(at), *yours, 0.0),
            Some(Difference::Base { right, yours }) => {
                ("every term is right; what is added besides is not:", String::new(), *yours, *right)
            }
        };
        vec![
            (lead.to_owned(), palette.dim),
            (place, palette.strong),
            (format!(" yours{TIE}"), palette.dim),
            (format!("{}{TIE} ", figure(found, self.look)), palette.wrong),
            (format!("right{TIE}"), palette.dim),
            (figure(wanted, self.look), palette.right),
        ]
    }
}
