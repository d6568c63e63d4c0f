//! Slices as NumPy writes them: `0,:,::-1,-1`, `...`, `2:8:3`.
//!
//! Source of the rules: NumPy's user guide, "Indexing on ndarrays", basic indexing; and Python's `slice.indices`.

use crate::formats::{Axis, Run, Window};

/// Why a slice cannot be taken. Each text is one sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SliceError {
    #[error(
        "`{0}` is no index; write numbers, `:`, `start:stop:step` and one `...`, for example `0,:,::-1,-1`"
    )]
    /// The part between two commas that is none.
    Syntax(String),
    /// Python's `x[0,,1]` is no expression.
    #[error("nothing stands between two commas of the slice; write `:` for all of an axis")]
    Nothing,
    /// A tensor at rest gets no axes of length 1: whoever wants one reshapes what was read.
    #[error("`{0}` would add an axis, which a slice cannot do here; leave it out")]
    NewAxis(String),
    /// NumPy's advanced indexing by lists of indices.
    #[error(
        "a slice takes no lists of indices; write one index, or a range with a step, for example `0:8:2`"
    )]
    List,
    /// It would not be clear which axes each stands for.
    #[error("a slice has at most one `...`")]
    TwoEllipses,
    /// As in `2:8:0`; Python refuses it too.
    #[error("a step of 0 goes nowhere")]
    Still,
    /// More parts between commas than axes.
    #[error("the slice has {given} indices, the tensor {rank} axes")]
    TooMany {
        /// Parts, without `...`.
        given: usize,
        /// Axes of the tensor.
        rank: usize,
    },
    /// Only an index can lie outside: a range is narrowed, as in Python.
    #[error("index {index} is outside of axis {axis}, which has {length}")]
    Outside {
        /// As it was written, negative from the end.
        index: i64,
        /// From 0, outermost first.
        axis: usize,
        /// Of this axis.
        length: usize,
    },
}

/// One part between commas.
enum Item {
    Ellipsis,
    Index(i64),
    Range([Option<i64>; 3]),
}

/// The window that a slice of a tensor of this shape reads. Brackets around it are passed over.
///
/// # Errors
/// When it is no slice, or does not fit the shape.
pub fn window(text: &str, shape: &[usize]) -> Result<Window, SliceError> {
    let text = text.trim();
    let text = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text).trim();
    if text.contains(['[', ']']) {
        return Err(SliceError::List);
    }
    // As in Python, a comma may follow the last index.
    let listed = text.strip_suffix(',').unwrap_or(text);
    let parts = if text.is_empty() { Vec::new() } else { listed.split(',').collect() };
    let mut items = parts.iter().map(|part| item(part.trim())).collect::<Result<Vec<_>, _>>()?;
    let is_ellipsis = |item: &Item| matches!(item, Item::Ellipsis);
    let given = items.iter().filter(|item| !is_ellipsis(item)).count();
    if items.len() - given > 1 {
        return Err(SliceError::TwoEllipses);
    }
    let missing = shape.len().checked_sub(given).ok_or(SliceError::TooMany { given, rank: shape.len() })?;
    let place = items.iter().position(is_ellipsis);
    let at = place.unwrap_or(items.len());
    let filling = (0..missing).map(|_| Item::Range([None; 3]));
    items.splice(at..at + usize::from(place.is_some()), filling);
    let axes = items.iter().zip(shape).enumerate();
    let axes = axes.map(|(axis, (item, &length))| along(item, axis, length));
    Ok(Window { axes: axes.collect::<Result<_, _>>()? })
}

fn item(text: &str) -> Result<Item, SliceError> {
    let wrong = || SliceError::Syntax(text.to_owned());
    let number = |text: &str| text.trim().parse::<i64>().map_err(|_| wrong());
    match text {
        "..." => return Ok(Item::Ellipsis),
        "" => return Err(SliceError::Nothing),
        "None" | "np.newaxis" | "numpy.newaxis" | "newaxis" => {
            return Err(SliceError::NewAxis(text.to_owned()));
        }
        _ => {}
    }
    if !text.contains(':') {
        return number(text).map(Item::Index);
    }
    let mut bounds = [None; 3];
    for (place, part) in text.split(':').enumerate() {
        let bound = bounds.get_mut(place).ok_or_else(wrong)?;
        *bound = if part.trim().is_empty() { None } else { Some(number(part)?) };
    }
    if bounds[2] == Some(0) { Err(SliceError::Still) } else { Ok(Item::Range(bounds)) }
}

