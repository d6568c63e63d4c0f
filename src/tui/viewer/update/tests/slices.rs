//! Several slices at once, and whole planes.

use super::{cursor, looking, sheet, value};
use crate::inspect::plane::Patch;
use crate::tensor::Scalar;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::model::Model;
use crate::tui::viewer::msg::Msg;
use crate::tui::viewer::reading::Wanted;
use crate::tui::viewer::sample::{begun, counting, file, keys, line, send};
use crate::tui::viewer::sheet::Zoom;
use ratatui::crossterm::event::Event;

fn wide(shape: &[usize]) -> Model {
    begun(vec![file("x.npy", &counting(shape))], Purpose::Look, (160, 40))
}

fn wanted(model: &Model) -> &Wanted {
    &sheet(model).tile.as_ref().unwrap().wanted
}

fn resized(model: &mut Model, width: u16, height: u16) {
    send(model, [Msg::Input(vec![Event::Resize(width, height)])]);
}

#[test]
fn slices_stand_side_by_side_where_they_have_room() {
    let mut model = wide(&[2, 3, 4, 4]);
    let slices = wanted(&model).slices.clone();
    assert_eq!((slices.len(), &slices[4]), (6, &vec![1, 1, 0, 0]));
    let panels = model.panels().unwrap();
    assert_eq!((panels.columns, panels.rows), (3, 2), "the inner axis begins at the left");
    let tile = sheet(&model).tile.as_ref().unwrap();
    assert_eq!(tile.cells[4].values.get(&[0, 1]), Some(Scalar::F64(65.0)), "the cells of [1, 1]");
    keys(&mut model, "Down Right ]");
    assert_eq!((cursor(&model), value(&model)), (vec![1, 0, 1, 1], Scalar::F64(53.0)));
    assert_eq!(sheet(&model).asked.as_ref(), Some(wanted(&model)), "all of them were there already");
    assert_eq!(wanted(&model).slices, slices);
    assert_eq!(
        keys(&mut model, "Y"),
        [
            "-48.0\t49.0\t50.0\t-51.0\n52.0\t53.0\t-54.0\t55.0\n56.0\t-57.0\t58.0\t59.0\n-60.0\t61.0\t62.0\t-63.0"
        ]
    );
    keys(&mut model, "b");
    assert_eq!((wanted(&model).slices.len(), model.panels()), (1, None));
    keys(&mut model, "b");
    assert_eq!(wanted(&model).slices.len(), 6);
}

#[test]
fn pages_turn_as_many_slices_as_are_in_sight() {
    let mut model = wide(&[500, 5, 5]);
    let count = model.panels().unwrap().count();
    assert!(count > 2 && wanted(&model).slices.len() == count);
    keys(&mut model, "Down PgDn");
    assert_eq!(cursor(&model), [count, 1, 0], "the place in the slice stays");
    assert!(wanted(&model).slices.contains(&vec![count, 0, 0]));
    keys(&mut model, "g");
    line(&mut model, "-1");
    assert_eq!(wanted(&model).slices.last(), Some(&vec![499, 0, 0]));
    assert_eq!(cursor(&model), [499, 1, 0]);
    keys(&mut model, "PgDn");
    assert_eq!(cursor(&model), [499, 1, 0], "there are no more");
}

#[test]
fn smaller_cells_bring_more_slices_into_sight_until_all_are() {
    let mut model = wide(&[64, 20, 20]);
    let mut seen = Vec::new();
    for _ in 0..12 {
        seen.push(wanted(&model).slices.len());
        keys(&mut model, "-");
    }
    assert!(seen.windows(2).all(|pair| pair[0] <= pair[1]), "{seen:?}");
    assert_eq!(seen[11], 64, "{seen:?}");
    let zoom = sheet(&model).zoom;
    keys(&mut model, "-");
    assert_eq!(sheet(&model).zoom, zoom, "nothing is hidden any more");
}

#[test]
fn a_whole_matrix_fills_the_screen_whatever_its_form() {
    let mut model = looking(&counting(&[5000, 60]));
    keys(&mut model, "z");
    let rectangle = &wanted(&model).rectangle;
    let Patch { rows, columns } = rectangle.patch;
    assert!(rows > 100 && columns == 1, "{rows} × {columns}");
    assert_eq!((rectangle.rows.clone(), rectangle.columns.clone()), (0..5000, 0..60));
    resized(&mut model, 40, 20);
    let after = wanted(&model).rectangle.patch;
    assert!(after.rows > rows && after.columns > 1, "{after:?}");
    keys(&mut model, "t");
    assert_eq!(wanted(&model).rectangle.columns, 0..5000);
    keys(&mut model, "Right");
    assert_eq!(cursor(&model), [wanted(&model).rectangle.patch.columns, 0], "a step is a cell");
    keys(&mut model, "z");
    assert_eq!(sheet(&model).zoom, Zoom::Numbers);
}

#[test]
fn a_whole_vector_is_cells_of_runs() {
    let mut model = looking(&counting(&[100_000]));
    keys(&mut model, "z");
    let rectangle = &wanted(&model).rectangle;
    assert_eq!((rectangle.patch.rows, rectangle.rows.start), (1, 0));
    assert_eq!(rectangle.fold.unwrap().row % rectangle.patch.columns, 0);
    assert!(rectangle.rows.len() * rectangle.fold.unwrap().row >= 100_000);
    keys(&mut model, "End");
    assert_eq!(cursor(&model), [99_999]);
    keys(&mut model, "f");
    assert_eq!(wanted(&model).rectangle.fold, None);
    assert_eq!(wanted(&model).rectangle.columns, 0..100_000);
}

#[test]
fn the_cursor_moves_without_reading_the_cells_again() {
    let mut model = looking(&counting(&[300, 300]));
    keys(&mut model, "z");
    let asked = sheet(&model).asked.clone();
    keys(&mut model, "Down Down Right");
    assert_eq!(sheet(&model).asked, asked);
    let place = u32::try_from(cursor(&model)[0] * 300 + cursor(&model)[1]).unwrap();
    assert_eq!(
        value(&model),
        Scalar::F64(f64::from(place) * if place.is_multiple_of(3) { -1.0 } else { 1.0 })
    );
}
