//! What the viewer looks like, styles included.

use super::view;
use crate::formats::Progress;
use crate::style::{ASCII, Depth, Theme};
use crate::tensor::Tolerance;
use crate::tui::look::Look;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::model::Model;
use crate::tui::viewer::sample::{COLOUR, begun, counting, file, keys, model_file};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

fn drawn(model: &Model, theme: Theme) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(model.size.0, model.size.1)).unwrap();
    terminal.draw(|frame| drop(view(model, &Look::of(theme), frame))).unwrap();
    terminal.backend().buffer().clone()
}

fn text(buffer: &Buffer) -> String {
    let width = usize::from(buffer.area.width);
    let symbols: Vec<&str> = buffer.content.iter().map(ratatui::buffer::Cell::symbol).collect();
    symbols.chunks(width).map(|line| line.concat().trim_end().to_owned() + "\n").collect()
}

#[test]
fn a_tensor_in_numbers() {
    let mut model = begun(vec![file("x.npy", &counting(&[2, 30, 40]))], Purpose::Look, (60, 14));
    keys(&mut model, "Down Right");
    insta::assert_debug_snapshot!(drawn(&model, COLOUR));
}

#[test]
fn a_tensor_in_half_lines() {
    let mut model = begun(vec![file("x.npy", &counting(&[64, 120]))], Purpose::Look, (60, 14));
    keys(&mut model, "z");
    insta::assert_debug_snapshot!(drawn(&model, COLOUR));
}

#[test]
fn two_tensors_and_their_difference() {
    let expected = counting(&[6, 6]);
    let mut actual = expected.clone();
    if let crate::tensor::Tensor::F64(values) = &mut actual {
        values[[2, 3]] += 10.0;
    }
    let purpose = Purpose::Compare(Tolerance { relative: 1e-9, absolute: 0.0 });
    let model = begun(vec![file("e.npy", &expected), file("a.npy", &actual)], purpose, (120, 16));
    let shown = text(&drawn(&model, COLOUR));
    for expected in ["expected", "actual", "difference", "✗", "1 of 36 cells differ", "[2, 3]"] {
        assert!(shown.contains(expected), "{expected} in\n{shown}");
    }
    insta::assert_debug_snapshot!(drawn(&model, Theme { depth: Depth::Monochrome, ..COLOUR }));
}

#[test]
fn a_list_of_entries() {
    let names = ["block.0.w", "block.0.b", "block.1.w", "head"];
    let model = begun(vec![model_file(&names)], Purpose::Look, (60, 10));
    insta::assert_debug_snapshot!(drawn(&model, COLOUR));
}

#[test]
fn names_of_strangers_are_harmless() {
    let model = begun(vec![model_file(&["\u{1b}[31mred\u{7}\u{202e}", "b\nc"])], Purpose::Look, (80, 12));
    let shown = text(&drawn(&model, COLOUR));
    assert!(shown.contains("\\x1b[31mred\\x07\\u{202e}") && shown.contains("b\\nc"), "{shown}");
    assert!(!shown.replace('\n', "").contains(char::is_control));
}

#[test]
fn every_screen_is_ascii_where_it_must_be() {
    let ascii = Theme { glyphs: &ASCII, depth: Depth::Monochrome, ..COLOUR };
    let mut model = begun(vec![model_file(&["a.b", "a.c"])], Purpose::Look, (120, 30));
    assert!(text(&drawn(&model, ascii)).is_ascii());
    keys(&mut model, "Down Enter");
    let shown = text(&drawn(&model, ascii));
    assert!(shown.is_ascii() && shown.contains("deviation"), "{shown}");
    keys(&mut model, "?");
    assert!(text(&drawn(&model, ascii)).is_ascii());
}

#[test]
fn blocks_that_are_not_read_yet_stay_blank_and_say_how_far_it_is() {
    let mut model = begun(vec![file("x.npy", &counting(&[300, 300]))], Purpose::Look, (80, 24));
    keys(&mut model, "z");
    let sheet = model.sheet.as_mut().unwrap();
    let tile = sheet.tile.as_mut().unwrap();
    let mut known = ndarray::ArrayD::from_elem(ndarray::IxDyn(tile.cells[0].values.shape()), false);
    known[[0, 0]] = true;
    tile.cells[0].known = Some(known);
    tile.progress = Some(Progress { done: 430, total: 1000 });
    let shown = drawn(&model, COLOUR);
    assert!(text(&shown).contains("43 % read"), "{}", text(&shown));
    let coloured = |row: u16| (5..80).filter(|x| shown[(*x, row)].symbol() == "▀").count();
    assert_eq!(coloured(8), 0, "{}", text(&shown));
}

#[test]
fn sizes_are_told_in_the_largest_unit() {
    for (count, expected) in [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1.0 KiB"),
        (4 << 30, "4.0 GiB"),
        ((1 << 20) - 1, "1.0 MiB"),
        (u64::MAX, "16.0 EiB"),
    ] {
        assert_eq!(super::bytes(count), expected);
    }
}
