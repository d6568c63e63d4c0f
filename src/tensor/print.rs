//! Numbers and arrays as NumPy prints them.

mod columns;
mod number;

pub use number::{scalar_text, value_text};

use super::{Scalar, Tensor};
use columns::Columns;

/// NumPy's `linewidth`.
const LINE_WIDTH: usize = 75;

/// The whole tensor as NumPy's `print` shows it: 8 digits, columns aligned, lines of at most 75 characters.
///
/// NumPy leaves out the middle of tensors with more than 1000 elements; this never leaves anything out.
#[must_use]
pub fn array_text(tensor: &Tensor) -> String {
    if let Some(scalar) = tensor.get(&[]) {
        return number::python_text(scalar);
    }
    if tensor.is_empty() {
        return "[]".to_owned();
    }
    let scalars: Vec<Scalar> = tensor.scalars().collect();
    let columns = Columns::of(&scalars);
    let mut cells = scalars.iter().map(|&scalar| columns.cell(scalar));
    nested(tensor.shape(), 1, tensor.shape().len(), &mut cells)
}

/// An axis in brackets; `depth` counts them from 1, which is also how far its later lines are indented.
fn nested(shape: &[usize], depth: usize, rank: usize, cells: &mut dyn Iterator<Item = String>) -> String {
    let indent = " ".repeat(depth);
    let body = match shape {
        [length, inner @ ..] if !inner.is_empty() => {
            let blank_lines = "\n".repeat(inner.len());
            let parts = (0..*length).map(|_| nested(inner, depth + 1, rank, cells));
            parts.collect::<Vec<_>>().join(&format!("{blank_lines}{indent}"))
        }
        _ => wrapped(&indent, LINE_WIDTH - rank, cells.take(shape.first().copied().unwrap_or(0))),
    };
    format!("[{body}]")
}

/// The innermost axis: cells with a blank between, on as many lines as needed.
fn wrapped(indent: &str, width: usize, cells: impl Iterator<Item = String>) -> String {
    let mut text = String::new();
    let mut used = indent.len();
    for (position, cell) in cells.enumerate() {
        let blank = usize::from(position > 0);
        if position > 0 && used + blank + cell.len() > width {
            text.truncate(text.trim_end().len());
            text.push('\n');
            text.push_str(indent);
            used = indent.len();
        } else if position > 0 {
            text.push(' ');
            used += blank;
        }
        used += cell.len();
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
