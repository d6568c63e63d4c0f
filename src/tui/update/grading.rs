//! Grading runs: when they begin, and what their events change. The latest save wins.

use crate::course::Standing;
use crate::grade::{GradeEvent, Verdict};
use crate::sandbox::Level;
use crate::tui::effect::Effect;
use crate::tui::exercise::Freshness;
use crate::tui::model::{Kit, Model, Tone};
use crate::tui::msg::JobId;
use crate::tui::pane::Pane;
use crate::tui::tensors::Seek;
use std::sync::Arc;

/// Grading became possible: everything is graded once.
pub(super) fn ready(model: &mut Model, level: Level) -> Vec<Effect> {
    model.kit = Kit::Ready(level);
    grade_all(model).into_iter().collect()
}

/// Grades every function, if that is possible already.
pub(super) fn grade_all(model: &mut Model) -> Option<Effect> {
    let all: Vec<usize> = (0..model.exercises.len()).collect();
    begin(model, &all)
}

/// Grades these functions at once, and those that need them afterwards.
pub(super) fn saved(model: &mut Model, names: &[String]) -> Vec<Effect> {
    let mut saved: Vec<usize> = names.iter().filter_map(|name| model.position(name)).collect();
    saved.sort_unstable();
    saved.dedup();
    if saved.is_empty() {
        return Vec::new();
    }
    let dependents = model.dependents(&saved);
    model.make_stale(&saved);
    model.make_stale(&dependents);
    model.jobs.wait(&dependents);
    begin(model, &saved).into_iter().collect()
}

/// Takes one event of a run; events of replaced runs change nothing.
pub(super) fn event(model: &mut Model, job: JobId, when: u64, event: GradeEvent) -> Vec<Effect> {
    if !model.jobs.is_current(job) {
        return Vec::new();
    }
    match event {
        GradeEvent::Compiling { .. } => Vec::new(),
        GradeEvent::CaseJudged { exercise, case, actual } => {
            if let Some(index) = model.position(&exercise) {
                let course = Arc::clone(&model.course);
                model.exercises[index].judge_case(&course.exercises[index], case, actual);
            }
            Vec::new()
        }
        GradeEvent::ExerciseJudged(outcome) => {
            let Some(index) = model.position(&outcome.name) else { return Vec::new() };
            let course = Arc::clone(&model.course);
            let (now, before) = (outcome.verdict, model.exercises[index].verdict());
            model.jobs.judged(index);
            let attempt = super::progress::attempt(model, when, &outcome);
            model.exercises[index].judge(&course.exercises[index], outcome);
            model.exercises[index].turn_to_a_failing_case();
            if index == model.selected {
                model.tensors.seek = Seek::Worst;
            }
            if now == Verdict::Passed && before != Some(now) {
                celebrate(model, index);
            } else if index == model.selected
                && before.is_some()
                && (model.draft.is_some() || before != Some(now))
            {
                tell(model, index);
            }
            attempt.into_iter().collect()
        }
    }
}

/// A run is over: what waited begins.
pub(super) fn ended(model: &mut Model, job: JobId, result: Result<(), String>) -> Vec<Effect> {
    if !model.jobs.is_current(job) {
        return Vec::new();
    }
    for index in model.jobs.end() {
        unjudged(model, index);
    }
    if let Err(reason) = result {
        model.say(Tone::Problem, format!("The run failed: {reason}."));
    }
    let waiting = model.jobs.take_waiting();
    if waiting.is_empty() { Vec::new() } else { begin(model, &waiting).into_iter().collect() }
}

/// Begins a run, or lets the functions wait until grading is possible.
fn begin(model: &mut Model, exercises: &[usize]) -> Option<Effect> {
    if !matches!(model.kit, Kit::Ready(_)) || model.workspace.is_none() {
        model.jobs.wait(exercises);
        return None;
    }
    let replaced = model.jobs.unjudged();
    let job = model.jobs.begin(exercises);
    for index in replaced {
        unjudged(model, index);
    }
    for index in exercises {
        model.exercises[*index].freshness = Freshness::Running;
    }
    let names = exercises.iter().map(|index| model.course.exercises[*index].name.clone()).collect();
    let exercises = model.course.exercises.iter().zip(&model.exercises);
    let hints_used = exercises.map(|(exercise, state)| (exercise.name.clone(), state.hints.len())).collect();
    Some(Effect::Grade { job, exercises: names, hints_used })
}

/// A run left this function without a verdict.
fn unjudged(model: &mut Model, index: usize) {
    let state = &mut model.exercises[index];
    state.freshness = if state.outcome.is_some() { Freshness::Stale } else { Freshness::Unknown };
}

/// Says what became of a save, and which keys show why.
fn tell(model: &mut Model, index: usize) {
    let name = &model.course.exercises[index].name;
    let Some(outcome) = &model.exercises[index].outcome else { return };
    let (verdict, cases) = (outcome.verdict, outcome.cases.len());
    let pane = match verdict {
        Verdict::Passed => return model.say(Tone::Calm, format!("{name} passes.")),
        Verdict::NotStarted => return model.say(Tone::Problem, format!("{name} still holds its `todo!()`.")),
        _ if cases == 0 => Pane::Compiler,
        Verdict::WrongAnswer | Verdict::WrongShape => Pane::Tensors,
        _ => Pane::Cases,
    };
    let passed = outcome.cases.iter().filter(|case| case.verdict == Verdict::Passed).count();
    let passed = if cases == 0 { String::new() } else { format!(", {passed} of {cases} cases pass") };
    let key = pane.position() + 1;
    let why = match &model.draft {
        Some(_) => format!(" Esc and {key} show why."),
        None if model.pane == pane => String::new(),
        None => format!(" {key} shows why."),
    };
    model.say(Tone::Problem, format!("{name}: {}{passed}.{why}", verdict.words()));
}

/// Says that a function passes, and what comes next.
fn celebrate(model: &mut Model, index: usize) {
    let name = &model.course.exercises[index].name;
    let open = |standing: Standing| {
        let all = model.course.exercises.iter().zip(&model.exercises);
        all.filter(move |(exercise, _)| exercise.standing == standing)
            .find(|(_, state)| state.verdict() != Some(Verdict::Passed))
            .map(|(exercise, _)| exercise.name.clone())
    };
    let text = match (open(Standing::Graded), open(Standing::Optional)) {
        (Some(next), _) => format!("{name} passes. Next: {next}."),
        (None, Some(next)) => format!("{name} passes, and every graded function with it. Optional: {next}."),
        (None, None) => format!("{name} passes, and with it the whole course. Well done."),
    };
    model.say(Tone::Calm, text);
}
