//! The built-in editor and the line into which text is typed, by plain values.

use super::{graded_once, key, press, run, saved, send};
use crate::course::SolutionPolicy;
use crate::grade::{GradeEvent, Verdict};
use crate::tui::draft::{After, Question};
use crate::tui::effect::Effect;
use crate::tui::model::{Editor, Model};
use crate::tui::msg::{Msg, Watching, Written};
use crate::tui::pane::Pane;
use crate::tui::sample::{framed, framed_negated, graded, judged, workbench};
use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

fn control(letter: char) -> Msg {
    Msg::Input(vec![Event::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::CONTROL))])
}

fn typed(text: &str) -> Vec<Msg> {
    text.chars().map(key).collect()
}

/// The built-in editor is open on the first function, whose file holds `old`.
fn writing() -> Model {
    let mut model = graded_once();
    model.editor = Editor::Unknown;
    send(
        &mut model,
        [Msg::DraftOpened { exercise: 0, line: 1, text: Ok("old\n".to_owned()), unsaved: None }],
    );
    model
}

fn text(model: &Model) -> String {
    model.draft.as_ref().map(crate::tui::draft::Draft::text).unwrap_or_default()
}

#[test]
fn keys_are_text_and_a_save_replaces_only_what_was_read() {
    let mut model = writing();
    send(&mut model, typed("q"));
    assert_eq!(text(&model), "qold\n");
    let effects = send(&mut model, [control('s')]);
    let [Effect::WriteDraft { exercise: 0, text, over, after: After::Stay }] = &effects[..] else {
        panic!("{effects:?}")
    };
    assert_eq!((text.as_str(), over.as_str()), ("qold\n", "old\n"));
}

#[test]
fn a_save_is_noticed_by_the_watch_or_run_at_once() {
    for (watching, runs) in [(Watching::Events, false), (Watching::Off("no".to_owned()), true)] {
        let mut model = writing();
        model.watching = watching;
        let done = Written::Done { text: "old\n".to_owned(), after: After::Stay };
        let effects = send(&mut model, [Msg::DraftWritten { exercise: 0, result: Ok(done) }]);
        assert_eq!(run(&effects).is_some(), runs);
        assert!(model.draft.is_some());
    }
}

#[test]
fn the_verdict_on_a_save_is_told_in_the_editor_and_where_to_see_more() {
    let course = workbench(None).course;
    let mut model = writing();
    let mut said = |job: u64, mut events: Vec<GradeEvent>, verdict: Option<Verdict>| {
        if let (Some(GradeEvent::ExerciseJudged(outcome)), Some(verdict)) = (events.last_mut(), verdict) {
            (outcome.verdict, outcome.cases) = (verdict, Vec::new());
        }
        send(&mut model, [saved("frame")]);
        send(&mut model, events.into_iter().map(|event| graded(job, event)));
        model.notice.clone().map(|notice| notice.text).unwrap_or_default()
    };
    let wrong = || judged(&course, "frame", &framed_negated());
    assert_eq!(said(2, wrong(), None), "frame: wrong answer, 0 of 2 cases pass. Esc and 3 show why.");
    assert_eq!(said(3, wrong(), Some(Verdict::CompileError)), "frame: compile error. Esc and 5 show why.");
    assert_eq!(said(4, wrong(), Some(Verdict::NotStarted)), "frame still holds its `todo!()`.");
    let right = || judged(&course, "frame", &framed());
    assert!(said(5, right(), None).starts_with("frame passes. Next: "));
    assert_eq!(said(6, right(), None), "frame passes.");
}

#[test]
fn a_save_that_nothing_can_grade_says_why() {
    let mut model = writing();
    let done = || Written::Done { text: "old\n".to_owned(), after: After::Stay };
    let mut said = |messages: Vec<Msg>| {
        send(&mut model, messages);
        send(&mut model, [Msg::DraftWritten { exercise: 0, result: Ok(done()) }]);
        model.notice.clone().map(|notice| notice.text).unwrap_or_default()
    };
    assert_eq!(said(vec![]), "Saved; frame is being graded.");
    assert_eq!(
        said(vec![Msg::Unready("there is no compiler".to_owned())]),
        "Saved. Grading is not possible: there is no compiler."
    );
}

#[test]
fn the_watch_makes_the_editor_look_at_its_file() {
    let mut model = writing();
    let effects = send(&mut model, [saved("frame")]);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::ReadDraft { exercise: 0 })), "{effects:?}");
    let effects = send(&mut model, [saved("spot")]);
    assert!(!effects.iter().any(|effect| matches!(effect, Effect::ReadDraft { .. })));
}

#[test]
fn a_text_without_changes_follows_the_file() {
    let mut model = writing();
    send(&mut model, [Msg::DraftRead { exercise: 0, text: "theirs\n".to_owned() }]);
    assert_eq!(text(&model), "theirs\n");
}

