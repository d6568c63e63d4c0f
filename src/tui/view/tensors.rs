//! The tensors of a case: expected, yours and their difference as linked grids, and the inputs.

mod facts;
mod grids;
mod panel;

use super::cases::{dimensions, why};
use super::pieces::{after_lines, case_sign, sentence, stack};
use crate::course::Case;
use crate::grade::Verdict;
use crate::tensor::Mismatch;
use crate::tui::areas::Areas;
use crate::tui::exercise::{CaseState, Loaded, is_open};
use crate::tui::look::Look;
use crate::tui::model::Model;
use crate::tui::subject::{Side, Subject, subjects};
use panel::Panel;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

/// From this height on there is room for the sentence that says what the case is about.
const WITH_ABOUT: u16 = 26;

/// Everything that the parts of this pane draw from.
struct Scene<'a> {
    model: &'a Model,
    look: &'a Look,
    case: &'a Case,
    known: &'a CaseState,
    subjects: Vec<Subject<'a>>,
    /// Position of the chosen one.
    chosen: usize,
    /// The chosen one's wrong cells, worst first; empty where nothing can be compared.
    mismatches: Vec<Mismatch>,
}

pub(super) fn draw(model: &Model, look: &Look, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
    let state = model.state();
    let chosen = model.exercise().cases.get(state.selected_case).zip(state.case());
    let Some((case, known)) = chosen else {
        stack(&sentence("This function has no cases.", look.palette.dim, area.width), area, buffer);
        return;
    };
    let subjects = subjects(model.exercise(), known);
    let chosen = model.tensors.tensor.min(subjects.len().saturating_sub(1));
    let mismatches = subjects.get(chosen).and_then(Subject::mismatches).unwrap_or_default();
    let scene = Scene { model, look, case, known, subjects, chosen, mismatches };
    let rest = stack(&scene.title(area.width, area.height), area, buffer);
    match scene.subjects.get(scene.chosen) {
        Some(subject) => scene.body(subject, rest, buffer, areas),
        None => {
            stack(&sentence(&scene.absence(), look.palette.dim, area.width), rest, buffer);
        }
    }
}

impl Scene<'_> {
    /// The case, its dimensions and how it went.
    fn title(&self, width: u16, height: u16) -> Vec<Line<'static>> {
        let mut first = Line::from(vec![
            case_sign(self.known.outcome.as_ref(), self.look),
            Span::styled(format!(" {}", self.case.id), self.look.palette.strong),
            Span::raw("   "),
        ]);
        let used = u16::try_from(first.width()).unwrap_or(u16::MAX);
        let mut beside = dimensions(self.model, self.case, self.look, width.saturating_sub(used));
        if beside.len() == 1 {
            first.spans.append(&mut beside.remove(0).spans);
            beside.clear();
        } else {
            beside = dimensions(self.model, self.case, self.look, width);
        }
        let mut lines = vec![first];
        if height >= WITH_ABOUT {
            lines.extend(sentence(&self.case.about, self.look.palette.dim, width));
        }
        lines.extend(beside);
        lines
    }

    /// Why there is nothing to draw.
    fn absence(&self) -> String {
        match &self.known.data {
            _ if !is_open(self.case) => "This case is hidden: only its verdict is shown.".to_owned(),
            Loaded::Failed(reason) => reason.clone(),
            Loaded::No | Loaded::Asked => "Its tensors are being built.".to_owned(),
            Loaded::Here(_) => "This case has no tensor to draw.".to_owned(),
        }
    }

    fn body(&self, subject: &Subject, area: Rect, buffer: &mut Buffer, areas: &mut Areas) {
        let blank = Line::default();
        let mut above = vec![self.naming(subject)];
        if let Some(message) = self.known.outcome.as_ref().and_then(|outcome| outcome.message.as_ref()) {
            above.extend(sentence(message, self.message_style(), area.width));
        }
        above.push(blank.clone());
        let mut below = vec![blank.clone()];
        let sliders = self.sliders(subject, area.width);
        let slider_lines = u16::try_from(sliders.len()).unwrap_or(u16::MAX);
        below.extend(sliders);
        below.extend(self.slices(subject, area.width));
        below.extend(self.cell(subject, area.width));
        let failed = self.known.outcome.as_ref().is_some_and(|outcome| outcome.verdict != Verdict::Passed);
        if let Some(outcome) = self.model.state().outcome.as_ref().filter(|_| failed) {
            let why = why(outcome, self.look, area.width);
            below.extend((!why.is_empty()).then_some(blank));
            below.extend(why);
        }
        let rest = stack(&above, area, buffer);
        let room = rest.height.saturating_sub(u16::try_from(below.len()).unwrap_or(u16::MAX));
        let (place, zoom) = (Rect { height: room.max(3), ..rest }, self.model.tensors.zoom);
        let used = grids::draw_linked(&self.panels(subject), place, zoom, self.look, buffer, areas);
        let rest = after_lines(rest, used);
        let lines = Rect { height: slider_lines, ..after_lines(rest, 1) }.intersection(rest);
        let rest = stack(&below, rest, buffer);
        areas.sliders = self.tracks(subject, lines, buffer);
        self.inputs(subject, after_lines(rest, 1), buffer);
    }

    /// That a function is not begun yet is no mistake.
    fn message_style(&self) -> Style {
        match self.known.outcome.as_ref().map(|outcome| outcome.verdict) {
            Some(Verdict::NotStarted) => self.look.palette.dim,
            _ => self.look.palette.wrong,
        }
    }

    /// The linked grids of the chosen tensor.
    fn panels<'b>(&'b self, subject: &Subject<'b>) -> Vec<Panel<'b>> {
        let (plane, range) = (&self.model.tensors.plane, self.model.tensors.range);
        match subject.side {
            Side::Input => vec![Panel::input(self.case, subject, plane.clone(), range).focused()],
            Side::Output { actual, .. } => {
                Panel::outputs(self.case, subject, actual, plane, &self.mismatches, range)
            }
        }
    }

    /// As many inputs as fit below, to see what the output was made of; axes of one name show one slice.
    fn inputs(&self, subject: &Subject, area: Rect, buffer: &mut Buffer) {
        if matches!(subject.side, Side::Input) || area.height < 4 {
            return;
        }
        let range = self.model.tensors.range;
        let inputs = self.subjects.iter().filter(|other| matches!(other.side, Side::Input));
        let panels: Vec<Panel> = inputs
            .map(|input| Panel::input(self.case, input, self.linked_plane(subject, input), range))
            .collect();
        grids::draw_what_fits(&panels, area, self.look, buffer);
    }
}
