//! Numbers and arrays as NumPy prints them.

mod columns;
mod number;

pub(super) use number::complex_text;
pub use number::{Digits, scalar_text, value_text};

use super::{Scalar, Tensor};
use columns::{Columns, Sign, imaginary};

/// NumPy's `linewidth`.
const LINE_WIDTH: usize = 75;

/// NumPy leaves out the middle of arrays with more elements than this.
pub const THRESHOLD: usize = 1000;
/// So many indices at both ends of a long axis remain where the middle is left out.
pub const EDGE: usize = 3;

/// How an array is printed.
pub struct Layout<'a> {
    /// Columns of a line, at most; of NumPy, 75.
    pub width: usize,
    /// The axes of which the tensor holds [`EDGE`] indices at both ends only; empty where it is whole.
    pub cut: &'a [bool],
    /// The imaginary parts of complex numbers, of which the tensor holds the real ones.
    pub imaginary: Option<&'a Tensor>,
    /// Of 16-bit floats, those of their own type.
    pub digits: Digits,
    /// What stands for a number's text; of equal width once it is shown.
    pub paint: &'a dyn Fn(String, Scalar) -> String,
}

/// A shape as Python writes a tuple: `(2, 3)`, `(4,)`, `()`.
#[must_use]
pub fn shape_text(shape: &[usize]) -> String {
    match shape {
        [length] => format!("({length},)"),
        _ => format!("({})", shape.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
    }
}

/// The whole tensor as NumPy's `print` shows it: 8 digits, columns aligned, lines of at most 75 characters.
///
/// NumPy leaves out the middle of tensors with more than 1000 elements; this never leaves anything out.
#[must_use]
pub fn array_text(tensor: &Tensor) -> String {
    let layout =
        Layout { width: LINE_WIDTH, cut: &[], imaginary: None, digits: Digits::Own, paint: &|text, _| text };
    laid_out(tensor, &layout)
}

/// The tensor as NumPy's `print` shows it, with `...` where the layout says that something was left out.
#[must_use]
pub fn laid_out(tensor: &Tensor, layout: &Layout<'_>) -> String {
    if let Some(scalar) = tensor.get(&[]) {
        let text = match layout.imaginary.and_then(|imaginary| imaginary.get(&[])) {
            Some(imaginary) => number::complex_text(scalar, imaginary),
            None => number::python_text_in(scalar, layout.digits),
        };
        return (layout.paint)(text, scalar);
    }
    if tensor.is_empty() {
        return "[]".to_owned();
    }
    let scalars: Vec<Scalar> = tensor.scalars().collect();
    let columns = Columns::of(&scalars, Sign::Negative, layout.digits);
    let others: Vec<Scalar> = layout.imaginary.map_or_else(Vec::new, |tensor| tensor.scalars().collect());
    let other_columns = Columns::of(&others, Sign::Both, layout.digits);
    let mut cells = scalars.iter().enumerate().map(|(place, &scalar)| {
        let mut text = columns.cell(scalar);
        if let Some(&other) = others.get(place) {
            text += &imaginary(&other_columns.cell(other));
        }
        (text.len(), (layout.paint)(text, scalar))
    });
    nested(tensor.shape(), 1, layout, &mut cells)
}

/// What stands for indices that were left out.
const DOTS: &str = "...";

/// An axis in brackets; `depth` counts them from 1, which is also how far its later lines are indented.
fn nested(
    shape: &[usize],
    depth: usize,
    layout: &Layout<'_>,
    cells: &mut dyn Iterator<Item = (usize, String)>,
) -> String {
    let indent = " ".repeat(depth);
    let is_cut = layout.cut.get(depth - 1) == Some(&true);
    let length = shape.first().copied().unwrap_or(0);
    let dots = |place: usize| is_cut && place == EDGE;
    let body = match shape {
        [length, inner @ ..] if !inner.is_empty() => {
            let blank_lines = "\n".repeat(inner.len());
            let mut parts = Vec::new();
            for place in 0..*length {
                parts.extend(dots(place).then(|| DOTS.to_owned()));
                parts.push(nested(inner, depth + 1, layout, cells));
            }
            parts.join(&format!("{blank_lines}{indent}"))
        }
        _ => {
            let mut words = Vec::new();
            for place in 0..length {
                words.extend(dots(place).then(|| (DOTS.len(), DOTS.to_owned())));
                words.extend(cells.next());
            }
            wrapped(&indent, layout.width.saturating_sub(depth), words)
        }
    };
    format!("[{body}]")
}

/// The innermost axis: cells with a blank between, on as many lines as needed.
fn wrapped(indent: &str, width: usize, cells: Vec<(usize, String)>) -> String {
    let mut text = String::new();
    let mut used = indent.len();
    for (position, (length, cell)) in cells.into_iter().enumerate() {
        let blank = usize::from(position > 0);
        if position > 0 && used + blank + length > width {
            text.truncate(text.trim_end().len());
            text.push('\n');
            text.push_str(indent);
            used = indent.len();
        } else if position > 0 {
            text.push(' ');
            used += blank;
        }
        used += length;
        text.push_str(&cell);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tensor::DType;

    /// Arrays, each followed by what NumPy 2.4.6 prints for it.
    const ARRAYS: &str = include_str!("print/arrays.txt");

    #[test]
    fn every_array_is_printed_as_numpy_prints_it() {
        let records: Vec<&str> = ARRAYS.split("> ").filter(|record| !record.is_empty()).collect();
        assert!(records.len() >= 50);
        for record in records {
            let (head, expected) = record.split_once('\n').unwrap();
            assert_eq!(array_text(&parse(head)), expected.trim_end_matches('\n'), "{head}");
        }
    }

    /// `f64 2x3 : 1.0, …`; a scalar has the shape `scalar`.
    fn parse(head: &str) -> Tensor {
        let (kind, elements) = head.split_once(" : ").unwrap();
        let (dtype, shape) = kind.split_once(' ').unwrap();
        let elements = elements.split(", ").filter(|element| !element.is_empty());
        let dtypes = [DType::F64, DType::F32, DType::I64, DType::U64, DType::Bool];
        let dtype = dtypes.into_iter().find(|known| known.name() == dtype).unwrap();
        let scalars: Vec<Scalar> = elements
            .map(|element| match dtype {
                DType::F64 => Scalar::F64(element.parse().unwrap()),
                DType::F32 => Scalar::F32(element.parse().unwrap()),
                DType::I64 => Scalar::I64(element.parse().unwrap()),
                DType::U64 => Scalar::U64(element.parse().unwrap()),
                DType::Bool => Scalar::Bool(element.parse().unwrap()),
            })
            .collect();
        let shape: Vec<usize> = match shape {
            "scalar" => Vec::new(),
            lengths => lengths.split('x').map(|length| length.parse().unwrap()).collect(),
        };
        Tensor::from_scalars(dtype, &shape, &scalars).unwrap()
    }
}
