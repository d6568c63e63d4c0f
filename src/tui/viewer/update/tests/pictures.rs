//! Pixels, colours, and what axes are called.

use super::{cursor, looking, sheet, value};
use crate::picture::Levels;
use crate::style::ColourMap;
use crate::tensor::{Scalar, Tensor, Tolerance};
use crate::tui::model::Tone;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::model::Model;
use crate::tui::viewer::reading::Shows;
use crate::tui::viewer::sample::{begun, counting, file, keys, line};
use crate::tui::viewer::sheet::{Display, Zoom};
use ndarray::{ArrayD, IxDyn};

fn notice(model: &Model) -> &str {
    model.notice.as_ref().map_or("", |notice| notice.text.as_str())
}

fn plane(model: &Model) -> (Option<usize>, Option<usize>, Option<usize>) {
    let walk = &sheet(model).walk;
    (walk.plane.rows, walk.plane.columns, walk.colours)
}

#[test]
fn colours_are_found_inside_and_outside_of_an_image() {
    for (shape, expected, sliders) in [
        (&[20, 30, 3][..], (Some(0), Some(1), Some(2)), vec![]),
        (&[3, 20, 30], (Some(1), Some(2), Some(0)), vec![]),
        (&[8, 20, 30, 4], (Some(1), Some(2), Some(3)), vec![0]),
        (&[5, 3, 20, 30], (Some(2), Some(3), Some(1)), vec![0]),
        (&[5, 7, 20, 30], (Some(2), Some(3), None), vec![0, 1]),
        (&[20, 30], (Some(0), Some(1), None), vec![]),
        (&[40], (None, Some(0), None), vec![]),
        (&[], (None, None, None), vec![]),
    ] {
        let mut model = looking(&counting(shape));
        keys(&mut model, "i");
        assert_eq!((plane(&model), sheet(&model).walk.sliders()), (expected, sliders), "{shape:?}");
        let tile = sheet(&model).tile.as_ref().unwrap();
        let channels = if expected.2.is_some() { 3 } else { 1 };
        let values = &sheet(&model).values.as_ref().unwrap().of_tensors[0];
        assert_eq!(
            (tile.cells.len(), values.len()),
            (channels * tile.wanted.slices.len(), channels),
            "{shape:?}"
        );
    }
}

#[test]
fn a_pixel_is_read_in_each_of_its_colours() {
    let mut model = looking(&counting(&[4, 6, 3]));
    keys(&mut model, "i Down Right Right");
    let tile = sheet(&model).tile.as_ref().unwrap();
    let values = &sheet(&model).values.as_ref().unwrap().of_tensors[0];
    let values: Vec<f64> = values.iter().map(|(_, value)| value.to_f64()).collect();
    assert_eq!(values, [-24.0, 25.0, 26.0], "row 1, column 2");
    let blue: Vec<f64> = tile.cells[2].values.doubles();
    assert_eq!(blue[..3], [2.0, 5.0, 8.0]);
    assert_eq!(keys(&mut model, "y"), ["-24.0\t25.0\t26.0"]);
}

#[test]
fn pixels_and_numbers_take_turns() {
    let mut model = looking(&counting(&[300, 200, 3]));
    keys(&mut model, "i");
    let rectangle = sheet(&model).tile.as_ref().unwrap().wanted.rectangle.clone();
    assert_eq!((rectangle.rows, rectangle.columns), (0..300, 0..200), "the whole image at first");
    keys(&mut model, "z");
    assert_eq!(sheet(&model).zoom, Zoom::Smallest(0), "then pixel by pixel");
    keys(&mut model, "+ + +");
    assert_eq!(sheet(&model).zoom, Zoom::Colours, "a pixel has no number");
    keys(&mut model, "i");
    assert_eq!((sheet(&model).zoom, sheet(&model).shows()), (Zoom::Numbers, Shows::Values));
    assert_eq!(plane(&model), (Some(0), Some(1), None), "the axes stay");
    assert_eq!(value(&model), Scalar::F64(-0.0));
}

#[test]
fn the_slice_in_sight_has_all_colours() {
    let mut model = looking(&counting(&[2, 3, 4, 5]));
    keys(&mut model, "i ] s");
    let (_, slice) = sheet(&model).slice.as_ref().unwrap();
    assert_eq!(
        (slice.statistics.count, slice.statistics.finite.unwrap().max.to_string()),
        (60, "119".to_owned())
    );
    keys(&mut model, "i");
    assert_eq!(sheet(&model).slice.as_ref().unwrap().1.statistics.count, 20);
}

#[test]
fn axes_that_were_laid_by_hand_stay_so() {
    let mut model = looking(&counting(&[5, 3, 20, 30]));
    keys(&mut model, "t i");
    let (rows, columns, _) = plane(&model);
    keys(&mut model, "i");
    assert_eq!((rows, columns), (sheet(&model).walk.plane.rows, sheet(&model).walk.plane.columns));
    assert_ne!((rows, columns), (Some(2), Some(3)));
}

