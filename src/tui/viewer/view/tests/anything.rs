//! Any keys, clicks, sizes and changes of the files, each followed by a frame.

use super::view;
use crate::formats::{Bytes, open_bytes};
use crate::style::{ASCII, Depth, Theme};
use crate::tensor::Tolerance;
use crate::tui::look::Look;
use crate::tui::program::Program;
use crate::tui::viewer::model::Model;
use crate::tui::viewer::msg::Msg;
use crate::tui::viewer::sample::{COLOUR, perform_seen, press};
use crate::tui::viewer::{Purpose, ViewedFile};
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::crossterm::event::{Event, KeyCode, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// What may happen next.
#[derive(Clone, Debug)]
enum Step {
    Key(KeyCode),
    /// A line that is typed after a key, and Enter.
    Line(char, &'static str),
    Mouse(MouseEventKind, u16, u16),
    Size(u16, u16),
    /// Another array takes the place of one of the files; or something that cannot be read.
    Change(usize, Option<usize>),
}

/// NumPy's names of element types, their bytes, and shapes.
const ARRAYS: [(&str, usize, &[usize]); 14] = [
    ("<f4", 4, &[]),
    ("<f8", 8, &[0]),
    ("|u1", 1, &[1]),
    ("<f4", 4, &[300]),
    ("<i8", 8, &[3, 4]),
    ("<f8", 8, &[0, 3]),
    ("<f8", 8, &[200, 90]),
    ("|u1", 1, &[20, 30, 3]),
    ("<f4", 4, &[3, 8, 9]),
    ("|b1", 1, &[5, 6]),
    ("<c8", 8, &[4, 5]),
    ("<f4", 4, &[2, 3, 4, 5]),
    ("<c16", 16, &[2, 2, 3]),
    ("<f2", 2, &[2, 1, 2, 1, 2, 1, 2, 2]),
];

/// Any bits, so numbers of any size, infinities and NaN.
fn array(number: usize, file: usize) -> ViewedFile {
    let (descr, size, shape) = ARRAYS[number];
    let lengths = shape.iter().map(|length| format!("{length},")).collect::<Vec<_>>().concat();
    let header = format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': ({lengths})}}");
    let mut bytes = b"\x93NUMPY\x01\x00".to_vec();
    bytes.extend(u16::try_from(header.len()).unwrap().to_le_bytes());
    bytes.extend(header.as_bytes());
    let count = size * shape.iter().product::<usize>();
    bytes.extend((0..count).map(|at| u8::try_from((at * at * 31 + at * 7 + file) % 251).unwrap()));
    let archive = open_bytes(&Bytes::memory(&bytes)).unwrap();
    ViewedFile { name: format!("{file}.npy"), path: None, archive, entry: None }
}

/// Keys that stand alone.
const LETTERS: &str = "[]atz+-bmvcipfsyYoOnNhjkl?";
const NAMED: [KeyCode; 10] = [
    KeyCode::Up,
    KeyCode::Down,
    KeyCode::Left,
    KeyCode::Right,
    KeyCode::PageUp,
    KeyCode::PageDown,
    KeyCode::Home,
    KeyCode::End,
    KeyCode::Enter,
    KeyCode::Esc,
];
const LINES: [(char, &str); 10] = [
    ('g', "0"),
    ('g', "-1,-1"),
    ('g', "1,0,2"),
    ('/', "> 3"),
    ('/', "nan"),
    ('/', "abs >= 1e4"),
    ('L', "N,H,W"),
    ('L', ""),
    ('r', "-1 1"),
    ('r', "nonsense"),
];
const MOUSE: [MouseEventKind; 4] = [
    MouseEventKind::Down(MouseButton::Left),
    MouseEventKind::Drag(MouseButton::Left),
    MouseEventKind::ScrollUp,
    MouseEventKind::ScrollDown,
];
const SIZES: [(u16, u16); 7] = [(80, 24), (120, 36), (250, 80), (30, 10), (20, 5), (41, 11), (400, 60)];

fn step() -> impl Strategy<Value = Step> {
    let keys: Vec<KeyCode> = LETTERS.chars().map(KeyCode::Char).chain(NAMED).collect();
    let mouse = (select(MOUSE.to_vec()), 0..120_u16, 0..40_u16);
    let change = (0..2_usize, proptest::option::weighted(0.9, 0..ARRAYS.len()));
    prop_oneof![
        8 => select(keys).prop_map(Step::Key),
        2 => select(LINES.to_vec()).prop_map(|(key, text)| Step::Line(key, text)),
        1 => mouse.prop_map(|(kind, column, row)| Step::Mouse(kind, column, row)),
        1 => select(SIZES.to_vec()).prop_map(|(width, height)| Step::Size(width, height)),
        2 => change.prop_map(|(file, array)| Step::Change(file, array)),
    ]
}

fn messages(step: &Step, files: usize) -> Vec<Msg> {
    match step {
        Step::Key(code) => vec![press(*code)],
        Step::Line(key, text) => {
            let typed = std::iter::once(*key).chain(text.chars()).map(KeyCode::Char);
            typed.chain([KeyCode::Enter]).map(press).collect()
        }
        Step::Mouse(kind, column, row) => {
            let mouse = MouseEvent { kind: *kind, column: *column, row: *row, modifiers: KeyModifiers::NONE };
            vec![Msg::Input(vec![Event::Mouse(mouse)])]
        }
        Step::Size(width, height) => vec![Msg::Input(vec![Event::Resize(*width, *height)])],
        Step::Change(file, Some(number)) => {
            vec![Msg::Changed(file % files, Ok(Box::new(array(*number, file % files))))]
        }
        Step::Change(file, None) => vec![Msg::Changed(file % files, Err("It has changed.".to_owned()))],
    }
}

fn draw(model: &mut Model, theme: Theme) {
    let mut terminal = Terminal::new(TestBackend::new(model.size.0, model.size.1)).unwrap();
    terminal.draw(|frame| model.areas = view(model, &Look::of(theme), frame)).unwrap();
}

/// A viewer of as many files, to which all this happens.
fn lives_through(files: &[usize], purpose: Purpose, theme: Theme, steps: &[Step]) {
    let opened = files.iter().enumerate().map(|(file, number)| array(*number, file)).collect();
    let mut model = Model::of(opened, purpose, &Look::of(theme), (80, 24));
    let mut seen = |model: &mut Model| draw(model, theme);
    let effects = model.begin();
    perform_seen(&mut model, effects, &mut seen);
    for msg in steps.iter().flat_map(|step| messages(step, files.len())) {
        let effects = model.update(msg);
        seen(&mut model);
        perform_seen(&mut model, effects, &mut seen);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: CASES, ..ProptestConfig::default() })]

    #[test]
    fn a_tensor_is_drawn(first in 0..ARRAYS.len(), steps in proptest::collection::vec(step(), 1..30)) {
        lives_through(&[first], Purpose::Look, COLOUR, &steps);
    }

    #[test]
    fn several_tensors_are_drawn(
        files in (0..ARRAYS.len(), 0..ARRAYS.len()),
        steps in proptest::collection::vec(step(), 1..30),
    ) {
        let plain = Theme { depth: Depth::Monochrome, glyphs: &ASCII, ..COLOUR };
        lives_through(&[files.0, files.1], Purpose::Look, plain, &steps);
    }

    #[test]
    fn a_comparison_is_drawn(
        files in (0..ARRAYS.len(), 0..ARRAYS.len()),
        steps in proptest::collection::vec(step(), 1..30),
    ) {
        lives_through(&[files.0, files.1], Purpose::Compare(Tolerance::EXACT), COLOUR, &steps);
    }
}

/// Random ways through the viewer, of each of the three.
const CASES: u32 = 24;
