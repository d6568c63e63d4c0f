//! Keys and the mouse.

use super::background;
use crate::formats::{Axis, Part, Presence};
use crate::inspect;
use crate::inspect::plane::Reduction;
use crate::tensor::Scalar;
use crate::tui::areas::hit;
use crate::tui::keys::{EntryAction, Step, meaning};
use crate::tui::model::{Help, Life, Tone};
use crate::tui::tensors::{Range, Toward, around};
use crate::tui::view::pieces::exact;
use crate::tui::viewer::effect::Effect;
use crate::tui::viewer::keys::{Action, Context, KEYS};
use crate::tui::viewer::model::{Entry, Facts, Model, Typing};
use crate::tui::viewer::sheet::{Folding, Zoom};
use crate::tui::viewer::tree::Kind;

use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::Position;

/// Lines that a notch of the wheel scrolls by.
const NOTCH: usize = 3;

/// Takes a burst of events.
pub(super) fn take(model: &mut Model, events: Vec<Event>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for event in events {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Press => {
                model.notice = None;
                match meaning(KEYS, &contexts(model), key) {
                    Some(action) => effects.extend(act(model, action)),
                    None => type_key(model, key),
                }
            }
            Event::Paste(text) => type_text(model, &text),
            Event::Mouse(mouse) => effects.extend(point(model, mouse)),
            Event::Resize(width, height) => model.size = (width, height),
            _ => {}
        }
    }
    effects
}

/// The contexts whose keys mean something now, the most particular first.
pub(in crate::tui::viewer) fn contexts(model: &Model) -> Vec<Context> {
    if model.entry.is_some() {
        vec![Context::Entry]
    } else if model.help != Help::Closed {
        vec![Context::Help, Context::Everywhere]
    } else if model.sheet.is_none() {
        vec![Context::List, Context::Everywhere]
    } else if model.compares() {
        vec![Context::Compare, Context::Sheet, Context::Everywhere]
    } else {
        vec![Context::Look, Context::Sheet, Context::Everywhere]
    }
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => model.life = Life::Over,
        Action::Suspend => return vec![Effect::Suspend],
        Action::Help => model.help = Help::Open(0),
        Action::Close => model.help = Help::Closed,
        Action::Entry(action) => return entry(model, action),
        Action::Filter => model.entry = Some(Entry { purpose: Typing::Filter, text: String::new() }),
        Action::Go => model.entry = Some(Entry { purpose: Typing::Go, text: String::new() }),
        Action::Search => model.entry = Some(Entry { purpose: Typing::Search, text: String::new() }),
        Action::Open => return choose(model),
        Action::Back => back(model),
        Action::Visit(toward) if model.compares() => return background::visit(model, toward),
        Action::Visit(toward) => return background::search(model, toward),
        Action::Tensor(toward) => return other(model, toward),
        Action::Facts => return facts(model),
        Action::CopyValue => return copy_value(model),
        Action::CopySlice => return copy_slice(model),
        Action::Move(step) => travel(model, step),
        action => change(model, action),
    }
    Vec::new()
}