#[test]
fn changes_are_kept_until_it_is_said_whose_text_stays() {
    let theirs = || Msg::DraftRead { exercise: 0, text: "theirs\n".to_owned() };
    let mut model = writing();
    send(&mut model, typed("my "));
    send(&mut model, [theirs()]);
    assert_eq!(text(&model), "my old\n");
    assert!(matches!(&model.draft.as_ref().unwrap().question, Question::Foreign(_)));
    let effects = send(&mut model, [key('o')]);
    assert!(
        matches!(&effects[..], [Effect::WriteDraft { text, over, .. }] if text == "my old\n" && over == "theirs\n")
    );

    let mut model = writing();
    send(&mut model, typed("my "));
    send(&mut model, [theirs(), key('t')]);
    assert_eq!(text(&model), "theirs\n");
}

#[test]
fn leaving_with_changes_is_asked_about() {
    let mut model = writing();
    send(&mut model, typed("x"));
    send(&mut model, [press(KeyCode::Esc)]);
    assert!(model.draft.is_some());
    send(&mut model, [press(KeyCode::Esc), control('c')]);
    assert!(model.draft.is_some(), "Ctrl-C asks as well");
    send(&mut model, [key('d')]);
    assert!(model.draft.is_none());

    let mut model = writing();
    send(&mut model, [press(KeyCode::Esc)]);
    assert!(model.draft.is_none(), "without changes there is nothing to ask");
}

#[test]
fn what_is_typed_during_a_save_keeps_the_editor_open() {
    let mut model = writing();
    send(&mut model, typed("a"));
    send(&mut model, [press(KeyCode::Esc), key('s')]);
    send(&mut model, typed("b"));
    let done = Written::Done { text: "aold\n".to_owned(), after: After::Close };
    send(&mut model, [Msg::DraftWritten { exercise: 0, result: Ok(done) }]);
    assert!(model.draft.as_ref().is_some_and(crate::tui::draft::Draft::is_changed));
}

#[test]
fn pasted_text_goes_where_text_goes() {
    let mut model = writing();
    send(&mut model, [Msg::Input(vec![Event::Paste("1\n2\n".to_owned())])]);
    assert_eq!(text(&model), "1\n2\nold\n");
    send(&mut model, [control('f'), Msg::Input(vec![Event::Paste("old".to_owned())])]);
    assert_eq!(model.entry.as_ref().unwrap().text, "old");
    send(&mut model, [press(KeyCode::Enter)]);
    assert_eq!(model.draft.as_ref().unwrap().area.cursor().0, 2);
}

#[test]
fn a_filter_narrows_the_list_and_the_way_through_it() {
    let mut model = graded_once();
    send(&mut model, typed("fspo"));
    assert_eq!(model.filter, "spo");
    send(&mut model, [press(KeyCode::Enter)]);
    assert_eq!(model.selected, 2);
    send(&mut model, [key('j')]);
    assert_eq!(model.selected, 2, "there is no other such function");
    send(&mut model, [key('f'), press(KeyCode::Esc), key('j')]);
    assert_eq!((model.filter.as_str(), model.selected), ("", 0));
}

#[test]
fn a_filter_that_nothing_passes_is_dropped() {
    let mut model = graded_once();
    send(&mut model, typed("fzzz"));
    send(&mut model, [press(KeyCode::Enter)]);
    assert_eq!(model.filter, "");
    assert!(model.notice.is_some());
}

#[test]
fn the_palette_does_what_the_key_does() {
    let mut model = graded_once();
    send(&mut model, typed(":pane hints"));
    send(&mut model, [press(KeyCode::Enter)]);
    assert_eq!((model.pane, model.entry.is_none()), (Pane::Hints, true));
}

#[test]
fn found_places_are_visited_around() {
    let mut model = graded_once();
    model.areas.lines = 100;
    model.areas.found = vec![5, 9];
    send(&mut model, typed("/word"));
    let scroll = |model: &Model| model.scroll[Pane::Lesson.position()];
    model.areas.lines = 100;
    model.areas.found = vec![5, 9];
    send(&mut model, [press(KeyCode::Enter)]);
    assert_eq!(scroll(&model), 5);
    send(&mut model, [key('n')]);
    assert_eq!(scroll(&model), 9);
    send(&mut model, [key('n')]);
    assert_eq!(scroll(&model), 5);
    send(&mut model, [key('N')]);
    assert_eq!(scroll(&model), 9);
}

#[test]
fn the_solution_comes_after_a_pass() {
    let mut model = graded_once();
    std::sync::Arc::make_mut(&mut model.course).solutions = SolutionPolicy::AfterPass;
    assert!(send(&mut model, [key('s')]).is_empty());
    assert!(model.notice.as_ref().is_some_and(|notice| notice.text.contains("--anyway")));
    send(&mut model, [key('k')]);
    let effects = send(&mut model, [key('s')]);
    assert!(matches!(&effects[..], [Effect::ReadSource { exercise: 2 }]), "{effects:?}");
    send(&mut model, [Msg::SourceRead { exercise: 2, text: Ok("mine\n".to_owned()) }]);
    assert!(model.solution.is_some());
    send(&mut model, [press(KeyCode::Esc)]);
    assert!(model.solution.is_none());
}

