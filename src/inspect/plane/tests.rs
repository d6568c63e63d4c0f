//! Planes of small arrays, whose numbers say where they lie.

use super::*;
use crate::formats::{Bytes, npy};
use ndarray::Array;

fn source(shape: &[usize]) -> Source {
    let count: usize = shape.iter().product();
    let values = Array::from_iter((0..count).map(|at| f64::from(u32::try_from(at).unwrap())));
    let tensor = Tensor::F64(values.into_shape_with_order(IxDyn(shape)).unwrap());
    let mut bytes = Vec::new();
    npy::write(&tensor, &mut bytes).unwrap();
    npy::open(&Bytes::memory(&bytes)).unwrap()
}

fn read(source: &Source, rectangle: &Rectangle) -> Cells {
    let read = |window: &Window| source.read(window, Part::Real);
    let go_on = &mut |_: &dyn Fn() -> Option<Cells>, _| ControlFlow::Continue(());
    cells(&read, &[source.densest_first()], rectangle, go_on).unwrap().unwrap()
}

fn numbers(cells: &Cells) -> Vec<f64> {
    cells.values.scalars().map(Scalar::to_f64).collect()
}

#[test]
fn a_plane_may_lie_across_the_file() {
    let plane = Plane { rows: Some(2), columns: Some(0), at: vec![0, 1, 0] };
    let rectangle = Rectangle {
        plane,
        rows: 1..3,
        columns: 0..2,
        patch: Patch::ONE,
        fold: None,
        reduction: Reduction::Largest,
    };
    let found = read(&source(&[2, 3, 4]), &rectangle);
    assert_eq!(found.values.shape(), [2, 2]);
    assert_eq!(numbers(&found), [5.0, 17.0, 6.0, 18.0]);
}

#[test]
fn a_cell_stands_for_its_block() {
    let plane = Plane::first(&[5, 6], None);
    let mut rectangle = Rectangle {
        plane,
        rows: 0..5,
        columns: 0..6,
        patch: Patch::square(4),
        fold: None,
        reduction: Reduction::Largest,
    };
    let found = read(&source(&[5, 6]), &rectangle);
    assert_eq!((numbers(&found), found.known), (vec![21.0, 23.0, 27.0, 29.0], None));
    rectangle.reduction = Reduction::Mean;
    assert_eq!(numbers(&read(&source(&[5, 6]), &rectangle)), [10.5, 13.5, 25.5, 28.5]);
}

#[test]
fn vectors_and_scalars_are_planes_too() {
    for (shape, expected) in [(vec![], vec![0.0]), (vec![5], vec![2.0, 4.0])] {
        let plane = Plane::first(&shape, None);
        let (rows, columns) = (plane.row_count(&shape), plane.column_count(&shape));
        let rectangle = Rectangle {
            plane,
            rows: 0..rows,
            columns: 0..columns,
            patch: Patch::square(3),
            fold: None,
            reduction: Reduction::Largest,
        };
        assert_eq!(numbers(&read(&source(&shape), &rectangle)), expected);
    }
}

#[test]
fn patches_may_be_higher_than_wide() {
    let plane = Plane::first(&[4, 6], None);
    let patch = Patch { rows: 4, columns: 2 };
    let rectangle =
        Rectangle { plane, rows: 0..4, columns: 0..6, patch, fold: None, reduction: Reduction::Mean };
    assert_eq!(rectangle.size(), (1, 3));
    assert_eq!(numbers(&read(&source(&[4, 6]), &rectangle)), [9.5, 11.5, 13.5]);
}

#[test]
fn a_vector_is_broken_into_rows() {
    let mut rectangle = Rectangle {
        plane: Plane::first(&[8], None),
        rows: 1..3,
        columns: 0..3,
        patch: Patch::ONE,
        fold: Some(Fold { row: 3, length: 8 }),
        reduction: Reduction::Largest,
    };
    let found = read(&source(&[8]), &rectangle);
    assert_eq!(numbers(&found), [3.0, 4.0, 5.0, 6.0, 7.0, 0.0]);
    assert_eq!(found.known.unwrap().iter().filter(|known| **known).count(), 5);
    rectangle = Rectangle { rows: 0..3, patch: Patch::square(2), ..rectangle };
    assert_eq!(numbers(&read(&source(&[8]), &rectangle)), [4.0, 5.0, 7.0, 0.0]);
    let row = Patch { rows: 1, columns: 2 };
    rectangle = Rectangle {
        rows: 0..2,
        columns: 0..4,
        patch: row,
        fold: Some(Fold { row: 4, length: 8 }),
        ..rectangle
    };
    assert_eq!(
        numbers(&read(&source(&[8]), &rectangle)),
        [1.0, 3.0, 5.0, 7.0],
        "each cell a run of the file"
    );
}

#[test]
fn what_is_not_read_yet_is_not_known() {
    let rectangle = Rectangle {
        plane: Plane::first(&[400, 1000], None),
        rows: 0..400,
        columns: 0..1000,
        patch: Patch::square(100),
        fold: None,
        reduction: Reduction::Mean,
    };
    let mut seen = Vec::new();
    let source = source(&[400, 1000]);
    let read = |window: &Window| source.read(window, Part::Real);
    let end = cells(&read, &[source.densest_first()], &rectangle, &mut |so_far, progress| {
        seen.push((so_far().unwrap().known, progress));
        ControlFlow::Break(())
    });
    assert_eq!(end.unwrap(), None);
    let known = seen[0].0.as_ref().unwrap();
    assert!(known[[0, 0]] && !known[[3, 9]] && seen[0].1.total == 400_000);
}
