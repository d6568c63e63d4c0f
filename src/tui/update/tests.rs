//! What each message changes, by plain values.

mod editing;

use super::{begin, update};
use crate::grade::{Diagnostic, GradeEvent, KitProgress, Verdict};
use crate::tui::effect::Effect;
use crate::tui::exercise::{ExerciseState, Freshness, Status};
use crate::tui::model::{Editor, Kit, Life, Model};
use crate::tui::msg::{CaseKey, JobId, Msg, Watching, Worker};
use crate::tui::pane::Pane;
use crate::tui::sample::{
    framed, framed_negated, graded, image, judged, loaded, model, ready, spot, unrun, workbench,
};
use ratatui::crossterm::event::{
    Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::layout::Rect;
use std::path::PathBuf;

fn press(code: KeyCode) -> Msg {
    Msg::Input(vec![Event::Key(KeyEvent::new(code, KeyModifiers::NONE))])
}

fn key(letter: char) -> Msg {
    press(KeyCode::Char(letter))
}

fn saved(name: &str) -> Msg {
    Msg::Saved(vec![name.to_owned()])
}

/// Job and functions of the grading run that was asked for.
fn run(effects: &[Effect]) -> Option<(u64, Vec<&str>)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Grade { job, exercises, .. } => Some((job.0, exercises.iter().map(String::as_str).collect())),
        _ => None,
    })
}

fn send(model: &mut Model, messages: impl IntoIterator<Item = Msg>) -> Vec<Effect> {
    messages.into_iter().flat_map(|msg| update(model, msg)).collect()
}

/// A model in which everything was graded once: `frame` is wrong, `spot` is right, `peak` was never begun.
fn graded_once() -> Model {
    let mut model = model();
    let course = model.course.clone();
    begin(&mut model);
    send(&mut model, loaded(&course));
    send(&mut model, [ready()]);
    send(&mut model, judged(&course, "frame", &framed_negated()).into_iter().map(|event| graded(1, event)));
    send(&mut model, [graded(1, GradeEvent::ExerciseJudged(unrun("peak", Verdict::NotStarted)))]);
    send(&mut model, judged(&course, "spot", &spot()).into_iter().map(|event| graded(1, event)));
    send(&mut model, [Msg::GradeEnded(JobId(1), Ok(()))]);
    model
}

fn freshness(model: &Model) -> Vec<Freshness> {
    model.exercises.iter().map(|state| state.freshness).collect()
}

#[test]
fn a_session_begins_with_the_kit_the_watch_and_the_first_case() {
    let effects = begin(&mut model());
    assert!(matches!(
        &effects[..],
        [Effect::Prepare, Effect::Watch(folder), Effect::LoadCase(CaseKey { exercise: 0, case: 0 })]
            if folder == &PathBuf::from("/practice")
    ));
}

#[test]
fn everything_is_graded_as_soon_as_that_is_possible() {
    let mut model = model();
    assert_eq!(run(&send(&mut model, [Msg::Kit(KitProgress::Waiting)])), None);
    assert_eq!(run(&send(&mut model, [ready()])), Some((1, vec!["frame", "peak", "spot"])));
    assert_eq!(freshness(&model), [Freshness::Running; 3]);
}

#[test]
fn verdicts_count_as_they_come() {
    let model = graded_once();
    let statuses: Vec<Status> = model.exercises.iter().map(ExerciseState::status).collect();
    assert_eq!(statuses, [Status::Failed, Status::Open, Status::Passed]);
    let totals = model.totals();
    assert_eq!((totals.passed, totals.functions), (1, 3));
    assert_eq!((totals.score.to_f64(), totals.max_score.to_f64(), totals.bonus.to_f64()), (0.0, 20.0, 5.0));
}

