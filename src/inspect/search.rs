//! Where in a tensor a predicate holds: the next place in C order, or the previous one.

use super::Watch;
use crate::formats::{Axis, FormatError, Part, Progress, Run, Source, Window};
use crate::tensor::Scalar;
use std::ops::ControlFlow;

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Predicate {
    /// `nan`.
    NotANumber,
    /// `inf`: an infinity of either sign.
    Infinite,
    /// `> 3`, `abs >= 1e4`, or a number alone. Never true of NaN.
    Compared {
        /// How the element lies to `with`.
        relation: Relation,
        /// A number, never NaN.
        with: f64,
        /// What of the element is compared.
        of: Of,
    },
}

/// How a value lies to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// `==`, `=`, or no sign.
    Equal,
    /// `!=`.
    Unequal,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
}

/// What of an element is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// With its sign.
    Value,
    /// Without its sign: `abs` before the relation.
    Magnitude,
}

/// A predicate that cannot be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no condition; write for example 3, > 3, abs >= 1e4, != 0, nan or inf")]
pub struct PredicateError(String);

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

/// The longer signs first.
const RELATIONS: [(&str, Relation); 8] = [
    ("==", Relation::Equal),
    ("!=", Relation::Unequal),
    ("<=", Relation::LessOrEqual),
    (">=", Relation::GreaterOrEqual),
    ("=", Relation::Equal),
    ("<", Relation::Less),
    (">", Relation::Greater),
    ("", Relation::Equal),
];

/// Elements that are read at once.
const MOST: usize = 64 << 10;

impl Predicate {
    /// `> 3`, `abs >= 1e4`, `== 0`, `nan`, `inf`; a number alone is what is to be equal.
    ///
    /// # Errors
    /// When it is none of these.
    pub fn parse(text: &str) -> Result<Self, PredicateError> {
        let wrong = || PredicateError(text.trim().to_owned());
        let lower = text.trim().to_lowercase();
        match lower.as_str() {
            "nan" => return Ok(Self::NotANumber),
            "inf" | "infinity" => return Ok(Self::Infinite),
            _ => {}
        }
        let (of, rest) = match lower.strip_prefix("abs") {
            Some(rest) => (Of::Magnitude, rest.trim_start()),
            None => (Of::Value, lower.as_str()),
        };
        let sign = RELATIONS.iter().find_map(|(sign, relation)| Some((rest.strip_prefix(sign)?, *relation)));
        let (number, relation) = sign.ok_or_else(wrong)?;
        let with = match number.trim() {
            "true" => 1.0,
            "false" => 0.0,
            number => number.parse().map_err(|_| wrong())?,
        };
        if f64::is_nan(with) {
            return if relation == Relation::Equal { Ok(Self::NotANumber) } else { Err(wrong()) };
        }
        Ok(Self::Compared { relation, with, of })
    }

    /// Whether it holds for an element.
    #[must_use]
    pub fn holds(self, element: Scalar) -> bool {
        let value = element.to_f64();
        match self {
            Self::NotANumber => value.is_nan(),
            Self::Infinite => value.is_infinite(),
            Self::Compared { relation, with, of } => {
                let value = if of == Of::Magnitude { value.abs() } else { value };
                let Some(order) = value.partial_cmp(&with) else { return false };
                match relation {
                    Relation::Equal => order.is_eq(),
                    // NaN is not equal to anything, but nobody who looks for `!= 0` means it.
                    Relation::Unequal => order.is_ne(),
                    Relation::Less => order.is_lt(),
                    Relation::LessOrEqual => order.is_le(),
                    Relation::Greater => order.is_gt(),
                    Relation::GreaterOrEqual => order.is_ge(),
                }
            }
        }
    }
}

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
    let strips = Strips::of(source.shape());
    let total = strips.count();
    let start = strips.of_index(&search.from);
    let from = place_in(&strips.window(start, source.shape()), &search.from);
    // The strip of the start is read twice: what lies ahead of the start first, what lies behind it last.
    for step in 0..=total {
        let strip = match search.direction {
            Direction::Forward => (start + step) % total,
            Direction::Backward => (start + total - step % total) % total,
        };
        let window = strips.window(strip, source.shape());
        let tensor = source.read(&window, part)?;
        let ahead = |place: usize| match (step, search.direction) {
            (0, Direction::Forward) => place > from,
            (0, Direction::Backward) => place < from,
            _ => true,
        };
        let mut hits = tensor
            .scalars()
            .enumerate()
            .filter(|(place, element)| ahead(*place) && search.predicate.holds(*element));
        let hit = match search.direction {
            Direction::Forward => hits.next(),
            Direction::Backward => hits.last(),
        };
        if let Some((place, _)) = hit {
            return Ok(Some(Some(index_at(&window, place))));
        }
        let progress = Progress { done: step as u64 + 1, total: total as u64 + 1 };
        if watch(progress) == ControlFlow::Break(()) {
            return Ok(None);
        }
    }
    Ok(Some(None))
}

