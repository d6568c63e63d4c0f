//! Where in a tensor a predicate holds: the next place in C order, or the previous one.

mod predicate;

pub use predicate::{Of, Predicate, PredicateError, Relation};

use super::lanes::End;
use super::{Block, Blocks, Strips, Watch};
use crate::formats::{FormatError, Order, Part, Progress, Source, Window};
use crate::tensor::index_of;
use std::ops::{ControlFlow, Range};

/// A search from a place to the next hit; the place itself comes last.
#[derive(Clone, Debug, PartialEq)]
pub struct Search {
    /// What has to hold where the search ends.
    pub predicate: Predicate,
    /// An index of the tensor, one number for each axis.
    pub from: Vec<usize>,
    /// In C order, whatever the order in the file.
    pub direction: Direction,
}

/// Which way a search goes from where it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The last axis rises fastest.
    Forward,
    /// The last axis falls fastest.
    Backward,
}

/// What of a strip is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Only what lies ahead of where the search starts.
    Ahead,
    Whole,
}

/// Elements of a strip, at most, of a file in Fortran order: all of it is read even where the first one is a hit.
const MOST: usize = 16 << 20;

/// The next place for which the predicate holds, around the end; `None` if there is none. The outer `None` says that
/// the watch broke off.
///
/// # Errors
/// When the tensor cannot be read.
pub fn search(
    source: &Source,
    part: Part,
    search: &Search,
    watch: &mut Watch<'_>,
) -> Result<Option<Option<Vec<usize>>>, FormatError> {
    if source.shape().contains(&0) {
        return Ok(Some(None));
    }
    let whole = Window::whole(source.shape());
    let predicate = search.predicate.among(source.element());
    let strips = match source.description().order {
        Order::C => Strips::new(&whole, Order::C),
        Order::Fortran => Strips::of(&whole, MOST),
    };
    let (start, number) = (strips.holding(&search.from), strips.count());
    // The strip of the start is read twice: what lies ahead of the start first, what lies behind it last.
    let count = |window: &Window| window.count().unwrap_or(usize::MAX) as u64;
    let total = count(&whole).saturating_add(count(&strips.strip(start)));
    let mut done = 0;
    let mut values = Vec::new();
    for step in 0..=number {
        let strip = match search.direction {
            Direction::Forward => (start + step) % number,
            Direction::Backward => (start + number - step % number) % number,
        };
        let extent = if step == 0 { Extent::Ahead } else { Extent::Whole };
        let mut nearest = None;
        for block in Blocks::new(strips.strip(strip), &[source.densest_first()]) {
            let predicate = predicate.measure(&source.read(&block.window, part)?, &mut values);
            nearest = search.nearer(nearest, search.hit(predicate, &values, &block, extent));
            done += values.len() as u64;
            if watch(Progress { done, total }) == ControlFlow::Break(()) {
                return Ok(None);
            }
        }
        if nearest.is_some() {
            return Ok(Some(nearest));
        }
    }
    Ok(Some(None))
}

impl Search {
    /// The index of the first hit on the way, in a block of which these are the elements.
    fn hit(&self, predicate: Predicate, values: &[f64], block: &Block, extent: Extent) -> Option<Vec<usize>> {
        let shape = block.window.shape();
        let index = |place: usize| block.window.index_of(&index_of(place, &shape));
        let range = match (extent, self.direction) {
            (Extent::Whole, _) => 0..values.len(),
            (Extent::Ahead, Direction::Forward) => {
                beginning(0..values.len(), |place| index(place) > self.from)..values.len()
            }
            (Extent::Ahead, Direction::Backward) => {
                0..beginning(0..values.len(), |place| index(place) >= self.from)
            }
        };
        let end = if self.direction == Direction::Forward { End::First } else { End::Last };
        let place = predicate.find(&values[range.clone()], end)?;
        Some(index(range.start + place))
    }

    /// Which of two hits comes first on the way.
    fn nearer(&self, one: Option<Vec<usize>>, other: Option<Vec<usize>>) -> Option<Vec<usize>> {
        match (one, other) {
            (Some(one), Some(other)) if self.direction == Direction::Forward => Some(one.min(other)),
            (Some(one), Some(other)) => Some(one.max(other)),
            (one, other) => one.or(other),
        }
    }
}

