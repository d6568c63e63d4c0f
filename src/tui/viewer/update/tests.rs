//! What keys do, by plain values.

mod lists;
mod pictures;
mod slices;
mod survey;

use crate::formats::Part;
use crate::inspect::plane::Patch;
use crate::tensor::{Scalar, Tensor, Tolerance};
use crate::tui::model::Life;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::model::{Age, Model};
use crate::tui::viewer::msg::Msg;
use crate::tui::viewer::sample::{begun, counting, file, keys, line, model_file, send};
use crate::tui::viewer::sheet::{Sheet, Zoom};
use ndarray::{ArrayD, IxDyn};
use ratatui::crossterm::event::{Event, KeyCode};

fn looking(tensor: &Tensor) -> Model {
    begun(vec![file("x.npy", tensor)], Purpose::Look, (80, 24))
}

fn sheet(model: &Model) -> &Sheet {
    model.sheet.as_ref().unwrap()
}

fn cursor(model: &Model) -> Vec<usize> {
    sheet(model).walk.plane.at.clone()
}

/// Takes the last letter of the line being typed away.
fn erase(model: &mut Model) -> Vec<String> {
    send(model, [Msg::Input(vec![Event::Key(KeyCode::Backspace.into())])])
}

/// The value under the cursor, as it was read.
fn value(model: &Model) -> Scalar {
    let values = sheet(model).values.as_ref().unwrap();
    assert_eq!(values.pointed.index, cursor(model));
    values.of_tensors[0][0].1
}

#[test]
fn the_only_tensor_is_looked_at_at_once() {
    let mut model = looking(&counting(&[3, 4, 5]));
    assert_eq!((cursor(&model), value(&model)), (vec![0, 0, 0], Scalar::F64(-0.0)));
    keys(&mut model, "Down Right Right ] Esc");
    assert_eq!((cursor(&model), value(&model)), (vec![1, 1, 2], Scalar::F64(-27.0)));
    assert!(model.sheet.is_some(), "there is no list to go back to");
}

#[test]
fn only_what_is_in_sight_is_read() {
    let mut model = looking(&counting(&[900, 800]));
    let rectangle = |model: &Model| sheet(model).tile.as_ref().unwrap().wanted.rectangle.clone();
    assert!(rectangle(&model).rows.len() < 24 && rectangle(&model).columns.len() < 80);
    keys(&mut model, "End");
    assert_eq!((rectangle(&model).rows.end, rectangle(&model).columns.end), (900, 800));
    keys(&mut model, "Up");
    assert_eq!(rectangle(&model).rows.end, 900, "the cursor moves before the picture does");
    keys(&mut model, "z");
    assert_eq!((rectangle(&model).rows, rectangle(&model).columns), (0..900, 0..800));
    assert!(rectangle(&model).patch.is_several());
    keys(&mut model, "z");
    assert_eq!(rectangle(&model).patch, Patch::ONE);
    assert!(rectangle(&model).rows.contains(&898), "the cursor is in sight again");
}

#[test]
fn zooming_goes_through_all_sizes_and_back() {
    let mut model = looking(&counting(&[300, 300]));
    let mut seen = vec![sheet(&model).zoom];
    for _ in 0..12 {
        keys(&mut model, "-");
        seen.push(sheet(&model).zoom);
    }
    seen.dedup();
    let smallest: Vec<Zoom> = (0..9).map(Zoom::Smallest).collect();
    assert_eq!(seen[..2], [Zoom::Numbers, Zoom::Colours]);
    assert_eq!(seen[2..], smallest[..seen.len() - 2], "it ends where everything is in sight");
    let steps = seen.len() - 1;
    for _ in 0..steps {
        keys(&mut model, "+");
    }
    assert_eq!(sheet(&model).zoom, Zoom::Numbers);
}

#[test]
fn letters_move_as_arrows_do() {
    let mut model = looking(&counting(&[30, 30]));
    keys(&mut model, "j j l l l k h");
    assert_eq!(cursor(&model), [1, 2]);
}

