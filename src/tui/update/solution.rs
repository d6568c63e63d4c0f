//! The reference solution, for those who have passed.

use crate::course::SolutionPolicy;
use crate::tui::effect::Effect;
use crate::tui::model::{Model, Tone};
use crate::tui::solution::Solution;

/// Asks for the learner's text, to lay the solution beside it.
pub(super) fn ask(model: &mut Model) -> Option<Effect> {
    let name = model.exercise().name.clone();
    if model.course.solutions == SolutionPolicy::Never {
        model.say(Tone::Calm, "This course does not show solutions.");
        return None;
    }
    if !model.progress.record(&name).passed {
        let text = format!(
            "The solution is shown when {name} has passed; before that, `tensorlings solution {name} --anyway`."
        );
        model.say(Tone::Calm, text);
        return None;
    }
    Some(Effect::ReadSource { exercise: model.selected })
}

/// The learner's text is there.
pub(super) fn show(model: &mut Model, exercise: usize, text: Result<String, String>) -> Vec<Effect> {
    match text {
        Err(reason) => model.say(Tone::Problem, reason),
        Ok(text) if exercise == model.selected => {
            model.solution = Some(Solution::of(&text, &model.exercise().solution));
        }
        Ok(_) => {}
    }
    Vec::new()
}
