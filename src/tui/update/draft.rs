//! The built-in editor: what its keys do, and what happens to its file.

use super::grading;
use crate::tui::draft::{After, Draft, Question};
use crate::tui::effect::Effect;
use crate::tui::entry::Purpose;
use crate::tui::keys::{Context, DraftAction};
use crate::tui::model::{Kit, Life, Model, Tone};
use crate::tui::msg::{Watching, Written};
use ratatui::crossterm::event::{KeyEvent, MouseButton, MouseEventKind};
use ratatui::layout::Position;

/// Whose keys are in force.
pub(super) const fn context(draft: &Draft) -> Context {
    match draft.question {
        Question::None => Context::Draft,
        Question::Leave => Context::DraftLeave,
        Question::Foreign(_) => Context::DraftForeign,
        Question::Unsaved(_) => Context::DraftUnsaved,
    }
}

/// The file was read: the editor opens.
pub(super) fn opened(
    model: &mut Model,
    exercise: usize,
    line: usize,
    text: Result<String, String>,
    unsaved: Option<String>,
) -> Vec<Effect> {
    match text {
        Ok(text) => {
            let mut draft = Draft::open(exercise, text, line);
            if let Some(unsaved) = unsaved {
                model.kept = Some((exercise, unsaved.clone()));
                draft.question = Question::Unsaved(unsaved);
            } else {
                model.left.retain(|left| *left != exercise);
            }
            model.draft = Some(draft);
        }
        Err(reason) => model.say(Tone::Problem, reason),
    }
    Vec::new()
}

/// Says whose text an earlier session left unsaved.
pub(super) fn found(model: &mut Model, left: Vec<usize>) -> Vec<Effect> {
    if let Some(exercise) = left.first().and_then(|first| model.course.exercises.get(*first)) {
        let text =
            format!("Unsaved text of {} is kept from last time: press e there to see it.", exercise.name);
        model.say(Tone::Calm, text);
    }
    model.left = left;
    Vec::new()
}

/// What must be kept, or need not be kept any longer, now that something happened. At the end of a session nothing
/// is forgotten.
pub(super) fn keep(model: &mut Model) -> Vec<Effect> {
    let unsaved = model.draft.as_ref().and_then(|draft| Some((draft.exercise, draft.unsaved()?)));
    if unsaved == model.kept || (unsaved.is_none() && model.life == Life::Over) {
        return Vec::new();
    }
    let before = std::mem::replace(&mut model.kept, unsaved.clone());
    let over = before.filter(|(exercise, _)| unsaved.as_ref().is_none_or(|(now, _)| now != exercise));
    let over = over.map(|(exercise, _)| {
        model.left.retain(|left| *left != exercise);
        Effect::KeepDraft { exercise, unsaved: None }
    });
    let kept = unsaved.map(|(exercise, text)| Effect::KeepDraft { exercise, unsaved: Some(text) });
    over.into_iter().chain(kept).collect()
}

/// The file under the editor may have been written by somebody else.
pub(super) fn touched(model: &Model, names: &[String]) -> Option<Effect> {
    let draft = model.draft.as_ref()?;
    let name = &model.course.exercises.get(draft.exercise)?.name;
    names.contains(name).then_some(Effect::ReadDraft { exercise: draft.exercise })
}

/// What the file holds now. Text without changes follows the file; changes are kept, and a question is asked.
pub(super) fn read(model: &mut Model, exercise: usize, text: String) -> Vec<Effect> {
    let Some(draft) = model.draft.as_mut().filter(|draft| draft.exercise == exercise) else {
        return Vec::new();
    };
    if text == draft.known || text == draft.text() {
        draft.known = text;
    } else if draft.is_changed() {
        draft.question = Question::Foreign(text);
    } else {
        draft.reload(text);
        model.say(Tone::Calm, "The file was changed by another program; this is its new text.");
    }
    Vec::new()
}

/// The text was written, or was not.
pub(super) fn written(model: &mut Model, exercise: usize, result: Result<Written, String>) -> Vec<Effect> {
    let open = model.draft.as_mut().filter(|draft| draft.exercise == exercise);
    match (result, open) {
        (Err(reason), _) => model.say(Tone::Problem, reason),
        (Ok(Written::Foreign(text)), Some(draft)) => draft.question = Question::Foreign(text),
        (Ok(Written::Done { text, after }), draft) => {
            let unchanged_since = draft.as_ref().is_some_and(|draft| draft.text() == text);
            if let Some(draft) = draft {
                draft.known = text;
            }
            if after == After::Close && unchanged_since {
                model.draft = None;
            }
            return run(model, exercise);
        }
        (Ok(Written::Foreign(_)), None) => {}
    }
    Vec::new()
}