#[test]
fn an_index_is_gone_to_as_numpy_writes_it() {
    let mut model = looking(&counting(&[3, 40, 50]));
    keys(&mut model, "g");
    line(&mut model, "2,-1,7");
    assert_eq!(cursor(&model), [2, 39, 7]);
    keys(&mut model, "g");
    line(&mut model, "0");
    assert_eq!(cursor(&model), [0, 39, 7], "what is not named stays");
    for wrong in ["3", "0,0,0,0", "x"] {
        keys(&mut model, "g");
        line(&mut model, wrong);
        assert!(model.notice.is_some(), "{wrong}");
        assert_eq!(cursor(&model), [0, 39, 7]);
    }
}

#[test]
fn a_value_is_found_around_the_end() {
    let mut values = vec![0.0; 600];
    (values[250], values[590]) = (f64::NAN, 7.0);
    let mut model = looking(&Tensor::F64(ArrayD::from_shape_vec(IxDyn(&[20, 30]), values).unwrap()));
    keys(&mut model, "/");
    line(&mut model, "nan");
    assert_eq!(cursor(&model), [8, 10]);
    keys(&mut model, "/");
    line(&mut model, "> 3");
    assert_eq!(cursor(&model), [19, 20]);
    keys(&mut model, "/");
    line(&mut model, "> 8");
    assert!(model.notice.as_ref().unwrap().text.contains("no such value"));
    keys(&mut model, "/");
    line(&mut model, "> x");
    assert!(model.notice.as_ref().unwrap().text.contains("no condition"));
}

#[test]
fn statistics_are_found_when_asked_for() {
    let mut model = looking(&counting(&[2, 3, 4]));
    assert!(sheet(&model).whole.is_none(), "a narrow screen shows none by itself");
    keys(&mut model, "s");
    let whole = sheet(&model).whole.as_ref().unwrap().statistics.finite.unwrap();
    assert_eq!((whole.min, whole.max), (-21.0, 23.0));
    let slice = |model: &Model| sheet(model).slice.as_ref().unwrap().1.statistics.finite.unwrap();
    assert_eq!(slice(&model).max.to_string(), "11");
    keys(&mut model, "]");
    assert_eq!(slice(&model).max.to_string(), "23", "of the slice in sight");
    assert!(model.jobs.newest(|_| true).is_none());
}

#[test]
fn vectors_are_broken_into_rows() {
    let mut model = looking(&counting(&[1000]));
    let row = sheet(&model).fold.unwrap().row;
    keys(&mut model, "Down Right");
    assert_eq!(cursor(&model), [row + 1]);
    keys(&mut model, "End");
    assert_eq!((cursor(&model), value(&model)), (vec![999], Scalar::F64(-999.0)));
    keys(&mut model, "z");
    assert_eq!(sheet(&model).zoom, Zoom::Smallest(0), "1000 are no more than 34 rows of 70 halves");
    keys(&mut model, "z f");
    assert_eq!(sheet(&model).lengths(), (1, 1000));
}

#[test]
fn values_are_copied_as_they_are() {
    let mut model = looking(&counting(&[2, 3]));
    assert_eq!(keys(&mut model, "Right y"), ["1.0"]);
    assert_eq!(keys(&mut model, "Y"), ["-0.0\t1.0\t2.0\n-3.0\t4.0\t5.0"]);
    let mut vector = looking(&counting(&[1000]));
    let copied = keys(&mut vector, "End Y").remove(0);
    assert!(copied.ends_with("\t998.0\t-999.0"), "{copied:?}");
}

#[test]
fn every_shape_can_be_walked() {
    for shape in [&[][..], &[0], &[1], &[0, 3], &[5, 0, 2], &[2; 8]] {
        let mut model = looking(&counting(shape));
        keys(
            &mut model,
            "Down Right PgDn End ] a t t z - - m v p f s y Y + + c i z + - t v i c L Esc r Esc g",
        );
        line(&mut model, "0");
        keys(&mut model, "/");
        line(&mut model, "1");
        keys(&mut model, "n N");
        send(&mut model, [Msg::Input(vec![Event::Resize(20, 5)]), Msg::Input(vec![Event::Resize(1, 1)])]);
        keys(&mut model, "Down z z");
        assert_eq!(model.life, Life::Running);
    }
}