#[test]
fn a_course_may_keep_its_solutions() {
    let mut model = graded_once();
    std::sync::Arc::make_mut(&mut model.course).solutions = SolutionPolicy::Never;
    send(&mut model, [key('k')]);
    assert!(send(&mut model, [key('s')]).is_empty());
    assert!(model.notice.as_ref().is_some_and(|notice| notice.text.contains("does not show")));
}

#[test]
fn what_an_attempt_changed_is_counted() {
    let mut model = graded_once();
    assert_eq!(model.exercises[0].change, None, "there is nothing to compare the first with");
    let course = model.course.clone();
    send(&mut model, [saved("frame")]);
    send(&mut model, judged(&course, "frame", &framed()).into_iter().map(|event| graded(2, event)));
    let change = model.exercises[0].change.unwrap();
    assert!(change.fixed > 0 && change.new == 0, "{change:?}");
}

#[test]
fn a_session_begins_where_the_last_one_ended() {
    let mut old = graded_once();
    send(&mut old, [key('3'), key('c')]);
    let mut workbench = workbench(Some("/practice"));
    workbench.progress = old.progress;
    let model = Model::of(&workbench);
    assert_eq!((model.selected, model.pane, model.state().selected_case), (0, Pane::Tensors, 1));
}

#[test]
fn the_compilers_pane_opens_the_editor() {
    let mut model = graded_once();
    let outcome = crate::tui::sample::unrun("frame", crate::grade::Verdict::CompileError);
    send(&mut model, [saved("frame"), graded(2, GradeEvent::ExerciseJudged(outcome)), key('5')]);
    let effects = send(&mut model, [press(KeyCode::Enter)]);
    assert!(matches!(&effects[..], [Effect::Edit { .. }]), "{effects:?}");
}

/// What is to be kept, as `(exercise, text)`.
fn kept(effects: &[Effect]) -> Vec<(usize, Option<String>)> {
    let kept = effects.iter().filter_map(|effect| match effect {
        Effect::KeepDraft { exercise, unsaved } => Some((*exercise, unsaved.clone())),
        _ => None,
    });
    kept.collect()
}

#[test]
fn what_is_typed_is_kept_until_it_is_saved_or_forgotten() {
    let mut model = writing();
    assert_eq!(kept(&send(&mut model, typed("a"))), [(0, Some("aold\n".to_owned()))]);
    assert_eq!(kept(&send(&mut model, [press(KeyCode::Right)])), [], "nothing was typed");
    let done = Written::Done { text: "aold\n".to_owned(), after: After::Stay };
    let saved = Msg::DraftWritten { exercise: 0, result: Ok(done) };
    assert_eq!(kept(&send(&mut model, [saved])), [(0, None)]);

    send(&mut model, typed("b"));
    assert_eq!(kept(&send(&mut model, [press(KeyCode::Esc), key('d')])), [(0, None)]);
}

#[test]
fn the_end_of_a_session_forgets_nothing() {
    let mut model = writing();
    send(&mut model, typed("a"));
    assert_eq!(kept(&send(&mut model, [Msg::Stop])), []);
    assert_eq!(model.kept, Some((0, "aold\n".to_owned())));
}

/// The built-in editor opens where an earlier session left `lost` unsaved.
fn found() -> Model {
    let mut model = graded_once();
    send(&mut model, [Msg::DraftsFound(vec![0])]);
    let effects = send(&mut model, [key('e')]);
    assert!(
        effects.iter().any(|effect| matches!(effect, Effect::OpenDraft { exercise: 0, .. })),
        "also with an editor of one's own: {effects:?}"
    );
    let unsaved = Some("lost\n".to_owned());
    let opened = Msg::DraftOpened { exercise: 0, line: 1, text: Ok("old\n".to_owned()), unsaved };
    assert_eq!(kept(&send(&mut model, [opened])), [], "it is kept already");
    assert_eq!(text(&model), "old\n");
    model
}

#[test]
fn unsaved_text_of_an_earlier_session_can_be_taken_up() {
    let mut model = found();
    send(&mut model, [Msg::DraftRead { exercise: 0, text: "newer\n".to_owned() }]);
    assert_eq!(kept(&send(&mut model, [key('t')])), []);
    assert_eq!(text(&model), "lost\n");
    let effects = send(&mut model, [control('s')]);
    assert!(
        matches!(&effects[..], [Effect::WriteDraft { text, over, .. }] if text == "lost\n" && over == "newer\n"),
        "{effects:?}"
    );
}

#[test]
fn unsaved_text_of_an_earlier_session_can_be_forgotten_or_left_for_later() {
    let mut model = found();
    assert_eq!(kept(&send(&mut model, [key('d')])), [(0, None)]);
    assert_eq!(text(&model), "old\n");
    assert!(model.left.is_empty());

    let mut model = found();
    assert_eq!(kept(&send(&mut model, [press(KeyCode::Esc)])), []);
    assert!(model.draft.is_none());
    assert!(!model.left.is_empty(), "it is asked about again");
}