fn along(item: &Item, axis: usize, length: usize) -> Result<Axis, SliceError> {
    let size = i64::try_from(length).unwrap_or(i64::MAX);
    match *item {
        Item::Index(index) => {
            let inside = (-size..size).contains(&index);
            let from_start = if index < 0 { index + size } else { index };
            let place = usize::try_from(from_start).ok().filter(|_| inside);
            place.map(Axis::at).ok_or(SliceError::Outside { index, axis, length })
        }
        Item::Range([start, end, step]) => Ok(Axis::of(run(start, end, step.unwrap_or(1), size))),
        Item::Ellipsis => Ok(Axis::of(run(None, None, 1, size))),
    }
}

/// As Python's `slice.indices` narrows a slice to a length.
fn run(start: Option<i64>, end: Option<i64>, step: i64, size: i64) -> Run {
    let (lowest, highest) = if step < 0 { (-1, size - 1) } else { (0, size) };
    let inside = |bound: i64| {
        let bound = if bound < 0 { bound.saturating_add(size) } else { bound };
        bound.clamp(lowest, highest)
    };
    let (first, last) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
    let (start, end) = (start.map_or(first, inside), end.map_or(last, inside));
    let distance = if step < 0 { start - end } else { end - start };
    let count = if distance > 0 { (distance.unsigned_abs() - 1) / step.unsigned_abs() + 1 } else { 0 };
    Run {
        start: usize::try_from(start).unwrap_or(0),
        step: isize::try_from(step).unwrap_or(isize::MAX),
        count: usize::try_from(count).unwrap_or(usize::MAX),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shape of the result and the run of the first axis.
    fn taken(text: &str, shape: &[usize]) -> (Vec<usize>, Run) {
        let window = window(text, shape).unwrap();
        (window.shape(), window.axes[0].runs[0])
    }

    #[test]
    fn slices_take_what_numpy_takes() {
        // Expected: `range(length)[slice]` in Python.
        for (text, start, step, count) in [
            (":", 0, 1, 10),
            ("::-1", 9, -1, 10),
            ("2:8:3", 2, 3, 2),
            ("-3:", 7, 1, 3),
            (":-3", 0, 1, 7),
            ("8:2:-2", 8, -2, 3),
            ("100::-4", 9, -4, 3),
            ("-100:3", 0, 1, 3),
            ("5:5", 5, 1, 0),
            ("7:2", 7, 1, 0),
            ("::9223372036854775807", 0, isize::MAX, 1),
            ("::-9223372036854775808", 9, isize::MIN, 1),
        ] {
            assert_eq!(taken(text, &[10]), (vec![count], Run { start, step, count }), "{text}");
        }
    }

    #[test]
    fn indices_drop_axes_and_dots_stand_for_the_others() {
        let shape = |text| window(text, &[2, 3, 4, 5]).map(|window| window.shape());
        assert_eq!(shape("0,:,::-1,-1"), Ok(vec![3, 4]));
        assert_eq!(shape("...,1"), Ok(vec![2, 3, 4]));
        assert_eq!(shape("[1, ..., 0:2]"), Ok(vec![3, 4, 2]));
        assert_eq!(shape("0,0,0,...,0"), Ok(vec![]));
        assert_eq!(shape(""), Ok(vec![2, 3, 4, 5]));
        assert_eq!(shape("[1, 0,]"), shape("1,0"));
        assert_eq!(window("...", &[]).map(|window| window.shape()), Ok(vec![]));
    }

    #[test]
    fn what_is_no_slice_is_said() {
        let refused = |text: &str| window(text, &[2, 3]).unwrap_err();
        assert_eq!(refused("2"), SliceError::Outside { index: 2, axis: 0, length: 2 });
        assert_eq!(refused(":,-4"), SliceError::Outside { index: -4, axis: 1, length: 3 });
        assert_eq!(refused("0,0,0"), SliceError::TooMany { given: 3, rank: 2 });
        assert_eq!(refused("...,..."), SliceError::TwoEllipses);
        assert_eq!(refused("::0"), SliceError::Still);
        for text in ["0,,0", ",", ",0", "0,,"] {
            assert_eq!(refused(text), SliceError::Nothing, "{text:?}");
        }
        assert_eq!(refused("0,None"), SliceError::NewAxis("None".to_owned()));
        for text in ["[0,1],:", ":,[0,1]", "[[0,1]]", "0]"] {
            assert_eq!(refused(text), SliceError::List, "{text:?}");
        }
        for text in ["a", "1:2:3:4", "0 1", "True", "1.5", "0x1", "9223372036854775808", "\u{1b}(2J"] {
            assert!(matches!(refused(text), SliceError::Syntax(_)), "{text:?}");
        }
    }
}