/// A tensor in pieces that follow each other in C order: the axes inside of `axis` whole, that axis in pieces of
/// `length`, one index of those outside.
struct Strips {
    shape: Vec<usize>,
    axis: usize,
    length: usize,
}

impl Strips {
    fn of(shape: &[usize]) -> Self {
        let mut room = MOST;
        for axis in (0..shape.len()).rev() {
            if shape[axis] > room || axis == 0 {
                return Self { shape: shape.to_vec(), axis, length: room.clamp(1, shape[axis].max(1)) };
            }
            room /= shape[axis].max(1);
        }
        Self { shape: Vec::new(), axis: 0, length: 1 }
    }

    /// Pieces of the axis that is cut.
    fn pieces(&self) -> usize {
        self.shape.get(self.axis).map_or(1, |length| length.div_ceil(self.length))
    }

    fn count(&self) -> usize {
        self.shape.iter().take(self.axis).product::<usize>() * self.pieces()
    }

    fn of_index(&self, index: &[usize]) -> usize {
        let outer = index.iter().zip(&self.shape).take(self.axis);
        let outer = outer.fold(0, |sum, (at, length)| sum * length + at);
        outer * self.pieces() + index.get(self.axis).map_or(0, |at| at / self.length)
    }

    fn window(&self, strip: usize, shape: &[usize]) -> Window {
        let (mut outer, piece) = (strip / self.pieces(), strip % self.pieces());
        let mut window = Window::whole(shape);
        for axis in (0..self.axis.min(shape.len())).rev() {
            window.axes[axis] = Axis::of(Run { start: outer % shape[axis], step: 1, count: 1 });
            outer /= shape[axis];
        }
        if let (Some(axis), Some(&length)) = (window.axes.get_mut(self.axis), shape.get(self.axis)) {
            let start = piece * self.length;
            *axis = Axis::of(Run { start, step: 1, count: self.length.min(length - start) });
        }
        window
    }
}

/// The place in C order of an index inside a window.
fn place_in(window: &Window, index: &[usize]) -> usize {
    window.axes.iter().zip(index).fold(0, |place, (axis, at)| {
        let start = axis.runs.first().map_or(0, |run| run.start);
        place * axis.len() + at.saturating_sub(start)
    })
}

/// The index of a place in C order.
fn index_at(window: &Window, mut place: usize) -> Vec<usize> {
    let mut places = vec![0; window.axes.len()];
    for (at, axis) in places.iter_mut().zip(&window.axes).rev() {
        *at = place % axis.len().max(1);
        place /= axis.len().max(1);
    }
    window.index_of(&places)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Bytes, npy};
    use crate::tensor::Tensor;
    use ndarray::{ArrayD, IxDyn};

    #[test]
    fn conditions_are_read_as_they_are_written() {
        let holds = |text: &str, value: f64| Predicate::parse(text).unwrap().holds(Scalar::F64(value));
        assert!(holds("> 3", 3.5) && !holds(">3", 3.0) && holds(">= 3", 3.0));
        assert!(holds("abs > 2", -3.0) && !holds("> 2", -3.0));
        assert!(holds("-1.5", -1.5) && holds("== -0", 0.0) && holds("!=0", 1.0) && !holds("!= 0", f64::NAN));
        assert!(holds("NaN", f64::NAN) && holds("inf", f64::NEG_INFINITY) && !holds("-inf", f64::INFINITY));
        assert!(Predicate::parse("true").unwrap().holds(Scalar::Bool(true)));
        for wrong in ["", ">", "three", "> nan", "< >", "abs"] {
            assert!(Predicate::parse(wrong).is_err(), "{wrong}");
        }
    }

    fn found(shape: &[usize], hits: &[usize], from: &[usize], direction: Direction) -> Option<Vec<usize>> {
        let mut values = vec![0_u8; shape.iter().product()];
        for &hit in hits {
            values[hit] = 1;
        }
        let values: Vec<bool> = values.into_iter().map(|value| value == 1).collect();
        let tensor = Tensor::Bool(ArrayD::from_shape_vec(IxDyn(shape), values).unwrap());
        let mut bytes = Vec::new();
        npy::write(&tensor, &mut bytes).unwrap();
        let source = npy::open(&Bytes::memory(&bytes)).unwrap();
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
    fn scalars_and_empty_tensors_are_searched_too() {
        assert_eq!(found(&[], &[0], &[], Direction::Forward), Some(vec![]));
        assert_eq!(found(&[0, 3], &[], &[0, 0], Direction::Forward), None);
    }
}
