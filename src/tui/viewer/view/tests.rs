//! What the viewer looks like, styles included.

mod anything;
mod files;

use super::view;
use crate::formats::Progress;
use crate::style::{ASCII, Depth, Theme};
use crate::tensor::{Tensor, Tolerance};
use crate::tui::look::Look;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::model::Model;
use crate::tui::viewer::msg::Msg;
use crate::tui::viewer::sample::{
    COLOUR, archive, archive_with, begun, counting, file, keys, line, model_file, send,
};
use crate::tui::viewer::sheet::Finest;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{Event, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use ratatui::style::Color;

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
fn several_slices_of_which_one_is_chosen() {
    let mut model = begun(vec![file("x.npy", &counting(&[2, 2, 3, 2]))], Purpose::Look, (60, 20));
    keys(&mut model, "Down ]");
    insta::assert_debug_snapshot!(drawn(&model, COLOUR));
}

#[test]
fn a_click_puts_the_cursor_into_a_cell_of_any_slice() {
    let mut model = begun(vec![file("x.npy", &counting(&[4, 2, 3, 2]))], Purpose::Look, (60, 20));
    let mut terminal = Terminal::new(TestBackend::new(60, 20)).unwrap();
    terminal.draw(|frame| model.areas = view(&model, &Look::of(COLOUR), frame)).unwrap();
    let area = model.areas.grids[7];
    let last = (area.area.right() - 1, area.area.bottom() - 1);
    let mouse = |kind, (column, row)| {
        Msg::Input(vec![Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })])
    };
    send(&mut model, [mouse(MouseEventKind::Down(MouseButton::Left), last)]);
    assert_eq!(model.sheet.as_ref().unwrap().walk.plane.at, [3, 1, 2, 1]);
    send(&mut model, [mouse(MouseEventKind::ScrollUp, last)]);
    assert_eq!(model.sheet.as_ref().unwrap().walk.plane.at, [1, 1, 2, 1], "a row of slices up");
}

#[test]
fn numbers_that_have_no_colour_say_so() {
    let shown =
        |values: Tensor| text(&drawn(&begun(vec![file("x.npy", &values)], Purpose::Look, (60, 14)), COLOUR));
    let of = |value: f64| Tensor::F64(ndarray::ArrayD::from_elem(ndarray::IxDyn(&[3, 3]), value));
    assert!(shown(of(0.0)).contains("all values in sight are 0"));
    assert!(shown(of(f64::NAN)).contains("no finite value in sight"));
    let mask = Tensor::Bool(ndarray::ArrayD::from_elem(ndarray::IxDyn(&[3, 3]), false));
    assert!(shown(mask.clone()).contains("● true  · false"));
    let mut model = begun(vec![file("x.npy", &mask)], Purpose::Look, (60, 14));
    keys(&mut model, "-");
    assert!(text(&drawn(&model, COLOUR)).contains("● true  · false"), "smaller signs are signs");
}