#[test]
fn a_save_is_graded_first_and_what_needs_it_afterwards() {
    let mut model = graded_once();
    assert_eq!(run(&send(&mut model, [saved("frame")])), Some((2, vec!["frame"])));
    assert_eq!(freshness(&model), [Freshness::Running, Freshness::Stale, Freshness::Fresh]);

    let course = model.course.clone();
    send(&mut model, judged(&course, "frame", &framed()).into_iter().map(|event| graded(2, event)));
    let effects = send(&mut model, [Msg::GradeEnded(JobId(2), Ok(()))]);
    assert_eq!(run(&effects), Some((3, vec!["peak"])));
    assert_eq!(model.exercises[0].status(), Status::Passed);
    assert_eq!(freshness(&model), [Freshness::Fresh, Freshness::Running, Freshness::Fresh]);
}

#[test]
fn the_latest_save_wins_and_nothing_is_forgotten() {
    let mut model = graded_once();
    send(&mut model, [saved("spot")]);
    assert_eq!(run(&send(&mut model, [saved("frame")])), Some((3, vec!["frame"])));

    let course = model.course.clone();
    let late = judged(&course, "spot", &image()).into_iter().map(|event| graded(2, event));
    send(&mut model, late);
    assert_eq!(model.exercises[2].status(), Status::Passed, "an event of a replaced run changes nothing");
    assert_eq!(model.exercises[2].freshness, Freshness::Stale);

    let ended = [Msg::GradeEnded(JobId(2), Ok(())), Msg::GradeEnded(JobId(3), Ok(()))];
    assert_eq!(run(&send(&mut model, ended)), Some((4, vec!["peak", "spot"])));
}

#[test]
fn a_save_before_the_kit_is_ready_waits_for_it() {
    let mut model = model();
    assert_eq!(run(&send(&mut model, [saved("spot")])), None);
    assert_eq!(run(&send(&mut model, [ready()])), Some((1, vec!["frame", "peak", "spot"])));
    assert_eq!(run(&send(&mut model, [Msg::GradeEnded(JobId(1), Ok(()))])), None, "nothing waits twice");
}

#[test]
fn a_run_that_the_tool_failed_says_why_and_leaves_old_verdicts_stale() {
    let mut model = graded_once();
    send(&mut model, [saved("spot"), Msg::GradeEnded(JobId(2), Err("the disk is full".to_owned()))]);
    assert!(model.notice.as_ref().is_some_and(|notice| notice.text.contains("the disk is full")));
    assert_eq!(model.exercises[2].freshness, Freshness::Stale);
}

#[test]
fn a_panic_of_a_worker_ends_its_run_and_nothing_else() {
    let mut model = graded_once();
    send(
        &mut model,
        [saved("spot"), Msg::Panicked(Worker::Grade(JobId(2)), "index out of bounds".to_owned())],
    );
    assert_eq!(model.life, Life::Running);
    assert!(model.notice.as_ref().is_some_and(|notice| notice.text.contains("index out of bounds")));
    assert_eq!(run(&send(&mut model, [saved("spot")])), Some((3, vec!["spot"])));
}

#[test]
fn keys_act_when_pressed_only() {
    let mut model = model();
    let release = KeyEvent::new_with_kind(KeyCode::Char('q'), KeyModifiers::NONE, KeyEventKind::Release);
    send(&mut model, [Msg::Input(vec![Event::Key(release)])]);
    assert_eq!(model.life, Life::Running);
    send(&mut model, [key('q')]);
    assert_eq!(model.life, Life::Over);
}

#[test]
fn ctrl_c_and_a_signal_end_the_session() {
    let mut by_key = model();
    let chord = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
    send(&mut by_key, [Msg::Input(vec![Event::Key(chord)])]);
    assert_eq!(by_key.life, Life::Over);
    let mut by_signal = model();
    send(&mut by_signal, [Msg::Stop]);
    assert_eq!(by_signal.life, Life::Over);
}

#[test]
fn the_cursor_is_on_the_worst_cell_at_first_and_visits_the_others_around() {
    let mut model = graded_once();
    let worst = model.tensors.plane.at.clone();
    assert!(worst == [0, 2, 4, 0] || worst == [0, 4, 2, 0], "a cell that is off by 4: {worst:?}");
    send(&mut model, [key('3'), key('n'), key('N')]);
    assert_eq!(model.tensors.plane.at, worst);
    send(&mut model, [key('N'), key('n')]);
    assert_eq!(model.tensors.plane.at, worst, "after the last comes the first");
}