/// What changes the tensor's picture alone.
fn change(model: &mut Model, action: Action) {
    let (page, room, finest) = (model.page(), model.room(), model.finest);
    let Some(sheet) = &mut model.sheet else { return };
    match action {
        Action::Slice(toward) => sheet.walk.slice(toward),
        Action::NextSlider => sheet.walk.next_slider(),
        Action::Turn => {
            sheet.walk.turn();
            sheet.origin = (0, 0);
        }
        Action::Larger => sheet.zoom = sheet.zoom.larger(finest),
        Action::Smaller => {
            let smaller = sheet.zoom.smaller(finest);
            let (rows, columns) = sheet.lengths();
            let (high, wide) = room.map_or((1, 1), |room| sheet.capacity(room, finest));
            let block = sheet.zoom.block();
            let all = high.saturating_mul(block) >= rows && wide.saturating_mul(block) >= columns;
            if !all || sheet.zoom == Zoom::Numbers {
                sheet.zoom = smaller;
            }
        }
        Action::Whole if sheet.zoom == Zoom::Numbers => {
            // Each step halves what is left to fit: 64 of them are more than any axis needs.
            for _ in 0..64 {
                let (rows, columns) = sheet.lengths();
                sheet.zoom = sheet.zoom.smaller(finest);
                let (high, wide) = room.map_or((1, 1), |room| sheet.capacity(room, finest));
                let block = sheet.zoom.block();
                if high.saturating_mul(block) >= rows && wide.saturating_mul(block) >= columns {
                    break;
                }
            }
        }
        Action::Whole => sheet.zoom = Zoom::Numbers,
        Action::Reduction => {
            let (other, words) = match sheet.reduction {
                Reduction::Largest => (Reduction::Mean, "A block shows its mean."),
                Reduction::Mean => (Reduction::Largest, "A block shows its largest magnitude."),
            };
            sheet.reduction = other;
            model.say(Tone::Calm, words);
        }
        Action::Range => {
            sheet.walk.range = sheet.walk.range.next();
            let words = match sheet.walk.range {
                Range::All => "The colours span all values seen so far.",
                Range::Most => "The colours span all values in sight but the largest, one in twenty.",
                Range::Spread => "One colour, from the smallest value in sight to the largest.",
            };
            model.say(Tone::Calm, words);
        }
        Action::Part => {
            let is_complex = sheet.source().is_some_and(|source| source.element().is_complex());
            if is_complex {
                let place = Part::ALL.iter().position(|part| *part == sheet.part).unwrap_or(0);
                sheet.part = Part::ALL[(place + 1) % Part::ALL.len()];
                sheet.forget();
                let words = format!("Shown is the {}.", sheet.part.name());
                model.jobs.stop(|_| true);
                model.say(Tone::Calm, words);
            } else {
                model.say(Tone::Calm, "These numbers have no parts: they are not complex.");
            }
        }
        Action::Fold => {
            let (other, words) = match sheet.folding {
                Folding::Rows => (Folding::Flat, "Vectors lie in one row."),
                Folding::Flat => (Folding::Rows, "Vectors are broken into rows."),
            };
            (sheet.folding, sheet.origin) = (other, (0, 0));
            model.say(Tone::Calm, words);
        }
        Action::PageLeft => sheet.page_aside(Step::Left, page),
        Action::PageRight => sheet.page_aside(Step::Right, page),
        _ => {}
    }
}