/// A save runs the cases, if anything can. Where saves are noticed, this one will be, too.
fn run(model: &mut Model, exercise: usize) -> Vec<Effect> {
    let name = model.course.exercises[exercise].name.clone();
    let (tone, text) = match &model.kit {
        Kit::Ready(_) => (Tone::Calm, format!("Saved; {name} is being graded.")),
        Kit::Unknown | Kit::Preparing(_) => {
            (Tone::Calm, format!("Saved; {name} is graded as soon as the kit is built."))
        }
        Kit::Failed(reason) => (Tone::Problem, format!("Saved. {reason}")),
    };
    model.say(tone, text);
    if matches!(model.watching, Watching::Off(_)) { grading::saved(model, &[name]) } else { Vec::new() }
}

/// A key that the table does not name is text.
pub(super) fn press(model: &mut Model, key: KeyEvent) {
    if let Some(draft) = model.draft.as_mut().filter(|draft| draft.question == Question::None) {
        draft.press(key);
    }
}

/// Text from the clipboard.
pub(super) fn paste(model: &mut Model, text: &str) {
    if let Some(draft) = model.draft.as_mut().filter(|draft| draft.question == Question::None) {
        draft.paste(text);
    }
}

/// A click puts the cursor there; the wheel scrolls.
pub(super) fn point(model: &mut Model, kind: MouseEventKind, at: Position) {
    let body = model.areas.body;
    let Some(draft) = model.draft.as_mut().filter(|_| body.contains(at)) else { return };
    match kind {
        MouseEventKind::Down(MouseButton::Left) => {
            let column = (at.x - body.x).saturating_sub(draft.area.line_number_width());
            let place = draft.area.screen_to_data(usize::from(at.y - body.y), usize::from(column));
            draft.point(place.0, place.1);
        }
        MouseEventKind::ScrollDown => draft.area.scroll((1, 0)),
        MouseEventKind::ScrollUp => draft.area.scroll((-1, 0)),
        _ => {}
    }
}

/// Does what a key of the table asks for.
pub(super) fn act(model: &mut Model, action: DraftAction) -> Option<Effect> {
    if action == DraftAction::Find {
        super::entry::open(model, Purpose::FindInDraft);
        return None;
    }
    let draft = model.draft.as_mut()?;
    match action {
        DraftAction::Save => return Some(write(draft, After::Stay)),
        DraftAction::SaveAndLeave => {
            draft.question = Question::None;
            return Some(write(draft, After::Close));
        }
        DraftAction::Leave if draft.is_changed() => draft.question = Question::Leave,
        DraftAction::Leave | DraftAction::Discard => model.draft = None,
        DraftAction::Undo => {
            draft.area.undo();
        }
        DraftAction::Redo => {
            draft.area.redo();
        }
        DraftAction::NextMatch => {
            draft.area.search_forward(false);
        }
        DraftAction::PreviousMatch => {
            draft.area.search_back(false);
        }
        DraftAction::Overwrite => {
            if let Question::Foreign(theirs) = std::mem::replace(&mut draft.question, Question::None) {
                draft.known = theirs;
                return Some(write(draft, After::Stay));
            }
        }
        DraftAction::TakeTheirs => {
            if let Question::Foreign(theirs) = std::mem::replace(&mut draft.question, Question::None) {
                draft.reload(theirs);
            }
        }
        DraftAction::TakeUp => {
            if let Question::Unsaved(unsaved) = std::mem::replace(&mut draft.question, Question::None) {
                draft.take_up(&unsaved);
            }
        }
        DraftAction::Postpone => {
            let exercise = draft.exercise;
            model.draft = None;
            // It stays kept, and is asked about again.
            model.kept = None;
            model.left.push(exercise);
        }
        DraftAction::GoOn | DraftAction::ForgetUnsaved | DraftAction::Find => draft.question = Question::None,
    }
    None
}

fn write(draft: &Draft, after: After) -> Effect {
    Effect::WriteDraft { exercise: draft.exercise, text: draft.text(), over: draft.known.clone(), after }
}