#[test]
fn large_integers_are_written_out_where_there_is_room() {
    let values = ndarray::ArrayD::from_shape_vec(ndarray::IxDyn(&[1, 2]), vec![i64::MAX, -3]).unwrap();
    let shown = |width| {
        text(&drawn(
            &begun(vec![file("x.npy", &Tensor::I64(values.clone()))], Purpose::Look, (width, 14)),
            COLOUR,
        ))
    };
    assert!(shown(60).contains("+9223372036854775807"), "{}", shown(60));
    assert!(shown(40).contains("+9.2e18"), "{}", shown(40));
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
    if let Tensor::F64(values) = &mut actual {
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
fn a_comparison_says_what_leads_from_one_tensor_to_the_other() {
    let purpose = Purpose::Compare(Tolerance { relative: 1e-9, absolute: 0.0 });
    let shown = |actual: &Tensor, size: (u16, u16)| {
        let files = vec![file("e.npy", &counting(&[5, 6])), file("a.npy", actual)];
        text(&drawn(&begun(files, purpose, size), COLOUR))
    };
    let Tensor::F64(values) = counting(&[5, 6]) else { return };
    let tripled = Tensor::F64(&values * 3.0);
    let beside = shown(&tripled, (120, 30));
    for words in ["29 of 30 cells differ", "Every cell is 3 × expected.", "expected        actual", "87"] {
        assert!(beside.contains(words), "{words} in\n{beside}");
    }
    let below = shown(&tripled, (80, 24));
    assert!(below.lines().last().unwrap().contains("Every cell is 3 × expected."), "{below}");
    let turned = Tensor::F64(values.t().as_standard_layout().into_owned());
    let beside = shown(&turned, (120, 30));
    for words in ["the shapes differ", "float64 (6, 5)", "Actual is expected, transposed."] {
        assert!(beside.contains(words), "{words} in\n{beside}");
    }
    let below = shown(&turned, (80, 24));
    assert!(below.contains("The shapes differ. Actual is expected, transposed."), "{below}");
}

#[test]
fn small_grids_of_a_comparison_stand_close_together() {
    let expected = counting(&[3, 20]);
    let purpose = Purpose::Compare(Tolerance::EXACT);
    let files = vec![file("e.npy", &expected), file("a.npy", &expected)];
    let shown = text(&drawn(&begun(files, purpose, (150, 50)), COLOUR));
    let line = |title: &str| shown.lines().position(|line| line.starts_with(&format!(" {title}"))).unwrap();
    assert_eq!((line("expected"), line("actual"), line("difference")), (3, 9, 15), "{shown}");
}

#[test]
fn an_image_in_half_lines_and_in_shades() {
    let mut model = begun(vec![file("x.npy", &counting(&[3, 12, 20]))], Purpose::Look, (50, 12));
    keys(&mut model, "L");
    line(&mut model, "C,H,W");
    keys(&mut model, "i z Down Right");
    insta::assert_debug_snapshot!(drawn(&model, COLOUR));
    model.hues = false;
    model.finest = Finest::Blocks;
    keys(&mut model, "z");
    let bare = drawn(&model, Theme { depth: Depth::Monochrome, ..COLOUR });
    assert!(text(&bare).contains("Too few colours here"), "{}", text(&bare));
    let own = ratatui::style::Color::Reset;
    assert!(bare.content.iter().all(|cell| cell.fg == own && cell.bg == own));
    assert!(text(&bare).contains('▒'), "{}", text(&bare));
}

#[test]
fn the_legend_follows_the_colour_map_and_its_ends() {
    let mut model = begun(vec![file("x.npy", &counting(&[6, 6]))], Purpose::Look, (70, 14));
    keys(&mut model, "c r");
    line(&mut model, "0 10");
    keys(&mut model, "Down");
    let shown = drawn(&model, COLOUR);
    let legend = text(&shown).lines().find(|line| line.contains("viridis")).unwrap().to_owned();
    assert!(legend.starts_with(" 0 ") && legend.contains("+10"), "{legend}");
    let row = text(&shown).lines().position(|line| line.contains("viridis")).unwrap();
    let ground = |x: u16| shown[(x, u16::try_from(row).unwrap())].bg;
    assert_eq!(ground(3), Color::Rgb(0x44, 0x01, 0x54));
    assert_eq!(ground(19), Color::Rgb(0xfd, 0xe7, 0x25));
}

#[test]
fn sliders_share_the_line_that_there_is() {
    let all = begun(vec![file("x.npy", &counting(&[2, 30, 2, 2]))], Purpose::Look, (80, 14));
    drawn(&all, COLOUR);
    let shown = text(&drawn(&all, COLOUR));
    assert!(shown.contains("axis 0 ◂●─▸ 0 of 2") && shown.contains("axis 1 ◂●"), "{shown}");
    let mut many = begun(vec![file("x.npy", &counting(&[2; 8]))], Purpose::Look, (80, 14));
    let shown = text(&drawn(&many, COLOUR));
    assert!(shown.contains("axis 0 ◂●─▸ 0 of 2") && shown.contains("a chooses among 5 more"), "{shown}");
    keys(&mut many, "a ]");
    assert!(text(&drawn(&many, COLOUR)).contains("axis 1 ◂─●▸ 1 of 2"));
}

#[test]
fn a_list_of_pairs() {
    let expected = archive("e", &[("a.one", &[1]), ("a.two", &[1, 2]), ("gone", &[1])]);
    let actual = archive("a", &[("a.one", &[1]), ("a.two", &[1, 3]), ("more", &[1, 2])]);
    let purpose = Purpose::Compare(Tolerance { relative: 1e-9, absolute: 0.0 });
    let model = begun(vec![expected, actual], purpose, (80, 12));
    insta::assert_debug_snapshot!(drawn(&model, COLOUR));
}

#[test]
fn a_list_of_entries() {
    let names = ["block.0.w", "block.0.b", "block.1.w", "head"];
    let model = begun(vec![model_file(&names)], Purpose::Look, (60, 10));
    insta::assert_debug_snapshot!(drawn(&model, COLOUR));
}

#[test]
fn a_list_with_what_is_chosen_in_it() {
    let values: Vec<u8> = (0..200).map(|at| at / 3 % 50).collect();
    let entries: Vec<(&str, &[u8])> = vec![("block.w", &values), ("block.b", &[1, 0]), ("head", &[])];
    let file = archive_with("m.safetensors", r#"{"format":"pt"}"#, &entries);
    let mut model = begun(vec![file], Purpose::Look, (110, 26));
    let shown = text(&drawn(&model, COLOUR));
    assert!(shown.contains("uint8            2 tensors      202 B"), "{shown}");
    keys(&mut model, "Down Down");
    insta::assert_debug_snapshot!(drawn(&model, COLOUR));
    keys(&mut model, "m");
    assert!(text(&drawn(&model, COLOUR)).contains("format  pt"));
}

#[test]
fn a_narrow_list_keeps_the_names() {
    let model = begun(vec![model_file(&["embedding.weight", "head.weight"])], Purpose::Look, (40, 10));
    let shown = text(&drawn(&model, COLOUR));
    assert!(shown.contains("embedding.weight  (4,)") && !shown.contains("dtype"), "{shown}");
    let mut model =
        begun(vec![model_file(&["model.layers.10.self_attn.q_proj", "b"])], Purpose::Look, (40, 10));
    let shown = text(&drawn(&model, COLOUR));
    assert!(shown.contains("layers.10.self_attn.q_proj  (4,)"), "{shown}");
    keys(&mut model, "Down Enter");
    let shown = text(&drawn(&model, COLOUR));
    assert!(shown.contains("…attn.q_proj  uint8"), "{shown}");
}

#[test]
fn the_list_of_keys_begins_with_those_that_mean_something_now() {
    let mut model = begun(vec![model_file(&["a", "b"])], Purpose::Look, (60, 60));
    keys(&mut model, "?");
    let shown = text(&drawn(&model, COLOUR));
    let place = |title: &str| shown.find(title);
    assert!(place(" List") < place(" Everywhere") && place(" Everywhere") < place(" Tensor"), "{shown}");
    assert!(place("Two tensors").is_none() && place("List of two files").is_none(), "{shown}");
    keys(&mut model, "Esc Enter ?");
    let shown = text(&drawn(&model, COLOUR));
    assert!(shown.find(" Tensor") < shown.find(" List"), "{shown}");
    for words in shown.lines().filter(|line| line.contains('│')) {
        assert!(words.trim_end().ends_with('│'), "sentences are broken, not cut: {words}");
    }
}

#[test]
fn a_file_that_has_changed_since_is_told_until_it_is_read_again() {
    let mut model = begun(vec![file("x.npy", &counting(&[2, 2]))], Purpose::Look, (80, 14));
    send(&mut model, [Msg::Changed(0, Err("x.npy has changed and cannot be read: it ends.".to_owned()))]);
    keys(&mut model, "Down");
    assert!(text(&drawn(&model, COLOUR)).contains("x.npy  has changed since"));
    send(&mut model, [Msg::Changed(0, Ok(Box::new(file("x.npy", &counting(&[2, 2])))))]);
    assert!(!text(&drawn(&model, COLOUR)).contains("has changed since"));
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
