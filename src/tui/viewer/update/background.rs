//! Work in the background: statistics, searches, comparisons.

use super::{glance, survey};
use crate::formats::{Axis, Source, Window};
use crate::inspect::search::{Direction, Predicate, Search};
use crate::inspect::{Comparison, Relation};
use crate::tensor::{Plane, Tolerance};
use crate::tui::model::Tone;
use crate::tui::tensors::Toward;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::effect::Effect;
use crate::tui::viewer::jobs::{Aim, JobId, Outcome, Report, Work};
use crate::tui::viewer::model::{Facts, Model};
use crate::tui::viewer::reading::Readers;
use crate::tui::viewer::sheet::Sheet;

/// Tensors up to so many bytes are measured without being asked to.
pub(super) const UNASKED: u64 = 64 << 20;

/// Takes what a job says.
pub(super) fn worked(model: &mut Model, id: JobId, report: Report) -> Vec<Effect> {
    if let Report::Progress(progress) = report {
        if let Some(job) = model.jobs.get(id) {
            job.progress = Some(progress);
        }
        return Vec::new();
    }
    if let Report::Surveyed(outcomes) = report {
        if model.jobs.get(id).is_some() {
            survey::take(model, outcomes);
        }
        return Vec::new();
    }
    let Some(job) = model.jobs.end(id) else { return Vec::new() };
    if job.aim == Aim::Glance {
        glance::take(model, report);
        return Vec::new();
    }
    let Some(sheet) = &mut model.sheet else { return Vec::new() };
    match report {
        Report::Measured(profile) if job.aim == Aim::Tensor => sheet.whole = Some(*profile),
        Report::Measured(profile) if job.aim == Aim::Actual => sheet.actual = Some(*profile),
        Report::Measured(profile) => {
            let plane = plane(sheet);
            sheet.slice = Some((plane, *profile));
        }
        Report::Found(Some(index)) => {
            sheet.walk.jump(&index);
            model.notice = None;
        }
        Report::Found(None) => model.say(Tone::Calm, "There is no such value in this tensor."),
        Report::Compared(found) => compared(model, found),
        Report::Failed(reason) => {
            if job.aim == Aim::Compare {
                model.came_to(Outcome::Failed);
            }
            model.say(Tone::Problem, format!("It cannot be read: {reason}."));
        }
        Report::Progress(_) | Report::Surveyed(_) | Report::Stopped => {}
    }
    Vec::new()
}

/// Takes how two tensors differ, goes to the worst cell, and says what leads from one to the other where there is no room
/// for it beside the grids.
fn compared(model: &mut Model, found: Comparison) {
    model.came_to(Outcome::of(&found));
    let Some(sheet) = &mut model.sheet else { return };
    let mut sentence = found.relation().map(Relation::sentence);
    match found {
        Comparison::Cells(difference) => {
            if let (Some(worst), 0) = (difference.worst.first(), sheet.walk.visited) {
                sheet.walk.jump(&worst.index);
                sheet.walk.visited = 1;
            }
            sheet.difference = Some(*difference);
        }
        Comparison::Shapes(relation) => {
            sentence = sentence.map(|sentence| format!("The shapes differ. {sentence}"));
            sheet.reshaped = relation;
        }
    }
    if let Some(sentence) = sentence.filter(|_| model.facts == Facts::Hidden) {
        model.say(Tone::Calm, sentence);
    }
}

/// The plane in sight, whatever the cursor's place in it; of pixels, in all colours.
pub(in crate::tui::viewer) fn plane(sheet: &Sheet) -> Plane {
    let mut plane = sheet.walk.plane.clone();
    for axis in [plane.rows, plane.columns, sheet.walk.colours].into_iter().flatten() {
        plane.at[axis] = 0;
    }
    plane
}