/// Opens what is chosen in the list.
fn choose(model: &mut Model) -> Vec<Effect> {
    match model.list.node().map(|node| node.kind.clone()) {
        Some(Kind::Leaf(item)) => super::open(model, item),
        Some(Kind::Branch { .. }) => {
            model.list.fold(None);
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Stops what runs; else leaves the tensor; else shows all names again.
fn back(model: &mut Model) {
    if model.sheet.is_some() && model.jobs.stop(|_| true) {
        model.say(Tone::Calm, "Stopped.");
    } else if model.sheet.is_none() {
        model.list.filter("");
    } else if model.list.items.len() > 1 {
        model.sheet = None;
    } else {
        model.say(Tone::Calm, "There is no other tensor: q quits.");
    }
}

/// The tensor of the next or previous item.
fn other(model: &mut Model, toward: Toward) -> Vec<Effect> {
    let count = model.list.items.len();
    let Some(item) = model.sheet.as_ref().map(|sheet| sheet.item).filter(|_| count > 1) else {
        return Vec::new();
    };
    super::open(model, around(item, count, toward))
}

/// Shows statistics, which are then found; or hides them.
fn facts(model: &mut Model) -> Vec<Effect> {
    let known = model.sheet.as_ref().is_some_and(|sheet| sheet.whole.is_some());
    let busy = model.jobs.newest().is_some();
    if model.facts == Facts::Shown && (known || busy) {
        model.facts = Facts::Hidden;
        return Vec::new();
    }
    model.facts = Facts::Shown;
    if let Some(sheet) = &mut model.sheet {
        (sheet.whole_asked, sheet.slice_asked) = (None, None);
    }
    background::measure(model, u64::MAX)
}

fn travel(model: &mut Model, step: Step) {
    let (page, height) = (model.page(), model.list_height());
    if let Help::Open(first) = model.help {
        let last = model.areas.help_overflow;
        model.help = Help::Open(match step {
            Step::Up => first.saturating_sub(1),
            Step::Down => (first + 1).min(last),
            Step::PageUp => first.saturating_sub(height),
            Step::PageDown => (first + height).min(last),
            Step::First => 0,
            Step::Last => last,
            Step::Left | Step::Right => first,
        });
        return;
    }
    match &mut model.sheet {
        Some(sheet) => sheet.step(step, page),
        None => model.list.step(step, height),
    }
}

/// What is done with the line being typed.
fn entry(model: &mut Model, action: EntryAction) -> Vec<Effect> {
    let Some(entry) = &mut model.entry else { return Vec::new() };
    match action {
        EntryAction::Delete => {
            entry.text.pop();
            typed(model);
        }
        EntryAction::Cancel => {
            let was = model.entry.take().map(|entry| entry.purpose);
            if was == Some(Typing::Filter) {
                model.list.filter("");
            }
        }
        EntryAction::Accept => {
            let Some(Entry { purpose, text }) = model.entry.take() else { return Vec::new() };
            match purpose {
                Typing::Filter => {}
                Typing::Go => go(model, &text),
                Typing::Search if text.trim().is_empty() => {}
                Typing::Search => return background::search_for(model, &text),
            }
        }
        EntryAction::Choose(_) => {}
    }
    Vec::new()
}

/// A filter holds while it is typed.
fn typed(model: &mut Model) {
    if let Some(Entry { purpose: Typing::Filter, text }) = &model.entry {
        model.list.filter(&text.clone());
    }
}

fn type_key(model: &mut Model, key: KeyEvent) {
    if let KeyCode::Char(letter) = key.code
        && (key.modifiers - KeyModifiers::SHIFT).is_empty()
    {
        type_text(model, letter.encode_utf8(&mut [0; 4]));
    }
}

fn type_text(model: &mut Model, text: &str) {
    if let Some(entry) = &mut model.entry {
        entry.text.extend(text.chars().filter(|letter| !letter.is_control()));
        typed(model);
    }
}

/// Puts the cursor on an index as NumPy writes it; axes that are not named keep theirs.
pub(super) fn go(model: &mut Model, text: &str) {
    let Some(sheet) = &mut model.sheet else { return };
    let Some(source) = sheet.source() else { return };
    if source.shape().contains(&0) {
        return;
    }
    match inspect::window(text, source.shape()) {
        Ok(window) => {
            // An axis that is not narrowed keeps its place.
            let kept = |axis: &Axis| {
                axis.presence == Presence::Kept && axis.runs.iter().all(|run| run.start == 0 && run.step == 1)
            };
            let named = window.index_of(&vec![0; source.shape().len()]);
            let index = window.axes.iter().zip(&sheet.walk.plane.at).zip(named);
            let index: Vec<usize> =
                index.map(|((axis, at), named)| if kept(axis) { *at } else { named }).collect();
            sheet.walk.jump(&index);
        }
        Err(error) => model.say(Tone::Problem, format!("{error}.")),
    }
}

fn copy_value(model: &mut Model) -> Vec<Effect> {
    let tile = model.sheet.as_ref().and_then(|sheet| sheet.tile.as_ref());
    let Some(value) = tile.and_then(|tile| tile.values.last()?.first()) else { return Vec::new() };
    let text = exact(value.1);
    model.say(Tone::Calm, format!("Copied {text}."));
    vec![Effect::Copy(text)]
}

/// The cells in sight, tabs between them, as spreadsheets take them.
fn copy_slice(model: &mut Model) -> Vec<Effect> {
    let tile = model.sheet.as_ref().and_then(|sheet| sheet.tile.as_ref());
    let Some(cells) = tile.and_then(|tile| tile.cells.first()) else { return Vec::new() };
    let columns = cells.values.shape().get(1).copied().unwrap_or(1).max(1);
    // The last row of a folded vector may not be full.
    let known = cells.known.iter().flatten().copied().chain(std::iter::repeat(true));
    let known = cells.values.scalars().zip(known).filter(|(_, known)| *known);
    let values: Vec<Scalar> = known.map(|(value, _)| value).collect();
    let line = |row: &[Scalar]| row.iter().map(|value| exact(*value)).collect::<Vec<_>>().join("\t");
    let text = values.chunks(columns).map(line).collect::<Vec<_>>().join("\n");
    model.say(Tone::Calm, format!("Copied {} values.", values.len()));
    vec![Effect::Copy(text)]
}

fn point(model: &mut Model, mouse: MouseEvent) -> Vec<Effect> {
    let at = Position { x: mouse.column, y: mouse.row };
    match mouse.kind {
        MouseEventKind::ScrollUp => (0..NOTCH).for_each(|_| travel(model, Step::Up)),
        MouseEventKind::ScrollDown => (0..NOTCH).for_each(|_| travel(model, Step::Down)),
        MouseEventKind::ScrollLeft => travel(model, Step::Left),
        MouseEventKind::ScrollRight => travel(model, Step::Right),
        MouseEventKind::Down(MouseButton::Left) | MouseEventKind::Drag(MouseButton::Left) => {
            if let Some(sheet) = &mut model.sheet {
                let cell = model.areas.grids.iter().find_map(|grid| grid.cell(at));
                let block = sheet.zoom.block();
                if let Some((row, column)) = cell {
                    sheet.point(sheet.origin.0 + row * block, sheet.origin.1 + column * block);
                }
            } else if let Some(line) = hit(&model.areas.lines, at) {
                let again = model.list.chosen == line;
                model.list.chosen = line;
                if again && mouse.kind == MouseEventKind::Down(MouseButton::Left) {
                    return choose(model);
                }
            }
        }
        _ => {}
    }
    Vec::new()
}