#[test]
fn a_case_that_fails_comes_before_one_that_does_not() {
    let mut model = graded_once();
    let course = model.course.clone();
    let mut events = judged(&course, "frame", &framed_negated());
    if let Some(GradeEvent::ExerciseJudged(outcome)) = events.last_mut() {
        outcome.cases[0].verdict = Verdict::Passed;
    }
    send(&mut model, [saved("frame")]);
    send(&mut model, events.into_iter().map(|event| graded(2, event)));
    assert_eq!(model.state().selected_case, 1);
}

#[test]
fn a_right_tensor_has_no_wrong_cell_to_visit() {
    let mut model = graded_once();
    send(&mut model, [key('k'), key('3'), key('n')]);
    assert_eq!(model.selected, 2);
    assert!(model.notice.as_ref().is_some_and(|notice| notice.text.contains("right")));
}

#[test]
fn slices_and_tensors_are_walked_by_keys() {
    let mut model = graded_once();
    send(&mut model, [key('3'), press(KeyCode::Home), key(']')]);
    assert_eq!(model.tensors.plane.at, [1, 0, 0, 0]);
    send(&mut model, [key('o')]);
    assert_eq!((model.tensors.tensor, model.tensors.plane.at.len()), (1, 4));
    send(&mut model, [press(KeyCode::Right), press(KeyCode::Down)]);
    assert_eq!(model.tensors.plane.at, [0, 1, 1, 0]);
}

#[test]
fn hidden_cases_are_never_loaded() {
    let mut model = model();
    begin(&mut model);
    let effects = send(&mut model, [key('c')]);
    assert_eq!(model.state().selected_case, 1);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::LoadCase(_))), "{effects:?}");
}

#[test]
fn a_case_is_loaded_once() {
    let mut model = model();
    let asked = send(&mut model, [key('j'), key('k'), key('j')]);
    let loads = asked.iter().filter(|effect| matches!(effect, Effect::LoadCase(_)));
    assert_eq!(loads.count(), 2, "the first case of two functions");
}

#[test]
fn the_editor_opens_where_the_compiler_points() {
    let mut model = graded_once();
    let mut outcome = unrun("frame", Verdict::CompileError);
    outcome.diagnostics.push(Diagnostic {
        level: "error".to_owned(),
        code: None,
        message: "mismatched types".to_owned(),
        file: "src/frame.rs".to_owned(),
        line: 12,
        column: 9,
        rendered: String::new(),
        explanation: None,
    });
    send(&mut model, [saved("frame"), graded(2, GradeEvent::ExerciseJudged(outcome))]);
    let effects = send(&mut model, [key('e')]);
    assert!(matches!(&effects[..], [Effect::Edit { exercise, line: Some(12) }] if exercise == "frame"));
}

#[test]
fn without_an_editor_the_built_in_one_opens() {
    let mut model = model();
    model.editor = Editor::Unknown;
    let effects = send(&mut model, [key('e')]);
    assert!(matches!(&effects[..], [Effect::OpenDraft { exercise: 0, line: None }, ..]), "{effects:?}");
}

#[test]
fn hints_come_one_by_one_and_are_counted() {
    let mut model = model();
    let effects = send(&mut model, [key('h')]);
    assert_eq!((model.pane, &model.state().hints[..]), (Pane::Hints, &[0][..]));
    assert!(model.notice.is_none(), "nothing was run: there is nothing to choose by");
    let saved = effects.iter().find_map(|effect| match effect {
        Effect::SaveProgress(progress) => Some(progress.record("frame").hints_used),
        _ => None,
    });
    assert_eq!(saved, Some(1));
    send(&mut model, [key('h'), key('h'), key('h')]);
    assert_eq!(model.state().hints, [0, 1, 2], "there are only three");
}