/// Where in a range something begins to hold, of which every place holds it after one that does.
fn beginning(mut range: Range<usize>, holds: impl Fn(usize) -> bool) -> usize {
    while !range.is_empty() {
        let middle = range.start + range.len() / 2;
        if holds(middle) {
            range.end = middle;
        } else {
            range.start = middle + 1;
        }
    }
    range.start
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Bytes, npy};

    fn source(shape: &[usize], is_fortran: &str, elements: &[u8]) -> Source {
        let shape = crate::tensor::shape_text(shape);
        let header = format!("{{'descr': '|u1', 'fortran_order': {is_fortran}, 'shape': {shape}, }}\n");
        let length = u16::try_from(header.len()).unwrap().to_le_bytes();
        let bytes = [b"\x93NUMPY\x01\x00".as_slice(), &length, header.as_bytes(), elements].concat();
        npy::open(&Bytes::memory(&bytes)).unwrap()
    }

    fn found(shape: &[usize], hits: &[usize], from: &[usize], direction: Direction) -> Option<Vec<usize>> {
        let mut values = vec![0_u8; shape.iter().product()];
        for &hit in hits {
            values[hit] = 1;
        }
        let source = source(shape, "False", &values);
        let asked = Search { predicate: Predicate::parse("1").unwrap(), from: from.to_vec(), direction };
        search(&source, Part::Real, &asked, &mut |_| ControlFlow::Continue(())).unwrap().unwrap()
    }

    #[test]
    fn the_search_goes_around_the_end_and_comes_back() {
        use Direction::{Backward, Forward};
        let shape = [3, 2, 90_000];
        let hits = [7, 90_001, 400_000];
        assert_eq!(found(&shape, &hits, &[0, 0, 0], Forward), Some(vec![0, 0, 7]));
        assert_eq!(found(&shape, &hits, &[0, 0, 7], Forward), Some(vec![0, 1, 1]));
        assert_eq!(found(&shape, &hits, &[0, 1, 1], Forward), Some(vec![2, 0, 40_000]));
        assert_eq!(found(&shape, &hits, &[2, 0, 40_000], Forward), Some(vec![0, 0, 7]));
        assert_eq!(found(&shape, &hits, &[0, 0, 7], Backward), Some(vec![2, 0, 40_000]));
        assert_eq!(found(&shape, &hits, &[2, 0, 40_000], Backward), Some(vec![0, 1, 1]));
        assert_eq!(found(&shape, &[7], &[0, 0, 7], Forward), Some(vec![0, 0, 7]));
        assert_eq!(found(&shape, &[], &[0, 0, 7], Backward), None);
    }

    #[test]
    fn numbers_are_looked_for_as_the_elements_are() {
        let first = |descr: &str, elements: &[u8], text: &str| {
            let count = elements.len() / descr[2..].parse::<usize>().unwrap();
            let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({count},), }}\n");
            let length = u16::try_from(header.len()).unwrap().to_le_bytes();
            let bytes = [b"\x93NUMPY\x01\x00".as_slice(), &length, header.as_bytes(), elements].concat();
            let source = npy::open(&Bytes::memory(&bytes)).unwrap();
            let predicate = Predicate::parse(text).unwrap();
            let asked = Search { predicate, from: vec![count - 1], direction: Direction::Forward };
            let found = search(&source, Part::Real, &asked, &mut |_| ControlFlow::Continue(()));
            found.unwrap().unwrap().map(|index| index[0])
        };
        let singles: Vec<u8> = [0.5_f32, 0.1, 0.2].map(f32::to_le_bytes).concat();
        assert_eq!([first("<f4", &singles, "0.1"), first("<f4", &singles, "<= 0.1")], [Some(1); 2]);
        assert_eq!(first("<f4", &singles, "1e300"), None);
        let halves = [0x3c00_u16, 0x2e66].map(u16::to_le_bytes).concat();
        assert_eq!(first("<f2", &halves, "0.1"), Some(1));
        let large: i64 = 1 << 60;
        let wholes = [large, large + 1, -large - 3].map(i64::to_le_bytes).concat();
        assert_eq!(first("<i8", &wholes, &(large + 1).to_string()), Some(1));
        assert_eq!(first("<i8", &wholes, &format!("> {large}")), Some(1));
        assert_eq!(first("<i8", &wholes, &format!("abs >= {}", large + 2)), Some(2));
        assert_eq!(first("<i8", &wholes, &(large + 2).to_string()), None);
        let ends = [(1_i64 << 53) + 1, 1 << 53].map(i64::to_le_bytes).concat();
        assert_eq!(first("<i8", &ends, &(1_i64 << 53).to_string()), Some(1));
    }

    #[test]
    fn scalars_and_empty_tensors_are_searched_too() {
        assert_eq!(found(&[], &[0], &[], Direction::Forward), Some(vec![]));
        assert_eq!(found(&[0, 3], &[], &[0, 0], Direction::Forward), None);
    }

    #[test]
    fn the_order_of_the_file_is_not_that_of_the_search() {
        // Both lie in one strip of several pieces; in the file, the second comes first.
        let shape = [300, 1000];
        let mut elements = vec![0; 300_000];
        let hits = [vec![10, 900], vec![250, 3]];
        for hit in &hits {
            elements[hit[1] * 300 + hit[0]] = 1;
        }
        let source = source(&shape, "True", &elements);
        let next = |from: &[usize], direction| {
            let asked = Search { predicate: Predicate::parse("1").unwrap(), from: from.to_vec(), direction };
            search(&source, Part::Real, &asked, &mut |_| ControlFlow::Continue(())).unwrap().unwrap()
        };
        assert_eq!(next(&[0, 0], Direction::Forward).as_ref(), Some(&hits[0]));
        assert_eq!(next(&hits[0], Direction::Forward).as_ref(), Some(&hits[1]));
        assert_eq!(next(&hits[1], Direction::Forward).as_ref(), Some(&hits[0]));
        assert_eq!(next(&[299, 999], Direction::Backward).as_ref(), Some(&hits[1]));
        assert_eq!(next(&hits[1], Direction::Backward).as_ref(), Some(&hits[0]));
    }

    #[test]
    fn a_search_says_how_far_it_is_and_can_be_broken_off() {
        let source = source(&[300_000], "False", &vec![0; 300_000]);
        let asked = Search {
            predicate: Predicate::parse("1").unwrap(),
            from: vec![70_000],
            direction: Direction::Forward,
        };
        let mut seen = Vec::new();
        let end = search(&source, Part::Real, &asked, &mut |progress| {
            seen.push(progress);
            if seen.len() == 3 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(end.unwrap(), None);
        assert!(seen.windows(2).all(|pair| pair[0].done < pair[1].done && pair[0].total == pair[1].total));
        let mut last = None;
        search(&source, Part::Real, &asked, &mut |progress| {
            last = Some(progress);
            ControlFlow::Continue(())
        })
        .unwrap();
        assert!(last.is_some_and(|progress| progress.done == progress.total));
    }
}