#[test]
fn mismatches_are_visited_worst_first() {
    let expected = counting(&[4, 30, 30]);
    let mut actual = expected.clone();
    if let Tensor::F64(values) = &mut actual {
        values[[3, 29, 1]] += 10.0;
        values[[0, 2, 2]] += 500.0;
    }
    let purpose = Purpose::Compare(Tolerance { relative: 1e-9, absolute: 0.0 });
    let mut model = begun(vec![file("e.npy", &expected), file("a.npy", &actual)], purpose, (120, 36));
    assert_eq!(cursor(&model), [0, 2, 2], "the worst is shown at once");
    keys(&mut model, "n");
    assert_eq!(cursor(&model), [3, 29, 1]);
    keys(&mut model, "n");
    assert_eq!(cursor(&model), [0, 2, 2]);
    keys(&mut model, "N");
    assert_eq!(cursor(&model), [3, 29, 1]);
    let tile = sheet(&model).tile.as_ref().unwrap();
    assert_eq!((tile.cells.len(), tile.tensors), (3, 2));
    assert_eq!(sheet(&model).difference.as_ref().unwrap().mismatched, 2);
}

#[test]
fn tensors_of_different_shapes_are_not_compared() {
    let purpose = Purpose::Compare(Tolerance { relative: 1e-9, absolute: 0.0 });
    let files = vec![file("e.npy", &counting(&[4, 3])), file("a.npy", &counting(&[3, 4]))];
    let mut model = begun(files, purpose, (80, 24));
    assert!(model.notice.as_ref().unwrap().text.contains("shapes differ"));
    assert_eq!(sheet(&model).grids(), 1);
    keys(&mut model, "n");
    assert!(model.notice.as_ref().unwrap().text.contains("nothing to compare"));
}

#[test]
fn a_file_that_changes_is_shown_anew_and_the_cursor_stays() {
    let mut model = looking(&counting(&[30, 30]));
    keys(&mut model, "g");
    line(&mut model, "20,21");
    let negated = file("x.npy", &Tensor::F64(ArrayD::from_elem(IxDyn(&[25, 25]), 2.5)));
    send(&mut model, [Msg::Changed(0, Ok(Box::new(negated)))]);
    assert_eq!((cursor(&model), value(&model)), (vec![20, 21], Scalar::F64(2.5)));
    let small = file("x.npy", &counting(&[2, 2]));
    send(&mut model, [Msg::Changed(0, Ok(Box::new(small)))]);
    assert_eq!(cursor(&model), [1, 1]);
    let high = sheet(&model).seen.map(|scale| scale.high.to_string());
    assert_eq!(high.as_deref(), Some("3"), "the colours span the new values alone");
    send(&mut model, [Msg::Changed(0, Err("x.npy has changed and cannot be read: it ends.".to_owned()))]);
    assert!(model.notice.as_ref().unwrap().text.contains("cannot be read"));
    assert_eq!((cursor(&model), model.files[0].age), (vec![1, 1], Age::Outdated));
    let deep = file("x.npy", &counting(&[2, 3, 4]));
    send(&mut model, [Msg::Changed(0, Ok(Box::new(deep)))]);
    assert_eq!((cursor(&model), model.files[0].age), (vec![0, 0, 0], Age::Current));
}

#[test]
fn stale_messages_change_nothing() {
    let mut model = begun(vec![model_file(&["a", "b"])], Purpose::Look, (80, 24));
    keys(&mut model, "Enter");
    let (id, tile) = (sheet(&model).id, sheet(&model).tile.clone().unwrap());
    keys(&mut model, "o");
    let shown = sheet(&model).tile.clone();
    send(&mut model, [Msg::Painted(id, Ok(Box::new(tile))), Msg::Opened(id, Err("no".to_owned()))]);
    assert_eq!(sheet(&model).tile, shown);
}

#[test]
fn parts_are_for_complex_numbers() {
    let mut model = looking(&counting(&[2, 2]));
    keys(&mut model, "p");
    assert_eq!(sheet(&model).part, Part::Real);
    assert!(model.notice.as_ref().unwrap().text.contains("not complex"));
}