#[test]
fn hints_are_chosen_by_what_the_last_run_said_and_remembered() {
    let mut model = graded_once();
    send(&mut model, [key('h')]);
    assert_eq!(model.state().hints, [1]);
    let notice = model.notice.as_ref().unwrap();
    assert_eq!(notice.text, "Chosen by the last run: its verdict is wrong answer.");
    send(&mut model, [key('h'), key('h')]);
    assert_eq!(model.state().hints, [1, 0, 2], "the last one comes last");
    assert_eq!(model.progress.record("frame").seen_hints(3), [1, 0, 2]);
    let effects = send(&mut model, [saved("frame")]);
    let Some(Effect::Grade { hints_used, .. }) = effects.first() else { panic!("{effects:?}") };
    assert_eq!(hints_used.get("frame"), Some(&3));
}

#[test]
fn an_attempt_is_remembered_unless_it_repeats_the_last() {
    let mut model = graded_once();
    let attempts = |model: &Model, name: &str| model.progress.record(name).attempts.len();
    assert_eq!((attempts(&model, "frame"), attempts(&model, "peak"), attempts(&model, "spot")), (1, 0, 1));
    let course = model.course.clone();
    send(&mut model, [saved("frame")]);
    send(&mut model, judged(&course, "frame", &framed_negated()).into_iter().map(|event| graded(2, event)));
    assert_eq!(attempts(&model, "frame"), 1);
    send(&mut model, [saved("frame")]);
    send(&mut model, judged(&course, "frame", &framed()).into_iter().map(|event| graded(3, event)));
    assert_eq!(attempts(&model, "frame"), 2);
}

#[test]
fn a_new_session_shows_what_the_last_one_reached() {
    let old = graded_once();
    let mut workbench = workbench(Some("/practice"));
    workbench.progress = old.progress;
    workbench.progress.selected = Some("spot".to_owned());
    let model = Model::of(&workbench);
    assert_eq!((model.selected, model.state().status()), (2, Status::Passed));
    assert_eq!(model.state().freshness, Freshness::Unknown);
}

#[test]
fn the_workspace_is_created_by_one_key_and_graded_at_once() {
    let mut model = Model::of(&workbench(None));
    send(&mut model, [ready()]);
    let effects = send(&mut model, [press(KeyCode::Enter)]);
    assert!(matches!(effects.first(), Some(Effect::Create)));
    let effects = send(&mut model, [Msg::Created(Ok(PathBuf::from("/new")))]);
    assert!(matches!(effects.first(), Some(Effect::Watch(folder)) if folder == &PathBuf::from("/new")));
    assert_eq!(run(&effects), Some((1, vec!["frame", "peak", "spot"])));
}

#[test]
fn a_workspace_that_cannot_be_created_can_be_tried_again() {
    let mut model = Model::of(&workbench(None));
    send(&mut model, [Msg::Created(Err("the folder is read-only".to_owned()))]);
    assert!(model.notice.is_some() && model.workspace.is_none());
    let effects = send(&mut model, [press(KeyCode::Enter)]);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Create)));
}

#[test]
fn the_kits_failure_and_a_lost_watch_are_said() {
    let mut model = model();
    send(&mut model, [Msg::Unready("there is no compiler".to_owned())]);
    assert!(matches!(&model.kit, Kit::Failed(reason) if reason.contains("no compiler")));
    assert!(model.notice.is_some());
    assert!(matches!(send(&mut model, [key('r')])[..], [Effect::Prepare]), "r tries again");
    send(&mut model, [Msg::Watching(Watching::Off("too many files".to_owned()))]);
    assert!(model.notice.as_ref().is_some_and(|notice| notice.text.contains("too many files")));
}

#[test]
fn clicks_choose_what_they_hit() {
    let mut model = graded_once();
    model.areas.exercises = vec![(Rect::new(0, 2, 20, 1), 2)];
    model.areas.tabs = vec![(Rect::new(40, 1, 9, 1), Pane::Output)];
    let click = |column, row| {
        let kind = MouseEventKind::Down(MouseButton::Left);
        Msg::Input(vec![Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })])
    };
    send(&mut model, [click(5, 2), click(41, 1)]);
    assert_eq!((model.selected, model.pane), (2, Pane::Output));
}