/// Measures the slice in sight and the tensor, or the two that are compared, each unless it takes up more than `most`
/// bytes, or that was asked for before.
pub(super) fn measure(model: &mut Model, most: u64) -> Vec<Effect> {
    let Model { sheet: Some(sheet), jobs, .. } = model else { return Vec::new() };
    let Some(source) = sheet.source().cloned() else { return Vec::new() };
    let (part, plane, element) = (sheet.part, plane(sheet), source.element());
    let whole = Window::whole(source.shape());
    let mut slice = whole.clone();
    for axis in plane.other_axes().into_iter().filter(|axis| Some(*axis) != sheet.walk.colours) {
        slice.axes[axis] = Axis::at(plane.at[axis]);
    }
    let fits = |window: &Window| {
        let bytes = window.count().and_then(|count| count.checked_mul(element.size()?));
        bytes.is_some_and(|bytes| bytes as u64 <= most)
    };
    let mut effects = Vec::new();
    let mut begin = |aim: Aim, source: &Source, window: &Window| {
        let (id, stop) = jobs.begin(aim);
        let work = Work::Measure { source: source.clone(), window: window.clone(), part };
        effects.push(Effect::Work(id, stop, work));
    };
    let other = sheet.other().cloned();
    let asked = Some((plane, part));
    if other.is_none() && !sheet.walk.sliders().is_empty() && sheet.slice_asked != asked && fits(&slice) {
        sheet.slice_asked = asked;
        begin(Aim::Slice, &source, &slice);
    }
    if sheet.whole_asked != Some(part) && fits(&whole) {
        sheet.whole_asked = Some(part);
        begin(Aim::Tensor, &source, &whole);
        if let Some(actual) = other {
            begin(Aim::Actual, &actual, &whole);
        }
    }
    effects
}

/// Looks for the worst cells of a comparison.
pub(super) fn compare(model: &mut Model) -> Vec<Effect> {
    let Purpose::Compare(tolerance) = model.purpose else { return Vec::new() };
    let Some(Readers::Two(sources, _)) = model.sheet.as_ref().and_then(Sheet::readers).cloned() else {
        return Vec::new();
    };
    compare_with(model, *sources, tolerance)
}

/// Compares these two, whatever their shapes.
pub(super) fn compare_with(model: &mut Model, sources: [Source; 2], tolerance: Tolerance) -> Vec<Effect> {
    let (id, stop) = model.jobs.begin(Aim::Compare);
    vec![Effect::Work(id, stop, Work::Compare { sources, tolerance })]
}

/// Looks for a value, from the cursor on.
pub(super) fn search(model: &mut Model, toward: Toward) -> Vec<Effect> {
    let Some(sheet) = &model.sheet else { return Vec::new() };
    let (Some(predicate), Some(source)) = (sheet.predicate, sheet.source().cloned()) else {
        model.say(Tone::Calm, "Nothing was looked for yet: / finds a value.");
        return Vec::new();
    };
    let direction = match toward {
        Toward::Next => Direction::Forward,
        Toward::Previous => Direction::Backward,
    };
    let search = Search { predicate, from: sheet.walk.plane.at.clone(), direction };
    let part = sheet.part;
    let (id, stop) = model.jobs.begin(Aim::Search);
    vec![Effect::Work(id, stop, Work::Search { source, part, search })]
}

/// Begins to look for what was typed.
pub(super) fn search_for(model: &mut Model, text: &str) -> Vec<Effect> {
    match Predicate::parse(text) {
        Ok(predicate) => {
            if let Some(sheet) = &mut model.sheet {
                sheet.predicate = Some(predicate);
            }
            search(model, Toward::Next)
        }
        Err(error) => {
            model.say(Tone::Problem, format!("{error}."));
            Vec::new()
        }
    }
}

/// Puts the cursor on the next of the worst cells.
pub(super) fn visit(model: &mut Model, toward: Toward) -> Vec<Effect> {
    let Some(sheet) = &mut model.sheet else { return Vec::new() };
    let Some(difference) = &sheet.difference else {
        let text = if model.jobs.of(Aim::Compare).is_some() {
            "The tensors are still being compared."
        } else {
            "There is nothing to compare here."
        };
        model.say(Tone::Calm, text);
        return Vec::new();
    };
    let kept = difference.worst.len();
    if kept == 0 {
        model.say(Tone::Calm, "All cells agree.");
        return Vec::new();
    }
    let visited = match (sheet.walk.visited, toward) {
        (0, Toward::Next) => 1,
        (0 | 1, Toward::Previous) => kept,
        (visited, Toward::Next) => visited % kept + 1,
        (visited, Toward::Previous) => visited - 1,
    };
    let index = difference.worst[visited - 1].index.clone();
    let total = difference.mismatched;
    sheet.walk.visited = visited;
    sheet.walk.jump(&index);
    let more = if total > kept as u64 { format!("; the {kept} worst are walked") } else { String::new() };
    model.say(Tone::Calm, format!("Mismatch {visited} of {total}, worst first{more}."));
    Vec::new()
}