#[test]
fn the_next_tensor_is_shown_as_pixels_too() {
    let files = vec![file("a.npy", &counting(&[9, 9, 3])), file("b.npy", &counting(&[3, 9, 9]))];
    let mut model = begun(files, Purpose::Look, (80, 24));
    keys(&mut model, "Enter i o");
    assert_eq!((sheet(&model).display, plane(&model)), (Display::Pixels, (Some(1), Some(2), Some(0))));
}

#[test]
fn the_brightness_follows_the_kind_of_numbers_and_a_key() {
    let levels = |model: &Model| sheet(model).brightness(sheet(model).tile.as_ref().unwrap());
    let bytes = Tensor::U64(ArrayD::from_shape_fn(IxDyn(&[10, 10]), |at| (at[0] * 10 + at[1]) as u64));
    let mut model = looking(&bytes);
    keys(&mut model, "i");
    assert_eq!(levels(&model), Levels { low: 0.0, high: 255.0 });
    keys(&mut model, "v");
    assert_eq!(levels(&model), Levels { low: 2.0, high: 97.0 });
    keys(&mut model, "v");
    assert_eq!(levels(&model), Levels { low: 0.0, high: 99.0 });
    keys(&mut model, "r");
    line(&mut model, "10..20");
    assert_eq!(levels(&model), Levels { low: 10.0, high: 20.0 });
    let nothing = Tensor::F64(ArrayD::from_elem(IxDyn(&[2, 2]), f64::NAN));
    let mut model = looking(&nothing);
    keys(&mut model, "i");
    assert_eq!(levels(&model).level(f64::NAN), 0);
}

#[test]
fn two_images_are_seen_side_by_side() {
    let purpose = Purpose::Compare(Tolerance { relative: 1e-9, absolute: 0.0 });
    let files = vec![file("e.npy", &counting(&[8, 8, 3])), file("a.npy", &counting(&[8, 8, 3]))];
    let mut model = begun(files, purpose, (120, 36));
    keys(&mut model, "i");
    assert_eq!((sheet(&model).grids(), sheet(&model).tile.as_ref().unwrap().cells.len()), (2, 6));
    keys(&mut model, "i");
    assert_eq!((sheet(&model).grids(), sheet(&model).tile.as_ref().unwrap().cells.len()), (3, 3));
}

#[test]
fn the_colours_span_what_is_typed_until_they_are_freed() {
    let mut model = looking(&counting(&[5, 5]));
    for (text, ends) in [("-1 1", (-1.0, 1.0)), ("0,5e3", (0.0, 5000.0)), ("-3..-2.5", (-3.0, -2.5))] {
        keys(&mut model, "r");
        line(&mut model, text);
        let Levels { low, high } = sheet(&model).ends.unwrap();
        assert_eq!((low, high), ends, "{text}");
    }
    for wrong in ["1 -1", "1", "a b", "nan 1", "0 inf", "1 2 3", "2 2"] {
        keys(&mut model, "r");
        line(&mut model, wrong);
        assert!(notice(&model).contains("A range is two numbers"), "{wrong}");
        assert_eq!(sheet(&model).ends.unwrap().low.to_string(), "-3", "{wrong} changes nothing");
    }
    keys(&mut model, "v");
    assert_eq!(sheet(&model).ends, None);
}

#[test]
fn a_key_goes_through_the_colour_maps_where_there_are_colours() {
    let mut model = looking(&counting(&[5, 5]));
    keys(&mut model, "c");
    assert_eq!(model.map, ColourMap::Viridis);
    assert!(notice(&model).contains("viridis") && notice(&model).contains("magma"));
    keys(&mut model, "c c c c");
    assert_eq!(model.map, ColourMap::TwoHues);
    model.hues = false;
    keys(&mut model, "c");
    assert_eq!(model.map, ColourMap::TwoHues);
    assert!(notice(&model).contains("too few colours"));
}

#[test]
fn axes_get_names() {
    let mut model = looking(&counting(&[2, 4, 5]));
    keys(&mut model, "L");
    line(&mut model, "time, x,y");
    assert_eq!((model.axis_name(0), model.axis_name(2)), ("time".to_owned(), "y".to_owned()));
    for wrong in ["a,b", "a,b,", "a,b,\u{200b}"] {
        keys(&mut model, "L");
        (0..20).for_each(|_| drop(super::erase(&mut model)));
        line(&mut model, wrong);
        assert_eq!(model.notice.as_ref().map(|notice| notice.tone), Some(Tone::Problem), "{wrong}");
        assert_eq!(model.axis_name(0), "time");
    }
    keys(&mut model, "L");
    assert_eq!(model.entry.as_ref().unwrap().text, "time,x,y", "what is there can be changed");
    (0..20).for_each(|_| drop(super::erase(&mut model)));
    line(&mut model, "");
    assert_eq!(model.axis_name(0), "axis\u{a0}0");
    assert_eq!(cursor(&model), [0, 0, 0]);
}
