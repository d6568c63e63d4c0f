//! Keys.

use super::{background, copying, mouse, picture, survey, typing};
use crate::tui::keys::{Step, meaning};
use crate::tui::model::{Help, Life, Tone};
use crate::tui::tensors::{Toward, around};
use crate::tui::viewer::Purpose;
use crate::tui::viewer::effect::Effect;
use crate::tui::viewer::jobs::Job;
use crate::tui::viewer::keys::{Action, Context, KEYS};
use crate::tui::viewer::model::{Facts, Model, Typing};
use crate::tui::viewer::tree::Kind;
use ratatui::crossterm::event::{Event, KeyEventKind};

/// Takes a burst of events.
pub(super) fn take(model: &mut Model, events: Vec<Event>) -> Vec<Effect> {
    let mut effects = Vec::new();
    for event in events {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Press => {
                model.notice = None;
                match meaning(KEYS, &contexts(model), key) {
                    Some(action) => effects.extend(act(model, action)),
                    None => typing::type_key(model, key),
                }
            }
            Event::Paste(text) => typing::type_text(model, &text),
            Event::Mouse(mouse) => effects.extend(mouse::point(model, mouse)),
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
    } else if model.is_covered() {
        vec![Context::Help, Context::Everywhere]
    } else {
        beneath(model)
    }
}

/// The same without a line being typed and without what lies over the list or the tensor.
pub(in crate::tui::viewer) fn beneath(model: &Model) -> Vec<Context> {
    let mut contexts = match (&model.sheet, model.purpose) {
        (None, Purpose::Look) => vec![Context::List],
        (None, Purpose::Compare(_)) => vec![Context::List, Context::Pairs],
        (Some(_), _) if model.compares() => vec![Context::Compare, Context::Sheet],
        (Some(_), _) => vec![Context::Look, Context::Sheet],
    };
    if model.sheet.is_some() && model.has_list() {
        contexts.insert(1, Context::Among);
    }
    contexts.push(Context::Everywhere);
    contexts
}

fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Quit => model.life = Life::Over,
        Action::Suspend => return vec![Effect::Suspend],
        Action::Help => model.help = Help::Open(0),
        Action::Close => (model.help, model.metadata) = (Help::Closed, Help::Closed),
        Action::Metadata if model.remarks() == 0 => {
            model.say(Tone::Calm, "The file says nothing about itself.");
        }
        Action::Metadata => model.metadata = Help::Open(0),
        Action::Entry(action) => return typing::entry(model, action),
        Action::Filter => typing::begin(model, Typing::Filter),
        Action::Go => typing::begin(model, Typing::Go),
        Action::Search => typing::begin(model, Typing::Search),
        Action::Names => typing::begin(model, Typing::Names),
        Action::SetRange => typing::begin(model, Typing::Range),
        Action::Open => return choose(model),
        Action::Back => back(model),
        Action::Visit(toward) if model.sheet.is_none() => survey::visit(model, toward),
        Action::Visit(toward) if model.compares() => return background::visit(model, toward),
        Action::Visit(toward) => return background::search(model, toward),
        Action::Tensor(toward) => return other(model, toward),
        Action::Facts => return facts(model),
        Action::CopyValue => return copying::copy_value(model),
        Action::CopySlice => return copying::copy_slice(model),
        Action::Move(step) => travel(model, step),
        action => picture::change(model, action),
    }
    Vec::new()
}

/// Opens what is chosen in the list.
pub(super) fn choose(model: &mut Model) -> Vec<Effect> {
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
    if model.sheet.is_none() && !model.list.filter.is_empty() {
        let chosen = model.list.item();
        model.list.filter("");
        if let Some(item) = chosen {
            model.list.reveal(item);
        }
    } else if model.sheet.is_none() {
        if model.jobs.stop(|_| true) {
            model.say(Tone::Calm, "Stopped.");
        }
    } else if model.jobs.stop(Job::is_of_sheet) {
        model.say(Tone::Calm, "Stopped.");
    } else if model.has_list() {
        model.sheet = None;
    } else {
        model.say(Tone::Calm, "There is no other tensor: q quits.");
    }
}

/// The tensor of the next or previous item.
fn other(model: &mut Model, toward: Toward) -> Vec<Effect> {
    let Some(item) = model.sheet.as_ref().map(|sheet| sheet.item) else { return Vec::new() };
    super::open(model, around(item, model.list.items.len(), toward))
}

/// Shows statistics, which are then found; or hides them.
fn facts(model: &mut Model) -> Vec<Effect> {
    if !model.has_room_for_facts() {
        model.say(Tone::Calm, "Too narrow a window for statistics.");
        return Vec::new();
    }
    if model.sheet.is_none() && model.purpose != Purpose::Look {
        model.say(Tone::Calm, "Statistics stand beside two tensors that are opened.");
        return Vec::new();
    }
    if model.sheet.is_none() {
        model.facts = if model.facts == Facts::Shown { Facts::Hidden } else { Facts::Shown };
        return Vec::new();
    }
    let known = model.sheet.as_ref().is_some_and(|sheet| sheet.whole.is_some());
    let busy = model.jobs.newest(Job::is_of_sheet).is_some();
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

/// Moves the cursor, the chosen line, or the list of keys.
pub(super) fn travel(model: &mut Model, step: Step) {
    let (page, height, panels) = (model.page(), model.list_height(), model.panels());
    if let Help::Open(first) = model.help {
        model.help = Help::Open(step.along(first, height, model.areas.help_overflow));
        return;
    }
    if let Help::Open(first) = model.metadata {
        model.metadata = Help::Open(step.along(first, height, model.areas.help_overflow));
        return;
    }
    match &mut model.sheet {
        Some(sheet) => match (step, panels) {
            // The whole of a slice is in sight: a page is all slices that are.
            (Step::PageUp, Some(panels)) => sheet.leaf(Toward::Previous, panels.count()),
            (Step::PageDown, Some(panels)) => sheet.leaf(Toward::Next, panels.count()),
            _ => sheet.step(step, page),
        },
        None => model.list.step(step, height),
    }
}
