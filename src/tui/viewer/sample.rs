//! Small files in memory for the tests, and a world that does at once what it is asked for.

use super::effect::Effect;
use super::model::Model;
use super::msg::Msg;
use super::outside::{do_work, sources};
use super::{Purpose, ViewedFile};
use crate::formats::{Bytes, npy, open_bytes};
use crate::style::{DARK, Depth, Theme, UNICODE};
use crate::tensor::Tensor;
use crate::tui::look::Look;
use crate::tui::program::Program;
use ndarray::{Array, IxDyn};
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::sync::mpsc::channel;

pub(super) const COLOUR: Theme = Theme { palette: &DARK, depth: Depth::TrueColour, glyphs: &UNICODE };

/// The numbers from 0 on, every third of them negative.
pub(super) fn counting(shape: &[usize]) -> Tensor {
    let count = u32::try_from(shape.iter().product::<usize>()).unwrap();
    let values = (0..count).map(|at| f64::from(at) * if at % 3 == 0 { -1.0 } else { 1.0 });
    Tensor::F64(Array::from_iter(values).into_shape_with_order(IxDyn(shape)).unwrap())
}

pub(super) fn file(name: &str, tensor: &Tensor) -> ViewedFile {
    let mut bytes = Vec::new();
    npy::write(tensor, &mut bytes).unwrap();
    let archive = open_bytes(&Bytes::memory(&bytes)).unwrap();
    ViewedFile { name: name.to_owned(), path: None, archive, entry: None }
}

/// A `.safetensors` file of `u8` vectors of these names.
pub(super) fn model_file(names: &[&str]) -> ViewedFile {
    let bytes: Vec<u8> = (0..4 * names.len()).map(|at| u8::try_from(at % 256).unwrap()).collect();
    let entries: Vec<(&str, &[u8])> = names.iter().copied().zip(bytes.chunks(4)).collect();
    archive("model.safetensors", &entries)
}

/// A `.safetensors` file of these `u8` vectors.
pub(super) fn archive(name: &str, entries: &[(&str, &[u8])]) -> ViewedFile {
    archive_with(name, "{}", entries)
}

/// The same with something to say about itself.
pub(super) fn archive_with(name: &str, metadata: &str, entries: &[(&str, &[u8])]) -> ViewedFile {
    let mut end = 0;
    let mut described = vec![format!("\"__metadata__\":{metadata}")];
    for (name, values) in entries {
        let (name, start) = (serde_json::Value::from(*name), end);
        end += values.len();
        let length = values.len();
        described.push(format!(
            "{name}:{{\"dtype\":\"U8\",\"shape\":[{length}],\"data_offsets\":[{start},{end}]}}"
        ));
    }
    let header = format!("{{{}}}", described.join(","));
    let mut bytes = (header.len() as u64).to_le_bytes().to_vec();
    bytes.extend(header.as_bytes());
    bytes.extend(entries.iter().flat_map(|(_, values)| *values));
    let archive = open_bytes(&Bytes::memory(&bytes)).unwrap();
    ViewedFile { name: name.to_owned(), path: None, archive, entry: None }
}

/// A viewer of these files that has begun, and whose work in the background goes on for ever.
pub(super) fn waiting(files: Vec<ViewedFile>, purpose: Purpose, size: (u16, u16)) -> Model {
    let mut model = Model::of(files, purpose, &Look::of(COLOUR), size);
    drop(model.begin());
    model
}

/// A viewer of these files that has begun.
pub(super) fn begun(files: Vec<ViewedFile>, purpose: Purpose, size: (u16, u16)) -> Model {
    let mut model = Model::of(files, purpose, &Look::of(COLOUR), size);
    let effects = model.begin();
    perform(&mut model, effects);
    model
}

/// Sends messages and does what follows from them; gives back what was put into the clipboard.
pub(super) fn send(model: &mut Model, msgs: impl IntoIterator<Item = Msg>) -> Vec<String> {
    let mut copied = Vec::new();
    for msg in msgs {
        let effects = model.update(msg);
        copied.extend(perform(model, effects));
    }
    copied
}

/// Types keys: letters as they are, others by their names.
pub(super) fn keys(model: &mut Model, typed: &str) -> Vec<String> {
    send(model, typed.split(' ').map(|name| press(code(name))))
}

/// Types a line, and Enter.
pub(super) fn line(model: &mut Model, text: &str) {
    send(model, text.chars().map(|letter| press(KeyCode::Char(letter))).chain([press(KeyCode::Enter)]));
}

fn code(name: &str) -> KeyCode {
    match name {
        "Enter" => KeyCode::Enter,
        "Esc" => KeyCode::Esc,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "PgDn" => KeyCode::PageDown,
        "End" => KeyCode::End,
        letter => KeyCode::Char(letter.chars().next().unwrap()),
    }
}

pub(super) fn press(code: KeyCode) -> Msg {
    Msg::Input(vec![Event::Key(KeyEvent::new(code, KeyModifiers::NONE))])
}

fn perform(model: &mut Model, effects: Vec<Effect>) -> Vec<String> {
    perform_seen(model, effects, &mut |_| {})
}

/// Does what is asked for in the order of asking, as the threads would; what comes of it is seen after every message.
pub(super) fn perform_seen(
    model: &mut Model,
    effects: Vec<Effect>,
    see: &mut dyn FnMut(&mut Model),
) -> Vec<String> {
    let mut asked = VecDeque::from(effects);
    let mut copied = Vec::new();
    while let Some(effect) = asked.pop_front() {
        let msgs = match effect {
            Effect::Open(id, places) => vec![Msg::Opened(id, sources(&places))],
            Effect::Read(id, readers, wanted) => {
                let tile = readers.read(&wanted, &mut |_, _| ControlFlow::Continue(()));
                let tile = tile.map(|tile| Box::new(tile.unwrap())).map_err(|error| error.to_string());
                vec![Msg::Painted(id, tile)]
            }
            Effect::Point(id, readers, pointed) => {
                let values = readers.values(&pointed).map(Box::new).map_err(|error| error.to_string());
                vec![Msg::Valued(id, values)]
            }
            Effect::Work(id, stop, work) => {
                let (sender, inbox) = channel();
                do_work(id, &stop, &work, &sender);
                drop(sender);
                inbox.iter().collect()
            }
            Effect::Copy(text) => {
                copied.push(text);
                Vec::new()
            }
            Effect::Watch(_) | Effect::Suspend => Vec::new(),
        };
        for msg in msgs {
            asked.extend(model.update(msg));
            see(model);
        }
    }
    copied
}
